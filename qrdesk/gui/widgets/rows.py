"""The table: one delegate paints every cell of a row, the head has sort arrows and a check box for all."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

from PySide6.QtCore import (
    QAbstractItemModel,
    QEvent,
    QModelIndex,
    QPersistentModelIndex,
    QPoint,
    QRect,
    QRectF,
    QSize,
    Qt,
    Signal,
)
from PySide6.QtGui import QKeyEvent, QMouseEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import (
    QAbstractItemView,
    QHeaderView,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QTableView,
    QWidget,
)

from qrdesk.gui.theme import fonts, icons, tokens
from qrdesk.gui.widgets import cells
from qrdesk.gui.widgets.cells import CELL_ROLE, Cell, Check, Look, Plain, TwoLines

Index = QModelIndex | QPersistentModelIndex
_BAR = 3  # px, the mark at the left of a selected row


@dataclass(frozen=True)
class Column:
    """How a column stands: ``width`` in px (0: the rest), ``inset`` px before its words."""

    width: int
    align: Literal["left", "right"] = "left"
    inset: int = 0
    check: bool = False
    sortable: bool = False


class RowDelegate(QStyledItemDelegate):
    """Paints ground, bar, line and cell; asks the table which row is under the pointer."""

    def __init__(self, table: "RowTable") -> None:
        super().__init__(table)
        self._table = table

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        return QSize(40, self._table.row_height())

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        box = QRectF(option.rect)
        look = Look(
            selected=bool(option.state & QStyle.StateFlag.State_Selected) or self._table.is_checked(index.row()),
            hovered=index.row() == self._table.hovered_row(),
        )
        theme = tokens.current()
        if look.selected:
            painter.fillRect(box, theme.surface.selected)
        elif look.hovered:
            painter.fillRect(box, theme.surface.hover)
        painter.fillRect(QRectF(box.left(), box.bottom() - 1, box.width(), 1), theme.border.subtle)
        if look.selected and self._table.is_first(index.column()):
            painter.fillRect(QRectF(box.left(), box.top(), _BAR, box.height() - 1), theme.accent.graphic)
        inside = box.adjusted(0, 0, 0, -1)
        cells.paint_cell(painter, inside, self._table.cell(index), look)


class RowHeader(QHeaderView):
    """32 px; the column with a check box toggles all rows."""

    all_toggled = Signal(bool)

    def __init__(self, table: "RowTable") -> None:
        super().__init__(Qt.Orientation.Horizontal, table)
        self._table = table
        self._all: bool | None = False
        self.setFixedHeight(tokens.measures().table.header)
        self.setSectionsClickable(True)
        self.setHighlightSections(False)
        self.setMinimumSectionSize(24)

    def set_all(self, state: bool | None) -> None:
        """Show that all rows are checked, none, or some (None)."""
        self._all = state
        self.viewport().update()

    def all_state(self) -> bool | None:
        """Return what the check box shows."""
        return self._all

    def paintSection(self, painter: QPainter, rect: QRect, logicalIndex: int) -> None:
        theme = tokens.current()
        box = QRectF(rect)
        painter.save()
        painter.fillRect(box, theme.surface.sunken)
        painter.fillRect(QRectF(box.left(), box.bottom() - 1, box.width(), 1), theme.border.default)
        column = self._table.column(logicalIndex)
        if column.check:
            cells.paint_check(painter, box.left() + cells.CHECK_INSET, box.center().y() - 0.5, self._all)
        else:
            self._paint_words(painter, box, column, logicalIndex)
        painter.restore()

    def _paint_words(self, painter: QPainter, box: QRectF, column: Column, place: int) -> None:
        theme = tokens.current()
        words = str(self.model().headerData(place, Qt.Orientation.Horizontal) or "")
        sorted_here = column.sortable and self.isSortIndicatorShown() and self.sortIndicatorSection() == place
        painter.setFont(fonts.font("table_header"))
        painter.setPen(theme.text.secondary if sorted_here else theme.text.tertiary)
        arrow = 16 if sorted_here else 0
        right = column.align == "right"
        inside = box.adjusted(column.inset, 0, -arrow if right else -2, 0)
        side = Qt.AlignmentFlag.AlignRight if right else Qt.AlignmentFlag.AlignLeft
        shown = painter.fontMetrics().elidedText(words, Qt.TextElideMode.ElideRight, int(inside.width()))
        painter.drawText(inside, Qt.AlignmentFlag.AlignVCenter | side, shown)
        if sorted_here:
            left = box.right() - 14 if right else inside.left() + painter.fontMetrics().horizontalAdvance(shown) + 4
            down = self.sortIndicatorOrder() == Qt.SortOrder.DescendingOrder
            at = QRectF(left, box.center().y() - 7, 14, 14)
            icons.paint(painter, at, "arrow-down" if down else "arrow-up", theme.text.secondary)

    def mousePressEvent(self, e: QMouseEvent) -> None:
        place = self.logicalIndexAt(e.position().toPoint())
        column = self._table.column(place)
        if column.check:
            self.toggle_all()
        elif column.sortable or self._near_edge(e.position().toPoint()):
            super().mousePressEvent(e)

    def toggle_all(self) -> None:
        """As a click on the check box: all, unless all are on already."""
        self.all_toggled.emit(self._all is not True)

    def _near_edge(self, at: QPoint) -> bool:
        return self.logicalIndexAt(at.x() - 4, at.y()) != self.logicalIndexAt(at.x() + 4, at.y())


class _HeadEnd(QWidget):
    """Continues the head above the scroll bar."""

    def __init__(self, table: "RowTable") -> None:
        super().__init__(table)
        self.setFixedHeight(tokens.measures().table.header)

    def paintEvent(self, event: QPaintEvent) -> None:
        theme = tokens.current()
        painter = QPainter(self)
        painter.fillRect(self.rect(), theme.surface.sunken)
        painter.fillRect(QRectF(0, self.height() - 1, self.width(), 1), theme.border.default)


class RowTable(QTableView):
    """Rows of cells: one is current, any number may be checked. Enter opens, Space checks."""

    opened = Signal(QModelIndex)
    action_clicked = Signal(QModelIndex)
    checked_all = Signal(bool)
    sort_wanted = Signal(int, Qt.SortOrder)

    def __init__(self, row_height: int = 52, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._columns: tuple[Column, ...] = ()
        self._hovered = -1
        self._row_height = row_height
        self.head = RowHeader(self)
        self.setHorizontalHeader(self.head)
        self.setItemDelegate(RowDelegate(self))
        self.setShowGrid(False)
        self.setWordWrap(False)
        self.setMouseTracking(True)
        self.setTabKeyNavigation(False)
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setCornerButtonEnabled(False)
        vertical = self.verticalHeader()
        vertical.hide()
        vertical.setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        vertical.setMinimumSectionSize(24)
        vertical.setDefaultSectionSize(row_height)
        self.addScrollBarWidget(_HeadEnd(self), Qt.AlignmentFlag.AlignTop)
        self.entered.connect(self._hover)
        self.head.all_toggled.connect(self.checked_all)
        self.head.sortIndicatorChanged.connect(self.sort_wanted)
        self.doubleClicked.connect(self._double_clicked)

    def set_columns(self, columns: Sequence[Column | int]) -> None:
        """Say how the columns stand; call it after ``setModel``."""
        self._columns = tuple(Column(one) if isinstance(one, int) else one for one in columns)
        for place, column in enumerate(self._columns):
            if column.width:
                self.head.setSectionResizeMode(place, QHeaderView.ResizeMode.Fixed)
                self.setColumnWidth(place, column.width)
            else:
                self.head.setSectionResizeMode(place, QHeaderView.ResizeMode.Stretch)

    def set_sort(self, column: int, order: Qt.SortOrder) -> None:
        """Show the arrow at ``column`` without asking for a sort."""
        self.head.setSortIndicatorShown(True)
        blocked = self.head.blockSignals(True)
        self.head.setSortIndicator(column, order)
        self.head.blockSignals(blocked)
        self.head.viewport().update()

    def column(self, place: int) -> Column:
        """Return how column ``place`` stands."""
        return self._columns[place] if 0 <= place < len(self._columns) else Column(0)

    def cell(self, index: Index) -> Cell:
        """Return what stands there: the model's cell, else its text."""
        if self.column(index.column()).check:
            return Check(self.is_checked(index.row()))
        found: object = index.data(CELL_ROLE)
        return found if isinstance(found, Cell) else Plain(str(index.data() or ""))

    def row_height(self) -> int:
        """Return the height of a row, in px."""
        return self._row_height

    def set_row_height(self, height: int) -> None:
        """Change the height of every row, in px."""
        self._row_height = height
        self.verticalHeader().setDefaultSectionSize(height)

    def hovered_row(self) -> int:
        """Return the row under the pointer; -1 for none."""
        return self._hovered

    def is_first(self, column: int) -> bool:
        """Whether ``column`` stands at the very left."""
        return self.head.visualIndex(column) == 0

    def is_checked(self, row: int) -> bool:
        """Whether the row's check box is on."""
        index = self._check_index(row)
        return index is not None and index.data(Qt.ItemDataRole.CheckStateRole) in {Qt.CheckState.Checked, 2}

    def toggle(self, row: int) -> None:
        """Turn the row's check box over."""
        index = self._check_index(row)
        if index is not None:
            state = Qt.CheckState.Unchecked if self.is_checked(row) else Qt.CheckState.Checked
            self.model().setData(index, state, Qt.ItemDataRole.CheckStateRole)
            self.viewport().update()

    def setModel(self, model: QAbstractItemModel | None) -> None:
        super().setModel(model)
        if model is not None:
            model.modelReset.connect(self._forget_hover)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        at = event.position().toPoint()
        index = self.indexAt(at)
        if event.button() == Qt.MouseButton.LeftButton and index.isValid():
            if self.column(index.column()).check:
                self.toggle(index.row())
                return
            if self._on_action(index, at):
                self.action_clicked.emit(index)
                return
        super().mousePressEvent(event)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        super().mouseMoveEvent(event)
        at = event.position().toPoint()
        index = self.indexAt(at)
        hand = index.isValid() and self._on_action(index, at)
        self.viewport().setCursor(Qt.CursorShape.PointingHandCursor if hand else Qt.CursorShape.ArrowCursor)
        if not index.isValid():
            self._forget_hover()

    def leaveEvent(self, event: QEvent) -> None:
        super().leaveEvent(event)
        self._forget_hover()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        index = self.currentIndex()
        if event.key() in {Qt.Key.Key_Return, Qt.Key.Key_Enter} and index.isValid():
            self.opened.emit(index)
        elif event.key() == Qt.Key.Key_Space and index.isValid() and self._check_index(index.row()) is not None:
            self.toggle(index.row())
        else:
            super().keyPressEvent(event)

    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        by_keys = self.window().testAttribute(Qt.WidgetAttribute.WA_KeyboardFocusChange)
        if self.hasFocus() and by_keys and self.currentIndex().isValid():
            painter = QPainter(self.viewport())
            box = QRectF(self._row_box(self.currentIndex().row())).adjusted(1, 1, -1, -2)
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            painter.setPen(QPen(tokens.current().focus.ring, 2))
            painter.drawRoundedRect(box, 4, 4)

    def _check_index(self, row: int) -> QModelIndex | None:
        for place, column in enumerate(self._columns):
            if column.check:
                return self.model().index(row, place)
        return None

    def _on_action(self, index: QModelIndex, at: QPoint) -> bool:
        cell = self.cell(index)
        if not isinstance(cell, TwoLines) or not cell.action:
            return False
        return cells.action_box(QRectF(self.visualRect(index)), cell).contains(at)

    def _row_box(self, row: int) -> QRect:
        left = self.visualRect(self.model().index(row, 0))
        return QRect(0, left.top(), self.viewport().width(), left.height())

    def _hover(self, index: QModelIndex) -> None:
        if index.row() != self._hovered:
            before, self._hovered = self._hovered, index.row()
            for row in (before, self._hovered):
                if row >= 0:
                    self.viewport().update(self._row_box(row))

    def _forget_hover(self) -> None:
        if self._hovered >= 0:
            self._hovered = -1
            self.viewport().update()

    def _double_clicked(self, index: QModelIndex) -> None:
        if not self.column(index.column()).check:
            self.opened.emit(index)
