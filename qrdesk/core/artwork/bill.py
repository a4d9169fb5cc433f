"""The code of a Swiss QR-bill: 46 mm wide, with the Swiss cross in its middle, black on white.

Sources: Swiss Implementation Guidelines QR-bill 2.3 (46 x 46 mm without the quiet zone, level M, a cross of 7 x 7 mm,
5 mm of white around);
the proportions of the cross are those of SIX's drawing as claudep/swiss-qr-bill has it, 19.84 points wide: a black
square of 16.96 points with a white edge around it, in it a white cross, 11 points wide and high and 3.3 thick.
"""

import re
from collections.abc import Iterator
from dataclasses import replace
from math import ceil

from qrdesk.core.artwork.contents.demands import DEMANDS, of_level
from qrdesk.core.artwork.proof import painted, shades
from qrdesk.core.artwork.scene import Fill, Outline, Scene
from qrdesk.core.artwork.shapes.outlines import box, reverse
from qrdesk.core.artwork.style import PAPER_WHITE, WHITE, Paint
from qrdesk.core.errors import Invalid
from qrdesk.core.schemas.contents.bills import SWISS_CROSS_MM, SYMBOL_MM
from qrdesk.core.schemas.design import BodyShape, Design

BILL_MM = SYMBOL_MM  # side of the symbol, without its quiet zone
_BEGINNING = re.compile("SPC\r?\n0200\r?\n")
_POINTS = 19.84  # what the cross is measured in: its whole width
_BLACK, _ARM, _THICK = 16.96, 11.0, 3.3
_NEARLY_MM = 0.01
WHITE_MM = 5.0  # that stays empty on each side
_BLACK_RGB, _WHITE_RGB = (0, 0, 0), (255, 255, 255)


def is_bill(text: str) -> bool:
    """Say whether a code's text is a Swiss QR-bill: banks read it as one, whoever wrote it."""
    return _BEGINNING.match(text) is not None


def suited(text: str, design: Design) -> Design:
    """Return ``design`` as the guidelines demand if ``text`` is a bill: level M exactly, and no Micro symbol.

    Raises:
        Invalid: it has what stands in the way of the cross, or beside the code (``design.logo``, ``design.frame``,
            ``design.symbol.shape``, ``design.barcode``).
    """
    if not is_bill(text):
        return design
    if design.logo is not None:
        reason = "A QR-bill has the Swiss cross in its middle, and no other picture. Take the logo out."
        raise Invalid.field("design.logo", reason)
    if design.frame is not None:
        reason = "A QR-bill stands in its own form, and has no frame. Take the frame away."
        raise Invalid.field("design.frame", reason)
    if design.symbol.shape != "square":
        raise Invalid.field("design.symbol.shape", "The code of a QR-bill is square. Choose the shape square.")
    if design.barcode:
        raise Invalid.field("design.barcode", "A QR-bill has no article number. Leave the barcode out.")
    return of_level(DEMANDS["swiss-bill"].level, design)


def with_cross(scene: Scene, text: str) -> Scene:
    """Return ``scene`` with the Swiss cross over the middle of its symbol if ``text`` is a bill, else as it is.

    The modules behind it stay: readers mend them. The cross is as large to its symbol as 7 mm are to 46.
    """
    if not is_bill(text):
        return scene
    symbol = scene.symbol
    x_mm, y_mm = symbol.x_mm + symbol.side_mm / 2, symbol.y_mm + symbol.side_mm / 2
    point_mm = SWISS_CROSS_MM / _POINTS * symbol.side_mm / BILL_MM
    half, black = _POINTS / 2 * point_mm, _BLACK / 2 * point_mm
    edge = box(x_mm - half, y_mm - half, 2 * half, 2 * half)
    square = box(x_mm - black, y_mm - black, 2 * black, 2 * black)
    cross = _cross(x_mm, y_mm, _ARM / 2 * point_mm, _THICK / 2 * point_mm)
    dark = min((*shades(scene.ink), *shades(scene.under)), key=lambda shade: shade.reflectance)
    white = PAPER_WHITE if dark.cmyk is not None else WHITE
    layers = (*scene.layers, Fill((edge,), white), Fill((square, reverse(cross)), dark))
    return replace(scene, layers=layers)


def notes(scene: Scene, text: str, design: Design, wished_mm: float, *, snap: bool = False) -> Iterator[str]:
    """Yield what is to be said of a bill whose artwork was wished ``wished_mm`` wide; nothing of other codes.

    ``snap``: its modules were wished a whole number of dots.
    """
    if not is_bill(text):
        return
    if abs(scene.width_mm - wished_mm) > _NEARLY_MM and abs(scene.symbol.side_mm - BILL_MM) < _NEARLY_MM:
        yield (
            f"The code of a QR-bill is always {BILL_MM:g} mm wide without its margin, so this artwork is "
            f"{scene.width_mm:.1f} mm wide."
        )
    elif abs(scene.symbol.side_mm - BILL_MM) >= _NEARLY_MM:
        yield (
            f"The code of a QR-bill is always {BILL_MM:g} mm wide without its margin; this one is "
            f"{scene.symbol.side_mm:.1f} mm. Banks may refuse it."
        )
    if snap:
        yield (
            f"The code of a QR-bill is always {BILL_MM:g} mm wide, so its modules cannot be made a whole number of "
            "dots. Print it at 600 dpi or more."
        )
    white_mm = design.quiet_zone * scene.module_mm
    if round(white_mm, 1) < WHITE_MM:
        yield (
            f"A QR-bill needs {WHITE_MM:g} mm of white on each side of its code, and this artwork has {white_mm:.1f} "
            f"mm. Leave the rest empty, or choose a quiet zone of {ceil(WHITE_MM / scene.module_mm - _NEARLY_MM)}."
        )
    if any(not _is_black_or_white(paint) for paint in painted(scene)) or _is_inverted(scene):
        yield "A QR-bill is printed in black on white. In other colours banks may refuse it."
    if design.body.shape is not BodyShape.SQUARE:
        yield "The code of a QR-bill has square modules. With others banks may refuse it."


def _cross(x: float, y: float, arm: float, half: float) -> Outline:
    """Return a cross round (``x``, ``y``), clockwise; its arms end ``arm`` from there and are twice ``half`` thick."""
    corners = (
        (-half, -arm), (half, -arm), (half, -half), (arm, -half), (arm, half), (half, half),
        (half, arm), (-half, arm), (-half, half), (-arm, half), (-arm, -half), (-half, -half),
    )  # fmt: skip
    return tuple((x + across, y + down) for across, down in corners)


def _is_black_or_white(paint: Paint) -> bool:
    if paint.cmyk is not None:
        return paint.cmyk in {(0.0, 0.0, 0.0, 1.0), (0.0, 0.0, 0.0, 0.0)} and not paint.spot
    return paint.rgb in {_BLACK_RGB, _WHITE_RGB}


def _is_inverted(scene: Scene) -> bool:
    return max(shade.reflectance for shade in shades(scene.ink)) > max(
        shade.reflectance for shade in shades(scene.under)
    )
