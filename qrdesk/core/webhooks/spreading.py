"""Spreading: events that wait become deliveries, one for each endpoint that wants them."""

import json
from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime
from typing import Any, NamedTuple, cast

from qrdesk.core import database, ids, monthly
from qrdesk.core.hits import rows
from qrdesk.core.hits.days import is_shared
from qrdesk.core.models.base import to_micros
from qrdesk.core.webhooks import wanting
from qrdesk.core.webhooks.clicks import CLICKED
from qrdesk.core.webhooks.wanting import Wanted, Wish

OVER_PLAN = "The plan's deliveries of this month are used up."
_LOCK = 0x51_52_44_57  # any number that nobody else takes in this database
_MOST_DELIVERIES = 5000  # in one transaction, but for those of its first event
# A body may be 256 KiB: only those are read that say who is to be told.
_BODY = "CASE WHEN kind = 'link.clicked' OR SUBSTR(kind, 1, 9) = 'endpoint.' THEN body ELSE '' END"
_WAITING = (
    f"SELECT id, event_id, workspace_id, link_id, kind, at, {_BODY} FROM outbox WHERE pending ORDER BY id LIMIT ?"  # noqa: S608 - our own words only
)
_COLUMNS = (
    *("public_id", "uuid", "endpoint_id", "workspace_id", "event_id", "kind", "link_id", "event_at", "seq", "status"),
    *("step", "attempts", "next_at", "said", "counted", "created_at", "finished_at"),
)
_INSERT = f"INSERT INTO delivery ({', '.join(_COLUMNS)})"
_GIVEN = ") AS given WHERE endpoint.id = given.column1"


class _Waiting(NamedTuple):
    """An event that nobody has been told of yet; ``at`` is microseconds since 1970 UTC.

    ``body`` is JSON, or empty where it does not matter here.
    """

    id: int
    event_id: str
    workspace_id: int
    link_id: int | None
    kind: str
    at: int
    body: str


class _Share(NamedTuple):
    """One event for one endpoint."""

    event: _Waiting
    wish: Wish


_Numbered = tuple[_Share, int]  # with its order number


def spread(now: datetime, most: int = 500) -> int:
    """Make deliveries of the events that have waited longest; return how many events were taken.

    A transaction of its own. Several processes may call this: while one is at it, others take none. Order numbers of an
    endpoint go up in the order of the events. What the plans have no room for is kept as failed, and never sent.

    Raises:
        DatabaseUnreachable: or one of its kinds; nothing was taken, and all of it still waits.
    """
    with database.scope():
        if rows.ask("SELECT 1 FROM outbox WHERE pending LIMIT 1").fetchone() is None:
            return 0  # without making anybody wait who writes
        with database.write():
            return _spread(now, most) if _is_alone() else 0


def _spread(now: datetime, most: int) -> int:
    found = rows.ask(f"{_WAITING} FOR UPDATE SKIP LOCKED" if is_shared() else _WAITING, (most,)).fetchall()
    events = [_Waiting(*row) for row in found]
    taken, shares = _share_out(events, _wanted(events, now))
    numbered = _number(shares)
    allowed = _allowed(numbered, now)
    rows.run(_INSERT, [_row(one, _place(one) in allowed, to_micros(now)) for one in numbered], "ON CONFLICT DO NOTHING")
    rows.run("UPDATE outbox SET pending = FALSE WHERE id IN (", [(event.id,) for event in events[:taken]], ")")
    return taken


def _is_alone() -> bool:
    """Say whether nobody else is at it, and let nobody else before the running transaction ends.

    A second one would have to take later events, and its order numbers might be given first.
    """
    return not is_shared() or bool(rows.ask("SELECT pg_try_advisory_xact_lock(?)", (_LOCK,)).fetchone()[0])


def _wanted(events: Sequence[_Waiting], now: datetime) -> Wanted:
    wanted = wanting.load({event.workspace_id for event in events}, now)
    wanted.learn({event.link_id for event in events})
    return wanted


