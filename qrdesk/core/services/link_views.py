"""Links as callers see them, a whole page with a fixed number of queries."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from qrdesk.core import destinations, shown
from qrdesk.core.context import Context
from qrdesk.core.models import Code, Domain, Folder, Link, Slug, TargetCheck
from qrdesk.core.redirect.queries import with_utm
from qrdesk.core.schemas.links import (
    FolderBrief,
    LinkState,
    LinkView,
    PrintedView,
    TargetStatus,
    TargetView,
)
from qrdesk.core.schemas.rules import DestinationType, Routing
from qrdesk.core.services import tags
from qrdesk.core.services.queries import tuples


def view(ctx: Context, link: Link, warnings: Sequence[str] = ()) -> LinkView:
    """Return one link as it is shown; ``warnings`` are about the change just made."""
    shown = views(ctx, [link])[0]
    return shown.model_copy(update={"warnings": list(warnings)}) if warnings else shown


def views(ctx: Context, links: Sequence[Link]) -> list[LinkView]:
    """Return links as they are shown, in the order given."""
    names, aliases, printed = tags.names_of(links), _aliases(links), printed_codes(links)
    folders, targets = _folders(links), _targets(links)
    return [
        _view(
            ctx,
            link,
            names[link.id],
            aliases.get(link.id, []),
            printed.get(link.id, []),
            folders.get(link.folder_id or 0),
            targets.get(link.id),
        )
        for link in links
    ]


def _view(
    ctx: Context,
    link: Link,
    names: list[str],
    aliases: list[str],
    printed: list[PrintedView],
    folder: FolderBrief | None,
    target: TargetCheck | None,
) -> LinkView:
    return LinkView(
        **_ways(link),
        id=link.public_id,
        uuid=link.uuid,
        slug=link.slug,
        aliases=aliases,
        host=link.domain.host,
        short_url=short_url(link.domain, link.slug),
        code_url=code_url(link.domain, link.slug),
        destination=link.destination,
        title=link.title,
        note=link.note,
        tags=names,
        folder=folder,
        state=state_of(link, ctx.now),
        starts_at=link.starts_at,
        ends_at=link.ends_at,
        hit_limit=link.hit_limit,
        hits_used=link.hits_used,
        has_password=bool(link.password_hash),
        count_only=link.count_only,
        target=_target_view(link, target),
        suspended_reason=link.suspended_reason,
        warnings=[],
        hit_count=link.hit_count,
        printed_at=printed[0].printed_at if printed else None,
        printed=printed,
        created_at=link.created_at,
        updated_at=link.updated_at,
    )


def _ways(link: Link) -> dict[str, Any]:
    """Return the fields that say where a link leads, but for its destination."""
    routing = Routing.from_text(link.routing)
    kind = destinations.type_of(link.destination)
    final = with_utm(link.destination, routing.utm) if kind is DestinationType.URL else link.destination
    said = {name: getattr(routing, name) for name in Routing.model_fields}
    return {**said, "destination_type": kind, "final_url": final}


def short_url(domain: Domain, slug: str) -> str:
    """Return the address that people are told: a hit there is a click."""
    return shown.short_url(domain.scheme, domain.host, slug)


def code_url(domain: Domain, slug: str) -> str:
    """Return what a code carries: a hit at ``/r/`` is a scan, anywhere else a click."""
    return shown.code_url(domain.scheme, domain.host, slug)


def state_of(link: Link, now: datetime) -> LinkState:
    """Return what a visitor of the link meets at ``now``, an aware instant."""
    instants = (link.deleted_at, link.suspended_at, link.archived_at, link.paused_at, link.starts_at, link.ends_at)
    return shown.state_of(shown.Held(*instants, link.hit_limit, link.hits_used), now)


def printed_codes(links: Sequence[Link]) -> dict[int, list[PrintedView]]:
    """Return the exported codes of each link by its row number, the last export first."""
    ids = [link.id for link in links]
    chosen = Code.select(Code.link, Code.public_id, Code.name, Code.printed_at, Code.export_count)
    chosen = chosen.where(Code.link.in_(ids) & Code.printed_at.is_null(False))
    found: dict[int, list[PrintedView]] = {}
    for link_id, code_id, name, printed_at, count in tuples(chosen.order_by(Code.printed_at.desc(), Code.id.desc())):
        one = PrintedView(code_id=code_id, name=name, printed_at=printed_at, export_count=count)
        found.setdefault(link_id, []).append(one)
    return found


def _aliases(links: Sequence[Link]) -> dict[int, list[str]]:
    current = {link.id: link.slug for link in links}
    found: dict[int, list[str]] = {}
    # on its own domain: where a link moved from, its addresses stay too
    shown = Slug.link.in_(list(current)) & (Slug.domain == Link.domain)
    rows = Slug.select(Slug.link, Slug.slug).join(Link).where(shown).order_by(Slug.id)
    for link_id, slug in tuples(rows):
        if slug != current[link_id]:
            found.setdefault(link_id, []).append(slug)
    return found


def _folders(links: Sequence[Link]) -> dict[int, FolderBrief]:
    ids = {link.folder_id for link in links if link.folder_id is not None}
    if not ids:
        return {}
    rows = Folder.select().where(Folder.id.in_(list(ids)))
    return {row.id: FolderBrief(id=row.public_id, name=row.name, colour=row.colour) for row in rows}


def _targets(links: Sequence[Link]) -> dict[int, TargetCheck]:
    return {row.link_id: row for row in TargetCheck.select().where(TargetCheck.link.in_([link.id for link in links]))}


def _target_view(link: Link, found: TargetCheck | None) -> TargetView:
    return TargetView(
        status=TargetStatus(found.status) if found else TargetStatus.UNKNOWN,
        detail=found.detail if found else "",
        http_status=found.http_status if found else None,
        checked_at=found.checked_at if found else None,
        down_since=found.down_since if found else None,
        on_fallback=link.on_fallback,
    )
