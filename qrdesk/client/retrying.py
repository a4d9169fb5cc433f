"""Sending a call again: whether that can help and does no harm, and how long is waited before."""

import random
import time
from dataclasses import dataclass, field

import requests

from qrdesk.client import refusals
from qrdesk.core.errors import (
    AnswerLost,
    Busy,
    DatabaseLocked,
    DatabaseUnreachable,
    Limited,
    QRDeskError,
    ServerUnreachable,
)

TRIES = 3
PAUSE_S = 30.0  # who is asked to wait for longer is told so
_FIRST_S, _LONGEST_S = 0.4, 8.0
_NOTHING_DONE = (Limited.code, Busy.code, DatabaseLocked.code)  # whatever it was: it may come again


@dataclass(frozen=True, slots=True)
class Tries:
    """How far a call goes: it is sent so many times at most, and never again after ``within_s`` seconds.

    A pause that the server wants is made where it is no longer than ``pause_s`` seconds.
    """

    most: int = TRIES
    within_s: float = 120.0
    pause_s: float = PAUSE_S


@dataclass(slots=True)
class Course:
    """How a call has gone so far."""

    tries: Tries
    repeatable: bool  # sent twice it is done once
    made: int = 0
    began_s: float = field(default_factory=time.monotonic)

    def pause_s(self, fault: QRDeskError, answer: requests.Response | None) -> float | None:
        """Return how long to wait before the call is sent again, now that it failed; None: that is how it ends."""
        self.made += 1
        wanted_s = _wanted_s(fault, answer, self.repeatable)
        if wanted_s is None or self.made >= self.tries.most or wanted_s > self.tries.pause_s:
            return None
        pause_s = _about(min(_FIRST_S * 2 ** (self.made - 1), _LONGEST_S))
        if wanted_s:  # a little later, so that not everybody comes back at once
            pause_s = wanted_s + pause_s / 2
        over_s = time.monotonic() - self.began_s + (pause_s if not wanted_s else 0.0)
        return None if over_s > self.tries.within_s else pause_s


def _wanted_s(fault: QRDeskError, answer: requests.Response | None, repeatable: bool) -> float | None:
    """Return how long the server wants to be left alone, 0 where it does not say; None: the same would come again."""
    if isinstance(fault, AnswerLost) and not repeatable:
        return None
    asked_s = 0 if answer is None else refusals.retry_s(answer.headers)
    if isinstance(fault, ServerUnreachable):
        return asked_s if _is_passing(fault, answer, repeatable) else None
    if fault.code in _NOTHING_DONE or (repeatable and fault.code == DatabaseUnreachable.code):
        return asked_s
    return None


def _is_passing(fault: ServerUnreachable, answer: requests.Response | None, repeatable: bool) -> bool:
    if answer is not None:
        return answer.status_code in refusals.BY_A_PROXY or (repeatable and isinstance(fault, AnswerLost))
    return refusals.is_passing(fault.__cause__)


def _about(seconds: float) -> float:
    return random.uniform(seconds / 2, seconds)
