"""What lies over a widget that shows something from before: it looks pale, and works as ever.

A graphics effect would have all of the widget drawn once more with each change in it, on a page of ten cards for so
long that the window stands still.
"""

from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtGui import QColor, QPainter, QPaintEvent
from PySide6.QtWidgets import QWidget

from qrdesk.gui.theme import tokens

_PALE = 0.55  # of what it lies on shines through


class Veil(QWidget):
    """Covers its parent, and takes neither mouse nor keyboard."""

    def __init__(self, over: QWidget) -> None:
        super().__init__(over)
        self.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setGeometry(over.rect())
        over.installEventFilter(self)
        self.show()
        self.raise_()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.Resize and isinstance(watched, QWidget):
            self.setGeometry(watched.rect())
        return False

    def paintEvent(self, event: QPaintEvent) -> None:
        colour = QColor(tokens.current().surface.raised)
        colour.setAlphaF(_PALE)
        QPainter(self).fillRect(event.rect(), colour)


def cover(widget: QWidget, *, on: bool) -> None:
    """Put a veil over ``widget``, or take it away."""
    veil = _veil_of(widget)
    if on and veil is None:
        Veil(widget)
    elif not on and veil is not None:
        veil.hide()
        veil.setParent(None)
        veil.deleteLater()


def is_covered(widget: QWidget) -> bool:
    """Whether a veil lies over it."""
    return _veil_of(widget) is not None


def _veil_of(widget: QWidget) -> Veil | None:
    return next((child for child in widget.children() if isinstance(child, Veil)), None)
