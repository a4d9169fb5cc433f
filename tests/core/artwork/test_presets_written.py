"""Every look that we ship as every file that we write: other programs open them and read what they should say."""

import shutil
import subprocess
from collections.abc import Mapping, Sequence
from pathlib import Path

import pytest

from qrdesk.core.artwork import presets
from qrdesk.core.artwork.contents import text_of
from qrdesk.core.artwork.export import Artwork, render
from qrdesk.core.artwork.presets import Preset
from qrdesk.core.schemas.artwork import FOR_PRINT, ArtworkFormat, ExportDraft
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
PNG = "image/png"


def written(preset: Preset, format_: ArtworkFormat, text: str, colours: str = "auto") -> Artwork:
    """Return one file, 60 mm wide; one for print has passed its preflight."""
    # confirmed beforehand: what a file is like does not depend on its scan score
    order = {"format": format_, "size_mm": 60, "dpi": 300, "colours": colours, "confirmed": True}
    made = render(text, preset.design, ExportDraft.model_validate(order))
    assert (made.report.preflight is not None) == (format_ in FOR_PRINT)
    assert made.report.preflight is None or made.report.preflight.passed
    return made


def by_ghostscript(files: Sequence[bytes], folder: Path) -> list[bytes]:
    """Return pages of PostScript as pictures, all shown by one run of Ghostscript."""
    paths = [folder / f"{number}.eps" for number in range(len(files))]
    for path, content in zip(paths, files, strict=True):
        path.write_bytes(content)
    run = ["gs", "-q", "-dSAFER", "-dEPSCrop", "-sDEVICE=png16m", "-r200", "-dGraphicsAlphaBits=4", "-dTextAlphaBits=4"]
    subprocess.run([*run, "-o", str(folder / "%d.png"), *map(str, paths)], check=True, timeout=120)
    return [(folder / f"{number}.png").read_bytes() for number in range(1, len(files) + 1)]


def misread(preset: Preset, format_: ArtworkFormat, contents: Mapping[str, str], folder: Path) -> list[str]:
    """Write a file of each content, and return those from which other programs read anything else."""
    made = [written(preset, format_, text) for text in contents.values()]
    shown = [(one.content, one.report.media_type) for one in made]
    if format_ is ArtworkFormat.EPS:
        shown = [(page, PNG) for page in by_ghostscript([one.content for one in made], folder)]
    found = [eyes.read(content, media_type) for content, media_type in shown]
    return [name for (name, text), seen in zip(contents.items(), found, strict=True) if seen != text]


def needs(format_: ArtworkFormat) -> None:
    if format_ is ArtworkFormat.EPS and shutil.which("gs") is None:
        pytest.skip("needs gs, to see PostScript")


def name_of(preset: Preset) -> str:
    return preset.name


@pytest.mark.parametrize("format_", ArtworkFormat)
@pytest.mark.fast_cases(3)
def test_files_of_presets_are_read_by_other_programs(format_: ArtworkFormat, tmp_path: Path) -> None:
    """A sample; each preset is in it once, with a content in turn."""
    needs(format_)
    start = list(ArtworkFormat).index(format_)
    sample = [
        (preset, list(CONTENTS)[(start + turn) % len(CONTENTS)])
        for turn, preset in enumerate(EVERY[start :: len(ArtworkFormat)])
    ]
    assert len(sample) >= len(EVERY) // len(ArtworkFormat)
    wrong = [(preset.name, misread(preset, format_, {name: CONTENTS[name]}, tmp_path)) for preset, name in sample]
    assert [(preset, contents) for preset, contents in wrong if contents] == []


@pytest.mark.wide
@pytest.mark.parametrize("format_", ArtworkFormat)
@pytest.mark.parametrize("preset", EVERY, ids=name_of)
def test_every_preset_as_every_file_is_read_with_every_content(
    preset: Preset, format_: ArtworkFormat, tmp_path: Path
) -> None:
    needs(format_)
    assert misread(preset, format_, CONTENTS, tmp_path) == []


@pytest.mark.wide
@pytest.mark.parametrize("colours", ["cmyk", "grey", "bilevel"])
@pytest.mark.parametrize("preset", EVERY, ids=name_of)
def test_every_preset_is_read_in_pictures_of_every_colour_space(preset: Preset, colours: str) -> None:
    turn = list(CONTENTS)[EVERY.index(preset) % len(CONTENTS)]
    made = written(preset, ArtworkFormat.TIFF, CONTENTS[turn], colours)
    assert eyes.read(made.content, made.report.media_type) == CONTENTS[turn]
