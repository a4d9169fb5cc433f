"""The part library: what each part shows, tells and does by mouse and by key."""

from collections.abc import Sequence
from typing import TypeVar

import pytest
import segno
from PySide6.QtCore import QAbstractTableModel, QModelIndex, QPersistentModelIndex, QPoint, QRect, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QImage, QPainter, QTextDocument
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLabel, QLineEdit, QPushButton, QSpinBox, QWidget
from pytestqt.modeltest import ModelTester
from pytestqt.qtbot import QtBot

from qrdesk.gui.theme import tokens
from qrdesk.gui.theme.style import Appearance
from qrdesk.gui.widgets import boxes, cells, labels
from qrdesk.gui.widgets.bars import Bar, BarList
from qrdesk.gui.widgets.buttons import Button, IconButton, LinkButton
from qrdesk.gui.widgets.cells import CELL_ROLE, Chips, Number, Plain, Spark, Status, Thumb, TwoLines
from qrdesk.gui.widgets.chips import Chip, FilterChip
from qrdesk.gui.widgets.choices import Choice
from qrdesk.gui.widgets.colour import ColourField
from qrdesk.gui.widgets.dial import ScoreDial, word_for
from qrdesk.gui.widgets.empty import EmptyPage
from qrdesk.gui.widgets.fields import Field, SearchField, TextField
from qrdesk.gui.widgets.figures import Figure, FigureStrip
from qrdesk.gui.widgets.flow import FlowBox
from qrdesk.gui.widgets.glyph import Glyph
from qrdesk.gui.widgets.header import PageHeader
from qrdesk.gui.widgets.live import LiveList, LiveRow
from qrdesk.gui.widgets.loading import LoadingBar
from qrdesk.gui.widgets.note import Note
from qrdesk.gui.widgets.numbers import Number as NumberField
from qrdesk.gui.widgets.numbers import Whole
from qrdesk.gui.widgets.rows import Column, RowTable
from qrdesk.gui.widgets.section import Section
from qrdesk.gui.widgets.segment import Segment
from qrdesk.gui.widgets.sparkline import Sparkline
from qrdesk.gui.widgets.switch import Switch
from qrdesk.gui.widgets.tabs import Tabs

Index = QModelIndex | QPersistentModelIndex
W = TypeVar("W", bound=QWidget)


def shown(qtbot: QtBot, widget: W, width: int = 400, height: int = 0) -> W:
    """Show ``widget`` in a window of its own, as wide as asked."""
    widget.resize(width, height or widget.sizeHint().height())
    qtbot.addWidget(widget)
    with qtbot.waitExposed(widget):
        widget.show()
    widget.activateWindow()
    return widget


def colours(widget: QWidget) -> set[str]:
    image = widget.grab().toImage()
    return {image.pixelColor(x, y).name() for x in range(image.width()) for y in range(image.height())}


def every_part() -> list[QWidget]:
    """Make one of each, with words long enough to be in the way."""
    long = "Speisekarte für die Terrasse und den Wintergarten"
    return [
        Button(long, "primary", "plus"),
        IconButton("x", "Close"),
        LinkButton(long, trailing="chevron-right"),
        Chip(long, "folder"),
        FilterChip(long),
        Choice([("a", long)]),
        ColourField("#4150D4", "Ink"),
        ScoreDial(),
        EmptyPage("qr-code", long, long, TextField(placeholder="https://")),
        TextField(long, long, icon="link"),
        Field(long, QSpinBox(), long),
        SearchField(long),
        FigureStrip([Figure(long, "12,820", long, 16.9), Figure(long, "1,926", long, -4.1)]),
        Glyph("link"),
        PageHeader(long, "214"),
        LiveList(),
        LoadingBar(),
        Note("danger", long, long, actions=[("Try now", print)], details="trace"),
        NumberField(0, 10, 1, unit="mm"),
        Whole(0, 10, 1),
        Section(long, QLabel(long)),
        Segment([("a", "Plain"), ("b", long)]),
        Sparkline([1, 2, 3], "rising"),
        Switch(long, long),
        Tabs([("a", "All"), ("b", long)], add_button="Save this view"),
        BarList(),
        boxes.Card(),
        RowTable(),
        labels.Paragraph(long),
        labels.Elided(long),
        labels.KeyCap("Ctrl"),
    ]


