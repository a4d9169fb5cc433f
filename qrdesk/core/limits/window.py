"""The moving window: never more than so many requests in any stretch of its length. Pure; the clock comes in.

Requests of one sixtieth of the shortest window are kept together, with the time of the last of them: they leave the
window when that one does. So the number is never exceeded, credit comes back all the time, and what is kept of
somebody stays small whatever their limit is.
"""

import struct
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import chain
from typing import NamedTuple

_SLOTS = 60  # in the shortest window
_ENTRY = "dI"
_ENTRIES = struct.Struct(f"<{_ENTRY}")

# Requests that came close together: when the last of them came, on whatever clock decides, and how many they are.
Spent = tuple[float, int]


@dataclass(frozen=True, slots=True)
class Quota:
    """At most ``most`` requests in any ``window_s`` seconds."""

    most: int
    window_s: int = 60


class Look(NamedTuple):
    """What one quota says to one request, the request included where it may pass."""

    quota: Quota
    remaining: int
    reset_s: float  # from now until credit comes back next
    retry_s: float  # from now until a request may pass; 0 for one that does


@dataclass(frozen=True, slots=True)
class Decision:
    """What all quotas of somebody say to one request."""

    looks: tuple[Look, ...]  # never empty, in the order of the quotas

    @property
    def allowed(self) -> bool:
        """Whether the request may pass."""
        return not any(look.retry_s for look in self.looks)

    @property
    def tightest(self) -> Look:
        """What is to be told where there is room for one number: who keeps the caller waiting, or comes next to it."""
        return max(self.looks, key=lambda look: (look.retry_s, -look.remaining))


def decide(quotas: Sequence[Quota], spent: Sequence[Spent], now_s: float) -> tuple[Decision, Sequence[Spent]]:
    """Say whether one more request may pass, and return what is to be kept; one that may not leaves no trace.

    ``spent`` is what the last decision returned, oldest first. Where the clock was set back, what lies in the future
    counts on; further ahead than a window it is forgotten, so that nobody waits for ever.
    """
    kept = _within(max(quota.window_s for quota in quotas), spent, now_s)
    looks = tuple(_look(quota, kept, now_s) for quota in quotas)
    if any(look.retry_s for look in looks):
        return Decision(tuple(_refused(look) for look in looks)), kept
    return Decision(looks), _added(kept, now_s, min(quota.window_s for quota in quotas) / _SLOTS)


def pack(spent: Sequence[Spent]) -> bytes:
    """Return what is kept as bytes, twelve for each entry."""
    return struct.pack(f"<{_ENTRY * len(spent)}", *chain.from_iterable(spent))


def unpack(packed: bytes) -> list[Spent]:
    """Return what ``pack`` made into bytes."""
    return list(_ENTRIES.iter_unpack(packed))


def _within(window_s: int, spent: Sequence[Spent], now_s: float) -> Sequence[Spent]:
    """Return what counts: in order of time, so that only the ends have to be looked at."""
    first, end = 0, len(spent)
    while first < end and now_s - spent[first][0] >= window_s:
        first += 1
    while first < end and spent[end - 1][0] - now_s > window_s:
        end -= 1
    return spent[first:end]


def _look(quota: Quota, kept: Sequence[Spent], now_s: float) -> Look:
    """Return what a quota says to one more request."""
    counted = _within(quota.window_s, kept, now_s)
    left = quota.most - sum([requests for _, requests in counted])
    reset_s = quota.window_s - (now_s - counted[0][0]) if counted else float(quota.window_s)
    if left > 0:
        return Look(quota, left - 1, reset_s, 0.0)
    retry_s = reset_s
    for last_s, requests in counted:
        if left > 0:
            break
        left += requests  # once these are gone; a lower limit than before may take several
        retry_s = quota.window_s - (now_s - last_s)
    return Look(quota, 0, retry_s, retry_s)


def _refused(look: Look) -> Look:
    """Return what a quota says where another one refused the request: it costs nothing here either."""
    return look if look.retry_s else look._replace(remaining=look.remaining + 1)


def _added(kept: Sequence[Spent], now_s: float, slot_s: float) -> Sequence[Spent]:
    if not kept:
        return ((now_s, 1),)
    last_s, requests = kept[-1]
    now_s = max(now_s, last_s)  # the clock was set back: still the newest
    if now_s // slot_s == last_s // slot_s:
        return (*kept[:-1], (now_s, requests + 1))
    return (*kept, (now_s, 1))
