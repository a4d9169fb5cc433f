"""What is forgotten in time: old hits, who visited on days gone by, and what nothing names any more. Sums stay."""

import contextlib
from collections.abc import Callable, Iterator
from datetime import UTC, datetime, timedelta

from qrdesk.core import database, journal
from qrdesk.core.errors import DatabaseUnreachable
from qrdesk.core.hits import pending, recount, rollups, rows, uniques
from qrdesk.core.hits.days import days_of, is_shared, number_of
from qrdesk.core.hits.spans import Span
from qrdesk.core.hits.sums import WORKSPACE
from qrdesk.core.journal import Subject
from qrdesk.core.models.base import from_micros, to_micros

MISSES_KEPT_DAYS = 400  # at least
_HITS_AT_ONCE = 2000
_SWEPT = "visitors_swept"  # fact: the first day whose visitors are still noted
_LOOKUPS = ("agent", "place", "origin", "way")
_WORTH_IT = 1000  # small rows; to look for some that nothing names, all hits are read
_ROWS_AT_ONCE = 1000
_MONTH_KEPT = timedelta(days=62)  # a hit of then may still wait in a file
_PARTS = "SELECT c.relname FROM pg_inherits i JOIN pg_class c ON c.oid = i.inhrelid WHERE i.inhparent = 'hit'::regclass"


def _go_on() -> None:
    """Do nothing between two transactions."""


def delete_old_hits(now: datetime, breathe: Callable[[], object] = _go_on) -> int:
    """Delete the hits that workspaces no longer keep, a few at a time; return how many there were.

    From which day on all hits are there is noted before the first one goes. ``breathe`` is called between two
    transactions; what it raises ends it, and the rest goes the next time.

    Raises:
        DatabaseUnreachable: or one of its kinds; try again later.
    """
    with database.scope():
        deleted = 0
        for (workspace_id,) in rows.ask("SELECT id FROM workspace ORDER BY id").fetchall():
            hits_from = _note(workspace_id, to_micros(now))
            while hits_from is not None and (some := _delete_some(workspace_id, hits_from)):
                deleted += some
                breathe()
        return deleted


def _note(workspace_id: int, now_us: int) -> int | None:
    """Note from when on a workspace's hits are kept, if older ones are there, and return it; None: all are kept."""
    with database.write():
        rollups.lock()  # whoever counts hits anew goes by it
        sql = "SELECT keep_hits_days, hits_from FROM workspace WHERE id = ?"
        keep_days, hits_from = rows.ask(sql, (workspace_id,)).fetchone()
        if keep_days is None or pending.is_asked_for():  # days still to be counted anew need their hits
            return hits_from
        days = days_of([workspace_id])
        today = days.number(workspace_id, now_us)
        first_us = days.first_us(workspace_id, today - keep_days)
        if hits_from is not None and hits_from >= first_us:
            return hits_from
        older = rows.ask("SELECT 1 FROM hit WHERE workspace_id = ? AND at < ? LIMIT 1", (workspace_id, first_us))
        if older.fetchone() is None:
            return hits_from
        rows.ask("UPDATE workspace SET hits_from = ? WHERE id = ?", (first_us, workspace_id))
        _tell(workspace_id, hits_from, first_us, now_us)
        return first_us


def _tell(workspace_id: int, hits_from: int | None, first_us: int, now_us: int) -> None:
    """Add to the audit log from when on a workspace has its hits."""
    was = None if hits_from is None else from_micros(hits_from).isoformat()
    found = rows.ask("SELECT public_id, name FROM workspace WHERE id = ?", (workspace_id,)).fetchone()
    changes = {"hits_from": (was, from_micros(first_us).isoformat())}
    journal.write(workspace_id, "hits.expired", changes, at=from_micros(now_us), subject=Subject(*found))


def _delete_some(workspace_id: int, before_us: int) -> int:
    old = "SELECT id FROM hit WHERE workspace_id = ? AND at < ? ORDER BY at LIMIT ?"
    values = (before_us, workspace_id, before_us, _HITS_AT_ONCE)
    with database.write():
        return int(rows.ask(f"DELETE FROM hit WHERE at < ? AND id IN ({old})", values).rowcount)  # noqa: S608 - our own words only


