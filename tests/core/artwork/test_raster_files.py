"""Files of pixels: opened by Pillow, read by zxing-cpp, with the size, the inks and the sharpness asked for."""

import subprocess
import sys
from dataclasses import replace
from io import BytesIO

import pytest
import zxingcpp
from PIL import Image

from qrdesk.core.artwork import profiles
from qrdesk.core.artwork.drawing import build
from qrdesk.core.artwork.raster import files
from qrdesk.core.artwork.scene import Scene
from qrdesk.core.artwork.style import Paint, paint
from qrdesk.core.artwork.symbol import encode
from qrdesk.core.errors import ArtworkUnreadable, Invalid
from qrdesk.core.schemas.artwork import OF_PIXELS, ArtworkFormat, ExportDraft
from qrdesk.core.schemas.design import Design, ErrorCorrection
from tests.core.artwork.drawn import SCENES, TEXT, dots

PLAIN = build(encode(TEXT, ErrorCorrection.M), Design(), 25)
LONG = TEXT + "/very-long" * 30
ORANGE = dots(Paint((255, 140, 0)), Paint((40, 0, 60)))


def made(scene: Scene, format_: str, **wishes: object) -> bytes:
    return files.write(scene, TEXT, ExportDraft.model_validate({"format": format_, "dpi": 400, **wishes}))


def opened(content: bytes) -> Image.Image:
    picture = Image.open(BytesIO(content))
    picture.load()
    return picture


def scanned(content: bytes, ground: str) -> str | None:
    """Return what is read from a file that lies on ``ground``."""
    picture = opened(content).convert("RGBA")
    sheet = Image.new("RGBA", (picture.width + 80, picture.height + 80), ground)
    sheet.alpha_composite(picture, (40, 40))
    found = zxingcpp.read_barcode(sheet.convert("L"))
    return None if found is None else found.text


@pytest.mark.parametrize("scene", SCENES.values(), ids=SCENES)
@pytest.mark.parametrize("format_", sorted(OF_PIXELS))
def test_another_program_reads_every_look_from_every_kind_of_file(format_: str, scene: Scene) -> None:
    content = made(scene, format_)
    assert scanned(content, scene.ground.hex) == TEXT
    assert made(scene, format_) == content


@pytest.mark.parametrize("scene", [SCENES["radial with logo"], SCENES["inverted"], ORANGE, PLAIN])
@pytest.mark.parametrize("colours", ["cmyk", "grey", "bilevel"])
def test_a_tiff_of_few_inks_is_read_too(colours: str, scene: Scene) -> None:
    assert scanned(made(scene, "tiff", colours=colours), scene.ground.hex) == TEXT


@pytest.mark.parametrize("format_", sorted(OF_PIXELS))
def test_a_frame_does_not_make_more_pixels_than_programs_open(format_: str) -> None:
    with pytest.raises(Invalid, match=r"394 pixels wide and 10,236 high .* at most 390 dpi") as refused:
        made(replace(PLAIN, height_mm=650), format_)
    assert list(refused.value.field_errors) == ["dpi"]


@pytest.mark.parametrize("format_", ["png", "jpeg", "tiff"])
@pytest.mark.parametrize("scene", [SCENES["gradient"], PLAIN], ids=["smooth", "plain"])
def test_a_file_is_placed_at_its_width_in_mm(scene: Scene, format_: str) -> None:
    picture = opened(made(scene, format_))
    across, down = picture.info["dpi"]
    assert across == down
    assert picture.width / across * 25.4 == pytest.approx(25, rel=0.0015 if format_ == "jpeg" else 0.0001)


def test_a_png_of_curves_has_smooth_edges_and_one_of_squares_has_not() -> None:
    assert (opened(made(SCENES["gradient"], "png")).mode, opened(made(PLAIN, "png")).mode) == ("RGB", "P")
    assert len(set(opened(made(SCENES["dots"], "png")).convert("L").tobytes())) > 50


def test_transparent_paper_stays_transparent_where_the_format_can() -> None:
    scene = SCENES["transparent"]
    modes = {format_: opened(made(scene, format_)).mode for format_ in ("png", "webp", "jpeg", "tiff")}
    assert modes == {"png": "RGBA", "webp": "RGBA", "jpeg": "RGB", "tiff": "RGB"}
    assert opened(made(scene, "png")).getpixel((0, 0))[3] == 0  # type: ignore[index]  # four channels
    assert opened(made(scene, "jpeg")).getpixel((0, 0)) == (255, 255, 255)


