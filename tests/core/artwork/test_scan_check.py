"""The scan score of somebody's picture: photographs, exports of other programs, and files that mean harm."""

import contextlib
import io
import struct
import zlib
from collections.abc import Callable

import pytest
import segno
from PIL import Image

from qrdesk.core.artwork import scan
from qrdesk.core.artwork.scan.opened import opened
from qrdesk.core.errors import BadPicture, Invalid

URL = "https://go.example.com/r/AB12CD"
Change = Callable[[Image.Image], Image.Image]


def code(
    text: str = URL, *, scale: int = 8, border: int = 4, dark: str = "#000000", light: str = "#ffffff"
) -> Image.Image:
    """Return a picture made by another program."""
    file = io.BytesIO()
    segno.make(text, error="m", micro=False).save(file, kind="png", scale=scale, border=border, dark=dark, light=light)
    return Image.open(file).convert("RGB")


def saved(picture: Image.Image, kind: str = "PNG") -> bytes:
    file = io.BytesIO()
    picture.save(file, kind)
    return file.getvalue()


@pytest.mark.parametrize("kind", ["PNG", "JPEG", "WEBP", "TIFF", "GIF", "BMP"])
def test_a_good_code_is_safe_in_each_kind_of_file(kind: str) -> None:
    found = scan.check_image(saved(code(), kind), URL)
    assert (found.text, found.version, found.modules, found.quiet_zone, found.micro) == (URL, 3, 29, 4, False)
    assert found.module_px == 8
    assert found.score.points >= 95
    assert (found.score.verdict, found.score.grade, found.score.reasons) == ("safe", "A", ())


def on_a_table(turned: float, scale: float = 1) -> Change:
    def change(picture: Image.Image) -> Image.Image:
        page = Image.new("RGB", (900, 700), (150, 140, 130))
        size = (round(picture.width * scale), round(picture.height * scale))
        small = picture.resize(size, Image.Resampling.BICUBIC)
        page.paste(small, (280, 170))
        return page.rotate(turned, Image.Resampling.BICUBIC, fillcolor=(150, 140, 130))

    return change


def leaning(picture: Image.Image) -> Image.Image:
    """Return it as it is seen from the side: the right edge is shorter."""
    width, height = picture.size
    coefficients = (1.25, 0, 0, 0.12, 1.12, -0.06 * height, 0.25 / width, 0)
    return picture.transform(picture.size, Image.Transform.PERSPECTIVE, coefficients, Image.Resampling.BICUBIC)


@pytest.mark.parametrize(
    ("change", "least"),
    [(on_a_table(0), 95), (on_a_table(90), 95), (on_a_table(187, 0.6), 95), (on_a_table(-12, 1.3), 95), (leaning, 90)],
)
def test_a_photograph_is_straightened(change: Change, least: int) -> None:
    found = scan.check_image(saved(change(code(border=6)), "JPEG"))
    assert (found.text, found.quiet_zone) == (URL, 4)
    assert found.score.points >= least


STRANGE = {
    "yellow": (code(dark="#ffff00"), "contrast_low", 0),
    "grey": (code(dark="#bfbfbf"), "contrast_low", 85),
    "red": (code(dark="#ff0000"), "red_contrast_low", 93),
    "inverted": (code(dark="#ffffff", light="#000000"), "inverted", 89),
    "no margin": (code(border=0), "quiet_zone_narrow", 40),
    "narrow margin": (code(border=2), "quiet_zone_narrow", 94),
    "few pixels": (code(scale=2), "picture_coarse", 100),
}


@pytest.mark.parametrize(("picture", "reason", "most"), STRANGE.values(), ids=STRANGE)
def test_what_is_wrong_with_it_is_said_without_fixes(picture: Image.Image, reason: str, most: int) -> None:
    found = scan.check_image(saved(picture))
    assert reason in [one.code for one in found.score.reasons]
    assert found.score.points <= most
    assert not any(one.fixes for one in found.score.reasons)


def test_a_logo_costs_what_the_reader_says() -> None:
    picture = code(scale=10)
    middle = picture.width // 2
    picture.paste("#cc0000", (middle - 28, middle - 28, middle + 28, middle + 28))
    found = scan.check_image(saved(picture))
    assert 0 < found.score.reserve < 0.8
    assert found.score.points < scan.check_image(saved(code(scale=10))).score.points


