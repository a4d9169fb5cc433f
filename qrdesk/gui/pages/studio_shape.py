"""The Studio's Shape tab: modules and eyes, each seen before it is chosen."""

from functools import partial

from PySide6.QtWidgets import QWidget

from qrdesk.client import Design
from qrdesk.core.artwork.scan.sizes import ROUND_EYES
from qrdesk.core.artwork.scene import Outline
from qrdesk.core.artwork.shapes import body, eyes
from qrdesk.core.artwork.shapes.outlines import placed
from qrdesk.core.schemas.design import Body, BodyShape, Eyes, EyeShape
from qrdesk.gui.pages import studio_eyes
from qrdesk.gui.pages.studio_colour import eye_choice
from qrdesk.gui.pages.studio_eyes import ALL
from qrdesk.gui.pages.studio_tab import MARGINS, Measure, Tab
from qrdesk.gui.widgets import boxes, labels
from qrdesk.gui.widgets.switch import Switch
from qrdesk.gui.widgets.tiles import Option, Tiles

_SAMPLE = tuple(bytes(row) for row in ((0, 1, 1, 0), (1, 1, 0, 1), (0, 1, 1, 1), (1, 0, 1, 0)))
_SIZED = frozenset(
    {
        BodyShape.GAPPED,
        BodyShape.DOTS,
        BodyShape.VERTICAL_BARS,
        BodyShape.HORIZONTAL_BARS,
        BodyShape.DIAMOND,
        BodyShape.STAR,
        BodyShape.HEXAGON,
        BodyShape.CROSS,
    }
)


