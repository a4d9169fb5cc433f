"""How dark inks come out: held against Ghostscript, which knows an offset press by its colour profile."""

import itertools
import shutil
import subprocess

import pytest
from PIL import Image

from qrdesk.core.artwork import pdf
from qrdesk.core.artwork.scene import Box, Fill, Scene
from qrdesk.core.artwork.style import WHITE, Paint, paint
from tests.core.artwork.printing import mm, rectangle

SIDE = 10  # of a patch, in points
TINTS = [
    *((key, key, key, black) for key in (0, 0.3) for black in (0, 0.25, 0.5, 1)),
    *(
        tint
        for ink in ((1, 0, 0), (0, 1, 0), (0, 0, 1))
        for share in (0.25, 0.6, 1)
        for tint in [(*(share * one for one in ink), 0.0), (*(share * one for one in ink), 0.4)]
    ),
    *((*overlay, 0.0) for overlay in itertools.product((0.1, 0.8), repeat=3)),
]


@pytest.fixture(scope="module")
def in_print(tmp_path_factory: pytest.TempPathFactory) -> list[tuple[int, int, int]]:
    ghostscript = shutil.which("gs")
    if ghostscript is None:
        pytest.skip("needs Ghostscript, to show press colours as in print")
    folder = tmp_path_factory.mktemp("patches")
    side = mm(SIDE)
    patches = tuple(
        Fill((rectangle(side * place, 0, side * (place + 1), side),), Paint((0, 0, 0), (cyan, magenta, yellow, key)))
        for place, (cyan, magenta, yellow, key) in enumerate(TINTS)
    )
    page = Scene(side * len(TINTS), side, side, patches, WHITE, Box(0, 0, side), WHITE, WHITE)
    (folder / "patches.pdf").write_bytes(pdf.write(page, "Patches"))
    shown = folder / "patches.png"
    device = ["-sDEVICE=png16m", "-r72", "-o", str(shown)]
    subprocess.run([ghostscript, "-q", "-dSAFER", *device, str(folder / "patches.pdf")], check=True, timeout=60)
    with Image.open(shown) as picture:
        row = picture.crop((0, SIDE // 2, picture.width, SIDE // 2 + 1)).tobytes()
    middles = [3 * (SIDE * place + SIDE // 2) for place in range(len(TINTS))]
    return [(row[at], row[at + 1], row[at + 2]) for at in middles]


def test_inks_are_as_dark_as_a_press_makes_them(in_print: list[tuple[int, int, int]]) -> None:
    for tint, shown in zip(TINTS, in_print, strict=True):
        ours = paint("cmyk:" + ",".join(str(100 * share) for share in tint)).in_print
        assert ours.reflectance == pytest.approx(Paint(shown).reflectance, abs=0.09), tint


def test_a_screen_s_colour_is_printed_as_it_is() -> None:
    assert paint("#3366cc").in_print == paint("#3366cc")
