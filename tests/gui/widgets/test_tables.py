"""Tables of the part library: cells, check boxes, copying, sorting, by mouse and by key."""

from collections.abc import Sequence

import pytest
import segno
from PySide6.QtCore import QAbstractTableModel, QModelIndex, QPersistentModelIndex, QPoint, QRect, QRectF, Qt
from PySide6.QtGui import QColor, QImage, QPainter
from PySide6.QtTest import QTest
from pytestqt.modeltest import ModelTester
from pytestqt.qtbot import QtBot

from qrdesk.gui.tables.plain_table import Line, PlainTableModel
from qrdesk.gui.theme import tokens
from qrdesk.gui.widgets import cells
from qrdesk.gui.widgets.cells import CELL_ROLE, Chips, Number, Plain, Spark, Status, Thumb, TwoLines
from qrdesk.gui.widgets.rows import Column, RowTable
from tests.gui.widgets.showing import shown

Index = QModelIndex | QPersistentModelIndex


def test_a_code_is_drawn_in_whole_device_pixels() -> None:
    matrix = segno.make("https://linde.example/r/mittag", error="m").matrix
    image = cells.code_image(matrix)
    assert (image.width(), image.height()) == (len(matrix), len(matrix))
    target = QImage(36 * 3, 36 * 3, QImage.Format.Format_RGB32)
    target.setDevicePixelRatio(3.0)
    target.fill(QColor("white"))
    _paint_code(target, image)
    seen = {target.pixelColor(x, y).name() for x in range(8, 100) for y in range(8, 100)}
    assert seen == {"#000000", "#ffffff"}, "nothing was smoothed"


def _paint_code(target: QImage, code: QImage) -> None:
    painter = QPainter(target)
    cells.paint_code(painter, QRectF(0, 0, 36, 36), code)
    painter.end()


class Links(QAbstractTableModel):
    """Three rows of cells, the first column to check."""

    HEADS = ("", "", "Title and short link", "Folder and tags", "Last 30 days", "Hits", "Status", "Created")

    def __init__(self) -> None:
        super().__init__()
        self.checked: set[int] = set()
        self.code = cells.code_image(segno.make("https://linde.example/r/x").matrix)

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008 - Qt's own default
        return 0 if parent.isValid() else 3

    def columnCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008 - Qt's own default
        return 0 if parent.isValid() else len(self.HEADS)

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = 0) -> str | None:
        return self.HEADS[section] if role == Qt.ItemDataRole.DisplayRole and 0 <= section < 8 else None

    def data(self, index: Index, role: int = 0) -> object:
        if role == Qt.ItemDataRole.CheckStateRole and index.column() == 0:
            return Qt.CheckState.Checked if index.row() in self.checked else Qt.CheckState.Unchecked
        return self._cells()[index.column()] if role == CELL_ROLE else None

    def setData(self, index: Index, value: object, role: int = 0) -> bool:
        self.checked ^= {index.row()}
        self.dataChanged.emit(index, index)
        return True

    def flags(self, index: Index) -> Qt.ItemFlag:
        flags = super().flags(index)
        return flags | Qt.ItemFlag.ItemIsUserCheckable if index.column() == 0 else flags

    def _cells(self) -> Sequence[object]:
        return (
            None,
            Thumb(self.code),
            TwoLines("Lunch menu", "linde.example/mittag", action="Copy"),
            Chips("Menus", ("table tent", "seasonal", "terrace")),
            Spark(tuple(range(30))),
            Number("4,218"),
            Status("Page is 404", "triangle-alert", "warn"),
            Plain("12 Mar 2026"),
        )


@pytest.fixture
def table(qtbot: QtBot) -> RowTable:
    made = RowTable()
    model = Links()
    model.setParent(made)
    made.setModel(model)
    made.set_columns(
        [Column(40, check=True), 60, Column(0, sortable=True), 150, 84, Column(56, "right", sortable=True), 134, 98]
    )
    return shown(qtbot, made, 900, 300)


