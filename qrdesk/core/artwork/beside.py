"""The article number as bars, below a code that carries it: tills that read no QR codes read these.

Two codes on one article carry the same number and stand within 50 mm of one another. Source: GS1 General
Specifications, 5.2.
"""

from dataclasses import dataclass, replace
from itertools import groupby
from math import ceil, floor

from qrdesk.core.artwork.contents.ean import GUARDS_LONGER, HEIGHTS_MM, MODULE_MM, Bars, bars
from qrdesk.core.artwork.contents.gs1 import find_gtin
from qrdesk.core.artwork.gradients import lightness, shading
from qrdesk.core.artwork.processes import MOST_REDUCED
from qrdesk.core.artwork.proof import shades
from qrdesk.core.artwork.scene import Fill, Outline, Picture, Scene
from qrdesk.core.artwork.shapes import lettering
from qrdesk.core.artwork.shapes.outlines import box, placed, reverse
from qrdesk.core.artwork.shapes.unions import bounds
from qrdesk.core.artwork.standards import QUIET_ZONE
from qrdesk.core.artwork.style import Paint, Shading, contrast
from qrdesk.core.errors import Invalid
from qrdesk.core.schemas.design import Design

LEAST = 0.8  # of the size: what tills read; twice the size is the most, and no dot of ours is that large
_DIGIT_MM = 2.75  # height of the digits, at 100 %
_CELL = 7  # modules that such a digit has for itself
_BELOW_BARS = 1  # modules between bars and digits, and all that follows is in the same unit
_EDGE = 5  # below the digits
_PLATE = 2  # around bars and digits that stand on a plate of their own
_BELOW_FRAME = 10
_HALVINGS = 40  # of what a width lies in


@dataclass(frozen=True, slots=True)
class _Place:
    """Where the bars stand, in mm: the first of them, their upper edge, a module, and the end of all."""

    x_mm: float
    y_mm: float
    module_mm: float
    height_mm: float  # of the bars
    bottom_mm: float

    @property
    def base_mm(self) -> float:
        """What the digits stand on."""
        return self.bottom_mm - _EDGE * self.module_mm


def with_barcode(scene: Scene, text: str, design: Design, *, reduce_mm: float = 0, dot_mm: float = 0) -> Scene:
    """Return ``scene`` with the article number of ``text`` below it as EAN-13, UPC-A or EAN-8, if ``design`` says so.

    It is at most 100 % large, and smaller where the artwork is narrow. Dark edges draw back by ``reduce_mm`` as those
    of the code do. A bar is a whole number of dots where these are ``dot_mm`` wide; it may then be larger. Bars are
    always dark on light: beside light modules they stand on a plate of their own. They have one colour, of a
    gradient that which stands out most, because a till compares all of them with one threshold.

    Raises:
        Invalid: ``text`` carries no number that bars can show (``design.barcode``), or it has no room (``size_mm``).
    """
    if not design.barcode:
        return scene
    found = _bars(text)
    inverted = lightness(scene.ink) > lightness(scene.under)
    place = _placed(found, scene, design, dot_mm, inverted=inverted)
    papered = _papered(scene, design, place) if scene.has_paper else scene
    prints_the_light = inverted and not scene.has_paper
    drawn = _drawn(found, place, -reduce_mm if prints_the_light else reduce_mm)
    if inverted:
        drawn = (_plate(found, place, scene.width_mm), *map(reverse, drawn))
    fill = Fill(drawn, _strongest(scene.ink, scene.under))
    return replace(papered, height_mm=place.bottom_mm, layers=(*papered.layers, fill), bar_mm=place.module_mm)


