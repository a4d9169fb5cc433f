"""The fields of the link editor: destination, title, tags, note, and the address with its free or taken."""

from collections.abc import Sequence
from functools import partial

from PySide6.QtCore import QTimer, Signal
from PySide6.QtWidgets import QPlainTextEdit, QSizePolicy, QWidget

from qrdesk.client import SlugQuery
from qrdesk.core.schemas.access import DomainView
from qrdesk.core.schemas.links import LinkView, SlugView
from qrdesk.gui.jobs import JobRunner
from qrdesk.gui.pages import link_editor_form as form
from qrdesk.gui.pages.link_editor_form import Values
from qrdesk.gui.session import Session
from qrdesk.gui.theme import style
from qrdesk.gui.widgets import boxes, labels
from qrdesk.gui.widgets.buttons import Button
from qrdesk.gui.widgets.choices import Choice
from qrdesk.gui.widgets.fields import Field, Input, TextField

_PAUSE_MS = 250  # typing stops this long before an address is looked up
_DOMAIN = 150
_SLUG_MOST = 64


class DestinationFields(QWidget):
    """Where it leads, and what people in the office call it."""

    changed = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.destination = TextField("", placeholder="https://", icon="link")
        self.destination.input.setAccessibleName(self.tr("Destination"))
        self.title = TextField(self.tr("Title"), placeholder=self.tr("What you call it"))
        self.title.input.setMaxLength(form.TITLE_MOST)
        self.tags = TextField(self.tr("Tags"), hint=self.tr("Separated by commas"))
        self.note = QPlainTextEdit()
        self.note.setTabChangesFocus(True)
        self.note.setFixedHeight(64)
        self.note_field = Field(self.tr("Note"), self.note)
        for field in (self.destination, self.title, self.tags):
            field.changed.connect(self._touched(field))
        self.note.textChanged.connect(self.changed)
        self.destination.input.editingFinished.connect(self.check)
        self.setLayout(boxes.rows(self.destination, self.title, self.tags, self.note_field, gap=12))

    def fill(self, values: Values) -> None:
        """Show ``values``, without errors."""
        for field, text in (
            (self.destination, values.destination),
            (self.title, values.title),
            (self.tags, values.tags),
        ):
            field.set_text(text)
            field.clear_error()
            if not field.input.hasFocus():
                field.input.setCursorPosition(0)  # an address is known by its beginning
        if self.note.toPlainText() != values.note:
            self.note.setPlainText(values.note)
        self.note_field.clear_error()

    def check(self) -> bool:
        """Say what is wrong with what is typed, as far as that shows without asking; whether nothing is."""
        text = self.destination.text()
        if text and not form.looks_like_address(text):
            self.show_error("destination", self.tr("This does not start like a web address."))
        tag = form.tag_trouble(self.tags.text())
        if tag or len(form.tags_of(self.tags.text())) > form.TAGS_MOST:
            most = self.tr("A tag has at most {letters} letters, and a link at most {tags} tags.")
            self.show_error("tags", most.format(letters=form.TAG_MOST, tags=form.TAGS_MOST))
        if len(self.note.toPlainText()) > form.NOTE_MOST:
            self.show_error("note", self.tr("{most} characters are the most.").format(most=form.NOTE_MOST))
        return not any(field.has_error() for field in (self.destination, self.tags, self.note_field))

    def show_error(self, name: str, message: str) -> bool:
        """Say what is wrong with one field; whether it is one of these."""
        fields = {"destination": self.destination, "title": self.title, "tags": self.tags, "note": self.note_field}
        if name not in fields:
            return False
        better = form.mended(self.destination.text()) if name == "destination" else ""
        fixes = [(self.tr("Use https://…"), partial(self.destination.set_text, better))]
        fields[name].show_error(message, fixes if better else ())
        return True

    def _touched(self, field: TextField) -> "partial[None]":
        return partial(self._edited, field)

    def _edited(self, field: TextField, _text: str) -> None:
        if field.has_error():
            field.clear_error()
        self.changed.emit()


