"""Files of pixels: drawn, written, and read back from their very pixels before they are handed out."""

import io
from typing import Any

from PIL import Image, JpegImagePlugin, WebPImagePlugin

from qrdesk.core.artwork import profiles, proof
from qrdesk.core.artwork.inks import in_inks
from qrdesk.core.artwork.proof_bars import prove_bars_in_pixels
from qrdesk.core.artwork.raster import plain, png
from qrdesk.core.artwork.raster.painting import hides_all, paint
from qrdesk.core.artwork.raster.spaces import CLEAR, GREY, SCREEN, press
from qrdesk.core.artwork.scene import Scene
from qrdesk.core.errors import Invalid
from qrdesk.core.schemas.artwork import MAX_PIXELS, ArtworkFormat, ExportDraft, pixels

_MOST_READ_PX = 16_000_000  # a WebP of more is proved before it is encoded: reading it takes 12 bytes for each
_WHITE_IS_0 = {262: 0}  # as fax machines had it, and programs that read nothing else
_BARE_SHARE = 0.3  # of the way from paper to ink: what is lighter is paper in a file of one bit


def write(scene: Scene, expected: str, draft: ExportDraft, profile: bytes = b"", *, micro: bool = False) -> bytes:
    """Return the file of pixels that ``draft`` asks for. ``profile`` is the press's, empty for the one that we ship.

    Raises:
        ArtworkUnreadable: it does not read as ``expected``; there are too few pixels.
        Invalid: it would be too high or wide for the programs that open it.
    """
    _bound(scene, draft)
    width_px = pixels(scene.width_mm, draft.dpi)
    if draft.format is ArtworkFormat.PNG and plain.is_plain(scene):
        drawn = plain.render(scene, width_px)
        proof.prove_pixels(drawn, scene, expected, micro=micro)
        return png.write(drawn, scene.width_mm)
    picture = _painted(scene, width_px, draft, profile)
    size = picture.size
    prove_bars_in_pixels(picture, scene, expected)
    if not _is_lossy(scene, draft) or (draft.format is ArtworkFormat.WEBP and size[0] * size[1] > _MOST_READ_PX):
        proof.prove_pixels(picture, scene, expected, micro=micro)
        return _encoded(picture, scene, draft, profile)
    content = _encoded(picture, scene, draft, profile)
    del picture  # a large one and what is read from its file would take twice the memory
    proof.prove_pixels(_decoded(content, draft), scene, expected, micro=micro)
    return content


def _bound(scene: Scene, draft: ExportDraft) -> None:
    """Do nothing if the sides that were drawn have no more pixels than image programs open: a frame adds height."""
    width_px, height_px = pixels(scene.width_mm, draft.dpi), pixels(scene.height_mm, draft.dpi)
    if max(width_px, height_px) <= MAX_PIXELS:
        return
    most_dpi = int(MAX_PIXELS * 25.4 / max(scene.width_mm, scene.height_mm))
    reason = (
        f"With its frame this would be {width_px:,} pixels wide and {height_px:,} high at {draft.dpi} dpi; "
        f"{MAX_PIXELS:,} is the most. Choose at most {most_dpi:,} dpi, or SVG or PDF, which have no pixels."
    )
    raise Invalid.field("dpi", reason)


def _painted(scene: Scene, width_px: int, draft: ExportDraft, profile: bytes) -> Image.Image:
    crisp = plain.is_plain(scene)
    match draft.format, draft.colours:
        case ArtworkFormat.JPEG, _:
            return paint(scene, width_px, SCREEN, crisp=crisp)
        case ArtworkFormat.TIFF, "bilevel":
            bits = [255 if _is_bare(tone, scene) else 0 for tone in range(256)]
            return paint(scene, width_px, GREY, crisp=True).point(bits, "1")
        case ArtworkFormat.TIFF, "grey":
            return paint(scene, width_px, GREY, crisp=crisp)
        case ArtworkFormat.TIFF, _:
            return paint(scene, width_px, press(profile) if in_inks(scene, draft) else SCREEN, crisp=crisp)
        case _:
            return paint(scene, width_px, SCREEN if hides_all(scene) else CLEAR, crisp=crisp)


def _is_lossy(scene: Scene, draft: ExportDraft) -> bool:
    if draft.format is ArtworkFormat.WEBP:
        return not plain.is_plain(scene)
    return draft.format is ArtworkFormat.JPEG


def _encoded(picture: Image.Image, scene: Scene, draft: ExportDraft, profile: bytes) -> bytes:
    """Return the file, with a density that gives the scene's width where the format has one."""
    density = picture.width / scene.width_mm * 25.4
    match draft.format:
        case ArtworkFormat.PNG:
            return _saved(picture, "PNG", dpi=_both(png.per_metre(picture.width, scene.width_mm) * 0.0254))
        case ArtworkFormat.JPEG:  # its density is a whole number
            return _saved(picture, "JPEG", quality=draft.quality, subsampling=0, dpi=_both(round(density)))
        case ArtworkFormat.WEBP:
            lossless = plain.is_plain(scene)
            method = 4 if picture.width * picture.height <= _MOST_READ_PX else 2  # half a minute of work, or a quarter
            quality = 100 if lossless else draft.quality
            return _saved(picture, "WEBP", lossless=lossless, quality=quality, method=method)
        case ArtworkFormat.TIFF if picture.mode == "1":
            return _saved(picture, "TIFF", compression="group4", dpi=_both(density), tiffinfo=_WHITE_IS_0)
        case ArtworkFormat.TIFF if picture.mode == "CMYK":
            icc = profiles.profile(profile).content
            return _saved(picture, "TIFF", compression="tiff_lzw", dpi=_both(density), icc_profile=icc)
        case ArtworkFormat.TIFF:
            return _saved(picture, "TIFF", compression="tiff_lzw", dpi=_both(density))
        case other:
            raise ValueError(other)


def _decoded(content: bytes, draft: ExportDraft) -> Image.Image:
    """Return the pixels of a file of ours, in greys and thinned out already where the format can."""
    # by the plugin, because Image.open() warns of 90 million pixels, and ours may have more
    if draft.format is ArtworkFormat.WEBP:
        return WebPImagePlugin.WebPImageFile(io.BytesIO(content))
    picture = JpegImagePlugin.JpegImageFile(io.BytesIO(content))
    picture.draft("L", (proof.LARGEST_READ_PX, proof.LARGEST_READ_PX))
    return picture


def _is_bare(tone: int, scene: Scene) -> bool:
    """Whether a grey becomes paper where there is one bit for a pixel: it is light, or dark in an inverted design."""
    paper = sum(shade.luma for shade in proof.shades(scene.under)) / len(proof.shades(scene.under))
    weakest = min((shade.luma for shade in proof.shades(scene.ink)), key=lambda luma: abs(luma - paper))
    return (tone - paper) / (weakest - paper or 1) < _BARE_SHARE


def _both(density: float) -> tuple[float, float]:
    return density, density


def _saved(picture: Image.Image, kind: str, **how: Any) -> bytes:
    file = io.BytesIO()
    picture.save(file, kind, **how)
    return file.getvalue()
