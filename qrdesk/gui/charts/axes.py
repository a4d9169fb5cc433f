"""Axes by locale: no axis line, few grid lines, text from the tokens."""

from collections.abc import Sequence
from datetime import datetime
from math import ceil
from typing import Any

import pyqtgraph as pg
from PySide6.QtCore import QRectF
from PySide6.QtGui import QFontMetrics, QPainter, QPen

from qrdesk.gui.charts import theme
from qrdesk.gui.charts.places import MOST_LINES, named_places, nice_scale, step_name
from qrdesk.gui.charts.theme import Step
from qrdesk.gui.theme import fonts, tokens

_TEXT_GAP = 8  # px between text and plot
_OVERHANG = 48  # px that a date may stand out beside the plot


class NumberAxis(pg.AxisItem):
    """Whole numbers at the left, with the grid."""

    def __init__(self) -> None:
        super().__init__("left", maxTickLength=0)
        self._top, self._step = MOST_LINES, 1
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
        self._steps_a_px = 0.0
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

    def cover(self, steps: tuple[float, float] | None, px: float = 0) -> None:
        """Leave out the names that reach between these steps, ``px`` apart: the date of the crosshair stands there."""
        if steps != self._covered:
            self._covered = steps
            self._steps_a_px = (steps[1] - steps[0]) / px if steps and px else 0.0
            self.picture = None
            self.update()

    def tickValues(self, minVal: float, maxVal: float, size: float) -> list[tuple[float, list[float]]]:
        first, last = max(0, ceil(minVal)), min(len(self._starts) - 1, int(maxVal))
        if last < first:
            return []
        places = named_places(self._starts, self._step, last - first + 1, size)
        return [(1, [float(place) for place in places if first <= place <= last])]

    def tickStrings(self, values: Sequence[float], scale: float, spacing: float) -> list[str]:
        names = [step_name(self._starts, self._step, int(value)) for value in values]
        if self._covered is None:
            return names
        low, high = self._covered
        metrics = QFontMetrics(fonts.font("caption", tabular=True))
        halves = [metrics.horizontalAdvance(name) / 2 * self._steps_a_px for name in names]
        return [
            "" if low < value + half and value - half < high else name
            for value, half, name in zip(values, halves, names, strict=True)
        ]

    def generateDrawSpecs(self, p: QPainter) -> tuple[Any, list[Any], list[Any]] | None:
        specs = super().generateDrawSpecs(p)
        if specs is None:
            return None
        line, _ticks, texts = specs
        return line, [], texts  # a tick of no length would still be a dot
