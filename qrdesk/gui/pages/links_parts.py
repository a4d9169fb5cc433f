"""The rows around the table of links: what to do with many, the foot below, the field of the empty page."""

from functools import partial

from PySide6.QtCore import Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QFrame, QWidget

from qrdesk.gui import words
from qrdesk.gui.pages.links_loading import Choices
from qrdesk.gui.widgets import boxes, labels
from qrdesk.gui.widgets.buttons import Button, IconButton, LinkButton
from qrdesk.gui.widgets.fields import TextField
from qrdesk.gui.widgets.menus import Menu

_FILTER_ROW, _FOOT = 48, 33
_GAP, _AROUND = 4, 60  # px between what is in the bar, and beside it all


class BulkBar(QFrame):
    """Takes the filter row's place while rows are ticked, so that nothing jumps."""

    act_wanted = Signal(str)  # archive, restore, pause, resume
    tag_wanted = Signal(str, bool)  # word, on
    move_wanted = Signal(str)  # folder id; empty: out of any
    new_tag_wanted = Signal()
    new_folder_wanted = Signal()
    export_wanted = Signal(str)  # csv, json
    artwork_wanted = Signal()
    everything_wanted = Signal()
    cleared = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("surface", "selected")
        self.setFixedHeight(_FILTER_ROW)
        self._count = labels.text("", "label", tabular=True)
        self._all = LinkButton("")
        self._all.clicked.connect(self.everything_wanted)
        self.tag, self._tags = self._with_menu(self.tr("Tag"), "tag")
        self.move_to, self._folders = self._with_menu(self.tr("Move"), "folder")
        self._archive = self._button(self.tr("Archive"), "archive", "archive")
        self._restore = self._button(self.tr("Restore"), "archive-restore", "restore")
        self._archived = self._any_more = False
        self._pause = self._button(self.tr("Pause"), "pause", "pause")
        self._export = Button(self.tr("Export CSV"), "quiet", "download")
        self._export.setProperty("on", "tint")
        self._export.clicked.connect(lambda: self.export_wanted.emit("csv"))
        self.artwork = Button(self.tr("Export artwork…"), "quiet", "printer")
        self.artwork.setProperty("on", "tint")
        self.artwork.clicked.connect(self.artwork_wanted)
        self._fill_more()
        clear = IconButton("x", self.tr("Clear the selection (Esc)"), 26)
        clear.setProperty("on", "tint")
        clear.clicked.connect(self.cleared)
        self._parts = (
            self._count, self._all, self.tag, self.move_to, self._pause, self._archive, self._restore,
            self.artwork, self._export, self.more, clear,
        )  # fmt: skip
        row = boxes.columns(*self._parts[:2], _GAP, *self._parts[2:-1], None, clear, gap=_GAP, margins=(24, 0, 12, 0))
        self.setLayout(row)
        self._fit()

    def _fill_more(self) -> None:
        self.more = IconButton("ellipsis", self.tr("More"), 32)
        self.more.setProperty("on", "tint")
        self._more = Menu(self.more)
        self.more.clicked.connect(partial(_pop, self._more, self.more))
        self._resting = (
            self._more.add(self.tr("Pause"), partial(self.act_wanted.emit, "pause"), "pause"),
            self._more.add(self.tr("Resume"), partial(self.act_wanted.emit, "resume"), "play"),
        )
        self._more.addSeparator()
        self._as_artwork = self._more.add(self.tr("Export artwork…"), self.artwork_wanted.emit, "printer")
        self._as_csv = self._more.add(self.tr("Export CSV"), partial(self.export_wanted.emit, "csv"), "download")
        self._more.add(self.tr("Export JSON"), partial(self.export_wanted.emit, "json"), "download")

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit()

    def _fit(self) -> None:
        """Show what most people do to many as buttons where there is room; else it is under "More"."""
        unseen = (self._archive if self._archived else self._restore, *(() if self._any_more else (self._all,)))
        shown = [part for part in self._parts if part not in unseen]
        room = self.width() - _AROUND - sum(part.sizeHint().width() + _GAP for part in shown)
        for part in (self._export, self._pause, self.artwork):  # what goes first where there is little room
            boxes.show_part(part, room >= 0 and not (part is self._pause and self._archived))
            room += part.sizeHint().width() + _GAP
        self._resting[0].setVisible(self._pause.isHidden())
        self._as_artwork.setVisible(self.artwork.isHidden())
        self._as_csv.setVisible(self._export.isHidden())

    def show_reach(self, *, change: bool, codes: bool) -> None:
        """Offer what changes links, and what draws their ``codes``, only to a key that may."""
        barred = "" if codes else self.tr("Your key may not see codes and designs.")
        self.artwork.setEnabled(codes)
        self.artwork.setToolTip(barred)
        self._as_artwork.setEnabled(codes)
        self._as_artwork.setToolTip(barred)
        why = "" if change else self.tr("Your key may not change links.")
        for part in (self.tag, self.move_to, self._pause, self._archive, self._restore):
            part.setEnabled(change)
            part.setToolTip(why)
        for action in self._resting:
            action.setEnabled(change)

    def show_choices(self, choices: Choices) -> None:
        """Offer the tags and folders there are."""
        self._tags.clear()
        for tag in choices.tags:
            self._tags.add(tag.name, partial(self.tag_wanted.emit, tag.name, True), "tag")
        self._tags.add(self.tr("New tag…"), self.new_tag_wanted.emit, "plus")
        if choices.tags:
            off = Menu(self._tags)
            off.setTitle(self.tr("Take off"))
            for tag in choices.tags:
                off.add(tag.name, partial(self.tag_wanted.emit, tag.name, False))
            self._tags.addSeparator()
            self._tags.addMenu(off)
        self._folders.clear()
        for folder in choices.folders:
            self._folders.add(folder.name, partial(self.move_wanted.emit, folder.id), "folder")
        self._folders.add(self.tr("New folder…"), self.new_folder_wanted.emit, "folder-plus")
        self._folders.addSeparator()
        self._folders.add(self.tr("Out of its folder"), partial(self.move_wanted.emit, ""), "x")

    def show_count(self, count: int, *, archived: bool, more: int = 0, more_than: bool = False) -> None:
        """Say how many are ticked; ``more`` is how many there are where all that is loaded is ticked.

        With ``more_than``, the list holds more than its number says.
        """
        everything = more_than and not more
        said = self.tr("More than {count} selected") if everything else self.tr("{count} selected")
        self._count.setText(said.format(count=words.number(count)))
        self._all.setVisible(more > count)
        whole = self.tr("Select all that were found") if more_than else self.tr("Select all {count}")
        self._all.setText(whole.format(count=words.number(more)))
        self._archive.setVisible(not archived)
        self._restore.setVisible(archived)
        self._archived, self._any_more = archived, more > count
        self._fit()

    def _button(self, text: str, icon: str, action: str) -> Button:
        made = Button(text, "quiet", icon)
        made.setProperty("on", "tint")
        made.clicked.connect(lambda: self.act_wanted.emit(action))
        return made

    def _with_menu(self, text: str, icon: str) -> tuple[Button, Menu]:
        made = Button(text, "quiet", icon)
        made.setProperty("on", "tint")
        menu = Menu(made)
        made.clicked.connect(partial(_pop, menu, made))
        return made, menu