def test_what_shines_through_is_looked_at_on_paper_that_suits_it() -> None:
    for tone in (0, 255):
        bare = Image.new("RGBA", (600, 600))
        bare.paste((tone, tone, tone, 255), (150, 150), code().convert("L").point(lambda grey: 255 - grey))
        assert scan.check_image(saved(bare)).text == URL


def test_a_micro_qr_code_is_checked_too() -> None:
    file = io.BytesIO()
    segno.make_micro("HELLO", error="m").save(file, kind="png", scale=10, border=4)
    found = scan.check_image(file.getvalue())
    assert (found.text, found.micro, found.modules, found.quiet_zone) == ("HELLO", True, 13, 4)
    assert found.score.points >= 60


def test_another_text_than_expected_stops_it() -> None:
    found = scan.check_image(saved(code()), "https://elsewhere.example")
    assert (found.score.points, found.score.verdict) == (0, "stop")
    assert found.score.reasons[0].text == f"The code reads as “{URL}” and not as “https://elsewhere.example”."


def test_one_of_several_is_the_one_that_is_expected() -> None:
    page = Image.new("RGB", (800, 400), "white")
    page.paste(code(), (20, 20))
    page.paste(code(URL + "/2"), (420, 20))
    with pytest.raises(Invalid, match=r"There are 2 codes in this picture: “https://go.*Cut it to the one"):
        scan.check_image(saved(page))
    assert scan.check_image(saved(page), URL + "/2").score.verdict == "safe"


def bomb(width: int, height: int) -> bytes:
    """Return a PNG that says it is so large, of which nothing but its first bytes is there."""

    def chunk(name: bytes, body: bytes) -> bytes:
        return struct.pack(">I", len(body)) + name + body + struct.pack(">I", zlib.crc32(name + body))

    head = struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0)
    body = zlib.compress(bytes(100_000))
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", head) + chunk(b"IDAT", body) + chunk(b"IEND", b"")


GOOD = saved(code())
JPEG = saved(code(), "JPEG")
HOSTILE = {
    "nothing": (b"", "not a picture"),
    "text": (b"hello, world", "not a picture"),
    "zeros": (bytes(5000), "not a picture"),
    "pdf": (b"%PDF-1.7\n...", "This is a PDF file, which has no pixels"),
    "svg": (b'\xef\xbb\xbf <svg xmlns="http://www.w3.org/2000/svg"/>', "This is an SVG file"),
    "eps": (b"%!PS-Adobe-3.0 EPSF-3.0\n", "This is an EPS file"),
    "half a png": (GOOD[: len(GOOD) // 2], "damaged"),
    "half a jpeg": (JPEG[: len(JPEG) // 2], "damaged"),
    "wide": (bomb(20_000, 20_000), "more than 50 million pixels"),
    "a line": (bomb(60_000, 2), "more than 50 million pixels"),
    "scans without end": (JPEG[:-2] + b"\xff\xda\x00\x08" * 500 + JPEG[-2:], "damaged"),
    "too large": (GOOD + bytes(64 << 20), "larger than 64 MB"),
    "no code": (saved(Image.new("RGB", (500, 500), "teal")), "No QR code was found"),
    "one pixel": (saved(Image.new("L", (1, 1))), "No QR code was found"),
}


@pytest.mark.parametrize(("content", "words"), HOSTILE.values(), ids=HOSTILE)
def test_a_strange_file_is_told_what_it_is(content: bytes, words: str) -> None:
    with pytest.raises(Invalid, match=words) as refused:
        scan.check_image(content)
    assert "file" in refused.value.field_errors
    assert isinstance(refused.value, BadPicture) == ("No QR code" not in words)


def test_damaged_bytes_never_bring_it_down() -> None:
    told: list[str] = []
    for kind in ("PNG", "JPEG", "WEBP", "TIFF", "GIF", "BMP"):
        whole = saved(code(scale=3), kind)
        for at in range(0, len(whole), max(1, len(whole) // 40)):
            broken = whole[:at] + bytes([whole[at] ^ 0x5A]) + whole[at + 1 :]
            with contextlib.suppress(BadPicture):
                told.append(opened(broken).mode)
    assert len(told) > 60  # most bytes of a picture are its pixels
    assert set(told) <= {"RGB", "RGBA"}
