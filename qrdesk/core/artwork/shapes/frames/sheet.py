"""What a frame is drawn on: a hundredth of the code's width, quiet zone included, is the unit."""

from collections.abc import Iterable
from dataclasses import dataclass, field

from qrdesk.core.artwork.scene import Outline
from qrdesk.core.artwork.shapes import icons, lettering
from qrdesk.core.artwork.shapes.outlines import box, placed, reverse
from qrdesk.core.artwork.shapes.unions import bounds
from qrdesk.core.schemas.design import FrameIcon

PANEL = 100.0  # width of the code with its quiet zone
_ICON = 1.42  # height of an icon, in heights of a capital
_GAP = 0.55  # between icon and words, in the same
_NOTE = 4.3  # height of capitals of the short address
NOTE_ROOM = 10.5  # what the short address takes below the code
_WIDEST_NOTE = 88.0


@dataclass(frozen=True, slots=True)
class Words:
    """What is said: outlines whose capitals are 1 high, from x = 0, standing on y = 0. Nothing: no outlines."""

    outlines: tuple[Outline, ...]
    width: float
    top: float
    bottom: float

    def __bool__(self) -> bool:
        return bool(self.outlines)


NO_WORDS = Words((), 0, 0, 0)


@dataclass(slots=True)
class Sheet:
    """A frame as it is being drawn. ``x`` and ``y`` are where the code's block begins.

    ``paper`` lies beneath the code, ``ink`` and ``words`` above it. ``on_ink`` says that the words stand on the ink.
    ``height`` of the block is more than its width where the short address stands below the code.
    """

    words_said: Words
    note_said: Words
    block: float = PANEL
    width: float = 0
    height: float = 0
    x: float = 0
    y: float = 0
    paper: list[Outline] = field(default_factory=list[Outline])
    ink: list[Outline] = field(default_factory=list[Outline])
    words: list[Outline] = field(default_factory=list[Outline])
    note: list[Outline] = field(default_factory=list[Outline])
    on_ink: bool = False

    @property
    def bottom(self) -> float:
        """Where the block ends."""
        return self.y + self.block

    def note_in_panel(self) -> None:
        """Make room for the short address below the code, inside of what is around it."""
        if self.note_said:
            self.block = PANEL + NOTE_ROOM

    def place(self, x: float, y: float, width: float, height: float) -> None:
        """Say where the block begins and how large the whole is; write the short address if it belongs to the block."""
        self.x, self.y, self.width, self.height = x, y, width, height
        if self.block > PANEL:
            self.write_note(y + PANEL + 0.4 * _NOTE)

    def say(self, middle: float, middle_y: float, width: float, capitals: float) -> float:
        """Write the words round a point, at most ``width`` wide, with capitals of that height if they fit.

        Returns how wide they are.
        """
        said = self.words_said
        if not said:
            return 0
        scale = min(capitals, width / said.width, 1.75 * capitals / (said.bottom - said.top))
        # capitals in the middle look right; what hangs below pulls them up a little
        base = middle_y + scale * (0.5 - 0.3 * min(said.bottom, 0.6))
        self.words += placed(said.outlines, scale, middle - said.width * scale / 2, base)
        return said.width * scale

    def fits(self, width: float, capitals: float) -> tuple[float, float]:
        """Return how wide and how high the words will be, as ``say`` writes them."""
        said = self.words_said
        scale = min(capitals, width / said.width, 1.75 * capitals / (said.bottom - said.top))
        return said.width * scale, scale

    def rise(self, width: float, capitals: float) -> float:
        """Return how far the words reach above their capitals: rings and accents, icons."""
        _, scale = self.fits(width, capitals)
        return max(0.0, -self.words_said.top - 1) * scale

    def write_note(self, top: float) -> float:
        """Write the short address below ``top`` and return where it ends."""
        said = self.note_said
        if not said:
            return top
        scale = min(_NOTE, _WIDEST_NOTE / said.width)
        self.note += placed(said.outlines, scale, self.x + (PANEL - said.width * scale) / 2, top + scale)
        return top + scale

    def hole(self, radius: float) -> Outline:
        """Return the box round the block, so much larger that its round corners leave the quiet zone alone."""
        air = hole_air(radius)
        return solid(self.x - air, self.y - air, PANEL + 2 * air, self.block + 2 * air, radius)

    def panel(self, radius: float) -> None:
        """Put paper behind a hole, and a little under the ink around it, so that no gap shows."""
        air = hole_air(radius) + 0.8
        self.paper.append(solid(self.x - air, self.y - air, PANEL + 2 * air, self.block + 2 * air, radius))

    def ring(self, outer: Outline, hole: Outline) -> None:
        """Add ink between two outlines that run clockwise."""
        self.ink += (outer, reverse(hole))


def hole_air(radius: float) -> float:
    """Return how far a box with round corners is to stand off from a square one that it does not touch."""
    return radius * (1 - 0.5**0.5)


def solid(x: float, y: float, width: float, height: float, radius: float) -> Outline:
    """Return a box with four corners alike."""
    return box(x, y, width, height, (radius, radius, radius, radius))


def words(text: str, font: str, icon: FrameIcon | None, *, bold: bool, own: bytes = b"") -> Words:
    """Return ``text`` with ``icon`` at its left.

    Raises:
        Invalid: the font cannot be used, or has not all characters.
    """
    drawn: list[Outline] = []
    x = 0.0
    if icon is not None:
        shape = icons.icon(icon)
        left, _, right, _ = bounds(shape)
        drawn += placed(shape, _ICON, -left * _ICON, -0.5 - _ICON / 2)
        x = (right - left) * _ICON
    if text:
        line = lettering.line(text, font, bold=bold, own=own)
        scale = 1 / line.capitals
        x += _GAP if icon is not None else 0
        drawn += placed(line.outlines, scale, x - line.box[0] * scale)
    return Words(tuple(drawn), *_extent(drawn)) if drawn else NO_WORDS


def _extent(drawn: Iterable[Outline]) -> tuple[float, float, float]:
    _, top, right, bottom = bounds(drawn)
    return right, top, bottom
