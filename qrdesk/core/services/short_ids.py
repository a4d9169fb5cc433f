"""Links as the dialect of usnp names them: by the address alone, whoever has it."""

from datetime import datetime
from typing import NamedTuple

from qrdesk.core import slugs
from qrdesk.core.context import Context
from qrdesk.core.errors import Forbidden, NotFound
from qrdesk.core.models import Domain, Slug
from qrdesk.core.services import link_rows

_LONGEST = 256  # characters; the time to fold grows faster than the length


class Owned(NamedTuple):
    """A link of the caller's: its id, the address that it shows, and when it was made."""

    id: str
    slug: str
    created_at: datetime


def get_owned(ctx: Context, short_id: str) -> Owned:
    """Return the caller's link with an address, also one that was deleted; its id or UUID will do, too.

    Raises:
        Forbidden: another workspace has the address. Everybody can see that it is taken, by opening it.
        NotFound: nobody has.
    """
    if len(short_id) > _LONGEST or "\0" in short_id:  # which PostgreSQL takes in no text
        raise NotFound.of("link", short_id[:_LONGEST])
    try:
        link = link_rows.get_even_deleted(ctx, short_id)
    except NotFound:
        if _is_anybodys(short_id):
            raise Forbidden("This link belongs to somebody else.") from None
        raise
    return Owned(link.public_id, link.slug, link.created_at)


def _is_anybodys(short_id: str) -> bool:
    spellings = {slugs.fold(short_id, case_sensitive=kept) for kept in (True, False)}
    anywhere = Slug.domain.in_(Domain.select(Domain.id))  # the index of addresses begins with the domain
    return Slug.select().where(anywhere & Slug.folded.in_(list(spellings))).exists()
