"""Endpoints are leased: while one process sends to an endpoint nobody else does, and the rest is taken up later."""

from collections.abc import Iterable, Sequence
from datetime import datetime, timedelta
from typing import NamedTuple

from qrdesk.core.hits import rows
from qrdesk.core.hits.days import is_shared
from qrdesk.core.models.base import to_micros

LEASE = timedelta(seconds=60)
_APART = timedelta(minutes=5)  # so far the clocks of two senders may differ
# One that ends later than any lease can was given by a clock that has been set back since: it would last for hours.
_FREE = "(leased_by = '' OR COALESCE(lease_until, 0) <= ? OR lease_until > ?)"
_OPEN = "paused_at IS NULL AND disabled_at IS NULL AND COALESCE(rest_until, 0) <= ?"


class Leased(NamedTuple):
    """An endpoint that is ours for now."""

    endpoint_id: int
    failures: int
    delivered_at: int | None


def find_due(now: datetime, *, failing: bool, most: int) -> list[int]:
    """Return endpoints of nobody's for which something is due, those first that have waited for a sender for longest.

    ``failing`` are those that failed last and those that have never been heard from: they may hang.
    """
    if most <= 0:
        return []
    at = to_micros(now)
    kind = "(failures > 0 OR delivered_at IS NULL)" if failing else "failures = 0 AND delivered_at IS NOT NULL"
    due = "SELECT next_at FROM delivery WHERE endpoint_id = endpoint.id AND next_at <= ? ORDER BY next_at LIMIT 1"
    found = rows.ask(
        f"SELECT id FROM (SELECT id, COALESCE(lease_until, 0) AS free_at, ({due}) AS due_at FROM endpoint"  # noqa: S608 - our own words
        f" WHERE {_OPEN} AND {_FREE} AND {kind}) AS free WHERE due_at IS NOT NULL"
        " ORDER BY CASE WHEN free_at > due_at THEN free_at ELSE due_at END, id LIMIT ?",
        (at, at, at, _latest(now), most),
    )
    return [int(row[0]) for row in found.fetchall()]


def lock(endpoint_ids: Iterable[int]) -> None:
    """Keep others from changing endpoints before the running transaction ends; in SQLite whoever writes is alone.

    Before anything of their deliveries is touched, as everybody does: two who took them in another order would wait for
    each other.
    """
    asked = sorted(set(endpoint_ids))
    if asked and is_shared():
        rows.ask(f"SELECT id FROM endpoint WHERE id IN ({_marks(asked)}) ORDER BY id FOR NO KEY UPDATE", asked)  # noqa: S608 - our own words


def take(endpoint_ids: Sequence[int], now: datetime, who: str) -> list[Leased]:
    """Lease endpoints within the running transaction; return those that nobody else took meanwhile."""
    if not endpoint_ids:
        return []
    at = to_micros(now)
    free = f"SELECT id FROM endpoint WHERE id IN ({_marks(endpoint_ids)}) AND {_OPEN} AND {_FREE}"  # noqa: S608 - our own words
    if is_shared():
        free += " ORDER BY id FOR UPDATE SKIP LOCKED"
    taken = rows.ask(
        f"UPDATE endpoint SET leased_by = ?, lease_until = ? WHERE id IN ({free})"  # noqa: S608 - our own words
        " RETURNING id, failures, delivered_at",
        (who, to_micros(now + LEASE), *endpoint_ids, at, at, _latest(now)),
    )
    return [Leased(*row) for row in taken.fetchall()]


def renew(endpoint_ids: Sequence[int], now: datetime, who: str) -> set[int]:
    """Let our leases end later, within the running transaction; return those that are still ours.

    One that has ended is still ours while nobody took it: it takes a sender to send.
    """
    if not endpoint_ids:
        return set()
    kept = rows.ask(
        f"UPDATE endpoint SET lease_until = ? WHERE id IN ({_marks(endpoint_ids)}) AND leased_by = ? RETURNING id",  # noqa: S608 - our own words
        (to_micros(now + LEASE), *endpoint_ids, who),
    )
    return {int(row[0]) for row in kept.fetchall()}


def give_back(endpoint_ids: Sequence[int], now: datetime, who: str) -> None:
    """End our leases, within the running transaction. When they ended stays: whose turn it is goes by it."""
    if endpoint_ids:
        rows.ask(
            "UPDATE endpoint SET leased_by = '', lease_until = ?"  # noqa: S608 - our own words
            f" WHERE id IN ({_marks(endpoint_ids)}) AND leased_by = ?",
            (to_micros(now), *endpoint_ids, who),
        )


def others(now: datetime, who: str) -> tuple[int, int]:
    """Return how many other senders hold leases, and how many they hold together."""
    (senders, held) = rows.ask(
        "SELECT COUNT(DISTINCT leased_by), COUNT(*) FROM endpoint WHERE lease_until > ? AND lease_until <= ?"
        " AND leased_by NOT IN ('', ?)",
        (to_micros(now), _latest(now), who),
    ).fetchone()
    return int(senders), int(held)


def still_open(endpoint_ids: Sequence[int], now: datetime, who: str) -> set[int]:
    """Return which of our endpoints may still be sent to: nobody paused, disabled or deleted them, and none rests."""
    if not endpoint_ids:
        return set()
    found = rows.ask(
        f"SELECT id FROM endpoint WHERE id IN ({_marks(endpoint_ids)}) AND leased_by = ? AND {_OPEN}",  # noqa: S608 - our own words
        (*endpoint_ids, who, to_micros(now)),
    )
    return {int(row[0]) for row in found.fetchall()}


def _latest(now: datetime) -> int:
    """Return when the lease of any sender has ended at the latest."""
    return to_micros(now + LEASE + _APART)


def _marks(values: Iterable[object]) -> str:
    return ",".join("?" for _ in values)
