"""The editor beside the links: one panel for a new link and for every other; what is typed is never lost."""

import json
from collections.abc import Mapping, Sequence
from dataclasses import asdict
from datetime import UTC, datetime
from functools import partial

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
from qrdesk.gui.pages.link_editor_codes import CodeList
from qrdesk.gui.pages.link_editor_fields import AddressFields, DestinationFields
from qrdesk.gui.pages.link_editor_form import Values
from qrdesk.gui.pages.link_editor_parts import EditorHead, LastStep, SaveBar
from qrdesk.gui.routes import Routes
from qrdesk.gui.session import Session
from qrdesk.gui.shell.window import MainWindow
from qrdesk.gui.tables.link_table import thumb_of
from qrdesk.gui.widgets import boxes
from qrdesk.gui.widgets.section import Section

_DRAFTS = "editor/drafts"
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
        self._places = _drafts(window.state.read(_DRAFTS, ""))  # by place, then by link
        self._kept = self._places.setdefault(session.place, {})
        self._turn = 0  # an answer to another link than the one shown changes no field
        self._busy = False
        self._filling = False
        self.head = EditorHead()
        self.fields = DestinationFields()
        self.address = AddressFields(session, jobs)
        self.bar = SaveBar()
        self.last_step = LastStep()
        self.codes = CodeList(session, jobs, routes)
        self.sections = self._built()
        self._connect()
        self.show_new()

    # what is shown

    def show_link(self, link: LinkView) -> None:
        """Edit ``link``; text typed for it before and not saved is there again."""
        self._keep()
        self._link, self._base = link, Values.of(link)
        self._begin(self._kept.pop(link.id, self._base))
        self.head.show_link(link, thumb_of(link.code_url))
        self.sections["codes"].show()
        self.sections["destination"].set_open(True)
        self.sections["address"].set_open(self.address.text() != link.slug)
        self.codes.show_link(link)

    def show_new(self, destination: str = "") -> None:
        """Make a new link."""
        self._keep()
        self._link, self._base = None, Values()
        kept = self._kept.pop(_NEW, Values())
        self._begin(Values(destination, kept.title, kept.tags, kept.note, kept.slug) if destination else kept)
        self.head.show_new()
        self.sections["codes"].hide()
        for name in ("destination", "address"):
            self.sections[name].set_open(True)

    def keep_for_next_time(self) -> None:
        """The window closes: what is typed and not saved is there again when the app is."""
        self._keep()
        kept = {
            place: {key: asdict(values) for key, values in drafts.items()} for place, drafts in self._places.items()
        }
        self._window.state.write(_DRAFTS, json.dumps(kept))

    def begin_anew(self) -> None:
        """Other links are open now: what was typed for those before waits until they are open again."""
        self._keep()
        self._kept = self._places.setdefault(self._session.place, {})
        self._link, self._base = None, self.values()
        self.show_new()

    def refresh(self, link: LinkView) -> None:
        """Show what became of the link elsewhere, unless something is typed here."""
        if self._link is not None and link.id == self._link.id and not self.changes() and link != self._link:
            self._link, self._base = link, Values.of(link)
            self._fill(self._base)
            self.head.show_link(link, thumb_of(link.code_url))
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
        fields = self.fields
        return Values(
            fields.destination.text(),
            fields.title.text(),
            fields.tags.text(),
            fields.note.toPlainText(),
            self.address.text(),
        )

    def changes(self) -> dict[str, str]:
        """Return the fields that are not saved."""
        return self.values().changed(self._base)

    def focus_first(self) -> None:
        """Put the cursor where one starts: into the destination."""
        self.fields.destination.input.setFocus(Qt.FocusReason.OtherFocusReason)
        self.fields.destination.input.selectAll()

    # what is done

    def save(self) -> None:
        """Save; on an error the text stays and each field says what it needs."""
        client, changes = self._session.client, self.changes()
        if self._busy or not changes or client is None:
            return
        good = self.fields.check()
        if not self.fields.destination.text():
            self.fields.show_error("destination", self.tr("Enter the page this link should lead to."))
            good = False
        if not good or self.address.has_error():
            self._say_fields()
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
        self._kept.pop(self._link.id if self._link else _NEW, None)
        if self._link is None:
            self._fill(Values())
            self.closed.emit()
        else:
            self._fill(self._base)

    def close_panel(self) -> None:
        """Close; what is typed stays for the next time."""
        changes = self.changes()
        if changes and self._link is not None:
            said = self.tr("Changes to {name} are kept here, but not saved")
            self._window.status.say(said.format(name=words.name(self._link)))
        self.closed.emit()

    def archive(self) -> None:
        """Put the link away; a toast brings it back."""
        client, link = self._session.client, self._link
        if client is not None and link is not None:
            self._jobs.run(self, partial(client.links.archive, link.id), self._archived, self._failed)

    def restore(self) -> None:
        """Bring the link back."""
        client, link = self._session.client, self._link
        if client is not None and link is not None:
            self._jobs.run(self, partial(client.links.restore, link.id), self._restored, self._failed)

    def delete(self) -> None:
        """Delete the link for ever."""
        client, link = self._session.client, self._link
        if client is not None and link is not None:
            self._jobs.run(self, partial(client.links.delete, link.id), partial(self._deleted, link), self._failed)

    # inside

    def _built(self) -> dict[str, Section]:
        sections = {
            "destination": Section(self.tr("Destination"), self.fields),
            "address": Section(self.tr("Address"), self.address, is_open=False),
            "codes": Section(self.tr("Codes"), self.codes, is_open=False),
        }
        inside = QWidget()
        inside.setLayout(boxes.rows(*sections.values(), None, gap=0))
        self.setLayout(boxes.rows(self.head, boxes.scrolled(inside), self.bar, self.last_step, gap=0))
        self.setMinimumWidth(360)
        return sections

    def _connect(self) -> None:
        head, bar, last = self.head, self.bar, self.last_step
        self.fields.changed.connect(self._show_bar)
        self.address.changed.connect(self._show_bar)
        bar.save_wanted.connect(self.save)
        bar.discard_wanted.connect(self.discard)
        head.close_wanted.connect(self.close_panel)
        head.archive_wanted.connect(self.archive)
        head.restore_wanted.connect(self.restore)
        head.delete_wanted.connect(self._ask_delete)
        head.copy_wanted.connect(lambda: self._link and self._routes.copy(self._link.short_url))
        head.studio_wanted.connect(lambda: self._link and self._routes.open_studio(self._link.id))
        head.analytics_wanted.connect(lambda: self._link and self._routes.open_analytics(self._link.id))
        last.confirmed.connect(self.delete)
        last.left.connect(self._keep_it)
        self.codes.said.connect(self.sections["codes"].set_summary)

    def _keep(self) -> None:
        if self.changes():
            self._kept[self._link.id if self._link else _NEW] = self.values()

    def _begin(self, values: Values) -> None:
        self._turn += 1
        self._busy = False
        self._keep_it()
        self._fill(values)

    def _fill(self, values: Values) -> None:
        self._filling = True
        self.fields.fill(values)
        if self._link is None:
            self.address.show_new(values.slug)
        else:
            self.address.show_link(self._link, values.slug)
        self._filling = False
        self._show_bar()

    def _show_bar(self) -> None:
        if not self._filling:
            self.bar.show_changes(len(self.changes()), new=self._link is None, busy=self._busy)
            self.sections["destination"].set_summary(self.fields.destination.text().partition("://")[2])
            self.sections["address"].set_summary(f"{self.address.domain.key()}/{self.address.text()}")

    def _saved(self, turn: int, key: str, sent: Values, before: Values, link: LinkView) -> None:
        fresh = turn == self._turn and self._link is None
        if turn != self._turn and self._kept.get(key) == sent:  # left before the answer came: nothing is unsaved
            del self._kept[key]
        if turn == self._turn:
            self._busy = False
            typed = self.values()
            self._link, self._base = link, Values.of(link)
            if fresh:
                self.show_link(link)
            self._fill(typed.onto(sent, self._base))
            self.head.show_link(link, thumb_of(link.code_url))
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
            work = partial(client.links.update, link.id, form.patch_of(changes))
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
        known = [self._show_error(name, message) for name, message in _field_errors(error).items()]
        if any(known):
            self._say_fields()
        elif isinstance(error, ServerUnreachable) and not isinstance(error, AnswerLost):
            self.bar.show_trouble(self.tr("Not saved: the server is away. Your text is kept"))
        elif isinstance(error, QRDeskError) and error.kind is Kind.UNAVAILABLE:
            self.bar.show_trouble(self.tr("Not saved, your text is kept. {reason}").format(reason=error))
        else:
            self.bar.show_trouble(words.failure(error))

    def _show_error(self, name: str, message: str) -> bool:
        if name == "slug":
            self.sections["address"].set_open(True)
            self.address.show_error(message)
            return True
        self.sections["destination"].set_open(True)
        return self.fields.show_error(name, message)

    def _say_fields(self) -> None:
        fields = (self.fields.destination, self.fields.title, self.fields.tags, self.fields.note_field, self.address)
        wrong = [field for field in fields if field.has_error()]
        one, many = (
            self.tr("One field needs you. Nothing is lost."),
            self.tr("{count} fields need you. Nothing is lost."),
        )
        self.bar.show_trouble(words.counted(len(wrong), one, many))

    def _archived(self, link: LinkView) -> None:
        said = self.tr("{name} is archived").format(name=words.name(link))
        client = self._session.client
        undo = partial(self._jobs.run, self, partial(client.links.restore, link.id), self._restored) if client else None
        self._window.toast(said, undo, "archive")
        self._session.links_changed.emit()
        self._shown_anew(link)

    def _restored(self, link: LinkView) -> None:
        self._window.status.say(self.tr("{name} is live again").format(name=words.name(link)))
        self._session.links_changed.emit()
        self._shown_anew(link)

    def _shown_anew(self, link: LinkView) -> None:
        if self._link is not None and self._link.id == link.id:
            self._link = link
            self.head.show_link(link, thumb_of(link.code_url))

    def _ask_delete(self) -> None:
        if self._link is not None:
            self.bar.hide()
            self.last_step.ask(self._link)

    def _keep_it(self) -> None:
        self.last_step.hide()
        self.bar.show()

    def _deleted(self, link: LinkView, _nothing: None) -> None:
        self._kept.pop(link.id, None)
        self._window.status.say(self.tr("{name} is deleted").format(name=words.name(link)))
        if self._link is not None and self._link.id == link.id:
            self._base = self.values()  # what was typed goes with it
            self.closed.emit()
        self._session.links_changed.emit()

    def _failed(self, error: Exception) -> None:
        self._keep_it()
        self.bar.show_trouble(words.failure(error))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() != Qt.Key.Key_Escape:
            super().keyPressEvent(event)
        elif not self.last_step.isHidden():
            self._keep_it()
        elif self.changes():
            self.bar.discard.setFocus(Qt.FocusReason.TabFocusReason)
        else:
            self.close_panel()


def _write(client: Client, link: LinkView | None, sent: Values, changes: Mapping[str, str], host: str) -> LinkView:
    if link is None:
        return client.links.create(form.draft_of(sent).model_copy(update={"host": host or None}))
    return client.links.update(link.id, form.patch_of(changes))


def _drafts(text: str) -> dict[str, dict[str, Values]]:
    """Return what was kept when the window closed; nothing where that cannot be read any more."""
    try:
        return {
            str(place): {str(key): Values(**values) for key, values in drafts.items()}
            for place, drafts in json.loads(text or "{}").items()
        }
    except (ValueError, TypeError, AttributeError):
        return {}


def _field_errors(error: Exception) -> Mapping[str, str]:
    if isinstance(error, QRDeskError):
        return {name.partition(".")[0]: message for name, message in error.field_errors.items()}
    if isinstance(error, ValidationError):
        return {str(one["loc"][0]): one["msg"] for one in error.errors() if one["loc"]}
    return {}
