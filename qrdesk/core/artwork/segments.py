"""Cuts a text into the QR modes that take the fewest bits: a smaller symbol has bigger modules."""

from dataclasses import dataclass
from enum import IntEnum


class Mode(IntEnum):
    """Mode indicators (ISO/IEC 18004, table 2)."""

    NUMERIC = 1
    ALPHANUMERIC = 2
    BYTE = 4


@dataclass(frozen=True, slots=True)
class Segment:
    """A stretch of text written in one mode."""

    text: str
    mode: Mode


_DIGITS = frozenset("0123456789")
_ALPHANUMERIC = frozenset("0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ $%*+-./:")
# Bits of mode indicator and character count by range of versions: 1-9, 10-26, 27-40 (table 3).
_HEADERS = (
    {Mode.NUMERIC: 14, Mode.ALPHANUMERIC: 13, Mode.BYTE: 12},
    {Mode.NUMERIC: 16, Mode.ALPHANUMERIC: 15, Mode.BYTE: 20},
    {Mode.NUMERIC: 18, Mode.ALPHANUMERIC: 17, Mode.BYTE: 20},
)
_SIXTHS = {Mode.NUMERIC: 20, Mode.ALPHANUMERIC: 33, Mode.BYTE: 48}  # bits per character, times six
LAST_VERSIONS = (9, 26, 40)  # of each range


def cut(text: str, version_range: int) -> tuple[Segment, ...]:
    """Return ``text`` in the segments that cost fewest bits in the range of versions (0, 1 or 2).

    Text beyond ASCII stays whole, in bytes: readers guess its encoding segment by segment,
    and a guess needs all the bytes there are.
    """
    if not text.isascii():
        return (Segment(text, Mode.BYTE),)
    modes = _cheapest_modes(text, _HEADERS[version_range])
    segments: list[Segment] = []
    start = 0
    for end in range(1, len(text) + 1):
        if end == len(text) or modes[end] is not modes[start]:
            segments.append(Segment(text[start:end], modes[start]))
            start = end
    return tuple(segments)


def _cheapest_modes(text: str, headers: dict[Mode, int]) -> list[Mode]:
    """Return the mode of every character: dynamic programming over (position, mode), costs in sixths of a bit."""
    costs = {mode: bits * 6 for mode, bits in headers.items()}  # of having this mode open before the next character
    steps: list[dict[Mode, Mode]] = []
    for character in text:
        after = {
            mode: costs[mode] + _SIXTHS[mode]
            for mode in Mode
            if mode is Mode.BYTE or character in (_DIGITS if mode is Mode.NUMERIC else _ALPHANUMERIC)
        }
        cheapest = min(after, key=after.__getitem__)
        came_by: dict[Mode, Mode] = {}
        for mode in Mode:
            switched = -(-after[cheapest] // 6) * 6 + headers[mode] * 6  # a segment ends on a whole bit
            stays = mode in after and after[mode] <= switched
            costs[mode] = after[mode] if stays else switched
            came_by[mode] = mode if stays else cheapest
        steps.append(came_by)
    modes: list[Mode] = []
    mode = min(costs, key=costs.__getitem__)
    for came_by in reversed(steps):
        mode = came_by[mode]
        modes.append(mode)
    return modes[::-1]
