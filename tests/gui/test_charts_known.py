"""What is not known any more is not drawn as zero: not on the screen, not on paper, not in the table."""

from dataclasses import replace
from datetime import datetime, timedelta

from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QImage, QPainter
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from qrdesk.gui.charts import theme
from qrdesk.gui.charts.paper_time import paint_timeline
from qrdesk.gui.charts.series import Timeline
from qrdesk.gui.charts.table import TimelineModel
from qrdesk.gui.charts.timechart import TimeChart


def test_nothing_is_drawn_before_the_first_step_that_is_known(qtbot: QtBot) -> None:
    starts = tuple(datetime(2026, 10, 22) + timedelta(days=day) for day in range(30))  # noqa: DTZ001 - wall time
    month = Timeline(starts=starts, scans=tuple(range(100, 130)), clicks=tuple(range(30)), unfinished=True)

    def blue(picture: QImage, left: float, right: float) -> bool:
        """Whether the line of the scans is seen in that part of the width."""
        line = theme.colour("scans")
        width, height = picture.width(), picture.height()
        return any(
            picture.pixelColor(x, y) == line
            for x in range(int(width * left), int(width * right))
            for y in range(6, height - 6)  # within the mark of the focus
        )

    def on_paper(data: Timeline) -> QImage:
        picture = QImage(700, 300, QImage.Format.Format_ARGB32_Premultiplied)
        picture.fill(Qt.GlobalColor.white)
        painter = QPainter(picture)
        paint_timeline(painter, QRectF(0, 0, 700, 300), data)
        painter.end()
        return picture

    chart = TimeChart()
    qtbot.addWidget(chart)
    chart.resize(700, 200)
    chart.show_timeline(month)
    chart.show()
    qtbot.waitExposed(chart)
    QApplication.processEvents()
    assert blue(chart.grab().toImage(), 0.1, 0.5)
    gone = replace(month, scans=(*(0,) * 20, *month.scans[20:]), bots=(), previous=(), known_from=20)
    chart.show_timeline(gone)
    QApplication.processEvents()  # it paints later
    for picture in (chart.grab().toImage(), on_paper(gone)):
        assert not blue(picture, 0.1, 0.6)
        assert blue(picture, 0.7, 1)
    assert gone.value("scans", 19) is None
    model = TimelineModel()
    model.show_timeline(gone)
    assert model.rowCount() == 10
