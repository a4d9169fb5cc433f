"""Endpoints that want to be told, and what was written down for them."""

import json
from datetime import UTC, datetime
from typing import Any

from qrdesk.core import database
from qrdesk.core.models import Delivery, Endpoint, Outbox
from qrdesk.core.webhooks import outbox

NOW = datetime(2026, 6, 15, 12, tzinfo=UTC)


def listen(workspace_id: int, *kinds: str, only: dict[str, list[str]] | None = None, **more: Any) -> Endpoint:
    """Make an endpoint; without kinds it wants all that its format knows."""
    said: dict[str, Any] = {
        "name": "Shop",
        "url": "https://shop.example/hooks",
        "format": "native",
        "secret": "sealed",
        "kinds": " ".join(kinds),
        "only": json.dumps(only or {}),
        "created_at": NOW,
        "updated_at": NOW,
    }
    with database.write():
        return Endpoint.create(workspace=workspace_id, **{**said, **more})


def events(*kinds: str) -> list[tuple[str, dict[str, Any]]]:
    """Return kind and body of the events of some kinds, in their order; without kinds of all."""
    with database.scope():
        rows = Outbox.select().order_by(Outbox.id)
        return [(row.kind, json.loads(row.body)) for row in rows if not kinds or row.kind in kinds]


def bodies(kind: str) -> list[dict[str, Any]]:
    """Return the bodies of the events of a kind, in their order."""
    return [body for _, body in events(kind)]


def happen(workspace_id: int, number: int, kind: str = "domain.failing", link_id: int | None = None) -> list[str]:
    """Write some events, and return their ids."""
    with database.write():
        return [outbox.write(workspace_id, kind, {"n": n}, at=NOW, link_id=link_id) for n in range(number)]


def deliveries(endpoint: Endpoint) -> list[Delivery]:
    """Return what an endpoint is to be told, in the order of its numbers."""
    with database.scope():
        return list(Delivery.select().where(Delivery.endpoint == endpoint.id).order_by(Delivery.seq))
