"""Visits that were led nowhere, kept from filling the disk: a million random paths must cost no more than a few do.

The first of each second are handed on as they are. The rest of that second are only counted, by domain and kind,
people apart from programs, and handed on as one for each: without address, and with a user agent only where all had
the same. Links that are shut are no invention of the visitor's: they are counted by address, as many as a second may
name. Redirects write with this: beside the standard library it loads what tells programs, once there is a flood.
"""

import threading
import time
from collections.abc import Callable

from qrdesk.core.hits.records import USER_AGENT_CHARS, Miss

SINGLY = 20  # in one second and process
SHUT = "shut"
NAMED = 200  # shut links counted by address in one second and process; the rest without
PROGRAMS = " "  # the user agent of several programs that had not the same, or none: who says nothing is a program
_WINDOW_S = 1.0

_Key = tuple[int, str, str, bool]  # domain, kind, address ("" where that is not kept), whether programs came


class Misses:
    """What one process does about its misses. Every thread may call ``take``.

    Those that are only counted are in memory until the second is over: a kill -9 loses the last second of them.
    """

    def __init__(self, *, clock: Callable[[], float] = time.monotonic) -> None:
        self._clock = clock
        self._lock = threading.Lock()
        self._began_s = clock()
        self._singly = 0
        self._counted: dict[_Key, Miss] = {}

    def take(self, miss: Miss) -> list[Miss]:
        """Return what is to be written now that ``miss`` came, in order; often nothing."""
        with self._lock:
            due = self._due()
            if self._singly < SINGLY:
                self._singly += 1
                return [*due, miss]
        program = _is_program(miss.user_agent)  # without the lock: the first time it takes a while
        with self._lock:
            self._count(miss, program=program)
        return due

    def due(self, *, now: bool = False) -> list[Miss]:
        """Return what was only counted, once its second is over; at once when the process stops (``now``)."""
        with self._lock:
            return self._due(now=now)

    def _count(self, miss: Miss, *, program: bool) -> None:
        key = miss.domain_id, miss.kind, miss.slug if miss.kind == SHUT else "", program
        if key not in self._counted and len(self._counted) >= NAMED:
            key = miss.domain_id, miss.kind, "", program
        before = self._counted.get(key)
        if before is None:
            self._counted[key] = miss._replace(slug=key[2])
            return
        unknown = PROGRAMS if program else ""
        agent = (miss.user_agent if miss.user_agent == before.user_agent else "") or unknown
        self._counted[key] = before._replace(user_agent=agent, times=before.times + miss.times)

    def _due(self, *, now: bool = False) -> list[Miss]:
        at_s = self._clock()
        if not now and at_s - self._began_s < _WINDOW_S:
            return []
        due = list(self._counted.values())
        self._began_s, self._singly, self._counted = at_s, 0, {}
        return due


def _is_program(user_agent: str) -> bool:
    from qrdesk.core.hits.agents import is_bot  # noqa: PLC0415 - its lists are large, and few processes see a flood

    return is_bot(user_agent[:USER_AGENT_CHARS])
