"""The edges between the columns of a table: dragged they make columns wider, double-clicked as wide as they were."""

from collections.abc import Mapping

from PySide6.QtCore import QEvent, QObject, QPoint, Qt, QTimer, Signal
from PySide6.QtGui import QMouseEvent

from qrdesk.gui.widgets.rows import RowTable

_NEAR = 4  # px at either side of an edge
_LEAST = 48  # px; narrower ones are blanks, marks and check boxes, which stay
_REST = 160  # px that are left for the column that takes the rest


class ColumnEdges(QObject):
    """Lets people drag edges; one follows the pointer, as the column that takes the rest gives way. Keys do it, too."""

    moved = Signal()

    def __init__(self, table: RowTable, widths: Mapping[str, int]) -> None:
        """``widths`` in px are what somebody dragged before, as ``widths`` returns them."""
        super().__init__(table)
        self._table, self._head = table, table.head
        self._widths = dict(widths)
        self._dragged: int | None = None
        self._from_x = self._was = 0
        self._fitting = False
        view = self._head.viewport()
        view.setMouseTracking(True)
        view.installEventFilter(self)
        self._soon = QTimer(self)  # columns come, go and stretch one after the other
        self._soon.setSingleShot(True)
        self._soon.timeout.connect(self._fit)
        table.columns_set.connect(self._soon.start)
        self._head.sectionResized.connect(self._resized)
        self._fit()
        table.head_keys.let_widen(self._widen, self._has_edge)

    def widths(self) -> Mapping[str, int]:
        """Return the widths of columns that were dragged, in px, by which column it was and how wide it stood there."""
        return self._widths

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.Resize:
            self._soon.start()
        if not isinstance(event, QMouseEvent):
            return False
        at = event.position().toPoint()
        if self._dragged is not None:
            if event.type() == QEvent.Type.MouseMove:
                self._drag(at.x())
            elif event.type() == QEvent.Type.MouseButtonRelease:
                self._dragged = None
                self.moved.emit()
            return True
        place = self._at_edge(at)
        if event.type() == QEvent.Type.MouseMove and not event.buttons():
            self._head.setCursor(Qt.CursorShape.SplitHCursor if place is not None else Qt.CursorShape.ArrowCursor)
        if place is None or event.button() != Qt.MouseButton.LeftButton:
            return False
        if event.type() == QEvent.Type.MouseButtonPress:
            self._dragged, self._from_x, self._was = place, at.x(), self._head.sectionSize(place)
        elif event.type() == QEvent.Type.MouseButtonDblClick:
            self._widths.pop(self._key(place), None)
            self._fit()
            self.moved.emit()
        return True

    def _drag(self, x: int) -> None:
        place = self._dragged
        if place is None:
            return
        onward = x - self._from_x if self._is_before_rest(place) else self._from_x - x
        self._make(place, self._was + onward)

    def _widen(self, place: int, by: int) -> None:
        """Make a column wider, or narrower, at once and for good."""
        self._make(place, self._head.sectionSize(place) + by)
        self.moved.emit()

    def _make(self, place: int, px: int) -> None:
        column = self._table.column(place)
        least = max(_LEAST, self._head.needed(place, column))
        most = self._head.sectionSize(place) + max(0, self._rest() - _REST)
        self._widths[self._key(place)] = max(least, min(px, most))
        self._fit()

    def _at_edge(self, at: QPoint) -> int | None:
        """Return the column that an edge near ``at`` makes wider; None where there is no such edge."""
        left, right = (self._head.logicalIndexAt(at.x() + by, at.y()) for by in (-_NEAR, _NEAR))
        if -1 in {left, right} or left == right or self._stretched() is None:
            return None
        place = left if self._is_before_rest(left) else right
        return place if self._may_move(place) else None

    def _may_move(self, place: int) -> bool:
        column = self._table.column(place)
        return column.width >= _LEAST and not column.check

    def _has_edge(self, place: int) -> bool:
        return self._stretched() is not None and self._may_move(place)

    def _is_before_rest(self, place: int) -> bool:
        rest = self._stretched()
        return rest is not None and self._head.visualIndex(place) < self._head.visualIndex(rest)

    def _stretched(self) -> int | None:
        shown = (place for place in range(self._head.count()) if not self._head.isSectionHidden(place))
        return next((place for place in shown if not self._table.column(place).width), None)

    def _rest(self) -> int:
        rest = self._stretched()
        return 0 if rest is None else self._head.sectionSize(rest)

    def _key(self, place: int) -> str:
        # a table that stands otherwise where there is little room has other widths there
        return f"{place}-{self._table.column(place).width}"

    def _resized(self, *_: object) -> None:
        if not self._fitting:
            self._soon.start()

    def _fit(self) -> None:
        """Make columns as wide as they were dragged; where that leaves no room for the rest, as they stand."""
        head = self._head
        places = [place for place in range(head.count()) if self._may_move(place) and not head.isSectionHidden(place)]
        usual = {
            place: max(self._table.column(place).width, head.needed(place, self._table.column(place)))
            for place in places
        }
        wanted = {place: self._widths.get(self._key(place), usual[place]) for place in places}
        room = self._rest() + sum(head.sectionSize(place) - wanted[place] for place in places)
        fits = room >= min(_REST, self._rest()) or not head.viewport().width()
        self._fitting = True
        for place in places:
            size = wanted[place] if fits else usual[place]
            if self._key(place) in self._widths or head.sectionSize(place) != size:
                head.resizeSection(place, size)
        self._fitting = False
