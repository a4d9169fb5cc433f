"""Endpoints as rows: found in their workspace, and what is waiting for them."""

import json
from collections.abc import Sequence
from datetime import datetime
from typing import Any

from qrdesk.core.context import Context
from qrdesk.core.errors import Conflict, NotFound
from qrdesk.core.hits import rows
from qrdesk.core.models import Delivery, Endpoint, Key, Link, Workspace
from qrdesk.core.models.base import from_micros
from qrdesk.core.services import link_rows
from qrdesk.core.services.queries import tuples

MOST = 100  # of a workspace; those that came with a link (``key_id``) are not among them
_WAITING = (
    "SELECT endpoint_id, COUNT(*), MIN(next_at) FROM delivery "
    "WHERE endpoint_id IN ({}) AND next_at IS NOT NULL GROUP BY endpoint_id"
)
_TROUBLES = (
    "SELECT e.id, (SELECT a.error FROM attempt a WHERE a.endpoint_id = e.id AND a.outcome NOT IN "
    "('started', 'delivered') ORDER BY a.at DESC, a.id DESC LIMIT 1) FROM endpoint e WHERE e.id IN ({})"
)
_BOUNDS = {
    "folders": ("folder", "SELECT public_id FROM folder WHERE public_id IN ("),
    "tags": ("tag", "SELECT public_id FROM tag WHERE public_id IN ("),
    "links": ("link", "SELECT public_id FROM link WHERE deleted_at IS NULL AND public_id IN ("),
}


def get_row(ctx: Context, endpoint_id: str) -> Endpoint:
    """Return an endpoint of the workspace by its id or UUID.

    Raises:
        NotFound: no such endpoint in this workspace.
    """
    mine = Endpoint.workspace == ctx.actor.workspace_id
    row = Endpoint.get_or_none(mine & ((Endpoint.public_id == endpoint_id) | (Endpoint.uuid == endpoint_id)))
    if row is None:
        raise NotFound.of("webhook", endpoint_id)
    return row


def held_row(ctx: Context, endpoint_id: str) -> Endpoint:
    """Return an endpoint, within the running transaction, and keep others from changing it until its end.

    Raises:
        NotFound: no such endpoint in this workspace.
    """
    found = get_row(ctx, endpoint_id)
    Endpoint.update(name=Endpoint.name).where(Endpoint.id == found.id).execute()
    return get_row(ctx, endpoint_id)  # as it is now that nobody else can change it


def list_rows(ctx: Context, link: str = "") -> list[Endpoint]:
    """Return the workspace's endpoints by name, or else those that belong to one link, also to a deleted one.

    Raises:
        NotFound: no such link in this workspace.
    """
    found = Endpoint.select().where(Endpoint.workspace == ctx.actor.workspace_id)
    if link:
        found = found.where(Endpoint.link == link_rows.get_even_deleted(ctx, link).id)
    else:
        found = found.where(Endpoint.key_id.is_null())
    return sorted(found, key=lambda row: (row.name.casefold(), row.id))


def check_room(ctx: Context) -> None:
    """Do nothing if one more endpoint can be made, within the running transaction.

    Raises:
        Conflict: there are as many as a workspace may have.
    """
    # its row keeps others who make one waiting, so that the count stays true
    Workspace.update(name=Workspace.name).where(Workspace.id == ctx.actor.workspace_id).execute()
    mine = (Endpoint.workspace == ctx.actor.workspace_id) & Endpoint.key_id.is_null()
    if Endpoint.select().where(mine).count() >= MOST:
        raise Conflict(f"There are {MOST} webhooks here, and no room for more. Delete one that nobody needs.")


def waiting(endpoints: Sequence[Endpoint]) -> dict[int, tuple[int, datetime]]:
    """Return how many deliveries wait for each endpoint, and when the next is due, by row number."""
    found = _ask(_WAITING, [one.id for one in endpoints])
    return {endpoint_id: (count, from_micros(next_us)) for endpoint_id, count, next_us in found}


def troubles(endpoints: Sequence[Endpoint]) -> dict[int, str]:
    """Return how the last attempt failed, in words, of those endpoints that are in trouble, by row number."""
    ill = [one.id for one in endpoints if one.failures or one.disabled_at is not None]
    return {endpoint_id: error for endpoint_id, error in _ask(_TROUBLES, ill) if error}


def links_of(endpoints: Sequence[Endpoint]) -> dict[int, tuple[str, bool]]:
    """Return the ids of the links that endpoints belong to, and whether they are there, by row number of the link."""
    ids = {one.link_id for one in endpoints if one.link_id is not None}
    if not ids:
        return {}
    asked = Link.select(Link.id, Link.public_id, Link.deleted_at.is_null()).where(Link.id.in_(list(ids)))
    return {link_id: (public_id, bool(there)) for link_id, public_id, there in tuples(asked)}


def keys_of(endpoints: Sequence[Endpoint], now: datetime) -> dict[int, tuple[str, bool]]:
    """Return the ids of the keys that endpoints came with, and whether they are good, by row number of the key."""
    ids = {one.key_id for one in endpoints if one.key_id is not None}
    if not ids:
        return {}
    found = Key.select(Key.id, Key.public_id, Key.revoked_at, Key.expires_at).where(Key.id.in_(list(ids)))
    return {
        one.id: (one.public_id, one.revoked_at is None and (one.expires_at is None or one.expires_at > now))
        for one in found
    }


def gone(endpoints: Sequence[Endpoint]) -> dict[int, list[str]]:
    """Return of which endpoints a folder, tag or link that they were narrowed to is no longer there, by row number."""
    bounds: dict[int, dict[str, list[str]]] = {one.id: json.loads(one.only) for one in endpoints if one.only != "{}"}
    there: set[str] = set()
    for field, (_, sql) in _BOUNDS.items():
        ids = {public_id for only in bounds.values() for public_id in only.get(field, ())}
        there.update(found for (found,) in rows.run(sql, [(one,) for one in sorted(ids)], ")"))
    return {
        endpoint_id: [noun for field, (noun, _) in _BOUNDS.items() if not there.issuperset(only.get(field, ()))]
        for endpoint_id, only in bounds.items()
    }


def hurry(endpoint: Endpoint, now: datetime) -> None:
    """Have what waits for an endpoint sent now, within the running transaction; the schedule begins anew."""
    late = (Delivery.endpoint == endpoint.id) & (Delivery.next_at > now)
    Delivery.update({Delivery.next_at: now, Delivery.step: 0}).where(late).execute()


def _ask(sql: str, ids: Sequence[int]) -> list[tuple[Any, ...]]:
    return rows.ask(sql.format(", ".join(map(str, ids))), ()).fetchall() if ids else []
