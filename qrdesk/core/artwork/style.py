"""Colours: how a design's texts become paints for screen and press."""

from dataclasses import dataclass, replace

from qrdesk.core.artwork.press import linear, printed
from qrdesk.core.schemas.design import Design

Rgb = tuple[int, int, int]
Cmyk = tuple[float, float, float, float]


@dataclass(frozen=True, slots=True)
class Paint:
    """A colour. ``rgb`` is 0 to 255 each; ``cmyk`` is 0 to 1 each, None where the colour was given as RGB.

    ``spot`` names an ink that is mixed before printing; ``cmyk`` is then what it looks like where it is not there.
    """

    rgb: Rgb
    cmyk: Cmyk | None = None
    spot: str = ""

    @property
    def in_print(self) -> "Paint":
        """The same colour, with the ``rgb`` that it has in print; many screens show press colours so, too."""
        return self if self.cmyk is None else replace(self, rgb=printed(self.cmyk))

    @property
    def hex(self) -> str:
        """The screen colour as ``#rrggbb``."""
        return "#{:02x}{:02x}{:02x}".format(*self.rgb)

    @property
    def luma(self) -> int:
        """Grey value a camera sees, 0 to 255 (ITU-R BT.601)."""
        red, green, blue = self.rgb
        return round(0.299 * red + 0.587 * green + 0.114 * blue)

    @property
    def reflectance(self) -> float:
        """Share of light given back, 0 to 1: linear luminance of the sRGB colour (IEC 61966-2-1)."""
        red, green, blue = (linear(channel) for channel in self.rgb)
        return 0.2126 * red + 0.7152 * green + 0.0722 * blue

    @property
    def red_reflectance(self) -> float:
        """Share of red light given back, 0 to 1: what a till's 660 nm scanner sees."""
        return linear(self.rgb[0])


@dataclass(frozen=True, slots=True)
class Shading:
    """A gradient, in mm of the scene: linear from ``start`` to ``end``, or radial from ``start`` outwards.

    ``end`` of a radial one is any point of its outer circle. ``stops`` are in order, each from 0 to 1.
    """

    radial: bool
    start: tuple[float, float]
    end: tuple[float, float]
    stops: tuple[tuple[float, Paint], ...]


WHITE = Paint((255, 255, 255))
BLACK = Paint((0, 0, 0))
PAPER_WHITE = Paint((255, 255, 255), (0.0, 0.0, 0.0, 0.0))  # no ink on any plate


@dataclass(frozen=True, slots=True)
class Look:
    """The paints of a design. ``ground`` is what the modules stand on: the paper, or the stock it is printed on."""

    ink: Paint
    paper: Paint | None
    ground: Paint

    @property
    def contrast(self) -> float:
        """Symbol contrast, 0 to 1 (ISO/IEC 15415), on a screen or in print, whichever is less."""
        return contrast(self.ground, self.ink)

    @property
    def inverted(self) -> bool:
        """Light modules on dark ground."""
        return self.ink.reflectance > self.ground.reflectance

    @property
    def for_press(self) -> bool:
        """Ink or paper is a press colour (CMYK)."""
        return self.ink.cmyk is not None or (self.paper is not None and self.paper.cmyk is not None)


def contrast(ground: Paint, ink: Paint) -> float:
    """Return the symbol contrast, 0 to 1 (ISO/IEC 15415), on a screen or in print, whichever is less."""
    on_screen = ground.reflectance - ink.reflectance
    in_print = ground.in_print.reflectance - ink.in_print.reflectance
    return min(abs(on_screen), abs(in_print)) if on_screen * in_print > 0 else 0.0  # else light and dark change places


def paint(text: str) -> Paint:
    """Return the paint that a colour in its one spelling (see ``schemas.colours.colour``) stands for."""
    if text == "k":
        return Paint((0, 0, 0), (0.0, 0.0, 0.0, 1.0))
    if text.startswith("#"):
        return Paint((int(text[1:3], 16), int(text[3:5], 16), int(text[5:7], 16)))
    name, _, shares = text.removeprefix("spot:").rpartition("=") if text.startswith("spot:") else ("", "", text[5:])
    cyan, magenta, yellow, key = (float(share) / 100 for share in shares.split(","))
    red, green, blue = (round(255 * (1 - share) * (1 - key)) for share in (cyan, magenta, yellow))
    return Paint((red, green, blue), (cyan, magenta, yellow, key), name)


def look(design: Design) -> Look:
    """Return the paints of ``design``.

    White paper beside a press colour is no ink on any plate, not an RGB colour.  Where the
    paper is transparent, the ground is the stock that suits the ink better, white or black.
    """
    ink = paint(design.ink)
    paper = None if design.paper is None else paint(design.paper)
    if paper == WHITE and ink.cmyk is not None:
        paper = PAPER_WHITE
    stock = max(WHITE, BLACK, key=lambda stock: abs(stock.reflectance - ink.reflectance))
    return Look(ink, paper, paper or stock)
