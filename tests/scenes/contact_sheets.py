"""Contact sheets: every preset, frame, icon, font and shape at a glance, as a designer would look at them."""

from collections.abc import Iterable, Sequence
from pathlib import Path

from PIL import Image, ImageDraw, ImageFont

from qrdesk.core import resources
from qrdesk.core.artwork import drawing, presets, symbol
from qrdesk.core.artwork.raster.painting import paint
from qrdesk.core.artwork.raster.spaces import CLEAR
from qrdesk.core.artwork.shapes.lettering import FONTS
from qrdesk.core.schemas.design import Body, BodyShape, Design, Eyes, EyeShape, Frame, FrameIcon, FrameShape

CONTENT = "https://linde.example/r/mittag"
_ADDRESS = "linde.example/mittag"
_INK = "#1e3a30"
_GROUND, _TEXT, _QUIET = "#eceef1", "#1d2127", "#5d6673"
_MARGIN, _GAP, _LABEL = 56, 40, 44  # px
_FINE = 3  # drawn so much larger, then made smaller

_Tile = tuple[str, Image.Image]


def write(folder: Path, wanted: Sequence[str]) -> Iterable[Path]:
    """Write the sheets whose name holds one of ``wanted``, or all, and yield where they are."""
    for name, draw in SHEETS.items():
        if not wanted or any(one in name for one in wanted):
            path = folder / f"{name}.png"
            draw().save(path, optimize=True)
            yield path


def picture(design: Design, width_px: int) -> Image.Image:
    """Return a code in ``design``, transparent where nothing is printed."""
    code = symbol.encode(CONTENT, design.error_correction, design.symbol)
    scene = drawing.build(code, design, 30, address=_ADDRESS)
    large = paint(scene, width_px * _FINE, CLEAR).convert("RGBa")
    size = (width_px, round(width_px * scene.height_mm / scene.width_mm))
    return large.resize(size, Image.Resampling.LANCZOS).convert("RGBA")


def _presets() -> Image.Image:
    groups = list(presets.GROUPS.values())
    rows: list[tuple[str, list[_Tile]]] = []
    for group in groups:
        chosen = [preset for preset in presets.every() if preset.group == group]
        rows.append((group, [(preset.name, picture(preset.design, 236)) for preset in chosen]))
    return _sheet("Presets", rows, columns=7, width=236)


def _frames() -> Image.Image:
    shapes = [(shape.value, picture(_framed(shape, "Scan me"), 250)) for shape in FrameShape]
    full = [
        (
            f"{shape} with icon and address",
            picture(_framed(shape, "Heute auf der Karte", icon="menu", address=True), 250),
        )
        for shape in FrameShape
    ]
    bare = [(f"{shape} without words", picture(_framed(shape, ""), 250)) for shape in FrameShape]
    fonts = [
        (
            f"{font}{' bold' if bold else ''}",
            picture(_framed("label-below", "Äpfel & Glühwein", font=font, bold=bold), 250),
        )
        for font in FONTS
        for bold in (False, True)
    ]
    words = {FrameIcon.WIFI: "Wi-Fi"}
    icons = [
        (icon.value, picture(_framed("button", words.get(icon, icon.value.title()), icon=icon), 250))
        for icon in FrameIcon
    ]
    rows = [("With words", shapes), ("With icon and address", full), ("Without words", bare), ("Fonts", fonts)]
    return _sheet("Frames", [*rows, ("Icons", icons)], columns=8, width=250)


def _shapes() -> Image.Image:
    rows: list[tuple[str, list[_Tile]]] = []
    for eye in EyeShape:
        eyes = Eyes(frame=eye, ball=eye, frame_radius=0.5, ball_radius=0.5)
        tiles = [(body.value, picture(Design(body=Body(shape=body), eyes=eyes), 190)) for body in BodyShape]
        rows.append((f"Eyes: {eye}", tiles))
    return _sheet("Shapes of modules and eyes", rows, columns=7, width=190)


SHEETS = {"contact-presets": _presets, "contact-frames": _frames, "contact-shapes": _shapes}


def _framed(shape: str, text: str, **more: object) -> Design:
    frame = Frame.model_validate({"shape": shape, "text": text, **more})
    body, eyes = Body(shape=BodyShape.ROUNDED), Eyes(frame=EyeShape.ROUNDED, ball=EyeShape.ROUNDED)
    return Design(ink=_INK, body=body, eyes=eyes, frame=frame)


def _font(size: int, *, bold: bool = False) -> ImageFont.FreeTypeFont:
    return ImageFont.truetype(str(resources.path(FONTS["Inter"][bold])), size)


def _sheet(title: str, groups: list[tuple[str, list[_Tile]]], *, columns: int, width: int) -> Image.Image:
    """Return rows of pictures under the headings of their groups, each standing on the line of its row."""
    page_width = 2 * _MARGIN + columns * width + (columns - 1) * _GAP
    lines = [
        (heading if not start else "", tiles[start : start + columns])
        for heading, tiles in groups
        for start in range(0, len(tiles), columns)
    ]
    heights = [max(tile.height for _, tile in tiles) for _, tiles in lines]
    heading_px = 62
    page_height = 120 + sum(heights) + sum(_LABEL + 18 + (heading_px if heading else 0) for heading, _ in lines)
    page = Image.new("RGB", (page_width, page_height), _GROUND)
    draw = ImageDraw.Draw(page)
    draw.text((_MARGIN, 40), title, _TEXT, _font(34, bold=True))
    y = 96
    for (heading, tiles), height in zip(lines, heights, strict=True):
        if heading:
            draw.text((_MARGIN, y + 18), heading, _TEXT, _font(19, bold=True))
            y += heading_px
        for column, (label, tile) in enumerate(tiles):
            x = _MARGIN + column * (width + _GAP)
            page.paste(tile, (x, y + height - tile.height), tile)
            draw.text((x + width / 2, y + height + 12), label, _QUIET, _font(14), anchor="ma")
        y += height + _LABEL + 18
    return page
