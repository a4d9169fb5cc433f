"""Attempts in the database: which deliveries are due, that one is begun, and what came of it."""

import json
from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime, timedelta
from typing import Any, NamedTuple, cast

from qrdesk.core import ids
from qrdesk.core.hits import rows
from qrdesk.core.models import Delivery, Endpoint, Outbox
from qrdesk.core.models.base import from_micros, to_micros
from qrdesk.core.schemas.webhooks import Format
from qrdesk.core.webhooks import schedule
from qrdesk.core.webhooks.bodies import KNOWN
from qrdesk.core.webhooks.sending import Request, Result

_EXPIRED = "The event is older than 30 days and is not kept any more."
_UNKNOWN = "The format of this endpoint has no words for such an event, so it was not sent."
_OF_DELIVERY = ("id", "public_id", "endpoint_id", "event_id", "kind", "seq", "attempts")
_ROWS = 250  # asked for in one statement
_ENDPOINT = tuple(str(field.column_name) for field in Endpoint._meta.sorted_fields)
_DONE = (
    "UPDATE attempt SET outcome = v.column2, took_ms = CAST(v.column3 AS INTEGER),"
    " status_code = CAST(v.column4 AS INTEGER), error = v.column5, response_headers = v.column6,"
    " response_body = v.column7, response_cut = v.column8 FROM ("
)
_MOVED = (
    "UPDATE delivery SET status = v.column3, step = v.column4, next_at = CAST(v.column5 AS BIGINT),"
    " tried_at = v.column6, status_code = CAST(v.column7 AS INTEGER), took_ms = CAST(v.column8 AS INTEGER),"
    " said = v.column9, finished_at = CAST(v.column10 AS BIGINT) FROM ("
)


class Due(NamedTuple):
    """A delivery that is to be tried now. ``event`` is None where nobody can tell it (any more)."""

    endpoint: Endpoint
    delivery: Delivery
    event: Outbox | None
    workspace_id: str  # the public one
    key_secret: str | None  # sealed; of the key that signs for it, if one does


class Begun(NamedTuple):
    """An attempt that stands in the log as started."""

    delivery_id: int
    attempt_id: int
    number: int


class Ended(NamedTuple):
    """What came of an attempt."""

    endpoint_id: int
    delivery_id: int
    attempt_id: int
    number: int
    result: Result
    url: str  # that it was sent to
    old_signed: bool = False  # as ``Request`` says
    test: bool = False  # somebody asked for it: that nothing took it is no event missed


def choose(wanted: Mapping[int, tuple[int, set[int]]], now: datetime, most_bytes: int = 8 << 20) -> list[Due]:
    """Return what is due, those waiting for longest first.

    ``wanted`` says for each endpoint how many, and which deliveries are in hand already. Where their events are longer
    than ``most_bytes`` together, some are left for later, and one at least is returned: the first of each endpoint is
    taken before the second of any, and the endpoints in the order in which they are asked for.
    """
    chosen = _light_ones(_choose_ids(wanted, to_micros(now)), most_bytes)
    if not chosen:
        return []
    found: list[Sequence[Any]] = []
    for start in range(0, len(chosen), _ROWS):
        part = chosen[start : start + _ROWS]
        found += rows.ask(
            f"SELECT {', '.join(f'd.{name}' for name in _OF_DELIVERY)}, o.at, o.body"  # noqa: S608 - our own words
            f" FROM delivery d LEFT JOIN outbox o ON o.event_id = d.event_id WHERE d.id IN ({_marks(part)})",
            part,
        ).fetchall()
    found.sort(key=lambda row: row[5])
    endpoints = _endpoints(sorted({int(row[2]) for row in found}))
    return [_due(row, endpoints[row[2]]) for row in found if row[2] in endpoints]


def _choose_ids(wanted: Mapping[int, tuple[int, set[int]]], at: int) -> list[int]:
    chosen: list[tuple[int, int, int]] = []  # which one of its endpoint, the place of that, and the delivery
    asked = list(wanted)
    places = {it: place for place, it in enumerate(asked)}
    for start in range(0, len(asked), _ROWS):
        part = asked[start : start + _ROWS]
        one = (
            "SELECT * FROM (SELECT endpoint_id, id FROM delivery WHERE endpoint_id = ? AND next_at <= ?"
            " ORDER BY next_at, seq LIMIT ?) AS one"
        )
        given = [value for it in part for value in (it, at, wanted[it][0] + len(wanted[it][1]))]
        left = {it: wanted[it][0] for it in part}
        for endpoint_id, delivery_id in rows.ask(" UNION ALL ".join([one] * len(part)), given).fetchall():
            if left[endpoint_id] and delivery_id not in wanted[endpoint_id][1]:
                left[endpoint_id] -= 1
                chosen.append((wanted[endpoint_id][0] - left[endpoint_id], places[endpoint_id], int(delivery_id)))
    return [delivery_id for _, _, delivery_id in sorted(chosen)]


