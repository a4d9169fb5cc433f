"""PDFs through three renderers: read by a scanner, and without a hairline at any zoom."""

from dataclasses import replace
from pathlib import Path

import pytest
import zxingcpp
from PIL import Image

from qrdesk.core.artwork.pdf import Terms
from qrdesk.core.artwork.style import Paint, Shading, paint
from qrdesk.core.schemas.artwork import ArtworkFormat
from tests.core.artwork.printing import BLUE, RENDERERS, SIDE_MM, TEXT, K, bound, code, lightest_inside, mm, symbol

PDFS = (ArtworkFormat.PDF, ArtworkFormat.PDF_X1A, ArtworkFormat.PDF_X4)
NAVY, WINE = paint("#1a4480"), paint("#600020")
INKS: dict[str, Paint | Shading] = {
    "k": K,
    "rgb": NAVY,
    "cmyk": paint("cmyk:100,75,0,20"),
    "spot": BLUE,
    "linear": Shading(False, (0, 0), (40, 40), ((0.1, NAVY), (0.4, WINE), (0.4, K), (1, NAVY))),
    "radial": Shading(True, (20, 20), (40, 20), ((0, K), (1, paint("cmyk:100,50,0,30")))),
    "spots": Shading(False, (0, 20), (40, 20), ((0, BLUE), (1, K))),
}


@pytest.mark.parametrize("program", RENDERERS)
@pytest.mark.parametrize("kind", PDFS)
@pytest.mark.fast_cases(3)
def test_a_scanner_reads_what_each_program_shows(kind: ArtworkFormat, program: str, tmp_path: Path) -> None:
    scenes = [code(scaled(ink, mm(333) / SIDE_MM), paint("cmyk:0,0,10,0"), side_mm=mm(333)) for ink in INKS.values()]
    shown = RENDERERS[program](bound(scenes, Terms(kind)), tmp_path)
    assert [picture.size for picture in shown] == [(333, 333)] * len(INKS)
    assert [_read(picture) for picture in shown] == [TEXT] * len(INKS)


def scaled(ink: Paint | Shading, by: float) -> Paint | Shading:
    if isinstance(ink, Paint):
        return ink
    (x0, y0), (x1, y1) = ink.start, ink.end
    return replace(ink, start=(x0 * by, y0 * by), end=(x1 * by, y1 * by))


def _read(picture: Image.Image) -> str | None:
    found = zxingcpp.read_barcode(memoryview(picture.tobytes()).cast("B", (picture.height, picture.width)))
    return None if found is None else found.text


@pytest.mark.parametrize("program", RENDERERS)
@pytest.mark.parametrize("ink", [K, BLUE, Shading(False, (0, 0), (40, 40), ((0, BLUE), (1, BLUE)))])
@pytest.mark.fast_cases(3)
def test_no_hairline_shows_at_eight_zooms(ink: Paint | Shading, program: str, tmp_path: Path) -> None:
    zooms = (97, 150, 211, 241, 333, 517, 750, 999)
    scenes = [code(ink, side_mm=mm(zoom)) for zoom in zooms]
    sheet = replace(scenes[0], layers=(replace(scenes[0].layers[0], paint=ink),))  # the ink, and no module in it
    *shown, solid = RENDERERS[program](bound([*scenes, sheet], Terms(ArtworkFormat.PDF_X4)), tmp_path)
    assert [picture.width for picture in shown] == list(zooms)
    lightest = [lightest_inside(picture, symbol().rows) for picture in shown]
    assert max(lightest) <= max(solid.tobytes()) + 1  # of 255, where rounding differs


def test_the_eyes_see_a_gap_where_there_is_one() -> None:
    picture = Image.new("L", (333, 333), 0)
    assert lightest_inside(picture, symbol().rows) == 0
    drawn = len(symbol().rows) + 8
    for line in range(drawn):
        place = int(line * 333 / drawn)
        picture.paste(40, (place, 0, place + 1, 333))
    assert lightest_inside(picture, symbol().rows) == 40
