"""The card with hits over time: legend, chart, and the same as a table."""

from PySide6.QtWidgets import QStackedWidget, QWidget

from qrdesk.gui.charts import theme
from qrdesk.gui.charts.legend import Entry, Legend
from qrdesk.gui.charts.series import Timeline
from qrdesk.gui.charts.table import TimelineModel, TimelineTable
from qrdesk.gui.charts.timechart import TimeChart
from qrdesk.gui.widgets import boxes, labels
from qrdesk.gui.widgets.buttons import IconButton

_HEIGHT = 252


class ChartCard(boxes.Card):
    """Scans and clicks over time; the legend shows the step pointed at, else the last full one."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(padding=0, parent=parent)
        self.setFixedHeight(_HEIGHT)
        self._title = labels.Elided("", "section_title")
        self.legend = Legend()
        self.chart = TimeChart()
        self._model = TimelineModel(self)
        self.table = TimelineTable(self._model)
        self.as_table = IconButton("table", self.tr("Show as table"))
        self.as_table.setCheckable(True)
        self.as_table.toggled.connect(self._show_table)
        self._views = QStackedWidget()
        self._views.addWidget(self.chart)
        self._views.addWidget(boxes.box(boxes.rows(self.table, gap=0, margins=(1, 0, 1, 6))))
        head = boxes.columns(self._title, self.legend, self.as_table, gap=10, margins=(16, 6, 8, 4))
        self.body.setSpacing(0)
        self.body.addLayout(head)
        self.body.addWidget(self._views, 1)
        self.chart.setContentsMargins(0, 0, 0, 0)
        self.chart.pointed.connect(self._tell)
        self.show_timeline(Timeline())

    def show_timeline(self, data: Timeline) -> None:
        """Show other numbers."""
        by_hour = data.step == "hour"
        self._title.setText(self.tr("Scans and clicks by hour") if by_hour else self.tr("Scans and clicks by day"))
        self._model.show_timeline(data)
        entries = [Entry(line, self._model.line_name(line), max(data.row(line), default=0)) for line in data.lines()]
        self.legend.show_entries(entries)
        self.chart.show_timeline(data)
        self._tell(self.chart.step_shown())

    def _tell(self, step: int) -> None:
        data = self.chart.timeline()
        if not 0 <= step < len(data.starts):
            self.legend.show_values("", [])
            return
        when = theme.step_text(data.starts[step], data.step, weekday=True)
        self.legend.show_values(when, [data.value(line, step) for line in data.lines()])

    def _show_table(self, on: bool) -> None:
        self._views.setCurrentIndex(int(on))
        self.as_table.name(self.tr("Show as chart") if on else self.tr("Show as table"))
        self.as_table.set_icon("chart-line" if on else "table")
