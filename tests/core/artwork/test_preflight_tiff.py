"""Preflight of TIFF: our own files pass, and what a press would refuse is found. libtiff's programs look, too."""

import re
import subprocess
from io import BytesIO
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from PIL import Image, TiffImagePlugin

from qrdesk.core.artwork import profiles
from qrdesk.core.artwork.export import render
from qrdesk.core.artwork.preflight import preflight
from qrdesk.core.schemas.artwork import ArtworkFormat, ExportDraft, FileOrder
from qrdesk.core.schemas.design import Design, Gradient, Stop
from tests.core.artwork.renderers import program
from tests.eyes import read

TEXT = "https://go.example/r/AB12CD"
TIFF = ArtworkFormat.TIFF
FADING = Design(
    ink_gradient=Gradient(stops=(Stop(at=0, colour="cmyk:100,75,0,2"), Stop(at=1, colour="cmyk:0,100,100,40")))
)
EVERY_KIND = {"cmyk": FADING, "grey": Design(), "bilevel": Design(), "auto": Design(ink="#102080")}
CMYK = FileOrder(format=TIFF, colours="cmyk")


def made(colours: str = "cmyk", **order: object) -> bytes:
    draft = ExportDraft.model_validate({"format": TIFF, "colours": colours, "confirmed": True, "dpi": 300, **order})
    return render(TEXT, EVERY_KIND[colours], draft).content


def told(content: bytes, order: FileOrder = CMYK, module_mm: float | None = None) -> dict[str, tuple[bool, str]]:
    report = preflight(content, TIFF, order=order, module_mm=module_mm)
    assert report.passed == all(check.passed for check in report.checks)
    assert all(check.text.endswith(".") for check in report.checks)
    return {check.code: (check.passed, check.text) for check in report.checks}


def failed(content: bytes, module_mm: float | None = None) -> dict[str, str]:
    return {code: text for code, (passed, text) in told(content, CMYK, module_mm).items() if not passed}


def saved(inks: tuple[int, int, int, int], **how: object) -> bytes:
    """Return a TIFF all in one colour, with our profile and 300 dpi unless said otherwise."""
    file = BytesIO()
    options: dict[str, object] = {"dpi": (300, 300), "icc_profile": profiles.profile(b"").content, **how}
    Image.new("CMYK", (300, 300), inks).save(
        file, "TIFF", **{key: value for key, value in options.items() if value is not None}
    )
    return file.getvalue()


@pytest.mark.parametrize("colours", EVERY_KIND)
def test_our_own_files_pass_and_libtiff_reads_them_as_they_say(colours: str, tmp_path: Path) -> None:
    draft = ExportDraft.model_validate({"format": TIFF, "colours": colours, "size_mm": 30, "dpi": 300})
    artwork = render(TEXT, EVERY_KIND[colours], draft)
    assert artwork.report.preflight is not None
    assert artwork.report.preflight.passed
    codes = {check.code for check in artwork.report.preflight.checks}
    inks = {"colours", "output_intent", "ink"} if colours == "cmyk" else {"colours"} if colours != "auto" else set()
    assert codes == {"file", "resolution", "module"} | inks

    path, shown = tmp_path / "code.tif", tmp_path / "shown.tif"
    path.write_bytes(artwork.content)
    said = subprocess.run([program("tiffinfo", "to read TIFF"), path], check=True, capture_output=True, text=True)
    assert said.stderr == ""
    width = round(30 / 25.4 * 300)
    assert f"Image Width: {width} Image Length: {width}" in said.stdout
    [dpi] = re.findall(r"^ *Resolution: ([\d.]+), [\d.]+ pixels/inch$", said.stdout, re.MULTILINE)
    assert float(dpi) * 30 / 25.4 == pytest.approx(width, abs=0.01)
    kind = {"cmyk": "separated", "grey": "min-is-black", "bilevel": "min-is-white", "auto": "RGB color"}[colours]
    assert f"Photometric Interpretation: {kind}" in said.stdout
    assert ("ICC Profile: <present>" in said.stdout) == (colours == "cmyk")
    seen = subprocess.run([program("tiff2rgba", "to see TIFF"), path, shown], check=True, capture_output=True)
    assert seen.stderr == b""
    with Image.open(shown) as picture:
        file = BytesIO()
        picture.convert("RGB").save(file, "PNG")
    assert read(file.getvalue(), "image/png") == TEXT


def test_what_is_printed_too_small_or_too_coarse_is_said() -> None:
    order = {"format": TIFF, "colours": "cmyk", "size_mm": 9, "confirmed": False}
    fine = render(TEXT, Design(), ExportDraft.model_validate({**order, "dpi": 600}), scored=False).report.preflight
    assert fine is not None
    assert [check.code for check in fine.checks if not check.passed] == ["module"]
    assert "0.273 mm wide; offset printing needs 0.33 mm" in next(c.text for c in fine.checks if c.code == "module")
    coarse = failed(made(size_mm=9), module_mm=9 / 33)
    assert re.match(r"A module is only 3\.2 pixels wide at \d+ dpi; print needs 4\.", coarse["resolution"])


@pytest.mark.parametrize(
    ("content", "code", "words"),
    [
        (saved((255, 255, 255, 40)), "ink", "A pixel needs 316 % of ink; paper takes 300 %"),
        (saved((0, 0, 0, 255), icc_profile=None), "output_intent", "does not bring the profile"),
        (saved((0, 0, 0, 255), icc_profile=b"nonsense"), "output_intent", "not that of a press"),
        (saved((0, 0, 0, 255), dpi=None), "resolution", "does not say how large it is"),
        (saved((0, 0, 0, 255), dpi=(300, 150)), "resolution", "not square"),
        (made("grey"), "colours", "not in the inks that were asked for"),
        (made()[:20_000], "file", "damaged"),
        (b"II*\0", "file", "damaged, or not a TIFF"),
        (b"%PDF-1.4", "file", "damaged, or not a TIFF"),
    ],
)
def test_what_a_press_would_refuse_is_found(content: bytes, code: str, words: str) -> None:
    found = failed(content)
    assert code in found
    assert words in found[code]


def test_as_much_ink_as_paper_takes_passes() -> None:
    assert failed(saved((255, 255, 255, 0))) == {}


def test_a_picture_that_is_larger_than_anybody_reads_is_not_unpacked() -> None:
    tags = TiffImagePlugin.ImageFileDirectory_v2()
    for tag, value in ((256, 60_000), (257, 60_000), (258, 8), (259, 1), (262, 1), (273, 8), (278, 60_000), (279, 4)):
        tags[tag] = value
    file = BytesIO()
    file.write(b"II*\0\x08\0\0\0")
    tags.save(file)
    assert "more than 10,000 pixels on a side" in failed(file.getvalue())["file"]


@settings(max_examples=60, deadline=None, derandomize=True)
@given(st.data())
def test_whatever_is_damaged_is_a_report_and_never_a_fault(data: st.DataObject) -> None:
    content = bytearray(saved((1, 2, 3, 4)))
    places = st.integers(0, 7) | st.integers(len(content) - 400, len(content) - 1)
    for _ in range(data.draw(st.integers(1, 4))):
        content[data.draw(places)] = data.draw(st.integers(0, 255))
    assert told(bytes(content))