class ShapeTab(Tab):
    """What modules and eyes look like."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._body, self._eyes = Body(), Eyes()
        self.body = Tiles([self._body_option(shape) for shape in BodyShape], self.tr("Shape of the modules"))
        self.module_size = Measure(self.tr("Size of a module"), 60, 100, self.tr("{n} %"))
        self.which = eye_choice(self.tr("Which eye to shape"))
        self.differ = Switch(self.tr("Different from the others"))
        self.frame = Tiles([self._eye_option(shape, ball=False) for shape in EyeShape], self.tr("Shape of the eyes"))
        self.ball = Tiles([self._eye_option(shape, ball=True) for shape in EyeShape], self.tr("Shape of their middle"))
        self.radius = Measure(self.tr("Roundness of the eyes"), 10, 100, self.tr("{n} %"), step=5)
        self.risk = labels.Paragraph(
            self.tr("Older apps miss eyes that are rounder than {n} %.").format(n=round(100 * ROUND_EYES)), "caption"
        )
        self.setLayout(
            boxes.rows(
                labels.text(self.tr("Modules"), "label"),
                self.body,
                self.module_size,
                6,
                labels.text(self.tr("Eyes"), "label"),
                self.which,
                self.differ,
                self.frame,
                labels.text(self.tr("Middle of the eyes"), "label"),
                self.ball,
                self.radius,
                self.risk,
                None,
                gap=8,
                margins=MARGINS,
            )
        )
        self.body.chosen.connect(partial(self._tell_body, "shape"))
        self.module_size.changed.connect(self._tell_size)
        self.which.chosen.connect(self._show_eyes)
        self.differ.toggled.connect(self._let_differ)
        self.frame.chosen.connect(partial(self._tell_shape, "frame"))
        self.ball.chosen.connect(partial(self._tell_shape, "ball"))
        self.radius.changed.connect(self._tell_radius)

    def show_design(self, design: Design) -> None:
        """Show ``design`` without telling anyone."""
        self._body, self._eyes = design.body, design.eyes
        self.body.choose(design.body.shape.value)
        self.module_size.setVisible(design.body.shape in _SIZED)
        self.module_size.show_value(100 * design.body.size)
        self._show_eyes()

    def _show_eyes(self, _place: str = "") -> None:
        place = self.which.key()
        eye = studio_eyes.eye_at(self._eyes, place)
        own = place == ALL or studio_eyes.has_own(self._eyes, place)
        self.differ.setVisible(place != ALL)
        self.differ.blockSignals(True)
        self.differ.setChecked(own)
        self.differ.blockSignals(False)
        for tiles in (self.frame, self.ball):
            tiles.setEnabled(own)
        self.frame.choose(eye.frame.value)
        self.ball.choose(eye.ball.value)
        rounded = {eye.frame, eye.ball} - {EyeShape.SQUARE, EyeShape.CIRCLE}
        radius = max(eye.frame_radius, eye.ball_radius)
        self.radius.setVisible(bool(rounded))
        self.radius.setEnabled(own)
        self.radius.show_value(100 * radius)
        circle = EyeShape.CIRCLE in {eye.frame, eye.ball}
        self.risk.setVisible(circle or (bool(rounded) and radius > ROUND_EYES))

    def _tell_body(self, field: str, value: object) -> None:
        self.tell("body", Body.model_validate({**self._body.model_dump(), field: value}))

    def _tell_size(self, percent: int) -> None:
        self._tell_body("size", percent / 100)

    def _let_differ(self, on: bool) -> None:
        self.tell("eyes", studio_eyes.let_differ(self._eyes, self.which.key(), on=on))

    def _tell_eyes(self, **changes: object) -> None:
        self.tell("eyes", studio_eyes.changed(self._eyes, self.which.key(), **changes))

    def _tell_shape(self, part: str, shape: str) -> None:
        self._tell_eyes(**{part: shape})

    def _tell_radius(self, percent: int) -> None:
        self._tell_eyes(frame_radius=percent / 100, ball_radius=percent / 100)

    def _body_option(self, shape: BodyShape) -> Option:
        names = {
            BodyShape.SQUARE: self.tr("Squares"),
            BodyShape.GAPPED: self.tr("Squares with gaps"),
            BodyShape.DOTS: self.tr("Dots"),
            BodyShape.ROUNDED: self.tr("Rounded"),
            BodyShape.EXTRA_ROUNDED: self.tr("Very rounded"),
            BodyShape.CLASSY: self.tr("Classy"),
            BodyShape.CLASSY_ROUNDED: self.tr("Classy, rounded"),
            BodyShape.LIQUID: self.tr("Liquid"),
            BodyShape.VERTICAL_BARS: self.tr("Upright bars"),
            BodyShape.HORIZONTAL_BARS: self.tr("Lying bars"),
            BodyShape.DIAMOND: self.tr("Diamonds"),
            BodyShape.STAR: self.tr("Stars"),
            BodyShape.HEXAGON: self.tr("Hexagons"),
            BodyShape.CROSS: self.tr("Crosses"),
        }
        return shape.value, names[shape], placed(body.outlines(_SAMPLE, shape, 1.0, 0.0), 1 / len(_SAMPLE))

    def _eye_option(self, shape: EyeShape, *, ball: bool) -> Option:
        names = {
            EyeShape.SQUARE: self.tr("Square"),
            EyeShape.ROUNDED: self.tr("Rounded"),
            EyeShape.CIRCLE: self.tr("Round"),
            EyeShape.LEAF: self.tr("Leaf"),
            EyeShape.DROP: self.tr("Drop"),
            EyeShape.ONE_CORNER: self.tr("One round corner"),
        }
        looks = Eyes(ball=shape, ball_radius=0.6) if ball else Eyes(frame=shape, frame_radius=0.6)
        return shape.value, names[shape], _eye(looks, ball=ball)


def _eye(looks: Eyes, *, ball: bool) -> tuple[Outline, ...]:
    """Return the upper left eye, or its ball alone, in a square of one."""
    part = next(part for part in eyes.parts(eyes.SIDE, looks, 0.0) if part.is_ball == ball)
    left, top, side = part.square
    return placed(part.outlines, 1 / side, -left / side, -top / side)
