"""The editor beside the links: one panel for a new link and for every other; what is typed is never lost."""

from collections.abc import Callable, Generator, Sequence
from datetime import UTC, datetime
from functools import partial
from typing import Any

from pydantic import ValidationError
from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QFrame

from qrdesk.core.schemas.access import DomainView
from qrdesk.core.schemas.links import LinkView
from qrdesk.gui import words
from qrdesk.gui.jobs import JobRunner
from qrdesk.gui.pages.link_conflict import said_of
from qrdesk.gui.pages.link_conflict_meeting import Meeting
from qrdesk.gui.pages.link_conflict_merge import ChangedMeanwhile, Saved, resumed, write
from qrdesk.gui.pages.link_editor_actions import Actions
from qrdesk.gui.pages.link_editor_drafts import Drafts, look_over, say_from_before
from qrdesk.gui.pages.link_editor_form import Values
from qrdesk.gui.pages.link_editor_parts import EditorHead, LastStep, SaveBar
from qrdesk.gui.pages.link_editor_reach import EditorReach
from qrdesk.gui.pages.link_editor_sections import Sections
from qrdesk.gui.pages.link_editor_taking_back import TakingBack
from qrdesk.gui.pages.notice import Notice
from qrdesk.gui.pieces import whole
from qrdesk.gui.routes import Routes
from qrdesk.gui.session import Session
from qrdesk.gui.shell.window import MainWindow
from qrdesk.gui.tables.link_table import thumb_of
from qrdesk.gui.widgets import boxes
from qrdesk.gui.widgets.typing_undone import forget_typing

_NEW = ""  # the key under which the text of a new link is kept