def width_within(scene: Scene, text: str, design: Design, bounded_mm: float, *, dot_mm: float = 0) -> float:
    """Return how wide ``scene``, drawn without its bars, may be for neither side to be longer with them.

    Bars keep their size as long as they can, so the whole does not grow as its width does.

    Raises:
        Invalid: as ``with_barcode``, where it would have to be too narrow for bars, too.
    """
    found = _bars(text)
    inverted = lightness(scene.ink) > lightness(scene.under)

    def fits(width_mm: float) -> bool:
        scale = width_mm / scene.width_mm
        resized = replace(
            scene, width_mm=width_mm, height_mm=scene.height_mm * scale, module_mm=scene.module_mm * scale
        )
        return _placed(found, resized, design, dot_mm, inverted=inverted).bottom_mm <= bounded_mm

    least_mm, most_mm = _modules(found) * _least_module_mm(dot_mm), bounded_mm
    if most_mm < least_mm or fits(most_mm):
        return most_mm
    if not fits(least_mm):
        raise Invalid.field(
            "size_mm",
            f"The barcode does not fit: with it the artwork would be higher than {bounded_mm:g} mm. Give it more room, "
            "or leave the barcode out.",
        )
    for _ in range(_HALVINGS):
        middle_mm = (least_mm + most_mm) / 2
        least_mm, most_mm = (middle_mm, most_mm) if fits(middle_mm) else (least_mm, middle_mm)
    return least_mm


def _bars(text: str) -> Bars:
    gtin = find_gtin(text)
    if gtin is None:
        raise Invalid.field(
            "design.barcode",
            "A barcode shows the article number of a GS1 Digital Link, and this code carries none. Leave the barcode "
            "out, or make a code of the type gs1.",
        )
    try:
        return bars(gtin)
    except ValueError as refused:
        raise Invalid.field("design.barcode", str(refused)) from refused


def _modules(found: Bars) -> int:
    """Return how many modules wide the bars are with their quiet zones."""
    return sum(found.quiet) + len(found.modules)


def _placed(found: Bars, scene: Scene, design: Design, dot_mm: float, *, inverted: bool) -> _Place:
    module_mm = _module_mm(_modules(found), scene.width_mm, dot_mm)
    x_mm = (scene.width_mm - _modules(found) * module_mm) / 2 + found.quiet[0] * module_mm
    if dot_mm:
        x_mm = round(x_mm / dot_mm) * dot_mm
    if design.frame is None:
        gap_mm = max(0, QUIET_ZONE - design.quiet_zone) * scene.module_mm
    else:
        gap_mm = _BELOW_FRAME * module_mm
    if inverted:
        gap_mm += (_PLATE + 1) * module_mm
    y_mm = scene.height_mm + gap_mm
    scale = module_mm / MODULE_MM
    height_mm = HEIGHTS_MM[found.symbology] * scale
    bottom_mm = y_mm + height_mm + _DIGIT_MM * scale + (_BELOW_BARS + _EDGE) * module_mm
    return _Place(x_mm, y_mm, module_mm, height_mm, bottom_mm)


def _module_mm(modules: int, width_mm: float, dot_mm: float) -> float:
    """Return how wide the narrowest bar is.

    Raises:
        Invalid: the artwork is too narrow for it.
    """
    least_mm = _least_module_mm(dot_mm)
    wanted_mm = min(MODULE_MM, width_mm / modules)
    if dot_mm:
        wanted_mm = floor(wanted_mm / dot_mm + 1e-6) * dot_mm
    wanted_mm = max(least_mm, wanted_mm)
    if wanted_mm * modules > width_mm + 1e-6:
        least_wide_mm = ceil(wanted_mm * modules * 10 - 1e-6) / 10
        raise Invalid.field(
            "size_mm",
            f"The barcode does not fit: tills need it {least_wide_mm:g} mm wide. Make the artwork at least that wide, "
            "or leave the barcode out.",
        )
    return wanted_mm


def _least_module_mm(dot_mm: float) -> float:
    least_mm = LEAST * MODULE_MM
    return ceil(least_mm / dot_mm - 1e-6) * dot_mm if dot_mm else least_mm


