"""What stands around a code: a frame, its words and the short address."""

from dataclasses import dataclass

from qrdesk.core.artwork.scene import Outline
from qrdesk.core.artwork.shapes.frames import boxes, pointing, things
from qrdesk.core.artwork.shapes.frames.sheet import NO_WORDS, PANEL, Sheet, words
from qrdesk.core.artwork.shapes.outlines import placed
from qrdesk.core.schemas.design import Frame, FrameShape

LEAST_AIR = 2.0  # modules between the symbol and any ink of a frame

_DRAW = {
    FrameShape.OUTLINE: boxes.outline,
    FrameShape.DOUBLE: boxes.double,
    FrameShape.LABEL_BELOW: boxes.label_below,
    FrameShape.LABEL_ABOVE: boxes.label_above,
    FrameShape.BUTTON: boxes.button,
    FrameShape.CARD: boxes.card,
    FrameShape.TICKET: boxes.ticket,
    FrameShape.TAG: things.tag,
    FrameShape.BUBBLE: pointing.bubble,
    FrameShape.BANNER: pointing.banner,
    FrameShape.ARROW: pointing.arrow,
    FrameShape.CORNERS: boxes.corners,
    FrameShape.PHONE: things.phone,
    FrameShape.BAG: things.bag,
    FrameShape.CLIPBOARD: things.clipboard,
    FrameShape.PLAIN: boxes.plain,
}


@dataclass(frozen=True, slots=True)
class Framed:
    """A frame in modules, and where the code's block (with its quiet zone) stands in it.

    ``paper`` lies beneath the code; ``ink``, ``words`` and ``note`` above it. ``on_ink`` says that the words stand on
    the ink and not on the paper.
    """

    width: float
    height: float
    x: float
    y: float
    paper: tuple[Outline, ...]
    ink: tuple[Outline, ...]
    words: tuple[Outline, ...]
    note: tuple[Outline, ...]
    on_ink: bool


def around(frame: Frame, code_side: float, quiet_zone: float, address: str = "", font: bytes = b"") -> Framed:
    """Return the frame around a block that is ``code_side`` modules wide, ``quiet_zone`` of them empty on each side.

    Args:
        frame: what it shall be.
        code_side: of the block.
        quiet_zone: where there are less than two, the frame keeps off as much more.
        address: written below if ``frame.address`` says so; empty: there is none.
        font: the file that ``frame.font`` names if it is none of ours.

    Raises:
        Invalid: the font cannot be used (``design.frame.font``), or has not all characters (``design.frame.text``).
    """
    air = max(0.0, LEAST_AIR - quiet_zone)
    scale = (code_side + 2 * air) / PANEL
    said = words(frame.text, frame.font, frame.icon, bold=frame.bold, own=font)
    note = words(address, "Inter", None, bold=False) if frame.address and address else NO_WORDS
    sheet = Sheet(said, note)
    _DRAW[frame.shape](sheet)

    def in_modules(outlines: list[Outline]) -> tuple[Outline, ...]:
        return placed(outlines, scale)

    return Framed(
        width=sheet.width * scale,
        height=sheet.height * scale,
        x=sheet.x * scale + air,
        y=sheet.y * scale + air,
        paper=in_modules(sheet.paper),
        ink=in_modules(sheet.ink),
        words=in_modules(sheet.words),
        note=in_modules(sheet.note),
        on_ink=sheet.on_ink,
    )
