"""What an EPS file says of itself in comments: its kind, its boxes, and the names of its inks."""

import re
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass

from qrdesk.core.artwork.eps.words import comment
from qrdesk.core.artwork.preflight.found import Found

_LONGEST = 256 << 10  # bytes of comments at the start
_SLACK_PT = 0.001
_MOST_ROOM_PT = 1.0  # between the exact box and the one in whole points: rounded outwards, and no more
_NUMBER = r"[+-]?(?:\d+\.?\d*|\.\d+)"
_WHOLE = re.compile(r"\s*([+-]?\d+)\s+([+-]?\d+)\s+([+-]?\d+)\s+([+-]?\d+)\s*", re.ASCII)
_EXACT = re.compile(rf"\s*({_NUMBER})\s+({_NUMBER})\s+({_NUMBER})\s+({_NUMBER})\s*", re.ASCII)
_INK = re.compile(r"\((?:[^\\()]|\\.)*\)\s*$")
_END = re.compile(rb"^%%EndComments", re.MULTILINE)
_EOF = re.compile(rb"[\r\n]%%EOF\s*\Z")
_LAST = 1000  # bytes: what may stand there beside the end is empty
_FONTS = re.compile(rb"^%%(?:DocumentFonts|DocumentNeededFonts|DocumentSuppliedFonts|BeginFont):?", re.MULTILINE)


@dataclass(frozen=True, slots=True)
class Head:
    """The names of inks that the comments list, as they spell them, and those whose look in CMYK they give."""

    named: tuple[str, ...]
    shown: tuple[str, ...]

    def check_inks(self, used: Iterable[str], found: Found) -> None:
        """Check that each spot colour that is used is listed, once, and that no other is."""
        wanted = {comment(ink) for ink in used}
        for listed in (Counter(self.named), Counter(self.shown)):
            for ink in sorted(wanted - listed.keys()):
                found.wrong("claim", f"It uses the spot colour {ink[:100]} and does not list it.")
            for ink, times in listed.items():
                if times > 1:
                    found.wrong("claim", f"It lists the spot colour {ink[:100]} {times} times.")
                if ink not in wanted:
                    found.wrong("claim", f"It lists the spot colour {ink[:100]} and does not use it.")


def check_head(content: bytes, found: Found) -> Head:
    """Check the comments, and return the inks that they list."""
    closed = _END.search(content, 0, _LONGEST)
    lines = content[: closed.start() if closed else _LONGEST].decode("latin-1").splitlines()
    if not lines or lines[0].strip() != "%!PS-Adobe-3.0 EPSF-3.0":
        found.wrong("claim", "It does not say that it is EPS 3 in its first line.")
    if closed is None or any(not line.startswith("%") for line in lines):
        found.wrong("claim", "Its comments have no end (EndComments).")
    if not _EOF.search(content, max(0, len(content) - _LAST)):
        found.wrong("file", "Its end is missing (EOF).")
    if _FONTS.search(content):
        found.wrong("fonts", "It says that it needs fonts, or brings them.")
    values = _values(lines)
    _check_boxes(values, found)
    return Head(_inks(values.get("DocumentCustomColors")), _inks(values.get("CMYKCustomColor")))


def _values(lines: Iterable[str]) -> dict[str, list[str]]:
    """Return what comments say, by key: a comment that goes on in the next line has more than one value."""
    values: dict[str, list[str]] = {}
    last: list[str] = []
    for line in lines:
        if line.startswith("%%+"):
            last.append(line[3:])
        elif line.startswith("%%"):
            key, _, value = line[2:].partition(":")
            last = values.setdefault(key.strip(), [])
            last.append(value)
    return values


def _check_boxes(values: dict[str, list[str]], found: Found) -> None:
    whole, exact = (_box(values.get(key, []), way) for key, way in _BOXES)
    if whole is None:
        found.wrong("boxes", "It does not say once, in whole points, where it lies (BoundingBox).")
    if exact is None:
        found.wrong("boxes", "It does not say once and exactly where it lies (HiResBoundingBox).")
    if whole is None or exact is None:
        return
    room = [exact[0] - whole[0], exact[1] - whole[1], whole[2] - exact[2], whole[3] - exact[3]]
    if min(room) < -_SLACK_PT:
        found.wrong("boxes", "Its exact box reaches out of the one in whole points.")
    elif max(room) > _MOST_ROOM_PT + _SLACK_PT:
        found.wrong("boxes", "Its box in whole points is larger than what is drawn.")


_BOXES = (("BoundingBox", _WHOLE), ("HiResBoundingBox", _EXACT))


def _box(values: list[str], way: re.Pattern[str]) -> list[float] | None:
    found = way.fullmatch(values[0]) if len(values) == 1 else None
    if found is None:
        return None
    left, bottom, right, top = (float(corner) for corner in found.groups())
    return [left, bottom, right, top] if left < right and bottom < top else None


def _inks(values: list[str] | None) -> tuple[str, ...]:
    return tuple(found[0].strip() for found in (_INK.search(value) for value in values or ()) if found)
