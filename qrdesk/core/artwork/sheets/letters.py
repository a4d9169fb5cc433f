"""Words of labels: each letter is an outline that the file has once, however many labels there are."""

import unicodedata
import zlib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING

from qrdesk.core import resources
from qrdesk.core.artwork.pdf.objects import Part, number, part
from qrdesk.core.errors import Invalid

if TYPE_CHECKING:
    import uharfbuzz

REGULAR, BOLD = "fonts/inter-regular.otf", "fonts/inter-bold.otf"
ELLIPSIS = "…"
ASCENT, DESCENT = 0.74, 0.22  # em: from the baseline to the tops of letters, and to the ends of those that hang


@dataclass(frozen=True, slots=True)
class Words:
    """A line of letters. ``operators`` draw it in units of which ``per_em`` are one em, y up, from its baseline."""

    operators: bytes
    letters: Mapping[str, Part]  # by the name that the operators call them
    width: float  # em
    per_em: int


@dataclass(frozen=True, slots=True)
class _Font:
    font: "uharfbuzz.Font"
    characters: frozenset[int]
    per_em: int


@lru_cache(maxsize=2048)
def words(text: str, font: str = REGULAR) -> Words:
    """Return a line of words in a font of ours.

    Raises:
        Invalid: the font has no such character (``label.lines``).
    """
    import uharfbuzz  # noqa: PLC0415 20 ms, and only words need it

    chosen = _font(font)
    text = unicodedata.normalize("NFC", " ".join(text.split()))
    missing = next((one for one in text if ord(one) not in chosen.characters), None)
    if missing is not None:
        raise Invalid.field(
            "label.lines",
            f"No font here has “{missing}” (U+{ord(missing):04X}). Take it out of the words of the label.",
        )
    buffer = uharfbuzz.Buffer()
    buffer.add_str(text)
    buffer.guess_segment_properties()
    uharfbuzz.shape(chosen.font, buffer)
    pieces: list[str] = []
    used: dict[str, Part] = {}
    x = moved = 0
    for glyph, place in zip(buffer.glyph_infos, buffer.glyph_positions, strict=True):
        letter = _letter(font, glyph.codepoint)
        if letter is not None:
            at = x + place.x_offset
            name = letter.name
            pieces.append(f"1 0 0 1 {at - moved} {place.y_offset} cm /{name} Do")
            if place.y_offset:
                pieces.append(f"1 0 0 1 0 {-place.y_offset} cm")
            used[name], moved = letter, at
        x += place.x_advance
    return Words("\n".join(pieces).encode(), used, x / chosen.per_em, chosen.per_em)


def outlines(text: str, font: str = REGULAR) -> tuple[int, dict[str, tuple[int, bytes]]]:
    """Return how many units an em of a font has, and of each character its width in them and what draws it.

    What the font does not have is a blank.
    """
    chosen = _font(font)
    found: dict[str, tuple[int, bytes]] = {}
    for character in sorted(set(text)):
        drawn, pen = character if ord(character) in chosen.characters else "\N{NO-BREAK SPACE}", _Pen()
        chosen.font.draw_glyph_with_pen(chosen.font.get_nominal_glyph(ord(drawn)) or 0, pen)
        wide = _advance(chosen, drawn)
        found[character] = (wide, "\n".join([*pen.pieces, "f"]).encode())
    return chosen.per_em, found


def _advance(chosen: _Font, character: str) -> int:
    """Return how wide a character is, in units of its font."""
    import uharfbuzz  # noqa: PLC0415 as above

    buffer = uharfbuzz.Buffer()
    buffer.add_str(character)
    buffer.guess_segment_properties()
    uharfbuzz.shape(chosen.font, buffer)
    return sum(place.x_advance for place in buffer.glyph_positions)


def fitted(text: str, width: float, font: str = REGULAR) -> Words:
    """Return as much of ``text`` as is at most ``width`` em wide, with an ellipsis where it was cut.

    Raises:
        Invalid: the font has no such character.
    """
    whole = words(text, font)
    if whole.width <= width:
        return whole
    low, high = 0, len(text) - 1
    while low < high:
        middle = (low + high + 1) // 2
        if words(_cut(text, middle), font).width <= width:
            low = middle
        else:
            high = middle - 1
    return words(_cut(text, low), font)


def _cut(text: str, length: int) -> str:
    while length and unicodedata.combining(text[length]):  # an accent goes with its letter
        length -= 1
    return text[:length].rstrip() + ELLIPSIS


@lru_cache(maxsize=4)
def _font(file: str) -> _Font:
    import uharfbuzz  # noqa: PLC0415 as above

    face = uharfbuzz.Face(resources.path(file).read_bytes())
    return _Font(uharfbuzz.Font(face), frozenset(face.unicodes), face.upem)


@lru_cache(maxsize=4096)
def _letter(file: str, glyph: int) -> Part | None:
    """Return the outline of one letter, which has the colour of what places it; None for a blank."""
    pen = _Pen()
    chosen = _font(file)
    chosen.font.draw_glyph_with_pen(glyph, pen)
    if not pen.pieces:
        return None
    per_em = chosen.per_em
    box = f"{-2 * per_em} {-2 * per_em} {4 * per_em} {3 * per_em}"
    return part(
        "XObject",
        b"<< /Type /XObject /Subtype /Form /BBox [%s] /Resources << >> /Filter /FlateDecode >>" % box.encode(),
        stream=zlib.compress(("\n".join([*pen.pieces, "f"])).encode(), 9),
    )


class _Pen:
    """Writes down what HarfBuzz draws, as operators of PDF."""

    def __init__(self) -> None:
        self.pieces: list[str] = []
        self._last = (0.0, 0.0)

    def moveTo(self, point: tuple[float, float]) -> None:  # noqa: N802 as pens of fontTools call it, and so on below
        self._add("m", point)

    def lineTo(self, point: tuple[float, float]) -> None:  # noqa: N802
        self._add("l", point)

    def curveTo(self, *points: tuple[float, float]) -> None:  # noqa: N802
        self._add("c", *points)

    def qCurveTo(self, *points: tuple[float, float]) -> None:  # noqa: N802
        (x0, y0), (x1, y1), (x2, y2) = self._last, *points
        first = (x0 + (x1 - x0) * 2 / 3, y0 + (y1 - y0) * 2 / 3)
        self._add("c", first, (x2 + (x1 - x2) * 2 / 3, y2 + (y1 - y2) * 2 / 3), (x2, y2))

    def closePath(self) -> None:  # noqa: N802
        self.pieces.append("h")

    def _add(self, operator: str, *points: tuple[float, float]) -> None:
        self._last = points[-1]
        self.pieces.append(" ".join([number(value) for point in points for value in point] + [operator]))
