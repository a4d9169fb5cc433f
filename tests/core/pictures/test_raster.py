"""Pictures of pixels: the same to the eye, and nothing else of what came along."""

import io
import struct
import zlib
from typing import Any

import pytest
from PIL import Image, PngImagePlugin

from qrdesk.core.context import run_here
from qrdesk.core.errors import BadPicture
from qrdesk.core.pictures import raster
from qrdesk.core.pictures.picture import Picture, find_media_type, remake

SECRET = b"taken at 52.5200 N, 13.4050 E by Anna"


def encoded(image: Image.Image, form: str = "PNG", **options: Any) -> bytes:
    out = io.BytesIO()
    image.save(out, form, **options)
    return out.getvalue()


def taken(content: bytes, *, shapes: bool = True) -> Picture:
    return remake(content, run_here, shapes=shapes)


def opened(picture: Picture) -> Image.Image:
    return Image.open(io.BytesIO(picture.content))


def chart(mode: str = "RGB") -> Image.Image:
    image = Image.new("RGB", (40, 30), (200, 30, 40))
    image.paste((10, 60, 220), (0, 0, 20, 10))
    return image.convert(mode)


@pytest.mark.parametrize(
    ("form", "modes"), [("PNG", "1 L LA P RGB RGBA"), ("JPEG", "L RGB CMYK"), ("WEBP", "RGB RGBA")]
)
def test_every_kind_and_mode_is_taken(form: str, modes: str) -> None:
    for mode in modes.split():
        made = taken(encoded(chart(mode), form))
        assert made.media_type == f"image/{form.lower()}"
        assert (made.width_px, made.height_px) == opened(made).size == (40, 30)
        assert find_media_type(made.content) == made.media_type


def test_what_keeps_every_pixel_goes_on_doing_so() -> None:
    image = chart("RGBA")
    image.putpixel((3, 3), (1, 2, 3, 4))
    for content in (encoded(image), encoded(image, "WEBP", lossless=True, exact=True)):
        assert opened(taken(content)).convert("RGBA").tobytes() == image.tobytes()


def test_a_colour_that_stands_for_none_stays_so() -> None:
    image = Image.new("P", (2, 1))
    image.putpalette([0, 0, 0, 255, 0, 0])
    image.putpixel((1, 0), 1)
    found = opened(taken(encoded(image, transparency=0)))
    assert [found.getpixel((x, 0)) for x in (0, 1)] == [(0, 0, 0, 0), (255, 0, 0, 255)]


def test_grey_of_16_bits_is_not_clipped() -> None:
    image = Image.new("I;16", (3, 1))
    for x, value in enumerate((0, 32896, 65535)):
        image.putpixel((x, 0), value)
    found = opened(taken(encoded(image)))
    assert [found.getpixel((x, 0)) for x in range(3)] == [0, 128, 255]


def test_a_photo_is_turned_upright() -> None:
    exif = Image.Exif()
    exif[0x0112] = 6  # turn right to see it
    made = taken(encoded(chart(), "JPEG", exif=exif))
    assert (made.width_px, made.height_px) == (30, 40)
    assert not opened(made).getexif()


def test_notes_that_are_damaged_are_left_out_without_a_word() -> None:
    exif = Image.Exif()
    exif[0x0112] = 6
    damaged = exif.tobytes()[:-8]
    made = taken(encoded(chart(), "JPEG", exif=damaged))
    assert (made.width_px, made.height_px) == (40, 30)
    assert not opened(made).getexif()


def test_nothing_is_left_of_what_came_along() -> None:
    text = PngImagePlugin.PngInfo()
    text.add_text("Comment", SECRET.decode())
    text.add_itxt("XML:com.adobe.xmp", SECRET.decode())
    exif = Image.Exif()
    exif[0x010E] = SECRET.decode()
    brought = [
        encoded(chart(), pnginfo=text, exif=exif, icc_profile=SECRET),
        encoded(chart(), "JPEG", comment=SECRET, exif=exif, icc_profile=SECRET),
        encoded(chart(), "WEBP", exif=exif, icc_profile=SECRET, xmp=SECRET),
        encoded(chart()) + b"<script>alert(1)</script>" + SECRET,
        encoded(chart(), "JPEG") + b"PK\x03\x04" + SECRET,
    ]
    for content in brought:
        assert SECRET in content or b"iCCP" in content
        made = taken(content).content
        assert SECRET not in made
        assert b"script" not in made
        assert not {"icc_profile", "exif", "xmp", "Comment", "comment"} & Image.open(io.BytesIO(made)).info.keys()


