"""Scenes to print, and programs of a print shop: Ghostscript, poppler, qpdf. Where one is missing a test is skipped."""

import shutil
import subprocess
from collections.abc import Callable, Sequence
from io import BytesIO
from pathlib import Path

import numpy as np
import pypdfium2
import pytest
from PIL import Image

from qrdesk.core.artwork.pdf import Book, Terms, page
from qrdesk.core.artwork.scene import Box, Fill, Outline, Picture, Scene
from qrdesk.core.artwork.shapes.tracing import trace
from qrdesk.core.artwork.style import PAPER_WHITE, Paint, Shading, paint
from qrdesk.core.artwork.symbol import Symbol, encode
from qrdesk.core.schemas.design import ErrorCorrection

TEXT = "https://go.example/r/AB12CD"
K, WHITE = paint("k"), paint("#ffffff")
BLUE, GOLD = paint("spot:PANTONE 286 C=100,75,0,2"), paint("spot:Ročné zlato=0,20,60,20")
SIDE_MM = 40.0
DPI = 300
QUIET = 4


def symbol() -> Symbol:
    return encode(TEXT, ErrorCorrection.H)


def rectangle(left: float, top: float, right: float, bottom: float) -> Outline:
    return ((left, top), (right, top), (right, bottom), (left, bottom))


def code(
    ink: Paint | Shading = K, paper: Paint | Shading = WHITE, *above: Fill | Picture, side_mm: float = SIDE_MM
) -> Scene:
    """Return a code on paper, and what lies above both."""
    drawn = symbol()
    module = side_mm / (drawn.modules + 2 * QUIET)
    dark = tuple(tuple(((x + QUIET) * module, (y + QUIET) * module) for x, y in line) for line in trace(drawn.rows))
    layers = (Fill((rectangle(0, 0, side_mm, side_mm),), paper), Fill(dark, ink), *above)
    place = Box(QUIET * module, QUIET * module, drawn.modules * module)
    return Scene(side_mm, side_mm, module, layers, PAPER_WHITE, place, ink, paper)


def dark_share() -> float:
    """Return the share of the whole that is dark."""
    rows = symbol().rows
    return sum(map(sum, rows)) / (len(rows) + 2 * QUIET) ** 2


def program(name: str) -> str:
    found = shutil.which(name)
    if found is None:
        pytest.skip(f"needs {name}")
    return found


def run(name: str, *words: str | Path) -> str:
    command = [program(name), *map(str, words)]
    return subprocess.run(command, check=True, timeout=60, capture_output=True, text=True).stdout


def plates(content: bytes, folder: Path) -> dict[str, "np.ndarray[tuple[int, int], np.dtype[np.float64]]"]:
    """Separate a page at 300 dpi, with sharp edges; return how much ink, 0 to 1, each plate has, by its name."""
    page = folder / "page.pdf"
    page.write_bytes(content)
    for old in folder.glob("plate*.tif"):
        old.unlink()
    sharp = ["-dTextAlphaBits=1", "-dGraphicsAlphaBits=1"]
    run("gs", "-q", "-dSAFER", "-sDEVICE=tiffsep", f"-r{DPI}", *sharp, "-o", folder / "plate.tif", page)
    found: dict[str, np.ndarray[tuple[int, int], np.dtype[np.float64]]] = {}
    for path in folder.glob("plate(*).tif"):
        with Image.open(path) as plate:
            found[path.stem[6:-1]] = 1 - np.asarray(plate.convert("L"), dtype=np.float64) / 255
    return found


def at(plate: "np.ndarray[tuple[int, int], np.dtype[np.float64]]", x_mm: float, y_mm: float) -> float:
    """Return how much ink is there."""
    return float(plate[int(y_mm / 25.4 * DPI), int(x_mm / 25.4 * DPI)])


def by_pdfium(content: bytes, _folder: Path) -> list[Image.Image]:
    with pypdfium2.PdfDocument(content) as file:
        return [page.render(scale=1, rev_byteorder=True).to_pil().convert("L") for page in file]


def by_ghostscript(content: bytes, folder: Path) -> list[Image.Image]:
    page = folder / "gs.pdf"
    page.write_bytes(content)
    soft = ["-dGraphicsAlphaBits=4", "-sDEVICE=pnggray", "-r72"]
    run("gs", "-q", "-dSAFER", *soft, "-o", folder / "gs-%03d.png", page)
    return _pictures(folder, "gs")


def by_poppler(content: bytes, folder: Path) -> list[Image.Image]:
    page = folder / "poppler.pdf"
    page.write_bytes(content)
    run("pdftocairo", "-png", "-gray", "-r", "72", page, folder / "poppler")
    return _pictures(folder, "poppler")


# Each page as greys, one pixel a point: a page is made as many points wide as there shall be pixels.
RENDERERS: dict[str, Callable[[bytes, Path], list[Image.Image]]] = {
    "pdfium": by_pdfium,
    "ghostscript": by_ghostscript,
    "poppler": by_poppler,
}


def mm(pixels: int) -> float:
    """Return how wide a page is that has so many points."""
    return pixels * 25.4 / 72


def bound(scenes: Sequence[Scene], terms: Terms) -> bytes:
    """Return a file of several pages."""
    file = BytesIO()
    with Book(file, "x", terms) as book:
        for scene in scenes:
            book.add(page(scene, terms))
    return file.getvalue()


def lightest_inside(picture: Image.Image, rows: Sequence[bytes]) -> int:
    """Return the lightest grey on borders between dark modules, where a hairline would show."""
    scale = picture.width / (len(rows) + 2 * QUIET)
    greys = np.asarray(picture)
    places = [
        (int((y + dy + QUIET) * scale), int((x + dx + QUIET) * scale))
        for y, row in enumerate(rows[:-1])
        for x in range(len(row) - 1)
        for dx, dy, other in ((1.0, 0.5, row[x + 1]), (0.5, 1.0, rows[y + 1][x]))
        if row[x] and other
    ]
    return max(int(greys[place]) for place in places)


def _pictures(folder: Path, name: str) -> list[Image.Image]:
    return [Image.open(path).convert("L") for path in sorted(folder.glob(f"{name}-*.png"))]
