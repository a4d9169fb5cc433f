"""The card with hits over time: its steps, legend, chart, and the same as a table."""

from datetime import datetime

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QStackedWidget, QWidget

from qrdesk.gui.charts import theme
from qrdesk.gui.charts.legend import Entry, Legend
from qrdesk.gui.charts.paper import Drawing, Key
from qrdesk.gui.charts.paper_time import paint_mark, paint_timeline
from qrdesk.gui.charts.series import Source, Timeline
from qrdesk.gui.charts.table import TimelineModel, TimelineTable
from qrdesk.gui.charts.theme import Line, Step
from qrdesk.gui.charts.timechart import TimeChart
from qrdesk.gui.pages.analytics_card_menu import CardMenu, Rows
from qrdesk.gui.pages.analytics_names import none_name
from qrdesk.gui.pages.analytics_wanted import steps_for
from qrdesk.gui.widgets import boxes, labels
from qrdesk.gui.widgets.buttons import IconButton
from qrdesk.gui.widgets.choices import Choice

HEIGHT = 252
_ON_PAPER = 340  # px
_STEPS = 96  # px
_AROUND_WORDS = 44  # px: what stands before the words, and the arrow behind them


class ChartCard(boxes.Card):
    """Scans and clicks over time; the legend shows the step pointed at, else the last full one."""

    cut = Signal(str)  # the step that is wanted

    def __init__(self, chart: TimeChart, parent: QWidget | None = None) -> None:
        super().__init__(padding=0, parent=parent)
        self.setFixedHeight(HEIGHT)
        self._title = labels.text(self.tr("Over time"), "section_title")
        self.steps = Choice(size="small")
        self._options: list[tuple[str, str]] = []
        self.steps.setAccessibleName(self.tr("Steps of the chart"))
        self.steps.setFixedWidth(_STEPS)
        self.steps.chosen.connect(self.cut)
        self.legend = Legend(two_lines=True)
        self.chart = chart
        self._model = TimelineModel(self)
        self.table = TimelineTable(self._model)
        self.as_table = IconButton("table", self.tr("Show as table"))
        self.as_table.setCheckable(True)
        self.as_table.toggled.connect(self._show_table)
        self.whole = IconButton("zoom-out", self.tr("Show the whole period"))
        self.whole.setToolTip(
            self.tr(
                "Show the whole period (double click). To move along, drag the dates below, turn the wheel with Shift "
                "held down, or press Shift and an arrow key."
            )
        )
        self.whole.hide()
        self.menu = CardMenu(self._title.text())
        self._views = QStackedWidget()
        self._views.addWidget(self.chart)
        self._views.addWidget(boxes.box(boxes.rows(self.table, gap=0, margins=(1, 0, 1, 6))))
        self.none = labels.text(none_name(only_by_day=True), "supporting", wrap=True)
        self.none.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self._views.addWidget(self.none)
        self.only_by_day = False  # of the hits counted nothing but their day is known
        self._lay_out()
        self.chart.pointed.connect(self._tell)
        self.chart.zoomed.connect(self._offer_whole)
        self.whole.clicked.connect(self._show_whole)
        self.show_timeline(Timeline(), 1)

    def _lay_out(self) -> None:
        head = boxes.columns(
            self._title, self.steps, self.legend, self.whole, self.as_table, gap=10, margins=(16, 5, 8, 3)
        )
        head.addWidget(self.menu)
        self.body.setSpacing(0)
        self.body.addLayout(head)
        self.body.addWidget(self._views, 1)
        self.chart.setContentsMargins(0, 0, 0, 0)

    def show_timeline(self, data: Timeline, days: int) -> None:
        """Show other numbers, of a period of ``days``."""
        options: list[tuple[str, str]] = [
            (step, self._step_name(step)) for step in sorted(steps_for(days), key=_LENGTH.index)
        ]
        if options != self._options:  # an open list stays open
            self._options = options
            self.steps.set_options(options)
            self._fit_steps()
        self.steps.choose(data.step)
        if data.step == "hour" and self.only_by_day:
            data = Timeline(data.step)
        self._model.show_timeline(data)
        self.menu.setEnabled(bool(data.starts))
        entries = [Entry(line, self._short_name(line, data), max(data.row(line), default=0)) for line in data.lines()]
        self.legend.show_entries(entries)
        self.chart.show_timeline(data)
        self._show_view()
        self._tell(self.chart.step_shown())

    def file_name(self) -> str:
        """Return the beginning of a name for the file."""
        return "over-time"

    def drawing(self) -> Drawing:
        """Return the whole period, to be drawn on paper; each line with its sum."""
        data = self.chart.timeline()
        legend = [
            Key(self._with_sum(line, data), lambda painter, box, line=line: paint_mark(painter, box, line))
            for line in data.lines()
        ]
        return Drawing(self._title_of(data), _ON_PAPER, lambda painter, box: paint_timeline(painter, box, data), legend)

    def table_rows(self) -> Rows:
        """Return a step a row, the oldest first."""
        data = self.chart.timeline()
        heads = [self.tr("From"), *(self._model.line_name(line) for line in data.lines())]
        if data.visitors:
            heads.append(self.tr("Visitors"))
        return heads, [self._cells(data, step) for step in range(data.known_from, len(data.scans))]

    def _cells(self, data: Timeline, step: int) -> list[str]:
        start = data.starts[step]
        began = _hour_text(start) if data.step == "hour" else start.date().isoformat()
        values = [data.value(line, step) for line in data.lines()]
        if data.visitors:
            came = data.value("scans", step) or data.value("clicks", step)
            # hits of nobody are those that another program counted
            values.append(data.visitors[step] or (None if came else 0))
        return [began, *("" if value is None else str(value) for value in values)]

    def _title_of(self, data: Timeline) -> str:
        """Return what is counted, and in which steps."""
        titles: dict[Source, str] = {
            "": self.tr("Scans and clicks {step}"),
            "scan": self.tr("Scans {step}"),
            "click": self.tr("Clicks {step}"),
        }
        return titles[data.alone].format(step=self._step_name(data.step))

    def _short_name(self, line: Line, data: Timeline) -> str:
        """Return the name of a line in the legend, where there is little room."""
        return data.previous_name if line == "previous" else self._model.line_name(line)

    def _with_sum(self, line: Line, data: Timeline) -> str:
        return f"{self._model.line_name(line)} {theme.number_text(sum(data.row(line)))}"

    def _fit_steps(self) -> None:
        """Give the choice room for its longest words, which other languages have longer ones for."""
        longest = max(self.steps.fontMetrics().horizontalAdvance(said) for _step, said in self._options)
        self.steps.setFixedWidth(max(_STEPS, longest + _AROUND_WORDS))

    def _step_name(self, step: Step) -> str:
        names: dict[Step, str] = {
            "hour": self.tr("by hour"),
            "day": self.tr("by day"),
            "week": self.tr("by week"),
            "month": self.tr("by month"),
        }
        return names[step]

    def _tell(self, step: int) -> None:
        data = self.chart.timeline()
        if not 0 <= step < len(data.starts):
            self.legend.show_values("", [])
            return
        when = theme.step_text(data.starts[step], data.step, weekday=True, year=data.crosses_years())
        self.legend.show_values(when, [data.value(line, step) for line in data.lines()])

    def _offer_whole(self) -> None:
        self.whole.setVisible(self.chart.is_zoomed() and not self.as_table.isChecked())

    def _show_whole(self) -> None:
        self.chart.setFocus()  # the button goes
        self.chart.reset_zoom()

    def _show_view(self) -> None:
        """Show the chart, the table, or why there is neither."""
        unknown = self.only_by_day and self.chart.timeline().step == "hour"
        self._views.setCurrentIndex(2 if unknown else int(self.as_table.isChecked()))

    def _show_table(self, on: bool) -> None:
        self._show_view()
        self._offer_whole()
        self.as_table.name(self.tr("Show as chart") if on else self.tr("Show as table"))
        self.as_table.set_icon("chart-line" if on else "table")


def _hour_text(start: datetime) -> str:
    """Return an hour as spreadsheets read it; one that the clocks pass twice says which of the two it is."""
    passed_twice = start.utcoffset() != start.replace(fold=1 - start.fold).utcoffset()
    return start.isoformat(" ", "minutes") if passed_twice else start.strftime("%Y-%m-%d %H:%M")


_LENGTH: list[Step] = ["hour", "day", "week", "month"]
