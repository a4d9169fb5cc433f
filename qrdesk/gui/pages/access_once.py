"""A key or a code that is shown this one time, with Copy beside it."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QFrame

from qrdesk.gui.theme import style
from qrdesk.gui.widgets import boxes, labels
from qrdesk.gui.widgets.buttons import Button
from qrdesk.gui.widgets.fields import read_only
from qrdesk.gui.widgets.glyph import Glyph


class ShownOnce(QFrame):
    """Stays until somebody says that it is stored, also while other rows are looked at.

    Where nothing was copied it asks once more, for nobody can see the text again.
    """

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
        self.copy.clicked.connect(lambda: self._copied(copied))
        self.keep = Button(self.tr("I have stored it"), size="small")
        self.keep.clicked.connect(self._kept)
        self._hint, self._asked = hint, False
        self._taken = ""  # the text that was copied last
        well = boxes.box(boxes.columns(self._text, None, self.copy, gap=8, margins=(12, 6, 6, 6)))
        style.restyle(well, card=True)
        foot = boxes.columns(gap=12)
        self.foot = labels.Paragraph(hint, "caption")
        foot.addWidget(self.foot, 1)
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
        if text != self._text.text():
            self._ask(asked=False)
        self._text.setText(text)
        self.setVisible(bool(text))

    def text(self) -> str:
        """Return what is in sight; empty for nothing."""
        return self._text.text()

    def _copied(self, said: str) -> None:
        self._taken = self._text.text()
        self._ask(asked=False)
        self.copy_wanted.emit(self._taken, said)

    def _kept(self) -> None:
        clipboard = QGuiApplication.clipboard()
        by_hand = clipboard.ownsClipboard() and clipboard.text() == self._text.text()
        if self._asked or by_hand or self._taken == self._text.text():
            self.stored.emit()
            return
        self._ask(asked=True)
        self.focus_copy()

    def _ask(self, *, asked: bool) -> None:
        """Ask whether it is stored although nothing was copied, or ask no more."""
        self._asked = asked
        sure = self.tr("It was not copied yet. Is it written down elsewhere?")
        self.foot.set_role("body" if asked else "caption")
        self.foot.set_text(sure if asked else self._hint)
        self.keep.setText(self.tr("Yes, put it away") if asked else self.tr("I have stored it"))

    def focus_copy(self) -> None:
        """Put the focus on Copy."""
        self.copy.setFocus(Qt.FocusReason.TabFocusReason)
