"""Other programs' eyes: resvg, pdfium, Ghostscript and Pillow show files, and zxing-cpp reads them. Nothing is ours."""

from collections.abc import Callable
from io import BytesIO

import pypdfium2
import pytest
import resvg_py
import zxingcpp
from PIL import Image

from qrdesk.core.artwork.export import Artwork
from tests.core.artwork.renderers import ghostscript

See = Callable[..., Image.Image]
Scan = Callable[[Image.Image], str | None]


@pytest.fixture(scope="session")
def see() -> See:
    """Return the eye: (artwork, width_px, ground) -> grey picture of the file, lying on ``ground``."""
    return _see


@pytest.fixture(scope="session")
def scan() -> Scan:
    """Return the reader: grey picture -> text, or None."""
    return _scan


def _see(artwork: Artwork, width_px: int, ground: str = "#ffffff") -> Image.Image:
    match artwork.report.file_extension:
        case "svg":
            picture = _svg(artwork.content, width_px)
        case "pdf":
            picture = _pdf(artwork.content, width_px)
        case "eps":
            picture = ghostscript(artwork.content, width_px, artwork.report.width_mm)
        case _:
            picture = Image.open(BytesIO(artwork.content))  # keeps its own width
    on_ground = Image.new("RGBA", picture.size, ground)
    on_ground.alpha_composite(picture.convert("RGBA"))
    return on_ground.convert("L")


def _svg(content: bytes, width_px: int) -> Image.Image:
    return Image.open(BytesIO(resvg_py.svg_to_bytes(svg_string=content.decode(), width=width_px, dpi=96)))


def _pdf(content: bytes, width_px: int) -> Image.Image:
    with pypdfium2.PdfDocument(content) as file:
        assert len(file) == 1
        page = file[0]
        clear = (255, 255, 255, 0)
        drawn = page.render(scale=width_px / page.get_width(), fill_color=clear, rev_byteorder=True)
        return drawn.to_pil().copy()


def _scan(picture: Image.Image) -> str | None:
    view = memoryview(picture.tobytes()).cast("B", (picture.height, picture.width))
    found = zxingcpp.read_barcode(view)
    return None if found is None else found.text
