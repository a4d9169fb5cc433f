"""Folders and tags in a panel: rename, colour, delete; one more of each."""

from collections.abc import Callable, Iterator, Mapping
from functools import partial

from PySide6.QtCore import QCoreApplication, Qt, Signal
from PySide6.QtGui import QColor, QIcon, QPixmap, QShowEvent
from PySide6.QtWidgets import QWidget

from qrdesk.client import Client, restoring
from qrdesk.client.bringing_back import MOST
from qrdesk.client.meeting import Overtaken
from qrdesk.client.restoring import Changed
from qrdesk.core.schemas.folders import PALETTE, FolderDraft, FolderPatch, FolderView
from qrdesk.core.schemas.tags import TagDraft, TagPatch, TagView
from qrdesk.gui import words
from qrdesk.gui.jobs import Failed, JobRunner
from qrdesk.gui.pages.links_loading import Choices
from qrdesk.gui.pages.links_order_deleting import OrderDeleting
from qrdesk.gui.pieces import Pieces
from qrdesk.gui.refusals import refuse_at
from qrdesk.gui.session import Session
from qrdesk.gui.shell.window import MainWindow
from qrdesk.gui.undoing import Undoing
from qrdesk.gui.widgets import boxes, labels
from qrdesk.gui.widgets.buttons import Button, IconButton
from qrdesk.gui.widgets.colour import Swatch
from qrdesk.gui.widgets.fields import TextField
from qrdesk.gui.widgets.menus import Menu
from qrdesk.gui.widgets.side import NameLine, SidePanel

_COUNT = 64  # px
Kept = FolderView | TagView


