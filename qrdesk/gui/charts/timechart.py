"""Hits over time: scans with their area, clicks, bots and the period before; crosshair, zoom, keyboard."""

from collections.abc import Sequence
from math import ceil, floor
from typing import Any

import numpy as np
import pyqtgraph as pg
from PySide6.QtCore import QEvent, QPointF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QKeyEvent, QResizeEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from qrdesk.gui.charts import theme
from qrdesk.gui.charts.axes import NumberAxis, TimeAxis
from qrdesk.gui.charts.pointer import Mark, Pointer
from qrdesk.gui.charts.series import Timeline
from qrdesk.gui.charts.theme import Line
from qrdesk.gui.theme import style

_LEAST_ZOOM = 2  # steps in sight, at least
_MOST_SQUARES = 32  # square points of the clicks: more would be a band
_TOP, _RIGHT = 10, 22  # px kept free: half a date stands out at the right
_TAG_REACH = 72  # px to each side of the crosshair where its date would touch another
_ASIDE, _BELOW = 0.01, 0.025  # of the range, so that the points at the edges are whole


class TimeChart(QWidget):
    """Arrow keys walk from step to step, Home and End to the ends, Escape lets go; drag zooms, double click resets."""

    pointed = Signal(int)  # the step whose numbers the legend shows

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._data = Timeline()
        self._at: int | None = None
        self._numbers, self._times = NumberAxis(), TimeAxis()
        # pyqtgraph's own annotations are too narrow in places: it is Any from here on
        self._plot: Any = pg.PlotWidget(
            self, enableMenu=False, axisItems={"left": self._numbers, "bottom": self._times}
        )
        self._view: Any = self._plot.getViewBox()
        self._prepare_plot()
        self._over = Pointer(self)
        self._over.moved.connect(self._point_at_px)
        self._over.left.connect(self.let_go)
        self._over.dragged.connect(self._zoom_to_px)
        self._over.reset.connect(self.reset_zoom)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)
        self.setAccessibleName(self.tr("Hits over time"))
        style.appearance().changed.connect(self._dress)

    def sizeHint(self) -> QSize:
        return QSize(480, 200)

    def minimumSizeHint(self) -> QSize:
        return QSize(240, 120)

    def show_timeline(self, data: Timeline) -> None:
        """Show other numbers. The zoom stays while the steps are the same ones."""
        same = data.starts == self._data.starts and data.step == self._data.step
        self._data = data
        self._times.show_steps(data.starts, data.step)
        self._draw()
        if not same:
            self._at = None
            self.reset_zoom()
        else:
            self._fit_height()
        self._say()

    def timeline(self) -> Timeline:
        """Return what is shown."""
        return self._data

    def pointer(self) -> Pointer:
        """Return what takes the mouse."""
        return self._over

    def shown_steps(self) -> tuple[int, int]:
        """Return the first and the last step in sight."""
        (first, last), _ = self._view.viewRange()
        return max(0, ceil(first)), min(len(self._data.starts) - 1, floor(last))

    def point_at(self, step: int) -> None:
        """Put the crosshair on ``step`` and tell the legend."""
        if self._data.starts:
            self._at = max(0, min(len(self._data.starts) - 1, step))
            self._tell()

    def let_go(self) -> None:
        """Take the crosshair away; the legend goes back to the last full step."""
        self._at = None
        self._tell()

    def step_shown(self) -> int:
        """Return the step whose numbers belong in the legend."""
        return self._data.resting() if self._at is None else self._at

    def zoom_to(self, first: float, last: float) -> None:
        """Show the steps from ``first`` to ``last``."""
        whole = len(self._data.starts) - 1
        if last - first < _LEAST_ZOOM:
            return
        self._view.setXRange(max(0.0, first), min(float(whole), last), padding=_ASIDE)
        self._fit_height()
        self._place_mark()

    def reset_zoom(self) -> None:
        """Show everything."""
        self._view.setXRange(0, max(1, len(self._data.starts) - 1), padding=_ASIDE)
        self._fit_height()
        self._tell()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._plot.setGeometry(self.rect())
        self._over.setGeometry(self.rect())
        self._over.raise_()
        self._place_mark()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        ends = {Qt.Key.Key_Home: 0, Qt.Key.Key_End: len(self._data.scans) - 1}
        steps = {Qt.Key.Key_Left: -1, Qt.Key.Key_Right: 1}
        key = Qt.Key(event.key())
        if key in ends:
            self.point_at(ends[key])
        elif key in steps:
            self.point_at(self.step_shown() + steps[key] if self._at is not None else self.step_shown())
        elif key == Qt.Key.Key_Escape and self._at is not None:
            self.let_go()
        else:
            super().keyPressEvent(event)

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.FontChange:
            self._dress()

    def _prepare_plot(self) -> None:
        self._plot.setBackground(theme.ground())
        self._plot.setFrameShape(pg.PlotWidget.Shape.NoFrame)
        self._plot.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._plot.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        self._plot.hideButtons()
        self._numbers.setZValue(-1000)  # the grid lies under the lines
        self._plot.getPlotItem().layout.setContentsMargins(0, _TOP, _RIGHT, 0)
        self._view.setMouseEnabled(x=False, y=False)
        self._view.setDefaultPadding(0)
        self._view.disableAutoRange()

    def _dress(self) -> None:
        self._plot.setBackground(theme.ground())
        self._numbers.dress()
        self._times.dress()
        self._draw()
        self._over.update()

    def _draw(self) -> None:
        """Draw all lines anew, the ones behind first."""
        self._plot.clear()
        data = self._data
        full = len(data.scans) - 1 if data.unfinished else len(data.scans)
        self._add(data.scans[:full], pen=None, fillLevel=0, brush=theme.area())
        self._add(data.previous, pen=theme.pen("previous"))
        self._add(data.bots, pen=theme.pen("bots"))
        for line in ("clicks", "scans"):
            row = data.row(line)
            self._add(row[:full], pen=theme.pen(line))
            if data.unfinished and full >= 0:
                self._add_last_leg(line, row, full)
        self._add_squares(data.clicks[:full])

    def _add(self, row: Sequence[int], **look: Any) -> None:
        if row:
            steps = np.arange(len(row), dtype=float)
            self._plot.addItem(pg.PlotCurveItem(steps, np.array(row, dtype=float), antialias=True, **look))

    def _add_last_leg(self, line: Line, row: Sequence[int], last: int) -> None:
        """Draw the way to the step that still runs: dashed, with a hollow point."""
        if last > 0:
            leg = np.array(row[last - 1 : last + 1], dtype=float)
            pen = theme.pen(line, unfinished=True)
            self._plot.addItem(pg.PlotCurveItem(np.array([last - 1.0, last]), leg, antialias=True, pen=pen))
        ring = pg.mkPen(theme.colour(line), width=2)
        shape, size = ("s", 6) if line == "clicks" else ("o", 8)
        self._plot.addItem(
            pg.ScatterPlotItem([last], [row[last]], symbol=shape, size=size, pen=ring, brush=theme.ground())
        )

    def _add_squares(self, row: Sequence[int]) -> None:
        every = -(-len(row) // _MOST_SQUARES) or 1
        places = range(len(row) - 1, -1, -every)
        if row:
            points = ([float(place) for place in places], [float(row[place]) for place in places])
            self._plot.addItem(
                pg.ScatterPlotItem(*points, symbol="s", size=5, pen=pg.mkPen(None), brush=theme.colour("clicks"))
            )

    def _fit_height(self) -> None:
        """Choose the scale for what is in sight; it starts at zero."""
        first, last = self.shown_steps()
        rows = [self._data.row(line)[first : last + 1] for line in self._data.lines()]
        top = self._numbers.show_up_to(max((max(row, default=0) for row in rows), default=0))
        self._view.setYRange(-top * _BELOW, top, padding=0)

    def _plot_box(self) -> QRectF:
        """Return where the lines are, in px of this widget."""
        return QRectF(self._view.sceneBoundingRect()).translated(self._origin())

    def _px_of(self, step: float, value: float) -> QPointF:
        """Return where a number is drawn, in px of this widget."""
        place = self._view.mapViewToScene(QPointF(step, value))
        return QPointF(place) + self._origin()

    def _step_of(self, x: float) -> float:
        return float(self._view.mapSceneToView(QPointF(x, 0) - self._origin()).x())

    def _origin(self) -> QPointF:
        return QPointF(self._plot.mapFromScene(QPointF(0, 0)))

    def _point_at_px(self, x: float) -> None:
        first, last = self.shown_steps()
        self.point_at(max(first, min(last, round(self._step_of(x)))))

    def _zoom_to_px(self, left: float, right: float) -> None:
        self.zoom_to(self._step_of(left), self._step_of(right))

    def _tell(self) -> None:
        self._place_mark()
        self._say()
        self.pointed.emit(self.step_shown())

    def _place_mark(self) -> None:
        step = self._at
        if step is None or not self._data.starts or not self.shown_steps()[0] <= step <= self.shown_steps()[1]:
            self._over.show_mark(None)
            self._times.cover(None)
            return
        box = self._plot_box()
        points: list[tuple[float, Line]] = []
        for line in reversed(self._data.lines()):
            value = self._data.value(line, step)
            if value is not None:
                points.append((self._px_of(step, value).y(), line))
        words = self._name(step)
        x = self._px_of(step, 0).x()
        self._times.cover((self._step_of(x - _TAG_REACH), self._step_of(x + _TAG_REACH)))
        self._over.show_mark(Mark(x, box.top(), box.bottom(), points, words))

    def _name(self, step: int) -> str:
        data = self._data
        return theme.step_text(data.starts[step], data.step, weekday=True, year=data.crosses_years())

    def _say(self) -> None:
        """Tell screen readers what a glance would."""
        if not self._data.starts:
            self.setAccessibleDescription("")
            return
        step = self.step_shown()
        words = self.tr(
            "{scans} scans and {clicks} clicks in all. {when}: {here} scans. Show as table for every number."
        )
        self.setAccessibleDescription(
            words.format(
                scans=theme.number_text(sum(self._data.scans)),
                clicks=theme.number_text(sum(self._data.clicks)),
                when=self._name(max(0, step)),
                here=theme.number_text(self._data.value("scans", step) or 0),
            )
        )
