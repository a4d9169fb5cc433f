"""Screen colours as inks: what is neutral is black ink alone, the rest looks as it did, and profiles are checked."""

import contextlib
import io
import random
import struct

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from PIL import Image, ImageCms

from qrdesk.core.artwork import pdf
from qrdesk.core.artwork.inks import MOST_INK, cmyk_of, picture_in_cmyk, pressed
from qrdesk.core.artwork.pdf import Terms
from qrdesk.core.artwork.profiles import profile
from qrdesk.core.artwork.scene import Fill
from qrdesk.core.artwork.style import Paint, Shading, paint
from qrdesk.core.errors import Invalid
from qrdesk.core.schemas.artwork import ArtworkFormat
from tests.core.artwork.printing import BLUE, WHITE, K, code

SHIPPED = profile(b"").content


def shown(cmyk: tuple[float, float, float, float]) -> tuple[int, int, int]:
    """Return what inks look like on a screen, as the profile has it."""
    press = ImageCms.ImageCmsProfile(io.BytesIO(SHIPPED))
    patch = Image.new("CMYK", (1, 1), tuple(round(255 * share) for share in cmyk))
    srgb = ImageCms.createProfile("sRGB")
    intent, flags = ImageCms.Intent.RELATIVE_COLORIMETRIC, ImageCms.Flags.BLACKPOINTCOMPENSATION
    seen = ImageCms.profileToProfile(patch, press, srgb, intent, "RGB", flags=flags)
    assert seen is not None
    red, green, blue = seen.tobytes()
    return red, green, blue


def test_black_and_greys_are_black_ink_alone_and_white_is_none() -> None:
    assert cmyk_of(paint("#000000")) == (0, 0, 0, 1)
    assert cmyk_of(paint("#ffffff")) == (0, 0, 0, 0)
    greys = [cmyk_of(Paint((grey, grey, grey))) for grey in range(256)]
    assert {grey[:3] for grey in greys} == {(0, 0, 0)}
    assert [grey[3] for grey in greys] == sorted((grey[3] for grey in greys), reverse=True)
    assert cmyk_of(paint("#0b0a0c"))[:3] == (0, 0, 0)  # nobody sees that it is not quite black


def test_inks_that_are_given_stay_as_they_are() -> None:
    assert cmyk_of(paint("cmyk:90,80,70,90")) == (0.9, 0.8, 0.7, 0.9)
    assert cmyk_of(BLUE) == BLUE.cmyk


@pytest.mark.parametrize("rgb", [(26, 68, 128), (150, 40, 40), (200, 180, 120), (90, 140, 90), (120, 80, 140)])
def test_a_colour_that_a_press_can_print_looks_the_same(rgb: tuple[int, int, int]) -> None:
    assert max(abs(a - b) for a, b in zip(shown(cmyk_of(Paint(rgb))), rgb, strict=True)) <= 10  # of 255


@settings(max_examples=60, deadline=None)
@given(st.tuples(*[st.integers(0, 255)] * 3))
def test_no_colour_takes_more_ink_than_paper_does(rgb: tuple[int, int, int]) -> None:
    inks = cmyk_of(Paint(rgb))
    assert sum(inks) <= MOST_INK + 0.004  # each share is rounded
    assert all(0 <= share <= 1 for share in inks)


def test_a_picture_has_the_inks_of_its_colours() -> None:
    colours = [(0, 0, 0), (255, 255, 255), (128, 128, 128), (26, 68, 128), (5, 10, 60), (0, 40, 20)]
    picture = Image.frombytes("RGB", (len(colours), 1), bytes(channel for rgb in colours for channel in rgb))
    inked = np.asarray(picture_in_cmyk(picture)) / 255
    for place, rgb in enumerate(colours):
        assert tuple(inked[0, place]) == pytest.approx(cmyk_of(Paint(rgb)), abs=0.002)
    assert inked.sum(axis=2).max() <= MOST_INK


def test_a_scene_for_the_press_has_inks_everywhere() -> None:
    way = Shading(False, (0, 0), (1, 1), ((0, paint("#1a4480")), (1, paint("#000000"))))
    scene = pressed(code(way, WHITE))
    paper = scene.layers[0]
    assert isinstance(paper, Fill)
    assert isinstance(paper.paint, Paint)
    assert paper.paint.cmyk == (0, 0, 0, 0)
    assert isinstance(scene.ink, Shading)
    assert [stop.cmyk for _, stop in scene.ink.stops] == [cmyk_of(paint("#1a4480")), (0, 0, 0, 1)]
    assert scene.ink.stops[0][1].rgb == (0x1A, 0x44, 0x80)


def changed(at: int, by: bytes) -> bytes:
    return SHIPPED[:at] + by + SHIPPED[at + len(by) :]


REFUSED = {
    "nothing of a profile": (b"hello", "not an ICC profile"),
    "a picture": (b"\x89PNG\r\n\x1a\n" + bytes(500), "not an ICC profile"),
    "a screen's": (ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB")).tobytes(), "not for a CMYK press"),
    "cut off": (SHIPPED[:200_000], "damaged"),
    "longer than it says": (SHIPPED + b"x", "damaged"),
    "an unknown version": (changed(8, b"\x09"), "version"),
    "tags without end": (changed(128, struct.pack(">I", 2**32 - 1)), "damaged"),
    "a table elsewhere": (changed(132 + 12 * 4 + 4, struct.pack(">II", 2**31, 2**31)), "damaged"),
    "tables that are none": (changed(468, bytes(400_000)), "damaged"),
    "no tables": (changed(132 + 12 * 4, b"xxxx"), "no tables"),
    "huge": (bytes(4_000_001), "larger than 4 MB"),
}


@pytest.mark.parametrize(("content", "words"), REFUSED.values(), ids=REFUSED)
def test_what_is_no_profile_of_a_press_is_refused(content: bytes, words: str) -> None:
    with pytest.raises(Invalid, match=words) as refused:
        profile(content)
    assert list(refused.value.field_errors) == ["profile"]


def test_a_damaged_profile_is_refused_or_harmless() -> None:
    chance = random.Random(8)
    for _ in range(12):
        content = bytearray(SHIPPED)
        for _ in range(20):
            content[chance.randrange(128, 3000)] = chance.randrange(256)
        inks: tuple[float, ...] = ()
        with contextlib.suppress(Invalid):
            inks = cmyk_of(paint("#3366cc"), bytes(content))
        assert sum(inks) <= MOST_INK + 0.004


def test_a_shop_s_own_profile_is_in_the_file_and_decides_the_inks() -> None:
    own = bytearray(changed(332 + 8, b"our own press here "))  # in its copyright
    name = own.index(b"ISO Coated v2 300%")
    own[name : name + 18] = b"Our own press, 12 "
    assert profile(bytes(own)).name == "Our own press, 12  (basICColor)"
    content = pdf.write(code(K), "x", Terms(ArtworkFormat.PDF_X4, profile=bytes(own)))
    assert b"/OutputConditionIdentifier (Custom)" in content
    assert b"Our own press, 12" in content
    of_version_4 = bytes(own[:8]) + b"\x04" + bytes(own[9:])
    assert pdf.write(code(K), "x", Terms(ArtworkFormat.PDF_X4, profile=of_version_4))
    with pytest.raises(Invalid, match="Choose PDF/X-4"):
        pdf.write(code(K), "x", Terms(ArtworkFormat.PDF_X1A, profile=of_version_4))
