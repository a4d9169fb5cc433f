"""A logo of pixels: as a picture, and as outlines round what is to be seen of it."""

from dataclasses import dataclass
from functools import lru_cache
from io import BytesIO
from itertools import islice
from typing import TYPE_CHECKING

from qrdesk.core.artwork.scene import Outline, Point
from qrdesk.core.artwork.shapes.combining import united
from qrdesk.core.artwork.shapes.outlines import placed
from qrdesk.core.artwork.shapes.tracing import loops
from qrdesk.core.errors import Invalid

if TYPE_CHECKING:
    from PIL import Image

_LONGEST_PX = 1200  # of a picture in print files: 600 dpi at 50 mm
_TRACED_PX = 384  # outlines are drawn between pixels, so this is finer than it sounds
_MOST_PX = 50_000_000
_MOST_LOOPS = 2_000  # outlines of one picture: more are specks, and would take minutes
_MOST_STEPS = 40_000  # along the edges of pixels, of all outlines
_STRAIGHT_PX = 0.2  # how far an outline may leave the traced one
_OPAQUE = 250
_LIGHT = 190  # a tone; what is lighter stays bare where a logo is printed with one ink
_LEAST_INKED = 0.05  # share of what is seen; with less of it dark, the logo is a light one


@dataclass(frozen=True, slots=True)
class Drawing:
    """A picture (PNG with transparency), and its sides in units of the longer one."""

    width: float
    height: float
    png: bytes


@lru_cache(maxsize=8)  # a preview draws the same logo over and over
def read(content: bytes) -> Drawing:
    """Return a picture as a PNG.

    Raises:
        Invalid: it cannot be read, or is far too large.
    """
    from PIL import Image  # noqa: PLC0415 Pillow takes 50 ms, and only logos need it

    picture = _open(content)
    longer = max(picture.size)
    sides = (picture.width / longer, picture.height / longer)
    if longer > _LONGEST_PX:
        picture.thumbnail((_LONGEST_PX, _LONGEST_PX), Image.Resampling.LANCZOS)
    file = BytesIO()
    picture.save(file, "PNG")
    return Drawing(*sides, file.getvalue())


@lru_cache(maxsize=8)
def silhouette(content: bytes) -> tuple[Outline, ...]:
    """Return outlines of what can be seen of a picture, in units of its longer side.

    Raises:
        Invalid: the picture cannot be read, or nothing of it is seen.
    """
    return _traced(_small(content).getchannel("A"))


@lru_cache(maxsize=8)
def drawn_part(content: bytes) -> tuple[Outline, ...]:
    """Return outlines of what one ink would print: what can be seen and is dark.

    Where nearly all of it is light, or it has a dark ground that reaches its border, it is the light part.

    Raises:
        Invalid: the picture cannot be read, or nothing would be printed.
    """
    from PIL import Image, ImageChops  # noqa: PLC0415 Pillow takes 50 ms, and only logos need it

    small = _small(content)
    alpha = small.getchannel("A")
    dark = small.convert("L").point([min(255, max(0, 127 + 8 * (_LIGHT - tone))) for tone in range(256)])
    if min(alpha.tobytes()) >= _OPAQUE:
        border = b"".join(dark.crop(side).tobytes() for side in _sides(dark.size))
        return _traced(dark if sum(border) < 128 * len(border) else ImageChops.invert(dark))
    printed = ImageChops.darker(alpha, dark)
    seen, inked = (sum(mask.resize((64, 64), Image.Resampling.BOX).tobytes()) for mask in (alpha, printed))
    return _traced(printed if inked > _LEAST_INKED * seen else alpha)


def _sides(size: tuple[int, int]) -> tuple[tuple[int, int, int, int], ...]:
    width, height = size
    return ((0, 0, width, 1), (0, height - 1, width, height), (0, 0, 1, height), (width - 1, 0, width, height))


def _small(content: bytes) -> "Image.Image":
    from PIL import Image  # noqa: PLC0415 Pillow takes 50 ms, and only logos need it

    picture = _open(content)
    scale = _TRACED_PX / max(picture.size)
    size = (max(1, round(picture.width * scale)), max(1, round(picture.height * scale)))
    return picture.resize(size, Image.Resampling.LANCZOS if scale < 1 else Image.Resampling.BICUBIC)


