"""What is printed at the trimmed edge goes on into the bleed, seen with another program's eyes."""

from collections.abc import Iterator

import numpy as np
import pypdfium2 as pdfium
import pytest

from qrdesk.core.artwork import drawing, pdf, symbol
from qrdesk.core.artwork.pdf import Terms
from qrdesk.core.artwork.pdf.bleeding import bled
from qrdesk.core.artwork.scene import Fill
from qrdesk.core.artwork.style import BLACK
from qrdesk.core.schemas.artwork import ArtworkFormat
from qrdesk.core.schemas.design import Design, FrameShape

BLEED_MM, PX_PER_MM = 3, 20
INSIDE_MM, OUTSIDE_MM = 0.05, (0.1, 1.0, 2.8)  # of the edge
SOFTENED = 60  # a step of colour that a renderer makes where a slanting line crosses the edge


def seen(design: Design) -> np.ndarray:
    """Return a page with its bleed as pixels: rows, columns, and red, green and blue."""
    code = symbol.encode("https://go.example/spring", design.error_correction, design.symbol)
    content = pdf.write(drawing.build(code, design, 30), "x", Terms(ArtworkFormat.PDF, BLEED_MM))
    with pdfium.PdfDocument(content) as file:
        return np.array(file[0].render(scale=PX_PER_MM * 25.4 / 72).to_pil().convert("RGB")).astype(int)


def edges(page: np.ndarray) -> Iterator[np.ndarray]:
    """Yield the page four times, turned so that each edge lies above; the first and last of its trimmed length cut."""
    for turn in range(4):
        yield np.rot90(page, turn)[:, BLEED_MM * PX_PER_MM : -BLEED_MM * PX_PER_MM]


@pytest.mark.parametrize("frame", [None, *FrameShape])
def test_what_meets_the_edge_goes_on_beyond_it(frame: FrameShape | None) -> None:
    design = Design.model_validate({"ink": "#1d3557", "paper": "#f1faee"})
    if frame is not None:
        framed = {"frame": {"shape": frame, "text": "Scan me", "ink": "#e63946"}}
        design = Design.model_validate({**design.model_dump(), **framed})
    for edge in edges(seen(design)):
        within = edge[round((BLEED_MM + INSIDE_MM) * PX_PER_MM)]
        for out_mm in OUTSIDE_MM:
            beyond = edge[round((BLEED_MM - out_mm) * PX_PER_MM)]
            differs = np.abs(within - beyond).max(axis=1) > SOFTENED
            # round corners leave the edge slowly: a pixel within they are nearly still there
            assert differs.mean() < 0.08, f"{out_mm} mm beyond the edge {differs.mean():.0%} is another colour"


def test_what_keeps_off_the_edge_stays() -> None:
    design = Design.model_validate({"paper": "#f1faee", "paper_radius": 1})
    scene = drawing.build(symbol.encode("x", design.error_correction), design, 30)
    round_paper, modules = scene.layers
    assert isinstance(round_paper, Fill)
    assert isinstance(modules, Fill)
    assert bled(round_paper, scene, 3) == round_paper
    assert bled(modules, scene, 3) == modules


def test_a_rectangle_grows_over_the_corners_and_a_side_alone_straight_out() -> None:
    scene = drawing.build(symbol.encode("x", Design().error_correction), Design(), 30)
    whole = Fill((((0, 0), (30, 0), (30, 30), (0, 30)),), BLACK)
    assert bled(whole, scene, 2).outlines == (((-2, -2), (32, -2), (32, 32), (-2, 32)),)
    side = Fill((((0, 10), (5, 10), (5, 20), (0, 20)),), BLACK)
    (grown,) = bled(side, scene, 2).outlines
    assert set(grown) == {(-2, 10), (5, 10), (5, 20), (-2, 20), (0, 10), (0, 20)}
