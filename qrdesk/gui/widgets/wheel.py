"""The wheel scrolls the page: it turns a number only where a click put the cursor."""

from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtGui import QFocusEvent
from PySide6.QtWidgets import QLineEdit, QWidget


class OwnWheel(QObject):
    """Lets the wheel scroll past ``owner``, unless somebody clicked into it; watches it from now on."""

    def __init__(self, owner: QWidget) -> None:
        super().__init__(owner)
        self._clicked = False
        owner.setFocusPolicy(Qt.FocusPolicy.StrongFocus)  # else the first turn of the wheel brings the focus
        for part in (owner, *owner.findChildren(QLineEdit)):  # a click into a spin box meets the line in it
            part.installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() in {QEvent.Type.FocusIn, QEvent.Type.FocusOut} and isinstance(event, QFocusEvent):
            self._clicked = event.gotFocus() and event.reason() == Qt.FocusReason.MouseFocusReason
        elif event.type() == QEvent.Type.MouseButtonPress:
            self._clicked = True  # on a field that had the focus already
        elif event.type() == QEvent.Type.Wheel and not self._clicked:
            event.ignore()
            return True
        return False
