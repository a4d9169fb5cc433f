"""Lists and calendars that open at a field: a little apart from it, so that its edge stays in sight."""

from PySide6.QtCore import QEvent, QObject, QPoint
from PySide6.QtWidgets import QCompleter, QWidget

GAP = 4  # px


def keep_apart(popup: QWidget, field: QWidget) -> None:
    """Let ``popup`` open ``GAP`` below or above ``field``, each time that Qt puts it there."""
    if popup.findChild(_Apart) is None:
        _Apart(popup, field)


def dress(completer: QCompleter, field: QWidget) -> None:
    """Give the list of suggestions the edge of a menu, and its place below ``field``."""
    popup: QWidget | None = completer.popup()
    if popup is not None:
        popup.setProperty("popup", True)
        keep_apart(popup, field)


class _Apart(QObject):
    """Watches where a pop-up is put; Qt moves it anew whenever it has other lines."""

    def __init__(self, popup: QWidget, field: QWidget) -> None:
        super().__init__(popup)
        self._popup, self._field = popup, field
        popup.installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() in {QEvent.Type.Show, QEvent.Type.Move}:
            self._part()
        return False

    def _part(self) -> None:
        popup, above = self._popup.geometry(), self._field.mapToGlobal(QPoint(0, 0)).y()
        below, screen = above + self._field.height(), self._field.screen().availableGeometry()
        if abs(popup.top() - below) < GAP and below + GAP + popup.height() <= screen.bottom() + 1:
            self._popup.move(popup.left(), below + GAP)
        elif abs(popup.bottom() + 1 - above) < GAP and above - GAP - popup.height() >= screen.top():
            self._popup.move(popup.left(), above - GAP - popup.height())
