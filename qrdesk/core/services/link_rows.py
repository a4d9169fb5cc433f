"""Finding a link by any of its names."""

from qrdesk.core.context import Context
from qrdesk.core.errors import NotFound
from qrdesk.core.models import Domain, Link
from qrdesk.core.services import slugs as addresses


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


def get_even_deleted(ctx: Context, name: str) -> Link:
    """Return a link as ``get_row`` does, and one that was deleted, too: it keeps its address, and its hits are there.

    Raises:
        NotFound: no such link in this workspace.
    """
    mine = Link.workspace == ctx.actor.workspace_id
    link = Link.get_or_none(mine & ((Link.public_id == name) | (Link.uuid == name))) or _by_slug(ctx, name)
    if link is None:
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
