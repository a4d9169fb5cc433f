"""Four readers, as different as one library makes them: what one cannot read, some telephone or till cannot either."""

from dataclasses import dataclass
from typing import Any, cast

import numpy as np
import zxingcpp
from PIL import Image

from qrdesk.core.artwork.scan.camera import Grey

_QR_CODE = zxingcpp.BarcodeFormats([zxingcpp.BarcodeFormat.QRCode])
_MICRO = zxingcpp.BarcodeFormats([zxingcpp.BarcodeFormat.MicroQRCode])
READERS = ("local", "global", "strict", "enlarged")
_WAYS: dict[str, dict[str, Any]] = {
    "local": {},
    "global": {"binarizer": zxingcpp.Binarizer.GlobalHistogram},
    "strict": {"try_invert": False, "try_rotate": False},  # hand scanners, and apps that have grown old
    "enlarged": {},
}


@dataclass(frozen=True, slots=True)
class Reading:
    """What a reader made of a photograph: the text, and the share of the error correction that it did not need."""

    text: str
    reserve: float


def read(pixels: Grey, reader: str = "local", *, micro: bool = False) -> Reading | None:
    """Return what ``reader`` sees in greys shaped (height, width); None where it sees no code."""
    if reader == "enlarged":
        picture = Image.fromarray(pixels)
        doubled = picture.resize((2 * picture.width, 2 * picture.height), Image.Resampling.BILINEAR)
        pixels = np.asarray(doubled)
    formats = _MICRO if micro else _QR_CODE
    found = zxingcpp.read_barcode(pixels, formats=formats, text_mode=zxingcpp.TextMode.Plain, **_WAYS[reader])
    return None if found is None else Reading(found.text, reserve_of(found))


def reserve_of(code: zxingcpp.Barcode) -> float:
    """Return the share of the error correction that reading ``code`` left unused."""
    return float(known(code).get("UEC", 0))


def known(code: zxingcpp.Barcode) -> dict[str, Any]:
    """Return what zxing says of a code besides its text: version, unused error correction and more."""
    return cast(dict[str, Any], code.extra)  # its type stub says object