def test_making_a_part_opens_no_window(qtbot: QtBot) -> None:
    parts = every_part()
    for part in parts:
        qtbot.addWidget(part)
    assert [w for w in QApplication.topLevelWidgets() if w.isVisible()] == []


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_every_part_paints_in_both_schemes(qtbot: QtBot, appearance: Appearance, scheme: str) -> None:
    appearance.choose("dark" if scheme == "dark" else "light")
    for part in every_part():
        qtbot.addWidget(part)
        part.resize(part.sizeHint().expandedTo(QSize(40, 20)))
        assert not part.grab().isNull()


def test_everything_that_can_be_pressed_is_at_least_26_high(qtbot: QtBot) -> None:
    for part in every_part():
        qtbot.addWidget(part)
        for button in [b for b in (part, *part.findChildren(QPushButton)) if isinstance(b, QPushButton)]:
            assert max(button.sizeHint().height(), button.minimumHeight()) >= 26, type(part).__name__


@pytest.mark.parametrize(("size", "height"), [("small", 26), ("default", 32), ("large", 40)])
def test_buttons_have_the_three_heights(qtbot: QtBot, size: str, height: int) -> None:
    button = Button("Save", size="small" if size == "small" else "large" if size == "large" else "default")
    assert shown(qtbot, button).height() == height


def test_a_button_grows_with_its_words(qtbot: QtBot) -> None:
    short, long = Button("Save"), Button("Save and print")
    for button in (short, long):
        qtbot.addWidget(button)
    assert long.sizeHint().width() > short.sizeHint().width()
    assert short.minimumSizeHint() == short.sizeHint(), "words are never cut"


def test_a_primary_button_is_filled_and_a_disabled_one_pale(qtbot: QtBot) -> None:
    button = shown(qtbot, Button("Save", "primary"))
    assert tokens.current().accent.default.name() in colours(button)
    button.setEnabled(False)
    assert tokens.current().accent.default.name() not in colours(button)
    assert tokens.current().accent.disabled.name() in colours(button)


def test_an_icon_button_says_its_name_and_its_key(qtbot: QtBot) -> None:
    button = IconButton("circle-question-mark", "Help", shortcut="F1")
    qtbot.addWidget(button)
    assert button.accessibleName() == "Help"
    assert button.toolTip() == "Help (F1)"


def test_an_error_keeps_the_text_and_offers_the_way_out(qtbot: QtBot) -> None:
    field = TextField("Destination", hint="Where the code leads")
    field.set_text("htp:/linde.example/karte")
    shown(qtbot, field)
    field.show_error(
        "This does not start like a web address.",
        [("Use https://linde.example/karte", lambda: field.set_text("https://linde.example/karte"))],
    )
    assert field.text() == "htp:/linde.example/karte"
    assert field.input.accessibleDescription() == "This does not start like a web address."
    assert tokens.current().danger.default.name() in colours(field.input)
    fix = next(b for b in field.findChildren(QPushButton))
    qtbot.mouseClick(fix, Qt.MouseButton.LeftButton)
    assert field.text() == "https://linde.example/karte"
    assert not field.has_error()
    assert field.input.accessibleDescription() == "Where the code leads"


def test_a_state_inside_a_field_leaves_room_for_the_text(qtbot: QtBot) -> None:
    field = TextField("Address")
    shown(qtbot, field)
    free = field.input.textMargins().right()
    field.show_state("yours", "success")
    assert field.input.textMargins().right() > free + 40
    field.show_state("")
    assert field.input.textMargins().right() == free


def test_escape_empties_a_filter(qtbot: QtBot) -> None:
    search = shown(qtbot, SearchField("Filter 214 links"))
    seen: list[str] = []
    search.changed.connect(seen.append)
    qtbot.keyClicks(search, "spr")
    qtbot.keyClick(search, Qt.Key.Key_Escape)
    assert seen == ["s", "sp", "spr", ""]


def test_a_choice_tells_keys_and_only_when_a_person_chose(qtbot: QtBot) -> None:
    choice = shown(qtbot, Choice([("de", "Germany"), ("at", "Austria")]))
    seen: list[str] = []
    choice.chosen.connect(seen.append)
    choice.choose("at")
    assert (choice.key(), seen) == ("at", [])
    choice.set_options([("at", "Österreich"), ("ch", "Schweiz")])
    assert choice.key() == "at", "the choice is kept where it still exists"
    qtbot.keyClick(choice, Qt.Key.Key_Down)
    assert seen == ["ch"]


