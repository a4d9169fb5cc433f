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
from PySide6.QtGui import QFontMetrics, QKeyEvent, QMouseEvent, QPainter, QPaintEvent, QPen
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
from qrdesk.gui.widgets.head_keys import HeadKeys

Index = QModelIndex | QPersistentModelIndex
_BAR = 3  # px, the mark at the left of a selected row
_ARROW = 16  # px, beside the words of the column that is sorted by


@dataclass(frozen=True)
class Column:
    """How a column stands: ``width`` in px (0: the rest), ``inset`` px before its words.

    What ``spills`` takes what is free of the next column as well, row by row.
    """

    width: int
    align: Literal["left", "right"] = "left"
    inset: int = 0
    check: bool = False
    sortable: bool = False
    spills: bool = False


class RowDelegate(QStyledItemDelegate):
    """Paints ground, bar, line and cell; asks the table which row is under the pointer."""

    def __init__(self, table: "RowTable") -> None:
        super().__init__(table)
        self._table = table

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        return QSize(40, self._table.row_height())

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        box = QRectF(option.rect)
        row = index.row()
        look = self._table.looks.get(row) or self._table.looks.setdefault(row, self._look(option, row))
        theme = tokens.current()
        if look.selected:
            painter.fillRect(box, theme.surface.selected)
        elif look.hovered:
            painter.fillRect(box, theme.surface.hover)
        painter.fillRect(QRectF(box.left(), box.bottom() - 1, box.width(), 1), theme.border.subtle)
        if look.selected and self._table.is_first(index.column()):
            painter.fillRect(QRectF(box.left(), box.top(), _BAR, box.height() - 1), theme.accent.graphic)
        self._paint_cells(painter, box.adjusted(0, 0, 0, -1), index, look)

    def _look(self, option: QStyleOptionViewItem, row: int) -> Look:
        selected = bool(option.state & QStyle.StateFlag.State_Selected) or self._table.is_checked(row)
        return Look(selected=selected, hovered=row == self._table.hovered_row())

    def _paint_cells(self, painter: QPainter, box: QRectF, index: Index, look: Look) -> None:
        """Paint the cell, and into it the words of the one before that has spilled."""
        own, table = index.column(), self._table
        for place in (own - 1, own):
            if table.column(place).spills:
                left = box.left() - (0 if place == own else table.columnWidth(place))
                wide = table.columnWidth(place) + table.spare(index.sibling(index.row(), place + 1))
                cell = table.cell(index.sibling(index.row(), place))
                painter.save()
                painter.setClipRect(box, Qt.ClipOperation.IntersectClip)  # each column paints its own part alone
                cells.paint_cell(painter, QRectF(left, box.top(), wide, box.height()), cell, look)
                painter.restore()
            elif place == own:
                cells.paint_cell(painter, box, table.cell(index), look)


class RowHeader(QHeaderView):
    """32 px; the column with a check box toggles all rows."""

    all_toggled = Signal(bool)
    shown = Signal(bool)

    def __init__(self, table: "RowTable") -> None:
        super().__init__(Qt.Orientation.Horizontal, table)
        self._table = table
        self._all: bool | None = False
        self.setFixedHeight(tokens.measures().table.header)
        self.setSectionsClickable(True)
        self.setHighlightSections(False)
        self.setMinimumSectionSize(24)

    def setVisible(self, v: bool) -> None:
        super().setVisible(v)
        self.shown.emit(v)

    def set_all(self, state: bool | None) -> None:
        """Show that all rows are checked, none, or some (None)."""
        self._all = state
        self.viewport().update()

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
        self._table.head_keys.paint(painter, box, logicalIndex)
        painter.restore()

    def needed(self, place: int, column: Column) -> int:
        """Return how wide a column has to be for its own words, which other languages have longer ones for, in px."""
        words = self._words(place)
        if column.check or not words:
            return 0
        arrow = _ARROW if column.sortable else 0
        return QFontMetrics(fonts.font("table_header")).horizontalAdvance(words) + column.inset + arrow + 4

    def _words(self, place: int) -> str:
        return str(self.model().headerData(place, Qt.Orientation.Horizontal) or "")

    def _paint_words(self, painter: QPainter, box: QRectF, column: Column, place: int) -> None:
        theme = tokens.current()
        words = self._words(place)
        sorted_here = column.sortable and self.isSortIndicatorShown() and self.sortIndicatorSection() == place
        painter.setFont(fonts.font("table_header"))
        painter.setPen(theme.text.secondary if sorted_here else theme.text.tertiary)
        arrow = _ARROW if sorted_here else 0
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
    """Rows of cells: one is current, any number may be checked. Enter opens, Space checks; ``head_keys`` do more."""

    opened = Signal(QModelIndex)
    action_clicked = Signal(QModelIndex)
    checked_all = Signal(bool)
    sort_wanted = Signal(int, Qt.SortOrder)
    columns_set = Signal()

    def __init__(self, row_height: int = 52, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._columns: tuple[Column, ...] = ()
        self._hovered = -1
        self._row_height = row_height
        self.head, self.head_keys = RowHeader(self), HeadKeys(self)
        self.setHorizontalHeader(self.head)
        self.looks: dict[int, Look] = {}  # of the rows that are being painted: all cells of one have the same
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
        # who scrolls what is opaque moves the rows that stay, and paints the new ones alone
        self.viewport().setAttribute(Qt.WidgetAttribute.WA_OpaquePaintEvent)
        vertical = self.verticalHeader()
        vertical.hide()
        vertical.setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        vertical.setMinimumSectionSize(24)
        vertical.setDefaultSectionSize(row_height)
        self._head_end = _HeadEnd(self)
        self.addScrollBarWidget(self._head_end, Qt.AlignmentFlag.AlignTop)
        self.head.shown.connect(self._head_end.setVisible)
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
                self.setColumnWidth(place, max(column.width, self.head.needed(place, column)))
            else:
                self.head.setSectionResizeMode(place, QHeaderView.ResizeMode.Stretch)
        self.columns_set.emit()

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

    def spare(self, index: Index) -> int:
        """Return how many px before the words of a cell that stand at its right are free."""
        cell = self.cell(index)
        if not isinstance(cell, Plain) or cell.align != "right" or cell.icon:
            return 0
        words = QFontMetrics(fonts.font(cell.role, tabular=True)).horizontalAdvance(cell.text)
        return max(0, self.columnWidth(index.column()) - words)

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
        self.head_keys.leave()
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
        ground = QPainter(self.viewport())
        ground.fillRect(event.rect(), tokens.current().surface.base)
        ground.end()
        super().paintEvent(event)
        self.looks.clear()
        by_keys = self.window().testAttribute(Qt.WidgetAttribute.WA_KeyboardFocusChange)
        in_rows = self.head_keys.column() is None and self.currentIndex().isValid()
        if self.hasFocus() and by_keys and in_rows:
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
