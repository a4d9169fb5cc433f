"""The looks that we ship, in sixty photographs: two libraries that have nothing in common read them."""

from ctypes.util import find_library

import pytest

from qrdesk.core.artwork import presets
from qrdesk.core.artwork.drawing import build
from qrdesk.core.artwork.presets import Preset
from qrdesk.core.artwork.scan import camera, readers, view
from qrdesk.core.artwork.scan.camera import Shot
from qrdesk.core.artwork.symbol import encode

pytestmark = pytest.mark.wide
URL = "https://go.example.com/r/AB12CD"
LEAST_BY_ZXING, LEAST_BY_ZBAR = 0.95, 0.85


def photographs(preset: Preset) -> list[Shot]:
    design = preset.design
    symbol = encode(URL, design.error_correction, design.symbol)
    return list(camera.shots(view.of_scene(build(symbol, design, 30), symbol.modules, printed=False)))


@pytest.mark.parametrize("preset", presets.every(), ids=lambda preset: preset.name)
def test_phones_read_every_preset(preset: Preset) -> None:
    found = [readers.read(shot.pixels) for shot in photographs(preset)]
    assert sum(reading is not None and reading.text == URL for reading in found) / len(found) >= LEAST_BY_ZXING


@pytest.mark.skipif(find_library("zbar") is None, reason="needs the library libzbar0")
@pytest.mark.parametrize("preset", presets.every(), ids=lambda preset: preset.name)
def test_older_apps_read_every_preset(preset: Preset) -> None:
    from pyzbar.pyzbar import ZBarSymbol, decode

    found = [decode(shot.pixels, symbols=[ZBarSymbol.QRCODE]) for shot in photographs(preset)]
    read = [URL in [code.data.decode() for code in codes] for codes in found]
    assert sum(read) / len(read) >= LEAST_BY_ZBAR
