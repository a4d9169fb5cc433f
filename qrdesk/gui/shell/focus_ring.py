"""The focus ring: one transparent overlay that follows the keyboard focus."""

from PySide6.QtCore import QEvent, QObject, QPoint, QRect, QRectF, Qt
from PySide6.QtGui import QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import (
    QAbstractItemView,
    QAbstractScrollArea,
    QAbstractSpinBox,
    QApplication,
    QComboBox,
    QLineEdit,
    QPlainTextEdit,
    QTextEdit,
    QWidget,
)

from qrdesk.gui.theme import tokens
from qrdesk.gui.widgets.bars import BarList

_WIDTH, _OFFSET, _RADIUS = 2, 2, 9
# these show their focus themselves: a border inside their box, or a ring around the current row
_OWN = (QLineEdit, QPlainTextEdit, QTextEdit, QComboBox, QAbstractSpinBox, QAbstractItemView, BarList)
_MOVES = {
    QEvent.Type.Move,
    QEvent.Type.Resize,
    QEvent.Type.Show,
    QEvent.Type.Hide,
    QEvent.Type.ParentChange,
    QEvent.Type.EnabledChange,
}


class FocusRing(QWidget):
    """2 px, 2 px outside the widget, only when the focus came by Tab, Backtab or a shortcut."""

    def __init__(self, window: QWidget) -> None:
        super().__init__(window)
        self.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        self.setAttribute(Qt.WidgetAttribute.WA_NoSystemBackground)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._window = window
        self._chain: list[QWidget] = []
        self.hide()
        app = QApplication.instance()
        if isinstance(app, QApplication):
            app.focusChanged.connect(self._focus_changed)

    def show_now(self) -> None:
        """Ring what has the focus, even where the key that was pressed did not move it."""
        self._window.setAttribute(Qt.WidgetAttribute.WA_KeyboardFocusChange)
        self._focus_changed(None, self._window.focusWidget())

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() in _MOVES:
            self._place()
        return False

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(QPen(tokens.current().focus.ring, _WIDTH))
        half = _WIDTH / 2
        painter.drawRoundedRect(QRectF(self._whole).adjusted(half, half, -half, -half), _RADIUS, _RADIUS)

    _whole = QRect()

    def _focus_changed(self, _before: QWidget | None, now: QWidget | None) -> None:
        for widget in self._chain:
            widget.removeEventFilter(self)
        self._chain = []
        if now is None or now.window() is not self._window or isinstance(now, _OWN):
            self.hide()
            return
        if not self._window.testAttribute(Qt.WidgetAttribute.WA_KeyboardFocusChange):
            self.hide()
            return
        above: QWidget | None = now
        while above is not None and above is not self._window:
            above.installEventFilter(self)
            self._chain.append(above)
            above = above.parentWidget()
        self._place()

    def _place(self) -> None:
        target = self._chain[0] if self._chain else None
        if target is None or not target.isVisible():
            self.hide()
            return
        out = _OFFSET + _WIDTH
        ring = QRect(target.mapTo(self._window, QPoint(0, 0)), target.size()).adjusted(-out, -out, out, out)
        seen = ring.intersected(self._window.rect())
        for widget in self._chain[1:]:
            area = widget.parentWidget()
            if isinstance(area, QAbstractScrollArea) and area.viewport() is widget:
                # what scrolled out of sight has no ring over its neighbours
                seen = seen.intersected(QRect(widget.mapTo(self._window, QPoint(0, 0)), widget.size()))
        self._whole = ring.translated(-seen.topLeft())
        self.setGeometry(seen)
        self.setVisible(not seen.isEmpty())
        self.raise_()
        self.update()
