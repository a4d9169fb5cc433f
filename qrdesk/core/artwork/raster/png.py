"""PNG files of few colours: a palette, and no more bits per pixel than it takes."""

import struct
import zlib
from itertools import groupby

from qrdesk.core.artwork.raster.plain import Pixels


def write(pixels: Pixels, width_mm: float) -> bytes:
    """Return the file: a palette, 1 bit per pixel where that is enough, and a density that gives ``width_mm``."""
    used = sorted({index for row in set(pixels.rows) for index in row})
    renumbered = bytes(used.index(index) if index in used else 0 for index in range(256))
    bits = next(bits for bits in (1, 2, 4, 8) if len(used) <= 1 << bits)
    paints = [pixels.paints[index] for index in used]
    palette = b"".join(bytes((255, 255, 255) if paint is None else paint.rgb) for paint in paints)
    density = per_metre(pixels.width, width_mm)
    chunks = [
        (b"IHDR", struct.pack(">IIBBBBB", pixels.width, pixels.height, bits, 3, 0, 0, 0)),
        (b"PLTE", palette),
        (b"pHYs", struct.pack(">IIB", density, density, 1)),
        (b"IDAT", _deflated(pixels, renumbered, bits)),
        (b"IEND", b""),
    ]
    if paints[0] is None:
        chunks.insert(2, (b"tRNS", b"\0"))
    return b"\x89PNG\r\n\x1a\n" + b"".join(_chunk(name, body) for name, body in chunks)


def per_metre(width_px: int, width_mm: float) -> int:
    """Return the density that gives ``width_mm``: the width in mm decides, the dpi follows."""
    return round(width_px / width_mm * 1000)


def _deflated(pixels: Pixels, renumbered: bytes, bits: int) -> bytes:
    """Return the image data: each new row as it is (filter 0), each repeated one as no change (filter 2, "up")."""
    deflate = zlib.compressobj(9)
    data: list[bytes] = []
    for row, same in groupby(pixels.rows):
        packed = _packed(row.translate(renumbered), bits)
        repeats = len(list(same)) - 1
        data.append(deflate.compress(b"\0" + packed))
        data.append(deflate.compress((b"\2" + bytes(len(packed))) * repeats))
    return b"".join([*data, deflate.flush()])


def _packed(row: bytes, bits: int) -> bytes:
    """Return a row with ``bits`` per pixel, leftmost pixel highest, padded to whole bytes."""
    if bits == 8:
        return row
    per_byte = 8 // bits
    padded = row + bytes(-len(row) % per_byte)
    digits = "".join(f"{index:0{bits}b}" for index in padded) if bits > 1 else padded.translate(_AS_DIGITS).decode()
    return int(digits, 2).to_bytes(len(padded) // per_byte, "big")


_AS_DIGITS = bytes(48 + min(index, 1) for index in range(256))


def _chunk(name: bytes, body: bytes) -> bytes:
    return struct.pack(">I", len(body)) + name + body + struct.pack(">I", zlib.crc32(name + body))
