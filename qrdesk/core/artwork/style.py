"""Colours: how a design's texts become paints for screen and press."""

from dataclasses import dataclass

from qrdesk.core.schemas.artwork import Design

Cmyk = tuple[float, float, float, float]


@dataclass(frozen=True, slots=True)
class Paint:
    """A colour. ``rgb`` is 0 to 255 each; ``cmyk`` is 0 to 1 each, None where the colour was given as RGB."""

    rgb: tuple[int, int, int]
    cmyk: Cmyk | None = None

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
        red, green, blue = (_linear(channel) for channel in self.rgb)
        return 0.2126 * red + 0.7152 * green + 0.0722 * blue

    @property
    def red_reflectance(self) -> float:
        """Share of red light given back, 0 to 1: what a till's 660 nm scanner sees."""
        return _linear(self.rgb[0])


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
        """Symbol contrast, 0 to 1 (ISO/IEC 15415)."""
        return abs(self.ground.reflectance - self.ink.reflectance)

    @property
    def red_contrast(self) -> float:
        """Symbol contrast under red light, 0 to 1."""
        return abs(self.ground.red_reflectance - self.ink.red_reflectance)

    @property
    def inverted(self) -> bool:
        """Light modules on dark ground."""
        return self.ink.reflectance > self.ground.reflectance

    @property
    def for_press(self) -> bool:
        """Ink or paper is a press colour (CMYK)."""
        return self.ink.cmyk is not None or (self.paper is not None and self.paper.cmyk is not None)

    @property
    def mixes_colour_spaces(self) -> bool:
        """One of ink and paper is for the press (CMYK), the other for the screen (RGB)."""
        return self.paper is not None and (self.ink.cmyk is None) != (self.paper.cmyk is None)


def paint(text: str) -> Paint:
    """Return the paint that a colour in its one spelling (see ``schemas.artwork.colour``) stands for."""
    if text == "k":
        return Paint((0, 0, 0), (0.0, 0.0, 0.0, 1.0))
    if text.startswith("#"):
        return Paint((int(text[1:3], 16), int(text[3:5], 16), int(text[5:7], 16)))
    cyan, magenta, yellow, key = (float(share) / 100 for share in text.removeprefix("cmyk:").split(","))
    red, green, blue = (round(255 * (1 - share) * (1 - key)) for share in (cyan, magenta, yellow))
    return Paint((red, green, blue), (cyan, magenta, yellow, key))


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


def _linear(channel: int) -> float:
    share = channel / 255
    return share / 12.92 if share <= 0.04045 else ((share + 0.055) / 1.055) ** 2.4