def forget_visitors(now: datetime) -> None:
    """Forget who visited on days of which no more hits are to come; how many they were stays.

    Hits that did come later, from a file that lay for weeks, were counted without knowing who had been there: their
    days are counted anew first.

    Raises:
        DatabaseUnreachable: or one of its kinds; try again later.
    """
    before = number_of(now.astimezone(UTC).date()) - uniques.KEPT_DAYS
    with database.scope():
        swept = rows.ask("SELECT value FROM fact WHERE name = ?", (_SWEPT,)).fetchone()
        last = before if swept is None else min(before, int(swept[0]))
        late = "SELECT DISTINCT owner_id, day FROM visitor_day WHERE day < ? AND scope = ?"
        for workspace_id, day in rows.ask(late, (last, WORKSPACE)).fetchall():
            recount.rewrite(Span(workspace_id, day, day + 1), now=now)
        with database.write():
            uniques.sweep(before)
            tail = "ON CONFLICT (name) DO UPDATE SET value = excluded.value"
            rows.run("INSERT INTO fact (name, value)", [(_SWEPT, str(before))], tail)


def forget_misses(now: datetime, breathe: Callable[[], object] = _go_on) -> int:
    """Delete the days of visits that were led nowhere once they are old, a few at a time; return how many rows.

    They stay as long as the hits of their workspace, and 400 days at least; where hits are kept for ever, so are they.

    Raises:
        DatabaseUnreachable: or one of its kinds; try again later.
    """
    today = number_of(now.astimezone(UTC).date())
    deleted = 0
    with database.scope():
        kept = "SELECT id, keep_hits_days FROM workspace WHERE keep_hits_days IS NOT NULL ORDER BY id"
        for workspace_id, keep_days in rows.ask(kept).fetchall():
            while some := _delete_misses(workspace_id, today - max(keep_days, MISSES_KEPT_DAYS)):
                deleted += some
                breathe()
    return deleted


def _delete_misses(workspace_id: int, before: int) -> int:
    key = "domain_id, day, kind, slug"
    old = f"SELECT {key} FROM miss_day WHERE workspace_id = ? AND day < ? ORDER BY day LIMIT ?"  # noqa: S608 - our own words only
    with database.write():
        rollups.lock()  # the drain adds to these rows, too
        gone = rows.ask(f"DELETE FROM miss_day WHERE ({key}) IN ({old})", (workspace_id, before, _ROWS_AT_ONCE))  # noqa: S608 - our own words only
        return int(gone.rowcount)


def forget_unnamed(breathe: Callable[[], object] = _go_on) -> int:
    """Delete the small rows that no hit names any more; return how many there were. Reads all hits.

    Raises:
        DatabaseUnreachable: or one of its kinds; try again later.
    """
    deleted = 0
    with database.scope():
        for kind in _LOOKUPS:
            newest = rows.ask("SELECT COALESCE(MAX(id), 0) FROM hit").fetchone()[0]
            known = {one for (one,) in rows.ask(f"SELECT id FROM hit_{kind}").fetchall()}  # noqa: S608 - our own words only
            if len(known) < _WORTH_IT:
                continue
            unnamed = sorted(known - _named(kind, 0))
            for start in range(0, len(unnamed), _ROWS_AT_ONCE):
                deleted += _delete_unnamed(kind, set(unnamed[start : start + _ROWS_AT_ONCE]), newest)
                breathe()
    return deleted


def _named(kind: str, after: int) -> set[int]:
    return {one for (one,) in rows.ask(f"SELECT DISTINCT {kind}_id FROM hit WHERE id > ?", (after,)).fetchall()}  # noqa: S608 - our own words only


def _delete_unnamed(kind: str, unnamed: set[int], newest: int) -> int:
    with database.write():
        rollups.lock()  # hits that are stored name these rows in the same transaction
        gone = [(one,) for one in sorted(unnamed - _named(kind, newest))]
        rows.run(f"DELETE FROM hit_{kind} WHERE id IN (", gone, ")")  # noqa: S608 - our own words only
        return len(gone)


def drop_empty_months(now: datetime) -> list[str]:
    """Drop the parts of table hit that are empty by now, PostgreSQL only; return their names.

    Raises:
        DatabaseUnreachable: or one of its kinds; try again later.
    """
    with database.scope():
        if not is_shared():
            return []
        before = now.astimezone(UTC) - _MONTH_KEPT
        old = [name for name, first in _months() if (first.year, first.month) < (before.year, before.month)]
        return [name for name in old if _dropped(name)]


def _months() -> Iterator[tuple[str, datetime]]:
    for (name,) in rows.ask(_PARTS).fetchall():
        with contextlib.suppress(ValueError):  # somebody else's
            yield name, datetime.strptime(name, "hit_%Y_%m").replace(tzinfo=UTC)


def _dropped(name: str) -> bool:
    with contextlib.suppress(DatabaseUnreachable), database.write():  # somebody reads it for long: the next time
        rollups.lock()
        rows.ask("SET LOCAL lock_timeout = '2s'")
        if rows.ask(f"SELECT 1 FROM {name} LIMIT 1").fetchone() is None:  # noqa: S608 - a name of our own making
            rows.ask(f"DROP TABLE {name}")
            return True
    return False
