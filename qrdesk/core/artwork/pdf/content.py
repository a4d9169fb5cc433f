"""What is drawn on a page: operators, and the parts that they name."""

from collections.abc import Iterator, Mapping, Sequence

from qrdesk.core.artwork.inks import NO_INK
from qrdesk.core.artwork.pdf.bleeding import bled
from qrdesk.core.artwork.pdf.images import image
from qrdesk.core.artwork.pdf.objects import Part, number, numbers, part
from qrdesk.core.artwork.pdf.plates import operator, separation
from qrdesk.core.artwork.pdf.shadings import Matrix, pattern
from qrdesk.core.artwork.pdf.terms import Terms
from qrdesk.core.artwork.plates import ALL, Tone, mixed, tone
from qrdesk.core.artwork.scene import Fill, Outline, Picture, Scene
from qrdesk.core.artwork.style import Paint, Shading

MARK_OFFSET_MM = 3.0  # from the trimmed edge, or from the bleed where that reaches farther
MARK_MM = 5.0
_MARK_WIDTH_MM = 0.25 * 25.4 / 72
# Black alone is printed over the paper's tint and not into a gap in it: where plates are a little off, no white line
# shows at its edges. OPM 1 lets a zero mean "leave what is there". White, tints and mixed inks always knock out: over
# another ink they would be another colour, and white would not be there at all.
_OVERPRINT = part("ExtGState", b"<< /Type /ExtGState /OP true /op true /OPM 1 >>")


class Content:
    """Operators in mm from the top left, y down; ``matrix`` leads from there to the space of what holds them."""

    def __init__(self, terms: Terms, matrix: Matrix = (1, 0, 0, 1, 0, 0)) -> None:
        self.needs: dict[str, Part] = {}
        self.transparent = False
        self._terms = terms
        self._matrix = matrix
        self._lines: list[bytes] = []

    def __bytes__(self) -> bytes:
        return b"\n".join(self._lines)

    def scene(self, scene: Scene, x_mm: float = 0, y_mm: float = 0, *, bleed_mm: float = 0) -> None:
        """Draw a scene with its upper left corner there. What fills it to an edge goes on into the bleed."""
        moved = bool(x_mm or y_mm)
        matrix = self._at(x_mm, y_mm)
        if moved:
            self._lines.append(b"q 1 0 0 1 %s cm" % numbers(x_mm, y_mm))
        under = _solid(scene.under)
        inked = False
        for layer in scene.layers:
            if isinstance(layer, Picture):
                self._picture(layer, under)
                inked = False  # over a picture black would be all there is of it
            else:
                fill = bled(layer, scene, bleed_mm)
                self._fill(fill, matrix, under, over_ink=inked)
                inked = inked or self._has_ink(fill)
        if moved:
            self._lines.append(b"Q")

    def fill(self, fill: Fill) -> None:
        """Fill one path."""
        self._fill(fill, self._matrix, None, over_ink=False)

    def squares(self, rows: Sequence[bytes], x_mm: float, y_mm: float, module_mm: float, paint: Paint) -> None:
        """Fill the dark modules of a symbol as squares: one path of runs, ten times as fast as traced outlines."""
        colour = self._colour(paint)
        scale = numbers(module_mm, 0, 0, module_mm, x_mm, y_mm)
        self._lines.append(b"q %s cm\n%s\n%sf Q" % (scale, colour, _runs(rows)))

    def marks(self, x_mm: float, y_mm: float, width_mm: float, height_mm: float, bleed_mm: float = 0) -> None:
        """Draw crop marks around what is cut out there, on every plate and outside of the bleed."""
        near = max(MARK_OFFSET_MM, bleed_mm)
        far = near + MARK_MM
        lines: list[bytes] = []
        for x, outwards in ((x_mm, -1), (x_mm + width_mm, 1)):
            for y, away in ((y_mm, -1), (y_mm + height_mm, 1)):
                lines.append(b"%s m %s l" % (numbers(x + outwards * near, y), numbers(x + outwards * far, y)))
                lines.append(b"%s m %s l" % (numbers(x, y + away * near), numbers(x, y + away * far)))
        self.lines(lines)

    def lines(self, paths: Sequence[bytes]) -> None:
        """Draw hairlines of 0.25 pt on every plate; ``paths`` are operators."""
        space = self._named(separation((ALL,)))
        width = number(_MARK_WIDTH_MM).encode()
        self._lines.append(b"q %s CS 1 SCN %s w\n%s\nS Q" % (space, width, b"\n".join(paths)))

    def text(
        self, font: Part, codes: bytes, x_mm: float, y_mm: float, size_mm: float, ink: Paint, *, upwards: bool = False
    ) -> None:
        """Write letters of a font, on the baseline from there on or ``upwards``; an em is ``size_mm``."""
        along = (0, -size_mm, -size_mm, 0) if upwards else (size_mm, 0, 0, -size_mm)
        at = numbers(*along, x_mm, y_mm)
        said = b"<%s> Tj" % codes.hex().encode()
        self._lines.append(b"q %s BT %s 1 Tf %s Tm %s ET Q" % (self._colour(ink), self._named(font), at, said))

    def _fill(self, fill: Fill, matrix: Matrix, under: Paint | None, *, over_ink: bool) -> None:
        state: Part | None = None
        opacity = fill.opacity
        if self._terms.flat and opacity < 1:
            colour, opacity = self._flattened(fill, matrix, under), 1.0
        else:
            colour = self._colour(fill.paint, matrix)
        if opacity < 1:
            state = self._shining(opacity)
        elif over_ink and self._overprints(fill):
            state = _OVERPRINT
        path = _path(fill.outlines)
        if state is None:
            self._lines.append(b"%s\n%s\nf" % (colour, path))
        else:
            self._lines.append(b"q %s gs %s\n%s\nf Q" % (self._named(state), colour, path))

    def _colour(self, paint: Paint | Shading, matrix: Matrix | None = None) -> bytes:
        """Return the operators that choose what to fill with."""
        if isinstance(paint, Shading):
            if paint.start == paint.end:  # without a way there is the last colour alone
                return self._colour(paint.stops[-1][1])
            return self._shaded(pattern(paint, matrix or self._matrix, self._terms))
        if paint.cmyk is None and not self._terms.for_press:
            return numbers(*(channel / 255 for channel in paint.rgb)) + b" rg"
        return self._toned(tone(paint, self._terms.profile))

    def _flattened(self, fill: Fill, matrix: Matrix, under: Paint | None) -> bytes:
        profile = self._terms.profile
        below = Tone(NO_INK) if under is None else tone(under, profile)
        if not isinstance(fill.paint, Shading):
            return self._toned(mixed(tone(fill.paint, profile), below, fill.opacity))
        tones = tuple(mixed(tone(stop, profile), below, fill.opacity) for _, stop in fill.paint.stops)
        if fill.paint.start == fill.paint.end:
            return self._toned(tones[-1])
        return self._shaded(pattern(fill.paint, matrix, self._terms, tones))

    def _toned(self, of: Tone) -> bytes:
        words, space = operator(of)
        if space is not None:
            self._named(space)
        return words

    def _shaded(self, gradient: Part) -> bytes:
        return b"/Pattern cs %s scn" % self._named(gradient)

    def _picture(self, picture: Picture, under: Paint) -> None:
        shown = image(picture, self._terms, under)
        state = b""
        if not self._terms.flat:
            self.transparent = self.transparent or any(
                b"/SMask" in piece for piece in shown.body[1:] if not isinstance(piece, Part)
            )
            if picture.opacity < 1:
                state = self._named(self._shining(picture.opacity)) + b" gs "
        # an image's own first row is at the top of a square whose y goes up
        place = numbers(picture.width_mm, 0, 0, -picture.height_mm, picture.x_mm, picture.y_mm + picture.height_mm)
        self._lines.append(b"q %s%s cm %s Do Q" % (state, place, self._named(shown)))

    def _shining(self, opacity: float) -> Part:
        self.transparent = True
        share = number(opacity).encode()
        return part("ExtGState", b"<< /Type /ExtGState /ca %s /CA %s >>" % (share, share))

    def _overprints(self, fill: Fill) -> bool:
        if not self._terms.for_press or isinstance(fill.paint, Shading):
            return False
        return tone(fill.paint, self._terms.profile).black_alone

    def _has_ink(self, fill: Fill) -> bool:
        if not self._terms.for_press:
            return False
        paints = [paint for _, paint in fill.paint.stops] if isinstance(fill.paint, Shading) else [fill.paint]
        return not all(tone(paint, self._terms.profile).bare for paint in paints)

    def _named(self, needed: Part) -> bytes:
        self.needs[needed.name] = needed
        return b"/" + needed.name.encode()

    def _at(self, x_mm: float, y_mm: float) -> Matrix:
        a, b, c, d, e, f = self._matrix
        return a, b, c, d, e + a * x_mm + c * y_mm, f + b * x_mm + d * y_mm


