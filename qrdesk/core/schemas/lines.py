"""One line of text that others will read: a name, a title, a tag."""

import re
import unicodedata
from collections.abc import Callable
from contextvars import ContextVar
from typing import Annotated, TypeVar

from pydantic import AfterValidator, WrapValidator

MASK = "•••"  # stands in the place of a secret
# what begins and ends a stretch written the other way round: with it “gpj.exe” can be shown as “exe.jpg”
_TURNING = re.compile("[\u202a-\u202e\u2066-\u2069]")
_UNSEEN = frozenset({"Cc", "Cf", "Cs", "Zs", "Zl", "Zp", "Mn", "Me"})  # accents are seen on what they stand on
# Letters, signs and free places that show nothing: Hangul fillers, the empty Braille cell, the null note head, the
# place of an object, half of Egypt's blanks, and what Unicode keeps for more characters of this sort.
_EMPTY = re.compile(
    "[\u115f\u1160\u2065\u2800\u3164\uffa0\ufdd0-\ufdef\ufff0-\ufff8\ufffc\ufffe\uffff"
    "\U00013441-\U00013446\U0001d159\U000e0000-\U000e0fff]"
)
_reading_kept: ContextVar[bool] = ContextVar("reading_kept", default=False)
S = TypeVar("S")
T = TypeVar("T")


def as_kept(value: S, read: Callable[[S], T]) -> T:
    """Return what ``read`` makes of something that is kept: what was let in once is shown, whatever is let in now."""
    token = _reading_kept.set(True)
    try:
        return read(value)
    finally:
        _reading_kept.reset(token)


def is_reading_kept() -> bool:
    """Say whether something is read that is kept, in place of something that is sent."""
    return _reading_kept.get()


def not_turned(text: str) -> str:
    """Return ``text`` if it is read as it is written.

    Raises:
        ValueError: a character in it turns the direction of writing round.
    """
    found = None if is_reading_kept() else _TURNING.search(text)
    if found:
        raise ValueError(
            f"This has an invisible character in it (U+{ord(found[0]):04X}) that turns letters round, so that others "
            "would read something else. Type it again without it."
        )
    return text


def one_line(text: str) -> str:
    """Return ``text`` with single blanks in it and none around it. Empty stays empty.

    Raises:
        ValueError: it is not empty and still nobody could see it; or it would be read as something else.
    """
    line = " ".join(not_turned(text).split())
    if line and not is_reading_kept() and not any(map(_is_seen, line)):
        raise ValueError("This has nothing in it that can be seen.")
    return line


def _is_seen(letter: str) -> bool:
    # a character that this Python does not know yet is a new sign or emoji, and can be seen
    return unicodedata.category(letter) not in _UNSEEN and not _EMPTY.match(letter)


OneLine = Annotated[str, AfterValidator(one_line)]
NotTurned = Annotated[str, AfterValidator(not_turned)]
AS_KEPT = WrapValidator(as_kept)  # of a view's fields, where they hold what callers once sent
