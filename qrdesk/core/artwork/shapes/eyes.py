"""The eyes of a symbol: a frame of seven modules and a ball of three, turned towards the corner that they stand in."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass

from qrdesk.core.artwork.scene import Outline
from qrdesk.core.artwork.shapes.outlines import Radii, box, reverse
from qrdesk.core.schemas.design import Eye, Eyes, EyeShape

SIDE = 7  # modules
_BALL = 3
_MOST_INSET = 0.4  # of a module: then a fifth is left of a frame
_SMALLEST_WITH_THREE = 21  # modules per side; smaller ones are Micro QR codes, with one eye


@dataclass(frozen=True, slots=True)
class Place:
    """Where an eye stands: its upper left module, and whether it is at the right or at the bottom of the symbol."""

    x: int
    y: int
    right: bool
    below: bool


@dataclass(frozen=True, slots=True)
class EyePart:
    """A frame or a ball, and the square that it fills: left, top and side, in modules."""

    outlines: tuple[Outline, ...]
    square: tuple[float, float, float]
    eye: Eye
    is_ball: bool


def places(modules: int) -> tuple[Place, ...]:
    """Return where the eyes of a symbol with so many modules per side stand, top left first."""
    first, far = Place(0, 0, right=False, below=False), modules - SIDE
    if modules < _SMALLEST_WITH_THREE:
        return (first,)
    return (first, Place(far, 0, right=True, below=False), Place(0, far, right=False, below=True))


def holds(modules: int, x: int, y: int) -> bool:
    """Say whether a module is one of an eye."""
    return any(place.x <= x < place.x + SIDE and place.y <= y < place.y + SIDE for place in places(modules))


def without(rows: tuple[bytes, ...]) -> tuple[bytes, ...]:
    """Return the modules of a symbol without those of its eyes."""
    left = [bytearray(row) for row in rows]
    for place in places(len(rows)):
        for row in left[place.y : place.y + SIDE]:
            row[place.x : place.x + SIDE] = bytes(SIDE)
    return tuple(bytes(row) for row in left)


def parts(modules: int, eyes: Eyes, inset: float) -> Iterator[EyePart]:
    """Yield the frames and balls of a symbol, with every edge drawn back by ``inset`` modules."""
    inset = max(-_MOST_INSET, min(_MOST_INSET, inset))
    for place in places(modules):
        eye = _eye(eyes, place)
        half = SIDE / 2
        radii = _radii(eye.frame, eye.frame_radius * half, half, place)
        inner = _scaled(radii, _inner)
        frame = (
            _box(place.x, place.y, SIDE, radii, inset),
            reverse(_box(place.x + 1, place.y + 1, SIDE - 2, inner, -inset)),
        )
        yield EyePart(frame, (place.x, place.y, SIDE), eye, is_ball=False)
        half, x, y = _BALL / 2, place.x + 2, place.y + 2
        ball = _box(x, y, _BALL, _radii(eye.ball, eye.ball_radius * half, half, place), inset)
        yield EyePart((ball,), (x, y, _BALL), eye, is_ball=True)


def _eye(eyes: Eyes, place: Place) -> Eye:
    own = eyes.top_right if place.right else eyes.bottom_left if place.below else eyes.top_left
    return own or eyes


def _inner(radius: float) -> float:
    """Return how round the inside of a frame is: as thick all around, yet never sharp where the outside is round."""
    return max(radius - 1, 0.45 * radius)


def _radii(shape: EyeShape, radius: float, most: float, place: Place) -> Radii:
    """Return the radii for an eye at the top left, turned for ``place``."""
    if shape is EyeShape.CIRCLE:
        return most, most, most, most
    outer, beside, towards_middle, below = {
        EyeShape.SQUARE: (0.0, 0.0, 0.0, 0.0),
        EyeShape.ROUNDED: (radius, radius, radius, radius),
        EyeShape.LEAF: (radius, 0.0, radius, 0.0),
        EyeShape.DROP: (radius, radius, 0.0, radius),
        EyeShape.ONE_CORNER: (radius, 0.0, 0.0, 0.0),
    }[shape]
    if place.right:
        outer, beside, towards_middle, below = beside, outer, below, towards_middle
    if place.below:
        outer, beside, towards_middle, below = below, towards_middle, beside, outer
    return outer, beside, towards_middle, below


def _scaled(radii: Radii, change: Callable[[float], float]) -> Radii:
    top_left, top_right, bottom_right, bottom_left = radii
    return change(top_left), change(top_right), change(bottom_right), change(bottom_left)


def _box(x: float, y: float, side: float, radii: Radii, inset: float) -> Outline:
    drawn_back = _scaled(radii, lambda radius: max(0.0, radius - inset) if radius else 0.0)
    return box(x + inset, y + inset, side - 2 * inset, side - 2 * inset, drawn_back)
