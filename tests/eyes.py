"""Other programs' eyes: a file is rendered by resvg, pdfium, Ghostscript or Pillow, and read by zxing-cpp."""

from collections.abc import Callable
from io import BytesIO

import pypdfium2
import resvg_py
import zxingcpp
from PIL import EpsImagePlugin, Image

Read = Callable[[bytes, str], str | None]
_WIDTH_PX = 600
_CODES = zxingcpp.BarcodeFormats([zxingcpp.BarcodeFormat.QRCode, zxingcpp.BarcodeFormat.MicroQRCode])  # no bars beside


def read(content: bytes, media_type: str, *, width_px: int = _WIDTH_PX, ground: str = "#ffffff") -> str | None:
    """Return the text that a scanner reads from a file of artwork, lying on a large sheet of that colour."""
    picture = _open(content, media_type, width_px).convert("RGBA")
    around = picture.width // 8
    sheet = Image.new("RGBA", (picture.width + 2 * around, picture.height + 2 * around), ground)
    sheet.alpha_composite(picture, (around, around))
    grey = sheet.convert("L")
    pixels = memoryview(grey.tobytes()).cast("B", (grey.height, grey.width))
    found = zxingcpp.read_barcode(pixels, formats=_CODES, text_mode=zxingcpp.TextMode.Plain)
    return None if found is None else found.text


def _open(content: bytes, media_type: str, width_px: int) -> Image.Image:
    match media_type:
        case "image/svg+xml":
            return Image.open(BytesIO(resvg_py.svg_to_bytes(svg_string=content.decode(), width=width_px, dpi=96)))
        case "application/pdf":
            with pypdfium2.PdfDocument(content) as file:
                page = file[0]
                drawn = page.render(scale=width_px / page.get_width(), rev_byteorder=True)
                return drawn.to_pil().copy()
        case "application/postscript":
            picture = EpsImagePlugin.EpsImageFile(BytesIO(content))
            picture.load(scale=max(1, round(width_px / picture.width)))  # from points to pixels
            return picture
        case _:
            return Image.open(BytesIO(content))
