"""Pictures in EPS: their samples, packed with Flate and written in ASCII 85, and how much ink they take."""

from collections.abc import Sequence
from itertools import pairwise

from qrdesk.core.artwork.preflight.found import Found
from qrdesk.core.artwork.preflight.opened import Unreadable, inflated
from qrdesk.core.artwork.preflight.postscript import Item
from qrdesk.core.artwork.preflight.things import say_too_much

_MOST_PX = 4 << 20
_MOST_BYTES = 32 << 20  # as it is written
_INKS = 4
_WHITE_SPACE = b"\0\t\n\f\r "


def check_picture(procedure: Sequence[Item], data: bytes, found: Found) -> None:
    """Check the picture that ``procedure`` draws from ``data``: how large it is, and its ink."""
    sides = [_number(procedure, key) for key in ("Width", "Height")]
    pixels = int(sides[0]) * int(sides[1])
    if not 0 < pixels <= _MOST_PX or max(sides) > _MOST_PX:
        found.wrong("ink", "A picture does not say how large it is, or is larger than anybody looks through.")
        return
    try:
        samples = inflated(_from_85(data), pixels * (1 + _INKS))
    except Unreadable as problem:
        found.wrong("file", f"A picture {problem}.")
        return
    masked = len(samples) == pixels * (1 + _INKS)
    if not masked and len(samples) != pixels * _INKS:
        found.wrong("file", "A picture is not as large as it says, or not in four inks.")
        return
    import numpy as np  # noqa: PLC0415 100 ms, for those who have pictures

    table = np.frombuffer(samples, dtype=np.uint8).reshape(pixels, -1)
    totals = table[:, -_INKS:].sum(axis=1, dtype=np.uint16)
    if masked:
        totals = totals[table[:, 0] == 0]  # what is masked is not painted
    if len(totals):
        say_too_much(int(totals.max()) / 255, "A picture", found)


def _number(procedure: Sequence[Item], key: str) -> float:
    """Return the number that follows the name ``key``, in dictionaries too; 0 where there is none that can be used."""
    for item, after in pairwise((*procedure, Item(""))):
        if item.kind == "name" and item.value == key and isinstance(after.value, float):
            return after.value if 0 <= after.value <= _MOST_PX else 0.0
        if item.parts and (inner := _number(item.parts, key)):
            return inner
    return 0.0


def _from_85(data: bytes) -> bytes:
    """Return what ASCII 85 says. The standard library's way takes a second for each MB or two."""
    import numpy as np  # noqa: PLC0415 100 ms, as above

    if len(data) + 4 * data.count(b"z") > _MOST_BYTES:
        raise Unreadable("is larger than anybody reads")
    digits = data.translate(None, _WHITE_SPACE).replace(b"z", b"!!!!!")
    short = -len(digits) % 5
    if short == 4:
        raise Unreadable("is damaged")
    table = np.frombuffer(digits + b"u" * short, dtype=np.uint8) - np.uint8(33)  # what is less than 33 becomes large
    words = np.zeros(len(table) // 5, dtype=np.uint64)
    for place in range(5):
        words = words * np.uint64(85) + table[place::5]
    if len(words) and (int(table.max()) >= 85 or int(words.max()) >= 1 << 32):
        raise Unreadable("is damaged")
    content = words.astype(">u4").tobytes()
    return content[: len(content) - short] if short else content
