"""The small picture of a code in the editor, by which it is dragged out of the app."""

from PySide6.QtCore import QPoint, Qt, Signal
from PySide6.QtGui import QImage, QMouseEvent
from PySide6.QtWidgets import QApplication

from qrdesk.gui.pages.link_editor_parts import CodeThumb

_SIDE = 32  # px


class HeldCode(CodeThumb):
    """``held`` when the button goes down on it, ``dragged`` once the hand moves away."""

    held = Signal()
    dragged = Signal()

    def __init__(self, image: QImage, words: str) -> None:
        super().__init__(_SIDE)
        self.picture = image
        self._pressed_at: QPoint | None = None
        self.show_code(image)
        self.setToolTip(self.tr("Drag it into another program"))
        self.setAccessibleName(words)
        self.setCursor(Qt.CursorShape.OpenHandCursor)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        if event.button() == Qt.MouseButton.LeftButton:
            self._pressed_at = event.position().toPoint()
            self.held.emit()

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        start = self._pressed_at
        if (
            start is not None
            and (event.position().toPoint() - start).manhattanLength() >= QApplication.startDragDistance()
        ):
            self._pressed_at = None
            self.dragged.emit()

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        self._pressed_at = None
