"""Colours of screens as inks of a press: each through the press's profile, but black and greys in black ink alone.

A dark of four inks is darker, and on a press that is a tenth of a millimetre off it has coloured seams, which is what
a code must not have. So nothing neutral is mixed from colours here.
"""

from dataclasses import replace
from functools import lru_cache
from io import BytesIO
from typing import TYPE_CHECKING, Any, cast

from qrdesk.core.artwork.press import linear
from qrdesk.core.artwork.profiles import profile as checked
from qrdesk.core.artwork.proof import painted
from qrdesk.core.artwork.scene import Fill, Picture, Scene
from qrdesk.core.artwork.style import Cmyk, Paint, Rgb, Shading
from qrdesk.core.schemas.artwork import OF_INKS, ArtworkFormat, FileOrder

if TYPE_CHECKING:
    from PIL import Image, ImageCms

MOST_INK = 3.0  # of all four together; what coated stock takes (ISO Coated v2 300 %)
NEUTRAL = 4  # of 255: how far red, green and blue may lie apart in what still counts as a grey
NO_INK: Cmyk = (0.0, 0.0, 0.0, 0.0)


def cmyk_of(paint: Paint, profile: bytes = b"") -> Cmyk:
    """Return the inks, 0 to 1 each, of ``paint``: as it gives them itself, or as ``profile`` (ICC) has its colour.

    Without a profile it is the one that we ship.
    """
    return paint.cmyk if paint.cmyk is not None else _mixed(paint.rgb, profile)


def in_inks(scene: Scene, order: FileOrder) -> bool:
    """Say whether the file of a scene has inks alone: a TIFF where that is asked for, or its colours are a press's."""
    if order.format is not ArtworkFormat.TIFF:
        return order.format in OF_INKS
    given = any(paint.cmyk is not None for paint in painted(scene))
    return order.colours == "cmyk" or (order.colours == "auto" and given)


def pressed(scene: Scene, profile: bytes = b"") -> Scene:
    """Return ``scene`` as a press prints it: each of its paints has inks. Pictures stay as they are."""

    def press(paint: Paint | Shading) -> Paint | Shading:
        if isinstance(paint, Shading):
            return replace(paint, stops=tuple((at, _pressed(stop, profile)) for at, stop in paint.stops))
        return _pressed(paint, profile)

    layers: tuple[Fill | Picture, ...] = tuple(
        layer if isinstance(layer, Picture) else replace(layer, paint=press(layer.paint)) for layer in scene.layers
    )
    ground = _pressed(scene.ground, profile)
    return replace(scene, layers=layers, ground=ground, ink=press(scene.ink), under=press(scene.under))


def picture_in_cmyk(picture: "Image.Image", profile: bytes = b"") -> "Image.Image":
    """Return an RGB ``picture`` as CMYK (255 is all ink), with no more ink than a press takes; greys in black alone."""
    import numpy as np  # noqa: PLC0415 100 ms, for those who export pictures
    from PIL import Image  # noqa: PLC0415 50 ms

    content = checked(profile).content
    rgb = np.asarray(picture.convert("RGB"))
    inks = np.array(_through(to_inks(content), picture.convert("RGB"), "CMYK"), dtype=np.uint8)
    colours, key = inks[..., :3].astype(np.uint16), inks[..., 3]
    room, total = int(MOST_INK * 255) - key.astype(np.uint16), np.maximum(colours.sum(axis=2), 1)
    lesser = colours * np.minimum(room, total)[..., None] // total[..., None]
    inks[..., :3] = lesser.astype(np.uint8)
    neutral = rgb.max(axis=2) - rgb.min(axis=2) <= NEUTRAL
    blacks = np.frombuffer(_blacks(content), dtype=np.uint8)
    inks[neutral, :3] = 0
    inks[neutral, 3] = blacks[rgb[..., 1][neutral]]
    return Image.frombytes("CMYK", picture.size, inks.tobytes())


@lru_cache(maxsize=4)
def to_inks(profile: bytes) -> "ImageCms.ImageCmsTransform":
    """Return the way from sRGB to the inks of ``profile``: relative colorimetric, black becomes the press's black."""
    from PIL import ImageCms  # noqa: PLC0415 50 ms, for those who need inks

    return ImageCms.buildTransform(
        _standard("sRGB"),
        ImageCms.ImageCmsProfile(BytesIO(profile)),
        "RGB",
        "CMYK",
        ImageCms.Intent.RELATIVE_COLORIMETRIC,
        ImageCms.Flags.BLACKPOINTCOMPENSATION,
    )


@lru_cache(maxsize=4)
def to_lightness(profile: bytes) -> "ImageCms.ImageCmsTransform":
    """Return the way from the inks of ``profile`` to CIE Lab."""
    from PIL import ImageCms  # noqa: PLC0415 50 ms, for those who need inks

    press = ImageCms.ImageCmsProfile(BytesIO(profile))
    return ImageCms.buildTransform(press, _standard("LAB"), "CMYK", "LAB", ImageCms.Intent.RELATIVE_COLORIMETRIC)


def _standard(name: str) -> "ImageCms.ImageCmsProfile":
    from PIL import ImageCms  # noqa: PLC0415 50 ms, for those who need inks

    # Pillow types what this returns as unknown
    return ImageCms.ImageCmsProfile(cast("Any", ImageCms).createProfile(name))


def _through(way: "ImageCms.ImageCmsTransform", picture: "Image.Image", mode: str) -> "Image.Image":
    from PIL import Image  # noqa: PLC0415 50 ms, for those who need inks

    changed = Image.new(mode, picture.size)
    way.transform.apply(picture.getim(), changed.getim())  # its own `apply` copies the profile each time: 30 ms
    return changed


def _pressed(paint: Paint, profile: bytes) -> Paint:
    return replace(paint, cmyk=cmyk_of(paint, profile))


@lru_cache(maxsize=1024)
def _mixed(rgb: Rgb, profile: bytes) -> Cmyk:
    if rgb == (0, 0, 0):  # without a profile and without Pillow: what most codes are printed in
        return (0.0, 0.0, 0.0, 1.0)
    if rgb == (255, 255, 255):
        return NO_INK
    from PIL import Image  # noqa: PLC0415 50 ms, for those who need inks

    shares: Any = picture_in_cmyk(Image.new("RGB", (1, 1), rgb), profile).getpixel((0, 0))
    cyan, magenta, yellow, key = (round(share / 255, 3) for share in shares)
    return cyan, magenta, yellow, key


@lru_cache(maxsize=4)
def _blacks(profile: bytes) -> bytes:
    """Return for each grey of a screen how much black ink looks as light, between bare paper and solid black."""
    from PIL import Image  # noqa: PLC0415 50 ms, for those who need inks

    tints = Image.frombytes("CMYK", (256, 1), bytes(byte for key in range(256) for byte in (0, 0, 0, key)))
    lightness = _through(to_lightness(profile), tints, "LAB").tobytes()[::3]
    paper, solid = max(lightness), min(lightness)
    scaled = [100 * (light - solid) / max(paper - solid, 1) for light in lightness]
    found = bytes(min(range(256), key=lambda key: abs(scaled[key] - _lightness(grey))) for grey in range(256))
    return b"\xff" + found[1:-1] + b"\0"


def _lightness(grey: int) -> float:
    light = linear(grey)
    return 116 * light ** (1 / 3) - 16 if light > 0.008856 else 903.3 * light
