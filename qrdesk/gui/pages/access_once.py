"""A key or a code that is shown this one time, with Copy beside it."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFrame

from qrdesk.gui.theme import style
from qrdesk.gui.widgets import boxes, labels
from qrdesk.gui.widgets.buttons import Button
from qrdesk.gui.widgets.fields import read_only
from qrdesk.gui.widgets.glyph import Glyph


class ShownOnce(QFrame):
    """Stays until somebody says that it is stored, also while other rows are looked at."""

    copy_wanted = Signal(str, str)  # text, what is said about it
    stored = Signal()

    def __init__(self, name: str, copied: str, said: str, hint: str) -> None:
        """``name`` is what a screen reader calls the text, ``copied`` what is said after Copy."""
        super().__init__()
        self._title = labels.text("", "label", wrap=True)
        self._said = labels.Paragraph(said)
        self._text = read_only("", name)
        self._text.setWordWrap(False)
        self.copy = Button(self.tr("Copy"), icon="copy", size="small")
        self.copy.clicked.connect(lambda: self.copy_wanted.emit(self._text.text(), copied))
        self.keep = Button(self.tr("I have stored it"), size="small")
        self.keep.clicked.connect(self.stored)
        well = boxes.box(boxes.columns(self._text, None, self.copy, gap=8, margins=(12, 6, 6, 6)))
        style.restyle(well, card=True)
        foot = boxes.columns(gap=12)
        foot.addWidget(labels.Paragraph(hint, "caption"), 1)
        foot.addWidget(self.keep, 0, Qt.AlignmentFlag.AlignTop)
        right = boxes.rows(self._title, self._said, well, foot, gap=8)
        row = boxes.columns(gap=10, margins=(12, 10, 12, 10))
        row.addWidget(Glyph("key", "success", 16, 20), 0, Qt.AlignmentFlag.AlignTop)
        row.addLayout(right, 1)
        self.setLayout(row)
        style.restyle(self, note="success")
        self.hide()

    def show_text(self, title: str, text: str) -> None:
        """Show ``text``; empty for none."""
        self._title.setText(title)
        self._text.setText(text)
        self.setVisible(bool(text))

    def text(self) -> str:
        """Return what is in sight; empty for nothing."""
        return self._text.text()

    def focus_copy(self) -> None:
        """Put the focus on Copy."""
        self.copy.setFocus(Qt.FocusReason.TabFocusReason)
