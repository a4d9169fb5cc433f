"""What happened without anybody asking for it, newest first."""

import json
from collections.abc import Callable, Mapping, Sequence
from typing import Any

from qrdesk.core.context import Context
from qrdesk.core.models import Link, Outbox
from qrdesk.core.schemas.base import Page
from qrdesk.core.schemas.events import EventQuery, EventView
from qrdesk.core.services import links
from qrdesk.core.services.paging import paged


def list_events(ctx: Context, query: EventQuery) -> Page[EventView]:
    """Return a page of events, newest first.

    Raises:
        NotFound: no such link.
        Invalid: a cursor of another list.
    """
    rows = Outbox.select().where(Outbox.workspace_id == ctx.actor.workspace_id)
    if query.kind:
        rows = rows.where(Outbox.kind == query.kind)
    if query.link:
        rows = rows.where(Outbox.link_id == links.get_row(ctx, query.link).id)
    return paged(rows, query, Outbox.id, Outbox.id, descending=True, views=_views)


def _views(rows: Sequence[Outbox]) -> list[EventView]:
    ids = {row.link_id for row in rows if row.link_id is not None}
    found = {link.id: link for link in Link.select().where(Link.id.in_(list(ids)))} if ids else {}
    return [_view(row, found.get(row.link_id or 0)) for row in rows]


def _view(row: Outbox, link: Link | None) -> EventView:
    body = json.loads(row.body)
    title = (link.title or link.slug) if link is not None else ""
    return EventView(
        id=row.event_id,
        at=row.at,
        kind=row.kind,
        sentence=sentence(row.kind, body, title),
        link_id=link.public_id if link is not None else None,
        link_title=title,
        body=body,
    )


def sentence(kind: str, body: Mapping[str, Any], title: str = "") -> str:
    """Return an event in plain words; ``title`` is its link. One of a later version is told by its name alone."""
    said = _SENTENCES.get(kind)
    return said({**body, "title": title or body.get("title") or body.get("slug")}) if said else kind


def _down(body: Mapping[str, Any]) -> str:
    words = f"The page that “{body['title']}” leads to is down. {body.get('detail', '')}".strip()
    if body.get("on_fallback"):
        return f"{words} Visitors are sent to its fallback meanwhile."
    return f"{words} A printed code leads there." if body.get("printed") else words


def _up(body: Mapping[str, Any]) -> str:
    return f"The page that “{body['title']}” leads to answers again."


def _suspended(body: Mapping[str, Any]) -> str:
    return f"“{body['title']}” was taken out of service. {body.get('reason', '')}".strip()


_SENTENCES: Mapping[str, Callable[[Mapping[str, Any]], str]] = {
    "link.destination_down": _down,
    "link.destination_up": _up,
    "link.suspended": _suspended,
    "link.released": lambda body: f"“{body['title']}” is in service again: it is on the blocklist no longer.",
    "domain.verified": lambda body: f"{body.get('host')} is verified: visitors are answered there.",
    "domain.failing": lambda body: (
        f"The proof that {body.get('host')} is yours was not found. Visitors are still answered there. "
        f"{body.get('fault', '')}".strip()
    ),
}