def _share_out(events: Sequence[_Waiting], wanted: Wanted) -> tuple[int, list[_Share]]:
    """Return how many of the events are taken, and who is told of them, in the order of the events."""
    shares: list[_Share] = []
    for number, event in enumerate(events):
        wishes = _wishes(event, wanted)
        if shares and len(shares) + len(wishes) > _MOST_DELIVERIES:
            return number, shares
        shares.extend(_Share(event, wish) for wish in wishes)
    return len(events), shares


def _number(shares: Sequence[_Share]) -> list[_Numbered]:
    """Give order numbers, and leave out what is for endpoints that are gone by now.

    Until the transaction ends nobody else changes or deletes the others; they are locked in the order of their ids.
    """
    asked = [(one,) for one in sorted({share.wish.endpoint_id for share in shares})]
    tail = ") ORDER BY id FOR NO KEY UPDATE" if is_shared() else ")"
    last: dict[int, int] = dict(rows.run("SELECT id, seq FROM endpoint WHERE id IN (", asked, tail))
    numbered: list[_Numbered] = []
    for share in shares:
        if (endpoint_id := share.wish.endpoint_id) in last:
            last[endpoint_id] += 1
            numbered.append((share, last[endpoint_id]))
    rows.run("UPDATE endpoint SET seq = given.column2 FROM (", sorted(last.items()), _GIVEN)
    return numbered


def _place(numbered: _Numbered) -> tuple[int, int]:
    return numbered[0].wish.endpoint_id, numbered[1]


def _wishes(event: _Waiting, wanted: Wanted) -> Sequence[Wish]:
    if not wanted.wants(event.workspace_id, event.kind):
        return ()
    bot = event.kind == CLICKED and bool(_part(event, "hit").get("bot"))
    found = wanted.find(event.workspace_id, event.kind, event.link_id, bot=bot)
    if not event.kind.startswith("endpoint."):
        return found
    itself = _part(event, "endpoint").get("id")  # it would be told that it cannot be told anything
    return [wish for wish in found if wish.public_id != itself]


def _part(event: _Waiting, name: str) -> Mapping[str, Any]:
    try:
        body: object = json.loads(event.body)
    except ValueError:  # damaged: who sends it finds out; it must not keep the others waiting
        return {}
    part = cast("dict[str, object]", body).get(name) if isinstance(body, dict) else None
    return cast("dict[str, Any]", part) if isinstance(part, dict) else {}


def _allowed(numbered: Iterable[_Numbered], now: datetime) -> set[tuple[int, int]]:
    """Return the endpoint and number of what the plans have room for, the first ones first, and count it."""
    by_caller: dict[tuple[int, int | None], list[_Numbered]] = {}
    for one in numbered:
        wish = one[0].wish
        by_caller.setdefault((wish.workspace_id, wish.key_id), []).append(one)
    found: set[tuple[int, int]] = set()
    # in one order, as each takes a lock: those of no key first
    for (workspace_id, key_id), some in sorted(by_caller.items(), key=lambda one: (one[0][0], one[0][1] or 0)):
        granted = monthly.take_deliveries(monthly.caller_of(workspace_id, key_id, now), len(some))
        found.update(_place(one) for one in some[:granted])
    return found


def _row(numbered: _Numbered, allowed: bool, now_us: int) -> tuple[Any, ...]:
    (event, wish), seq = numbered
    done = ("waiting", now_us, "", None) if allowed else ("failed", None, OVER_PLAN, now_us)
    status, next_at, said, finished_at = done
    return (
        *(ids.mint_id("dlv"), ids.mint_uuid(), wish.endpoint_id, event.workspace_id, event.event_id, event.kind),
        *(event.link_id, event.at, seq, status, 0, 0, next_at, said, allowed, now_us, finished_at),
    )
