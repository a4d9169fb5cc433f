"""The editor beside the links: one panel for a new link and for every other; what is typed is never lost."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from datetime import UTC, datetime
from functools import partial
from typing import Any

from pydantic import ValidationError
from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QFrame, QWidget

from qrdesk.client import Client
from qrdesk.core.errors import AnswerLost, Kind, QRDeskError, ServerUnreachable
from qrdesk.core.schemas.access import DomainView
from qrdesk.core.schemas.links import LinkView
from qrdesk.gui import words
from qrdesk.gui.jobs import JobRunner
from qrdesk.gui.pages import link_editor_form as form
from qrdesk.gui.pages.link_editor_actions import Actions
from qrdesk.gui.pages.link_editor_drafts import Drafts
from qrdesk.gui.pages.link_editor_form import Values
from qrdesk.gui.pages.link_editor_parts import EditorHead, LastStep, SaveBar
from qrdesk.gui.pages.link_editor_rules import Begun
from qrdesk.gui.pages.link_editor_sections import Sections
from qrdesk.gui.pages.notice import Notice
from qrdesk.gui.routes import Routes
from qrdesk.gui.session import Session
from qrdesk.gui.shell.window import MainWindow
from qrdesk.gui.tables.link_table import thumb_of
from qrdesk.gui.widgets import boxes

_NEW = ""  # the key under which the text of a new link is kept


class LinkEditor(QFrame):
    """Edits one link. Leaving it with changes keeps their text until they are saved or discarded."""

    closed = Signal()
    saved = Signal(str)  # link id

    def __init__(
        self, session: Session, jobs: JobRunner, window: MainWindow, routes: Routes, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._session, self._jobs, self._window, self._routes = session, jobs, window, routes
        self._link: LinkView | None = None
        self._base = Values()
        self._drafts = Drafts(window.state, session.place)
        self._turn = 0  # an answer to another link than the one shown changes no field
        self._busy = False
        self._filling = False
        self.head = EditorHead()
        self.notice = Notice(12)
        self.acts = Actions(session, jobs, window, self)
        self.parts = Sections(session, jobs, window, routes)
        self.fields, self.address, self.codes = self.parts.fields, self.parts.address, self.parts.codes
        self.sections = self.parts.sections
        self.bar = SaveBar()
        self.last_step = LastStep()
        self.setLayout(boxes.rows(self.head, self.notice, boxes.scrolled(self.parts), self.bar, self.last_step, gap=0))
        self.setMinimumWidth(360)
        self._connect()
        self.show_new()

    # what is shown

    def show_link(self, link: LinkView) -> None:
        """Edit ``link``; text typed for it before and not saved is there again."""
        self._keep()
        self._link, self._base = link, Values.of(link)
        self._begin(self._drafts.take(link.id, self._base))
        self._show_around(link)
        self.parts.show_known(known=True)
        self.sections["address"].set_open(self.address.text() != link.slug)
        self.codes.show_link(link)

    def show_new(self, destination: str = "") -> None:
        """Make a new link."""
        self._keep()
        self._link, self._base = None, Values()
        kept = self._drafts.take(_NEW, Values())
        self._begin(replace(kept, destination=destination) if destination else kept)
        self.head.show_new()
        self.parts.show_known(known=False)

    def keep_for_next_time(self) -> None:
        """The window closes: what is typed and not saved is there again when the app is."""
        self._keep()
        self._drafts.write()

    def begin_anew(self) -> None:
        """Other links are open now: what was typed for those before waits until they are open again."""
        self._keep()
        self._drafts.go_to(self._session.place)
        self._link, self._base = None, self.values()
        self.show_new()

    def refresh(self, link: LinkView) -> None:
        """Show what became of the link elsewhere, unless something is typed here."""
        busy = self.changes() or self.parts.unfinished()
        if self._link is not None and link.id == self._link.id and not busy and link != self._link:
            self._link, self._base = link, Values.of(link)
            self._fill(self._base)
            self._show_around(link)
            self.codes.show_link(link)

    def show_domains(self, domains: Sequence[DomainView]) -> None:
        """Offer the workspace's domains for new links."""
        self.address.show_domains(domains)
        if self._link is None:
            self.address.show_new(self.address.text())

    def link(self) -> LinkView | None:
        """Return the link shown; None for a new one."""
        return self._link

    def values(self) -> Values:
        """Return what stands in the fields."""
        return self.parts.values()

    def changes(self) -> dict[str, Any]:
        """Return the fields that are not saved."""
        return self.values().changed(self._base)

    def unsaved(self) -> int:
        """Return how many fields are not saved; a rule that is begun and none yet is one of them."""
        return len(self.changes()) + self.parts.rules.is_begun()

    def focus_first(self) -> None:
        """Put the cursor where one starts: into the destination."""
        self.fields.destination.input.setFocus(Qt.FocusReason.OtherFocusReason)
        self.fields.destination.input.selectAll()

    # what is done

    def save(self) -> None:
        """Save; on an error the text stays and each field says what it needs."""
        client = self._session.client
        if self._busy or client is None or not (self.changes() or self.parts.unfinished()):
            return
        good = self.parts.check()
        if not self.fields.leads.text():
            self.fields.show_error("destination", self.tr("Enter the page this link should lead to."))
            good = False
        if not good or self.address.has_error():
            self._say_fields()
            return
        if not (changes := self.changes()):
            return
        self._busy = True
        self._show_bar()
        sent, before, link = self.values(), self._base, self._link
        work = partial(_write, client, link, sent, changes, self.address.domain.key())
        key = link.id if link is not None else _NEW
        done = partial(self._saved, self._turn, key, sent, before)
        self._jobs.run(self, work, done, partial(self._refused, self._turn))

    def discard(self) -> None:
        """Throw away what is typed; a new link is not made."""
        self._drafts.drop(self._link.id if self._link else _NEW)
        if self._link is None:
            self._fill(Values())
            self.closed.emit()
        else:
            self._fill(self._base)

    def close_panel(self) -> None:
        """Close; what is typed stays for the next time."""
        if self.unsaved() and self._link is not None:
            said = self.tr("Changes to {name} are kept here, but not saved")
            self._window.status.say(said.format(name=words.name(self._link)))
        self.closed.emit()

    def with_link(self, act: Callable[[LinkView], object]) -> None:
        """Do something with the link shown, where there is one."""
        if self._link is not None:
            act(self._link)

    def delete(self) -> None:
        """Delete the link for ever."""
        self.with_link(self.acts.delete)

    # inside

    def _connect(self) -> None:
        head, bar, last, acts, parts = self.head, self.bar, self.last_step, self.acts, self.parts
        parts.changed.connect(self._show_bar)
        bar.save_wanted.connect(self.save)
        bar.discard_wanted.connect(self.discard)
        head.close_wanted.connect(self.close_panel)
        head.delete_wanted.connect(partial(self.with_link, self._ask_delete))
        head.copy_wanted.connect(partial(self.with_link, lambda link: self._routes.copy(link.short_url)))
        head.studio_wanted.connect(partial(self.with_link, lambda link: self._routes.open_studio(link.id)))
        head.analytics_wanted.connect(partial(self.with_link, lambda link: self._routes.open_analytics(link.id)))
        for wanted, act in (
            (head.archive_wanted, acts.archive),
            (head.restore_wanted, acts.restore),
            (parts.state.archive_wanted, acts.archive),
            (parts.state.restore_wanted, acts.restore),
            (parts.state.pause_wanted, acts.pause),
            (parts.state.resume_wanted, acts.resume),
            (parts.state.check_wanted, acts.check_target),
            (parts.limits.reset_wanted, acts.reset_hits),
            (parts.privacy.erase_wanted, acts.erase_hits),
        ):
            wanted.connect(partial(self.with_link, act))
        parts.simulator.changes_wanted.connect(self._simulate)
        parts.address.alias_wanted.connect(self._add_alias)
        acts.became.connect(self._became)
        acts.gone.connect(self._gone)
        acts.failed.connect(self._failed)
        acts.alias_refused.connect(partial(self.address.show_error, "alias"))
        acts.checking.connect(parts.state.set_checking)
        last.confirmed.connect(self.delete)
        last.left.connect(self._keep_it)

    def _add_alias(self, slug: str) -> None:
        if self._link is not None:
            self.acts.add_alias(self._link, slug)

    def _keep(self) -> None:
        key = self._link.id if self._link else _NEW
        if self.changes():
            self._drafts.keep(key, self.values())
        if (begun := self.parts.rules.take_away()) is not None:
            self._drafts.keep_begun(key, begun)

    def _begin(self, values: Values) -> None:
        self._turn += 1
        self._busy = False
        self._keep_it()
        self.notice.clear()
        self._fill(values)
        self._bring_back(self._drafts.take_begun(self._link.id if self._link else _NEW))

    def _bring_back(self, begun: Begun | None) -> None:
        if begun is not None:
            self.sections["rules"].set_open(True)
            self.parts.rules.bring_back(begun)

    def _refill(self, values: Values) -> None:
        """Show ``values``, and the rule that is begun as it stood."""
        begun = self.parts.rules.take_away()
        self._fill(values)
        self._bring_back(begun)

    def _fill(self, values: Values) -> None:
        self._filling = True
        self.parts.fill(values, self._link)
        self._filling = False
        self._show_bar()

    def _show_around(self, link: LinkView) -> None:
        self.head.show_link(link, thumb_of(link.code_url))
        self.parts.state.show_link(link)
        self.parts.say()

    def _show_bar(self) -> None:
        if not self._filling:
            self.bar.show_changes(self.unsaved(), new=self._link is None, busy=self._busy)
            self.parts.say()

    def _saved(self, turn: int, key: str, sent: Values, before: Values, link: LinkView) -> None:
        fresh = turn == self._turn and self._link is None
        if turn != self._turn:  # left before the answer came: nothing is unsaved
            self._drafts.drop(key, sent)
        if turn == self._turn:
            self._busy = False
            typed = self.values()
            self._link, self._base = link, Values.of(link)
            if fresh:
                self.show_link(link)
            self._refill(typed.onto(sent, self._base))
            self._show_around(link)
            self._warn(link)
        at = words.clock(datetime.now(UTC))
        said = self.tr("Saved {time}: {name}").format(time=at, name=words.name(link))
        if before == Values():
            self._window.status.say(said)
        else:
            self._window.toast(said, partial(self._take_back, link, before), "check")
        self.saved.emit(link.id)
        self._session.links_changed.emit()

    def _take_back(self, link: LinkView, before: Values) -> None:
        client, changes = self._session.client, before.changed(Values.of(link))
        if client is not None and changes:
            work = partial(_update, client, link.id, changes)
            self._jobs.run(self, work, self._taken_back, self._failed)

    def _taken_back(self, link: LinkView) -> None:
        self._window.status.say(self.tr("{name} is as it was before").format(name=words.name(link)))
        self.refresh(link)
        self._session.links_changed.emit()

    def _refused(self, turn: int, error: Exception) -> None:
        if turn != self._turn:
            self._window.status.say(words.failure(error))
            return
        self._busy = False
        self._show_bar()
        known = [self.parts.show_error(name, message) for name, message in words.by_field(error).items()]
        if any(known):
            self._say_fields()
        elif isinstance(error, ServerUnreachable) and not isinstance(error, AnswerLost):
            self.bar.show_trouble(self.tr("Not saved: the server is away. Your text is kept"))
        elif isinstance(error, QRDeskError) and error.kind is Kind.UNAVAILABLE:
            self.bar.show_trouble(self.tr("Not saved, your text is kept. {reason}").format(reason=error))
        else:
            self.bar.show_trouble(words.failure(error))

    def _say_fields(self) -> None:
        one, many = (
            self.tr("One field needs you. Nothing is lost."),
            self.tr("{count} fields need you. Nothing is lost."),
        )
        self.bar.show_trouble(words.counted(max(1, self.parts.wrong()), one, many))

    def _warn(self, link: LinkView) -> None:
        self.notice.clear()
        if link.warnings:
            self.notice.say("warn", self.tr("Saved, but mind this"), "\n".join(link.warnings))

    def _became(self, link: LinkView) -> None:
        """Show what an action made of the link; what is typed stays."""
        if self._link is not None and self._link.id == link.id:
            typed, sent = self.values(), self._base
            self._link, self._base = link, Values.of(link)
            self._refill(typed.onto(sent, self._base))
            self._show_around(link)
            self._warn(link)

    def _simulate(self) -> None:
        """Try the visit with what is typed; a rule that is begun and none yet is left out."""
        try:
            patch = form.patch_of(self.changes())
        except ValidationError as error:
            self._refused(self._turn, error)
        else:
            self.parts.simulator.show_changes(patch if patch.model_fields_set else None)

    def _ask_delete(self, link: LinkView) -> None:
        self.bar.hide()
        self.last_step.ask(link)

    def _keep_it(self) -> None:
        self.last_step.hide()
        self.bar.show()

    def _gone(self, link: LinkView) -> None:
        self._drafts.drop(link.id)
        if self._link is not None and self._link.id == link.id:
            self._base = self.values()  # what was typed goes with it
            self.closed.emit()

    def _failed(self, error: Exception) -> None:
        self._keep_it()
        self.bar.show_trouble(words.failure(error))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() != Qt.Key.Key_Escape:
            super().keyPressEvent(event)
        elif not self.last_step.isHidden():
            self._keep_it()
        elif self.unsaved():
            self.bar.discard.setFocus(Qt.FocusReason.TabFocusReason)
        else:
            self.close_panel()


def _write(client: Client, link: LinkView | None, sent: Values, changes: Mapping[str, Any], host: str) -> LinkView:
    if link is None:
        return client.links.create(form.draft_of(sent).model_copy(update={"host": host or None}))
    return _update(client, link.id, changes)


def _update(client: Client, link_id: str, changes: Mapping[str, Any]) -> LinkView:
    return client.links.update(link_id, form.patch_of(changes))
