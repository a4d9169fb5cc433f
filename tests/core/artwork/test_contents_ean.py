"""Linear codes beside a QR code: drawn from their modules, and read by zxing-cpp as what they are."""

import pytest
import zxingcpp
from hypothesis import given
from hypothesis import strategies as st
from PIL import Image

from qrdesk.core.artwork.contents.ean import Bars, bars
from qrdesk.core.artwork.contents.gs1 import find_gtin
from qrdesk.core.schemas.contents.gs1 import check_digit

_SCALE, _HEIGHT = 3, 60


def read(found: Bars) -> tuple[str, str]:
    left, right = found.quiet
    row = "0" * left + found.modules + "0" * right
    picture = Image.new("L", (len(row) * _SCALE, _HEIGHT), 255)
    for place, module in enumerate(row):
        if module == "1":
            picture.paste(0, (place * _SCALE, 0, (place + 1) * _SCALE, _HEIGHT))
    view = memoryview(picture.tobytes()).cast("B", (picture.height, picture.width))
    (code,) = zxingcpp.read_barcodes(view)
    return str(code.format), code.text


@pytest.mark.parametrize(
    ("number", "symbology", "text"),
    [
        ("4006381333931", "EAN-13", "4006381333931"),
        ("0 36000 29145 2", "UPC-A", "0036000291452"),
        ("96385074", "EAN-8", "96385074"),
        ("04006381333931", "EAN-13", "4006381333931"),
        ("00036000291452", "UPC-A", "0036000291452"),
        ("00000096385074", "EAN-8", "96385074"),
        ("9780201379624", "EAN-13", "9780201379624"),
    ],
)
def test_bars_are_read_as_the_number_they_stand_for(number: str, symbology: str, text: str) -> None:
    found = bars(number)
    _, seen = read(found)
    assert (found.symbology, seen.zfill(13) if symbology == "UPC-A" else seen) == (symbology, text)
    assert "".join(digits for digits, _, _ in found.groups) == (text[1:] if symbology == "UPC-A" else text)


def test_guards_stand_where_it_begins_parts_and_ends() -> None:
    found = bars("4006381333931")
    assert len(found.modules) == 95
    assert [found.modules[first:last] for first, last in found.guards] == ["101", "01010", "101"]
    assert len(bars("96385074").modules) == 67


@given(st.sampled_from([7, 11, 12]), st.integers(0, 10**12 - 1))
def test_every_number_is_read_as_itself(length: int, number: int) -> None:
    digits = str(number).zfill(12)[-length:]
    whole = f"{digits}{check_digit(digits)}"
    symbology, text = read(bars(whole))
    assert text.zfill(13) == whole.zfill(13)
    assert symbology == ("EAN-8" if length == 7 else "EAN-13")


@pytest.mark.parametrize("number", ["4006381333931", "036000291452", "96385074"])
def test_digits_stand_below_their_bars_or_in_the_quiet_zone(number: str) -> None:
    found = bars(number)
    guards = {place for first, last in found.guards for place in range(first, last)}
    for digits, first, last in found.groups:
        assert -found.quiet[0] <= first < last <= len(found.modules) + found.quiet[1]
        assert not guards & set(range(first, last))
        assert (last - first) / len(digits) == (4 if digits in {"0", "2"} else 7)


@pytest.mark.parametrize(
    ("text", "gtin"),
    [
        ("https://id.gs1.org/01/04006381333931", "04006381333931"),
        ("HTTPS://GO.EXAMPLE:8443/A/01/96385074/21/7?17=301231", "96385074"),
        ("https://a.example/01/4006381333931#x", "4006381333931"),
        ("https://a.example/01/400638133393112", None),
        ("https://a.example/01/123456789", None),
        ("https://a.example/?a=/01/04006381333931", None),
        ("https://a.example/#/01/04006381333931", None),
        ("ftp://a.example/01/04006381333931", None),
        ("/01/04006381333931", None),
        ("https://a.example/01/٠٤٠٠٦٣٨١٣٣٣٩٣١", None),
        ("https:///01/04006381333931", None),
    ],
)
def test_a_number_is_found_in_an_address_as_the_standard_has_it(text: str, gtin: str | None) -> None:
    assert find_gtin(text) == gtin


@pytest.mark.parametrize("number", ["4006381333932", "14006381333938", "x", "", "123", "٤٠٠٦٣٨١٣٣٣٩٣١"])
def test_what_no_till_reads_has_no_bars(number: str) -> None:
    with pytest.raises(ValueError, match=r"check digit|digits"):
        bars(number)
