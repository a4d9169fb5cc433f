"""Short links: the only place where they are made and changed."""

from typing import Any

from peewee import JOIN, Field, ModelSelect, fn

from qrdesk.core import database, destinations, slugs
from qrdesk.core.context import Context
from qrdesk.core.errors import BadDestination, NotFound
from qrdesk.core.models import Code, Domain, Link, LinkTag, Slug, Tag
from qrdesk.core.redirect import hosts
from qrdesk.core.schemas.base import Page
from qrdesk.core.schemas.links import LinkDraft, LinkPatch, LinkQuery, LinkState, LinkView
from qrdesk.core.services import domains, link_views, tags
from qrdesk.core.services import slugs as addresses
from qrdesk.core.services.paging import paged

_ORDERS: dict[str, "Field[Any]"] = {"created_at": Link.created_at, "hit_count": Link.hit_count, "title": Link.title}
_COLUMNS: dict[str, "Field[Any]"] = {
    "destination": Link.destination,
    "slug": Link.slug,
    "title": Link.title,
    "note": Link.note,
}


def create_link(ctx: Context, draft: LinkDraft) -> LinkView:
    """Create a link. Without a slug it gets six letters that can be read aloud.

    Raises:
        BadDestination: the destination is no plain http(s) address.
        BadSlug, SlugReserved, SlugTaken: the address cannot be had.
        NotFound: no such domain in this workspace.
    """
    with database.write():
        return link_views.view(insert_link(ctx, draft))


def insert_link(ctx: Context, draft: LinkDraft) -> Link:
    """Write a new link within the running transaction; ``create_link`` says what is raised."""
    domain = domains.get_owned(ctx, draft.host)
    destination = check_destination(draft.destination)
    wanted = None if draft.slug is None else slugs.check(draft.slug)
    with database.write():
        link = Link.create(
            workspace=ctx.actor.workspace_id,
            domain=domain,
            slug=wanted or "",
            destination=destination,
            title=draft.title,
            note=draft.note,
            epoch=database.bump_epoch(),
            created_at=ctx.now,
            updated_at=ctx.now,
        )
        if wanted is None:
            link.slug = addresses.mint(domain, link)
            link.save(only=[Link.slug])
        else:
            addresses.take(domain, link, wanted)
        tags.set_tags(ctx, link, draft.tags)
    return link


def list_links(ctx: Context, query: LinkQuery) -> Page[LinkView]:
    """Return a page of the workspace's links that match the query.

    Raises:
        Invalid: a cursor of another list.
    """
    rows = _filtered(ctx, query)
    order = _ORDERS[query.sort.removeprefix("-")]
    return paged(rows, query, order, Link.id, descending=query.sort.startswith("-"), views=link_views.views)


def get_link(ctx: Context, link_id: str) -> LinkView:
    """Return a link by id, UUID or slug.

    Raises:
        NotFound: no such link in this workspace, or it was deleted.
    """
    return link_views.view(get_row(ctx, link_id))


def update_link(ctx: Context, link_id: str, patch: LinkPatch) -> LinkView:
    """Change a link. The next scan follows a new destination; an old slug goes on working.

    Raises:
        NotFound, BadDestination, BadSlug, SlugReserved, SlugTaken: nothing was changed.
    """
    sent = patch.model_dump(exclude_unset=True)
    with database.write():
        link = get_row(ctx, link_id)
        if "destination" in sent:
            link.destination = check_destination(sent["destination"])
        if "slug" in sent and sent["slug"] != link.slug:
            link.slug = slugs.check(sent["slug"])
            addresses.take(link.domain, link, link.slug)
        link.title = sent.get("title", link.title)
        link.note = sent.get("note", link.note)
        if "tags" in sent:
            tags.set_tags(ctx, link, sent["tags"])
        return link_views.view(_touch(ctx, link, *(_COLUMNS[name] for name in sent if name in _COLUMNS)))


def archive_link(ctx: Context, link_id: str) -> LinkView:
    """Put a link away: its codes answer with a page that says so, until it is restored.

    Raises:
        NotFound: no such link.
    """
    with database.write():
        link = get_row(ctx, link_id)
        link.archived_at = link.archived_at or ctx.now
        return link_views.view(_touch(ctx, link, Link.archived_at))


