"""Toasts: what was just done, with Undo; they wait under the pointer and go after eight seconds."""

from collections.abc import Callable

from PySide6.QtCore import QEvent, QObject, QRectF, Qt, QTimer, Signal
from PySide6.QtGui import QEnterEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QFrame, QWidget

from qrdesk.gui.theme import motion, tokens
from qrdesk.gui.widgets import boxes, labels
from qrdesk.gui.widgets.buttons import Button, IconButton
from qrdesk.gui.widgets.glyph import Glyph

HEIGHT = 48
_STAY_MS = 8_000
_GAP = 8
_EDGE = 16
_MOST = 2


class Toast(QFrame):
    """One line on the inverse ground."""

    gone = Signal(object)  # this toast

    def __init__(self, words: str, undo: Callable[[], object] | None, icon: str, parent: QWidget) -> None:
        super().__init__(parent)
        self.words = words
        self._undo = undo
        self.setAccessibleName(words)
        self.setFixedSize(tokens.measures().panel.toast, HEIGHT)
        self._label = labels.Elided(words, tone="inverse")
        button = Button(self.tr("Undo"), "inverse", size="small")
        button.setAccessibleName(self.tr("Undo: {what}").format(what=words))
        if undo is None:
            button.hide()
        button.clicked.connect(self.undo)
        close = IconButton("x", self.tr("Close"), 26, "inverse_quiet")
        close.clicked.connect(self.leave)
        for part in (button, close):  # a click on them leaves the focus where the work is
            part.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        row = boxes.columns(Glyph(icon, "inverse"), self._label, button, close, gap=10, margins=(14, 0, 8, 0))
        row.setStretchFactor(self._label, 1)
        self.setLayout(row)
        self._clock = QTimer(self)
        self._clock.setSingleShot(True)
        self._clock.setInterval(_STAY_MS)
        self._clock.timeout.connect(self._time_is_up)
        self._clock.start()

    def appear(self) -> None:
        """Fade in."""
        self.show()
        self.raise_()
        motion.fade_in(self)

    def undo(self) -> None:
        """Take back what the toast tells of."""
        undo, self._undo = self._undo, None
        self.leave()
        if undo is not None:
            undo()

    def leave(self) -> None:
        """Go now."""
        self._clock.stop()
        if self._has_focus():
            self.window().setFocus(Qt.FocusReason.OtherFocusReason)
        self.hide()
        self.gone.emit(self)
        self.deleteLater()

    def is_waiting(self) -> bool:
        """Whether the clock stands still."""
        return not self._clock.isActive()

    def can_undo(self) -> bool:
        """Whether there is still something to take back."""
        return self._undo is not None

    def enterEvent(self, event: QEnterEvent) -> None:
        self._clock.stop()

    def leaveEvent(self, event: QEvent) -> None:
        self._clock.start()

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(tokens.current().surface.inverse)
        painter.drawRoundedRect(QRectF(self.rect()), 8, 8)

    def _has_focus(self) -> bool:
        return self.isAncestorOf(self.window().focusWidget())

    def _time_is_up(self) -> None:
        if self._has_focus():
            self._clock.start()  # someone reaches it by keyboard
        else:
            self.leave()


class Toasts(QObject):
    """Stacks toasts above the status line of ``window``; two at most, the older one goes first."""

    def __init__(self, window: QWidget, foot: int) -> None:
        """``foot`` is the height of what lies below, in px."""
        super().__init__(window)
        self._window = window
        self._foot = foot
        self._shown: list[Toast] = []
        window.installEventFilter(self)

    def show(self, words: str, undo: Callable[[], object] | None = None, icon: str = "circle-check") -> Toast:
        """Show ``words`` for eight seconds."""
        while len(self._shown) >= _MOST:
            self._shown[0].leave()
        toast = Toast(words, undo, icon, self._window)
        toast.gone.connect(self._forget)
        self._shown.append(toast)
        self._place()
        toast.appear()
        return toast

    def shown(self) -> list[Toast]:
        """Return what is to be seen, oldest first."""
        return list(self._shown)

    def undo_last(self) -> bool:
        """Take back the newest thing that can be; whether there was one."""
        for toast in reversed(self._shown):
            if toast.can_undo():
                toast.undo()
                return True
        return False

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.Resize:
            self._place()
        return False

    def _forget(self, toast: Toast) -> None:
        if toast in self._shown:
            self._shown.remove(toast)
        self._place()

    def _place(self) -> None:
        bottom = self._window.height() - self._foot - _EDGE
        for toast in reversed(self._shown):
            toast.move(self._window.width() - toast.width() - _EDGE, bottom - HEIGHT)
            bottom -= HEIGHT + _GAP
