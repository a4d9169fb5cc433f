"""Links by their slug alone, for APIs in which all domains are one namespace."""

from typing import Any

from qrdesk.core import database, slugs
from qrdesk.core.context import Context
from qrdesk.core.errors import Conflict, NotFound, SlugTaken
from qrdesk.core.models import Domain, Slug
from qrdesk.core.services import domain_rows
from qrdesk.core.services.slug_holders import list_holders

_LONGEST = 256  # characters; the time to fold grows faster than the length


def get_link_id(ctx: Context, slug: str) -> str:
    """Return the id of the caller's link with a slug: that of the default domain, else the only one that has it.

    Old slugs of a link are its own, too, and a deleted link keeps its slug: no other takes its place, so that a
    deletion that is sent again deletes nothing else.

    Raises:
        NotFound: no link has it, or the one that does was deleted.
        Conflict: only domains beside the default one have it, and on them it is, or was, more than one link.
    """
    if len(slug) > _LONGEST:
        raise NotFound.of("code", slug[:_LONGEST])
    found = list_holders(ctx.actor.workspace_id, slug)
    links = {one.id: one for one in [one for one in found if one.on_default] or found}
    if all(link.deleted for link in links.values()):
        raise NotFound.of("code", slug)
    if len(links) > 1:
        raise Conflict(f"Several of your domains have or had a link “{slug}”, and none of them is the default one.")
    return next(iter(links))


def require_free_everywhere(ctx: Context, slug: str) -> None:
    """Do nothing if no link of anybody has a slug, or had; within the running transaction.

    The unique index decides on one domain. Who makes links on two at once is kept waiting, one by the other.

    Raises:
        SlugTaken: one has, on whatever domain.
        BadSlug, SlugReserved: no link can have it.
    """
    checked = slugs.check(slug)
    database.hold_edits()
    if Slug.select(Slug.id).join(Domain).where(_is_on(Domain.select(Domain.id)) & _is_called(checked)).exists():
        raise SlugTaken(domain_rows.get_owned(ctx, None).host, checked)


def _is_on(domains: Any) -> Any:
    return Slug.domain.in_(domains)  # the index of addresses begins with the domain


def _is_called(slug: str) -> Any:
    exact, loose = slugs.fold(slug, case_sensitive=True), slugs.fold(slug)
    kept, dropped = Domain.case_sensitive == True, Domain.case_sensitive == False  # noqa: E712 - SQL
    return Slug.folded.in_([exact, loose]) & ((kept & (Slug.folded == exact)) | (dropped & (Slug.folded == loose)))