def test_of_moving_pictures_the_first_frame_stays() -> None:
    frames = [chart(), Image.new("RGB", (40, 30))]
    for form in ("PNG", "WEBP"):
        made = taken(encoded(frames[0], form, save_all=True, append_images=frames[1:]))
        assert getattr(opened(made), "n_frames", 1) == 1


def chunk(name: bytes, body: bytes) -> bytes:
    return struct.pack(">I", len(body)) + name + body + struct.pack(">I", zlib.crc32(name + body))


def bomb(width: int, height: int) -> bytes:
    """Return a small PNG of very many pixels; a row of them is one bit each."""
    rows = zlib.compress(bytes(min((1 + (width + 7) // 8) * height, 30_000_000)), 9)
    header = struct.pack(">IIBBBBB", width, height, 1, 0, 0, 0, 0)
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", header) + chunk(b"IDAT", rows) + chunk(b"IEND", b"")


@pytest.mark.parametrize(("width", "height"), [(13_300, 13_300), (5000, 5000), (1, 20_000), (2**31 - 1, 2**31 - 1)])
def test_a_picture_of_too_many_pixels_is_never_unpacked(
    width: int, height: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    def unpacked(_: Any) -> None:
        raise AssertionError("it was unpacked")

    monkeypatch.setattr(raster, "_upright", unpacked)
    content = bomb(width, height)
    assert len(content) < 50_000
    with pytest.raises(BadPicture):
        taken(content)


def test_texts_that_unpack_to_very_much_are_refused_or_left_out() -> None:
    png = encoded(chart())
    text = b"Comment\0\0" + zlib.compress(bytes(80_000_000), 9)
    for name in (b"zTXt", b"iTXt", b"iCCP"):
        content = png[:33] + chunk(name, text) + png[33:]
        try:
            assert len(taken(content).content) < 10_000
        except BadPicture:
            continue


def test_a_jpeg_that_goes_over_its_pixels_again_and_again_is_refused() -> None:
    photo = encoded(chart(), "JPEG", progressive=True)
    scan = photo.rindex(b"\xff\xda")
    with pytest.raises(BadPicture):
        taken(photo[:scan] + photo[scan:-2] * 100 + b"\xff\xd9")


@pytest.mark.parametrize("form", ["PNG", "JPEG", "WEBP"])
def test_a_picture_cut_off_or_changed_anywhere_is_refused_or_read(form: str) -> None:
    whole = encoded(chart(), form)
    for at in range(0, len(whole), 7):
        changed = bytearray(whole)
        changed[at] ^= 0xFF
        for content in (whole[:at], bytes(changed)):
            try:
                made = taken(content)
            except BadPicture:
                continue
            assert opened(made).size == (made.width_px, made.height_px)


@pytest.mark.parametrize(
    "content",
    [
        b"",
        b"\0",
        b"GIF89a\1\0\1\0\0\0\0;",
        b"%PDF-1.7",
        b"BM",
        b"\x1f\x8b\x08",
        b"II*\0",
        b"%!PS-Adobe",
        b"MZ",
        b"\xff",
    ],
)
def test_other_kinds_are_refused(content: bytes) -> None:
    with pytest.raises(BadPicture):
        taken(content)


def test_a_preview_is_made_of_pixels() -> None:
    with pytest.raises(BadPicture, match="preview"):
        taken(b'<svg xmlns="http://www.w3.org/2000/svg"/>', shapes=False)
    assert taken(encoded(chart()), shapes=False).media_type == "image/png"
