"""Reads artwork back before anybody gets it: what does not scan here is not handed out."""

import zxingcpp

from qrdesk.core.artwork import raster
from qrdesk.core.artwork.scene import Scene
from qrdesk.core.artwork.style import contrast
from qrdesk.core.errors import ArtworkUnreadable

LEAST_CONTRAST = 0.25  # ISO/IEC 15415 fails a symbol below .2; presses and viewers differ by .08 in how dark a tint is
LARGEST_READ_PX = 2000  # a bigger picture is thinned out first: reading one of 10,000 pixels takes seconds
_CLEAR_PX, _POOR_PX = 8, 4  # per module
_QR_CODE = zxingcpp.BarcodeFormats([zxingcpp.BarcodeFormat.QRCode])


def read(image: object) -> str | None:
    """Return the text of the QR code in ``image`` (PIL image, QImage, or a buffer of greys shaped (height, width))."""
    # naming the format makes a reading ten times faster
    found = zxingcpp.read_barcode(image, formats=_QR_CODE, text_mode=zxingcpp.TextMode.Plain)
    return None if found is None else found.text


def prove(scene: Scene, expected: str) -> str:
    """Return the text read from ``scene``, which is ``expected``.

    Read twice: large and clean on its own ground, then small (4 pixels per module), in half
    the light and on mid-grey surroundings, as a cheap camera sees it on a busy page. Press
    colours are read so as screens show them, and as they come out in print.

    Raises:
        ArtworkUnreadable: a reading failed, or ink and ground are too alike; the sentence says what to change.
    """
    between = _contrast(scene)
    if between < LEAST_CONTRAST:
        raise ArtworkUnreadable(
            f"Ink and paper are too alike: their contrast is {between:.0%}, and scanners need {LEAST_CONTRAST:.0%}. "
            "Nothing was exported. Choose a darker ink or a lighter paper."
        )
    for tones in _tones_seen(scene):
        _prove_in(scene, tones, expected)
    return expected


def prove_pixels(pixels: raster.Pixels, scene: Scene, expected: str) -> str:
    """Return the text read from the very pixels of a file, which is ``expected``.

    Raises:
        ArtworkUnreadable: it was not; there are too few pixels, as ``prove`` has passed the scene.
    """
    every = -(-pixels.width // LARGEST_READ_PX)
    tones = _tones(scene)
    text = read(raster.grey(pixels, tones, every=every, margin=2 * _CLEAR_PX, around=tones[0]))
    if text != expected:
        per_module = scene.module_mm * pixels.width / scene.width_mm
        advice = f"A module is only {per_module:.1f} pixels wide. Choose a higher resolution or a larger size."
        raise _refusal(text, advice)
    return expected


def _prove_in(scene: Scene, tones: dict[int, int], expected: str) -> None:
    clear = read(_picture(scene, _CLEAR_PX, tones, around=tones[0]))
    if clear != expected:
        raise _refusal(clear, "Choose a darker ink on a lighter paper.")
    dim = {index: 64 + tone // 2 for index, tone in tones.items()}
    poor = read(_picture(scene, _POOR_PX, dim, around=(dim[0] + dim[len(scene.layers)]) // 2))
    if poor == expected:
        return
    if read(_picture(scene, _POOR_PX, dim, around=dim[0])) == expected:
        raise _refusal(poor, "It reads on an empty page only. Choose a quiet zone of at least 1; 4 is the standard.")
    raise _refusal(poor, "It reads in good light only. Choose a darker ink or a lighter paper.")


def _refusal(text: str | None, advice: str) -> ArtworkUnreadable:
    if text is not None:
        return ArtworkUnreadable(
            f"The code reads as “{text}” and not as what it should carry, so nothing was exported. "
            "That is a fault in QRDesk, not in the design."
        )
    return ArtworkUnreadable(f"The code could not be read back, so nothing was exported. {advice}")


def _picture(scene: Scene, px_per_module: int, tones: dict[int, int], *, around: int) -> memoryview:
    """Return the scene in greys, with four modules of the grey ``around`` on each side."""
    pixels = raster.render(scene, round(scene.width_mm / scene.module_mm) * px_per_module)
    return raster.grey(pixels, tones, margin=4 * px_per_module, around=around)


def _tones_seen(scene: Scene) -> list[dict[int, int]]:
    """Return the greys of the scene on a screen, and in print where they differ."""
    on_screen, in_print = _tones(scene), _tones(scene, in_print=True)
    return [on_screen] if on_screen == in_print else [on_screen, in_print]


def _tones(scene: Scene, *, in_print: bool = False) -> dict[int, int]:
    paints = [scene.ground, *(fill.paint for fill in scene.layers)]
    return {index: (paint.in_print if in_print else paint).luma for index, paint in enumerate(paints)}


def _contrast(scene: Scene) -> float:
    """Return the contrast between the ground and what is drawn on it last."""
    return contrast(scene.ground, scene.layers[-1].paint)
