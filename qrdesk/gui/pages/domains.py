"""Domains: the hosts whose paths are short links, whether they are yours, and whether their codes may be printed."""

from collections.abc import Callable, Generator, Sequence
from dataclasses import replace
from datetime import UTC, datetime
from functools import partial

from PySide6.QtCore import QModelIndex
from PySide6.QtWidgets import QSplitter, QWidget

from qrdesk.client import Client, PublicUrlDraft, restoring
from qrdesk.client.bringing_back import domain_again
from qrdesk.client.meeting import Overtaken, save_over
from qrdesk.client.restoring import Restore, former
from qrdesk.core.schemas.access import Scope
from qrdesk.core.schemas.domains import DomainDraft, DomainPatch, DomainStatus, DomainView
from qrdesk.gui import words
from qrdesk.gui.error_details import details
from qrdesk.gui.jobs import JobRunner
from qrdesk.gui.pages.access_drafts import NEW
from qrdesk.gui.pages.domain_panel import DomainPanel
from qrdesk.gui.pages.links_standing import Stays
from qrdesk.gui.pages.notice import Notice
from qrdesk.gui.pieces import whole
from qrdesk.gui.routes import Routes
from qrdesk.gui.session import Session
from qrdesk.gui.shell.window import MainWindow
from qrdesk.gui.tables.plain_table import Line, PlainTableModel
from qrdesk.gui.widgets import boxes, labels
from qrdesk.gui.widgets.buttons import Button
from qrdesk.gui.widgets.cells import Plain, Status, TwoLines
from qrdesk.gui.widgets.header import PageHeader
from qrdesk.gui.widgets.loading import LoadingBar
from qrdesk.gui.widgets.rows import Column, RowTable
from qrdesk.gui.within_reach import gate

_PANEL = 440  # px
Undo = Callable[[DomainView], object]  # of the domain as the edit left it


