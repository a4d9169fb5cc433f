"""What tests and pictures of webhooks share: deliveries with their attempts, as a sender would have written them."""

import json
from collections.abc import Sequence
from datetime import UTC, datetime, timedelta

from qrdesk.client import Client
from qrdesk.core import database
from qrdesk.core.models import Attempt, Delivery, Endpoint, Link, Outbox
from qrdesk.core.schemas.webhooks import Outcome

SIGNED = {
    "Content-Type": "application/json",
    "webhook-id": "evt_5d0f4c2ab91e4d8f9b7c3e1a2f604d77",
    "webhook-timestamp": "1795174816",
    "webhook-signature": "v1,mT0v8qk3oYwT9pJcV1zqQ2nE7hXbL5uKd6sRf4aGiWk=",
}
_WORDS = {"refused": "It answered {status} ({phrase}).", "timed_out": "No whole answer came within 15 s."}
_PHRASES = {503: "Service Unavailable", 410: "Gone", 404: "Not Found"}
Try = tuple[Outcome, int | None, int]  # outcome, status, ms


def told(
    client: Client,
    endpoint_id: str,
    tries: Sequence[Try],
    *,
    at: datetime,
    link: str = "",
    kind: str = "link.clicked",
    next_in: timedelta | None = None,
    answer: str = "",
) -> str:
    """Write an event with its delivery and these tries, the first one at ``at``; return the delivery's id."""
    with database.scope(), database.write():
        endpoint = Endpoint.get(Endpoint.public_id == endpoint_id)
        found = Link.get_or_none(Link.public_id == link) if link else None
        body = _body(found)
        event = Outbox.create(
            event_id=f"evt_{endpoint.id:08x}{endpoint.seq:024x}", at=at, workspace_id=endpoint.workspace_id, kind=kind,
            link_id=found and found.id, body=json.dumps(body), pending=False,
        )  # fmt: skip
        endpoint.seq += 1
        endpoint.save()
        last = tries[-1] if tries else None
        delivered = last is not None and last[0] == "delivered"
        waits = not delivered and (last is None or next_in is not None)
        row = Delivery.create(
            endpoint=endpoint, workspace_id=endpoint.workspace_id, event_id=event.event_id, kind=kind,
            link_id=found and found.id, event_at=at, seq=endpoint.seq, created_at=at,
            status="delivered" if delivered else "waiting" if waits else "failed",
            attempts=len(tries), next_at=datetime.now(UTC) + (next_in or timedelta()) if waits else None,
            tried_at=at if tries else None, finished_at=None if waits else at,
            status_code=last and last[1], took_ms=last and last[2], said=_said(last) if last else "",
        )  # fmt: skip
        for number, one in enumerate(tries, start=1):
            _try(row, number, one, at + timedelta(minutes=number - 1), body, answer)
        return row.public_id


def _try(row: Delivery, number: int, one: Try, at: datetime, body: object, answer: str) -> None:
    outcome, status, took_ms = one
    answered = status is not None
    Attempt.create(
        delivery=row, endpoint_id=row.endpoint_id, number=number, at=at, outcome=outcome, took_ms=took_ms,
        status_code=status, error="" if outcome == "delivered" else _said(one), url=row.endpoint.url,
        request_headers=json.dumps(SIGNED),
        body=json.dumps({"type": row.kind, "timestamp": f"{at:%FT%TZ}", "data": body}),
        response_headers=json.dumps({"content-type": "text/plain", "retry-after": "240"} if answered else {}),
        response_body=answer if answered else "",
    )  # fmt: skip


def _said(one: Try) -> str:
    outcome, status, _took = one
    if outcome == "delivered":
        return ""
    return _WORDS.get(outcome, "Nobody answers there.").format(status=status, phrase=_PHRASES.get(status or 0, ""))


def _body(link: Link | None) -> dict[str, object]:
    about = {"id": link.public_id, "slug": link.slug, "title": link.title} if link is not None else None
    hit = {"country": "DE", "device": "mobile", "rule": 1, "bot": False, "referrer_host": None}
    return {"link": about, "hit": hit}
