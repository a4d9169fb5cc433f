"""Two people changed one look: both are seen beside each other, and one of them is chosen."""

from functools import partial

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFrame, QWidget

from qrdesk.gui.look_assets import LookAssets
from qrdesk.gui.pages.studio_small import Said, small
from qrdesk.gui.widgets import boxes
from qrdesk.gui.widgets.buttons import Button
from qrdesk.gui.widgets.note import Note
from qrdesk.gui.widgets.scene_paint import Prepared, prepared
from qrdesk.gui.widgets.tiles import Tiles

_SIDE = 88  # px of a tile
_MINE, _THEIRS = "mine", "theirs"
Both = tuple[Prepared, Prepared]  # mine and theirs, drawn


class LookMeeting(QFrame):
    """Asks whose look holds; nothing is saved before. ``settled`` says whether it is mine."""

    settled = Signal(bool)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.note = Note("warn")
        self.tiles: Tiles | None = None
        self.save = Button(self.tr("Save this"), "primary", size="small")
        self.back = Button(self.tr("Back to my look"), "quiet", size="small")
        self.save.clicked.connect(self._settle)
        self.back.clicked.connect(self.hide)
        self._row = boxes.columns(None, gap=12)
        answers = boxes.columns(self.save, self.back, None, gap=8)
        self.setLayout(boxes.rows(self.note, self._row, answers, gap=8, margins=(16, 10, 12, 10)))
        self.hide()

    def ask(self, name: str, both: Both) -> None:
        """Show both looks of what is called ``name``."""
        said = self.tr("{name} was changed by somebody else meanwhile").format(name=name)
        self.note.show_words("warn", said, self.tr("Nothing is saved yet: choose which one holds."))
        self._clear()
        options = [(_MINE, self.tr("Mine"), both[0]), (_THEIRS, self.tr("Theirs"), both[1])]
        self.tiles = Tiles(options, self.tr("Which one holds"), 2, _SIDE, captions=True)
        self.tiles.choose(_MINE)
        self._row.insertWidget(0, self.tiles)
        self.show()
        self.tiles.tile(_MINE).setFocus()

    def _settle(self) -> None:
        mine = self.tiles is not None and self.tiles.key() == _MINE
        self.hide()
        self.settled.emit(mine)

    def _clear(self) -> None:
        if self.tiles is not None:
            self._row.removeWidget(self.tiles)
            self.tiles.hide()
            self.tiles.deleteLater()
            self.tiles = None


def both_drawn(mine: Said, theirs: Said, assets: LookAssets) -> Both:
    """Return both as small pictures. Takes a while: never on the window's thread."""
    draw = partial(small, assets_of=assets.of)
    return prepared(draw(*mine)), prepared(draw(*theirs))
