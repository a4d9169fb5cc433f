"""Sending an endpoint a test, now, while somebody waits for what comes of it."""

import json
from collections.abc import Mapping
from dataclasses import replace
from typing import Any, cast

from qrdesk.core import database, ids
from qrdesk.core.context import Context
from qrdesk.core.models import Attempt, Delivery, Endpoint, Key, Link, Outbox, Workspace
from qrdesk.core.net.courier import Courier
from qrdesk.core.net.crowd import one_look
from qrdesk.core.net.networks import networks
from qrdesk.core.schemas.events import TEST
from qrdesk.core.schemas.webhooks import AttemptView, Format
from qrdesk.core.services import delivery_views
from qrdesk.core.services.endpoint_fields import choosable
from qrdesk.core.services.endpoint_rows import get_row, held_row
from qrdesk.core.webhooks import briefs, sending

_HEARD: dict[Any, Any] = {  # as after any other that arrives
    Endpoint.failures: 0,
    Endpoint.failing_since: None,
    Endpoint.warned_at: None,
    Endpoint.rest_until: None,
    Endpoint.old_signs: False,  # a test is signed with the new secret
}
_GONE = "It answered that it is gone for ever (410). An event, unlike this test, would switch the webhook off."
_NO_ORDER = 0  # a test stands in no order: nothing is missing where it is not counted


def test_endpoint(ctx: Context, endpoint_id: str) -> AttemptView:
    """Send an endpoint a test event, once, and return what came of it. It is not counted against the plan.

    One that is paused or disabled is sent it, too. Where it arrives, an endpoint that rests after failures goes on, and
    those failures are forgiven. After a rotation it is signed with the new secret alone, so that it shows whether the
    receiver has that.

    Raises:
        NotFound: no such endpoint in this workspace.
        Busy: another server is being asked for somebody else.
    """
    row = get_row(ctx, endpoint_id)
    row.old_secret = None  # here only: it would sign each other attempt where there is room for one signature
    event, delivery = _made(ctx, row)
    with one_look():
        request = sending.prepare(
            row,
            delivery,
            event,
            secret_key=ctx.secret_key,
            now=ctx.now,
            workspace_id=Workspace.get_by_id(row.workspace_id).public_id,
            key_secret=_key_secret(row),
        )
        result = _sent(ctx, request)
    return delivery_views.attempt(_log(ctx, row, event, delivery, request, result))


def _made(ctx: Context, row: Endpoint) -> tuple[Outbox, Delivery]:
    """Return the event and its delivery, which are written when it is known what came of them."""
    event_id = f"evt_{ids.mint_uuid().replace('-', '')}"
    event = Outbox(
        event_id=event_id,
        at=ctx.now,
        workspace_id=row.workspace_id,
        link_id=row.link_id,
        kind=TEST,
        body=json.dumps(_body(ctx, row), separators=(",", ":")),
        pending=False,
    )
    delivery = Delivery(
        endpoint=row,
        workspace_id=row.workspace_id,
        event_id=event_id,
        kind=TEST,
        link_id=row.link_id,
        event_at=ctx.now,
        seq=_NO_ORDER,
        attempts=1,
        tried_at=ctx.now,
        counted=False,
        created_at=ctx.now,
    )
    return event, delivery


def _body(ctx: Context, row: Endpoint) -> dict[str, Any]:
    """Return what an event of the first kind that the endpoint is told might say, and that it is a test."""
    kinds = row.kinds.split() or choosable(cast("Format", row.format))
    like = "link.clicked" if "link.clicked" in kinds else kinds[0]
    link = _link(ctx, row)
    body = {"test": True, "kind": like, "link": link}
    return {**body, "hit": _hit(ctx, link)} if like == "link.clicked" else body


def _link(ctx: Context, row: Endpoint) -> Mapping[str, Any]:
    """Return the endpoint's own link, else the newest of the workspace, else one that might be."""
    current = Link.select(Link.id).where((Link.workspace == row.workspace_id) & Link.deleted_at.is_null())
    newest = current.order_by(Link.id.desc()).first()
    link_id = row.link_id or (0 if newest is None else newest.id)
    if (found := briefs.load([link_id], ctx.now).get(link_id)) is not None:
        return found
    at = briefs.written(ctx.now)
    return {
        "id": "lnk_0000000000",
        "uuid": "00000000-0000-7000-8000-000000000000",
        "slug": "example",
        "host": "go.example.com",
        "short_url": "https://go.example.com/example",
        "code_url": "https://go.example.com/r/example",
        "destination": "https://example.com/",
        "title": "Example",
        "tags": [],
        "folder": None,
        "state": "live",
        "created_at": at,
        "updated_at": at,
    }


def _hit(ctx: Context, link: Mapping[str, Any]) -> dict[str, Any]:
    """Return a visit that might be."""
    nothing = ("utm_source", "utm_medium", "utm_campaign", "utm_term", "utm_content", "rule", "variant", "code")
    return {
        "id": "hit_0000000000",
        "uuid": "00000000-0000-7000-8000-000000000001",
        "at": briefs.written(ctx.now),
        "source": "scan",
        "bot": False,
        "country": "DE",
        "region": "DE-BE",
        "city": "Berlin, DE",
        "device": "mobile",
        "os": "iOS",
        "os_version": "iOS 18",
        "browser": "Safari",
        "browser_version": "Safari 18",
        "in_app": "",
        "language": "de",
        "referrer_host": "",
        "referrer_class": "direct",
        **dict.fromkeys(nothing, ""),
        "destination": link["destination"],
    }


def _key_secret(row: Endpoint) -> str | None:
    """Return the sealed secret of the key that signs in the place of the endpoint's own."""
    if row.key_id is None or row.format != "usnp":
        return None
    key = Key.get_or_none(Key.id == row.key_id)
    return None if key is None else key.webhook_secret


def _sent(ctx: Context, request: sending.Request) -> sending.Result:
    allow = networks(ctx.settings.webhook_allowed_networks)
    courier = Courier(allow=allow, ca_file=ctx.settings.webhook_ca_file)
    try:
        result = sending.send(courier, request)
    finally:
        courier.close()
    return replace(result, error=_GONE) if result.gone else result


def _log(
    ctx: Context, row: Endpoint, event: Outbox, delivery: Delivery, request: sending.Request, result: sending.Result
) -> Attempt:
    """Write what was sent and what came of it."""
    delivery.status = "delivered" if result.arrived else "failed"
    delivery.status_code, delivery.took_ms = result.status_code, result.took_ms
    delivery.said, delivery.finished_at = result.error, ctx.by_now()
    with database.write():
        now = held_row(ctx, row.public_id)  # it may have been deleted meanwhile, or moved
        event.save(force_insert=True)
        delivery.save(force_insert=True)
        if result.arrived and now.url == request.url:
            Endpoint.update(_HEARD | {Endpoint.delivered_at: ctx.now}).where(Endpoint.id == row.id).execute()
        return Attempt.create(
            delivery=delivery,
            endpoint_id=row.id,
            number=delivery.attempts,
            at=ctx.now,
            outcome=result.outcome,
            took_ms=result.took_ms,
            status_code=result.status_code,
            error=result.error,
            url=request.url,
            request_headers=json.dumps(dict(request.shown_headers)),
            body=request.body.decode(),
            response_headers=json.dumps(dict(result.headers)),
            response_body=result.body,
            response_cut=result.cut,
        )
