"""The same input gives the same bytes: again, after other work, in another process."""

from concurrent.futures import ProcessPoolExecutor
from hashlib import sha256
from multiprocessing import get_context

import pytest

from qrdesk.core.artwork.assets import NOTHING, Assets
from qrdesk.core.artwork.export import render
from qrdesk.core.schemas.artwork import ArtworkFormat, ExportDraft
from qrdesk.core.schemas.design import (
    Body,
    BodyShape,
    Design,
    ErrorCorrection,
    Eye,
    Eyes,
    EyeShape,
    Frame,
    FrameIcon,
    FrameShape,
    Gradient,
    Logo,
    Stop,
    SymbolWish,
)
from tests.core.artwork.logos import BADGE, PHOTO

URL = "https://go.example/r/AB12CD"
FADING = Gradient(kind="radial", stops=(Stop(at=0, colour="#400030"), Stop(at=1, colour="cmyk:100,80,0,40")))
RICH: dict[str, tuple[Design, Assets]] = {
    "vector logo": (
        Design(
            ink="spot:Navy=100,85,10,55",
            error_correction=ErrorCorrection.H,
            body=Body(shape=BodyShape.LIQUID),
            eyes=Eyes(frame=EyeShape.LEAF, ball=EyeShape.DROP, top_left=Eye(ball_ink="#aa0000")),
            logo=Logo(file="fil_x", size=0.15, plate="circle"),
            frame=Frame(shape=FrameShape.TICKET, text="Naskenuj ma — žltý kôň", icon=FrameIcon.STAR, address=True),
        ),
        BADGE,
    ),
    "photograph": (
        Design(
            ink_gradient=FADING,
            paper_gradient=Gradient(angle=30, stops=(Stop(at=0, colour="#ffffff"), Stop(at=1, colour="#fff0d0"))),
            error_correction=ErrorCorrection.H,
            body=Body(shape=BodyShape.STAR, size=0.9),
            logo=Logo(file="fil_x", size=0.15, opacity=0.8),
        ),
        PHOTO,
    ),
    "round": (Design(paper=None, body=Body(shape=BodyShape.DOTS), symbol=SymbolWish(shape="circle")), NOTHING),
}


def written(names: list[str]) -> dict[str, str]:
    """Return a fingerprint of each of these designs in each format, made in this order."""
    found: dict[str, str] = {}
    for name in names:
        design, assets = RICH[name]
        for format_ in ArtworkFormat:
            draft = ExportDraft(format=format_, dpi=200, bleed_mm=2, crop_marks=True, reduce_um=10, confirmed=True)
            found[f"{name}, {format_}"] = sha256(render(URL, design, draft, assets).content).hexdigest()
    return found


@pytest.mark.wide
def test_the_same_design_gives_the_same_bytes_in_whatever_process() -> None:
    with ProcessPoolExecutor(1, mp_context=get_context("spawn")) as pool:
        elsewhere = pool.submit(written, list(reversed(RICH)))
        here = written(list(RICH))
        assert elsewhere.result(timeout=120) == here
    assert len(set(here.values())) == len(here)
