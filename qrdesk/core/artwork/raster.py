"""A scene as pixels, each wholly one colour: nothing blurs at an edge, on screen or on a printing plate."""

import struct
import zlib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from itertools import groupby, pairwise
from math import ceil

from qrdesk.core.artwork.scene import Fill, Scene
from qrdesk.core.artwork.style import Paint

_Spans = tuple[tuple[int, int], ...]  # runs of pixels in one row: first, one past the last


@dataclass(frozen=True, slots=True)
class Pixels:
    """Rows of palette indexes, one byte per pixel; equal rows in a line are one object.

    Index 0 is bare ground, index n the n-th fill of the scene.
    """

    width: int
    rows: tuple[bytes, ...]
    paints: tuple[Paint | None, ...]

    @property
    def height(self) -> int:
        """Number of rows."""
        return len(self.rows)


@dataclass(frozen=True, slots=True)
class _Edge:
    first_row: int
    end_row: int
    x: float  # at the middle of the first row
    slope: float  # pixels to the right per row


def render(scene: Scene, width_px: int) -> Pixels:
    """Return ``scene`` drawn ``width_px`` wide. A pixel has the colour found at its centre."""
    scale = width_px / scene.width_mm
    height = max(1, round(scene.height_mm * scale))
    layers = [_spans_by_row(_edges(fill, scale), width_px, height) for fill in scene.layers]
    rows: list[bytes] = []
    before: tuple[_Spans, ...] | None = None
    for spans in zip(*layers, strict=True):
        rows.append(rows[-1] if spans == before else _row(spans, width_px))
        before = spans
    return Pixels(width_px, tuple(rows), (None, *(fill.paint for fill in scene.layers)))


def png(pixels: Pixels, width_mm: float) -> bytes:
    """Return the PNG file: a palette, 1 bit per pixel where that is enough, and a density that gives ``width_mm``."""
    used = sorted({index for row in set(pixels.rows) for index in row})
    renumbered = bytes(used.index(index) if index in used else 0 for index in range(256))
    bits = next(bits for bits in (1, 2, 4, 8) if len(used) <= 1 << bits)
    paints = [pixels.paints[index] for index in used]
    palette = b"".join(bytes((255, 255, 255) if paint is None else paint.rgb) for paint in paints)
    density = round(pixels.width / width_mm * 1000)  # per metre; the width in mm decides, the dpi follows
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


def grey(pixels: Pixels, tones: Mapping[int, int], *, every: int = 1, margin: int = 0, around: int = 255) -> memoryview:
    """Return the picture a camera would see, one byte per pixel, as a (height, width) view.

    ``tones`` gives the grey of each palette index; only each ``every``-th pixel is taken, and
    ``margin`` pixels of the grey ``around`` are put on each side.
    """
    table = bytes(tones.get(index, 0) for index in range(256))
    side = bytes([around]) * margin
    lines = [
        line
        for row, same in groupby(pixels.rows[every // 2 :: every])
        for line in [side + row[every // 2 :: every].translate(table) + side] * len(list(same))
    ]
    width = len(lines[0])
    edge = [bytes([around]) * width] * margin
    return memoryview(b"".join([*edge, *lines, *edge])).cast("B", (len(lines) + 2 * margin, width))


def _edges(fill: Fill, scale: float) -> list[_Edge]:
    edges: list[_Edge] = []
    for outline in fill.outlines:
        # rounding undoes the noise of mm and back: a boundary exactly on a pixel centre falls the same way everywhere
        points = [(round(x * scale, 6), round(y * scale, 6)) for x, y in outline]
        for start, stop in pairwise([*points, points[0]]):
            (x0, y0), (x1, y1) = (start, stop) if start[1] < stop[1] else (stop, start)
            first, end = ceil(y0 - 0.5), ceil(y1 - 0.5)
            if first < end:
                slope = (x1 - x0) / (y1 - y0)
                edges.append(_Edge(first, end, x0 + (first + 0.5 - y0) * slope, slope))
    return edges


def _spans_by_row(edges: list[_Edge], width: int, height: int) -> Iterator[_Spans]:
    """Yield the filled spans of each row by the even-odd rule; while only upright edges go on, the same object."""
    waiting = sorted(edges, key=lambda edge: edge.first_row, reverse=True)
    active: list[_Edge] = []
    spans: _Spans = ()
    for row in range(height):
        going_on = [edge for edge in active if edge.end_row > row]
        changed = len(going_on) < len(active) or any(edge.slope for edge in active)
        active = going_on
        while waiting and waiting[-1].first_row <= row:
            active.append(waiting.pop())
            changed = True
        if changed:
            spans = _spans(active, row, width)
        yield spans


def _spans(active: list[_Edge], row: int, width: int) -> _Spans:
    crossings = sorted(edge.x + (row - edge.first_row) * edge.slope for edge in active)
    ends = [min(max(ceil(x - 0.5), 0), width) for x in crossings]
    return tuple((start, end) for start, end in zip(ends[::2], ends[1::2], strict=True) if start < end)


def _row(layers: tuple[_Spans, ...], width: int) -> bytes:
    row = bytearray(width)
    for index, spans in enumerate(layers, start=1):
        for start, end in spans:
            row[start:end] = bytes([index]) * (end - start)
    return bytes(row)


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
