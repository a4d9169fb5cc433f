"""Links as the dialect of usnp names them: by the address alone, whoever has it."""

from qrdesk.core import slugs
from qrdesk.core.context import Context
from qrdesk.core.errors import Forbidden, NotFound
from qrdesk.core.models import Domain, Slug
from qrdesk.core.services.slug_holders import Holder, find_by_id, list_holders

_LONGEST = 256  # characters; the time to fold grows faster than the length


def get_owned(ctx: Context, short_id: str) -> Holder:
    """Return the caller's link with an address, also one that was deleted; its id or UUID will do, too.

    Of several it is one that is there, that of the default domain first.

    Raises:
        Forbidden: another workspace has the address. Everybody can see that it is taken, by opening it.
        NotFound: nobody has.
    """
    if len(short_id) > _LONGEST or "\0" in short_id:  # which PostgreSQL takes in no text
        raise NotFound.of("link", short_id[:_LONGEST])
    link = find_by_id(ctx.actor.workspace_id, short_id)
    if link is not None:
        return link
    found = list_holders(ctx.actor.workspace_id, short_id)
    if found:
        return next((one for one in found if not one.deleted), found[0])
    if _is_anybodys(short_id):
        raise Forbidden("This link belongs to somebody else.")
    raise NotFound.of("link", short_id)


def _is_anybodys(short_id: str) -> bool:
    spellings = {slugs.fold(short_id, case_sensitive=kept) for kept in (True, False)}
    anywhere = Slug.domain.in_(Domain.select(Domain.id))  # the index of addresses begins with the domain
    return Slug.select().where(anywhere & Slug.folded.in_(list(spellings))).exists()
