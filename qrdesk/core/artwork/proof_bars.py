"""Reads the bars beside a code back, as a till does: they stand by themselves, and so they fail by themselves."""

from dataclasses import replace
from typing import TYPE_CHECKING

import zxingcpp

from qrdesk.core.artwork.scene import Fill, Scene
from qrdesk.core.artwork.shapes.outlines import placed
from qrdesk.core.artwork.style import Paint, Shading, contrast
from qrdesk.core.errors import ArtworkUnreadable

if TYPE_CHECKING:
    from PIL import Image

    from qrdesk.core.artwork.raster.spaces import Space

_BAR_PX = 4  # of the narrowest bar, as it is looked at
_AROUND = 12  # bars of ground on each side: more than their quiet zones
_FORMATS = zxingcpp.BarcodeFormats(
    [zxingcpp.BarcodeFormat.EAN13, zxingcpp.BarcodeFormat.EAN8, zxingcpp.BarcodeFormat.UPCA]
)


def prove_bars(scene: Scene, expected: str, space: "Space") -> None:
    """Do nothing if ``scene`` has no bars, or if they read as the article number in the text ``expected``.

    Raises:
        ArtworkUnreadable: they do not.
    """
    bars = _alone(scene)
    if bars is None:
        return
    from qrdesk.core.artwork.raster.painting import paint  # noqa: PLC0415 numpy takes 100 ms

    seen = paint(bars, max(1, round(bars.width_mm / scene.bar_mm * _BAR_PX)), space)
    if not _reads(seen, expected):
        raise ArtworkUnreadable(
            "The barcode below the code could not be read back, so nothing was exported. Choose a smaller bar-width "
            "reduction, a darker ink or a lighter paper."
        )


def prove_bars_in_pixels(picture: "Image.Image", scene: Scene, expected: str) -> None:
    """Do nothing if the bars of ``scene`` read in the very pixels of its file, or if it has none.

    Raises:
        ArtworkUnreadable: they do not; there are too few pixels.
    """
    from PIL import Image  # noqa: PLC0415 30 ms, for those who export no pixels

    place = _place(scene)
    if place is None:
        return
    scale = picture.width / scene.width_mm
    left, top, right, bottom = place
    box = (int(left * scale), int(top * scale), int(right * scale) + 1, int(bottom * scale) + 1)
    cut = picture.crop((max(0, box[0]), max(0, box[1]), min(picture.width, box[2]), min(picture.height, box[3])))
    if cut.mode == "RGBA":
        ground = Image.new("RGBA", cut.size, scene.ground.rgb)
        ground.alpha_composite(cut)
        cut = ground
    if not _reads(cut.convert("L"), expected):
        raise ArtworkUnreadable(
            "The barcode below the code could not be read back, so nothing was exported. Its narrowest bar is only "
            f"{scene.bar_mm * scale:.1f} pixels wide. Choose a higher resolution or a larger size."
        )


def _reads(seen: "Image.Image", expected: str) -> bool:
    from qrdesk.core.artwork.contents.gs1 import find_gtin  # noqa: PLC0415 schemas of contents take 100 ms

    number = find_gtin(expected)
    wide = memoryview(seen.tobytes()).cast("B", (seen.height, seen.width))
    found = [one.text.lstrip("0") for one in zxingcpp.read_barcodes(wide, formats=_FORMATS)]
    return bool(found) if number is None else number.lstrip("0") in found


def _place(scene: Scene) -> tuple[float, float, float, float] | None:
    """Return left, top, right and bottom of the bars with what is light around them; None where there are none."""
    fill = _fill(scene)
    if fill is None:
        return None
    ends = [piece[-2:] for outline in fill.outlines for piece in outline]
    around = _AROUND * scene.bar_mm
    return (
        min(x for x, _ in ends) - around,
        min(y for _, y in ends),
        max(x for x, _ in ends) + around,
        max(y for _, y in ends),
    )


def _fill(scene: Scene) -> Fill | None:
    last = scene.layers[-1] if scene.layers else None
    return last if scene.bar_mm and isinstance(last, Fill) else None


def _alone(scene: Scene) -> Scene | None:
    """Return the bars by themselves, on what is most like them of all that is behind them."""
    fill, place = _fill(scene), _place(scene)
    if fill is None or place is None or not isinstance(fill.paint, Paint):
        return None
    left, top, right, bottom = place
    outlines = placed(fill.outlines, 1, -left, -top)
    ground = _most_alike(scene.under, fill.paint)
    return replace(
        scene, width_mm=right - left, height_mm=bottom - top, layers=(replace(fill, outlines=outlines),), ground=ground
    )


def _most_alike(under: Paint | Shading, ink: Paint) -> Paint:
    shades = (under,) if isinstance(under, Paint) else tuple(stop for _, stop in under.stops)
    return min(shades, key=lambda shade: contrast(shade, ink))
