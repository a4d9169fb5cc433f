"""Words as outlines, so that no file asks for a font: shaped by HarfBuzz, which is made for fonts that mean harm."""

import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from itertools import groupby
from typing import TYPE_CHECKING

from qrdesk.core import resources
from qrdesk.core.artwork.scene import Outline
from qrdesk.core.artwork.shapes import skia, unions
from qrdesk.core.errors import Invalid
from qrdesk.core.schemas.files import MAX_OTHER_BYTES

if TYPE_CHECKING:
    import uharfbuzz

SCRIPT_BOLD = "fonts/script-bold.otf"
FONTS = {  # by name: regular and bold; Script has one weight
    "Inter": ("fonts/inter-regular.otf", "fonts/inter-bold.otf"),
    "Roboto Slab": ("fonts/roboto-slab-regular.otf", "fonts/roboto-slab-bold.otf"),
    "Round": ("fonts/round-regular.ttf", "fonts/round-bold.ttf"),
    "Script": (SCRIPT_BOLD, SCRIPT_BOLD),
}
_FALLBACK = "Inter"
_MAGIC = (b"\0\1\0\0", b"OTTO", b"true")
_MOST_PIECES = 20_000  # lines and curves of one line of words
_FARTHEST = 1_000.0  # em, beyond which no glyph of an honest font lies
_UNSEEN = {"Cf", "Mn", "Me"}  # joiners, accents and their like: the letter before them says which font it is
Box = tuple[float, float, float, float]


@dataclass(frozen=True, slots=True)
class Line:
    """Words as outlines, in em, y down, standing on the baseline at y = 0.

    ``box`` is left, top, right and bottom of what is seen. ``capitals`` is how high capitals of the font are.
    """

    outlines: tuple[Outline, ...]
    box: Box
    capitals: float

    @property
    def width(self) -> float:
        """Width of what is seen, in em."""
        return self.box[2] - self.box[0]


@dataclass(frozen=True, slots=True)
class _Font:
    face: "uharfbuzz.Face"
    font: "uharfbuzz.Font"
    characters: frozenset[int]
    per_em: int
    capitals: float


@lru_cache(maxsize=512)
def line(text: str, font: str = _FALLBACK, *, bold: bool = True, own: bytes = b"") -> Line:
    """Return ``text`` in the font of ours that is called ``font``, or in the font file ``own``.

    Characters that are not in it come from Inter.

    Raises:
        Invalid: there is no such font or it cannot be used (``design.frame.font``), or no font has a
            character of the text (``design.frame.text``).
    """
    fonts = (_own(own) if own else _ours(font, bold), _ours(_FALLBACK, bold))
    pieces: list[skia.Piece] = []
    x = 0.0
    for chosen, run in _runs(unicodedata.normalize("NFC", text), fonts):
        x = _shape(chosen, run, x, pieces)
    outlines = unions.united(pieces) if pieces else ()
    if not outlines and text.strip():
        raise _unusable("This font draws nothing for these words. Use another one.")
    if not outlines:
        raise Invalid.field("design.frame.text", "These words have nothing in them that can be seen. Type them again.")
    return Line(outlines, unions.bounds(outlines), fonts[0].capitals)


def _ours(name: str, bold: bool) -> _Font:
    found = {known.casefold(): files for known, files in FONTS.items()}.get(name.strip().casefold())
    if found is None:
        raise _unusable(f"There is no font “{name}”. Choose {', '.join(FONTS)}, or upload a font file (TTF, OTF).")
    return _shipped(found[bold])


@lru_cache(maxsize=8)
def _shipped(file: str) -> _Font:
    return _opened(resources.path(file).read_bytes())


@lru_cache(maxsize=4)
def _own(content: bytes) -> _Font:
    if len(content) > MAX_OTHER_BYTES:
        raise _unusable(f"This font file is larger than {MAX_OTHER_BYTES // 1_000_000} MB. Use a smaller one.")
    if content[:4] not in _MAGIC:
        raise _unusable("This file is no font that can be used. Upload a TTF or OTF file.")
    return _opened(content)


def _opened(content: bytes) -> _Font:
    import uharfbuzz  # noqa: PLC0415 20 ms, and only words need it

    face = uharfbuzz.Face(content)
    characters = frozenset(face.unicodes)
    if not characters or not face.glyph_count:
        raise _unusable("This font file is damaged, or has no characters. Use another one.")
    font = uharfbuzz.Font(face)
    extents = font.get_glyph_extents(font.get_nominal_glyph(ord("H")) or 0)
    height = extents.y_bearing / face.upem if extents else 0.7
    return _Font(face, font, characters, face.upem, height if 0.3 < height < 1.2 else 0.7)


def _runs(text: str, fonts: tuple[_Font, ...]) -> Iterator[tuple[_Font, str]]:
    """Yield stretches of the text, each with the first font that has its characters."""
    chosen: list[tuple[int, str]] = []
    for character in text:
        at = next((at for at, font in enumerate(fonts) if ord(character) in font.characters), None)
        if unicodedata.category(character) in _UNSEEN and chosen:
            at = chosen[-1][0]
        elif at is None:
            raise Invalid.field(
                "design.frame.text",
                f"The font has no “{character}” (U+{ord(character):04X}). Take it out of the words, or use a font that "
                "has it.",
            )
        chosen.append((at, character))
    for at, run in groupby(chosen, key=lambda one: one[0]):
        yield fonts[at], "".join(character for _, character in run)


def _shape(font: _Font, run: str, x: float, pieces: list[skia.Piece]) -> float:
    """Add the outlines of ``run``, beginning at ``x``, and return where it ends."""
    import uharfbuzz  # noqa: PLC0415 as above

    buffer = uharfbuzz.Buffer()
    buffer.add_str(run)
    buffer.guess_segment_properties()
    uharfbuzz.shape(font.font, buffer)
    for glyph, place in zip(buffer.glyph_infos, buffer.glyph_positions, strict=True):
        pen = _Pen(font.per_em, x + place.x_offset / font.per_em, place.y_offset / font.per_em, pieces)
        font.font.draw_glyph_with_pen(glyph.codepoint, pen)
        x += place.x_advance / font.per_em
    return x


class _Pen:
    """Takes down what HarfBuzz draws, in em, y down."""

    def __init__(self, per_em: int, x: float, y: float, pieces: list[skia.Piece]) -> None:
        self._scale, self._x, self._y, self._pieces = 1 / per_em, x, y, pieces

    def moveTo(self, point: tuple[float, float]) -> None:  # noqa: N802 as pens of fontTools call it, and so on below
        self._add("move", point)

    def lineTo(self, point: tuple[float, float]) -> None:  # noqa: N802
        self._add("line", point)

    def qCurveTo(self, *points: tuple[float, float]) -> None:  # noqa: N802
        self._add("quad", *points)

    def curveTo(self, *points: tuple[float, float]) -> None:  # noqa: N802
        self._add("cubic", *points)

    def closePath(self) -> None:  # noqa: N802
        self._pieces.append(("close", ()))

    def _add(self, kind: str, *points: tuple[float, float]) -> None:
        placed = [(self._x + x * self._scale, -self._y - y * self._scale) for x, y in points]
        if len(self._pieces) >= _MOST_PIECES or any(abs(x) > _FARTHEST or abs(y) > _FARTHEST for x, y in placed):
            raise _unusable("The letters of this font are too intricate to draw. Use another one.")
        self._pieces.append((kind, tuple(number for point in placed for number in point)))


def _unusable(reason: str) -> Invalid:
    return Invalid.field("design.frame.font", reason)
