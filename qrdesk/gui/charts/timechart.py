"""Hits over time: scans with their area, clicks, bots and the period before; crosshair, zoom, keyboard."""

from collections.abc import Sequence
from functools import partial
from math import ceil, floor
from typing import Any

import numpy as np
import pyqtgraph as pg
from PySide6.QtCore import QEvent, QPointF, QRectF, QSize, Qt, QTimer, Signal
from PySide6.QtGui import QKeyEvent, QResizeEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from qrdesk.gui.charts import theme
from qrdesk.gui.charts.axes import NumberAxis, TimeAxis
from qrdesk.gui.charts.curve import Curve
from qrdesk.gui.charts.pointer import Mark, Pointer
from qrdesk.gui.charts.series import Timeline
from qrdesk.gui.charts.sight import Sight
from qrdesk.gui.charts.theme import Line
from qrdesk.gui.theme import style

_MOST_SQUARES = 32  # square points of the clicks: more would be a band
_STILL_MS = 120  # without a move: then lines are drawn as well as they can be
_TOP, _RIGHT = 10, 22  # px kept free: half a date stands out at the right
_BESIDE_TAG = 4  # px to each side of the date of the crosshair that no other date comes into
_ASIDE, _BELOW = 0.01, 0.025  # of the range, so that the points at the edges are whole
_STRIDE = 0.125  # of what is in sight: how far a key moves it


