"""Tables of the part library: cells, check boxes, copying, sorting, by mouse and by key."""

from collections.abc import Sequence

import pytest
import segno
from PySide6.QtCore import QAbstractTableModel, QModelIndex, QPersistentModelIndex, QPoint, QRect, QRectF, Qt
from PySide6.QtGui import QColor, QImage, QPainter
from PySide6.QtTest import QTest
from pytestqt.modeltest import ModelTester
from pytestqt.qtbot import QtBot

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