class LinkEditor(QFrame):
    """Edits one link. Leaving it with changes keeps their text until they are saved or discarded."""

    closed = Signal()
    saved = Signal(str)  # link id

    def __init__(
        self, session: Session, jobs: JobRunner, window: MainWindow, routes: Routes, *, at_once: bool = True
    ) -> None:
        """Not ``at_once``: it is made by its ``steps``, and of no use before they are done."""
        super().__init__()
        self._session, self._jobs, self._window, self._routes = session, jobs, window, routes
        self.steps = self._made(session, jobs, window, routes)
        if at_once:
            whole(self.steps)

    def _made(self, session: Session, jobs: JobRunner, window: MainWindow, routes: Routes) -> Generator[None]:
        self._link: LinkView | None = None
        self._base = Values()
        self._drafts = Drafts(window.state, session.whose)
        self._turn = 0  # an answer to another link than the one shown changes no field
        self._busy = False
        self._filling = False
        self.head = EditorHead()
        self.notice = Notice(12)
        self.acts = Actions(session, jobs, window, self)
        self._taking_back = TakingBack(session, jobs, window, self)
        yield
        self.parts = Sections(session, jobs, window, routes, at_once=False)
        self.bar = SaveBar()
        self.last_step = LastStep()
        self._scrolls = boxes.scrolled(self.parts, narrow=True)
        self.meeting = Meeting(self, self, session, jobs, window, self._show_meeting)
        self.reach = EditorReach(session, self.head, self.parts, self.bar)
        above = boxes.box(boxes.rows(self.reach.note, margins=(12, 8, 12, 0)))
        shown = (self.head, self.notice, above, self._scrolls, self.meeting.panel, self.bar, self.last_step)
        self.setLayout(boxes.rows(*shown, gap=0))
        self.setMinimumWidth(360)
        yield
        yield from self.parts.steps  # what comes into a place that stands is dressed once
        self.dock = self.parts.dock
        self.dock.stand_in(self, above=self.bar)
        self.fields, self.address, self.codes = self.parts.fields, self.parts.address, self.parts.codes
        self.sections = self.parts.sections
        self._connect()
        yield
        self.show_new()

    # what is shown

    def show_link(self, link: LinkView) -> None:
        """Edit ``link``; text typed for it before and not saved is there again."""
        self._keep()
        if self._link is not link:  # else it was made just now, of what is in sight
            self.parts.begin_at_top(link)
        self._link = link
        self._base, values = resumed(self._drafts.take_base(link.id), self._drafts.take(link.id), Values.of(link))
        self._begin(values)
        self._show_around(link)
        self.parts.show_known(known=True)
        self.reach.show_link(link)
        self.sections["address"].set_open(self.address.text() != link.slug)
        self.codes.show_link(link)

    def show_new(self, destination: str = "") -> None:
        """Make a new link."""
        self._keep()
        self._show_new(destination)

    def _show_new(self, destination: str = "") -> None:
        self.parts.begin_at_top(None)
        self._link, self._base = None, Values()
        kept = self._drafts.take(_NEW) or Values()
        self._begin(Values(destination=destination) if destination else kept, of_before=not destination)
        if destination and kept not in (Values(), Values(destination=destination)):
            back = partial(self._begin_with, kept)
            self._window.toast(self.tr("The link you had begun is put aside"), back, "link")
        self.head.show_new()
        self.parts.show_known(known=False)
        self.reach.show_link(None)

    def _begin_with(self, kept: Values) -> None:
        self.show_new()
        self._fill(kept)

    def keep_for_next_time(self) -> None:
        """The window closes: what is typed and not saved is there again when the app is."""
        self._keep()
        self._drafts.write()

    def note(self) -> None:
        """Remember what is typed as it stands; it stays in sight."""
        key = self._link.id if self._link else _NEW
        self._drafts.note_begun(key, self.parts.rules.typed())
        self._drafts.note(key, self.values() if self.changes() else None, self._base)

    def begin_anew(self) -> None:
        """Other links are open now: what was typed for those before waits until they are open again."""
        self._keep()
        self._drafts.go_to(self._session.whose)
        self._show_new()

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

    def base(self) -> Values:
        """Return what was loaded, or saved last."""
        return self._base

    def take_in(self, link: LinkView, values: Values) -> None:
        """Show ``values`` for the link as it is now elsewhere; they are saved over that."""
        self._link, self._base = link, Values.of(link)
        self._refill(values)
        self._show_around(link)

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
        nothing = not (self.changes() or self.parts.unfinished())
        if self._busy or client is None or nothing or self.bar.isHidden():  # as where the key may not save
            return
        good = self.parts.check()
        if not self.fields.leads.text():
            self.fields.show_error("destination", self.tr("Enter the page this link should lead to."))
            good = False
        if not good:
            self.parts.wrongs.say_in(self.bar)
            return
        if not self.changes():
            return
        self._busy = True
        self._show_bar()
        sent, before, link = self.values(), self._base, self._link
        work = partial(write, client, link, before, sent, self.address.domain.key())
        key = link.id if link is not None else _NEW
        done, refused = partial(self._saved, self._turn, key, sent, before), partial(self._refused, self._turn)
        arrived = partial(self._arrived, self._session.whose, key, sent, self._session.here(done))
        self._jobs.run(self, work, arrived, self._session.here(refused))

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
        self._session.reach_changed.connect(self.reach.look)
        parts.changed.connect(self._show_bar)
        self._session.back.connect(self._show_bar)  # a server that answers again: what was said of it is over
        bar.save_wanted.connect(self.save)
        bar.discard_wanted.connect(self.discard)
        bar.field_wanted.connect(parts.wrongs.show_next)
        parts.rules.opened.connect(bar.show_rule)
        head.close_wanted.connect(self.close_panel)
        head.delete_wanted.connect(partial(self.with_link, self._ask_delete))
        head.copy_wanted.connect(partial(self.with_link, lambda link: self._routes.copy(link.short_url)))
        head.studio_wanted.connect(partial(self.with_link, lambda link: self._routes.open_studio(link.id)))
        head.analytics_wanted.connect(partial(self.with_link, lambda link: self._routes.open_analytics(link.id)))
        acts.connect_to(head, parts, self.with_link)
        parts.simulator.changes_wanted.connect(self._simulate)
        acts.became.connect(self._became)
        self._taking_back.connect_to(head, self.with_link)
        self._taking_back.done.connect(self._became)
        self._taking_back.failed.connect(self._failed)
        parts.history.became.connect(self._became)
        parts.history.failed.connect(self._failed)
        acts.gone.connect(self._gone)
        acts.failed.connect(self._failed)
        acts.alias_refused.connect(partial(self.address.show_error, "alias"))
        acts.checking.connect(parts.state.set_checking)
        last.confirmed.connect(self.delete)
        last.left.connect(self._keep_it)

    def _keep(self) -> None:
        key = self._link.id if self._link else _NEW
        self.note()
        if (begun := self.parts.rules.take_away()) is not None:
            self._drafts.keep_begun(key, begun)

    def _begin(self, values: Values, *, of_before: bool = True) -> None:
        self._turn, self._busy = self._turn + 1, False
        self._keep_it()
        self._show_meeting(shown=False)
        self.notice.clear()
        self._fill(values)
        self.parts.bring_back(self._drafts.take_begun(self._link.id if self._link else _NEW))
        say_from_before(self, of_before=of_before and self._drafts.from_before)

    def _refill(self, values: Values) -> None:
        """Show ``values``, and the rule that is begun as it stood."""
        begun = self.parts.rules.take_away()
        self._fill(values)
        self.parts.bring_back(begun)

    def _fill(self, values: Values) -> None:
        self._filling = True
        self.parts.fill(values, self._link)
        self._filling = False
        self._show_bar()

    def _show_around(self, link: LinkView) -> None:
        self.head.show_link(link, thumb_of(link.code_url))
        self.parts.state.show_link(link)
        self.parts.history.show_link(link, is_open=self.sections["history"].is_open())
        self.parts.say()

    def _show_bar(self) -> None:
        if not self._filling:
            look_over(self)
            self.bar.show_changes(self.unsaved(), new=self._link is None, busy=self._busy)
            self.parts.say()

    def _arrived(self, whose: str, key: str, sent: Values, told: Callable[[Saved], object], saved: Saved) -> None:
        self._drafts.saved_at(whose, key, sent)
        told(saved)

    def _saved(self, turn: int, key: str, sent: Values, before: Values, saved: Saved) -> None:
        link = saved.link
        fresh = turn == self._turn and self._link is None
        self._drafts.drop(key, None if fresh else sent)  # nothing of it is unsaved, nor is the next new link this one
        if turn == self._turn:
            self._busy = False
            typed = self.values()
            self._link, self._base = link, Values.of(link)
            if fresh:
                self.show_link(link)
            self._refill(typed.onto(sent, self._base))
            self._show_around(link)
            self._warn(link)
            if not self.changes():
                forget_typing(self)  # from here on, Ctrl+Z takes back what was saved
        elif key == _NEW and self._link is None and self.values() == sent:
            self._show_new()  # it was begun with what was on its way
        self.note()
        self._taking_back.tell(said_of(saved, datetime.now(UTC)), link, before, sent)
        self.saved.emit(link.id)
        self._session.links_changed.emit()

    def _refused(self, turn: int, error: Exception) -> None:
        if turn != self._turn:
            self._window.status.say(words.failure(error))
            return
        self._busy = False
        self._show_bar()
        if isinstance(error, ChangedMeanwhile):
            self.meeting.ask(error.now)
            return
        known = [self.parts.show_error(name, message) for name, message in words.by_field(error).items()]
        if any(known):
            self.parts.wrongs.say_in(self.bar)
        else:
            self.bar.show_unsaved(error)

    def _warn(self, link: LinkView) -> None:
        self.notice.clear()
        if link.warnings:
            self.notice.say("warn", self.tr("Saved, but mind this"), "\n".join(map(words.told, link.warnings)))

    def _became(self, link: LinkView) -> None:
        """Show what an action made of the link; what is typed stays."""
        if self._link is not None and self._link.id == link.id:
            self.take_in(link, self.values().onto(self._base, Values.of(link)))
            self._warn(link)

    def _simulate(self) -> None:
        try:
            self.dock.try_typed(self.values(), self._base, self.address.domain.key(), new=self._link is None)
        except ValidationError as error:
            if not self._busy:  # what is on its way was good, and must not be sent again
                self._refused(self._turn, error)

    def _ask_delete(self, link: LinkView) -> None:
        self.bar.hide()
        self.last_step.ask(link)

    def _show_meeting(self, shown: bool) -> None:
        self.meeting.panel.setVisible(shown)
        for part in (self._scrolls, self.dock, self.bar):
            boxes.show_part(part, not shown)

    def _keep_it(self) -> None:
        self.last_step.hide()
        boxes.show_part(self.bar)

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
