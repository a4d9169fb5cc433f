"""Files: exact in mm, alike on every run, and read by other programs as the address they carry."""

import hashlib
import itertools
import re
import struct
import subprocess
import sys
import zlib
from collections.abc import Callable
from io import BytesIO
from xml.etree import ElementTree as ET

import pypdfium2
import pytest
from PIL import Image

from qrdesk.core.artwork.export import Artwork, render
from qrdesk.core.artwork.symbol import encode
from qrdesk.core.schemas.artwork import ArtworkFormat, ExportDraft
from qrdesk.core.schemas.design import Design, ErrorCorrection

See = Callable[..., Image.Image]
Scan = Callable[[Image.Image], str | None]

SHORT = "https://go.example/r/AB12CD"
TEXTS = {
    "short": SHORT,
    "upper": "HTTPS://GO.EXAMPLE/R/AB12CD",
    "long": "https://example.com/" + "catalogue/spring-2026/" * 12 + "?utm_source=poster",
    "utf8": "https://príklad.sk/r/jar-čerešňa-春",
}
DESIGNS = {
    "plain": Design(),
    "k": Design(ink="k", error_correction=ErrorCorrection.H),
    "brand": Design(ink="#1a4480", paper="#fff8e0", quiet_zone=2),
    "press": Design(ink="cmyk:100,75,0,20", paper="cmyk:0,0,10,0", quiet_zone=6),
    "transparent": Design(paper=None),
    "inverted": Design(ink="#ffffff", paper="#201040"),
}
SIZES_MM = (5.0, 18.3, 25.0, 99.99, 420.0, 2000.0)
MM_PER_PT = 25.4 / 72


def made(format_: str, size_mm: float = 25.0, text: str = SHORT, design: Design | None = None) -> Artwork:
    dpi = 600 if size_mm < 400 else 72
    # confirmed beforehand: what a file is like does not depend on its scan score
    draft = ExportDraft(format=ArtworkFormat(format_), size_mm=size_mm, dpi=dpi, confirmed=True)
    return render(text, design or Design(), draft)


@pytest.mark.parametrize("text", TEXTS.values(), ids=TEXTS)
@pytest.mark.parametrize("design", DESIGNS.values(), ids=DESIGNS)
@pytest.mark.parametrize("format_", ["svg", "png", "pdf"])
@pytest.mark.fast_cases(24)
def test_other_programs_read_the_address_from_the_file(
    format_: str, design: Design, text: str, see: See, scan: Scan
) -> None:
    artwork = made(format_, 60.0, text, design)
    modules = artwork.report.modules + 2 * design.quiet_zone
    for px_per_module in (3, 4.37, 8):
        assert scan(see(artwork, round(modules * px_per_module))) == text
    assert artwork.report.decoded == text


@pytest.mark.parametrize(("design", "text"), list(zip(DESIGNS.values(), itertools.cycle(TEXTS.values()))), ids=DESIGNS)
@pytest.mark.parametrize("format_", sorted(set(ArtworkFormat) - {"svg", "png", "pdf"}))
@pytest.mark.fast_cases(4)
def test_other_programs_read_it_from_the_other_kinds_of_file(
    format_: str, design: Design, text: str, see: See, scan: Scan
) -> None:
    artwork = made(format_, 60.0, text, design)
    modules = artwork.report.modules + 2 * design.quiet_zone
    assert scan(see(artwork, round(modules * 4.37))) == text


@pytest.mark.parametrize("size_mm", SIZES_MM)
def test_an_svg_says_its_width_in_mm_and_its_units_are_mm(size_mm: float) -> None:
    drawing = ET.fromstring(made("svg", size_mm).content)
    assert drawing.attrib["width"] == drawing.attrib["height"] == f"{size_mm:g}mm"
    assert [float(number) for number in drawing.attrib["viewBox"].split()] == [0, 0, size_mm, size_mm]


