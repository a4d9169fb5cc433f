"""Every look that we ship as every file that we write: other programs open them and read what they should say."""

import shutil

import pytest

from qrdesk.core.artwork import presets
from qrdesk.core.artwork.contents import text_of
from qrdesk.core.artwork.export import render
from qrdesk.core.artwork.presets import Preset
from qrdesk.core.schemas.artwork import FOR_PRESS, ArtworkFormat, ExportDraft
from qrdesk.core.schemas.contents.people import CardMail, CardPhone, VcardContent
from qrdesk.core.schemas.contents.wifi import WifiContent
from tests import eyes

CONTENTS = {
    "short": "https://go.example/r/AB12CD",
    "long": "https://example.com/" + "catalogue/spring-2026/" * 5 + "?utm_source=poster",
    "upper": "HTTPS://GO.EXAMPLE/R/AB12CD",
    "utf8": "Käthe Weiß trinkt 春 mit jarná čerešňa",
    "wifi": text_of(WifiContent(type="wifi", ssid="Café; Gäste", security="wpa", password='a"b\\c:d,e;f 12')),
    "vcard": text_of(
        VcardContent(
            type="vcard",
            first_name="Käthe",
            last_name="Weiß",
            organisation="Bäckerei Weiß; Söhne",
            phones=(CardPhone(number="+49 431 234567"),),
            emails=(CardMail(address="kaethe@example.com"),),
        )
    ),
}
EVERY = presets.every()
CHEAP = [ArtworkFormat.SVG, ArtworkFormat.PNG, ArtworkFormat.PDF, ArtworkFormat.TIFF, ArtworkFormat.JPEG]
COSTLY = sorted(set(ArtworkFormat) - set(CHEAP))


def misread(preset: Preset, format_: ArtworkFormat, content: str) -> bool:
    """Write one file, 60 mm wide, and say whether another program reads anything but its content."""
    text = CONTENTS[content]
    # confirmed beforehand: what a file is like does not depend on its scan score
    made = render(text, preset.design, ExportDraft(format=format_, size_mm=60, dpi=300, confirmed=True))
    assert (made.report.preflight is not None) == (format_ in FOR_PRESS)
    assert made.report.preflight is None or made.report.preflight.passed
    return eyes.read(made.content, made.report.media_type) != text


def needs(format_: ArtworkFormat) -> None:
    if format_ is ArtworkFormat.EPS and shutil.which("gs") is None:
        pytest.skip("needs gs, to see PostScript")


@pytest.mark.parametrize("format_", ArtworkFormat)
def test_files_of_presets_are_read_by_other_programs(format_: ArtworkFormat) -> None:
    """A sample; each preset is in it once, each content with each format."""
    needs(format_)
    start = list(ArtworkFormat).index(format_)
    sample = [
        (preset, list(CONTENTS)[(start + turn) % len(CONTENTS)])
        for turn, preset in enumerate(EVERY[start :: len(ArtworkFormat)])
    ]
    assert len(sample) >= len(EVERY) // len(ArtworkFormat)
    assert [(preset.name, content) for preset, content in sample if misread(preset, format_, content)] == []


@pytest.mark.slow
@pytest.mark.parametrize("content", CONTENTS)
@pytest.mark.parametrize("format_", CHEAP)
def test_every_preset_with_every_content_is_read_in_files_that_are_cheap(format_: ArtworkFormat, content: str) -> None:
    assert [preset.name for preset in EVERY if misread(preset, format_, content)] == []


@pytest.mark.slow
@pytest.mark.parametrize("format_", COSTLY)
def test_every_preset_is_read_in_every_other_file(format_: ArtworkFormat) -> None:
    """Each preset with one content in turn: the whole product would take a quarter of an hour."""
    needs(format_)
    first, contents = COSTLY.index(format_), list(CONTENTS)
    turns = [(preset, contents[(number + first) % len(contents)]) for number, preset in enumerate(EVERY)]
    assert [(preset.name, content) for preset, content in turns if misread(preset, format_, content)] == []
