"""The title of the panel beside the domains, with its buttons: below it, where both have no room in one line."""

from collections.abc import Sequence

from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QBoxLayout, QWidget

from qrdesk.gui.widgets import boxes, labels

_GAP = 8  # px


class DomainHead(QWidget):
    """A title, and buttons beside or below it."""

    def __init__(self, buttons: Sequence[QWidget], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._title = labels.Elided("", "section_title", middle=True)
        self._buttons = buttons
        self._whole = boxes.columns(gap=_GAP)
        self._whole.addWidget(self._title, 1)
        self._whole.addLayout(boxes.columns(*buttons, None, gap=_GAP))
        self.setLayout(self._whole)

    def show_title(self, words: str) -> None:
        """Show another title."""
        self._title.setText(words)
        self.arrange()

    def arrange(self) -> None:
        """Put the buttons where they have room; they were shown or hidden, or the room is another."""
        wide = self._title.sizeHint().width()
        wide += sum(one.sizeHint().width() + _GAP for one in self._buttons if one.isVisibleTo(self))
        beside = wide <= self.width()
        way = QBoxLayout.Direction.LeftToRight if beside else QBoxLayout.Direction.TopToBottom
        if self._whole.direction() != way:
            self._whole.setDirection(way)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self.arrange()
