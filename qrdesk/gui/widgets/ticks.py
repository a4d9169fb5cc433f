"""A few check boxes side by side: any of them."""

from collections.abc import Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QCheckBox, QGridLayout, QWidget

from qrdesk.gui.widgets.choices import Option


class Ticks(QWidget):
    """Check boxes in a grid; ``keys`` are those ticked, in the order offered."""

    changed = Signal()

    def __init__(self, options: Sequence[Option], columns: int, name: str = "", parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAccessibleName(name)
        self._boxes: dict[str, QCheckBox] = {}
        grid = QGridLayout(self)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setHorizontalSpacing(12)
        grid.setVerticalSpacing(6)
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
