"""What happened, newest first."""

import json
from collections.abc import Callable, Mapping, Sequence
from typing import Any

from qrdesk.core.context import Context
from qrdesk.core.models import Link, Outbox
from qrdesk.core.schemas.access import Scope
from qrdesk.core.schemas.base import Page
from qrdesk.core.schemas.events import NOTICES, EventQuery, EventView
from qrdesk.core.services import links
from qrdesk.core.services.paging import paged
from qrdesk.core.webhooks.clicks import CLICKED


def list_events(ctx: Context, query: EventQuery) -> Page[EventView]:
    """Return a page of events, newest first.

    Without a kind these are the ones that happened without anybody asking for it. What somebody did or visited is there
    only where an endpoint wanted it, and is asked for by its kind.

    Hits are shown to whoever may see statistics (``stats:read``), and what became of webhooks to whoever may see those
    (``webhooks:read``): others do not find them in the list, and are refused where they ask for the kind.

    Raises:
        NotFound: no such link.
        Invalid: a cursor of another list.
        ScopeMissing: the kind that is asked for shows what the key may not see.
    """
    if query.kind:
        ctx.actor.require(_needed(query.kind))
    shown = [query.kind] if query.kind else [kind for kind in NOTICES if _may_see(ctx, kind)]
    rows = Outbox.select().where((Outbox.workspace_id == ctx.actor.workspace_id) & Outbox.kind.in_(shown))
    if query.link:
        rows = rows.where(Outbox.link_id == links.get_row(ctx, query.link).id)
    return paged(rows, query, Outbox.id, Outbox.id, descending=True, views=_views)


def _needed(kind: str) -> Scope | None:
    """Return the scope that shows what a kind tells, beside the one of the list."""
    if kind == CLICKED:
        return Scope.STATS_READ
    return Scope.WEBHOOKS_READ if kind.startswith("endpoint.") else None


def _may_see(ctx: Context, kind: str) -> bool:
    needed = _needed(kind)
    return needed is None or ctx.actor.may(needed)


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
    return said({**body, "title": title or _called(body)}) if said else kind


def _called(body: Mapping[str, Any]) -> str:
    link: Any = body.get("link")
    part: Mapping[str, Any] = link if isinstance(link, dict) else {}  # it was an id once
    return body.get("title") or body.get("slug") or part.get("title") or part.get("slug") or "a link"


def _down(body: Mapping[str, Any]) -> str:
    words = f"The page that “{body['title']}” leads to is down. {body.get('detail', '')}".strip()
    if body.get("on_fallback"):
        return f"{words} Visitors are sent to its fallback meanwhile."
    return f"{words} A printed code leads there." if body.get("printed") else words


def _up(body: Mapping[str, Any]) -> str:
    return f"The page that “{body['title']}” leads to answers again."


def _suspended(body: Mapping[str, Any]) -> str:
    return f"“{body['title']}” was taken out of service. {body.get('reason', '')}".strip()


def _used_up(body: Mapping[str, Any]) -> str:
    return f"“{body['title']}” has had all of the {body.get('hit_limit', 0):,} hits that it may have."


def _updated(body: Mapping[str, Any]) -> str:
    changes = ", ".join(name.replace("_", " ") for name in body.get("changes", ()))
    return f"“{body['title']}” was changed: {changes}." if changes else f"“{body['title']}” was changed."


def _clicked(body: Mapping[str, Any]) -> str:
    hit = body.get("hit", {})
    done = "scanned" if hit.get("source") == "scan" else "opened"
    where = hit.get("city") or hit.get("country")
    return f"“{body['title']}” was {done}{' by a robot' if hit.get('bot') else ''}{f' in {where}' if where else ''}."


def _exported(body: Mapping[str, Any]) -> str:
    form = str(body.get("format", "")).upper()
    return f"A code of “{body['title']}” was exported{f' as {form}' if form else ''}."


def _failing(body: Mapping[str, Any]) -> str:
    return f"Nothing has arrived at the webhook “{_endpoint(body)}” for a day. {body.get('why', '')}".strip()


def _disabled(body: Mapping[str, Any]) -> str:
    why = "It answered that it is gone" if body.get("why") == "gone" else "Nothing has arrived there for five days"
    return f"The webhook “{_endpoint(body)}” was switched off. {why}. What it was to be told is kept for a month."


def _endpoint(body: Mapping[str, Any]) -> str:
    endpoint = body.get("endpoint", {})
    return str(endpoint.get("name") or endpoint.get("host") or "")


def _about(words: str) -> Callable[[Mapping[str, Any]], str]:
    return lambda body: words.format(body["title"])


_SENTENCES: Mapping[str, Callable[[Mapping[str, Any]], str]] = {
    "link.destination_down": _down,
    "link.destination_up": _up,
    "link.limit_reached": _used_up,
    "link.suspended": _suspended,
    "link.released": _about("“{}” is in service again: it is on the blocklist no longer."),
    "link.created": _about("“{}” was made."),
    "link.updated": _updated,
    "link.deleted": _about("“{}” was deleted."),
    "link.clicked": _clicked,
    "code.created": _about("A code was made for “{}”."),
    "code.updated": _about("A code of “{}” was changed."),
    "code.exported": _exported,
    "endpoint.failing": _failing,
    "endpoint.disabled": _disabled,
    "domain.verified": lambda body: f"{body.get('host')} is verified: visitors are answered there.",
    "domain.failing": lambda body: (
        f"The proof that {body.get('host')} is yours was not found. Visitors are still answered there. "
        f"{body.get('fault', '')}".strip()
    ),
}
