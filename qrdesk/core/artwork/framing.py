"""A code in its frame: where both stand, and what the frame is painted with."""

import re
from dataclasses import replace

from qrdesk.core.artwork.gradients import shading
from qrdesk.core.artwork.proof import shades
from qrdesk.core.artwork.scene import Box, Fill, Outline, Picture, Scene
from qrdesk.core.artwork.shapes.frames import Framed
from qrdesk.core.artwork.shapes.outlines import placed
from qrdesk.core.artwork.shapes.unions import bounds
from qrdesk.core.artwork.style import BLACK, PAPER_WHITE, WHITE, Paint, Shading, contrast, look, paint
from qrdesk.core.schemas.design import Design, Frame

_AnyPaint = Paint | Shading
_LONGEST_ADDRESS = 60  # characters
_WEB = re.compile("https?://", re.IGNORECASE)
_READABLE = 0.35  # contrast of words to what is behind them


def framed(code: Scene, frame: Framed, design: Design, around: Frame) -> Scene:
    """Return the scene of a code, quiet zone included, in its frame."""
    mm = code.module_mm
    width_mm, height_mm = frame.width * mm, frame.height * mm
    x, y = frame.x * mm, frame.y * mm
    layers = [_moved(layer, x, y) for layer in code.layers]
    under = _moved_paint(code.under, x, y)
    if code.has_paper:
        paper = placed(frame.paper, mm)
        if design.paper_gradient is not None:
            left, top, right, bottom = bounds(paper)
            under = shading(design.paper_gradient, left, top, right - left, bottom - top)
        layers[0] = Fill(paper, under)  # in place of the code's own
    layers += _drawn(frame, mm, _inks(design, around, under, (width_mm, height_mm)))
    symbol = Box(code.symbol.x_mm + x, code.symbol.y_mm + y, code.symbol.side_mm)
    return replace(
        code, width_mm=width_mm, height_mm=height_mm, layers=tuple(layers), symbol=symbol,
        ink=_moved_paint(code.ink, x, y), under=under,
    )  # fmt: skip


def _drawn(frame: Framed, mm: float, inks: tuple[_AnyPaint, _AnyPaint, _AnyPaint]) -> list[Fill]:
    """Return a fill for each ink that is used, the frame's own first."""
    ink, on_ink, on_paper = inks
    by_paint: dict[_AnyPaint, list[Outline]] = {ink: list(frame.ink)}
    by_paint.setdefault(on_ink if frame.on_ink else on_paper, []).extend(frame.words)
    by_paint.setdefault(on_paper, []).extend(frame.note)
    return [Fill(placed(outlines, mm), painted) for painted, outlines in by_paint.items() if outlines]


def _inks(
    design: Design, around: Frame, under: _AnyPaint, size: tuple[float, float]
) -> tuple[_AnyPaint, _AnyPaint, _AnyPaint]:
    """Return the paints of the frame, of words on it, and of words on paper."""
    modules: _AnyPaint = look(design).ink
    if design.ink_gradient is not None:
        modules = shading(design.ink_gradient, 0, 0, *size)
    ink = modules if around.ink is None else paint(around.ink)
    if around.text_ink is not None:
        own = paint(around.text_ink)
        return ink, own, own
    on_paper = ink if _apart(ink, under) >= _READABLE else modules
    return ink, _on(ink, under), on_paper


def _on(ink: _AnyPaint, under: _AnyPaint) -> Paint:
    """Return what can be read on ``ink``: the paper if that can be, else white or black."""
    press = any(stop.cmyk is not None for stop in shades(ink))
    choices = [PAPER_WHITE, paint("k")] if press else [WHITE, BLACK]
    if isinstance(under, Paint):
        choices.insert(0, under)
    best = max(choices, key=lambda one: _apart(ink, one))
    return next((one for one in choices if _apart(ink, one) >= _READABLE), best)


def _apart(one: _AnyPaint, other: _AnyPaint) -> float:
    return min(contrast(first, second) for first in shades(one) for second in shades(other))


def _moved(layer: Fill | Picture, x: float, y: float) -> Fill | Picture:
    if isinstance(layer, Picture):
        return replace(layer, x_mm=layer.x_mm + x, y_mm=layer.y_mm + y)
    return replace(layer, outlines=placed(layer.outlines, 1, x, y), paint=_moved_paint(layer.paint, x, y))


def _moved_paint(painted: _AnyPaint, x: float, y: float) -> _AnyPaint:
    if isinstance(painted, Paint):
        return painted
    start, end = painted.start, painted.end
    return replace(painted, start=(start[0] + x, start[1] + y), end=(end[0] + x, end[1] + y))


def short_address(text: str) -> str:
    """Return the address that a code carries, as people write it; empty if it is no page, or too long for that."""
    if not _WEB.match(text):
        return ""
    rest = without_scheme(text)
    return rest if len(rest) <= _LONGEST_ADDRESS and rest.isprintable() else ""


def without_scheme(text: str) -> str:
    """Return a text as people write an address, without https:// and the last stroke; any other as it is."""
    return _WEB.sub("", text).removesuffix("/")
