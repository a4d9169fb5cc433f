"""One line of a chart, which draws no more of its numbers than can be seen."""

from collections.abc import Sequence
from typing import Any

import numpy as np
import numpy.typing as npt
import pyqtgraph as pg
from PySide6.QtGui import QPainter
from PySide6.QtWidgets import QStyleOptionGraphicsItem, QWidget

from qrdesk.gui.charts import strokes

_FEW = 120  # points that are drawn as one line: fewer than that Qt draws well by itself
_MANY = 400  # points that take too long to be drawn smoothly while they are moved
_BESIDE = 1  # steps beside those in sight, so that the line leaves the picture


class Curve:
    """``item`` goes into the plot; ``show`` fills it with what is in sight. The line begins at step ``begins``."""

    def __init__(self, row: Sequence[int], begins: int = 0, **look: Any) -> None:
        self._values = np.array(row, dtype=float)
        self._begins = begins
        self.item: Any = _Item(antialias=True, **look)
        self._shown: tuple[int, int, int] | None = None
        self.show(0, len(row) - 1, len(row))

    def show(self, first: int, last: int, width: int) -> None:
        """Draw the steps from ``first`` to ``last`` over ``width`` px."""
        start, end = max(self._begins, first - _BESIDE), min(len(self._values), last + 1 + _BESIDE)
        # with more than a number to each px, the least and the most of each few are drawn
        every = 1 if end - start <= width else 2 * -(-(end - start) // max(1, width))
        start = max(self._begins, start - start % every)  # else the peaks would flicker while the chart is moved
        if (start, end, every) != self._shown:
            self._shown = (start, end, every)
            steps, values = peaks(self._values[start:end], every)
            self.item.setData(steps + start, values)

    def move(self, *, moving: bool) -> None:
        """Say whether the line is on its way: one of many points is drawn smoothly once it rests."""
        if moving != self.item.moving:
            self.item.moving = moving
            self.item.update()


class _Item(pg.PlotCurveItem):
    moving = False

    def paint(self, p: QPainter, opt: QStyleOptionGraphicsItem, widget: QWidget) -> None:
        look: Any = self.opts
        drawn: Any = self.getData()
        if drawn[0] is None or len(drawn[0]) <= _FEW:
            super().paint(p, opt, widget)
            return
        points = strokes.in_px(p.transform(), *drawn)
        bottom = p.transform().dy()
        p.resetTransform()
        if look["pen"] is None:
            strokes.fill_below(p, look["brush"].color(), points, bottom)
        else:
            strokes.draw_line(p, look["pen"], points, smooth=len(points) <= _MANY or not self.moving)


def peaks(values: npt.NDArray[np.float64], every: int) -> tuple[npt.NDArray[np.float64], npt.NDArray[np.float64]]:
    """Return (places, values): of each ``every`` values the least and the most, in the order in which they come."""
    if every < 3:
        return np.arange(len(values), dtype=float), values
    whole = len(values) // every * every
    rows = values[:whole].reshape(-1, every)
    places = np.sort(np.stack([rows.argmin(axis=1), rows.argmax(axis=1)], axis=1), axis=1)
    places = (places + np.arange(0, whole, every)[:, None]).ravel()
    places = np.concatenate([places, np.arange(whole, len(values))])
    return places.astype(float), values[places]
