"""A gradient: its kind, its direction, and two to eight colours, of which one is changed at a time."""

from functools import partial

from PySide6.QtCore import QRectF, QSize, Signal
from PySide6.QtGui import QBrush, QLinearGradient, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QButtonGroup, QSizePolicy, QWidget

from qrdesk.core.artwork.style import paint
from qrdesk.core.schemas.design import Gradient, Stop
from qrdesk.gui.pages.studio_ink import InkField
from qrdesk.gui.theme import tokens
from qrdesk.gui.widgets import boxes, labels
from qrdesk.gui.widgets.buttons import IconButton
from qrdesk.gui.widgets.colour import Swatch
from qrdesk.gui.widgets.numbers import Whole
from qrdesk.gui.widgets.segment import Segment

_LEAST, _MOST = 2, 8  # colours


class GradientBar(QWidget):
    """How the colours run into one another, from the first to the last."""

    def __init__(self) -> None:
        super().__init__()
        self._gradient: Gradient | None = None
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def show_gradient(self, gradient: Gradient) -> None:
        """Show ``gradient``, whatever its direction."""
        self._gradient = gradient
        self.update()

    def sizeHint(self) -> QSize:
        return QSize(120, 14)

    def paintEvent(self, event: QPaintEvent) -> None:
        box = QRectF(self.rect()).adjusted(0.5, 0.5, -0.5, -0.5)
        ramp = QLinearGradient(box.topLeft(), box.topRight())
        for stop in self._gradient.stops if self._gradient is not None else ():
            ramp.setColorAt(stop.at, paint(stop.colour).hex)
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(QPen(tokens.current().border.strong, 1))
        painter.setBrush(QBrush(ramp))
        painter.drawRoundedRect(box, 4, 4)


