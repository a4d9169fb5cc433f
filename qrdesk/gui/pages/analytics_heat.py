"""The card with hits by weekday and hour: the field, what it says where one points, and the same as a table."""

from math import ceil

from PySide6.QtCore import Qt
from PySide6.QtGui import QFontMetricsF
from PySide6.QtWidgets import QHeaderView, QStackedWidget, QTableWidget, QTableWidgetItem, QWidget

from qrdesk.core.schemas.analytics import HeatmapView
from qrdesk.gui.charts import theme
from qrdesk.gui.charts.heatmap import HOURS, HeatMap, day_name, paint_week, shade, week
from qrdesk.gui.charts.paper import Drawing, colour_key
from qrdesk.gui.charts.steps import even_steps
from qrdesk.gui.charts.swatches import Swatches
from qrdesk.gui.pages import analytics_names as names
from qrdesk.gui.pages.analytics_card_menu import CardMenu, Rows
from qrdesk.gui.pages.analytics_wanted import Wanted
from qrdesk.gui.theme import tokens
from qrdesk.gui.widgets import boxes, labels
from qrdesk.gui.widgets.buttons import IconButton

HEIGHT = 296
_ON_PAPER = 300  # px
_AROUND = 8  # px beside a number in its cell, by the style sheet and by Qt


class HeatCard(boxes.Card):
    """When hits come: darker where there are more; the foot tells of the hour pointed at, else of the busiest."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(padding=0, parent=parent)
        self.setFixedHeight(HEIGHT)
        title = self.tr("When")
        self.menu = CardMenu(title)
        self.map = HeatMap()
        self._colours = Swatches()
        self.as_table = IconButton("table", self.tr("Show as table"))
        self.as_table.setCheckable(True)
        self.as_table.toggled.connect(self._show_table)
        self.table = _HourTable()
        self._rows: list[list[int]] = []
        self._wanted = Wanted()
        self.only_by_day = False  # of the hits counted nothing but their day is known
        self._views = QStackedWidget()
        self._views.addWidget(self.map)
        self._views.addWidget(self.table)
        self._hour = labels.text("", "label", tabular=True)
        self._said = labels.Elided("", "caption")
        self._none = labels.text("", "caption", wrap=True)  # a sentence, which no row of numbers leaves room for
        head = boxes.columns(labels.text(title, "section_title"), None, self._colours, gap=10, margins=(16, 8, 8, 8))
        for part in (self.as_table, self.menu):
            head.addWidget(part)
        foot = boxes.columns(self._hour, gap=8)
        foot.addWidget(self._said, 1)
        foot.addWidget(self._none, 1)
        self.body.setSpacing(0)
        self.body.addLayout(head)
        self.body.addLayout(boxes.rows(self._views, foot, gap=6, margins=(16, 0, 16, 10)), 1)
        self.map.pointed.connect(self._tell)
        self._tell()

    def show_heatmap(self, view: HeatmapView, wanted: Wanted) -> None:
        """Show the sums."""
        self._rows, self._wanted = view.rows, wanted
        self.menu.setEnabled(any(any(row) for row in view.rows))
        self.map.show_rows(view.rows)
        most = self.map.most()
        self._colours.show_range("1", theme.short_text(most), [said for said, _last in even_steps(most)])
        self.table.show_rows(view.rows)
        self._tell()

    def foot(self) -> str:
        """Return what the foot says."""
        return f"{self._hour.text()} {self._said.text()}{self._none.text()}".strip()

    def file_name(self) -> str:
        """Return the beginning of a name for the file."""
        return "hours"

    def drawing(self) -> Drawing:
        """Return the field, to be drawn on paper."""
        rows, colours = self._rows, tokens.current().chart
        fields = [colour_key(words, shade(last, self.map.most())) for words, last in even_steps(self.map.most())]
        counted = names.sentence_case(names.counted_name(self._wanted))
        title = self.tr("{counted} by weekday and hour").format(counted=counted)
        nowhere = colour_key(self.tr("none"), colours.no_value)
        return Drawing(title, _ON_PAPER, lambda painter, box: paint_week(painter, box, rows), [nowhere, *fields])

    def table_rows(self) -> Rows:
        """Return an hour a row, with the days beside each other."""
        heads = [self.tr("Hour"), *(day_name(day) for day in week())]
        return heads, [[f"{hour}:00", *(str(self._rows[day - 1][hour]) for day in week())] for hour in range(HOURS)]

    def _tell(self) -> None:
        place, total = self.map.told(), self.map.total()
        none = place is None or not total
        boxes.show_part(self._said, not none)
        boxes.show_part(self._none, none)
        self._none.setText(names.none_name(self.only_by_day) if none else "")
        if place is None or not total:
            self._hour.setText("")
            self._said.setText("")
        else:
            count = self.map.value(place)
            self._hour.setText(f"{day_name(place[0])} {names.hour_name(place[1])}")
            self._said.setText(
                self.tr("{count}, {share}").format(
                    count=names.count_text(count, self._wanted), share=theme.share_text(count / total)
                )
            )
        self.map.setAccessibleDescription(self.foot())

    def _show_table(self, on: bool) -> None:
        self._views.setCurrentIndex(int(on))
        self.as_table.name(self.tr("Show as colours") if on else self.tr("Show as table"))
        self.as_table.set_icon("chart-no-axes-column" if on else "table")


class _HourTable(QTableWidget):
    """A row per hour, a column per weekday: to read, select and copy."""

    def __init__(self) -> None:
        super().__init__(HOURS, 7)
        self.setAccessibleName(self.tr("Hits by weekday and hour, as a table"))
        self.setShowGrid(False)
        self.setEditTriggers(QTableWidget.EditTrigger.NoEditTriggers)
        self.setTabKeyNavigation(False)
        for narrow in (self, self.horizontalHeader(), self.verticalHeader()):
            narrow.setProperty("narrow", True)  # seven days beside each other
        self.verticalHeader().setDefaultSectionSize(24)
        head = self.horizontalHeader()
        head.setSectionResizeMode(QHeaderView.ResizeMode.Stretch)
        head.setHighlightSections(False)
        head.setFixedHeight(26)
        self.cells = [[QTableWidgetItem() for _ in range(self.columnCount())] for _ in range(HOURS)]
        for row, items in enumerate(self.cells):
            for column, item in enumerate(items):
                item.setTextAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
                self.setItem(row, column, item)

    def show_rows(self, rows: list[list[int]]) -> None:
        days = week()
        self.setHorizontalHeaderLabels([day_name(day) for day in days])
        self.setVerticalHeaderLabels([names.hour_name(hour) for hour in range(HOURS)])
        for column, day in enumerate(days):
            for hour in range(HOURS):
                self.cells[hour][column].setText(theme.number_text(rows[day - 1][hour]))
        widest = max((item.text() for items in self.cells for item in items), key=len)
        # a number is never cut short: where seven do not fit beside each other, the table scrolls
        wide = QFontMetricsF(self.font()).horizontalAdvance(widest)
        self.horizontalHeader().setMinimumSectionSize(ceil(wide) + _AROUND)
