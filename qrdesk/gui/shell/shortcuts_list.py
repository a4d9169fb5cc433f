"""All shortcuts at a glance (Ctrl+/): over a scrim, a child of the window, made from the table of keys."""

from collections.abc import Generator, Sequence

from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtGui import QKeyEvent, QMouseEvent, QPaintEvent
from PySide6.QtWidgets import QGridLayout, QWidget

from qrdesk.gui.pieces import whole
from qrdesk.gui.shell.palette import Panel, paint_scrim
from qrdesk.gui.shell.shortcuts import Key
from qrdesk.gui.theme import motion, tokens
from qrdesk.gui.widgets import boxes, labels
from qrdesk.gui.widgets.buttons import IconButton

_WIDTH, _MARGIN = 860, 24  # px


class ShortcutsList(QWidget):
    """Groups by page in two columns; Escape, the cross, or a click beside it closes."""

    def __init__(self, window: QWidget, table: Sequence[Key], titles: Sequence[tuple[str, str]]) -> None:
        """``titles`` are the pages in their order, the whole window first: key and title."""
        super().__init__(window)
        self._window = window
        self._before: QWidget | None = None
        self.groups = [(title, [key for key in table if key.page == page]) for page, title in titles]
        self.close_button = IconButton("x", self.tr("Close"), 26)
        self.close_button.name(self.tr("Close"), self.tr("Esc"))
        self.close_button.clicked.connect(self.close_it)
        self._panel = Panel(self)
        self.steps = self._made()  # they make what is in the panel: no start of the app waits for it
        self.hide()
        window.installEventFilter(self)

    def open_it(self) -> None:
        """Show the list, or close it where it is shown."""
        if self.isVisible():
            self.close_it()
            return
        whole(self.steps)
        self._before = self._window.focusWidget()
        self._place()
        self.show()
        self.raise_()
        self.close_button.setFocus(Qt.FocusReason.OtherFocusReason)
        motion.fade_in(self)

    def close_it(self) -> None:
        """Go, and give the focus back."""
        self.hide()
        if self._before is not None and self._before.isVisible():
            self._before.setFocus(Qt.FocusReason.OtherFocusReason)
        self._before = None

    def shown(self) -> list[Key]:
        """Return what is listed."""
        return [key for _, keys in self.groups for key in keys]

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.Resize and self.isVisible():
            self._place()
        return False

    def paintEvent(self, event: QPaintEvent) -> None:
        paint_scrim(self)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        if not self._panel.geometry().contains(event.position().toPoint()):
            self.close_it()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape:
            self.close_it()
        else:
            super().keyPressEvent(event)

    def _made(self) -> Generator[None]:
        panel = self._panel
        title = labels.text(self.tr("Keyboard shortcuts"), "section_title")
        panel.setAccessibleName(title.text())
        head = boxes.columns(title, None, self.close_button, margins=(20, 12, 12, 12))
        sides, high = (boxes.rows(gap=18), boxes.rows(gap=18)), [0, 0]
        row = boxes.columns(gap=32, margins=(20, 14, 20, 20))
        for side in sides:
            row.addLayout(side, 1)
        inside = QWidget()
        inside.setLayout(row)
        column = boxes.rows(head, boxes.line("h"), gap=0, margins=(1, 1, 1, 1))
        column.addWidget(boxes.scrolled(inside), 1)
        panel.setLayout(column)  # before the groups: so each is taken in alone, and not all of them in one go
        for heading, keys in self.groups:
            if keys:  # below what is shorter so far
                shorter = high.index(min(high))
                sides[shorter].addLayout(_group(heading, keys))
                high[shorter] += len(keys) + 2
                yield
        for side in sides:
            side.addStretch(1)

    def _place(self) -> None:
        self.setGeometry(self._window.rect())
        width = min(_WIDTH, self.width() - 2 * _MARGIN)
        height = self.height() - 2 * _MARGIN - tokens.measures().frame.top_bar
        self._panel.setGeometry((self.width() - width) // 2, tokens.measures().frame.top_bar, width, height)


def _group(title: str, keys: Sequence[Key]) -> QGridLayout:
    made = QGridLayout()
    made.setContentsMargins(0, 0, 0, 0)
    made.setHorizontalSpacing(12)
    made.setVerticalSpacing(6)
    made.setColumnStretch(0, 1)
    made.addWidget(labels.text(title, "label"), 0, 0, 1, 2)
    for row, key in enumerate(keys, 1):
        said = labels.text(key.said, "body", "secondary", wrap=True)
        caps = boxes.columns(None, *(labels.KeyCap(cap) for cap in key.shown), gap=4)
        made.addWidget(said, row, 0)
        made.addLayout(caps, row, 1)
    return made
