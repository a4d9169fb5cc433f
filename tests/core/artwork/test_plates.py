"""Printing plates: Ghostscript separates the PDF as a press does, and only the ink that was meant is on a plate."""

import shutil
import subprocess
from pathlib import Path

import pytest
from PIL import Image

from qrdesk.core.artwork.export import render
from qrdesk.core.schemas.artwork import ArtworkFormat, ExportDraft
from qrdesk.core.schemas.design import Design
from tests.eyes import read

TEXT = "https://go.example/r/AB12CD"
PLATES = ("Cyan", "Magenta", "Yellow", "Black")
FULL, BARE = 0, 255  # of a plate's pixel


@pytest.mark.parametrize(
    ("ink", "inked"),
    [("k", {"Black"}), ("cmyk:0,0,0,100", {"Black"}), ("cmyk:100,75,0,20", {"Cyan", "Magenta", "Black"})],
)
def test_only_the_plates_of_the_ink_are_inked(ink: str, inked: set[str], tmp_path: Path) -> None:
    separated = plates(Design(ink=ink), tmp_path)
    lightest_and_darkest = {name: Image.open(plate).getextrema() for name, plate in separated.items()}
    assert {name for name, found in lightest_and_darkest.items() if found != (BARE, BARE)} == inked


def test_the_black_plate_alone_is_the_whole_code(tmp_path: Path) -> None:
    black = plates(Design(ink="k"), tmp_path)["Black"]
    with Image.open(black) as plate:
        assert plate.size == (472, 472)  # 40 mm at 300 dpi
        tones = {tone for _, tone in plate.getcolors() or []}
    assert tones == {FULL, BARE}  # no screen on it, which would make edges ragged
    assert read(black.read_bytes(), "image/tiff") == TEXT


def plates(design: Design, folder: Path) -> dict[str, Path]:
    """Separate the artwork at 300 dpi, without the softening that is for screens."""
    ghostscript = shutil.which("gs")
    if ghostscript is None:
        pytest.skip("needs Ghostscript, to separate the PDF into plates")
    page = folder / "code.pdf"
    page.write_bytes(render(TEXT, design, ExportDraft(format=ArtworkFormat.PDF, size_mm=40)).content)
    device = ["-sDEVICE=tiffsep", "-r300", "-dTextAlphaBits=1", "-dGraphicsAlphaBits=1", "-o", str(folder / "code.tif")]
    subprocess.run([ghostscript, "-q", "-dSAFER", *device, str(page)], check=True, timeout=60)
    return {name: folder / f"code({name}).tif" for name in PLATES}
