"""What needs a person, at the right of Home: webhooks, domains, links and backups, each with a way to mend it."""

from datetime import UTC, datetime
from functools import partial
from time import monotonic

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QWidget

from qrdesk.client import Client, restoring
from qrdesk.core.schemas.access import DomainView, Scope
from qrdesk.core.schemas.domains import DomainStatus
from qrdesk.gui import webhooks_words, words
from qrdesk.gui.jobs import JobRunner
from qrdesk.gui.pages.home_asking import Needs, needs_of
from qrdesk.gui.pages.home_need import LinkNeed, Need, Way
from qrdesk.gui.routes import Routes
from qrdesk.gui.session import Session
from qrdesk.gui.shell.window import MainWindow
from qrdesk.gui.undoing import Undoing
from qrdesk.gui.widgets import boxes, labels
from qrdesk.gui.widgets.buttons import Button

_FRESH_S = 60


class Attention(QWidget):
    """Hidden as long as nothing does. ``known`` brings what was asked for, the workspace's domains among it."""

    known = Signal(object)  # Needs
    let_go = Signal()  # of the keyboard: nothing that needs a person is left

    def __init__(self, session: Session, jobs: JobRunner, window: MainWindow, routes: Routes) -> None:
        super().__init__()
        self._session, self._jobs, self._window, self._routes = session, jobs, window, routes
        self._undoing = Undoing(self, session, jobs, window, session.links_changed.emit)
        self._asked = self._shown = 0  # turns of asking: an older answer than the one shown is dropped
        self._asked_at_s = 0.0
        self._needs = Needs()
        way = Way("destination", self.tr("Change destination"), self.tr("Where it is to lead"))
        self.down = LinkNeed(session, jobs, way)
        offer, name = self.tr("Send them elsewhere"), self.tr("Where it leads now that it has ended")
        self.ended = LinkNeed(session, jobs, Way("expired_destination", offer, name))
        self.backup, self.webhook = Need("danger"), Need("danger")
        self.domain, self.near = Need("warn"), Need("warn")
        self._build()

    def refresh(self) -> None:
        """Ask anew; what the key may not read is not asked for, and what a server cannot tell is left out."""
        client = self._session.client
        if client is None:
            return
        self._asked += 1
        self._asked_at_s = monotonic()
        asked = frozenset(
            scope
            for scope in (Scope.WEBHOOKS_READ, Scope.DOMAINS_READ, Scope.LINKS_READ, Scope.STATS_READ)
            if self._session.may(scope)
        )
        work, done = partial(needs_of, client, asked), partial(self._answered, self._asked)
        self._jobs.run(self, work, done, lambda _error: None)  # the page beside it says that nobody answers

    def freshen(self) -> None:
        """Ask anew unless that was done just now: it is up to fifteen questions."""
        if monotonic() - self._asked_at_s >= _FRESH_S:
            self.refresh()

    def forget(self) -> None:
        """Another place is open: nothing of the one before is wanted any more, or stays in sight."""
        self._shown = self._asked
        for part in (self.down, self.ended):
            part.leave_place()
        self._check.setEnabled(True)  # what was pressed there is answered to nobody here
        self._show(Needs())

    def show_needs(self, needs: Needs) -> None:
        """Show what is wrong, and no more than one line of each kind: the rest comes once that is seen to."""
        self._show(needs)
        self.known.emit(needs)

    def _answered(self, turn: int, needs: Needs) -> None:
        if turn > self._shown:
            self._shown = turn
            self.show_needs(needs)

    def _build(self) -> None:
        self.webhook.offer(self.tr("See deliveries"), self._see_deliveries)
        self._check = self.domain.offer(self.tr("Check domain"), self._check_domain)
        self.domain.offer(self.tr("See the domains"), lambda: self._routes.show_page("domains"))
        self.down.offer(self.tr("Show them"), lambda: self._routes.open_list("attention"))
        self.ended.offer(self.tr("Open link"), self._open_ended)
        self.backup.offer(self.tr("Backups"), lambda: self._routes.open_settings("backups"))
        self.near.offer(self.tr("Set a public address"), lambda: self._routes.open_settings("address"))
        self.down.changed.connect(partial(self._changed, self.tr("{name} leads there now")))
        self.ended.changed.connect(partial(self._changed, self.tr("Visitors of {name} are led there now")))
        for part in (self.down, self.ended):
            part.let_go.connect(partial(self._pass_on, part), Qt.ConnectionType.QueuedConnection)
        self._count = labels.text("", "supporting", tabular=True)
        head = boxes.columns(labels.text(self.tr("Needs attention"), "section_title"), None, self._count)
        self._cards: tuple[Need, ...] = (self.backup, self.webhook, self.domain, self.down, self.ended, self.near)
        for card in self._cards:
            card.hide()
        self.setLayout(boxes.rows(head, *self._cards, gap=8))
        self.hide()

    def _show(self, needs: Needs) -> None:
        self._needs = needs
        may = self._session.may(Scope.LINKS_UPDATE)
        for part in (self.down, self.ended):
            part.let_change(may=may)
        self._show_backup(needs.backup)
        self._show_webhooks()
        self._show_domains()
        self.down.show_link(needs.down[0] if needs.down else None, partial(self._say_down, needs))
        first = needs.ended[0] if needs.ended else None
        self.ended.show_link(first.link if first else None, partial(self._say_ended, needs))
        self._show_near(needs.default)
        self._count_them()

    def _count_them(self) -> None:
        shown = sum(not card.isHidden() for card in self._cards)
        self._count.setText(words.number(shown))
        boxes.show_part(self, shown > 0)

    def _show_backup(self, said: str) -> None:
        self.backup.setVisible(bool(said))
        self.backup.show_words("danger", self.tr("A backup is missing"), said, icon="save")

    def _show_webhooks(self) -> None:
        found = self._needs.endpoints
        self.webhook.setVisible(bool(found))
        if not found:
            return
        first, name = found[0], found[0].name or webhooks_words.address(found[0].url)
        if first.state == "disabled":
            title, said = self.tr("Webhook {name} is told nothing any more"), webhooks_words.why_disabled(first)
        else:
            title = self.tr("Webhook {name} has been failing since {time}")
            kept = self.tr("{count} delivery is kept and will be sent again.")
            said = words.counted(first.waiting, kept, self.tr("{count} deliveries are kept and will be sent again."))
            said = said if first.waiting else words.told(first.trouble)
        since = words.lately(first.failing_since, datetime.now(UTC)) if first.failing_since else ""
        title = title.format(name=name, time=since)
        if len(found) > 1:
            title, said = (
                self.tr("{count} webhooks are failing").format(count=words.number(len(found))),
                f"{title}. {said}",
            )
        self.webhook.show_words("danger", title, said, icon="webhook")

    def _show_domains(self) -> None:
        found = [one for one in self._needs.domains if one.status is DomainStatus.FAILING]
        self.domain.setVisible(bool(found))
        boxes.show_part(self._check, self._session.may(Scope.DOMAINS_UPDATE))
        if found:
            title = self.tr("The check of {host} failed").format(host=found[0].host)
            said = self.tr("Visitors are still answered. {reason}").format(reason=words.told(found[0].check_fault))
            self.domain.show_words("warn", title, said, icon="globe")

    def _say_down(self, needs: Needs) -> None:
        one, many = self.tr("A printed code leads to a page that is down"), self.tr("{count} printed links are down")
        link, count = needs.down[0], max(needs.down_count, len(needs.down))
        said = self.tr("{name}: {reason}").format(name=words.name(link), reason=words.told(link.target.detail))
        self.down.show_words("warn", words.counted(count, one, many), said, icon="printer")

    def _say_ended(self, needs: Needs) -> None:
        first, count = needs.ended[0], len(needs.ended)
        title = self.tr("{name} has ended").format(name=words.name(first.link))
        once = self.tr("Still visited once in the last 7 days.")
        said = words.counted(first.visits, once, self.tr("Still visited {count} times in the last 7 days."))
        if count > 1:
            more = self.tr("{visits} {count} links that ended are still visited.")
            said = more.format(visits=said, count=words.number(count))
        self.ended.show_words("info", title, said)

    def _show_near(self, domain: DomainView | None) -> None:
        self.near.setVisible(domain is not None and not domain.fit_for_print)
        if domain is None or domain.fit_for_print:
            return
        said = self.tr("They carry {address} and work only on this network. Printed, they would lead nowhere later.")
        if words.only_here(domain.host):
            said = self.tr("They carry {address} and work only on this computer.")
        said = f"{said} {words.other_port(domain.host)}".strip()
        title = self.tr("Codes are not for print yet")
        self.near.show_words("warn", title, said.format(address=domain.host), icon="wifi")

    def _pass_on(self, gone: Need) -> None:
        """Give the keyboard to what needs a person next; where nothing does, it is let go of."""
        place = self._cards.index(gone)
        for card in (*self._cards[place:], *self._cards[:place]):
            ways = [way for way in card.findChildren(Button) if way.isVisible() and way.isEnabled()]
            if ways:
                ways[0].setFocus()
                return
        self.let_go.emit()

    def _see_deliveries(self) -> None:
        if self._needs.endpoints:
            self._routes.open_endpoint(self._needs.endpoints[0].id)

    def _open_ended(self) -> None:
        if self._needs.ended:
            self._routes.open_link(self._needs.ended[0].link.id)

    def _check_domain(self) -> None:
        failing = next((one for one in self._needs.domains if one.status is DomainStatus.FAILING), None)
        if failing is not None:
            self._check.setEnabled(False)
            work = partial(_verified, failing.id)
            self._session.ask(self._jobs, self, work, self._checked, self._not_checked)

    def _checked(self, domain: DomainView) -> None:
        self._check.setEnabled(True)
        good = domain.status is DomainStatus.SERVING
        said = self.tr("{host} is verified") if good else self.tr("{host} was checked: it still fails")
        self._window.status.say(said.format(host=domain.host))
        self.refresh()

    def _not_checked(self, error: Exception) -> None:
        self._check.setEnabled(True)
        self._window.status.say(words.failure(error))

    def _changed(self, said: str, changed: restoring.Changed) -> None:
        self._count_them()
        self._undoing.tell(said.format(name=words.name(changed.view)), changed.back)
        self._session.links_changed.emit()


def _verified(domain_id: str, client: Client) -> DomainView:
    return client.domains.verify(domain_id)
