"""The file: boxes, names of inks, and one fill for each paint."""

from collections.abc import Iterator
from math import ceil

from qrdesk.core.artwork.eps.paints import Inks, chosen, spots_of
from qrdesk.core.artwork.eps.words import comment, numbers
from qrdesk.core.artwork.plates import Plate
from qrdesk.core.artwork.scene import Fill, Outline, Picture, Scene
from qrdesk.core.artwork.style import Paint

POINTS_PER_MM = 72 / 25.4
_WORDS = (
    "/m {moveto} bind def /l {lineto} bind def /c {curveto} bind def",
    "/h {closepath} bind def /f {fill} bind def",
)
_ROOM = 16  # words of our dictionary, the data of pictures included


def write(scene: Scene, title: str, profile: bytes = b"") -> bytes:
    """Return the file: mm exact, the same bytes for the same scene, every colour as inks of a press.

    Black and greys are in black ink alone. ``profile`` is the press's, empty for the one that we ship. Spot inks keep
    their plate, in gradients, too.
    """
    behind = scene.under if isinstance(scene.under, Paint) else scene.under.stops[0][1]
    inks = Inks(profile, behind)
    lines = [*_comments(scene, title, inks), *_begun(scene)]
    for layer in scene.layers:
        lines += _filled(layer, inks) if isinstance(layer, Fill) else _pasted(layer, inks)
    lines += ["grestore", "end", "%%EOF", ""]
    return "\n".join(lines).encode("ascii")


def _comments(scene: Scene, title: str, inks: Inks) -> Iterator[str]:
    width, height = scene.width_mm * POINTS_PER_MM, scene.height_mm * POINTS_PER_MM
    yield "%!PS-Adobe-3.0 EPSF-3.0"
    yield f"%%BoundingBox: 0 0 {ceil(round(width, 5))} {ceil(round(height, 5))}"
    yield f"%%HiResBoundingBox: 0 0 {numbers(width, height)}"
    yield f"%%Title: {comment(title)}"
    yield "%%Creator: (QRDesk)"
    yield "%%LanguageLevel: 3"
    yield "%%DocumentData: Clean7Bit"
    spots = _spots(scene, inks)
    for place, name in enumerate(spots):
        yield f"{'%%+' if place else '%%DocumentCustomColors:'} {name}"
    for place, (name, plate) in enumerate(spots.items()):
        yield f"{'%%+' if place else '%%CMYKCustomColor:'} {numbers(*plate.looks)} {name}"
    yield "%%EndComments"


def _begun(scene: Scene) -> Iterator[str]:
    yield "%%BeginProlog"
    yield f"{_ROOM} dict begin"
    yield from _WORDS
    yield "%%EndProlog"
    yield "gsave"
    # mm from the top left, as in the scene
    yield f"0 {numbers(scene.height_mm * POINTS_PER_MM)} translate 72 25.4 div dup neg scale"


def _filled(fill: Fill, inks: Inks) -> Iterator[str]:
    yield chosen(fill.paint, fill.opacity, inks)
    for outline in fill.outlines:
        yield from _traced(outline)
    yield "f"


def _traced(outline: Outline) -> Iterator[str]:
    yield f"{numbers(*outline[0])} m"
    for piece in outline[1:]:
        yield f"{numbers(*piece)} {'l' if len(piece) == 2 else 'c'}"
    yield "h"


def _pasted(picture: Picture, inks: Inks) -> Iterator[str]:
    from qrdesk.core.artwork.eps.pictures import drawn  # noqa: PLC0415 numpy takes 100 ms, and few designs need it

    yield drawn(picture, inks)


def _spots(scene: Scene, inks: Inks) -> dict[str, Plate]:
    """Return the inks that have a plate of their own by their names in comments: each once, as it is met first."""
    spots: dict[str, Plate] = {}
    for layer in scene.layers:
        if isinstance(layer, Fill):
            for plate in spots_of(layer.paint, layer.opacity, inks):
                spots.setdefault(comment(plate.name), plate)
    return spots
