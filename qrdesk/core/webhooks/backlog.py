"""What webhooks have not been told yet, in all workspaces, for who looks after the server; nothing is changed."""

from collections.abc import Sequence
from datetime import datetime
from typing import NamedTuple

from qrdesk.core.hits import rows
from qrdesk.core.models.base import from_micros, to_micros

_NAMED = 5


class Backlog(NamedTuple):
    """How many wait, and since when the oldest does; None where none does."""

    number: int
    since: datetime | None


class Held(NamedTuple):
    """A webhook to which nothing is sent, and what waits for it."""

    name: str
    by_us: bool  # switched off after days of failures, or because it said that it is gone
    waiting: Backlog


def find_unspread() -> Backlog:
    """Return events for which nobody has looked up yet who wants them."""
    return _backlog(rows.ask("SELECT COUNT(*), MIN(at) FROM outbox WHERE pending").fetchone())


def find_overdue(now: datetime) -> Backlog:
    """Return deliveries whose time has come, to webhooks that are neither held nor resting."""
    asked = (
        "SELECT COUNT(*), MIN(d.next_at) FROM delivery d JOIN endpoint e ON e.id = d.endpoint_id "
        "WHERE d.status = 'waiting' AND d.next_at <= ? AND e.paused_at IS NULL AND e.disabled_at IS NULL "
        "AND (e.rest_until IS NULL OR e.rest_until <= ?)"
    )
    return _backlog(rows.ask(asked, (to_micros(now), to_micros(now))).fetchone())


def find_held() -> tuple[list[Held], int]:
    """Return webhooks that are paused or switched off, those with the most waiting first, and how many there are."""
    held = "e.paused_at IS NOT NULL OR e.disabled_at IS NOT NULL"
    asked = (
        "SELECT e.name, e.disabled_at, COUNT(d.id), MIN(d.created_at) FROM endpoint e "  # noqa: S608 - our own words
        f"LEFT JOIN delivery d ON d.endpoint_id = e.id AND d.status = 'waiting' WHERE {held} "
        "GROUP BY e.id, e.name, e.disabled_at ORDER BY 3 DESC, e.id LIMIT ?"
    )
    found = [Held(name, by_us is not None, _backlog(rest)) for name, by_us, *rest in rows.ask(asked, (_NAMED,))]
    count = rows.ask(f"SELECT COUNT(*) FROM endpoint e WHERE {held}").fetchone()[0]  # noqa: S608 - our own words
    return found, int(count)


def _backlog(row: Sequence[int | None]) -> Backlog:
    count, since = row
    return Backlog(count or 0, None if since is None else from_micros(since))
