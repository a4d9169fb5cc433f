"""A simulated camera: the same sixty photographs of a code, each time. What is random in them never changes."""

import io
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from math import cos, pi, radians, sin

import numpy as np
from numpy.typing import NDArray
from PIL import Image, ImageDraw, ImageFilter

from qrdesk.core.artwork.scan.view import AROUND, View

Grey = NDArray[np.uint8]  # (height, width)
SHOTS = 60
_SEED = 2  # of eight tried one with which plain codes of most versions lose no photograph by mere chance
_FAR_PX = (4, 3, 2)  # per module
_NEAR_PX, _NEAR_SIDE_PX = 8, 560  # per module, and of a whole picture: those of large codes are taken from farther away
_MARRED_PX = 4
_DISTANCE = 4.0  # of the camera, in widths of what it sees
_TURNED = 18.0  # degrees to either side at most: nobody holds a telephone quite straight
# zxing-cpp loses large codes that are turned: one of 61 modules per side beyond 14 degrees, one of 109 beyond 6. That
# says nothing of their design, so they are held straighter.
_TURNED_LARGE = 13.0 * 61**1.5
_NOISE_SIDE = 1024
_EYE = 8  # modules with the light ones beside it
_WITH_THREE_EYES = 21  # modules; smaller ones are Micro QR codes
_DARK, _LIGHT = 24, 236  # of dirt


@dataclass(frozen=True, slots=True)
class Shot:
    """One photograph: under which condition, how many pixels a module has, and what was taken."""

    condition: str
    module_px: int
    pixels: Grey


@dataclass(frozen=True, slots=True)
class _Condition:
    name: str
    tilt: float = 0.0  # degrees
    blur: float = 0.0  # sigma, in modules
    motion: float = 0.0  # modules
    contrast: float = 1.0
    light: float = 0.0  # how much of the light is gone at the far side
    noise: float = 0.0  # sigma, of 255
    jpeg: int = 0  # quality


_PLAIN = _Condition("none")
_CONDITIONS = (
    _PLAIN,
    _Condition("blur .3", blur=0.3),
    _Condition("blur .4", blur=0.4),
    _Condition("tilt 40", tilt=40),
    _Condition("tilt 55", tilt=55),
    _Condition("contrast", contrast=0.2),
    _Condition("noise", noise=30),
    _Condition("jpeg", jpeg=10),
    _Condition("light", light=0.7),
    _Condition("motion", motion=1),
    _Condition("mix", tilt=30, blur=0.2, contrast=0.6, light=0.3, noise=10, jpeg=40),
)
_BLOTS = (0.01, 0.02, 0.04)  # share of the symbol that is under dirt
_TIMES = 4  # each of these, and a scratch


