"""Other programs' eyes: a file is rendered by resvg, pdfium, Ghostscript or Pillow, and read by zxing-cpp."""

from collections.abc import Callable
from io import BytesIO

import pypdfium2
import resvg_py
import zxingcpp
from PIL import EpsImagePlugin, Image

Read = Callable[[bytes, str], str | None]
_WIDTH_PX = 600


def read(content: bytes, media_type: str) -> str | None:
    """Return the text that a scanner reads from a file of artwork, lying on white."""
    picture = _open(content, media_type).convert("RGBA")
    ground = Image.new("RGBA", picture.size, "#ffffff")
    ground.alpha_composite(picture)
    grey = ground.convert("L")
    found = zxingcpp.read_barcode(memoryview(grey.tobytes()).cast("B", (grey.height, grey.width)))
    return None if found is None else found.text


def _open(content: bytes, media_type: str) -> Image.Image:
    match media_type:
        case "image/svg+xml":
            return Image.open(BytesIO(resvg_py.svg_to_bytes(svg_string=content.decode(), width=_WIDTH_PX, dpi=96)))
        case "application/pdf":
            with pypdfium2.PdfDocument(content) as file:
                page = file[0]
                drawn = page.render(scale=_WIDTH_PX / page.get_width(), rev_byteorder=True)
                return drawn.to_pil().copy()
        case "application/postscript":
            picture = EpsImagePlugin.EpsImageFile(BytesIO(content))
            picture.load(scale=8)  # from points to pixels
            return picture
        case _:
            return Image.open(BytesIO(content))