def cell_centre(table: RowTable, row: int, column: int) -> QPoint:
    return table.visualRect(table.model().index(row, column)).center()


def test_the_model_of_the_test_keeps_qts_promises(qtmodeltester: ModelTester) -> None:
    model = Links()
    qtmodeltester.check(model)
    assert (model.rowCount(), model.columnCount()) == (3, len(Links.HEADS))


def test_a_click_on_the_check_box_checks_and_leaves_the_current_row(table: RowTable, qtbot: QtBot) -> None:
    table.setCurrentIndex(table.model().index(0, 2))
    qtbot.mouseClick(table.viewport(), Qt.MouseButton.LeftButton, pos=cell_centre(table, 1, 0))
    assert table.is_checked(1)
    assert table.currentIndex().row() == 0


def test_space_checks_and_enter_opens(table: RowTable, qtbot: QtBot) -> None:
    table.setFocus()
    table.setCurrentIndex(table.model().index(2, 2))
    qtbot.keyClick(table, Qt.Key.Key_Space)
    assert table.is_checked(2)
    with qtbot.waitSignal(table.opened) as signal:
        qtbot.keyClick(table, Qt.Key.Key_Return)
    assert signal.args is not None
    assert signal.args[0].row() == 2


def test_what_can_be_done_to_a_row_moves_no_letter_of_it() -> None:
    box = QRectF(0, 0, 160, 52)
    cell = TwoLines("Menu", "kaffeehaus-linde.example/a-rather-long-slug", "Copy", middle=True)
    drawn: list[QImage] = []
    for hovered in (False, True):
        image = QImage(160, 52, QImage.Format.Format_RGB32)
        image.fill(Qt.GlobalColor.white)
        painter = QPainter(image)
        cells.paint_cell(painter, box, cell, cells.Look(hovered=hovered))
        painter.end()
        drawn.append(image)
    icon = 14  # px at the end of the line
    assert box.contains(cells.action_box(box, cell))
    assert drawn[0] != drawn[1]
    assert drawn[0].copy(0, 0, 160 - icon, 52) == drawn[1].copy(0, 0, 160 - icon, 52)


def test_copy_shows_under_the_pointer_and_is_pressed_there(table: RowTable, qtbot: QtBot) -> None:
    index = table.model().index(1, 2)
    cell = index.data(CELL_ROLE)
    spot = cells.action_box(QRectF(table.visualRect(index)), cell).center().toPoint()
    QTest.mouseMove(table.viewport(), cell_centre(table, 1, 3))
    qtbot.waitUntil(lambda: table.hovered_row() == 1)
    with qtbot.waitSignal(table.action_clicked) as signal:
        qtbot.mouseClick(table.viewport(), Qt.MouseButton.LeftButton, pos=spot)
    assert signal.args is not None
    assert signal.args[0].row() == 1
    assert table.currentIndex().row() != 1, "copying does not choose the row"


def test_the_head_checks_all_and_sorts(table: RowTable, qtbot: QtBot) -> None:
    seen: list[bool] = []
    table.checked_all.connect(seen.append)
    port = table.head.viewport()
    qtbot.mouseClick(port, Qt.MouseButton.LeftButton, pos=QPoint(30, 16))
    table.head.set_all(True)
    qtbot.mouseClick(port, Qt.MouseButton.LeftButton, pos=QPoint(30, 16))
    assert seen == [True, False]
    table.set_sort(5, Qt.SortOrder.DescendingOrder)
    with qtbot.waitSignal(table.sort_wanted) as signal:
        qtbot.mouseClick(port, Qt.MouseButton.LeftButton, pos=QPoint(table.head.sectionPosition(5) + 30, 16))
    assert signal.args == [5, Qt.SortOrder.AscendingOrder]


