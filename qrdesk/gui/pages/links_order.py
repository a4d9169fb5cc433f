"""Folders and tags in a panel: rename, colour, delete; one more of each."""

from collections.abc import Callable, Sequence
from functools import partial
from typing import Protocol

from PySide6.QtCore import QCoreApplication, Qt, Signal
from PySide6.QtGui import QColor, QIcon, QPixmap
from PySide6.QtWidgets import QWidget

from qrdesk.client import Client
from qrdesk.core.schemas.folders import PALETTE, FolderDraft, FolderPatch
from qrdesk.core.schemas.tags import TagDraft, TagPatch
from qrdesk.gui import words
from qrdesk.gui.jobs import Failed, JobRunner
from qrdesk.gui.pages.links_loading import Choices
from qrdesk.gui.refusals import refuse_at
from qrdesk.gui.session import Session
from qrdesk.gui.shell.window import MainWindow
from qrdesk.gui.widgets import boxes, labels
from qrdesk.gui.widgets.buttons import Button, IconButton
from qrdesk.gui.widgets.colour import Swatch
from qrdesk.gui.widgets.fields import TextField
from qrdesk.gui.widgets.menus import Menu
from qrdesk.gui.widgets.side import NameLine, SidePanel

_COUNT = 64  # px


class Kept(Protocol):
    """A folder or a tag."""

    @property
    def id(self) -> str: ...
    @property
    def name(self) -> str: ...
    @property
    def colour(self) -> str: ...
    @property
    def link_count(self) -> int: ...


class OrderRow(QWidget):
    """One folder or tag: colour, name, how many links, delete with a second step in the same place."""

    renamed = Signal(str, str)  # id, name
    coloured = Signal(str, str)  # id, colour
    deleted = Signal(str)  # id

    def __init__(self, kept: Kept, consequence: str) -> None:
        super().__init__()
        self.kept = kept
        self.swatch = Swatch(kept.colour)
        self._menu = _palette(self, lambda colour: self.coloured.emit(kept.id, colour))
        self.swatch.clicked.connect(lambda: self._menu.popup(self.swatch.mapToGlobal(self.swatch.rect().bottomLeft())))
        self.name = TextField()
        self.name.input.setMaxLength(60)
        self.name.input.setAccessibleName(self.tr("Name of {name}").format(name=kept.name))
        self.name.set_text(kept.name)
        self.name.input.setCursorPosition(0)  # a long name is known by its beginning
        self.name.input.editingFinished.connect(self._rename)
        self.name.changed.connect(self._typed)
        count = words.counted(kept.link_count, self.tr("{count} link"), self.tr("{count} links"))
        remove = IconButton("trash-2", self.tr("Delete {name}").format(name=kept.name), 26)
        remove.clicked.connect(self._ask)
        row = boxes.columns(self.swatch, gap=8)
        row.addWidget(self.name, 1)
        links = labels.text(count, "caption", tabular=True)
        links.setMinimumWidth(_COUNT)
        links.setAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
        row.addWidget(links)
        row.addWidget(remove)
        keep = self._leave = Button(self.tr("Keep it"), size="small")
        final = Button(self.tr("Delete"), "danger_final", size="small")
        keep.clicked.connect(self._keep)
        final.clicked.connect(lambda: self.deleted.emit(kept.id))
        last = boxes.columns(gap=8)
        last.addWidget(labels.Paragraph(consequence), 1)
        last.addWidget(keep)
        last.addWidget(final)
        self._last = boxes.box(last)
        self._last.hide()
        self.setLayout(boxes.rows(row, self._last, gap=4))

    def _rename(self) -> None:
        name = self.name.text()
        if name and name != self.kept.name:
            self.renamed.emit(self.kept.id, name)
        elif not name:
            self.name.set_text(self.kept.name)

    def _typed(self, _text: str) -> None:
        if self.name.has_error():
            self.name.clear_error()

    def _ask(self) -> None:
        self._last.show()
        self._leave.setFocus(Qt.FocusReason.TabFocusReason)

    def _keep(self) -> None:
        self._last.hide()


