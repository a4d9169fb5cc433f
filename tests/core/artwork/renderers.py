"""Other programs' eyes: resvg and librsvg for SVG, Ghostscript for EPS and PDF.

Each takes a file and a width in pixels, and returns the picture on white.
"""

import shutil
import subprocess
import tempfile
from collections.abc import Callable
from io import BytesIO
from pathlib import Path
from urllib.parse import unquote

import pytest
import resvg_py
from PIL import Image

Renderer = Callable[[bytes, int], Image.Image]
MM_PER_INCH = 25.4


def program(name: str, reason: str) -> str:
    """Return where a program is; without it the test is skipped."""
    found = shutil.which(name)
    if found is None:
        pytest.skip(f"needs {name}, {reason}")
    return found


def resvg(content: bytes, width_px: int) -> Image.Image:
    return _on_white(BytesIO(bytes(resvg_py.svg_to_bytes(svg_string=content.decode(), width=width_px, dpi=96))))


def librsvg(content: bytes, width_px: int) -> Image.Image:
    convert = program("rsvg-convert", "to see SVG with a second program's eyes")
    run = [convert, "--width", str(width_px), "--keep-aspect-ratio"]
    return _on_white(BytesIO(subprocess.run(run, input=content, capture_output=True, check=True, timeout=60).stdout))


def ghostscript(content: bytes, width_px: int, width_mm: float = 25) -> Image.Image:
    """Softened at the edges, as on a screen. The file is as high as it is wide."""
    run = [program("gs", "to see PostScript"), "-q", "-dSAFER", "-sDEVICE=png16m", f"-g{width_px}x{width_px}"]
    run += [f"-r{width_px / width_mm * MM_PER_INCH}", "-dTextAlphaBits=4", "-dGraphicsAlphaBits=4", "-o"]
    with tempfile.TemporaryDirectory() as folder:
        page, shown = Path(folder, "page"), Path(folder, "page.png")
        page.write_bytes(content)
        subprocess.run([*run, str(shown), str(page)], check=True, timeout=60)
        return _on_white(BytesIO(shown.read_bytes()))


def plates(content: bytes, dpi: int = 300) -> dict[str, Image.Image]:
    """Return the printing plates of EPS or PDF by their names, 0 where all ink is, none of them softened."""
    run = [program("gs", "to separate a file into plates"), "-q", "-dSAFER", "-sDEVICE=tiffsep", f"-r{dpi}"]
    run += ["-dEPSCrop", "-dTextAlphaBits=1", "-dGraphicsAlphaBits=1", "-o"]
    with tempfile.TemporaryDirectory() as folder:
        page = Path(folder, "page")
        page.write_bytes(content)
        subprocess.run([*run, str(Path(folder, "plate.tif")), str(page)], check=True, timeout=60)
        found: dict[str, Image.Image] = {}
        for path in Path(folder).glob("plate(*).tif"):
            found[unquote(path.name[6:-5])] = Image.open(BytesIO(path.read_bytes()))
    return found


def inked(content: bytes) -> set[str]:
    """Return the names of the plates that have any ink on them."""
    return {name for name, plate in plates(content).items() if plate.getextrema() != (255, 255)}


def _on_white(file: BytesIO) -> Image.Image:
    picture = Image.open(file).convert("RGBA")
    ground = Image.new("RGBA", picture.size, "#ffffff")
    ground.alpha_composite(picture)
    return ground.convert("RGB")
