"""The same sixty photographs, read by zbar, which many older apps are made of. Only where it is installed."""

from ctypes.util import find_library

import pytest

from qrdesk.core.artwork.drawing import build
from qrdesk.core.artwork.scan import camera, view
from qrdesk.core.artwork.symbol import encode
from qrdesk.core.schemas.design import Body, BodyShape, Design, ErrorCorrection, Eyes, EyeShape

pytestmark = [
    pytest.mark.wide,
    pytest.mark.skipif(find_library("zbar") is None, reason="needs the library libzbar0"),
]
URL = "https://go.example.com/r/AB12CD"


def share_read(design: Design) -> float:
    """Return the share of photographs that zbar reads, 0 to 1."""
    from pyzbar.pyzbar import ZBarSymbol, decode

    symbol = encode(URL, design.error_correction)
    seen = view.of_scene(build(symbol, design, 25), symbol.modules, printed=False)
    read = [
        URL in [found.data.decode() for found in decode(shot.pixels, symbols=[ZBarSymbol.QRCODE])]
        for shot in camera.shots(seen)
    ]
    return sum(read) / len(read)


ROUNDED = Eyes(frame=EyeShape.ROUNDED, ball=EyeShape.ROUNDED)
# Least shares, as measured here; what stands below .85 is why the score warns of round eyes and of inverted codes.
STYLES = {
    "square": (Design(), 0.85, 1.0),
    "square, level H": (Design(error_correction=ErrorCorrection.H), 0.85, 1.0),
    "rounded": (Design(body=Body(shape=BodyShape.ROUNDED)), 0.85, 1.0),
    "rounded, eyes by .3": (Design(body=Body(shape=BodyShape.ROUNDED), eyes=ROUNDED), 0.85, 1.0),
    "round eyes": (Design(eyes=Eyes(frame=EyeShape.CIRCLE, ball=EyeShape.CIRCLE)), 0.0, 0.5),
    "inverted": (Design(ink="#ffffff", paper="#000000"), 0.0, 0.5),
}


@pytest.mark.parametrize(("design", "least", "most"), STYLES.values(), ids=STYLES)
def test_another_reader_agrees_with_the_score(design: Design, least: float, most: float) -> None:
    assert least <= share_read(design) <= most