def test_a_jpeg_keeps_its_colours_at_full_resolution_and_quality_is_what_was_asked() -> None:
    picture = Image.open(BytesIO(made(SCENES["gradient"], "jpeg")))
    assert {(across, down) for _, across, down, _ in picture.layer} == {(1, 1)}  # type: ignore[attr-defined]  # JPEG's own
    assert len(made(SCENES["gradient"], "jpeg", quality=30)) < len(made(SCENES["gradient"], "jpeg", quality=95)) / 2


def test_a_webp_of_squares_keeps_every_pixel() -> None:
    expected = opened(made(PLAIN, "png")).convert("RGB")
    assert opened(made(PLAIN, "webp")).convert("RGB").tobytes() == expected.tobytes()


TIFF_COMPRESSION, TIFF_PHOTOMETRIC, TIFF_BITS, TIFF_PROFILE = 259, 262, 258, 34675


def tags(scene: Scene, **wishes: object) -> tuple[object, ...]:
    found = Image.open(BytesIO(made(scene, "tiff", **wishes))).tag_v2  # type: ignore[attr-defined]  # TIFF's own
    return found[TIFF_COMPRESSION], found[TIFF_PHOTOMETRIC], found[TIFF_BITS], found.get(TIFF_PROFILE)


def test_a_tiff_says_what_it_is() -> None:
    lzw, group4 = 5, 4
    ours = profiles.profile(b"").content
    assert tags(SCENES["gradient"]) == (lzw, 2, (8, 8, 8), None)
    assert tags(SCENES["press"]) == tags(PLAIN, colours="cmyk") == (lzw, 5, (8, 8, 8, 8), ours)
    assert tags(PLAIN, colours="grey") == (lzw, 1, (8,), None)
    assert tags(SCENES["gradient"], colours="bilevel") == (group4, 0, (1,), None)


def test_a_k_design_is_on_the_black_plate_of_a_tiff_alone() -> None:
    scene = dots(paint("k"))
    plates = opened(made(scene, "tiff")).split()
    assert [plate.getextrema() for plate in plates] == [(0, 0)] * 3 + [(0, 255)]


def test_a_file_of_one_bit_has_an_orange_code_in_black() -> None:
    orange_on_white = dots(Paint((235, 120, 0)))
    shares = opened(made(orange_on_white, "tiff", colours="bilevel")).convert("L").histogram()
    whole = opened(made(dots(Paint((0, 0, 0))), "tiff", colours="bilevel")).convert("L").histogram()
    assert shares == whole


@pytest.mark.parametrize("format_", sorted(OF_PIXELS))
@pytest.mark.parametrize("scene", [dots(text=LONG), build(encode(LONG, ErrorCorrection.M), Design(), 25)])
def test_too_few_pixels_are_refused(scene: Scene, format_: str) -> None:
    with pytest.raises(ArtworkUnreadable, match=r"A module is only 0\.\d pixels wide"):
        files.write(scene, LONG, ExportDraft(format=ArtworkFormat(format_), dpi=72))


def test_a_jpeg_that_its_quality_spoils_is_refused() -> None:
    scene = dots(Paint((190, 0, 0)), Paint((0, 140, 0)), text=LONG)
    draft = ExportDraft(format=ArtworkFormat.JPEG, dpi=144, quality=1)
    with pytest.raises(ArtworkUnreadable, match="could not be read back"):
        files.write(scene, LONG, draft)


LARGEST = """
from pathlib import Path
from qrdesk.core.artwork.raster.painting import paint
from qrdesk.core.artwork.raster.spaces import CLEAR
from tests.core.artwork.drawn import SCENES
assert paint(SCENES["radial with logo"], 10_000, CLEAR).size == (10_000, 10_000)
(peak,) = [line for line in Path("/proc/self/status").read_text().splitlines() if line.startswith("VmHWM")]
print(int(peak.split()[1]) // 1024)  # of this program alone: what getrusage says begins with that of its parent
"""


@pytest.mark.slow
def test_a_picture_of_10000_pixels_takes_little_more_memory_than_itself() -> None:
    done = subprocess.run([sys.executable, "-c", LARGEST], capture_output=True, text=True, check=True, timeout=100)
    assert 400 <= int(done.stdout) <= 520  # MB, of which the pixels are 400
