"""Reads artwork back before anybody gets it: what does not scan here is not handed out."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

import zxingcpp

from qrdesk.core.artwork.corners import bare_corners
from qrdesk.core.artwork.proof_bars import prove_bars
from qrdesk.core.artwork.scene import Picture, Scene
from qrdesk.core.artwork.standards import CONTRAST
from qrdesk.core.artwork.style import WHITE, Paint, Shading, contrast
from qrdesk.core.errors import ArtworkUnreadable

if TYPE_CHECKING:
    from PIL import Image

    from qrdesk.core.artwork.raster.plain import Pixels
    from qrdesk.core.artwork.raster.spaces import Space

LEAST_CONTRAST = 0.25  # ISO/IEC 15415 fails a symbol below .2; presses and viewers differ by .08 in how dark a tint is
LARGEST_READ_PX = 2000  # a bigger picture is thinned out first: reading one of 10,000 pixels takes seconds
_GOOD_CONTRAST = CONTRAST[1]  # from here on it is not the colours that keep a code from being read
HIDES_TOO_MUCH = "Too much of it is hidden or too thin: choose a smaller logo, or plainer modules and eyes."
_FINAL = " What does not read cannot be confirmed."
_NEARLY_WHITE = 200  # of 255
_CLEAR_PX, _POOR_PX = 8, 4  # per module
_MARGIN = 4  # modules of what may lie around
_DIM = bytes(64 + tone // 2 for tone in range(256))  # half the light
_QR_CODE = zxingcpp.BarcodeFormats([zxingcpp.BarcodeFormat.QRCode])
_MICRO_TOO = zxingcpp.BarcodeFormats([zxingcpp.BarcodeFormat.QRCode, zxingcpp.BarcodeFormat.MicroQRCode])


@dataclass(frozen=True, slots=True)
class _Seen:
    """A scene in greys, large and small, and how light its ground is, and what the modules stand on, and they."""

    clear: "Image.Image"
    small: "Image.Image"
    ground: int
    under: int
    ink: int


def read(image: object, *, micro: bool = False) -> str | None:
    """Return the text of the QR code in ``image`` (PIL image, QImage, or a buffer of greys shaped (height, width)).

    Micro QR codes are looked for when ``micro``.
    """
    # naming the format makes a reading ten times faster
    formats = _MICRO_TOO if micro else _QR_CODE
    found = zxingcpp.read_barcode(image, formats=formats, text_mode=zxingcpp.TextMode.Plain)
    return None if found is None else found.text


def prove(scene: Scene, expected: str, *, micro: bool = False) -> str:
    """Return the text read from ``scene``, which is ``expected``.

    Read twice: large and clean on its own ground, then small (4 pixels per module), in half
    the light and on mid-grey surroundings, as a cheap camera sees it on a busy page. Press
    colours are read so as screens show them, and as they come out in print. Where its paper
    leaves corners bare, it is read on white as well; bars below the code are read, too.

    Raises:
        ArtworkUnreadable: a reading failed, or ink and ground are too alike; the sentence says what to change.
    """
    between = weakest_contrast(scene)
    if between < LEAST_CONTRAST:
        raise ArtworkUnreadable(
            f"Ink and paper are too alike: their contrast is {100 * between:.0f} %, and scanners need "
            f"{100 * LEAST_CONTRAST:.0f} %. Nothing was exported. Choose a darker ink or a lighter paper."
        )
    for seen in _looks(scene):
        _prove_seen(seen, expected, between, micro=micro)
    _prove_on_stock(scene, expected, micro=micro)
    if scene.bar_mm:
        _prove_bars(scene, expected)
    return expected


def on_stock(scene: Scene) -> Scene:
    """Return ``scene`` on white, if its own paper leaves a corner bare: that is what most is printed on."""
    if not scene.has_paper or scene.ground.luma > _NEARLY_WHITE or not bare_corners(scene):
        return scene
    return replace(scene, ground=WHITE)


def for_preview(refusal: ArtworkUnreadable) -> str:
    """Return what a preview says of artwork that is refused: nothing was to be exported there."""
    return (
        str(refusal).removesuffix(_FINAL).replace(", so nothing was exported", "").replace("Nothing was exported. ", "")
    )


def prove_pixels(pixels: "Pixels | Image.Image", scene: Scene, expected: str, *, micro: bool = False) -> str:
    """Return the text read from the very pixels of a file, which is ``expected``.

    Raises:
        ArtworkUnreadable: it was not; there are too few pixels, as ``prove`` has passed the scene.
    """
    ground = scene.ground.luma
    text = read(_bordered(_thinned(pixels, scene), 2 * _CLEAR_PX, ground), micro=micro)
    if text != expected:
        per_module = scene.module_mm * pixels.width / scene.width_mm
        advice = f"A module is only {per_module:.1f} pixels wide. Choose a higher resolution or a larger size."
        raise _refusal(text, advice)
    return expected


def weakest_contrast(scene: Scene) -> float:
    """Return the least contrast, 0 to 1, that a module has to what is behind it: gradients by their weakest pair."""
    pairs = [(under, ink) for under in shades(scene.under) for ink in shades(scene.ink)]
    darker = {under.reflectance > ink.reflectance for under, ink in pairs}
    return min(contrast(under, ink) for under, ink in pairs) if len(darker) == 1 else 0.0


def shades(paint: Paint | Shading) -> tuple[Paint, ...]:
    """Return the colours of ``paint``: the one, or each stop of the gradient."""
    return (paint,) if isinstance(paint, Paint) else tuple(stop for _, stop in paint.stops)


def painted(scene: Scene) -> Iterator[Paint]:
    """Yield the colours of all layers, gradients by their stops. Those of pictures are not known."""
    for layer in scene.layers:
        if not isinstance(layer, Picture):
            yield from shades(layer.paint)


def has_press_colours(scene: Scene) -> bool:
    """Say whether it looks otherwise in print: a colour, or what it is printed on, was given for a press."""
    return any(paint.cmyk is not None for paint in (scene.ground, *painted(scene)))


def _prove_on_stock(scene: Scene, expected: str, *, micro: bool) -> None:
    stock = on_stock(scene)
    if stock is scene:
        return
    for seen in _looks(stock):
        text = read(_bordered(seen.clear, _MARGIN * _CLEAR_PX, seen.ground), micro=micro)
        if text != expected:
            advice = (
                "Its paper leaves corners bare, and on white they look like modules. Choose paper that is less round, "
                "or a wider quiet zone."
            )
            raise _refusal(text, advice)


def _prove_bars(scene: Scene, expected: str) -> None:
    from qrdesk.core.artwork.raster.spaces import GREY, GREY_IN_PRINT  # noqa: PLC0415 numpy takes 100 ms

    prove_bars(scene, expected, GREY)
    if has_press_colours(scene):
        prove_bars(scene, expected, GREY_IN_PRINT)


def _prove_seen(seen: _Seen, expected: str, between: float, *, micro: bool) -> None:
    clear = read(_bordered(seen.clear, _MARGIN * _CLEAR_PX, seen.ground), micro=micro)
    if clear != expected:
        colours = "Choose a darker ink on a lighter paper."
        raise _refusal(clear, colours if between < _GOOD_CONTRAST else HIDES_TOO_MUCH)
    dim = seen.small.point(_DIM)
    around = (_DIM[seen.under] + _DIM[seen.ink]) // 2
    poor = read(_bordered(dim, _MARGIN * _POOR_PX, around), micro=micro)
    if poor == expected:
        return
    if read(_bordered(dim, _MARGIN * _POOR_PX, _DIM[seen.ground]), micro=micro) == expected:
        raise _refusal(poor, "It reads on an empty page only. Choose a quiet zone of at least 1; 4 is the standard.")
    raise _refusal(poor, "It reads in good light only. Choose a darker ink or a lighter paper.")


def _refusal(text: str | None, advice: str) -> ArtworkUnreadable:
    if text is not None:
        return ArtworkUnreadable(
            f"The code reads as “{text}” and not as what it should carry, so nothing was exported. "
            "That is a fault in QRDesk, not in the design."
        )
    advice += _FINAL
    return ArtworkUnreadable(f"The code could not be read back, so nothing was exported. {advice}")


def _looks(scene: Scene) -> Iterator[_Seen]:
    """Yield the greys of the scene on a screen, and in print where they differ."""
    from qrdesk.core.artwork.raster.spaces import GREY, GREY_IN_PRINT  # noqa: PLC0415 numpy takes 100 ms

    yield _seen(scene, GREY)
    if has_press_colours(scene):
        yield _seen(scene, GREY_IN_PRINT)


def _seen(scene: Scene, space: "Space") -> _Seen:
    from qrdesk.core.artwork.raster.painting import paint  # noqa: PLC0415 numpy takes 100 ms
    from qrdesk.core.artwork.raster.plain import is_plain  # noqa: PLC0415 the same

    crisp = is_plain(scene)
    modules = round(scene.width_mm / scene.module_mm)
    clear = paint(scene, modules * _CLEAR_PX, space, crisp=crisp)
    small = paint(scene, modules * _POOR_PX, space, crisp=True) if crisp else clear.reduce(_CLEAR_PX // _POOR_PX)
    under, ink = (_tone(paint, space) for paint in (scene.under, scene.ink))
    return _Seen(clear, small, space.colour(scene.ground)[0], under, ink)


def _tone(paint: Paint | Shading, space: "Space") -> int:
    tones = [space.colour(shade)[0] for shade in shades(paint)]
    return sum(tones) // len(tones)


def _thinned(pixels: "Pixels | Image.Image", scene: Scene) -> "Image.Image":
    """Return what a file shows on the scene's ground, in greys, at most 2,000 pixels wide, without blending any."""
    from PIL import Image  # noqa: PLC0415 30 ms, for those who export no pixels

    from qrdesk.core.artwork.raster import plain  # noqa: PLC0415 numpy takes 100 ms

    every = -(-pixels.width // LARGEST_READ_PX)
    if isinstance(pixels, plain.Pixels):
        tones = {index: (paint or scene.ground).luma for index, paint in enumerate(pixels.paints)}
        return plain.grey(pixels, tones, every=every)
    size = (-(-pixels.width // every), -(-pixels.height // every))
    thin = pixels if every == 1 else pixels.resize(size, Image.Resampling.NEAREST)
    if thin.mode != "RGBA":
        return thin.convert("L")
    on_ground = Image.new("RGBA", size, scene.ground.rgb)
    on_ground.alpha_composite(thin)
    return on_ground.convert("L")


def _bordered(picture: "Image.Image", margin: int, around: int) -> memoryview:
    """Return ``picture`` with ``margin`` pixels of the grey ``around`` on each side, shaped (height, width)."""
    from PIL import ImageOps  # noqa: PLC0415 30 ms, as above

    wide = ImageOps.expand(picture, margin, around)
    return memoryview(wide.tobytes()).cast("B", (wide.height, wide.width))
