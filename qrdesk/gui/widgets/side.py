"""A panel at the right of a page: title, close, contents that scroll, and what can be done at its foot."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QFrame, QWidget

from qrdesk.gui.widgets import boxes, labels
from qrdesk.gui.widgets.buttons import Button, IconButton
from qrdesk.gui.widgets.fields import TextField

_HEAD = 60


class SidePanel(QFrame):
    """Escape or the cross closes it; ``body`` takes the contents, ``foot`` buttons."""

    closed = Signal()

    def __init__(self, title: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setMinimumWidth(360)
        self.setAccessibleName(title)
        close = IconButton("x", self.tr("Close"), 26)
        close.setToolTip(self.tr("Close (Esc)"))
        close.clicked.connect(self.closed)
        head = boxes.box(
            boxes.columns(labels.text(title, "section_title"), None, close, margins=(16, 0, 12, 0)), edge="bottom"
        )
        head.setFixedHeight(_HEAD)
        self.body = boxes.rows(gap=12, margins=(16, 14, 16, 16))
        inside = boxes.Flowing()
        inside.setLayout(self.body)
        self.foot = boxes.columns(gap=8, margins=(16, 8, 16, 8))
        self._foot = boxes.box(self.foot, edge="top")
        self._foot.hide()
        self.setLayout(boxes.rows(head, boxes.scrolled(inside), self._foot, gap=0))

    def show_foot(self, *, shown: bool) -> None:
        """Show the row of buttons, or hide it."""
        self._foot.setVisible(shown)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape:
            self.closed.emit()
        else:
            super().keyPressEvent(event)


class NameLine(QFrame):
    """A line that asks for a name where it is needed, and goes away."""

    named = Signal(str)

    def __init__(self, keep: str, leave: str, most: int = 60, side: int = 0) -> None:
        """``keep`` is on the button, ``leave`` names the cross; ``most`` letters, ``side`` px left and right."""
        super().__init__()
        self.field = TextField()
        self.field.input.setMaxLength(most)
        done, away = Button(keep), IconButton("x", leave, 32)
        self._title = labels.Elided("", "label")
        self._title.hide()
        row = boxes.columns(gap=8)
        row.addWidget(self.field, 1)
        for part in (done, away):
            row.addWidget(part, 0, Qt.AlignmentFlag.AlignTop)
        self.setLayout(boxes.rows(self._title, row, gap=6, margins=(side, 8 if side else 0, side, 0)))
        done.clicked.connect(self._done)
        self.field.input.returnPressed.connect(self._done)
        self.field.changed.connect(self._typed)
        away.clicked.connect(self.hide)
        self.hide()

    def ask(self, placeholder: str, title: str = "") -> None:
        """Ask for a name; ``title`` stands above the line, and stays while something is typed."""
        self._title.setText(title)
        self._title.setVisible(bool(title))
        self.field.input.setPlaceholderText(placeholder)
        self.field.input.setAccessibleName(title or placeholder)
        self.field.set_text("")
        self.field.clear_error()
        self.show()
        self.field.input.setFocus(Qt.FocusReason.OtherFocusReason)

    def refuse(self, message: str) -> None:
        """Say why this name will not do."""
        self.show()
        self.field.show_error(message)

    def _typed(self, _text: str) -> None:
        if self.field.has_error():
            self.field.clear_error()

    def _done(self) -> None:
        if self.field.text():
            self.named.emit(self.field.text())
        else:
            self.field.show_error(self.tr("Give it a name, so that you know it again."))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape:
            self.hide()
        else:
            super().keyPressEvent(event)
