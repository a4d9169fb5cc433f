"""A year of hits by the hour as one chart that is moved: how many pictures a second."""

import random
import time
from datetime import UTC, datetime, timedelta

from PySide6.QtWidgets import QApplication

from qrdesk.gui.charts.series import Timeline
from qrdesk.gui.charts.timechart import TimeChart

_HOURS, _MOVES = 365 * 24, 60
TWO_WEEKS, HALF_A_YEAR = 14 * 24, 182 * 24  # hours in sight
_SIZE = (764, 252)


def pictures_per_s(in_sight: int = TWO_WEEKS) -> float:
    """Show so many hours of a year, move them through it, and return how often that was drawn in a second of work."""
    chart = TimeChart()
    chart.resize(*_SIZE)
    chart.show()
    chart.show_timeline(_year())
    QApplication.processEvents()
    began = time.thread_time()
    for move in range(_MOVES):
        first = move * (_HOURS - in_sight) / _MOVES
        chart.zoom_to(first, first + in_sight)
        QApplication.processEvents()
    took_s = time.thread_time() - began
    chart.close()
    chart.deleteLater()
    return _MOVES / took_s


def _year() -> Timeline:
    chance = random.Random(3)
    first = datetime(2025, 1, 1, tzinfo=UTC)
    scans, clicks, bots = (tuple(chance.randint(0, most) for _ in range(_HOURS)) for most in (200, 80, 30))
    return Timeline("hour", tuple(first + timedelta(hours=hour) for hour in range(_HOURS)), scans, clicks, bots)