def _open(content: bytes) -> "Image.Image":
    from PIL import Image, ImageOps  # noqa: PLC0415 Pillow takes 50 ms, and only logos need it

    try:
        with Image.open(BytesIO(content), formats=("PNG", "JPEG", "WEBP")) as picture:
            if picture.width * picture.height > _MOST_PX:
                raise Invalid.field("design.logo.file", "This logo has far too many pixels. Save it smaller.")
            return ImageOps.exif_transpose(picture).convert("RGBA")
    except (OSError, ValueError, SyntaxError, Image.DecompressionBombError) as fault:
        raise Invalid.field("design.logo.file", "This logo is damaged, or no picture at all.") from fault


def _traced(mask: "Image.Image") -> tuple[Outline, ...]:
    """Return outlines of what is brighter than a half, in units of the longer side."""
    width, height = mask.size
    tones = mask.tobytes()
    rows = [tones[y * width : (y + 1) * width] for y in range(height)]
    solid = bytes(tone > 127 for tone in range(256))
    around = list(islice(loops([row.translate(solid) for row in rows]), _MOST_LOOPS + 1))
    if len(around) > _MOST_LOOPS or sum(map(len, around)) > _MOST_STEPS:
        reason = "This picture has too many specks to be outlined. Choose no shape round it, or a plainer picture."
        raise Invalid.field("design.logo.file", reason)
    found = [_smoothed(loop, rows) for loop in around]
    scale = 1 / max(width, height)
    outlines = united(placed([outline for outline in found if len(outline) > 2], scale), even_odd=True)
    if not outlines:
        raise Invalid.field("design.logo.file", "Nothing in this logo is seen. Choose another picture.")
    return outlines


def _smoothed(loop: list[tuple[int, int]], rows: list[bytes]) -> Outline:
    """Return the line where the tone passes a half, near the edges of pixels that ``loop`` follows."""
    points: list[Point] = []
    for at, (x, y) in enumerate(loop):
        x1, y1 = loop[(at + 1) % len(loop)]
        across, down = x1 - x, y1 - y
        # the two pixels on both sides of this edge: solid to the right of its direction, bare to the left
        left, top = min(x, x1), min(y, y1)
        solid = (left, top - (across < 0)) if across else (left - (down > 0), top)
        bare = (solid[0] + down, solid[1] - across)
        points.append(_between(solid, bare, rows))
    return tuple(_thinned(points))


def _between(solid: tuple[int, int], bare: tuple[int, int], rows: list[bytes]) -> Point:
    dark = rows[solid[1]][solid[0]]
    inside = 0 <= bare[1] < len(rows) and 0 <= bare[0] < len(rows[0])
    # beyond the border there is nothing, and the border itself is the edge
    step = (dark - 127.5) / (dark - rows[bare[1]][bare[0]]) if inside else 0.5
    x, y = solid[0] + 0.5, solid[1] + 0.5
    return x + (bare[0] - solid[0]) * step, y + (bare[1] - solid[1]) * step


def _thinned(points: list[Point]) -> list[Point]:
    """Leave out points that lie near a straight line between those that stay (Douglas and Peucker)."""
    if len(points) < 4:
        return points
    farthest = max(range(len(points)), key=lambda at: _squared(points[0], points[at]))
    kept = {0, farthest, len(points)}
    around = [*points, points[0]]
    open_parts = [(0, farthest), (farthest, len(points))]
    while open_parts:
        first, last = open_parts.pop()
        (x0, y0), (x1, y1) = around[first], around[last]
        across, down = x1 - x0, y1 - y0
        far = (across * across + down * down) ** 0.5 or 1.0
        between = enumerate(around[first + 1 : last])
        distances = ((abs((y - y0) * across - (x - x0) * down) / far, at) for at, (x, y) in between)
        worst, at = max(distances, default=(0.0, 0))
        if worst > _STRAIGHT_PX:
            middle = first + 1 + at
            kept.add(middle)
            open_parts += [(first, middle), (middle, last)]
    return [points[at] for at in sorted(kept) if at < len(points)]


def _squared(one: Point, other: Point) -> float:
    return (one[0] - other[0]) ** 2 + (one[1] - other[1]) ** 2