class OrderRow(QWidget):
    """One folder or tag: colour, name, how many links, delete with a second step in the same place."""

    renamed = Signal(str, str)  # id, name
    coloured = Signal(str, str)  # id, colour
    deleted = Signal(bool)  # whether for ever, which was asked

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
        final.clicked.connect(lambda: self.deleted.emit(self._for_ever))
        self.said = labels.Paragraph(consequence)
        self._consequence, self._for_ever = consequence, False
        self._last = boxes.box(boxes.rows(self.said, boxes.columns(None, keep, final, gap=8), gap=4))
        self._last.hide()
        self.setLayout(boxes.rows(row, self._last, gap=4))

    def is_typed(self) -> bool:
        """Whether another name stands there that is not saved."""
        return self.name.text() not in {"", self.kept.name}

    def met(self, now: Kept) -> None:
        """Others made this of it, and were told of: what is typed may be saved over it."""
        self.kept = now

    def ask_for_ever(self) -> None:
        """Ask once more: so many links have it that it cannot be given back to them."""
        many = self.tr("More than {count} links have it, so this cannot be undone.")
        self.said.set_text(f"{self._consequence} {many.format(count=words.number(MOST))}")
        self._for_ever = True
        self._ask()

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
        self._undoing = Undoing(self, session, jobs, window, session.links_changed.emit)
        self._deleting = OrderDeleting(self, session, jobs, window)
        self.folders: list[OrderRow] = []
        self.tags: list[OrderRow] = []
        self._choices: Choices | None = None  # what there is
        self._listed: Choices | None = None  # what of it has rows
        self._more = Pieces(self)
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
        """List the folders and tags there are, once the panel is open: each of them is a row of fields."""
        self._choices = choices
        if not self.isHidden():
            self._list()

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self._list()

    def _list(self) -> None:
        if self._choices is not None and self._choices != self._listed:
            self._listed = self._choices
            self._more.begin(self._rows_of(self._choices))

    def _rows_of(self, choices: Choices) -> Iterator[None]:
        there = {one.id: one for one in (*choices.folders, *choices.tags)}
        typed = {row.kept.id: row for row in (*self.folders, *self.tags) if _stays(row, there)}
        self.folders, self.tags = [], []
        for rows in (self._folder_rows, self._tag_rows):
            _clear(rows, typed)
        for one in choices.folders:
            self.folders.append(typed.get(one.id) or self._folder_row(one))
            self._folder_rows.addWidget(self.folders[-1])
            yield
        for one in choices.tags:
            self.tags.append(typed.get(one.id) or self._tag_row(one))
            self._tag_rows.addWidget(self.tags[-1])
            yield
        for kept, rows in ((choices.folders, self._folder_rows), (choices.tags, self._tag_rows)):
            if not kept:
                rows.addWidget(labels.text(self.tr("None yet"), "supporting"))

    def _folder_row(self, folder: Kept) -> OrderRow:
        row = OrderRow(folder, self.tr("Its links stay, in no folder."))
        row.renamed.connect(partial(self._rename_folder, row))
        row.coloured.connect(partial(self._colour_folder, row))
        row.deleted.connect(partial(self._delete, row))
        return row

    def _tag_row(self, tag: Kept) -> OrderRow:
        row = OrderRow(tag, self.tr("The links stay, just without this tag."))
        row.renamed.connect(partial(self._rename_tag, row))
        row.coloured.connect(partial(self._colour_tag, row))
        row.deleted.connect(partial(self._delete, row))
        return row

    def _rename_folder(self, row: OrderRow, folder_id: str, name: str) -> None:
        work = partial(_changed, "folder", folder_id, {"name": name}, row.kept)
        self._do(work, partial(self._not_renamed, row))

    def _colour_folder(self, row: OrderRow, folder_id: str, colour: str) -> None:
        self._do(partial(_changed, "folder", folder_id, {"colour": colour}, row.kept))

    def _rename_tag(self, row: OrderRow, tag_id: str, name: str) -> None:
        work = partial(_changed, "tag", tag_id, {"name": name}, row.kept)
        self._do(work, partial(self._not_renamed, row))

    def _colour_tag(self, row: OrderRow, tag_id: str, colour: str) -> None:
        self._do(partial(_changed, "tag", tag_id, {"colour": colour}, row.kept))

    def _delete(self, row: OrderRow, for_ever: bool) -> None:
        self._deleting.delete(row.kept, for_ever=for_ever, too_many=partial(self._ask_again, row))

    def _ask_again(self, row: OrderRow) -> None:
        if row in (*self.folders, *self.tags):
            row.ask_for_ever()

    def _add(self, title: str, button: str, naming: NameLine, rows: boxes.QBoxLayout) -> None:
        more = Button(button, icon="plus", size="small")
        more.clicked.connect(lambda: naming.ask(self.tr("Name")))
        self.body.addLayout(boxes.columns(labels.text(title, "section_title"), None, more))
        self.body.addWidget(naming)
        self.body.addLayout(rows)

    def _make_folder(self, name: str) -> None:
        self._make(self.new_folder, lambda client: client.folders.create(FolderDraft(name=name)))

    def _make_tag(self, name: str) -> None:
        self._make(self.new_tag, lambda client: client.tags.create(TagDraft(name=name)))

    def _make(self, naming: NameLine, work: Callable[[Client], object]) -> None:
        client = self._session.client
        if client is not None:
            here, made, refused = self._session.here, partial(self._made, naming), partial(_refuse, naming)
            self._jobs.run(self, partial(work, client), here(made), here(refused))

    def _made(self, naming: NameLine, _made: object) -> None:
        naming.hide()
        self._session.links_changed.emit()

    def _do(self, work: Callable[[Client], object], failed: Failed | None = None) -> None:
        client = self._session.client
        if client is not None:
            here = self._session.here
            self._jobs.run(self, partial(work, client), here(self._done), here(failed or self._failed))

    def _done(self, what: object) -> None:
        if isinstance(what, Changed):
            self._undoing.tell(self.tr("Saved: {name}").format(name=what.view.name), what.back)
        self._session.links_changed.emit()

    def _not_renamed(self, row: OrderRow, error: Exception) -> None:
        """Say at the name why it stays as it was; what is typed is kept."""
        known = row in (*self.folders, *self.tags)
        if known and isinstance(error, Overtaken):
            row.name.show_error(words.failure(error))
            row.met(error.now)
        elif not known or not refuse_at({"name": row.name}, error):
            self._failed(error)

    def _failed(self, error: Exception) -> None:
        self._window.status.say(words.failure(error))
        self._session.links_changed.emit()  # shows the names as they are


def _changed(noun: str, subject: str, fields: Mapping[str, str], base: Kept, client: Client) -> Changed:
    # made in the job, which says what is wrong with it
    patch = (FolderPatch if noun == "folder" else TagPatch).model_validate(fields)
    return restoring.changed(noun, subject, patch, client, base=base)


def _stays(row: OrderRow, there: Mapping[str, Kept]) -> bool:
    """Whether a name is being typed that is not there yet: its row stays as it is, with what it was typed over."""
    return row.kept.id in there and row.is_typed() and row.name.text() != there[row.kept.id].name


def _clear(rows: boxes.QBoxLayout, but: Mapping[str, OrderRow]) -> None:
    while (item := rows.takeAt(0)) is not None:
        gone = item.widget()
        if gone is not None and gone not in but.values():
            gone.blockSignals(True)  # what was half typed is not a name that somebody wants
            gone.hide()
            gone.deleteLater()


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