def test_segments_and_tabs_tell_their_key_once(qtbot: QtBot) -> None:
    segment = shown(qtbot, Segment([("day", "Day"), ("week", "Week")]))
    tabs = shown(qtbot, Tabs([("all", "All"), ("printed", "Printed")]))
    for part, key in ((segment, "week"), (tabs, "printed")):
        seen: list[str] = []
        part.chosen.connect(seen.append)
        button = part.findChildren(type(part.findChildren(QWidget)[-1]))[-1]
        qtbot.mouseClick(button, Qt.MouseButton.LeftButton)
        assert seen == [key]
        assert part.key() == key


def test_tabs_keep_the_choice_when_they_change(qtbot: QtBot) -> None:
    tabs = shown(qtbot, Tabs([("all", "All"), ("printed", "Printed")]))
    tabs.choose("printed")
    tabs.set_count("printed", "61")
    tabs.set_tabs([("all", "All"), ("printed", "Printed"), ("new", "New")])
    assert tabs.key() == "printed"
    tabs.set_tabs([("all", "All")])
    assert tabs.key() == "all"


def test_a_filter_chip_goes_by_mouse_and_by_key(qtbot: QtBot) -> None:
    chip = shown(qtbot, FilterChip("Domain: linde.example"))
    seen: list[int] = []
    chip.removed.connect(lambda: seen.append(1))
    qtbot.mouseClick(chip, Qt.MouseButton.LeftButton)
    qtbot.keyClick(chip, Qt.Key.Key_Delete)
    assert len(seen) == 2


def test_a_closed_section_says_its_value(qtbot: QtBot) -> None:
    body = QLineEdit()
    section = shown(qtbot, Section("Address", body))
    assert body.isVisible()
    section.set_summary("linde.example/mittag")
    section.set_open(False)
    assert not body.isVisible()
    head = section.focusProxy() or section.findChildren(QWidget)[0]
    assert head.accessibleName() == "Address, closed. linde.example/mittag"
    qtbot.keyClick(head, Qt.Key.Key_Right)
    assert body.isVisible()