def _light_ones(delivery_ids: Sequence[int], most_bytes: int) -> list[int]:
    """Return the first deliveries whose events are not too long together."""
    chosen: list[int] = []
    size = 0
    for start in range(0, len(delivery_ids), _ROWS):
        part = delivery_ids[start : start + _ROWS]
        lengths: dict[int, int] = dict(
            rows.ask(
                "SELECT d.id, LENGTH(o.body) FROM delivery d JOIN outbox o ON o.event_id = d.event_id"  # noqa: S608 - our own words
                f" WHERE d.id IN ({_marks(part)})",
                part,
            ).fetchall()
        )
        for it in part:
            size += lengths.get(it, 0)
            if chosen and size > most_bytes:
                return chosen
            chosen.append(it)
    return chosen


class _Sender(NamedTuple):
    endpoint: Endpoint
    workspace_id: str
    key_secret: str | None


def _endpoints(endpoint_ids: Sequence[int]) -> dict[int, _Sender]:
    found = rows.ask(
        f"SELECT {', '.join(f'e.{name}' for name in _ENDPOINT)}, w.public_id, k.webhook_secret FROM endpoint e"  # noqa: S608 - our own words
        " JOIN workspace w ON w.id = e.workspace_id LEFT JOIN api_key k ON k.id = e.key_id AND e.format = 'usnp'"
        f" WHERE e.id IN ({_marks(endpoint_ids)})",
        endpoint_ids,
    )
    return {row[0]: _sender(row) for row in found.fetchall()}


def _sender(row: Sequence[Any]) -> _Sender:
    values = dict(zip(_ENDPOINT, row, strict=False))
    until = values["old_until"]
    values["old_until"] = from_micros(until) if until is not None else None
    return _Sender(Endpoint(__no_default__=True, **values), str(row[-2]), row[-1])


def _due(row: Sequence[Any], sender: _Sender) -> Due:
    delivery = Delivery(__no_default__=True, **dict(zip(_OF_DELIVERY, row, strict=False)))
    event = None
    if row[-1] is not None and _can_say(sender.endpoint.format, delivery.kind):
        event = Outbox(__no_default__=True, event_id=row[3], kind=row[4], at=from_micros(row[-2]), body=row[-1])
    return Due(sender.endpoint, delivery, event, sender.workspace_id, sender.key_secret)


def _can_say(format: str, kind: str) -> bool:
    """Whether a format knows a kind of event, which it may not: endpoints change theirs while something waits."""
    return format == "native" or kind in KNOWN.get(cast("Format", format), (kind,))


def expire(delivery_ids: Sequence[int], now: datetime) -> None:
    """Give up what nobody can tell (any more), within the running transaction."""
    if delivery_ids:
        rows.ask(
            "UPDATE delivery SET status = 'failed', next_at = NULL, finished_at = ?, said ="  # noqa: S608 - our own words
            " CASE WHEN EXISTS (SELECT 1 FROM outbox o WHERE o.event_id = delivery.event_id) THEN ? ELSE ? END"
            f" WHERE id IN ({_marks(delivery_ids)}) AND next_at IS NOT NULL",
            (to_micros(now), _UNKNOWN, _EXPIRED, *delivery_ids),
        )


def begin(requests: Mapping[int, tuple[int, Request]], now: datetime, who: str) -> list[Begun]:
    """Note attempts as started, within the running transaction, by delivery: its endpoint and what is to be sent.

    Left out is what is not ours to send any more: somebody paused or deleted it, or the lease is somebody else's.
    """
    if not requests:
        return []
    at = to_micros(now)
    wanted = sorted(requests)
    numbers: dict[int, int] = {}
    for start in range(0, len(wanted), _ROWS):
        part = wanted[start : start + _ROWS]
        numbers |= rows.ask(
            f"UPDATE delivery SET attempts = attempts + 1 WHERE id IN ({_marks(part)}) AND next_at <= ?"  # noqa: S608 - our own words
            " AND endpoint_id IN (SELECT id FROM endpoint WHERE leased_by = ? AND lease_until > ?"
            " AND paused_at IS NULL AND disabled_at IS NULL) RETURNING id, attempts",
            (*part, at, who, at),
        ).fetchall()
    made = rows.run(
        "INSERT INTO attempt (uuid, delivery_id, endpoint_id, number, at, outcome, url, request_headers, body, error,"
        " response_headers, response_body, response_cut)",
        [_started(it, requests[it], number, at) for it, number in sorted(numbers.items())],
        "RETURNING delivery_id, id",
    )
    return [Begun(delivery_id, attempt_id, numbers[delivery_id]) for delivery_id, attempt_id in made]


