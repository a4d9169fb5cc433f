"""The card with hits by weekday and hour: the field, what it says where one points, and the same as a table."""

from PySide6.QtCore import QLocale, QRectF, QSize, Qt
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QHeaderView, QStackedWidget, QTableWidget, QTableWidgetItem, QWidget

from qrdesk.core.schemas.analytics import HeatmapView
from qrdesk.gui.charts import theme
from qrdesk.gui.charts.heatmap import HOURS, HeatMap, day_name, week
from qrdesk.gui.pages import analytics_names as names
from qrdesk.gui.theme import fonts, tokens
from qrdesk.gui.widgets import boxes, labels
from qrdesk.gui.widgets.buttons import IconButton

HEIGHT = 296


class HeatCard(boxes.Card):
    """When hits come: darker where there are more; the foot tells of the hour pointed at, else of the busiest."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(padding=0, parent=parent)
        self.setFixedHeight(HEIGHT)
        title = labels.text(self.tr("When"), "section_title")
        self.map = HeatMap()
        self._scale = _Scale()
        self.as_table = IconButton("table", self.tr("Show as table"))
        self.as_table.setCheckable(True)
        self.as_table.toggled.connect(self._show_table)
        self.table = _HourTable()
        self._views = QStackedWidget()
        self._views.addWidget(self.map)
        self._views.addWidget(self.table)
        self._hour = labels.text("", "label", tabular=True)
        self._said = labels.Elided("", "caption")
        head = boxes.columns(title, None, self._scale, self.as_table, gap=10, margins=(16, 8, 8, 8))
        foot = boxes.columns(self._hour, gap=8)
        foot.addWidget(self._said, 1)
        self.body.setSpacing(0)
        self.body.addLayout(head)
        self.body.addLayout(boxes.rows(self._views, foot, gap=6, margins=(16, 0, 16, 10)), 1)
        self.map.pointed.connect(self._tell)
        self._tell()

    def show_heatmap(self, view: HeatmapView) -> None:
        """Show the sums."""
        self.map.show_rows(view.rows)
        self._scale.show_most(self.map.most())
        self.table.show_rows(view.rows)

    def foot(self) -> str:
        """Return what the foot says."""
        return f"{self._hour.text()} {self._said.text()}".strip()

    def _tell(self) -> None:
        place, total = self.map.told(), self.map.total()
        if place is None or not total:
            self._hour.setText("")
            self._said.setText(self.tr("Nothing in this period"))
        else:
            count = self.map.value(place)
            share = QLocale().toString(100 * count / total, "f", 1)
            self._hour.setText(f"{day_name(place[0])} {names.hour_name(place[1])}")
            self._said.setText(
                self.tr("{count} scans and clicks, {share} %").format(count=theme.number_text(count), share=share)
            )
        self.map.setAccessibleDescription(self.foot())

    def _show_table(self, on: bool) -> None:
        self._views.setCurrentIndex(int(on))
        self.as_table.name(self.tr("Show as colours") if on else self.tr("Show as table"))
        self.as_table.set_icon("chart-no-axes-column" if on else "table")


class _Scale(QWidget):
    """The six steps between 1 and the most."""

    def __init__(self) -> None:
        super().__init__()
        self._most = 0
        self.setFixedHeight(20)

    def show_most(self, most: int) -> None:
        self._most = most
        self.setVisible(most > 0)
        self.updateGeometry()
        self.update()

    def sizeHint(self) -> QSize:
        return QSize(14 + 6 * 12 + 8 + self._wide(), 20)

    def minimumSizeHint(self) -> QSize:
        return self.sizeHint()

    def paintEvent(self, event: QPaintEvent) -> None:
        painter, colours = QPainter(self), tokens.current().chart.sequential
        painter.setFont(fonts.font("caption", tabular=True))
        painter.setPen(tokens.current().text.tertiary)
        painter.drawText(QRectF(0, 0, 14, 20), Qt.AlignmentFlag.AlignVCenter, "1")
        box = QRectF(self.width() - self._wide(), 0, self._wide(), 20)
        painter.drawText(box, Qt.AlignmentFlag.AlignVCenter, theme.short_text(self._most))
        for place, colour in enumerate(colours):
            painter.fillRect(QRectF(14 + 12 * place, 7, 12, 6), colour)

    def _wide(self) -> int:
        return self.fontMetrics().horizontalAdvance(theme.short_text(self._most)) + 4


class _HourTable(QTableWidget):
    """A row per hour, a column per weekday: to read, select and copy."""

    def __init__(self) -> None:
        super().__init__(HOURS, 7)
        self.setAccessibleName(self.tr("Hits by weekday and hour, as a table"))
        self.setShowGrid(False)
        self.setEditTriggers(QTableWidget.EditTrigger.NoEditTriggers)
        self.setTabKeyNavigation(False)
        for narrow in (self.horizontalHeader(), self.verticalHeader()):
            narrow.setStyleSheet("QHeaderView::section { padding: 0 2px; }")  # seven days beside each other
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