class OrderPanel(SidePanel):
    """Lists folders and tags."""

    def __init__(self, session: Session, jobs: JobRunner, window: MainWindow) -> None:
        super().__init__(QCoreApplication.translate("OrderPanel", "Folders and tags"))
        self._session, self._jobs, self._window = session, jobs, window
        self.folders: list[OrderRow] = []
        self.tags: list[OrderRow] = []
        self._folder_rows, self._tag_rows = boxes.rows(gap=6), boxes.rows(gap=6)
        self.new_folder = NameLine(self.tr("Make"), self.tr("No new folder"))
        self.new_tag = NameLine(self.tr("Make"), self.tr("No new tag"), 50)
        self._add(self.tr("Folders"), self.tr("New folder"), self.new_folder, self._folder_rows)
        self.body.addSpacing(8)
        self._add(self.tr("Tags"), self.tr("New tag"), self.new_tag, self._tag_rows)
        said = self.tr("A tag renamed like another one becomes one with it.")
        self.body.addWidget(labels.Paragraph(said, "caption"))
        self.body.addStretch(1)
        self.new_folder.named.connect(self._make_folder)
        self.new_tag.named.connect(self._make_tag)

    def show_choices(self, choices: Choices) -> None:
        """List the folders and tags there are."""
        gone = self.tr("Its links stay, in no folder.")
        self.folders = self._fill(self._folder_rows, choices.folders, gone)
        self.tags = self._fill(self._tag_rows, choices.tags, self.tr("Its links stay, without it."))
        for row in self.folders:
            row.renamed.connect(partial(self._rename_folder, row))
            row.coloured.connect(self._colour_folder)
            row.deleted.connect(self._delete_folder)
        for row in self.tags:
            row.renamed.connect(partial(self._rename_tag, row))
            row.coloured.connect(self._colour_tag)
            row.deleted.connect(self._delete_tag)

    def _rename_folder(self, row: OrderRow, folder_id: str, name: str) -> None:
        work = partial(_renamed_folder, folder_id, name)
        self._do(work, partial(self._not_renamed, row))

    def _colour_folder(self, folder_id: str, colour: str) -> None:
        self._do(lambda client: client.folders.update(folder_id, FolderPatch(colour=colour)))

    def _delete_folder(self, folder_id: str) -> None:
        self._do(lambda client: client.folders.delete(folder_id))

    def _rename_tag(self, row: OrderRow, tag_id: str, name: str) -> None:
        work = partial(_renamed_tag, tag_id, name)
        self._do(work, partial(self._not_renamed, row))

    def _colour_tag(self, tag_id: str, colour: str) -> None:
        self._do(lambda client: client.tags.update(tag_id, TagPatch(colour=colour)))

    def _delete_tag(self, tag_id: str) -> None:
        self._do(lambda client: client.tags.delete(tag_id))

    def _add(self, title: str, button: str, naming: NameLine, rows: boxes.QBoxLayout) -> None:
        more = Button(button, icon="plus", size="small")
        more.clicked.connect(lambda: naming.ask(self.tr("Name")))
        self.body.addLayout(boxes.columns(labels.text(title, "section_title"), None, more))
        self.body.addWidget(naming)
        self.body.addLayout(rows)

    def _fill(self, rows: boxes.QBoxLayout, kept: Sequence[Kept], consequence: str) -> list[OrderRow]:
        while (item := rows.takeAt(0)) is not None:
            gone = item.widget()
            if gone is not None:
                gone.hide()
                gone.deleteLater()
        made = [OrderRow(one, consequence) for one in kept]
        for row in made:
            rows.addWidget(row)
        if not made:
            rows.addWidget(labels.text(self.tr("None yet"), "supporting"))
        return made

    def _make_folder(self, name: str) -> None:
        self._make(self.new_folder, lambda client: client.folders.create(FolderDraft(name=name)))

    def _make_tag(self, name: str) -> None:
        self._make(self.new_tag, lambda client: client.tags.create(TagDraft(name=name)))

    def _make(self, naming: NameLine, work: Callable[[Client], object]) -> None:
        client = self._session.client
        if client is not None:
            refused = partial(_refuse, naming)
            self._jobs.run(self, partial(work, client), partial(self._made, naming), refused)

    def _made(self, naming: NameLine, _made: object) -> None:
        naming.hide()
        self._session.links_changed.emit()

    def _do(self, work: Callable[[Client], object], failed: Failed | None = None) -> None:
        client = self._session.client
        if client is not None:
            self._jobs.run(self, partial(work, client), self._done, failed or self._failed)

    def _done(self, _what: object) -> None:
        self._session.links_changed.emit()

    def _not_renamed(self, row: OrderRow, error: Exception) -> None:
        """Say at the name why it stays as it was; what is typed is kept."""
        if row not in (*self.folders, *self.tags) or not refuse_at({"name": row.name}, error):
            self._failed(error)

    def _failed(self, error: Exception) -> None:
        self._window.status.say(words.failure(error))
        self._session.links_changed.emit()  # shows the names as they are


def _renamed_folder(folder_id: str, name: str, client: Client) -> object:
    return client.folders.update(folder_id, FolderPatch(name=name))


def _renamed_tag(tag_id: str, name: str, client: Client) -> object:
    return client.tags.update(tag_id, TagPatch(name=name))


def _refuse(naming: NameLine, error: Exception) -> None:
    naming.refuse(words.failure(error))


def _palette(owner: QWidget, choose: Callable[[str], object]) -> Menu:
    tr = QCoreApplication.translate
    names = (
        tr("Order", "Indigo"), tr("Order", "Green"), tr("Order", "Amber"), tr("Order", "Red"),
        tr("Order", "Blue"), tr("Order", "Violet"), tr("Order", "Teal"), tr("Order", "Pink"),
    )  # fmt: skip
    menu = Menu(owner)
    for colour, name in zip(PALETTE, names, strict=True):
        pixmap = QPixmap(14, 14)
        pixmap.fill(QColor(colour))
        menu.add(name, partial(choose, colour)).setIcon(QIcon(pixmap))
    return menu
