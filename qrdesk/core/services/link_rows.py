"""Finding a link by any of its names."""

import re
from typing import NamedTuple
from urllib.parse import unquote

from qrdesk.core.context import Context
from qrdesk.core.errors import NotFound
from qrdesk.core.models import Domain, Link
from qrdesk.core.redirect import hosts
from qrdesk.core.services import domain_rows
from qrdesk.core.services import slugs as addresses

_WHOLE = re.compile(r"https?://(?P<host>[^/?#]+)/(?:r/)?(?P<slug>[^?#]*)(?:[?#].*)?", re.IGNORECASE | re.DOTALL)
_SCANNED = re.compile(r"(?:^|/)r\Z", re.IGNORECASE)  # where codes have it: between host and slug


class _Address(NamedTuple):
    """A short address as somebody typed it; without a host, that of any domain."""

    host: str
    slug: str


def get_row(ctx: Context, name: str) -> Link:
    """Return the caller's link called by id, UUID, slug, ``host/slug``, or a whole short address.

    Addresses are found with the ``r/`` that codes carry, too; the query and fragment of a whole one say nothing.
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
    address = _read(name)
    if "\0" in address.slug:  # PostgreSQL takes no such text, and %00 in an address would be one
        return None
    names = _spellings(address.host)
    mine = Domain.select().where(Domain.workspace == ctx.actor.workspace_id)
    gone: Link | None = None
    for domain in mine.order_by(Domain.is_default.desc(), Domain.id):
        if not names or domain.host in names:
            link = addresses.find_owner(domain, address.slug)
            if link is None or link.workspace_id != ctx.actor.workspace_id:
                continue
            if link.deleted_at is None:
                return link
            gone = gone or link
    return gone


def _read(name: str) -> _Address:
    whole = _WHOLE.fullmatch(name.strip())
    if whole:  # read as a visitor's would be: one slash at the end is nothing
        return _Address(whole["host"], unquote(whole["slug"]).removesuffix("/"))
    host, _, slug = name.rpartition("/")
    return _Address(_SCANNED.sub("", host), slug)


def _spellings(host: str) -> set[str]:
    """Return every way in which a domain that is reached by ``host`` may be stored; none for no host."""
    if not host:
        return set()
    typed = hosts.normal(host)
    return {host.lower(), *(name for one in domain_rows.as_stored(typed) for name in domain_rows.spellings(one))}