@pytest.mark.parametrize("size_mm", SIZES_MM)
def test_a_pdf_page_and_its_trim_box_are_the_artwork(size_mm: float) -> None:
    with pypdfium2.PdfDocument(made("pdf", size_mm).content) as file:
        assert len(file) == 1
        for box in (file[0].get_mediabox(), file[0].get_trimbox()):
            assert [side * MM_PER_PT for side in box] == pytest.approx([0, 0, size_mm, size_mm], abs=0.001)


@pytest.mark.parametrize("size_mm", SIZES_MM)
def test_a_png_is_placed_at_its_width_in_mm(size_mm: float) -> None:
    picture = Image.open(BytesIO(made("png", size_mm).content))
    across, down = picture.info["dpi"]
    assert picture.width / across * 25.4 == pytest.approx(size_mm, rel=0.0002)
    assert picture.height / down * 25.4 == pytest.approx(size_mm, rel=0.0002)
    assert across == pytest.approx(600 if size_mm < 400 else 72, rel=0.005)


@pytest.mark.parametrize(("design", "kind"), [(DESIGNS["brand"], "P"), (DESIGNS["transparent"], "P")])
def test_a_png_of_two_colours_takes_one_bit_per_pixel(design: Design, kind: str) -> None:
    content = made("png", design=design).content
    depth, colour_type = struct.unpack(">BB", content[24:26])
    assert (depth, colour_type) == (1, 3)
    assert Image.open(BytesIO(content)).mode == kind


def test_a_png_has_exactly_the_colours_of_its_design() -> None:
    def colours(design: Design) -> set[object]:
        counted = Image.open(BytesIO(made("png", design=design).content)).convert("RGBA").getcolors()
        assert counted is not None
        return {colour for _, colour in counted}

    assert colours(DESIGNS["brand"]) == {(0x1A, 0x44, 0x80, 255), (0xFF, 0xF8, 0xE0, 255)}
    assert colours(DESIGNS["transparent"]) == {(0, 0, 0, 255), (255, 255, 255, 0)}


def test_at_a_whole_number_of_pixels_per_module_the_png_is_the_symbol() -> None:
    symbol = encode(SHORT, ErrorCorrection.M)
    side = symbol.modules + 8
    # 10 pixels per module
    draft = ExportDraft(format=ArtworkFormat.PNG, size_mm=side * 10 / 600 * 25.4, dpi=600, confirmed=True)
    picture = Image.open(BytesIO(render(SHORT, Design(), draft).content)).convert("L")
    assert picture.size == (side * 10, side * 10)
    expected = Image.new("L", (side, side), 255)
    for y, row in enumerate(symbol.rows):
        for x, dark in enumerate(row):
            expected.putpixel((x + 4, y + 4), 0 if dark else 255)
    assert picture.tobytes() == expected.resize(picture.size, Image.Resampling.NEAREST).tobytes()


def operators(content: bytes) -> list[list[str]]:
    """Return the page's drawing operators, each with its operands before it."""
    [stream] = re.findall(rb"stream\r?\n(.*?)\nendstream", content, re.DOTALL)
    words = zlib.decompress(stream).decode().split()
    lines: list[list[str]] = [[]]
    for word in words:
        lines[-1].append(word)
        if word.isalpha():
            lines.append([])
    return lines[:-1]


def test_a_k_only_pdf_puts_ink_on_the_black_plate_and_nowhere_else() -> None:
    lines = operators(made("pdf", design=Design(ink="k")).content)
    assert {line[-1] for line in lines} == {"cm", "m", "l", "h", "f", "k"}
    colours = [line for line in lines if line[-1] == "k"]
    assert colours == [["0", "0", "0", "0", "k"], ["0", "0", "0", "1", "k"]]  # bare paper, then black


def test_colours_stay_in_the_space_they_were_given_in() -> None:
    def colours(design: Design) -> list[list[str]]:
        lines = operators(made("pdf", design=design).content)
        return [line for line in lines if line[-1] in {"k", "rg", "g", "cs", "scn", "gs"}]

    assert colours(DESIGNS["plain"]) == [["1", "1", "1", "rg"], ["0", "0", "0", "rg"]]
    assert colours(DESIGNS["press"]) == [["0", "0", ".1", "0", "k"], ["1", ".75", "0", ".2", "k"]]
    [ink] = colours(Design(ink="#010101", paper=None))
    assert float(ink[0]) == pytest.approx(1 / 255, abs=1e-5)  # 1 of 255, not all of it


