"""Texts and numbers as PostScript spells them, in lines that every interpreter takes."""

import re
import textwrap

from qrdesk.core.artwork.svg import number

_LONGEST = 200  # characters of a line; the rules of EPS allow 255
_TITLE = 120


def numbers(*values: float) -> str:
    """Return ``values`` with spaces between."""
    return " ".join(map(number, values))


def comment(text: str) -> str:
    """Return ``text`` for a line of comments: a string of printable ASCII, cut where it is very long."""
    plain = re.sub(r"[^ -~]", "?", " ".join(text.split()))
    if len(plain) > _TITLE:
        plain = plain[: _TITLE - 3] + "..."
    return "(" + re.sub(r"([\\()])", r"\\\1", plain) + ")"


def name(text: str) -> str:
    """Return ``text``, the name of an ink, as a string of PostScript; what is beyond ASCII in UTF-8."""
    letters = [chr(byte) if 32 <= byte < 127 and byte not in b"\\()" else f"\\{byte:03o}" for byte in text.encode()]
    lines = ["".join(letters[start : start + 40]) for start in range(0, len(letters), 40)]
    return "(" + "\\\n".join(lines) + ")"  # a backslash at the end of a line: the string goes on


def wrapped(words: str) -> str:
    """Return words of PostScript in lines that are not too long. There must be no string among them."""
    return "\n".join(textwrap.wrap(words, _LONGEST, break_long_words=False, break_on_hyphens=False))