def _started(delivery_id: int, wanted: tuple[int, Request], number: int, at: int) -> tuple[Any, ...]:
    endpoint_id, request = wanted
    headers = json.dumps(dict(request.shown_headers))
    body = request.body.decode("utf-8", "replace")
    log = (request.url, headers, body, "", "{}", "", False)
    return (ids.mint_uuid(), delivery_id, endpoint_id, number, at, "started", *log)


def put_back(begun: Sequence[tuple[int, int]], now: datetime) -> None:
    """Forget attempts that never began, within the running transaction: delivery and attempt of each.

    Where somebody has begun the delivery anew meanwhile, the number stays with that attempt.
    """
    for start in range(0, len(begun), _ROWS):
        part = sorted(begun[start : start + _ROWS])
        attempt_ids = [attempt_id for _, attempt_id in part]
        rows.ask(
            f"UPDATE delivery SET attempts = attempts - 1 WHERE id IN ({_marks(part)}) AND attempts IN"  # noqa: S608 - our own words
            f" (SELECT a.number FROM attempt a WHERE a.delivery_id = delivery.id AND a.id IN ({_marks(part)}))",
            [*(delivery_id for delivery_id, _ in part), *attempt_ids],
        )
        rows.ask(f"DELETE FROM attempt WHERE id IN ({_marks(part)})", attempt_ids)  # noqa: S608 - our own words


def end(ended: Sequence[Ended], formats: Mapping[int, str], now: datetime, chances: Iterable[float]) -> None:
    """Write down what came of attempts, and when what failed is tried again, within the running transaction."""
    found = _steps(sorted({one.delivery_id for one in ended}))
    moved: dict[int, tuple[Any, ...]] = {}
    for one, chance in zip(ended, chances, strict=False):
        status, step = found.get(one.delivery_id, ("", 0))
        if one.endpoint_id in formats and (status == "waiting" or (one.result.arrived and status)):
            moved[one.delivery_id] = _moved(one, step, cast("Format", formats[one.endpoint_id]), now, chance)
    # what was begun anew meanwhile is decided by that attempt, unless this one arrived
    tail = ") AS v WHERE delivery.id = v.column1 AND (delivery.attempts = v.column2 OR v.column3 = 'delivered')"
    rows.run(_MOVED, [moved[it] for it in sorted(moved)], tail)
    # only now, as everybody takes deliveries before their attempts: else two would wait for each other
    rows.run(_DONE, [_done(one) for one in ended], ") AS v WHERE attempt.id = v.column1")
    _keep_the_last([one for one in ended if one.result.unsent])


def _keep_the_last(unsent: Sequence[Ended]) -> None:
    """Forget attempts before these that were not sent either: there may be one a minute for a month."""
    for start in range(0, len(unsent), _ROWS):
        part = unsent[start : start + _ROWS]
        rows.ask(
            f"DELETE FROM attempt WHERE delivery_id IN ({_marks(part)}) AND outcome = 'own_fault' AND body = ''"  # noqa: S608 - our own words
            f" AND id NOT IN ({_marks(part)})",
            [*(one.delivery_id for one in part), *(one.attempt_id for one in part)],
        )


def _steps(delivery_ids: Sequence[int]) -> dict[int, tuple[str, int]]:
    found: dict[int, tuple[str, int]] = {}
    for start in range(0, len(delivery_ids), _ROWS):
        part = delivery_ids[start : start + _ROWS]
        asked = rows.ask(f"SELECT id, status, step FROM delivery WHERE id IN ({_marks(part)})", part)  # noqa: S608 - our own words
        found |= {row[0]: (row[1], row[2]) for row in asked.fetchall()}
    return found


def _done(one: Ended) -> tuple[Any, ...]:
    result = one.result
    headers = json.dumps(dict(result.headers))
    return (
        *(one.attempt_id, result.outcome, result.took_ms, result.status_code, result.error),
        *(headers, result.body, result.cut),
    )


def _moved(one: Ended, step: int, format: Format, now: datetime, chance: float) -> tuple[Any, ...]:
    result, at = one.result, to_micros(now)
    step += not result.unsent
    wait: timedelta | None = None
    if result.unsent:
        wait = schedule.after_own_fault(chance)
    elif not result.arrived:
        asked = schedule.read_retry_after(result.retry_after, now) if result.retry_after else None
        wait = schedule.next_after(format, step, retry_after_s=asked, busy=result.busy, chance=chance)
    status = "delivered" if result.arrived else "failed" if wait is None else "waiting"
    next_at = None if wait is None else to_micros(now + wait)
    finished = at if wait is None else None
    tried = (at, result.status_code, result.took_ms, result.error)
    return (one.delivery_id, one.number, status, step, next_at, *tried, finished)


def _marks(values: Sequence[object]) -> str:
    return ",".join("?" * len(values))
