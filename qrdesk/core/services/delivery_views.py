"""Deliveries and their attempts as they are shown."""

import json
from collections.abc import Sequence
from typing import Any

from qrdesk.core.models import Attempt, Delivery, Endpoint, Link
from qrdesk.core.schemas.webhooks import AttemptView, DeliveryDetail, DeliveryView
from qrdesk.core.services.queries import tuples


def views(rows: Sequence[Delivery]) -> list[DeliveryView]:
    """Return deliveries as they are shown."""
    return [DeliveryView.model_validate(one) for one in _told(rows)]


def view(row: Delivery) -> DeliveryView:
    """Return a delivery as it is shown."""
    return views([row])[0]


def detail(row: Delivery) -> DeliveryDetail:
    """Return a delivery with all of its attempts, the first one first."""
    tries = Attempt.select().where(Attempt.delivery == row.id).order_by(Attempt.id)
    return DeliveryDetail.model_validate({**_told([row])[0], "tries": [attempt(one) for one in tries]})


def attempt(row: Attempt) -> AttemptView:
    """Return an attempt as it is shown."""
    return AttemptView.model_validate(
        {
            "uuid": row.uuid,
            "number": row.number,
            "at": row.at,
            "outcome": row.outcome,
            "status_code": row.status_code,
            "took_ms": row.took_ms,
            "error": row.error,
            "url": row.url,
            "request_headers": json.loads(row.request_headers),
            "request_body": row.body,
            "response_headers": json.loads(row.response_headers),
            "response_body": row.response_body,
            "response_cut": row.response_cut,
        }
    )


def _told(rows: Sequence[Delivery]) -> list[dict[str, Any]]:
    link_ids = list({row.link_id for row in rows if row.link_id is not None})
    links = {one.id: one for one in Link.select().where(Link.id.in_(link_ids))} if link_ids else {}
    of = list({row.endpoint_id for row in rows})
    asked = Endpoint.select(Endpoint.id, Endpoint.public_id).where(Endpoint.id.in_(of))
    ids: dict[int, str] = dict(tuples(asked)) if of else {}
    return [_one(row, ids[row.endpoint_id], links.get(row.link_id or 0)) for row in rows]


def _one(row: Delivery, endpoint_id: str, link: Link | None) -> dict[str, Any]:
    return {
        "id": row.public_id,
        "uuid": row.uuid,
        "endpoint_id": endpoint_id,
        "event_id": row.event_id,
        "kind": row.kind,
        "link_id": None if link is None else link.public_id,
        "link_title": "" if link is None else link.title or link.slug,
        "event_at": row.event_at,
        "seq": row.seq,
        "status": row.status,
        "attempts": row.attempts,
        "status_code": row.status_code,
        "took_ms": row.took_ms,
        "trouble": row.said,
        "tried_at": row.tried_at,
        "next_at": row.next_at,
        "finished_at": row.finished_at,
    }