def shots(view: View) -> Iterator[Shot]:
    """Yield sixty photographs of ``view``."""
    near = max(_FAR_PX[0], min(_NEAR_PX, _NEAR_SIDE_PX // (view.modules + 2 * AROUND)))
    sizes = [(module_px, view.grey_at(module_px)) for module_px in (near, *_FAR_PX)]
    held = _held(view.modules)
    number = 0
    for condition in _CONDITIONS:
        for module_px, picture in sizes:
            seen = _taken(picture, condition, module_px, held[number], view.surround_grey)
            yield Shot(condition.name, module_px, _developed(seen, condition, number))
            number += 1
    for name, marred in _marred(view.grey_at(_MARRED_PX), view):
        seen = _taken(marred, _PLAIN, _MARRED_PX, held[number], view.surround_grey)
        yield Shot(name, _MARRED_PX, np.asarray(seen))
        number += 1


@dataclass(frozen=True, slots=True)
class _Held:
    """How the camera is held, in radians: turned, and tilted towards which side."""

    turn: float
    towards: float


def _held(modules: int) -> list[_Held]:
    chance = np.random.default_rng(_SEED)
    most = min(_TURNED, _TURNED_LARGE / modules**1.5)
    turns = radians(most) * chance.uniform(-1, 1, SHOTS)
    sides = chance.integers(0, 4, SHOTS) * (pi / 2) + pi / 4 * most / _TURNED * chance.uniform(-1, 1, SHOTS)
    return [_Held(turn, towards) for turn, towards in zip(turns.tolist(), sides.tolist(), strict=True)]


def _taken(picture: Image.Image, condition: _Condition, module_px: int, held: _Held, around: int) -> Image.Image:
    """Return what falls through the lens of a camera that is turned, tilted, moved, and out of focus."""
    if condition.blur:
        picture = picture.filter(ImageFilter.GaussianBlur(condition.blur * module_px))
    if condition.motion:
        picture = _moved(picture, round(condition.motion * module_px))
    side = picture.width
    # somebody who tilts a telephone goes nearer, so that the narrow side keeps most of its pixels
    taken = round(side / cos(radians(condition.tilt)) ** 0.75)
    coefficients = _perspective(side, taken, held, radians(condition.tilt))
    return picture.transform(
        (taken, taken), Image.Transform.PERSPECTIVE, coefficients, Image.Resampling.BILINEAR, fillcolor=around
    )


def _perspective(side: int, taken: int, held: _Held, lean: float) -> tuple[float, ...]:
    """Return where the pixels of a photograph come from: the eight numbers of a homography, as Pillow takes them."""
    spin, x, y = held.turn, cos(held.towards), sin(held.towards)  # the page is tilted about the axis (x, y)
    across = np.array([[0, 0, y], [0, 0, -x], [-y, x, 0.0]])
    tilted = np.eye(3) + sin(lean) * across + (1 - cos(lean)) * (across @ across)
    turned = tilted @ np.array([[cos(spin), -sin(spin)], [sin(spin), cos(spin)], [0, 0]])
    distance, scale = _DISTANCE * side, taken / side
    seen = np.column_stack([turned, [0, 0, distance]]) * [[distance * scale], [distance * scale], [1]]
    to_middle = np.array([[1, 0, -side / 2], [0, 1, -side / 2], [0, 0, 1.0]])
    from_middle = np.array([[1, 0, taken / 2], [0, 1, taken / 2], [0, 0, 1.0]])
    back = np.linalg.inv(from_middle @ seen @ to_middle)
    return tuple((back / back[2, 2]).ravel()[:8].tolist())


def _developed(seen: Image.Image, condition: _Condition, number: int) -> Grey:
    """Return what light, sensor and file make of it."""
    if condition.contrast == 1 and not condition.light and not condition.noise:
        return _filed(seen, condition.jpeg)
    tones = np.asarray(seen, np.float32)
    if condition.contrast != 1:
        tones = 128 + (tones - 128) * np.float32(condition.contrast)
    if condition.light:
        tones = tones * _falling(tones.shape[1], condition.light, left=number % 2 == 0)
    if condition.noise:
        tones = tones + _noise(tones.shape, number) * np.float32(condition.noise)
    return _filed(Image.fromarray(np.clip(tones, 0, 255).astype(np.uint8)), condition.jpeg)


def _filed(seen: Image.Image, quality: int) -> Grey:
    if not quality:
        return np.asarray(seen)
    file = io.BytesIO()
    seen.save(file, "JPEG", quality=quality)
    with Image.open(file) as read:
        return np.asarray(read)


def _moved(picture: Image.Image, pixels: int) -> Image.Image:
    """Return ``picture`` as a hand that moves sideways takes it."""
    tones = np.pad(np.asarray(picture, np.int32), ((0, 0), (pixels, 0)), mode="edge")
    sums = np.cumsum(tones, axis=1)
    return Image.fromarray(((sums[:, pixels:] - sums[:, :-pixels]) // pixels).astype(np.uint8))


def _falling(width: int, loss: float, *, left: bool) -> NDArray[np.float32]:
    light = np.linspace(1 - loss, 1, width, dtype=np.float32)
    return light if left else light[::-1]


@lru_cache(maxsize=1)
def _grain() -> NDArray[np.float32]:
    return np.random.default_rng(_SEED + 1).standard_normal((_NOISE_SIDE, _NOISE_SIDE), np.float32)


def _noise(shape: tuple[int, ...], number: int) -> NDArray[np.float32]:
    """Return noise of sigma 1; a large picture has the same grain again."""
    rows, columns = ((np.arange(length) + number * 61) % _NOISE_SIDE for length in shape)
    return _grain()[np.ix_(rows, columns)]


def _marred(picture: Image.Image, view: View) -> Iterator[tuple[str, Image.Image]]:
    """Yield the code with dirt on its data, and with a scratch across it; its eyes stay clean."""
    chance = np.random.default_rng(_SEED + 2)
    clean = _eyes_apart(picture, view.modules)
    for share in _BLOTS:
        for time in range(_TIMES):
            dirty = picture.copy()
            _blot(ImageDraw.Draw(dirty), view.modules, share, chance, dark=time % 2 == 0)
            dirty.paste(picture, mask=clean)
            yield f"blots {share:.0%}", dirty
    for _ in range(_TIMES):
        scratched = picture.copy()
        _scratch(ImageDraw.Draw(scratched), view.modules, chance)
        yield "scratch", scratched


def _eyes_apart(picture: Image.Image, modules: int) -> Image.Image:
    """Return a mask of the eyes."""
    mask = Image.new("L", picture.size)
    draw = ImageDraw.Draw(mask)
    first, far = AROUND * _MARRED_PX, (AROUND + modules - _EYE) * _MARRED_PX
    corners = [(first, first)] if modules < _WITH_THREE_EYES else [(first, first), (far, first), (first, far)]
    for x, y in corners:
        draw.rectangle((x, y, x + _EYE * _MARRED_PX - 1, y + _EYE * _MARRED_PX - 1), 255)
    return mask


def _blot(draw: ImageDraw.ImageDraw, modules: int, share: float, chance: np.random.Generator, *, dark: bool) -> None:
    """Draw round blots of a half to one and a half modules until they are ``share`` of the symbol."""
    left, side = AROUND * _MARRED_PX, modules * _MARRED_PX
    area = share * side * side
    while area > 0:
        radius = min(chance.uniform(0.5, 1.5) * _MARRED_PX, (area / pi) ** 0.5)
        x, y = (left + chance.random(2) * side).tolist()
        draw.ellipse((x - radius, y - radius, x + radius, y + radius), _DARK if dark else _LIGHT)
        area -= pi * max(radius, 1) ** 2


def _scratch(draw: ImageDraw.ImageDraw, modules: int, chance: np.random.Generator) -> None:
    left, side = AROUND * _MARRED_PX, modules * _MARRED_PX
    start, end = (left + chance.uniform(0.3, 0.9, 2) * side).tolist()
    draw.line((left, start, left + side, end), _LIGHT, round(0.75 * _MARRED_PX))
