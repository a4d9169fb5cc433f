"""A few check boxes side by side: any of them."""

from collections.abc import Sequence

from PySide6.QtCore import Signal
from PySide6.QtGui import QFontMetrics
from PySide6.QtWidgets import QCheckBox, QGridLayout, QWidget

from qrdesk.gui.theme import fonts
from qrdesk.gui.widgets.choices import Option

_GAP, _BOX = 8, 24  # px between columns, and of a box before its words
_MOST = 300  # px: as wide as the narrowest form has room


class Ticks(QWidget):
    """Check boxes in a grid, of fewer ``columns`` where words are long; ``keys`` are those ticked, in that order."""

    changed = Signal()

    def __init__(self, options: Sequence[Option], columns: int, name: str = "", parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAccessibleName(name)
        self._boxes: dict[str, QCheckBox] = {}
        grid = QGridLayout(self)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setHorizontalSpacing(_GAP)
        grid.setVerticalSpacing(6)
        while columns > 1 and _width([words for _, words in options], columns) > _MOST:
            columns -= 1
        for place, (key, words) in enumerate(options):
            box = QCheckBox(words)
            box.toggled.connect(self.changed)
            grid.addWidget(box, place // columns, place % columns)
            self._boxes[key] = box
        grid.setColumnStretch(columns, 1)

    def keys(self) -> tuple[str, ...]:
        """Return the keys ticked."""
        return tuple(key for key, box in self._boxes.items() if box.isChecked())

    def set_keys(self, keys: Sequence[str]) -> None:
        """Tick these alone, without telling anyone."""
        for key, box in self._boxes.items():
            blocked = box.blockSignals(True)
            box.setChecked(key in keys)
            box.blockSignals(blocked)

    def box(self, key: str) -> QCheckBox:
        """Return the box of ``key``."""
        return self._boxes[key]


def _width(words: Sequence[str], columns: int) -> int:
    """Return the px that boxes with these words take in so many columns."""
    metrics = QFontMetrics(fonts.font())
    wide = [_BOX + metrics.horizontalAdvance(one) for one in words]
    return sum(max(wide[place::columns], default=0) for place in range(columns)) + _GAP * (columns - 1)
