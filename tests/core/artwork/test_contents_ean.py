"""Linear codes beside a QR code: drawn from their modules, and read by zxing-cpp as what they are."""

import pytest
import zxingcpp
from PIL import Image

from qrdesk.core.artwork.contents.ean import Bars, bars

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


@pytest.mark.parametrize("number", ["4006381333932", "14006381333938", "x", "", "123", "٤٠٠٦٣٨١٣٣٣٩٣١"])
def test_what_no_till_reads_has_no_bars(number: str) -> None:
    with pytest.raises(ValueError, match=r"check digit|digits"):
        bars(number)
