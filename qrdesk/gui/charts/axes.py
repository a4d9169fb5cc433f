"""Axes by locale: no axis line, few grid lines, text from the tokens."""

from collections.abc import Sequence
from datetime import datetime
from math import ceil, log10
from typing import Any

import pyqtgraph as pg
from PySide6.QtCore import QRectF
from PySide6.QtGui import QFontMetrics, QPainter, QPen

from qrdesk.gui.charts import theme
from qrdesk.gui.charts.theme import Step
from qrdesk.gui.theme import fonts, tokens

_MOST_LINES = 4  # above zero
_TEXT_GAP = 8  # px between text and plot
_OVERHANG = 48  # px that a date may stand out beside the plot
_LABEL_ROOM = 76  # px from one date to the next, at least
_YEAR = 366  # days
_HOURS, _TWO_DAYS = 24, 49  # hours; two days have one more where the clocks go back
_EVERY: dict[Step, tuple[int, ...]] = {
    "hour": (1, 2, 3, 6, 12, 24),
    "day": (1, 2, 7, 14, 28, 56),
    "week": (1, 2, 4, 13, 26, 52),
    "month": (1, 2, 3, 6, 12),
}


def nice_scale(most: float) -> tuple[int, int]:
    """Return (top, step) of a scale from zero for whole numbers up to ``most``, with four lines at most."""
    if most <= _MOST_LINES:
        return _MOST_LINES, 1
    power = 10 ** int(log10(most / _MOST_LINES))
    for factor in (1, 2, 2.5, 5, 10, 20):
        step = factor * power
        if step == int(step) and ceil(most / step) <= _MOST_LINES:
            return int(ceil(most / step) * step), int(step)
    return ceil(most), ceil(most / _MOST_LINES)


def named_places(starts: Sequence[datetime], step: Step, shown: int, size: float) -> list[int]:
    """Return which steps have a name, where ``shown`` of them share ``size`` px.

    Hours are named by what the clock shows, as some days have 23 or 25 of them; over more than two days the days are.
    """
    if step != "hour":
        return list(range(0, len(starts), _every(step, shown, size)))
    if shown > _TWO_DAYS:
        days = [place for place in range(len(starts)) if _begins_day(starts, place)]
        return days[:: _every("day", ceil(shown / _HOURS), size)]
    every = _every("hour", shown, size)
    return [place for place, start in enumerate(starts) if start.hour % every == 0 or _begins_day(starts, place)]


def step_name(starts: Sequence[datetime], step: Step, place: int) -> str:
    """Return the name of a step on the axis; over more than a year the month says more than the day.

    Of hours of several days the first one is named by its day.
    """
    if step == "hour" and starts[0].date() != starts[-1].date() and _begins_day(starts, place):
        return theme.step_text(starts[place], "day")
    if step in {"day", "week"} and (starts[-1] - starts[0]).days > _YEAR:
        return theme.month_text(starts[place].date())
    return theme.step_text(starts[place], step)


def _every(step: Step, shown: int, size: float) -> int:
    """Return how many steps there are from one name to the next."""
    choices = _EVERY[step]
    fitting = max(1, int(size / _LABEL_ROOM))
    return next((every for every in choices if ceil(shown / every) <= fitting), max(ceil(shown / fitting), choices[-1]))


def _begins_day(starts: Sequence[datetime], place: int) -> bool:
    """Whether a step is the first of its day: in some places the clocks skip midnight, or pass it twice."""
    return place == 0 or starts[place].date() != starts[place - 1].date()


class NumberAxis(pg.AxisItem):
    """Whole numbers at the left, with the grid."""

    def __init__(self) -> None:
        super().__init__("left", maxTickLength=0)
        self._top, self._step = _MOST_LINES, 1
        self.setStyle(tickTextOffset=_TEXT_GAP, autoExpandTextSpace=False, tickAlpha=255)
        self.setGrid(255)
        self.dress()

    def dress(self) -> None:
        """Take colours and font from the theme shown."""
        self.setPen(pg.mkPen(None))
        self.setTickPen(QPen(tokens.current().chart.grid, 1))
        self.setTextPen(tokens.current().chart.axis)
        self.setTickFont(fonts.font("caption", tabular=True))

    def show_up_to(self, most: float) -> int:
        """Choose the scale for numbers up to ``most``; return its top."""
        self._top, self._step = nice_scale(most)
        widest = QFontMetrics(fonts.font("caption", tabular=True)).horizontalAdvance(theme.short_text(self._top))
        self.setWidth(max(28, widest) + _TEXT_GAP + 2)
        return self._top

    def tickValues(self, minVal: float, maxVal: float, size: float) -> list[tuple[float, list[float]]]:
        return [(self._step, [float(value) for value in range(0, self._top + 1, self._step)])]

    def tickStrings(self, values: Sequence[float], scale: float, spacing: float) -> list[str]:
        return [theme.short_text(value) for value in values]

    def boundingRect(self) -> QRectF:
        # the text of the lowest and highest line stands half outside
        return super().boundingRect().adjusted(0, -10, 0, 10)


class TimeAxis(pg.AxisItem):
    """Days or hours at the bottom: where there is room for one name a week, one a week."""

    def __init__(self) -> None:
        super().__init__("bottom", maxTickLength=0)
        self._starts: tuple[datetime, ...] = ()
        self._step: Step = "day"
        self._covered: tuple[float, float] | None = None
        self.setStyle(tickTextOffset=6, autoExpandTextSpace=False, hideOverlappingLabels=_OVERHANG)
        self.setHeight(24)
        self.dress()

    def dress(self) -> None:
        """Take colours and font from the theme shown."""
        self.setPen(pg.mkPen(None))
        self.setTickPen(pg.mkPen(None))
        self.setTextPen(tokens.current().chart.axis)
        self.setTickFont(fonts.font("caption", tabular=True))

    def show_steps(self, starts: Sequence[datetime], step: Step) -> None:
        """Name these steps; place n is the n-th."""
        self._starts, self._step = tuple(starts), step
        self.picture = None
        self.update()

    def cover(self, steps: tuple[float, float] | None) -> None:
        """Leave out the names between these steps: the date of the crosshair stands there."""
        if steps != self._covered:
            self._covered = steps
            self.picture = None
            self.update()

    def tickValues(self, minVal: float, maxVal: float, size: float) -> list[tuple[float, list[float]]]:
        first, last = max(0, ceil(minVal)), min(len(self._starts) - 1, int(maxVal))
        if last < first:
            return []
        places = named_places(self._starts, self._step, last - first + 1, size)
        return [(1, [float(place) for place in places])]

    def tickStrings(self, values: Sequence[float], scale: float, spacing: float) -> list[str]:
        low, high = self._covered or (1.0, 0.0)
        return ["" if low <= value <= high else step_name(self._starts, self._step, int(value)) for value in values]

    def generateDrawSpecs(self, p: QPainter) -> tuple[Any, list[Any], list[Any]] | None:
        specs = super().generateDrawSpecs(p)
        if specs is None:
            return None
        line, _ticks, texts = specs
        return line, [], texts  # a tick of no length would still be a dot