def test_keys_go_to_the_head_and_sort_there(table: RowTable, qtbot: QtBot) -> None:
    table.setFocus()
    table.setCurrentIndex(table.model().index(1, 2))
    for key in (Qt.Key.Key_Right, Qt.Key.Key_Right, Qt.Key.Key_Right):
        qtbot.keyClick(table, key)
    assert table.head_keys.column() == 5, "what can neither be ticked nor sorted is passed by"
    seen: list[tuple[object, ...]] = []
    table.sort_wanted.connect(lambda *what: seen.append(what))
    table.set_sort(2, Qt.SortOrder.DescendingOrder)
    qtbot.keyClick(table, Qt.Key.Key_Return)
    qtbot.keyClick(table, Qt.Key.Key_Space)
    assert seen == [(5, Qt.SortOrder.AscendingOrder), (5, Qt.SortOrder.DescendingOrder)]
    assert not table.is_checked(1)
    qtbot.keyClick(table, Qt.Key.Key_Escape)
    assert table.head_keys.column() is None
    with qtbot.waitSignal(table.opened) as signal:
        qtbot.keyClick(table, Qt.Key.Key_Return)
    assert signal.args is not None
    assert signal.args[0].row() == 1


def test_keys_tick_all_rows(table: RowTable, qtbot: QtBot) -> None:
    seen: list[bool] = []
    table.checked_all.connect(seen.append)
    table.setFocus()
    qtbot.keyClick(table, Qt.Key.Key_A, Qt.KeyboardModifier.ControlModifier)
    table.head.set_all(True)
    qtbot.keyClick(table, Qt.Key.Key_Left)
    qtbot.keyClick(table, Qt.Key.Key_Left)
    qtbot.keyClick(table, Qt.Key.Key_Left)
    qtbot.keyClick(table, Qt.Key.Key_Left)
    assert table.head_keys.column() == 0
    qtbot.keyClick(table, Qt.Key.Key_Space)
    assert seen == [True, False]
    assert "Ctrl+A ticks all rows." in table.accessibleDescription()
    assert "narrower" not in table.accessibleDescription(), "nothing lets its columns have other widths"


def test_the_head_that_was_gone_to_has_the_ring(table: RowTable, qtbot: QtBot) -> None:
    table.setFocus()
    qtbot.keyClick(table, Qt.Key.Key_Left)
    at = QPoint(table.head.sectionPosition(5) + 28, 3)
    ring = tokens.current().focus.ring
    assert table.head.viewport().grab().toImage().pixelColor(at) == ring
    qtbot.keyClick(table, Qt.Key.Key_Down)
    assert table.head.viewport().grab().toImage().pixelColor(at) != ring


def test_a_selected_row_has_the_tint_and_the_bar(table: RowTable) -> None:
    table.setCurrentIndex(table.model().index(1, 2))
    image = table.viewport().grab().toImage()
    box: QRect = table.visualRect(table.model().index(1, 0))
    assert image.pixelColor(1, box.center().y()) == tokens.current().accent.graphic
    assert image.pixelColor(10, box.center().y()) == tokens.current().surface.selected


def test_rows_have_one_height(table: RowTable) -> None:
    assert [table.rowHeight(row) for row in range(3)] == [52, 52, 52]
    table.set_row_height(40)
    assert table.rowHeight(0) == 40


def test_words_run_on_where_nothing_stands_behind_them(qtbot: QtBot) -> None:
    table, model = RowTable(), PlainTableModel(("Plan", "In use"))
    limits = TwoLines("pro", "50,000 webhook deliveries a month, 30 days")
    model.show([Line("", [limits, Plain(said, align="right")], "") for said in ("", "in use in this very place")])
    table.setModel(model)
    table.set_columns([Column(0, spills=True), Column(160, align="right")])
    shown(qtbot, table, 300, 160)
    free, taken = (table.spare(model.index(row, 1)) for row in (0, 1))
    assert free == 160 > taken
    image = table.viewport().grab().toImage()
    ground = tokens.current().surface.base
    behind = range(table.columnWidth(0) + 2, table.columnWidth(0) + 60)

    def written(row: int) -> bool:
        top = table.visualRect(model.index(row, 1)).top() + 30
        return any(image.pixelColor(x, y) != ground for x in behind for y in range(top, top + 10))

    assert written(0)
    assert not written(1)
