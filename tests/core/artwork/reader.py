"""zxing-cpp reads bare symbols, nothing of it ours."""

from collections.abc import Iterable, Sequence
from typing import cast

import zxingcpp

from qrdesk.core.artwork.symbol import Symbol


def picture(rows: Sequence[bytes], scale: int = 4, margin: int = 4) -> memoryview:
    """Return greys, white around the symbol."""
    side = (len(rows) + 2 * margin) * scale
    edge = b"\xff" * (margin * scale)
    lines = [
        edge + b"".join(bytes([0 if dark else 255]) * scale for dark in row) + edge
        for row in rows
        for _ in range(scale)
    ]
    blank = b"\xff" * side
    return memoryview(b"".join([blank] * margin * scale + lines + [blank] * margin * scale)).cast("B", (side, side))


def seen(rows: Sequence[bytes], *, micro: bool = False) -> zxingcpp.Barcode | None:
    """Return what is read from ``rows``, or None."""
    formats = zxingcpp.BarcodeFormats([zxingcpp.BarcodeFormat.MicroQRCode if micro else zxingcpp.BarcodeFormat.QRCode])
    return zxingcpp.read_barcode(picture(rows), formats=formats, text_mode=zxingcpp.TextMode.Plain)


def reading(symbol: Symbol) -> zxingcpp.Barcode:
    """Return what is read from the symbol; it is an error when nothing is."""
    found = seen(symbol.rows, micro=symbol.micro)
    assert found is not None
    return found


def written(symbol: Symbol) -> str:
    """Return the text that is in the symbol. Bytes are UTF-8, whatever a reader guesses; Kanji needs no guess."""
    found = reading(symbol)
    try:
        return found.bytes.decode()
    except UnicodeDecodeError:
        return found.text


def extra(symbol: Symbol) -> dict[str, object]:
    """Return what zxing-cpp says besides: ``UEC``, ``Version``, ``ECLevel``, ``DataMask``."""
    return cast(dict[str, object], reading(symbol).extra)


def flipped(rows: Sequence[bytes], wrong: Iterable[tuple[int, int]]) -> list[bytes]:
    """Return the rows with the modules (x, y) turned to the other colour."""
    grid = [bytearray(row) for row in rows]
    for x, y in wrong:
        grid[y][x] ^= 1
    return [bytes(row) for row in grid]
