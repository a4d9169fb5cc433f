"""Printing plates: Ghostscript separates the PDF as a press does, and only the ink that was meant is on a plate."""

import io
from pathlib import Path

import numpy as np
import pytest
from PIL import Image

from qrdesk.core.artwork import pdf
from qrdesk.core.artwork.export import render
from qrdesk.core.artwork.pdf import Terms
from qrdesk.core.artwork.scene import Fill, Picture
from qrdesk.core.artwork.style import Paint, Shading, paint
from qrdesk.core.schemas.artwork import ArtworkFormat, ExportDraft
from qrdesk.core.schemas.design import Design
from tests.core.artwork.printing import (
    BLUE,
    DPI,
    GOLD,
    SIDE_MM,
    TEXT,
    WHITE,
    K,
    at,
    code,
    dark_share,
    plates,
    rectangle,
)
from tests.eyes import read

PDFS = (ArtworkFormat.PDF, ArtworkFormat.PDF_X1A, ArtworkFormat.PDF_X4)
PRESS = PDFS[1:]
PROCESS = {"Cyan", "Magenta", "Yellow", "Black"}
WHOLE = round(SIDE_MM / 25.4 * DPI)


@pytest.mark.parametrize(
    ("ink", "inked"),
    [("k", {"Black"}), ("cmyk:0,0,0,100", {"Black"}), ("cmyk:100,75,0,20", {"Cyan", "Magenta", "Black"})],
)
def test_only_the_plates_of_the_ink_are_inked(ink: str, inked: set[str], tmp_path: Path) -> None:
    draft = ExportDraft(format=ArtworkFormat.PDF, size_mm=SIDE_MM)
    separated = plates(render(TEXT, Design(ink=ink), draft).content, tmp_path)
    assert {name for name, plate in separated.items() if plate.any()} == inked


@pytest.mark.parametrize("kind", PDFS)
def test_the_black_plate_alone_is_the_whole_code(kind: ArtworkFormat, tmp_path: Path) -> None:
    separated = plates(
        pdf.write(code(K if kind is ArtworkFormat.PDF else paint("#000000")), "x", Terms(kind)), tmp_path
    )
    black = separated.pop("Black")
    assert black.shape == (WHOLE, WHOLE)
    assert set(np.unique(black)) == {0.0, 1.0}  # no screen on it, which would make edges ragged
    assert not any(plate.any() for plate in separated.values())
    assert separated.keys() == PROCESS - {"Black"}
    # Ghostscript inks each pixel that is touched: at most one more along each edge
    assert dark_share() <= black.mean() <= dark_share() * 1.12
    file = io.BytesIO()
    Image.fromarray((255 - 255 * black).astype(np.uint8)).save(file, "PNG")
    assert read(file.getvalue(), "image/png") == TEXT


@pytest.mark.parametrize("kind", PDFS)
@pytest.mark.parametrize("ink", [BLUE, GOLD])
def test_a_spot_colour_is_on_its_own_plate_and_nowhere_else(kind: ArtworkFormat, ink: Paint, tmp_path: Path) -> None:
    separated = plates(pdf.write(code(ink), "x", Terms(kind)), tmp_path)
    assert len(separated) == 5
    [spot] = separated.keys() - PROCESS
    assert not any(separated[name].any() for name in PROCESS)
    assert dark_share() <= separated[spot].mean() <= dark_share() * 1.12
    assert set(np.unique(separated[spot])) == {0.0, 1.0}


@pytest.mark.parametrize("kind", PRESS)
def test_colours_of_screens_become_the_inks_of_the_press_and_greys_black(kind: ArtworkFormat, tmp_path: Path) -> None:
    tile = rectangle(0, 0, 10, 10)
    separated = plates(
        pdf.write(code(paint("#1a4480"), WHITE, Fill((tile,), paint("#808080"))), "x", Terms(kind)), tmp_path
    )
    assert {name for name in PROCESS if separated[name][100, 100]} == {"Black"}
    assert at(separated["Black"], 5, 5) == pytest.approx(0.55, abs=0.02)
    assert separated["Cyan"].max() == pytest.approx(0.95, abs=0.03)


@pytest.mark.parametrize("kind", PRESS)
def test_bleed_goes_on_and_marks_are_on_every_plate(kind: ArtworkFormat, tmp_path: Path) -> None:
    paper = paint("cmyk:0,0,30,0")
    separated = plates(pdf.write(code(BLUE, paper), "x", Terms(kind, 3, crop_marks=True)), tmp_path)
    yellow = separated["Yellow"]
    edge = 9  # mm: 3 to the marks, 5 of them, 1 beyond
    for inside in ((edge - 2.8, 20), (edge - 2.8, edge - 2.8), (edge + SIDE_MM + 2.8, 20), (20, edge + SIDE_MM + 2.8)):
        assert at(yellow, *inside) == pytest.approx(0.3, abs=0.01)
    assert at(yellow, edge - 3.3, 20) == 0
    for plate in separated.values():
        corner = plate[: int(5.8 / 25.4 * DPI), :]  # above the bleed there is nothing but marks
        assert 100 < np.count_nonzero(corner) < 1000
        assert np.array_equal(corner > 0, separated["Black"][: len(corner), :] > 0)
        across = plate[:, int(3 / 25.4 * DPI)]
        assert np.flatnonzero(across)[0] == pytest.approx(edge / 25.4 * DPI, abs=1.5)