def test_a_section_folds_in_time_where_motion_is_wanted(qtbot: QtBot, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("QRDESK_REDUCED_MOTION", "0")
    body = QLineEdit()
    section = shown(qtbot, Section("Address", body))
    before = section.height()
    section.set_open(False)
    assert body.isVisible(), "it is still on its way"
    qtbot.waitUntil(lambda: not body.isVisible(), timeout=2_000)
    section.set_open(True)
    qtbot.waitUntil(lambda: body.isVisible() and section.sizeHint().height() == before, timeout=2_000)


def test_a_tooltip_shows_what_a_visitor_made_up_as_it_is(qtbot: QtBot) -> None:
    hostile = '<img src="file:///etc/logo.png">&lt;b'
    bars = BarList()
    qtbot.addWidget(bars)
    bars.show_rows([Bar("x", hostile, 1, 1.0)])
    bars.resize(300, 90)
    bars.show()
    QTest.mouseMove(bars, QPoint(20, 15))
    qtbot.waitUntil(lambda: bool(bars.toolTip()))
    shown = QTextDocument()
    shown.setHtml(bars.toolTip())
    assert shown.toPlainText() == hostile
    assert labels.tip("a & b > c") == "a & b > c"


def test_a_switch_is_turned_by_space(qtbot: QtBot) -> None:
    switch = shown(qtbot, Switch("Phones on this Wi-Fi may scan"))
    with qtbot.waitSignal(switch.toggled):
        qtbot.keyClick(switch, Qt.Key.Key_Space)
    assert switch.isChecked()
    assert switch.accessibleName() == "Phones on this Wi-Fi may scan"


@pytest.mark.parametrize(
    ("score", "word"),
    [(100, "Print-safe"), (90, "Print-safe"), (89, "Check first"), (75, "Check first"), (74, "Risky"), (0, "Risky")],
)
def test_the_dial_says_its_word(qtbot: QtBot, score: int, word: str) -> None:
    dial = ScoreDial()
    qtbot.addWidget(dial)
    dial.set_score(score)
    assert word_for(score)[0] == word
    assert dial.accessibleName() == f"Scan score {score} of 100, {word}"
    assert not dial.grab().isNull()


def test_bars_are_picked_by_mouse_and_by_key(qtbot: QtBot) -> None:
    bars = BarList()
    bars.show_rows([Bar("DE", "Germany", 10_334, 0.806), Bar("AT", "Austria", 604, 0.047)])
    shown(qtbot, bars)
    seen: list[str] = []
    bars.picked.connect(seen.append)
    qtbot.mouseClick(bars, Qt.MouseButton.LeftButton, pos=QPoint(20, 45))
    bars.setFocus()
    qtbot.keyClick(bars, Qt.Key.Key_Up)
    qtbot.keyClick(bars, Qt.Key.Key_Return)
    assert seen == ["AT", "DE"]
    assert bars.accessibleDescription().startswith("Germany: 10334")


def test_a_live_list_keeps_the_newest(qtbot: QtBot) -> None:
    live = LiveList(most=2)
    qtbot.addWidget(live)
    for name in ("first", "second", "third"):
        live.prepend(LiveRow(name, name, "Leipzig", "now"))
    assert [row.title for row in live.rows()] == ["third", "second"]


def test_a_colour_is_told_only_when_it_is_whole(qtbot: QtBot) -> None:
    field = shown(qtbot, ColourField("#000000", "Ink"))
    seen: list[str] = []
    field.changed.connect(seen.append)
    field.input.selectAll()
    qtbot.keyClicks(field.input, "#1d4")
    assert seen == ["#11DD44"]
    qtbot.keyClicks(field.input, "0")
    qtbot.keyClick(field.input, Qt.Key.Key_Return)
    assert field.input.text() == "#11DD44", "half a colour gives way"


def test_a_loading_bar_waits_before_it_shows(qtbot: QtBot) -> None:
    bar = shown(qtbot, LoadingBar())
    bar.start()
    assert not bar.is_shown(), "quick answers show no bar"
    qtbot.waitUntil(bar.is_shown, timeout=2_000)
    bar.stop()
    assert not bar.is_shown()


def test_a_figure_says_how_it_moved(qtbot: QtBot) -> None:
    figure = Figure("Scans", "12,820", "on the 30 before", 16.9)
    qtbot.addWidget(figure)
    assert figure.accessibleName() == "Scans: 12,820. +16.9 % on the 30 before"
    figure.show_value("1,926", "on the 30 before", -4.1)
    assert "\N{MINUS SIGN}4.1 %" in figure.accessibleName()


def test_the_note_of_a_figure_stands_at_its_edge_where_nothing_moved(qtbot: QtBot) -> None:
    figure = shown(qtbot, Figure("Scans", "12,820", "none before"), 300)
    assert figure._note.x() == figure._caption.x()
    figure.show_value("12,820", "on the 30 before", 116.9)
    assert figure.accessibleName() == "Scans: 12,820. +117 % on the 30 before"


def test_long_text_elides_and_stands_whole_in_the_tooltip(qtbot: QtBot) -> None:
    label = shown(qtbot, labels.Elided("linde.example/speisekarte-terrasse-sommer", middle=True), 100)
    label.grab()
    assert "…" in label.shown_text()
    assert label.toolTip() == "linde.example/speisekarte-terrasse-sommer"


def test_words_from_outside_are_never_read_as_markup(qtbot: QtBot) -> None:
    note = shown(qtbot, Note("warn", "<b>x</b> & <script>", "a < b"))
    paragraph = note.findChildren(labels.Paragraph)[0]
    assert "&lt;b&gt;x&lt;/b&gt; &amp; &lt;script&gt;" in paragraph.text()


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


def test_parts_that_do_not_fit_go_on_in_the_next_line(qtbot: QtBot) -> None:
    box = FlowBox(8)
    parts = [Button(f"Part {number}") for number in range(4)]
    for part in parts:
        box.flow.addWidget(part)
    shown(qtbot, box, 4 * parts[0].sizeHint().width() + 3 * 8 + 4)
    assert len({part.y() for part in parts}) == 1
    box.resize(2 * parts[0].sizeHint().width() + 8 + 4, box.height())
    qtbot.waitUntil(lambda: parts[2].y() > parts[0].y())
    assert parts[1].y() == parts[0].y()
    assert parts[2].x() == parts[0].x()


def test_a_figure_can_be_pressed_once_it_is_let(qtbot: QtBot) -> None:
    figure = shown(qtbot, Figure("Scans", "12.3 M"), 200)
    seen: list[bool] = []
    figure.pressed.connect(lambda: seen.append(True))
    qtbot.mouseClick(figure, Qt.MouseButton.LeftButton)
    assert seen == []
    figure.let_press("Count scans alone", on=True)
    qtbot.mouseClick(figure, Qt.MouseButton.LeftButton)
    qtbot.keyClick(figure, Qt.Key.Key_Return)
    assert seen == [True, True]
    figure.show_value("12.3 M", whole="12,345,678")
    assert figure.accessibleName().startswith("Scans: 12,345,678.")
    figure.grab()
