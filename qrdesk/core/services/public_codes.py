"""What the code of an address carries, for everybody who knows the address: it stands there anyway."""

from qrdesk.core import slugs
from qrdesk.core.errors import LinkGone, NotFound
from qrdesk.core.models import Domain, Link, Slug
from qrdesk.core.services.link_views import short_url

_LONGEST = 256  # characters of a slug as sent; the time to fold grows faster than the length


def get_code_text(domain_id: int, slug: str) -> str:
    """Return the short address that a code for ``slug`` carries, in ASCII. A link that rests, or is locked, has one.

    Args:
        domain_id: row number of the domain that the visitor's host names; 0 for none.
        slug: any address of the link there; an old one is carried as it is, for it goes on leading to the link.

    Raises:
        NotFound: there is no such address.
        LinkGone: the link was deleted.
    """
    possible = domain_id and len(slug) <= _LONGEST and "\0" not in slug  # PostgreSQL takes no such text
    domain = Domain.get_or_none(Domain.id == domain_id) if possible else None
    if domain is None:
        raise NotFound.of("link", slug[:_LONGEST])
    folded = slugs.fold(slug, case_sensitive=domain.case_sensitive)
    row = Slug.select(Slug, Link).join(Link).where((Slug.domain == domain.id) & (Slug.folded == folded)).first()
    if row is None:
        raise NotFound.of("link", slug)
    if row.link.deleted_at is not None:
        raise LinkGone("This link was deleted. Its address leads nowhere, and is never given away again.")
    return short_url(domain, row.slug)
