"""What is forgotten of what was told: events with their deliveries and attempts, in time or because somebody asks.

Endpoints that came with a link go some time after it.
"""

from collections.abc import Callable, Sequence
from datetime import datetime, timedelta
from typing import Any, NamedTuple

from qrdesk.core import database
from qrdesk.core.hits import rows
from qrdesk.core.models.base import to_micros
from qrdesk.core.webhooks import leases
from qrdesk.core.webhooks.clicks import CLICKED

KEPT_DAYS = 30
_AT_ONCE = 200  # events; each may have gone to several endpoints, and have been tried ten times there
_SELECT = "SELECT id, event_id, workspace_id, at FROM outbox WHERE id > ?"
_OF_LINK = "AND workspace_id = ? AND link_id = ? AND kind = ?"
_OF_WORKSPACE = "AND workspace_id = ? AND kind = ?"
_HEARERS = "SELECT DISTINCT endpoint_id FROM delivery WHERE event_id IN ("
_DONE_AFTER = timedelta(hours=1)  # what happened before a link was deleted has long been told
_LEFT = (
    "SELECT e.id FROM endpoint e JOIN link l ON l.id = e.link_id "
    "WHERE e.key_id IS NOT NULL AND l.deleted_at < ? ORDER BY e.id"
)
_SOME = f"SELECT id FROM delivery WHERE endpoint_id = ? LIMIT {_AT_ONCE}"  # noqa: S608 - a number of ours


class _Told(NamedTuple):
    """An event; ``at`` is microseconds since 1970 UTC."""

    number: int
    event_id: str
    workspace_id: int
    at: int


def _go_on() -> None:
    """Do nothing between two transactions."""


def forget_old(now: datetime, breathe: Callable[[], object] = _go_on) -> int:
    """Delete what was told a month ago, a few events at a time; return how many events there were.

    Deliveries and their attempts go with their event. Those of hits go with the hits, where a workspace keeps them less
    long. What stands behind a younger event stays as long as that one: a hit stored weeks late is still news.
    ``breathe`` is called between two transactions; what it raises ends it, and the rest goes the next time.

    Raises:
        DatabaseUnreachable: or one of its kinds; try again later.
    """
    now_us, before_us = to_micros(now), to_micros(now - timedelta(days=KEPT_DAYS))
    with database.scope():
        forgotten = _forget("", (), before_us, now_us, breathe)
        sooner = "SELECT id, hits_from FROM workspace WHERE hits_from > ? ORDER BY id"
        for workspace_id, hits_from in rows.ask(sooner, (before_us,)).fetchall():
            forgotten += _forget(_OF_WORKSPACE, (workspace_id, CLICKED), hits_from, now_us, breathe)
    return forgotten


def forget_clicks(workspace_id: int, link_id: int, breathe: Callable[[], object] = _go_on) -> int:
    """Delete the events of a link's hits, and all that was sent of them; return how many there were.

    Done in several transactions; after a crash, the same call deletes the rest.

    Raises:
        DatabaseUnreachable: or one of its kinds.
    """
    forgotten, last = 0, 0
    with database.scope():
        while page := _page(_OF_LINK, (workspace_id, link_id, CLICKED), last):
            last = page[-1].number
            _delete(page)
            forgotten += len(page)
            breathe()
    return forgotten


def _forget(which: str, parameters: Sequence[Any], before_us: int, now_us: int, breathe: Callable[[], object]) -> int:
    """Delete events up to the first that is young enough to stay; one of tomorrow, of a wrong clock, is passed over."""
    forgotten, last = 0, 0
    while page := _page(which, parameters, last):
        last = page[-1].number
        end = next((place for place, one in enumerate(page) if before_us <= one.at <= now_us), len(page))
        old = [one for one in page[:end] if one.at < before_us]
        _delete(old)
        forgotten += len(old)
        if end < len(page):
            break
        breathe()
    return forgotten


def _page(which: str, parameters: Sequence[Any], after: int) -> list[_Told]:
    found = rows.ask(f"{_SELECT} {which} ORDER BY id LIMIT {_AT_ONCE}", (after, *parameters)).fetchall()
    return [_Told(*row) for row in found]


def _delete(events: Sequence[_Told]) -> None:
    """Delete events and what was sent of them. First the events: whoever spreads one right now is waited for."""
    if not events:
        return
    event_ids = [(one.event_id,) for one in events]
    with database.write():
        rows.run("DELETE FROM outbox WHERE id IN (", [(one.number,) for one in events], ")")
        leases.lock(endpoint_id for (endpoint_id,) in rows.run(_HEARERS, event_ids, ")"))
        rows.run("DELETE FROM delivery WHERE event_id IN (", event_ids, ")")  # attempts go with their delivery


def forget_endpoints(now: datetime, breathe: Callable[[], object] = _go_on) -> int:
    """Delete the endpoints that came with links which were deleted, with their logs; return how many there were.

    Those are told nothing since. What a person made for a link stays, until a person removes it.

    Raises:
        DatabaseUnreachable: or one of its kinds; try again later.
    """
    forgotten = 0
    with database.scope():
        for (endpoint_id,) in rows.ask(_LEFT, (to_micros(now - _DONE_AFTER),)).fetchall():
            while _forget_some(endpoint_id):
                breathe()
            forgotten += 1
            breathe()
    return forgotten


def _forget_some(endpoint_id: int) -> bool:
    """Delete some deliveries of an endpoint, or else itself; say whether there may be more."""
    with database.write():
        leases.lock([endpoint_id])
        some = rows.ask(_SOME, (endpoint_id,)).fetchall()
        if some:
            rows.run("DELETE FROM delivery WHERE id IN (", some, ")")
        else:
            rows.ask("DELETE FROM endpoint WHERE id = ?", (endpoint_id,))
        return bool(some)