class AddressFields(QWidget):
    """Domain and slug. Whether it is free is said while typing; an older answer never overwrites a newer one."""

    changed = Signal()

    def __init__(self, session: Session, jobs: JobRunner, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._session, self._jobs = session, jobs
        self._own: frozenset[str] = frozenset()
        self._query = 0
        self.domain = Choice()
        self.domain.setFixedWidth(_DOMAIN)
        self.domain.setAccessibleName(self.tr("Domain"))
        self.slug = Input()
        self.slug.setMaxLength(_SLUG_MOST)
        line = QWidget()
        line.setLayout(boxes.columns(self.domain, labels.text("/", "body", "tertiary"), self.slug, gap=8))
        self.field = Field("", line)
        self.slug.setAccessibleName(self.tr("Address behind the slash"))
        self._ideas = boxes.columns(gap=6)
        self._ideas_box = boxes.box(self._ideas)
        self._ideas_box.hide()
        self._pause = QTimer(self)
        self._pause.setSingleShot(True)
        self._pause.setInterval(_PAUSE_MS)
        self._pause.timeout.connect(self._look_up)
        self.slug.textChanged.connect(self._edited)
        self.domain.chosen.connect(self._edited)
        self.setLayout(boxes.rows(self.field, self._ideas_box, gap=6))
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)

    def show_domains(self, domains: Sequence[DomainView]) -> None:
        """Offer the workspace's domains for new links."""
        self.domain.set_options([(domain.host, domain.host) for domain in domains])

    def show_link(self, link: LinkView, slug: str) -> None:
        """Show the address of ``link``; its domain is fixed."""
        if self.domain.findData(link.host) < 0:
            self.domain.addItem(link.host, link.host)
        self.domain.choose(link.host)
        self.domain.setEnabled(False)
        self.slug.setPlaceholderText("")
        self._own = frozenset({link.slug.casefold(), *(alias.casefold() for alias in link.aliases)})
        self._fill(slug)
        self.field.set_hint(self.tr("A new address leaves the old one working: printed codes go on."))

    def show_new(self, slug: str) -> None:
        """Offer an address for a new link."""
        self.domain.setEnabled(self.domain.count() > 1)
        if self.domain.count():
            self.domain.setCurrentIndex(0)  # the default one
        self.slug.setPlaceholderText(self.tr("six letters"))
        self._own = frozenset()
        self._fill(slug)
        self.field.set_hint(self.tr("Leave it empty for six letters that are easy to read aloud."))

    def text(self) -> str:
        """Return the slug typed."""
        return self.slug.text().strip()

    def has_error(self) -> bool:
        """Whether the address cannot be had, as far as is known."""
        return self.field.has_error()

    def show_error(self, message: str, ideas: Sequence[str] = ()) -> None:
        """Say why the address cannot be had, and what is free."""
        self.field.show_error(message)
        style.restyle(self.slug, invalid=True)
        self.slug.show_state(self.tr("taken") if ideas else "", "circle-x", "danger")
        self._offer(ideas)

    def clear_error(self) -> None:
        """Nothing is known against it."""
        self.field.clear_error()
        style.restyle(self.slug, invalid=False)
        self.slug.show_state()
        self._offer(())

    def _fill(self, slug: str) -> None:
        blocked = self.slug.blockSignals(True)
        self.slug.setText(slug)
        self.slug.blockSignals(blocked)
        self._query += 1
        self._pause.stop()
        self.clear_error()
        if slug:
            self._look_up() if slug.casefold() not in self._own else self._say_own()

    def _say_own(self) -> None:
        self.slug.show_state(self.tr("yours"), "circle-check")

    def _edited(self, _text: str = "") -> None:
        self._query += 1
        self.clear_error()
        self._pause.stop()
        if self.text().casefold() in self._own:
            self._say_own()
        elif self.text():
            self._pause.start()
        self.changed.emit()

    def _look_up(self) -> None:
        client = self._session.client
        if client is None or not self.text():
            return
        query = SlugQuery(slug=self.text(), host=self.domain.key() or None)
        self.slug.show_state("", "clock")
        self._jobs.run(
            self, partial(client.links.check_slug, query), partial(self._answered, self._query), self._not_answered
        )

    def _answered(self, query: int, answer: SlugView) -> None:
        if query != self._query:
            return
        if answer.free:
            self.slug.show_state(self.tr("free"), "circle-check", "success")
        else:
            self.show_error(answer.reason, answer.suggestions)

    def _not_answered(self, error: Exception) -> None:
        self.slug.show_state()  # saving will say it

    def _offer(self, ideas: Sequence[str]) -> None:
        while (item := self._ideas.takeAt(0)) is not None:
            gone = item.widget()
            if gone is not None:
                gone.deleteLater()
        if ideas:
            self._ideas.addWidget(labels.text(self.tr("Free:"), "body", "danger"))
        for idea in ideas:
            button = Button(idea, size="small")
            button.clicked.connect(partial(self._take, idea))
            self._ideas.addWidget(button)
        self._ideas.addStretch(1)
        self._ideas_box.setVisible(bool(ideas))

    def _take(self, idea: str, _checked: bool = False) -> None:
        self.slug.setText(idea)
        self.slug.setFocus()
