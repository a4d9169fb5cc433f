"""Endpoints and deliveries as tests of their services need them."""

from datetime import timedelta
from typing import Any

import pytest

from qrdesk.core import ids
from qrdesk.core.context import Context
from qrdesk.core.errors import Invalid, QRDeskError
from qrdesk.core.models import Delivery, Endpoint, Outbox
from qrdesk.core.schemas.webhooks import EndpointDraft, EndpointPatch, EndpointView, NewEndpointView
from qrdesk.core.services import endpoints

URL = "https://hooks.example.com/shop"


def make(ctx: Context, **more: Any) -> NewEndpointView:
    return endpoints.create_endpoint(ctx, EndpointDraft.model_validate({"url": URL, **more}))


def refused(ctx: Context, **more: Any) -> QRDeskError:
    before = Endpoint.select().count()
    with pytest.raises(Invalid) as fault:
        make(ctx, **more)
    assert Endpoint.select().count() == before
    return fault.value


def change(ctx: Context, endpoint_id: str, **more: Any) -> EndpointView:
    return endpoints.update_endpoint(ctx, endpoint_id, EndpointPatch.model_validate(more))


def row_of(view: EndpointView) -> Endpoint:
    return Endpoint.get(Endpoint.public_id == view.id)


def put(ctx: Context, of: EndpointView, *, hours: float = 0, kept: bool = True, **columns: Any) -> Delivery:
    """Make a delivery of an event that happened some hours on; one that still waits unless told otherwise."""
    endpoint, at = row_of(of), ctx.now + timedelta(hours=hours)
    event_id = f"evt_{ids.mint_uuid().replace('-', '')}"
    if kept:
        Outbox.create(event_id=event_id, at=at, workspace_id=endpoint.workspace_id, kind="link.clicked", body="{}")
    status = columns.get("status", "waiting")
    found = {
        "endpoint": endpoint,
        "workspace_id": endpoint.workspace_id,
        "event_id": event_id,
        "kind": "link.clicked",
        "event_at": at,
        "seq": 1,
        "status": status,
        "next_at": at if status == "waiting" else None,
        "finished_at": None if status == "waiting" else at,
        "created_at": at,
        **columns,
    }
    return Delivery.create(**found)


def seen(row: Delivery) -> Delivery:
    """Return a delivery as it is by now."""
    return Delivery.get_by_id(row.id)
