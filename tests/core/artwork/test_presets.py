"""The looks that we ship: named plainly, different from one another, and read from poor pictures."""

import pytest
from PIL import Image, ImageFilter

from qrdesk.core.artwork import presets, proof, scan
from qrdesk.core.artwork.drawing import build
from qrdesk.core.artwork.presets import Preset
from qrdesk.core.artwork.raster.painting import paint
from qrdesk.core.artwork.raster.spaces import GREY
from qrdesk.core.artwork.symbol import encode
from qrdesk.core.errors import Invalid
from qrdesk.core.schemas.artwork import ExportDraft

CONTENTS = (
    "https://go.example/r/AB12CD",
    "BEGIN:VCARD\r\nVERSION:3.0\r\nN:Weiß;Käthe\r\nFN:Käthe Weiß\r\nTEL:+4312345678\r\nEND:VCARD\r\n",
)
EVERY = presets.every()
_MODULE_PX = 3


def _photograph(picture: Image.Image) -> Image.Image:
    """Return a picture seen at a slant, slightly out of focus, on a table."""
    large = Image.new("L", (picture.width + 80, picture.height + 80), 128)
    large.paste(picture, (40, 40))
    slope = 0.12 / large.height  # what is at the top is farther away
    seen_from = (1.0, 0.1, -0.05 * large.height, 0.05, 1.1, -10.0, 0.0, slope)
    tilted = large.transform(
        large.size, Image.Transform.PERSPECTIVE, seen_from, Image.Resampling.BILINEAR, fillcolor=128
    )
    return tilted.filter(ImageFilter.GaussianBlur(0.3 * _MODULE_PX))


@pytest.mark.parametrize("preset", EVERY, ids=lambda preset: preset.name)
def test_every_preset_is_read_small_and_at_a_slant(preset: Preset) -> None:
    for text in CONTENTS:
        scene = build(encode(text, preset.design.error_correction, preset.design.symbol), preset.design, 30)
        picture = paint(scene, round(scene.width_mm / scene.module_mm * _MODULE_PX * 2), GREY).reduce(2)
        assert [proof.read(one) for one in (picture, _photograph(picture))] == [text, text]


@pytest.mark.wide
@pytest.mark.parametrize("preset", EVERY, ids=lambda preset: preset.name)
def test_every_preset_is_safe_to_print(preset: Preset) -> None:
    text = CONTENTS[0]
    code = encode(text, preset.design.error_correction, preset.design.symbol)
    score = scan.score(build(code, preset.design, 30), code, text, preset.design, ExportDraft(size_mm=30))
    assert score.points >= 90
    assert score.verdict == "safe"


def test_there_are_many_and_each_is_its_own() -> None:
    assert len(EVERY) >= 20
    assert len({preset.name.casefold() for preset in EVERY}) == len(EVERY)
    assert len({preset.design.model_dump_json() for preset in EVERY}) == len(EVERY)
    assert {preset.group for preset in EVERY} == set(presets.GROUPS.values())


def test_a_preset_is_found_by_its_name() -> None:
    assert presets.named("  dark  CARD ").name == "Dark card"
    with pytest.raises(Invalid, match="There is no preset “Neon”") as refused:
        presets.named("Neon")
    assert "Dark card" in str(refused.value)
