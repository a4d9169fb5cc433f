"""The Studio's designs: looks under a name and looks to begin with, each seen before it is chosen."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Literal

from PySide6.QtCore import Signal
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QStackedWidget, QWidget

from qrdesk.core.artwork import presets
from qrdesk.gui.pages.studio_many import ManyForm
from qrdesk.gui.pages.studio_meeting import LookMeeting
from qrdesk.gui.widgets import boxes, labels
from qrdesk.gui.widgets.buttons import Button, IconButton
from qrdesk.gui.widgets.note import Note
from qrdesk.gui.widgets.scene_paint import Prepared
from qrdesk.gui.widgets.side import NameLine
from qrdesk.gui.widgets.tiles import Tiles

_SIDE, _COLUMNS = 70, 3  # px of a tile: three fit beside the bar that scrolls


@dataclass(frozen=True)
class Thumb:
    """A design as it is shown: ``key`` is an id of a saved one, or the name of a preset."""

    key: str
    name: str
    group: str  # empty for saved ones
    drawn: Prepared


class DesignsPanel(QWidget):
    """Shows designs and says what is wanted of them."""

    seen = Signal()
    worn = Signal(str)  # key of the design to be tried on
    save_wanted = Signal(str)  # a name for the look being worked on
    rename_wanted = Signal(str)
    change_wanted = Signal()  # the saved design shall be as the look is
    delete_wanted = Signal()
    import_wanted = Signal()
    export_wanted = Signal()

    def __init__(self, many: ManyForm, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.saved: Tiles | None = None
        self.groups: list[Tiles] = []
        self._asking: Literal["save", "rename"] = "save"
        self._make_buttons()
        self.naming = NameLine(self.tr("Keep"), self.tr("Keep no design"), side=16)
        self.meeting = LookMeeting()
        self.note = Note("info", "")
        self.note.hide()
        self._none = labels.Paragraph(
            self.tr("None yet. Save this look under a name, and give it to other codes."), "supporting"
        )
        self._own = boxes.rows(labels.text(self.tr("Saved"), "label"), self._none, gap=6)
        self._begin = boxes.rows(gap=8)
        inside = QWidget()
        inside.setLayout(boxes.rows(self.note, self._own, 6, self._begin, None, gap=6, margins=(16, 4, 12, 16)))
        self.area = boxes.scrolled(inside)
        self.many = many
        self._views = QStackedWidget()
        browse = QWidget()
        head = boxes.columns(self.save_as, None, self.bring, self.send, gap=4, margins=(16, 10, 12, 6))
        browse.setLayout(boxes.rows(head, self.naming, self.meeting, self.area, self._foot(), gap=0))
        self._views.addWidget(browse)
        self._views.addWidget(self.many)
        self.setLayout(boxes.rows(self._views, gap=0))
        self._connect()

    def _make_buttons(self) -> None:
        self.save_as = Button(self.tr("Save as…"), icon="save", size="small")
        self.bring = IconButton("upload", self.tr("Import a design from a file…"))
        self.send = IconButton("download", self.tr("Export this look as a file…"))
        self.name = labels.Elided("", "label")
        self.change = IconButton("save", self.tr("Change this design to the look being worked on"))
        self.rename = IconButton("pencil", self.tr("Rename this design…"))
        self.delete = IconButton("trash-2", self.tr("Delete this design"))
        self.apply = Button(self.tr("Apply to many codes…"), icon="link-2", size="small")

    def _foot(self) -> QWidget:
        row = boxes.columns(self.name, self.change, self.rename, self.delete, gap=2)
        row.setStretchFactor(self.name, 1)
        self._chosen = boxes.box(boxes.rows(row, self.apply, gap=6, margins=(16, 8, 12, 12)), edge="top")
        self._chosen.hide()
        return self._chosen

    def _connect(self) -> None:
        self.save_as.clicked.connect(lambda: self._ask("save"))
        self.rename.clicked.connect(lambda: self._ask("rename"))
        self.naming.named.connect(self._named)
        self.change.clicked.connect(self.change_wanted)
        self.delete.clicked.connect(self.delete_wanted)
        self.bring.clicked.connect(self.import_wanted)
        self.send.clicked.connect(self.export_wanted)
        self.apply.clicked.connect(lambda: self.show_many(shown=True))
        self.many.left.connect(lambda: self.show_many(shown=False))

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self.seen.emit()

    def show_saved(self, thumbs: Sequence[Thumb]) -> None:
        """Show the looks that are kept under a name; the keyboard stays at the one it was at."""
        before = self.saved.focused() if self.saved is not None else ""
        if self.saved is not None:
            self._own.removeWidget(self.saved)
            self.saved.hide()
            self.saved.deleteLater()
            self.saved = None
        self._none.setVisible(not thumbs)
        if thumbs:
            self.saved = self._tiles(thumbs, self.tr("Saved designs"))
            self._own.addWidget(self.saved)
            if before in self.saved.keys():  # noqa: SIM118 - no mapping
                self.saved.tile(before).setFocus()

    def show_presets(self, thumbs: Sequence[Thumb]) -> None:
        """Show the looks to begin with, by group."""
        for group in presets.GROUPS.values():
            tiles = self._tiles([thumb for thumb in thumbs if thumb.group == group], self._group_name(group))
            self.groups.append(tiles)
            self._begin.addWidget(labels.text(self._group_name(group), "label"))
            self._begin.addWidget(tiles)

    def mark(self, key: str, name: str, *, differs: bool) -> None:
        """Mark the tile of ``key``; ``name`` that of a saved design, which may be different by now."""
        for tiles in (*([self.saved] if self.saved is not None else []), *self.groups):
            known = tiles.keys()
            tiles.choose(key if key in known else "")
        self.name.setText(self.tr("{name}, changed").format(name=name) if differs else name)
        self.change.setEnabled(differs)
        self._chosen.setVisible(bool(name))
        self.many.show_name(name)

    def show_many(self, *, shown: bool) -> None:
        """Turn to the form that gives a design to many codes, or back."""
        self._views.setCurrentIndex(int(shown))
        (self.many.first() if shown else self.apply).setFocus()

    def say(self, tone: Literal["info", "danger"], title: str, said: str) -> None:
        """Say something above the designs."""
        self.note.show_words(tone, title, said)
        self.note.show()
        boxes.scroll_to(self.note)

    def _tiles(self, thumbs: Sequence[Thumb], name: str) -> Tiles:
        options = [(thumb.key, thumb.name, thumb.drawn) for thumb in thumbs]
        tiles = Tiles(options, name, _COLUMNS, _SIDE, captions=True)
        tiles.pressed.connect(self.worn)
        return tiles

    def _group_name(self, group: str) -> str:
        return {
            "Plain": self.tr("Plain"),
            "For the press": self.tr("For the press"),
            "Colour": self.tr("Colour"),
            "Framed": self.tr("Framed"),
            "Festive": self.tr("Festive"),
        }.get(group, group)

    def _ask(self, what: Literal["save", "rename"]) -> None:
        self._asking = what
        self.naming.ask(self.tr("Name of the design") if what == "save" else self.tr("Another name"))
        if what == "rename":
            self.naming.field.set_text(self.name.text())
            self.naming.field.input.selectAll()

    def _named(self, name: str) -> None:
        signals: dict[str, Callable[[str], object]] = {
            "save": self.save_wanted.emit,
            "rename": self.rename_wanted.emit,
        }
        signals[self._asking](name)
