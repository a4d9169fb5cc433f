"""Finding a link by any of its names."""

from qrdesk.core.context import Context
from qrdesk.core.errors import NotFound
from qrdesk.core.models import Domain, Link
from qrdesk.core.services import slugs as addresses


def get_row(ctx: Context, name: str) -> Link:
    """Return the caller's link called by id, UUID, slug, or ``host/slug``.

    A slug without its host is that of the default domain, else of another on which a link that is there has it.

    Raises:
        NotFound: no such link in this workspace, or it was deleted.
    """
    link = _find(ctx, name)
    if link is None or link.deleted_at is not None:
        raise NotFound.of("link", name)
    return link


def get_even_deleted(ctx: Context, name: str) -> Link:
    """Return the link that ``get_row`` does; where that finds none, one that was deleted and is or was called so.

    It keeps its address, and its hits are there.

    Raises:
        NotFound: no such link in this workspace.
    """
    link = _find(ctx, name)
    if link is None:
        raise NotFound.of("link", name)
    return link


def _find(ctx: Context, name: str) -> Link | None:
    mine = Link.select(Link, Domain).join(Domain).where(Link.workspace == ctx.actor.workspace_id)
    return mine.where((Link.public_id == name) | (Link.uuid == name)).first() or _by_slug(ctx, name)


def _by_slug(ctx: Context, name: str) -> Link | None:
    """Return the link with an address, and one that was deleted only if no other on any domain has it."""
    host, _, slug = name.rpartition("/")
    mine = Domain.select().where(Domain.workspace == ctx.actor.workspace_id)
    gone: Link | None = None
    for domain in mine.order_by(Domain.is_default.desc(), Domain.id):
        if not host or domain.host == host.lower():
            link = addresses.find_owner(domain, slug)
            if link is None or link.workspace_id != ctx.actor.workspace_id:
                continue
            if link.deleted_at is None:
                return link
            gone = gone or link
    return gone
