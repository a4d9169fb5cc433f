"""A link on another of the workspace's domains; for dialects that let it be named there."""

from qrdesk.core import slugs
from qrdesk.core.context import Context
from qrdesk.core.hits import regroup
from qrdesk.core.hits.sums import DOMAIN
from qrdesk.core.models import Code, Link, Slug
from qrdesk.core.schemas.links import LinkView
from qrdesk.core.services import audit, link_views, links
from qrdesk.core.services import slugs as addresses
from qrdesk.core.services.domain_rows import get_owned
from qrdesk.core.services.queries import tuples


def move_link(ctx: Context, link_id: str, host: str, slug: str | None = None) -> LinkView:
    """Let a link live on another domain, as its codes do. Its addresses at the one before go on leading to it.

    ``slug`` is its address there; None: the one it shows now. Like the operations that change links, this goes into
    the audit log.

    Raises:
        NotFound: no such link or domain.
        BadSlug, SlugReserved: the address cannot be had.
        SlugTaken: its address, or that of one of its codes, belongs to another link there; nothing was changed.
    """
    with links.changing(ctx, link_id) as link:
        old, new = link.domain, get_owned(ctx, host)
        before = link_views.view(ctx, link)
        if old.id == new.id:
            return before
        link.slug = link.slug if slug is None else slugs.check(slug)
        for address, code_id in _addresses(link):
            addresses.take(new, link, address)
            if code_id is not None:
                its_own = (Slug.domain == new.id) & (Slug.link == link.id) & (Slug.slug == address)
                Slug.update(code_id=code_id).where(its_own).execute()
        link.domain = new
        links.save_change(ctx, link, Link.domain, Link.slug)
        regroup.mark_moved(ctx.actor.workspace_id, [link.id], [(DOMAIN, old.id), (DOMAIN, new.id)])
        after = link_views.view(ctx, link)
        audit.note(ctx, "link.updated", before, after)
        return after


def _addresses(link: Link) -> list[tuple[str, int | None]]:
    """Return the address that a link shows, and those that its codes carry alone, each with the code if it is one's."""
    own = tuples(Code.select(Code.slug, Code.id).where((Code.link == link.id) & (Code.slug != "")).order_by(Code.id))
    return [(link.slug, None), *((slug, code_id) for slug, code_id in own)]