class DomainsPage(QWidget):
    """Lists the workspace's domains; the one chosen, or a new one, beside them."""

    def __init__(
        self, session: Session, jobs: JobRunner, window: MainWindow, routes: Routes, *, at_once: bool = True
    ) -> None:
        """Not ``at_once``: it is made by its ``steps``, and of no use before they are done."""
        super().__init__()
        self._session, self._jobs, self._window, self._routes = session, jobs, window, routes
        self._domains: dict[str, DomainView] = {}
        self._as_of: datetime | None = None  # while the server is away: from when it is
        self.steps = self._made(session)
        if at_once:
            whole(self.steps)

    def _made(self, session: Session) -> Generator[None]:
        heads = ("", self.tr("Domain"), self.tr("Status"), self.tr("In print"))
        self.model = PlainTableModel(heads)
        self.table = RowTable()
        self.notice = Notice()
        yield
        self.panel = DomainPanel()
        yield from self.panel.steps
        yield
        self._header = PageHeader(self.tr("Domains"))
        self._build()
        yield
        self._connect()
        why = self.tr("Your key may not change domains.")
        gate(session, [Scope.DOMAINS_CREATE], why, self.add, self.panel.make)
        gate(session, [Scope.DOMAINS_UPDATE], why, self.panel.save, self.panel.default, self.panel.proof.verify)
        gate(session, [Scope.DOMAINS_DELETE], why, self.panel.delete)
        session.on_connecting(self._connected)

    def refresh(self) -> None:
        """Ask for the domains again."""
        client = self._session.client
        if client is not None:
            here = self._session.here
            answers = self.loading.wait_for(here(self._show), here(self._not_shown))
            self._jobs.run(self, client.domains.list, *answers)
            # without saved designs, as for a key that may not see them, the others can still be chosen
            self._jobs.run(self, client.designs.list, here(self.panel.look.offer), here(_leave))

    def show_away(self, as_of: datetime | None) -> None:
        """While the server is away no state is shown as of now."""
        self._as_of = as_of
        shown = self.panel.domain()
        self.model.show([self._line(domain) for domain in self._domains.values()])
        self.panel.show_away(as_of)
        if shown is not None:
            self._mark(shown.id)

    def _connected(self) -> None:
        """Other links are open: nothing is known yet, and no answer from elsewhere comes here."""
        self.panel.set_busy(busy=False)
        self._domains = {}
        self.model.show([])
        self.panel.forget()
        self.panel.drafts.go_to(self._session.whose)

    def focus_first(self) -> None:
        """Put the focus into the table."""
        self.table.setFocus()

    def regions(self) -> Sequence[QWidget]:
        """Return what F6 walks."""
        return [self.table, self.panel]

    def _build(self) -> None:
        self.loading = LoadingBar()
        self.add = Button(self.tr("Add domain"), "primary", "plus")
        self._header.add_action(self.add)
        self.table.setModel(self.model)
        Stays(self.table, self.model)
        self.table.setAccessibleName(self.tr("Domains"))
        self.table.set_columns([Column(24), Column(0), Column(132), Column(148)])
        self._window.state.keep_columns("domains", self.table)
        said = self.tr("Printed codes keep the domain they were made with: each domain listed here goes on working.")
        foot = boxes.box(boxes.rows(labels.Paragraph(said), margins=(24, 12, 24, 16)), edge="top")
        column = boxes.rows(self._header, self.loading, boxes.line("h"), self.notice, gap=0)
        column.addWidget(self.table, 1)
        column.addWidget(foot)
        left = QWidget()
        left.setLayout(column)
        left.setMinimumWidth(400)
        self.panel.setMinimumWidth(360)
        split = QSplitter()
        split.setChildrenCollapsible(False)
        split.setHandleWidth(1)
        split.addWidget(left)
        split.addWidget(boxes.scrolled(self.panel))
        split.setStretchFactor(0, 1)
        split.setSizes([840, _PANEL])
        self._window.state.keep_splitter("domains", split)
        self.setLayout(boxes.rows(split, gap=0))

    def _connect(self) -> None:
        panel = self.panel
        self.add.clicked.connect(self._new)
        self.table.selectionModel().currentRowChanged.connect(self._chosen)
        panel.create_wanted.connect(self._create)
        panel.cancel_wanted.connect(self._cancel_new)
        panel.change_wanted.connect(self._change)
        panel.verify_wanted.connect(self._verify)
        panel.default_wanted.connect(self._make_default)
        panel.delete_wanted.connect(self._delete)
        panel.copy_wanted.connect(self._copy)

    def _show(self, domains: Sequence[DomainView]) -> None:
        self.notice.clear()
        self._domains = {domain.id: domain for domain in domains}
        self._header.set_count(words.number(len(domains)))
        self.panel.leads.know(domains)
        shown = self.panel.domain()
        self.model.show([self._line(domain) for domain in domains])
        if shown is not None and shown.id in self._domains:
            self.panel.freshen(self._domains[shown.id])
            self._mark(shown.id)
        elif domains and not self.panel.is_new():
            self._mark(domains[0].id)

    def _line(self, domain: DomainView) -> Line:
        detail = self.tr("Default: new codes carry it") if domain.is_default else self.tr("Older codes carry it")
        if domain.status is DomainStatus.WAITING:
            detail = self.tr("Not in use yet")
        if self._as_of is not None:
            detail = self.tr("As of {time}").format(time=words.moment(self._as_of, now=datetime.now(UTC)))
        status, fit = self._status(domain), self._fit(domain)
        cells = [Plain(""), TwoLines(domain.host, detail), status, fit]
        return Line(domain.id, cells, f"{domain.host}, {detail}, {status.text}, {fit.text}")

    def _fit(self, domain: DomainView) -> Status:
        if domain.status is DomainStatus.WAITING:
            return Status(self.tr("Not yet"), "clock", "tertiary", inset=0)
        if domain.fit_for_print:
            return Status(self.tr("Fit for print"), "circle-check", "success", inset=0)
        return Status(self.tr("This network only"), "wifi", "warn", inset=0)

    def _status(self, domain: DomainView) -> Status:
        looks = {
            DomainStatus.SERVING: Status(self.tr("Serving"), "circle-check", "success", inset=0),
            DomainStatus.FAILING: Status(self.tr("Check failed"), "triangle-alert", "warn", inset=0),
            DomainStatus.WAITING: Status(self.tr("Not verified"), "clock", "warn", inset=0),
        }
        look = looks[domain.status]
        return look if self._as_of is None else replace(look, icon="clock", tone="tertiary")

    def _mark(self, domain_id: str) -> None:
        row = self.model.row_of(domain_id)
        if row >= 0:
            self.table.selectRow(row)

    def _new(self) -> None:
        self.table.clearSelection()
        self.table.setCurrentIndex(QModelIndex())
        self.panel.show_new()
        self.panel.focus_first()

    def _cancel_new(self) -> None:
        """Nobody wants the new one: show the first of those that are there."""
        self.panel.drafts.drop(NEW)
        self.panel.forget()
        self._mark(next(iter(self._domains), ""))
        self.table.setFocus()

    def _chosen(self, index: QModelIndex, _before: QModelIndex) -> None:
        domain = self._domains.get(self.model.key_at(index.row())) if index.isValid() else None
        if domain is not None:
            shown = self.panel.domain()
            if shown is None or shown.id != domain.id:
                self.panel.show_domain(domain)

    def _run(
        self, work: Callable[[Client], DomainView], said: str, undo: Undo | None = None, about: str | None = None
    ) -> None:
        client = self._session.client
        if client is not None:
            self.panel.set_busy(busy=True)
            done, here = partial(self._done, said, undo, about), self._session.here
            self._jobs.run(self, partial(work, client), here(done), here(self._refused))

    def _create(self, draft: DomainDraft) -> None:
        self._run(lambda client: client.domains.create(draft), self.tr("{host} is added"), about=NEW)

    def _change(self, domain_id: str, patch: DomainPatch) -> None:
        before = self._domains.get(domain_id)
        back = former(patch, before) if before is not None else None
        work = partial(_update_over, domain_id, patch, self.panel.domain())
        undo = None if back is None else partial(self._put_back, domain_id, back)
        self._run(work, self.tr("Saved: {host}"), undo, domain_id)

    def _put_back(self, domain_id: str, patch: DomainPatch, left: DomainView) -> None:
        self._take_back(domain_id, restoring.putting("domain", domain_id, patch, left))

    def _take_back(self, domain_id: str, back: Restore) -> None:
        self._run(partial(_restored, domain_id, back), self.tr("{host} is as it was before"))

    def _verify(self, domain_id: str) -> None:
        self._run(lambda client: client.domains.verify(domain_id), self.tr("{host} was checked"))

    def _make_default(self, domain: DomainView) -> None:
        before = next((one for one in self._domains.values() if one.is_default), None)
        undo = None if before is None else partial(self._carry_again, before)
        self._run(partial(_make_default, domain.url), self.tr("New codes carry {host}"), undo)

    def _carry_again(self, before: DomainView, left: DomainView) -> None:
        self._take_back(before.id, restoring.address(before.url, left.url))

    def _copy(self, text: str, said: str) -> None:
        self._routes.copy_text(text, said)

    def _done(self, said: str, undo: Undo | None, about: str | None, domain: DomainView) -> None:
        self.panel.set_busy(busy=False)
        if about is not None:
            self.panel.drafts.drop(about)  # it is saved
        self.panel.show_domain(domain)
        if undo is None:
            self._window.status.say(said.format(host=domain.host))
        else:
            self._window.toast(said.format(host=domain.host), partial(undo, domain), "check")
        self._session.links_changed.emit()
        self.refresh()

    def _delete(self, domain: DomainView) -> None:
        client = self._session.client
        if client is not None:
            work = partial(client.domains.delete, domain.id)
            here = self._session.here
            self._jobs.run(self, work, here(partial(self._deleted, domain)), here(self._refused))

    def _deleted(self, domain: DomainView, _nothing: None) -> None:
        said = self.tr("{host} is no longer a domain here").format(host=domain.host)
        self._window.toast(said, partial(self._bring_back, domain), "trash-2")
        self.panel.forget()
        self._session.links_changed.emit()
        self.refresh()

    def _bring_back(self, was: DomainView) -> None:
        self._session.ask(self._jobs, self, partial(domain_again, was), partial(self._is_back, was), self._not_back)

    def _is_back(self, was: DomainView, domain: DomainView) -> None:
        """Show it; its settings are as they were, and what its proof says now is shown beside."""
        said = self.tr("{host} is as it was before")
        if was.verified_at is not None and domain.verified_at is None:
            said = self.tr("{host} is back, but has to be verified again: see its record")
        self._done(said, None, None, domain)

    def _not_back(self, error: Exception) -> None:
        self._window.status.say(self.tr("Not taken back: {reason}").format(reason=words.failure(error)))
        self.refresh()

    def _refused(self, error: Exception) -> None:
        self.panel.set_busy(busy=False)
        self.panel.refuse(error)
        if isinstance(error, Overtaken):
            self.panel.met(error.now)

    def _not_shown(self, error: Exception) -> None:
        again = (self.tr("Try now"), self.refresh)
        title = self.tr("The domains could not be loaded")
        self.notice.say("danger", title, words.failure(error), [again], details=details(error))


def _leave(_error: Exception) -> None:
    """Nothing can be done about it, and nothing is lost."""


def _update(domain_id: str, patch: DomainPatch, client: Client) -> DomainView:
    return client.domains.update(domain_id, patch)


def _update_over(domain_id: str, patch: DomainPatch, base: DomainView | None, client: Client) -> DomainView:
    """Save, unless somebody else changed the same since ``base`` was loaded."""
    if base is None:
        return _update(domain_id, patch, client)
    get, update = partial(client.domains.get, domain_id), partial(client.domains.update, domain_id)
    return save_over(client, get, update, base, patch)


def _restored(domain_id: str, back: Restore, client: Client) -> DomainView:
    back(client)
    return client.domains.get(domain_id)


def _make_default(url: str, client: Client) -> DomainView:
    return client.domains.set_public_url(PublicUrlDraft(url=url))
