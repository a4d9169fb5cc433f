"""A small panel over the window: one question, and the ways to go on. Esc and Cancel go none of them."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import partial

from PySide6.QtCore import QEvent, QObject, QRectF, Qt
from PySide6.QtGui import QKeyEvent, QMouseEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QFrame, QWidget

from qrdesk.gui.shell.palette import paint_scrim
from qrdesk.gui.theme import tokens
from qrdesk.gui.widgets import boxes, labels
from qrdesk.gui.widgets.buttons import Button

_WIDTH, _TOP = 480, 88


@dataclass(frozen=True, slots=True)
class Way:
    """One way to go on. ``hint`` says why it cannot be gone."""

    words: str
    icon: str
    go: Callable[[], object]
    hint: str = ""


class _Scrim(QWidget):
    """Darkens the window below the question, and takes what is pressed there."""

    def paintEvent(self, event: QPaintEvent) -> None:
        paint_scrim(self)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        event.accept()


class Chooser(QFrame):
    """A child of the window, in sight while it asks."""

    def __init__(self, window: QWidget) -> None:
        super().__init__(window)
        self._window = window
        self.scrim = _Scrim(window)
        self.scrim.hide()
        self._before: QWidget | None = None
        self._title = labels.Paragraph(role="section_title")
        self._said = labels.Paragraph(role="supporting")
        self._row = boxes.columns(gap=8)
        self.buttons: list[Button] = []
        self.setLayout(boxes.rows(self._title, self._said, 4, self._row, gap=8, margins=(20, 18, 20, 18)))
        self.hide()
        window.installEventFilter(self)

    def ask(self, title: str, said: str, ways: Sequence[Way]) -> None:
        """Ask; another question that was in sight is gone."""
        self._clear()
        self._title.setText(title)
        self._said.setText(said)
        self.setAccessibleName(title)
        for way in ways:
            button = Button(way.words, "secondary" if self.buttons else "primary", way.icon)
            self._add(button, partial(self._go, way), way.hint)
        self._row.addStretch(1)
        self._add(Button(self.tr("Cancel"), "quiet"), self.leave)
        if not self.isVisible():
            self._before = self._window.focusWidget()
        self._place()
        for part in (self.scrim, self):
            part.show()
            part.raise_()
        first = next(button for button in self.buttons if button.isEnabled())
        first.setFocus(Qt.FocusReason.OtherFocusReason)

    def leave(self) -> None:
        """Go, and give the focus back."""
        self.scrim.hide()
        self.hide()
        if self._before is not None and self._before.isVisible():
            self._before.setFocus(Qt.FocusReason.OtherFocusReason)
        self._before = None

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if watched is self._window and event.type() == QEvent.Type.Resize and self.isVisible():
            self._place()
        return super().eventFilter(watched, event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape:
            self.leave()
        else:
            super().keyPressEvent(event)

    def paintEvent(self, event: QPaintEvent) -> None:
        theme = tokens.current()
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(QPen(theme.border.strong, 1))
        painter.setBrush(theme.surface.raised)
        painter.drawRoundedRect(QRectF(self.rect()).adjusted(0.5, 0.5, -0.5, -0.5), 8, 8)

    def _go(self, way: Way) -> None:
        self.leave()
        way.go()

    def _add(self, button: Button, go: Callable[[], object], hint: str = "") -> None:
        button.clicked.connect(lambda _checked=False: go())
        button.setEnabled(not hint)
        button.setToolTip(hint)
        self.buttons.append(button)
        self._row.addWidget(button)

    def _clear(self) -> None:
        self.buttons = []
        while (item := self._row.takeAt(0)) is not None:
            gone = item.widget()
            if gone is not None:
                gone.hide()
                gone.deleteLater()

    def _place(self) -> None:
        self.scrim.setGeometry(self._window.rect())
        wide = max(_WIDTH, self.sizeHint().width())
        width = min(wide, self._window.width() - 32)
        layout = self.layout()
        # not the least hint: it is as high as the words are where they have the least room
        height = layout.totalHeightForWidth(width) if layout is not None else self.minimumSizeHint().height()
        self.setGeometry((self._window.width() - width) // 2, _TOP, width, height)