@pytest.mark.parametrize("design", [DESIGNS["plain"], DESIGNS["transparent"]], ids=["paper", "transparent"])
def test_each_colour_is_one_path(design: Design) -> None:
    fills = 1 + (design.paper is not None)
    assert made("svg", design=design).content.count(b"<path") == fills
    assert [line[-1] for line in operators(made("pdf", design=design).content)].count("f") == fills


def test_a_pdf_holds_no_font() -> None:
    content = made("pdf").content
    assert b"/BaseFont" not in content
    assert b"/Helvetica" not in content
    assert not {"BT", "Tf"} & {line[-1] for line in operators(content)}


def test_the_same_artwork_is_the_same_bytes_in_another_process() -> None:
    script = (
        "import hashlib, sys\n"
        "from qrdesk.core.artwork.export import render\n"
        "from qrdesk.core.schemas.artwork import ArtworkFormat, ExportDraft\n"
        "from qrdesk.core.schemas.design import Design\n"
        "for format_ in ArtworkFormat:\n"
        "    artwork = render(sys.argv[1], Design(ink='k'), ExportDraft(format=format_, confirmed=True))\n"
        "    print(hashlib.sha256(artwork.content).hexdigest())\n"
    )
    run = [sys.executable, "-c", script, SHORT]
    there = subprocess.run(run, capture_output=True, text=True, check=True, timeout=60).stdout.split()
    here = [hashlib.sha256(made(format_, design=Design(ink="k")).content).hexdigest() for format_ in ArtworkFormat]
    assert there == here


def dark_inside(text: str, width_px: int, quiet_zone: int) -> list[tuple[int, int]]:
    """Return the pixels on borders and corners shared by dark modules alone, where a hairline would show."""
    symbol = encode(text, ErrorCorrection.M)
    scale = width_px / (symbol.modules + 2 * quiet_zone)
    rows = symbol.rows
    inside: list[tuple[int, int]] = []
    for y in range(symbol.modules - 1):
        for x in range(symbol.modules - 1):
            if rows[y][x] and rows[y][x + 1]:
                inside.append((int((x + 1 + quiet_zone) * scale), int((y + 0.5 + quiet_zone) * scale)))
            if rows[y][x] and rows[y + 1][x]:
                inside.append((int((x + 0.5 + quiet_zone) * scale), int((y + 1 + quiet_zone) * scale)))
    return inside


def lightest(picture: Image.Image, places: list[tuple[int, int]]) -> int:
    greys = [picture.getpixel(place) for place in places]
    return max(grey for grey in greys if isinstance(grey, int))


@pytest.mark.parametrize("width_px", [241, 333, 517, 999])
@pytest.mark.parametrize("format_", ["svg", "pdf"])
def test_no_hairline_shows_between_dark_modules_at_a_fractional_scale(format_: str, width_px: int, see: See) -> None:
    picture = see(made(format_), width_px)
    assert lightest(picture, dark_inside(SHORT, width_px, 4)) == 0


def test_the_hairline_check_sees_the_gaps_of_one_shape_per_module(see: See) -> None:
    artwork = made("svg")
    symbol = encode(SHORT, ErrorCorrection.M)
    squares = "".join(
        f'<rect x="{x + 4}" y="{y + 4}" width="1" height="1"/>'
        for y, row in enumerate(symbol.rows)
        for x, dark in enumerate(row)
        if dark
    )
    side = symbol.modules + 8
    drawing = f'<svg xmlns="http://www.w3.org/2000/svg" width="25mm" height="25mm" viewBox="0 0 {side} {side}">'
    naive = Artwork(f"{drawing}{squares}</svg>".encode(), artwork.report)
    assert lightest(see(naive, 333), dark_inside(SHORT, 333, 4)) > 20
