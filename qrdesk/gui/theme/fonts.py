"""Fonts by role: always the system's family, sizes in px, tabular figures where numbers stand in columns."""

from functools import cache
from typing import Literal, cast

from PySide6.QtGui import QFont, QFontDatabase

from qrdesk.gui.theme import tokens

Role = Literal[
    "page_title",
    "section_title",
    "label",
    "body",
    "supporting",
    "caption",
    "table_header",
    "figure",
    "strong_caption",
    "search",
]

# roles that the token file does not name: a caption that stands out, and what is typed into the palette
_EXTRA = {"strong_caption": ("caption", 600), "search": ("section", 400)}


def font(role: Role = "body", *, tabular: bool = False) -> QFont:
    """Return the font of ``role``; ``tabular`` gives every figure the same width."""
    return QFont(_made(role, tabular))  # a copy: whoever asked may underline theirs


def fixed(size: str = "body") -> QFont:
    """Return the system's fixed-width font, for addresses, keys and JSON."""
    return _dressed(QFontDatabase.systemFont(QFontDatabase.SystemFont.FixedFont), size, 400, tabular=False)


def line_height(role: Role = "body") -> int:
    """Return the distance between two lines of ``role``, in px."""
    size, _ = _EXTRA.get(role) or _declared(role)
    return cast(int, tokens.part("font", "line_heights")[size])


@cache
def _made(role: Role, tabular: bool) -> QFont:
    size, weight = _EXTRA.get(role) or _declared(role)
    made = QFontDatabase.systemFont(QFontDatabase.SystemFont.GeneralFont)
    return _dressed(made, size, weight, tabular=tabular)


def _declared(role: Role) -> tuple[str, int]:
    entry = tokens.part("font", "roles", role)
    return cast(str, entry["size"]), cast(int, entry["weight"])


def _dressed(made: QFont, size: str, weight: int, *, tabular: bool) -> QFont:
    made.setPixelSize(cast(int, tokens.part("font", "sizes")[size]))
    made.setWeight(QFont.Weight(weight))
    if tabular:
        made.setFeature(QFont.Tag("tnum"), 1)
    return made
