"""What the endpoints of a link were told, try by try, as the dialect of usnp shows it."""

import json
from collections.abc import Sequence
from datetime import datetime
from typing import Any, NamedTuple

from qrdesk.core.context import Context
from qrdesk.core.models import Attempt, Delivery, Endpoint, Outbox
from qrdesk.core.schemas.events import TEST
from qrdesk.core.services import endpoint_rows
from qrdesk.core.services.queries import tuples

OVER_PLAN = "quota exceeded"
_MOST = 100  # events of each endpoint, the latest
_UNDER_WAY = "started"
_DELIVERED = "delivered"


class Try(NamedTuple):
    """One attempt to tell an endpoint of a hit, or one that the plan had no room for."""

    uuid: str
    hit_uuid: str | None
    number: int
    at: datetime
    status_code: int | None
    delivered: bool
    error: str | None


class Told(NamedTuple):
    """An endpoint of a link, and its tries, the first one first."""

    uuid: str
    url: str
    tries: list[Try]


def list_told(ctx: Context, link_id: str) -> list[Told]:
    """Return the endpoints of a link in the order they were made, each with its tries for the latest 100 hits.

    A try that is under way is not among them.

    Raises:
        NotFound: no such link in this workspace.
    """
    rows = sorted(endpoint_rows.list_rows(ctx, link_id), key=lambda row: row.id)
    return [Told(row.uuid, row.url, _tries(row)) for row in rows]


def _tries(endpoint: Endpoint) -> list[Try]:
    of_hits = (Delivery.endpoint == endpoint.id) & (Delivery.kind != TEST)
    deliveries = list(Delivery.select().where(of_hits).order_by(Delivery.id.desc()).limit(_MOST))
    hits = _hits([row.event_id for row in deliveries])
    tried: dict[int, list[Attempt]] = {}
    asked = Attempt.select().where(
        Attempt.delivery.in_([row.id for row in deliveries]) & (Attempt.outcome != _UNDER_WAY)
    )
    for attempt in asked.order_by(Attempt.id):
        tried.setdefault(attempt.delivery_id, []).append(attempt)
    found: list[Try] = []
    for row in reversed(deliveries):
        hit = hits.get(row.event_id)
        found += [_try(one, hit) for one in tried.get(row.id, ())] or _skipped(row, hit)
    return found


def _try(row: Attempt, hit: str | None) -> Try:
    said = row.error or None
    return Try(row.uuid, hit, row.number, row.at, row.status_code, row.outcome == _DELIVERED, said)


def _skipped(row: Delivery, hit: str | None) -> list[Try]:
    return [] if row.counted else [Try(row.uuid, hit, 1, row.created_at, None, False, OVER_PLAN)]


def _hits(event_ids: Sequence[str]) -> dict[str, str]:
    """Return the UUID of each event's hit, by event."""
    asked = Outbox.select(Outbox.event_id, Outbox.body).where(Outbox.event_id.in_(list(event_ids)))
    told = {event_id: _hit(body) for event_id, body in tuples(asked)} if event_ids else {}
    return {event_id: hit for event_id, hit in told.items() if hit}


def _hit(body: str) -> str:
    try:
        found: Any = json.loads(body)
    except ValueError:  # damaged
        return ""
    hit: Any = found.get("hit") if isinstance(found, dict) else None
    return str(hit.get("uuid", "")) if isinstance(hit, dict) else ""
