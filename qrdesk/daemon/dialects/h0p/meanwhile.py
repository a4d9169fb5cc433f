"""Changes that are made of what was sent and of what was there: made anew where that has changed in between."""

from collections.abc import Callable
from typing import TypeVar

from qrdesk.core.errors import Busy

T = TypeVar("T")
_TRIES = 20  # of all who change one thing at once, one is done with each try


class Meanwhile(Busy):
    """Somebody else has changed what a change was made of; nothing was changed."""


def made_anew(change: Callable[[], T]) -> T:
    """Return what ``change`` does, as often as somebody else comes between: H0p knows no answer for that.

    Raises:
        Meanwhile: there is no end to it.
    """
    for _ in range(_TRIES - 1):
        try:
            return change()
        except Meanwhile:
            continue
    return change()
