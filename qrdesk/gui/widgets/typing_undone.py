"""Ctrl+Z in fields: first what is typed there, and once that is saved or gone, what the window can take back."""

from PySide6.QtGui import QKeyEvent, QKeySequence
from PySide6.QtWidgets import QPlainTextEdit, QWidget

from qrdesk.gui.widgets.fields import Input


class TextBox(QPlainTextEdit):
    """Several lines to type; Tab goes on to the next field."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setTabChangesFocus(True)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.matches(QKeySequence.StandardKey.Undo) and not self.document().isUndoAvailable():
            event.ignore()  # as in every line
        else:
            super().keyPressEvent(event)


def forget_typing(inside: QWidget) -> None:
    """What stands in the fields is saved: nothing of how it was typed is left to take back."""
    for line in inside.findChildren(Input):
        if line.isUndoAvailable():
            cursor, start, marked = line.cursorPosition(), line.selectionStart(), len(line.selectedText())
            line.setText(line.text())  # the one way to empty the history of a line; it tells nobody
            line.setCursorPosition(cursor)
            if marked:
                line.setSelection(start, marked)
    for box in inside.findChildren(TextBox):
        box.document().clearUndoRedoStacks()