def resources(needs: Mapping[str, Part]) -> Iterator[bytes | Part]:
    """Yield the dictionary of what contents name; in one order, whatever was named first."""
    yield b"<<"
    for room in ("ColorSpace", "ExtGState", "Font", "Pattern", "XObject"):
        named = sorted((name, needed) for name, needed in needs.items() if needed.room == room)
        if named:
            yield b" /%s <<" % room.encode()
            for name, needed in named:
                yield b" /%s " % name.encode()
                yield needed
            yield b" >>"
    yield b" >>"


def _solid(paint: Paint | Shading) -> Paint:
    return paint.stops[0][1] if isinstance(paint, Shading) else paint


def _path(outlines: Sequence[Outline]) -> bytes:
    pieces: list[str] = []
    for outline in outlines:
        pieces.append(f"{number(outline[0][0])} {number(outline[0][1])} m")
        pieces += [" ".join(map(number, piece)) + (" l" if len(piece) == 2 else " c") for piece in outline[1:]]
        pieces.append("h")
    return "\n".join(pieces).encode()


def _runs(rows: Sequence[bytes]) -> bytes:
    """Return the dark stretches of all rows as rectangles: found and spelled all at once, which is twice as fast."""
    import numpy as np  # noqa: PLC0415 100 ms, for those who make books

    ends = np.frombuffer(b"\0" + b"\0".join(rows) + b"\0", dtype=np.int8)
    turns = np.flatnonzero(ends[1:] != ends[:-1])
    starts = turns[::2]
    y, x = np.divmod(starts, len(rows) + 1)
    places = np.column_stack((x, y, turns[1::2] - starts)).ravel().tolist()
    return (("%d %d %d 1 re\n" * len(starts)) % tuple(places)).encode()
