"""Links as callers see them, a whole page with a fixed number of queries."""

from collections.abc import Sequence
from urllib.parse import quote

from peewee import fn

from qrdesk.core.models import Code, Domain, Link, Slug
from qrdesk.core.models.base import from_micros
from qrdesk.core.schemas.links import LinkState, LinkView
from qrdesk.core.services import tags
from qrdesk.core.services.domains import url_of
from qrdesk.core.services.queries import tuples


def view(link: Link) -> LinkView:
    """Return one link as it is shown."""
    return views([link])[0]


def views(links: Sequence[Link]) -> list[LinkView]:
    """Return links as they are shown, in the order given."""
    names, aliases, printed = tags.names_of(links), _aliases(links), _printed(links)
    return [
        LinkView(
            id=link.public_id,
            uuid=link.uuid,
            slug=link.slug,
            aliases=aliases.get(link.id, []),
            host=link.domain.host,
            short_url=f"{url_of(link.domain)}/{quote(link.slug)}",
            code_url=code_url(link.domain, link.slug),
            destination=link.destination,
            title=link.title,
            note=link.note,
            tags=names[link.id],
            state=state_of(link),
            hit_count=link.hit_count,
            printed_at=from_micros(printed[link.id]) if link.id in printed else None,
            created_at=link.created_at,
            updated_at=link.updated_at,
        )
        for link in links
    ]


def code_url(domain: Domain, slug: str) -> str:
    """Return what a code carries: a hit at ``/r/`` is a scan, anywhere else a click."""
    return f"{url_of(domain)}/r/{quote(slug)}"


def state_of(link: Link) -> LinkState:
    """Return what a visitor of the link meets."""
    if link.deleted_at is not None:
        return LinkState.DELETED
    return LinkState.LIVE if link.archived_at is None else LinkState.ARCHIVED


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


def _printed(links: Sequence[Link]) -> dict[int, int]:
    ids = [link.id for link in links]
    last = fn.MAX(Code.printed_at).coerce(False)
    chosen = Code.select(Code.link, last).where(Code.link.in_(ids) & Code.printed_at.is_null(False))
    return dict(tuples(chosen.group_by(Code.link)))
