"""Endpoints as they are shown: how they are, what waits for them, and what to know about them."""

import json
from collections.abc import Sequence
from typing import Any

from qrdesk.core import destinations
from qrdesk.core.context import Context
from qrdesk.core.errors import SecretKeyMissing
from qrdesk.core.models import Domain, Endpoint
from qrdesk.core.redirect import hosts
from qrdesk.core.schemas.webhooks import EndpointState, EndpointView
from qrdesk.core.secrets import unseal
from qrdesk.core.services import endpoint_rows

_IN_CLEAR = (
    "Sent without encryption: who listens on the way can read it. The signature still shows that it is from you."
)
_OURSELVES = "This is an address of your own links: a visit would be told to a link, which may count as the next one."
_KEY_ENDED = "The key that it came with was revoked or has expired. Delete this webhook if nobody needs it."
_UNREADABLE = "Its headers were sealed with another secret key and cannot be sent. Enter them anew."


def view(ctx: Context, row: Endpoint) -> EndpointView:
    """Return an endpoint as it is shown."""
    return views(ctx, [row])[0]


def views(ctx: Context, rows: Sequence[Endpoint]) -> list[EndpointView]:
    """Return endpoints as they are shown, with as many questions for many as for one."""
    waiting, troubles = endpoint_rows.waiting(rows), endpoint_rows.troubles(rows)
    links, gone, ours = endpoint_rows.links_of(rows), endpoint_rows.gone(rows), _own_hosts(ctx)
    keys = endpoint_rows.keys_of(rows, ctx.now)
    found: list[EndpointView] = []
    for row in rows:
        count, due = waiting.get(row.id, (0, None))
        state = state_of(row)
        link_id, there = links.get(row.link_id or 0, (None, True))
        key_id, good = keys.get(row.key_id or 0, (None, row.key_id is None))
        warnings = _warnings(row, ours, [*gone.get(row.id, ()), *(() if there else ("link",))])
        if due is not None:
            due = None if state in {"paused", "disabled"} else max(due, row.rest_until or due)
        about = {
            "link_id": link_id,
            "key_id": key_id,
            "state": state,
            "trouble": troubles.get(row.id, ""),
            "waiting": count,
            "next_at": due,
            **_headers(ctx, row, warnings if good else [*warnings, _KEY_ENDED]),
        }
        found.append(EndpointView.model_validate({**_columns(ctx, row), **about}))
    return found


def state_of(row: Endpoint) -> EndpointState:
    """Return how an endpoint is."""
    if row.disabled_at is not None:
        return "disabled"
    if row.paused_at is not None:
        return "paused"
    return "failing" if row.failures and row.failing_since is not None else "healthy"


def _columns(ctx: Context, row: Endpoint) -> dict[str, Any]:
    only: dict[str, list[str]] = json.loads(row.only)
    old_until = row.old_until if row.old_until is not None and row.old_until > ctx.now else None
    return {
        "id": row.public_id,
        "uuid": row.uuid,
        "name": row.name,
        "url": row.url,
        "format": row.format,
        "kinds": row.kinds.split(),
        **{field: only.get(field, []) for field in ("folders", "tags", "links")},
        "bots": row.bots,
        "data": json.loads(row.told) if row.told else None,
        "signature_header": row.signature_header,
        "signature_prefix": row.signature_prefix,
        "paused_at": row.paused_at,
        "disabled_at": row.disabled_at,
        "disabled_why": row.disabled_why,
        "failing_since": row.failing_since,
        "delivered_at": row.delivered_at,
        "old_secret_until": old_until,
        "created_at": row.created_at,
        "updated_at": row.updated_at,
    }


def _headers(ctx: Context, row: Endpoint, warnings: list[str]) -> dict[str, Any]:
    try:
        names = list(json.loads(unseal(ctx.secret_key, row.headers))) if row.headers else []
    except SecretKeyMissing:
        return {"header_names": [], "warnings": [*warnings, _UNREADABLE]}
    return {"header_names": names, "warnings": warnings}


def _warnings(row: Endpoint, ours: set[str], gone: Sequence[str]) -> list[str]:
    said: list[str] = []
    if row.url.startswith("http://"):
        said.append(_IN_CLEAR)
    if hosts.normal(destinations.host_of(row.url)) in ours:
        said.append(_OURSELVES)
    said += [f"A {noun} that it is told of is no longer there." for noun in gone]
    return said


def _own_hosts(ctx: Context) -> set[str]:
    found = Domain.select(Domain.host).where(Domain.workspace == ctx.actor.workspace_id)
    return {name for domain in found for name in hosts.spellings(hosts.normal(domain.host))}
