"""Putting rules in another order with the mouse: a grip on each card, and a line where the card would go."""

from collections.abc import Callable, Sequence
from functools import partial

from PySide6.QtCore import QPoint, Qt, Signal
from PySide6.QtGui import QKeyEvent, QMouseEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QApplication, QWidget

from qrdesk.gui.pages.rule_card import RuleCard
from qrdesk.gui.theme import icons, tokens

_WIDTH, _HEIGHT, _ICON = 18, 26, 14
_LINE = 2


class Grip(QWidget):
    """What a card is taken by: ``moved`` tells where on the screen it is, ``left`` also whether it was let go there."""

    moved = Signal(QPoint)
    left = Signal(QPoint, bool)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setFixedSize(_WIDTH, _HEIGHT)
        self.setCursor(Qt.CursorShape.OpenHandCursor)
        self.setToolTip(self.tr("Drag to change the order (Alt+Up, Alt+Down)"))
        self._start: QPoint | None = None
        self._dragging = False

    def mousePressEvent(self, event: QMouseEvent) -> None:
        if event.button() is Qt.MouseButton.LeftButton:
            self._start = event.globalPosition().toPoint()
            self.setCursor(Qt.CursorShape.ClosedHandCursor)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        at = event.globalPosition().toPoint()
        if self._start is None:
            return
        if (at - self._start).manhattanLength() >= QApplication.startDragDistance():
            self._dragging = True
            self.setFocus(Qt.FocusReason.MouseFocusReason)  # so that Esc comes here
        if self._dragging:
            self.moved.emit(at)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        self._end(event.globalPosition().toPoint(), good=True)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape and self._dragging:
            self._end(QPoint(), good=False)
        else:
            super().keyPressEvent(event)

    def _end(self, at: QPoint, *, good: bool) -> None:
        dragging, self._dragging, self._start = self._dragging, False, None
        self.setCursor(Qt.CursorShape.OpenHandCursor)
        if dragging:
            self.left.emit(at, good)

    def paintEvent(self, event: QPaintEvent) -> None:
        left, top = (_WIDTH - _ICON) / 2, (_HEIGHT - _ICON) / 2
        box = self.rect().toRectF().adjusted(left, top, -left, -top)
        icons.paint(QPainter(self), box, "grip-vertical", tokens.current().text.tertiary)


class DropLine(QWidget):
    """The line between two cards."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        self.hide()

    def show_at(self, y: int) -> None:
        """Show the line ``y`` px below the top of the parent."""
        parent = self.parentWidget()
        assert parent is not None  # it is made with one
        self.setGeometry(0, y - _LINE // 2, parent.width(), _LINE)
        self.raise_()
        self.show()

    def paintEvent(self, event: QPaintEvent) -> None:
        QPainter(self).fillRect(self.rect(), tokens.current().accent.default)


class Dragging:
    """Ties the grips of cards to ``move``, which takes the place of a card and by how much it goes down."""

    def __init__(self, page: QWidget, move: Callable[[int, int], object]) -> None:
        self._page, self._move = page, move
        self._line = DropLine(page)
        self._cards: Sequence[RuleCard] = ()

    def follow(self, cards: Sequence[RuleCard]) -> None:
        """Have these cards dragged, in this order."""
        self._cards = cards
        for card in cards:
            if card.grip is not None:
                card.grip.setVisible(len(cards) > 1)

    def tie(self, card: RuleCard) -> None:
        """Give the card its grip."""
        grip = Grip()
        card.take_grip(grip)
        grip.moved.connect(self._over)
        grip.left.connect(partial(self._left, card))

    def _over(self, at: QPoint) -> None:
        gap = self._gap(at)
        if gap < len(self._cards):
            y = self._cards[gap].geometry().top() - 4
        else:
            y = self._cards[-1].geometry().bottom() + 4
        self._line.show_at(y)

    def _left(self, card: RuleCard, at: QPoint, good: bool) -> None:
        self._line.hide()
        if not good or card not in self._cards:
            return
        gap, now = self._gap(at), list(self._cards).index(card)
        target = self._cards[gap - (gap > now)].place if self._cards else card.place
        if target != card.place:
            self._move(card.place, target - card.place)

    def _gap(self, at: QPoint) -> int:
        """Return before which card the mouse is; their number for after the last."""
        y = self._page.mapFromGlobal(at).y()
        return sum(y > card.geometry().center().y() for card in self._cards)
