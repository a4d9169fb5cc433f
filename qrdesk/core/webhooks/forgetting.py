"""What is forgotten of what was told: events with their deliveries and attempts, in time or because somebody asks."""

from collections.abc import Callable, Sequence
from datetime import datetime, timedelta
from typing import Any, NamedTuple

from qrdesk.core import database
from qrdesk.core.hits import rows
from qrdesk.core.models.base import to_micros
from qrdesk.core.webhooks.clicks import CLICKED

KEPT_DAYS = 30
_AT_ONCE = 200  # events; each may have gone to several endpoints, and have been tried ten times there
_SELECT = "SELECT id, event_id, workspace_id, at FROM outbox WHERE id > ?"
_OF_LINK = "AND workspace_id = ? AND link_id = ? AND kind = ?"
_OF_WORKSPACE = "AND workspace_id = ? AND kind = ?"
_ENDPOINTS = "SELECT id FROM endpoint WHERE workspace_id = ? ORDER BY id"


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
    with database.write():
        rows.run("DELETE FROM outbox WHERE id IN (", [(one.number,) for one in events], ")")
        for workspace_id in sorted({one.workspace_id for one in events}):
            event_ids = [(one.event_id,) for one in events if one.workspace_id == workspace_id]
            # endpoint by endpoint: the index on both finds them; attempts go with their delivery
            for (endpoint_id,) in rows.ask(_ENDPOINTS, (workspace_id,)).fetchall():
                head = f"DELETE FROM delivery WHERE endpoint_id = {endpoint_id:d} AND event_id IN ("  # noqa: S608 - our own words, and a number
                rows.run(head, event_ids, ")")