class TimeChart(QWidget):
    """Arrow keys walk from step to step, Home and End to the ends, Escape lets go; drag zooms, double click resets.

    A part is moved along by dragging the dates below, by dragging or turning the wheel with Shift held down, by a wheel
    that turns sideways, and by Shift and arrow keys; plus and minus make it larger and smaller.
    """

    pointed = Signal(int)  # the step whose numbers the legend shows
    zoomed = Signal(bool)  # whether it is a part that is in sight

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._data = Timeline()
        self._at: int | None = None
        self._sight = Sight.whole(0)
        self._curves: list[Curve] = []
        self._numbers, self._times = NumberAxis(), TimeAxis()
        # pyqtgraph's own annotations are too narrow in places: it is Any from here on
        self._plot: Any = pg.PlotWidget(
            self, enableMenu=False, axisItems={"left": self._numbers, "bottom": self._times}
        )
        self._view: Any = self._plot.getViewBox()
        self._still = QTimer(self)
        self._still.setSingleShot(True)
        self._still.setInterval(_STILL_MS)
        self._still.timeout.connect(lambda: self._move_curves(moving=False))
        self._prepare_plot()
        self._over = Pointer(self)
        self._over.moved.connect(self._point_at_px)
        self._over.left.connect(self.let_go)
        self._over.dragged.connect(self._zoom_to_px)
        self._over.pushed.connect(self._move_by_px)
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
        self._paint_later()
        self._draw()
        if not same:
            self._at = None
            self.reset_zoom()
        else:
            self._fit_height()
            self._place_mark()
        self._say()

    def _paint_later(self) -> None:
        """Keep the picture of before until the event loop comes round: a page of cards is not painted in one go."""
        if self._plot.isVisible() and self._plot.updatesEnabled():
            self._plot.setUpdatesEnabled(False)
            QTimer.singleShot(0, self._plot, partial(self._plot.setUpdatesEnabled, True))

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
        self._look_at(self._sight.of(first, last))

    def move_by(self, steps: float) -> None:
        """Show what comes ``steps`` later, or before, as long as there is more than what is in sight."""
        self._look_at(self._sight.moved(steps))

    def is_zoomed(self) -> bool:
        """Whether it is a part that is in sight."""
        return self._sight.is_part

    def reset_zoom(self) -> None:
        """Show everything."""
        self._sight = Sight.whole(len(self._data.starts) - 1)
        self._see()
        self._tell()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._plot.setGeometry(self.rect())
        self._over.setGeometry(self.rect())
        self._over.raise_()
        self._fit_height()
        self._place_mark()
        self._let_move()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        key = Qt.Key(event.key())
        shifted = event.modifiers() & Qt.KeyboardModifier.ShiftModifier
        if not ((shifted and self._moved_by_key(key)) or self._walked_by_key(key) or self._zoomed_by_key(key)):
            super().keyPressEvent(event)

    def _walked_by_key(self, key: Qt.Key) -> bool:
        ends = {Qt.Key.Key_Home: 0, Qt.Key.Key_End: len(self._data.scans) - 1}
        steps = {Qt.Key.Key_Left: -1, Qt.Key.Key_Right: 1}
        if key in ends:
            self._walk_to(ends[key])
        elif key in steps:
            self._walk_to(self._at + steps[key] if self._at is not None else self._nearest(self.step_shown()))
        elif key == Qt.Key.Key_Escape and self._at is not None:
            self.let_go()
        else:
            return False
        return True

    def _moved_by_key(self, key: Qt.Key) -> bool:
        strides = {Qt.Key.Key_Left: -_STRIDE, Qt.Key.Key_Right: _STRIDE}
        if key not in strides or not self.is_zoomed():
            return False
        self.move_by(strides[key] * self._sight.wide)
        if self._at is not None:
            self.point_at(self._nearest(self._at))
        return True

    def _zoomed_by_key(self, key: Qt.Key) -> bool:
        around = self._nearest(self.step_shown())
        if key in {Qt.Key.Key_Plus, Qt.Key.Key_Equal} and self._data.starts:
            self._look_at(self._sight.closer(around))
        elif key == Qt.Key.Key_Minus and self.is_zoomed():
            self._look_at(self._sight.further(around))
        elif key == Qt.Key.Key_Escape and self.is_zoomed():
            self.reset_zoom()
        else:
            return False
        return True

    def _walk_to(self, step: int) -> None:
        """Point at a step; where it is out of sight, what is in sight follows."""
        if self._data.starts:
            step = max(0, min(len(self._data.starts) - 1, step))
            if self._nearest(step) != step:
                self._look_at(self._sight.with_step(step))
            self.point_at(step)

    def _nearest(self, step: int) -> int:
        """Return the step in sight that is nearest."""
        first, last = self.shown_steps()
        return max(first, min(last, step))

    def event(self, event: QEvent) -> bool:
        if event.type() == QEvent.Type.DevicePixelRatioChange:
            self._draw()
        return super().event(event)

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

    def _ratio(self) -> float:
        return self.devicePixelRatioF()

    def _draw(self) -> None:
        """Draw all lines anew, the ones behind first."""
        self._plot.clear()
        self._curves = []
        data = self._data
        full = len(data.scans) - 1 if data.unfinished else len(data.scans)
        self._add(data.scans[:full], data.known_from, pen=None, fillLevel=0, brush=theme.area())
        self._add(data.previous, pen=theme.cosmetic_pen("previous", self._ratio()))
        self._add(data.bots, data.known_from, pen=theme.cosmetic_pen("bots", self._ratio()))
        for line in ("clicks", "scans"):
            row = data.row(line)
            self._add(row[:full], data.known_from, pen=theme.cosmetic_pen(line, self._ratio()))
            if data.unfinished and full >= 0:
                self._add_last_leg(line, row, full)
        self._add_squares(data.clicks[:full])

    def _add(self, row: Sequence[int], begins: int = 0, **look: Any) -> None:
        if len(row) > begins:
            curve = Curve(row, begins, **look)
            self._curves.append(curve)
            self._plot.addItem(curve.item)

    def _add_last_leg(self, line: Line, row: Sequence[int], last: int) -> None:
        """Draw the way to the step that still runs: dashed, with a hollow point."""
        if last > self._data.known_from:
            leg = np.array(row[last - 1 : last + 1], dtype=float)
            pen = theme.cosmetic_pen(line, self._ratio(), unfinished=True)
            self._plot.addItem(pg.PlotCurveItem(np.array([last - 1.0, last]), leg, antialias=True, pen=pen))
        ring = pg.mkPen(theme.colour(line), width=2 * self._ratio())
        shape, size = ("s", 6) if line == "clicks" else ("o", 8)
        self._plot.addItem(
            pg.ScatterPlotItem([last], [row[last]], symbol=shape, size=size, pen=ring, brush=theme.ground())
        )

    def _add_squares(self, row: Sequence[int]) -> None:
        every = -(-len(row) // _MOST_SQUARES) or 1
        places = range(len(row) - 1, self._data.known_from - 1, -every)
        if places:
            points = ([float(place) for place in places], [float(row[place]) for place in places])
            self._plot.addItem(
                pg.ScatterPlotItem(*points, symbol="s", size=5, pen=pg.mkPen(None), brush=theme.colour("clicks"))
            )

    def _look_at(self, sight: Sight) -> None:
        """Show another part; of the same numbers, so that nothing is asked for."""
        if sight == self._sight:
            return
        self._sight = sight
        self._move_curves(moving=self._still.isActive())  # one after another: it is moved
        self._still.start()
        self._see()
        self._place_mark()

    def _see(self) -> None:
        self._view.setXRange(self._sight.first, self._sight.last, padding=_ASIDE)
        self._fit_height()
        self._let_move()
        self.zoomed.emit(self.is_zoomed())

    def _let_move(self) -> None:
        """Tell what takes the mouse where the dates are, which can be dragged while there is more of them."""
        self._over.let_push(self._plot_box().bottom() if self.is_zoomed() else None)

    def _fit_height(self) -> None:
        """Choose the scale for what is in sight; it starts at zero."""
        first, last = self.shown_steps()
        rows = [self._data.row(line)[first : last + 1] for line in self._data.lines()]
        top = self._numbers.show_up_to(max((max(row, default=0) for row in rows), default=0))
        self._view.setYRange(-top * _BELOW, top, padding=0)
        for curve in self._curves:
            curve.show(first, last, self.width())

    def _move_curves(self, *, moving: bool) -> None:
        for curve in self._curves:
            curve.move(moving=moving)

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
        self.point_at(self._nearest(round(self._step_of(x))))

    def _move_by_px(self, px: float) -> None:
        self.move_by(
            -px
            * self._sight.wide
            / max(1.0, self._px_of(self._sight.last, 0).x() - self._px_of(self._sight.first, 0).x())
        )

    def _zoom_to_px(self, left: float, right: float) -> None:
        self.zoom_to(self._step_of(left), self._step_of(right))

    def _tell(self) -> None:
        self._place_mark()
        self._say()
        self.pointed.emit(self.step_shown())

    def _place_mark(self) -> None:
        step = self.step_shown()
        if not self._data.starts or not self.shown_steps()[0] <= step <= self.shown_steps()[1]:
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
        mark = Mark(x, box.top(), box.bottom(), points, words, resting=self._at is None)
        tag = self._over.tag(mark).adjusted(-_BESIDE_TAG, 0, _BESIDE_TAG, 0)
        self._times.cover((self._step_of(tag.left()), self._step_of(tag.right())), tag.width())
        self._over.show_mark(mark)

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
