"""The head of a table by keyboard: arrow keys go along it, Enter sorts, Alt with an arrow key changes a width."""

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QObject, QRectF, Qt
from PySide6.QtGui import QKeyEvent, QKeySequence, QPainter, QPen

from qrdesk.gui.shell import announce
from qrdesk.gui.theme import tokens

if TYPE_CHECKING:  # which makes one of these
    from qrdesk.gui.widgets.rows import RowTable

_STEP = 16  # px
_ALONG = {Qt.Key.Key_Left: -1, Qt.Key.Key_Right: 1}
_BACK = frozenset({Qt.Key.Key_Up, Qt.Key.Key_Down, Qt.Key.Key_Home, Qt.Key.Key_End, Qt.Key.Key_PageUp,
                   Qt.Key.Key_PageDown})  # fmt: skip
_PRESS = frozenset({Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Space})

Widen = Callable[[int, int], object]  # a column by so many px


class HeadKeys(QObject):
    """Listens for its table, which keeps the focus; a ring shows the column, and a screen reader is told of it."""

    def __init__(self, table: "RowTable") -> None:
        super().__init__(table)
        self._table = table
        self._at: int | None = None
        self._widen: Widen | None = None
        self._may_widen: Callable[[int], bool] = lambda _place: False
        table.installEventFilter(self)
        table.columns_set.connect(self._columns_set)

    def let_widen(self, widen: Widen, may: Callable[[int], bool]) -> None:
        """From now on columns that ``may`` get another width get it by keyboard, too."""
        self._widen, self._may_widen = widen, may
        self._columns_set()

    def column(self) -> int | None:
        """Return the column whose head was gone to; None while the rows have the keys."""
        return self._at

    def leave(self) -> None:
        """Give the keys back to the rows."""
        if self._at is not None:
            self._at = None
            self._repaint()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.FocusOut:
            self.leave()
        return isinstance(event, QKeyEvent) and event.type() == QEvent.Type.KeyPress and self._take(event)

    def paint(self, painter: QPainter, box: QRectF, place: int) -> None:
        """Draw the ring around the head that was gone to."""
        if place == self._at:
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            painter.setPen(QPen(tokens.current().focus.ring, 2))
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.drawRoundedRect(box.adjusted(2, 3, -2, -4), 4, 4)

    def _take(self, event: QKeyEvent) -> bool:
        """Do what a key says, where it says something here."""
        key, along = Qt.Key(event.key()), _ALONG.get(Qt.Key(event.key()), 0)
        held = event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier
        places = self._places()
        if event.matches(QKeySequence.StandardKey.SelectAll) and self._has_checks(places):
            self._table.checked_all.emit(True)
        elif along and not held and places:
            self._walk(along, places)
        elif self._at is None or self._at not in places or key in _BACK:
            self.leave()
            return False
        elif along and held == Qt.KeyboardModifier.AltModifier:
            self._resize(along)
        elif key in _PRESS and not held:
            self._press(self._at)
        elif key == Qt.Key.Key_Escape:
            self.leave()
        else:
            return False
        return True

    def _walk(self, along: int, places: Sequence[int]) -> None:
        at = self._at
        if at in places:
            place = places[min(max(0, places.index(at) + along), len(places) - 1)]
        else:
            place = places[0 if along > 0 else -1]
        self._at = place
        self._repaint()
        self._scroll_to(place)
        announce.say(self._table, self._said(place))

    def _press(self, place: int) -> None:
        """As a click on the head: all rows, or the order, the other way round where it is sorted by already."""
        table, head = self._table, self._table.head
        if table.column(place).check:
            head.toggle_all()
        elif table.column(place).sortable:
            same = head.sortIndicatorSection() == place and head.isSortIndicatorShown()
            ascends = not same or head.sortIndicatorOrder() == Qt.SortOrder.DescendingOrder
            head.setSortIndicator(place, Qt.SortOrder.AscendingOrder if ascends else Qt.SortOrder.DescendingOrder)
            announce.say(table, self._said(place))

    def _resize(self, along: int) -> None:
        if self._at is not None and self._widen is not None and self._may_widen(self._at):
            self._widen(self._at, along * _STEP)

    def _places(self) -> Sequence[int]:
        """Return the columns where a key can do something, from left to right."""
        head = self._table.head
        shown = [head.logicalIndex(place) for place in range(head.count())] if head.isVisibleTo(self._table) else []
        return [place for place in shown if not head.isSectionHidden(place) and self._can_do(place)]

    def _can_do(self, place: int) -> bool:
        column = self._table.column(place)
        return column.check or column.sortable or self._may_widen(place)

    def _has_checks(self, places: Sequence[int]) -> bool:
        return any(self._table.column(place).check for place in places)

    def _said(self, place: int) -> str:
        """Return what a screen reader says of a head."""
        head, column = self._table.head, self._table.column(place)
        if column.check:
            return self.tr("Tick all rows")
        name = str(self._table.model().headerData(place, Qt.Orientation.Horizontal) or "")
        if not column.sortable:
            return name
        if not head.isSortIndicatorShown() or head.sortIndicatorSection() != place:
            return self.tr("{column}, not sorted").format(column=name)
        if head.sortIndicatorOrder() == Qt.SortOrder.AscendingOrder:
            return self.tr("{column}, sorted ascending").format(column=name)
        return self.tr("{column}, sorted descending").format(column=name)

    def _scroll_to(self, place: int) -> None:
        head, bar = self._table.head, self._table.horizontalScrollBar()
        left, right = head.sectionPosition(place), head.sectionPosition(place) + head.sectionSize(place)
        bar.setValue(min(left, max(bar.value(), right - self._table.viewport().width())))

    def _columns_set(self) -> None:
        """Columns came or went: say again what keys do here."""
        places = self._places()
        if self._at not in places:
            self.leave()
        said = [self.tr("Left and right arrow keys go to the heads of the columns, Esc back to the rows.")]
        if any(self._table.column(place).sortable for place in places):
            said.append(self.tr("Enter on a head sorts by it."))
        if any(self._may_widen(place) for place in places):
            said.append(self.tr("Alt with an arrow key makes the column narrower or wider."))
        if self._has_checks(places):
            said.append(self.tr("Ctrl+A ticks all rows."))
        self._table.setAccessibleDescription(" ".join(said) if places else "")

    def _repaint(self) -> None:
        self._table.head.viewport().update()
        self._table.viewport().update()