def _papered(scene: Scene, design: Design, place: _Place) -> Scene:
    """Return the scene with paper that reaches behind the bars; a gradient of it is laid over all of that."""
    width_mm, paper = scene.width_mm, scene.layers[0]
    if isinstance(paper, Picture):
        return scene
    whole = box(0.0, 0.0, width_mm, place.bottom_mm)
    if design.frame is None:
        radius = design.paper_radius * width_mm / 2
        below = min(radius, _EDGE * place.module_mm)  # so that no digit stands beyond the paper
        outlines: tuple[Outline, ...] = (box(0.0, 0.0, width_mm, place.bottom_mm, (radius, radius, below, below)),)
    elif _is_whole(paper.outlines, scene):
        outlines = (whole,)
    else:  # what has a shape of its own keeps it, and the bars get a piece of paper below
        edge_mm = _EDGE * place.module_mm
        top_mm = scene.height_mm + edge_mm
        piece = box(0.0, top_mm, width_mm, place.bottom_mm - top_mm, edge_mm)
        outlines = (*paper.outlines, piece)
    under = scene.under
    if isinstance(under, Shading) and design.paper_gradient is not None:
        left, top, right, bottom = bounds(outlines)
        under = shading(design.paper_gradient, left, top, right - left, bottom - top)
    above = (
        replace(layer, paint=under) if isinstance(layer, Fill) and layer.paint == scene.under else layer
        for layer in scene.layers[1:]
    )
    return replace(scene, layers=(Fill(outlines, under), *above), under=under)


def _is_whole(outlines: tuple[Outline, ...], scene: Scene) -> bool:
    corners = {(x, y) for x in (0.0, scene.width_mm) for y in (0.0, scene.height_mm)}
    rounded = {tuple(round(number, 6) for number in piece) for piece in outlines[0]}
    return len(outlines) == 1 and rounded == {(round(x, 6), round(y, 6)) for x, y in corners}


def _drawn(found: Bars, place: _Place, reduce_mm: float) -> tuple[Outline, ...]:
    """Return the bars, each one box, and their digits."""
    most_mm = MOST_REDUCED * place.module_mm
    inset_mm = max(-most_mm, min(most_mm, reduce_mm))
    drawn: list[Outline] = []
    longer = {at for first, last in found.guards for at in range(first, last)}
    # no bar lies across the end of a guard: digits begin and end with a light module where a guard has a dark one
    for (dark, is_longer), run in groupby(range(len(found.modules)), lambda at: (found.modules[at], at in longer)):
        if dark == "1":
            places = list(run)
            left = place.x_mm + places[0] * place.module_mm + inset_mm
            width = len(places) * place.module_mm - 2 * inset_mm
            height = place.height_mm + (GUARDS_LONGER * place.module_mm if is_longer else 0)
            drawn.append(box(left, place.y_mm, width, height))
    for digits, first, last in found.groups:
        cell = (last - first) / len(digits)
        for number, digit in enumerate(digits):
            drawn += _digit(digit, place, first + (number + 0.5) * cell, cell)
    return tuple(drawn)


def _digit(digit: str, place: _Place, middle: float, cell: float) -> tuple[Outline, ...]:
    """Return a digit round the module ``middle``; narrow cells make it smaller."""
    line = lettering.line(digit, bold=False)
    height_mm = _DIGIT_MM * place.module_mm / MODULE_MM * min(1.0, cell / _CELL)
    scale = height_mm / line.capitals
    left = place.x_mm + middle * place.module_mm - (line.box[0] + line.box[2]) / 2 * scale
    return placed(line.outlines, scale, left, place.base_mm)


def _plate(found: Bars, place: _Place, width_mm: float) -> Outline:
    """Return what lies light around dark bars where all else is dark: their quiet zones, and a little more."""
    module_mm, top = place.module_mm, place.y_mm - _PLATE * place.module_mm
    left = place.x_mm - found.quiet[0] * module_mm
    right = left + _modules(found) * module_mm
    more = max(0.0, min(_PLATE * module_mm, left, width_mm - right))
    return box(left - more, top, right - left + 2 * more, place.base_mm + _PLATE * module_mm - top)


def _strongest(ink: Paint | Shading, under: Paint | Shading) -> Paint:
    return max(shades(ink), key=lambda one: min(contrast(paper, one) for paper in shades(under)))