@pytest.mark.parametrize("kind", PRESS)
def test_black_overprints_a_tint_and_white_knocks_everything_out(kind: ArtworkFormat, tmp_path: Path) -> None:
    tint = paint("cmyk:20,0,40,0")
    tile = Fill((rectangle(1, 1, 3, 3),), WHITE)
    on_black = Fill((rectangle(10, 10, 20, 20),), K)
    white_on_it = Fill((rectangle(12, 12, 18, 18),), WHITE)
    separated = plates(pdf.write(code(K, tint, tile, on_black, white_on_it), "x", Terms(kind)), tmp_path)
    assert at(separated["Yellow"], 11, 11) == pytest.approx(0.4, abs=0.01)  # no gap under black
    assert at(separated["Black"], 11, 11) == 1
    for place in ((2, 2), (15, 15)):
        assert [at(plate, *place) for plate in separated.values()] == [0, 0, 0, 0]
    mixed = plates(pdf.write(code(paint("cmyk:0,0,0,90"), tint), "x", Terms(kind)), tmp_path)
    assert not np.logical_and(mixed["Black"] > 0, mixed["Yellow"] > 0).any()  # only all of black overprints


@pytest.mark.parametrize("kind", PRESS)
def test_a_gradient_between_spot_colours_fades_from_plate_to_plate(kind: ArtworkFormat, tmp_path: Path) -> None:
    way = Shading(False, (0, 0), (SIDE_MM, 0), ((0, BLUE), (1, GOLD)))
    separated = plates(pdf.write(code(K, way), "x", Terms(kind)), tmp_path)
    assert not any(separated[name].any() for name in PROCESS - {"Black"})
    first, second = (next(p for n, p in separated.items() if n.startswith(start)) for start in ("PANTONE", "Ro"))
    for x_mm, share in ((1, 0.025), (20, 0.5), (39, 0.975)):
        assert at(first, x_mm, 1) == pytest.approx(1 - share, abs=0.02)
        assert at(second, x_mm, 1) == pytest.approx(share, abs=0.02)


@pytest.mark.parametrize("kind", PRESS)
def test_what_is_half_there_is_half_the_ink(kind: ArtworkFormat, tmp_path: Path) -> None:
    half = (Fill((rectangle(1, 1, 3, 3),), K, 0.5), Fill((rectangle(4, 1, 6, 3),), BLUE, 0.25))
    separated = plates(pdf.write(code(K, paint("cmyk:0,0,40,0"), *half), "x", Terms(kind)), tmp_path)
    spot = next(plate for name, plate in separated.items() if name not in PROCESS)
    assert at(separated["Black"], 2, 2) == pytest.approx(0.5, abs=0.01)
    assert at(separated["Yellow"], 2, 2) == pytest.approx(0.2, abs=0.01)
    assert at(spot, 5, 2) == pytest.approx(0.25, abs=0.01)


@pytest.mark.parametrize("kind", PRESS)
def test_a_picture_comes_in_inks_and_what_is_clear_shows_the_paper(kind: ArtworkFormat, tmp_path: Path) -> None:
    drawn = Image.new("RGBA", (40, 40), (0, 0, 0, 0))
    drawn.paste((0, 0, 0, 255), (0, 0, 10, 40))
    drawn.paste((255, 255, 255, 255), (10, 0, 20, 40))
    drawn.paste((200, 30, 30, 255), (20, 0, 30, 40))
    file = io.BytesIO()
    drawn.save(file, "PNG")
    logo = Picture(0, 0, 4, 4, file.getvalue())
    separated = plates(pdf.write(code(K, paint("cmyk:0,0,40,0"), logo), "x", Terms(kind)), tmp_path)
    assert [at(separated[name], 0.5, 2) for name in ("Cyan", "Magenta", "Yellow", "Black")] == [0, 0, 0, 1]
    assert [at(separated[name], 1.5, 2) for name in PROCESS] == [0, 0, 0, 0]
    assert at(separated["Magenta"], 2.5, 2) > 0.8
    assert at(separated["Yellow"], 3.5, 2) == pytest.approx(0.4, abs=0.01)
    assert at(separated["Black"], 3.5, 2) == 0