class GradientField(boxes.Flowing):
    """``changed`` brings the gradient."""

    changed = Signal(object)

    def __init__(self, name: str) -> None:
        super().__init__()
        self._gradient = plain_gradient("#000000")
        self._place = 0
        kinds = [("linear", self.tr("Straight")), ("radial", self.tr("Round"))]
        self.kind = Segment(kinds, "small", self.tr("{name}: kind of gradient").format(name=name))
        self.angle = Whole(-360, 360, 0, unit="°", step=15)
        self.angle.setAccessibleName(self.tr("{name}: angle in degrees").format(name=name))
        self.angle.setMinimumWidth(72)
        self.bar = GradientBar()
        self._swatches = QButtonGroup(self)
        self._row = boxes.columns(gap=6)
        self.add = IconButton("plus", self.tr("Add a colour"), 26)
        self.remove = IconButton("minus", self.tr("Remove this colour"), 26)
        self.ink = InkField(self.tr("{name}: colour in the gradient").format(name=name))
        self.at = Whole(0, 100, 0, unit="%", step=5)
        self.at.setAccessibleName(self.tr("Where this colour stands, in per cent"))
        self.at.setMinimumWidth(72)
        head = boxes.columns(self.kind, None, self.angle, gap=6)
        place = boxes.columns(labels.text(self.tr("Stands at"), "body"), None, self.at, gap=6)
        stops = boxes.columns(self._row, None, self.remove, self.add, gap=2)
        self.setLayout(boxes.rows(head, self.bar, stops, self.ink, place, gap=8))
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Minimum)
        self._connect()
        self._show()

    def _connect(self) -> None:
        self.kind.chosen.connect(partial(self._change, "kind"))
        self.angle.valueChanged.connect(partial(self._change, "angle"))
        self.add.clicked.connect(self._add)
        self.remove.clicked.connect(self._remove)
        self.ink.changed.connect(self._recolour)
        self.at.valueChanged.connect(self._move)
        self._swatches.idClicked.connect(self._choose)

    def show_gradient(self, gradient: Gradient) -> None:
        """Show ``gradient`` without telling anyone; what is being typed is left alone."""
        if gradient != self._gradient:
            self._gradient = gradient
            self._place = min(self._place, len(gradient.stops) - 1)
            self._show()

    def gradient(self) -> Gradient:
        """Return the gradient shown."""
        return self._gradient

    def swatches(self) -> list[Swatch]:
        """Return the colours to press, from the first to the last."""
        return [button for button in self._swatches.buttons() if isinstance(button, Swatch)]

    def _show(self) -> None:
        gradient = self._gradient
        self.kind.choose(gradient.kind)
        _put(self.angle, round(gradient.angle))
        self.angle.setVisible(gradient.kind == "linear")
        self.bar.show_gradient(gradient)
        self._show_swatches()
        stop = gradient.stops[self._place]
        self.ink.show_ink(stop.colour)
        _put(self.at, round(100 * stop.at))
        self.add.setEnabled(len(gradient.stops) < _MOST)
        self.remove.setEnabled(len(gradient.stops) > _LEAST)

    def _show_swatches(self) -> None:
        stops = self._gradient.stops
        for swatch in self.swatches()[len(stops) :]:
            self._swatches.removeButton(swatch)
            self._row.removeWidget(swatch)
            swatch.hide()
            swatch.deleteLater()
        for _ in range(len(stops) - len(self.swatches())):
            swatch = Swatch("#000000", 26)
            swatch.setCheckable(True)
            self._swatches.addButton(swatch, len(self.swatches()))
            self._row.addWidget(swatch)
        for place, (swatch, stop) in enumerate(zip(self.swatches(), stops, strict=True)):
            swatch.show_colour(paint(stop.colour).hex)
            said = self.tr("Colour {n} of {all}, {colour} at {at} %")
            swatch.setAccessibleName(
                said.format(n=place + 1, all=len(stops), colour=stop.colour, at=round(100 * stop.at))
            )
            swatch.setChecked(place == self._place)

    def _choose(self, place: int) -> None:
        self._place = place
        self._show()

    def _change(self, field: str, value: object) -> None:
        self._tell(Gradient.model_validate({**self._gradient.model_dump(), field: value}))

    def _recolour(self, ink: str) -> None:
        self._with_stop(Stop(at=self._gradient.stops[self._place].at, colour=ink))

    def _move(self, percent: int) -> None:
        self._with_stop(Stop(at=percent / 100, colour=self._gradient.stops[self._place].colour))

    def _with_stop(self, stop: Stop) -> None:
        stops = list(self._gradient.stops)
        stops[self._place] = stop
        self._have(stops, stop)

    def _add(self) -> None:
        """Put a colour in the middle between this one and its neighbour."""
        stops = list(self._gradient.stops)
        first = min(self._place, len(stops) - 2)
        middle = Stop(at=round((stops[first].at + stops[first + 1].at) / 2, 2), colour=stops[self._place].colour)
        stops.insert(first + 1, middle)
        self._have(stops, middle)

    def _remove(self) -> None:
        stops = list(self._gradient.stops)
        del stops[self._place]
        self._have(stops, stops[min(self._place, len(stops) - 1)])

    def _have(self, stops: list[Stop], chosen: Stop) -> None:
        in_order = sorted(stops, key=lambda stop: stop.at)
        self._place = next(place for place, stop in enumerate(in_order) if stop is chosen)
        self._tell(self._gradient.model_copy(update={"stops": tuple(in_order)}))

    def _tell(self, gradient: Gradient) -> None:
        self._gradient = gradient
        self._show()
        self.changed.emit(gradient)


def plain_gradient(ink: str) -> Gradient:
    """Return a gradient to begin with: from ``ink`` to a colour near it."""
    last = "#3730a3" if ink in {"#000000", "k"} else "#000000" if ink.startswith("#") else "k"
    return Gradient(kind="linear", angle=45, stops=(Stop(at=0, colour=ink), Stop(at=1, colour=last)))


def _put(box: Whole, value: int) -> None:
    if box.value() != value:  # else the cursor would jump while somebody types
        box.blockSignals(True)
        box.setValue(value)
        box.blockSignals(False)