def _pop(menu: Menu, under: QWidget, _checked: bool = False) -> None:
    menu.popup(under.mapToGlobal(under.rect().bottomLeft()))


class Foot(QFrame):
    """33 px below the table."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("surface", "sunken")
        self.setProperty("edge", "top")
        self.setFixedHeight(_FOOT)
        self._left = labels.text("", "caption", tabular=True)
        self._right = labels.Elided("", "caption")
        self._hits: int | None = None
        self._part = False  # not all links are listed
        self.setLayout(boxes.columns(self._left, None, self._right, gap=16, margins=(24, 0, 16, 0)))

    def show_count(self, shown: int, filtered: bool, *, more_than: bool = False, part: bool = False) -> None:
        """Say how many links the list has: ``shown``, or ``more_than`` that; ``part`` where that is not all of them."""
        self._part = part
        self._say_hits()
        one, many = self.tr("{count} link"), self.tr("{count} links")
        if filtered:
            one, many = self.tr("{count} link found"), self.tr("{count} links found")
        if more_than:
            one = many = self.tr("more than {count} links found")
        self._left.setText(words.counted(shown, one, many))

    def show_hits(self, hits: int) -> None:
        """Say how many hits the last 30 days brought, those of links that are not listed among them."""
        self._hits = hits
        self._say_hits()

    def _say_hits(self) -> None:
        if self._hits is None:
            return
        one, many = self.tr("{count} hit in 30 days"), self.tr("{count} hits in 30 days")
        said = self.tr("All links: {hits}, bots not counted") if self._part else self.tr("{hits}, bots not counted")
        self._right.setText(said.format(hits=words.counted(self._hits, one, many)))


class FirstLink(QWidget):
    """The field of the empty page: paste, and the first code is there."""

    wanted = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.field = TextField("", placeholder="https://", icon="link")
        self.field.input.setAccessibleName(self.tr("The page people should see"))
        self._button = Button(self.tr("Make the first code"), "primary")
        self._button.clicked.connect(self._go)
        self.field.input.returnPressed.connect(self._go)
        row = boxes.columns(gap=8)
        row.addWidget(self.field, 1)
        row.addWidget(self._button)
        self.setLayout(row)

    def _go(self) -> None:
        self.wanted.emit(self.field.text())
