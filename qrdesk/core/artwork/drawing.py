"""From a symbol and a design to a scene."""

from qrdesk.core.artwork.assets import NOTHING, Assets
from qrdesk.core.artwork.scene import Box, Fill, Outline, Scene
from qrdesk.core.artwork.shapes.tracing import trace
from qrdesk.core.artwork.style import look
from qrdesk.core.artwork.symbol import Symbol
from qrdesk.core.schemas.design import Design


def build(symbol: Symbol, design: Design, size_mm: float, assets: Assets = NOTHING, *, reduce_mm: float = 0) -> Scene:
    """Return the scene of ``symbol``, ``size_mm`` wide with its quiet zone and its frame.

    Each dark edge draws back by ``reduce_mm`` (bar-width reduction).
    """
    paints = look(design)
    module_mm = size_mm / (symbol.modules + 2 * design.quiet_zone)
    margin = design.quiet_zone
    dark = tuple(
        tuple(((x + margin) * module_mm, (y + margin) * module_mm) for x, y in outline)
        for outline in trace(symbol.rows)
    )
    fills = (Fill(dark, paints.ink),)
    if paints.paper is not None:
        sheet: Outline = ((0.0, 0.0), (size_mm, 0.0), (size_mm, size_mm), (0.0, size_mm))
        fills = (Fill((sheet,), paints.paper), *fills)
    box = Box(margin * module_mm, margin * module_mm, symbol.modules * module_mm)
    return Scene(size_mm, size_mm, module_mm, fills, paints.ground, box, paints.ink, paints.ground)
