"""Toasts: what was just done, with Undo; they wait under the pointer and the focus, and go by themselves."""

from collections.abc import Callable, Iterator
from functools import partial

from PySide6.QtCore import QDeadlineTimer, QEvent, QObject, QPoint, QRect, QRectF, Qt, QTimer, Signal
from PySide6.QtGui import QEnterEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QFrame, QWidget

from qrdesk.gui.theme import motion, tokens
from qrdesk.gui.widgets import boxes, labels
from qrdesk.gui.widgets.buttons import Button, IconButton
from qrdesk.gui.widgets.glyph import Glyph

HEIGHT = 48
_STAY_MS = 8_000
_STAY_UNDO_MS = 15_000  # as long as somebody may need to see that it was wrong
_GAP = 8
Way = tuple[str, Callable[[], object]]  # the words of a button, and what it does
_EDGE = 16
_MOST = 2
_WIDEST = 600  # px
_MOVES = frozenset({QEvent.Type.Resize, QEvent.Type.Hide})  # what makes the place of toasts another one
_TALL = 2 * (HEIGHT + _EDGE)  # px of a place kept for toasts: there the second stands at its top, off what is looked at
_NEWS_MS = 1_000  # what was said so lately may speak of the page that comes


class Toast(QFrame):
    """One line on the inverse ground."""

    gone = Signal(object)  # this toast

    def __init__(
        self, words: str, undo: Callable[[], object] | None, icon: str, parent: QWidget, way: Way | None = None
    ) -> None:
        super().__init__(parent)
        self.words = words
        self.step = undo
        self.setAccessibleName(words)
        self._label = labels.Elided(words, tone="inverse")
        button = Button(self.tr("Undo") if way is None else way[0], "inverse", size="small")
        if way is None:
            button.setAccessibleName(self.tr("Undo: {what}").format(what=words))
            button.clicked.connect(self.undo)
        else:
            button.clicked.connect(partial(self._go, way[1]))
        button.setHidden(undo is None and way is None)
        close = IconButton("x", self.tr("Close"), 26, "inverse_quiet")
        close.clicked.connect(self.leave)
        for part in (button, close):  # a click on them leaves the focus where the work is
            part.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        row = boxes.columns(Glyph(icon, "inverse"), self._label, button, close, gap=10, margins=(14, 0, 8, 0))
        row.setStretchFactor(self._label, 1)
        self.setLayout(row)
        self.fit(parent.width())
        self._news = QDeadlineTimer(_NEWS_MS)
        self._clock = QTimer(self)
        self._clock.setSingleShot(True)
        self._clock.setInterval(_STAY_MS if undo is None and way is None else _STAY_UNDO_MS)
        self._clock.timeout.connect(self._time_is_up)
        self._clock.start()

    def fit(self, room: int) -> None:
        """Be as wide as the words need in a place ``room`` px wide; longer ones are cut, and whole in the tooltip."""
        most = room - 2 * _EDGE
        needed = min(self.sizeHint().width(), _WIDEST, most)
        self.setFixedSize(max(min(tokens.measures().panel.toast, most), needed), HEIGHT)

    def appear(self) -> None:
        """Fade in."""
        self.show()
        self.raise_()
        motion.fade_in(self)

    def undo(self) -> None:
        """Take back what the toast tells of."""
        undo, self.step = self.step, None
        self.leave()
        if undo is not None:
            undo()

    def _go(self, way: Callable[[], object], _checked: bool = False) -> None:
        self.leave()
        way()

    def leave(self) -> None:
        """Go now."""
        self._clock.stop()
        if self._has_focus():
            self.window().setFocus(Qt.FocusReason.OtherFocusReason)
        self.hide()
        self.gone.emit(self)
        self.deleteLater()

    def stays_ms(self) -> int:
        """Return how long it stays by itself, in ms."""
        return self._clock.interval()

    def is_waiting(self) -> bool:
        """Whether the clock stands still."""
        return not self._clock.isActive()

    def is_news(self) -> bool:
        """Whether it came just now."""
        return not self._news.hasExpired()

    def can_undo(self) -> bool:
        """Whether there is still something to take back."""
        return self.step is not None

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

    def show(
        self,
        words: str,
        undo: Callable[[], object] | None = None,
        icon: str = "circle-check",
        way: Way | None = None,
    ) -> Toast:
        """Show ``words`` for eight seconds, with ``undo`` or a ``way`` in its place for fifteen."""
        while len(self._shown) >= _MOST:
            self._shown[0].leave()
        toast = Toast(words, undo, icon, self._window, way)
        toast.gone.connect(self._forget)
        self._shown.append(toast)
        self._place()
        toast.appear()
        return toast

    def shown(self) -> list[Toast]:
        """Return what is to be seen, oldest first."""
        return list(self._shown)

    def turn_page(self) -> None:
        """Another page is shown: what was said of the one before goes, unless it can be taken back or came just now."""
        for toast in self.shown():
            if not (toast.can_undo() or toast.is_news()):
                toast.leave()
        QTimer.singleShot(0, self, self._place)  # once the page is in sight

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() in _MOVES:
            self._place()
        return False

    def _forget(self, toast: Toast) -> None:
        if toast in self._shown:
            self._shown.remove(toast)
        self._place()

    def _place(self) -> None:
        if not self._shown:
            return
        place = self._set_apart()
        right, room = (self._window.width(), self._window.width()) if place is None else (place.right(), place.width())
        for toast in self._shown:
            toast.fit(room)
        bottom = place.bottom() if place is not None else self._above_bars(self._window.height() - self._foot - _EDGE)
        for toast in reversed(self._shown):
            toast.move(right - toast.width() - _EDGE, bottom - HEIGHT)
            tall = place is not None and place.height() >= _TALL
            bottom = place.top() + _EDGE + HEIGHT if place is not None and tall else bottom - HEIGHT - _GAP

    def _set_apart(self) -> QRect | None:
        """Return the place that a page keeps for toasts, as nothing is read or pressed there; most have none."""
        lower = self._window.rect().adjusted(0, self._window.height() // 2, 0, 0)
        for part in _in_sight(self._window, lower):
            foot = part.property("toasts_above")
            if isinstance(foot, int):
                part.installEventFilter(self)  # a panel beside it that comes or goes makes it another place
                return QRect(part.mapTo(self._window, QPoint(0, 0)), part.size()).adjusted(0, 0, 0, -foot)
        return None

    def _above_bars(self, bottom: int) -> int:
        """Return where the lowest toast ends: above the bar with Save or Export that a panel has at its foot."""
        widest = max(toast.width() for toast in self._shown)
        left = self._window.width() - widest - _EDGE
        place = QRect(left, bottom - HEIGHT, widest, HEIGHT)
        for frame in _in_sight(self._window, place):
            if isinstance(frame, QFrame) and frame.property("edge") == "top":
                bar = QRect(frame.mapTo(self._window, QPoint(0, 0)), frame.size())
                at_foot = bar.bottom() >= self._window.height() - self._foot - _EDGE
                if at_foot and bar.height() < self._window.height() // 2 and bar.intersects(place):
                    bottom = min(bottom, bar.top() - _GAP)
        return bottom


def _in_sight(window: QWidget, place: QRect) -> Iterator[QWidget]:
    """Yield the parts shown that reach into ``place``; what is elsewhere or hidden, and that is much, is passed by."""
    left = [(window, QPoint(0, 0))]
    while left:
        inside, corner = left.pop()
        for child in inside.children():
            if isinstance(child, QWidget) and child.isVisible() and not child.isWindow():
                at = corner + child.pos()
                if place.intersects(QRect(at, child.size())):
                    yield child
                    left.append((child, at))
