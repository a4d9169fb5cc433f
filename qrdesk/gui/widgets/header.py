"""The head of a page: title, count, and at the right what can be done."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QSizePolicy, QWidget

from qrdesk.gui.theme import tokens
from qrdesk.gui.widgets import boxes, labels


class PageHeader(QWidget):
    """56 px: ``add_beside`` puts things after the count, ``add_action`` at the right end."""

    def __init__(
        self, title: str, count: str = "", *, left: int = 24, right: int = 16, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self.setFixedHeight(tokens.measures().frame.page_header)
        self.title = labels.text(title, "page_title")
        self.count = labels.text(count, "supporting", "tertiary", tabular=True)
        self._row = boxes.columns(self.title, self.count, gap=12, margins=(left, 0, right, 0))
        self._stretch = self._row.count()
        self._row.addStretch(1)
        self._actions = boxes.columns(gap=8)
        self._row.addLayout(self._actions)
        self.setLayout(self._row)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.set_count(count)

    def set_title(self, title: str) -> None:
        """Change the title."""
        self.title.setText(title)

    def set_count(self, count: str) -> None:
        """Write ``count`` beside the title; empty for none."""
        self.count.setText(count)
        self.count.setVisible(bool(count))

    def add_beside(self, widget: QWidget) -> None:
        """Put ``widget`` after the count."""
        self._row.insertWidget(self._stretch, widget, 0, Qt.AlignmentFlag.AlignVCenter)
        self._stretch += 1

    def add_action(self, widget: QWidget) -> None:
        """Put ``widget`` at the right end."""
        self._actions.addWidget(widget, 0, Qt.AlignmentFlag.AlignVCenter)
