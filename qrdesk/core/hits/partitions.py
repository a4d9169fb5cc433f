"""On PostgreSQL the table of hits has one part for each month, made before the month's first hit is stored.

There is no part for the rest: a part that is made later would have to take its hits from there. SQLite has one table.
"""

from collections.abc import Iterable
from datetime import UTC, datetime

from qrdesk.core import database
from qrdesk.core.hits import rollups, rows
from qrdesk.core.hits.days import is_shared
from qrdesk.core.models.base import from_micros, to_micros

_AHEAD_DAYS = 62
_DAY_US = 86_400_000_000
_KNOWN = "SELECT c.relname FROM pg_inherits i JOIN pg_class c ON c.oid = i.inhrelid WHERE i.inhparent = 'hit'::regclass"


def prepare(now: datetime) -> None:
    """Make the parts of this month and the next two, in a transaction of its own.

    Raises:
        DatabaseUnreachable: or one of its kinds; try again later.
    """
    with database.scope():
        if not is_shared():
            return
        with database.write():
            rollups.lock()
            now_us = to_micros(now)
            make_for(now_us + days * _DAY_US for days in range(0, _AHEAD_DAYS, 15))


def make_for(instants_us: Iterable[int]) -> None:
    """Make the parts that hits of these moments need, within the running transaction, which has the lock of sums.

    ``instants_us`` are microseconds since 1970 UTC. Which parts there are is asked each time: a transaction that makes
    one may yet be rolled back.

    Raises:
        OverflowError: a moment is outside the calendar.
    """
    if not is_shared():
        return
    wanted = {_month(day) for day in {at // _DAY_US for at in instants_us}}
    if not wanted:
        return
    known = {name for (name,) in rows.ask(_KNOWN).fetchall()}
    for first in sorted(wanted):
        name = f"hit_{first.year:04d}_{first.month:02d}"
        if name not in known:
            _make(name, first)


def _month(day: int) -> datetime:
    return from_micros(day * _DAY_US).replace(day=1)


def _make(name: str, first: datetime) -> None:
    end = datetime(first.year + first.month // 12, first.month % 12 + 1, 1, tzinfo=UTC)
    # attached, not made in its place: that would wait for everybody who reads hits, and have others wait for us
    rows.ask(f"CREATE TABLE {name} (LIKE hit INCLUDING ALL)")
    rows.ask(f"ALTER TABLE hit ATTACH PARTITION {name} FOR VALUES FROM ({to_micros(first)}) TO ({to_micros(end)})")
