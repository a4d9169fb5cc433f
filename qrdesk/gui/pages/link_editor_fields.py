"""The first fields of the link editor: destination, title, folder, tags, note."""

from collections.abc import Sequence
from functools import partial
from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget

from qrdesk.core.schemas.folders import FolderView
from qrdesk.core.schemas.links import LinkView
from qrdesk.core.schemas.rules import DestinationType
from qrdesk.gui.pages import link_editor_form as form
from qrdesk.gui.pages.link_editor_form import Values
from qrdesk.gui.pages.link_editor_part import Part
from qrdesk.gui.widgets import boxes, web_address
from qrdesk.gui.widgets.choices import Choice
from qrdesk.gui.widgets.destination import Destination
from qrdesk.gui.widgets.fields import Field, TextField
from qrdesk.gui.widgets.typing_undone import TextBox


class DestinationFields(Part):
    """Where it leads, and what people in the office call it."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.leads = Destination(self.tr("Destination"))
        self.destination = self.leads.field
        self.title = TextField(self.tr("Title"), placeholder=self.tr("What you call it"))
        self.title.input.setMaxLength(form.TITLE_MOST)
        self.folder = Choice([("", self.tr("No folder"))], icon="folder")
        self.folder_field = Field(self.tr("Folder"), self.folder)
        self.tags = TextField(self.tr("Tags"), placeholder=self.tr("Separated by commas"))
        self.note = TextBox()
        self.note.setFixedHeight(64)
        self.note_field = Field(self.tr("Note"), self.note)
        self.places = {
            "destination": self.destination,
            "destination_type": self.destination,
            "title": self.title,
            "folder": self.folder_field,
            "tags": self.tags,
            "note": self.note_field,
        }
        for field in (self.title, self.tags):
            field.changed.connect(self._edited)
        self.leads.changed.connect(self.changed)
        self.folder.chosen.connect(self.changed)
        self.note.textChanged.connect(self.changed)
        self.destination.input.editingFinished.connect(self.check)
        beside = boxes.columns(self.folder_field, self.tags, gap=8)
        for place, part in enumerate((self.folder_field, self.tags)):
            beside.setStretch(place, 1)
            beside.setAlignment(part, Qt.AlignmentFlag.AlignTop)
        self.setLayout(boxes.rows(self.leads, self.title, beside, self.note_field, gap=12))

    def show_folders(self, folders: Sequence[FolderView]) -> None:
        """Offer the workspace's folders."""
        options = [("", self.tr("No folder")), *((folder.id, folder.name) for folder in folders)]
        self.folder.set_options(options)

    def fill(self, values: Values, link: LinkView | None) -> None:
        """Show ``values``, without errors."""
        self.leads.put(values.destination, values.destination_type)
        for field, text in ((self.title, values.title), (self.tags, values.tags)):
            field.set_text(text)
            if not field.input.hasFocus():
                field.input.setCursorPosition(0)  # a text is known by its beginning
        if self.note.toPlainText() != values.note:
            self.note.setPlainText(values.note)
        if values.folder and self.folder.findData(values.folder) < 0:
            known = link.folder.name if link is not None and link.folder is not None else values.folder
            self.folder.addItem(known, values.folder)
        self.folder.choose(values.folder)
        self.clear_errors()

    def read(self) -> dict[str, Any]:
        """Return what stands in the fields."""
        return {
            "destination": self.leads.text(),
            "destination_type": self.leads.kind(),
            "title": self.title.text(),
            "folder": self.folder.key(),
            "tags": self.tags.text(),
            "note": self.note.toPlainText(),
        }

    def summary(self) -> str:
        """Return where it leads, without the scheme."""
        return self.leads.text().partition("://")[2] or self.leads.text()

    def check(self) -> bool:
        """Say what is wrong with what is typed, as far as that shows without asking; whether nothing is."""
        text = self.leads.text()
        wrong = web_address.fault(text) if text and self.leads.kind() is DestinationType.URL else ""
        if wrong:
            self.show_error("destination", wrong)
        tag = form.tag_trouble(self.tags.text())
        if tag or len(form.tags_of(self.tags.text())) > form.TAGS_MOST:
            most = self.tr("A tag has at most {letters} letters, and a link at most {tags} tags.")
            self.show_error("tags", most.format(letters=form.TAG_MOST, tags=form.TAGS_MOST))
        if len(self.note.toPlainText()) > form.NOTE_MOST:
            self.show_error("note", self.tr("{most} characters are the most.").format(most=form.NOTE_MOST))
        return not any(field.has_error() for field in (self.destination, self.tags, self.note_field))

    def show_error(self, name: str, message: str) -> bool:
        """Say what is wrong with one field; whether it is one of these."""
        if name in {"destination", "destination_type"} and self.leads.kind() is DestinationType.URL:
            better = web_address.mended(self.leads.text())
            use = self.tr("Use {address}").format(address=better)
            fixes = [(use, partial(self.destination.set_text, better))]
            self.destination.show_error(message, fixes if better else ())
            return True
        return super().show_error(name, message)