def restore_link(ctx: Context, link_id: str) -> LinkView:
    """Bring an archived link back.

    Raises:
        NotFound: no such link.
    """
    with database.write():
        link = get_row(ctx, link_id)
        link.archived_at = None
        return link_views.view(_touch(ctx, link, Link.archived_at))


def delete_link(ctx: Context, link_id: str) -> None:
    """Delete a link for ever. Its address answers 410 and is never given away again.

    Raises:
        NotFound: no such link.
    """
    with database.write():
        link = get_row(ctx, link_id)
        link.deleted_at = ctx.now
        _touch(ctx, link, Link.deleted_at)


def check_destination(text: str) -> str:
    """Return the destination in its stored form.

    Raises:
        BadDestination: it cannot be used, or leads back to a domain of this server: visitors would go in circles.
    """
    destination = destinations.check(text)
    host = hosts.normal(destinations.host_of(destination))
    if Domain.select().where(Domain.host.in_(domains.spellings(host))).exists():
        reason = f"This leads back to {host}, QRDesk's own address. Enter the page people should see in the end."
        raise BadDestination(reason, field_errors={"destination": reason})
    return destination


def get_row(ctx: Context, name: str) -> Link:
    """Return the caller's link called by id, UUID, slug, or ``host/slug``.

    Raises:
        NotFound: no such link in this workspace, or it was deleted.
    """
    mine = Link.select(Link, Domain).join(Domain).where(Link.workspace == ctx.actor.workspace_id)
    link = mine.where((Link.public_id == name) | (Link.uuid == name)).first() or _by_slug(ctx, name)
    if link is None or link.deleted_at is not None:
        raise NotFound.of("link", name)
    return link


def _by_slug(ctx: Context, name: str) -> Link | None:
    host, _, slug = name.rpartition("/")
    mine = Domain.select().where(Domain.workspace == ctx.actor.workspace_id)
    for domain in mine.order_by(Domain.is_default.desc(), Domain.id):
        if not host or domain.host == host.lower():
            link = addresses.find_owner(domain, slug)
            if link is not None and link.workspace_id == ctx.actor.workspace_id:
                return link
    return None


def _touch(ctx: Context, link: Link, *changed: "Field[Any]") -> Link:
    # only what changed: PostgreSQL lets others write the rest of the row meanwhile, the drain its hit count
    link.updated_at = ctx.now
    link.epoch = database.bump_epoch()
    link.save(only=[*changed, Link.updated_at, Link.epoch])
    return link


def _filtered(ctx: Context, query: LinkQuery) -> "ModelSelect[Link]":
    rows = Link.select(Link, Domain).join(Domain).where(Link.workspace == ctx.actor.workspace_id)
    if query.state == LinkState.DELETED:
        rows = rows.where(Link.deleted_at.is_null(False))
    else:
        rows = rows.where(Link.deleted_at.is_null())
        if query.state != "any":
            rows = rows.where(Link.archived_at.is_null(query.state == LinkState.LIVE))
    if query.host:
        rows = rows.where(Domain.host == query.host.lower())
    if query.tag:
        rows = rows.where(Link.id.in_(_tagged(ctx, Tag.name == query.tag)))
    if query.printed is not None:
        codes = Code.select(Code.link).where(Code.printed_at.is_null(False))
        rows = rows.where(Link.id.in_(codes) if query.printed else Link.id.not_in(codes))
    for word in query.search.split():
        rows = rows.where(_matches(ctx, word))
    return rows


def _matches(ctx: Context, word: str) -> Any:
    address = fn.LOWER(Domain.host.concat("/").concat(Link.slug)) == word.lower().partition("://")[2]
    fields = (Link.title, Link.slug, Link.destination, Link.note)
    found = Link.id.in_(_tagged(ctx, Tag.name.contains(word))) | (Link.public_id == word) | address
    for field in fields:
        found = found | field.contains(word)
    return found | Link.id.in_(Slug.select(Slug.link).where(Slug.slug.contains(word)))


def _tagged(ctx: Context, which: Any) -> "ModelSelect[LinkTag]":
    return LinkTag.select(LinkTag.link).join(Tag, JOIN.INNER).where((Tag.workspace == ctx.actor.workspace_id) & which)
