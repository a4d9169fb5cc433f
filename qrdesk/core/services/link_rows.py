"""Finding a link by any of its names."""

import re
from collections.abc import Iterable, Iterator, Mapping
from typing import NamedTuple
from urllib.parse import unquote

from qrdesk.core import slugs
from qrdesk.core.context import Context
from qrdesk.core.errors import NotFound
from qrdesk.core.models import Domain, Link, Slug
from qrdesk.core.redirect import hosts
from qrdesk.core.services import domain_rows
from qrdesk.core.services import slugs as addresses
from qrdesk.core.services.queries import beside

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
    link = next((one for one in _called(ctx, name) if one.deleted_at is None), None)
    if link is None:
        raise NotFound.of("link", name)
    return link


def find_rows(ctx: Context, names: Iterable[str]) -> dict[str, Link]:
    """Return the links that ``get_row`` does, with their domains, by the names that lead to one: in three questions."""
    asked = list(dict.fromkeys(names))
    mine = Link.select(Link, Domain).join(Domain).where(beside(Link.workspace, ctx.actor.workspace_id))
    called: dict[str, Link] = {}
    for link in mine.where(Link.public_id.in_(asked) | Link.uuid.in_(asked)):
        called[link.public_id] = called[link.uuid] = link
    found = {name: called[name] for name in asked if name in called}
    found |= _by_slugs(ctx, [name for name in asked if name not in called])
    return {name: link for name, link in found.items() if link.deleted_at is None}


def get_row_to_change(ctx: Context, name: str) -> Link:
    """Return the link that ``get_row`` does, but never another in place of one that was deleted.

    So an edit or a deletion that is sent again, because its answer was lost, finds no other link to be done to.

    Raises:
        NotFound: no such link in this workspace, or it was deleted.
    """
    link = get_holder(ctx, name)
    if link.deleted_at is not None:
        raise NotFound.of("link", name)
    return link


def get_id_to_change(ctx: Context, name: str) -> str:
    """Return the id of the link that ``get_row_to_change`` does.

    Raises:
        NotFound: as that says.
    """
    return get_row_to_change(ctx, name).public_id


def get_holder(ctx: Context, name: str) -> Link:
    """Return the link that a name was first given to on its domain; deleted or not, it holds it for ever.

    A slug without its host is that of the default domain, else of another.

    Raises:
        NotFound: no such link in this workspace.
    """
    link = next(_called(ctx, name), None)
    if link is None:
        raise NotFound.of("link", name)
    return link


def get_even_deleted(ctx: Context, name: str) -> Link:
    """Return the link that ``get_row`` does; where that finds none, one that was deleted and is or was called so.

    It keeps its address, and its hits are there. This is for reading; what changes something has its own two above.

    Raises:
        NotFound: no such link in this workspace.
    """
    gone: Link | None = None
    for link in _called(ctx, name):
        if link.deleted_at is None:
            return link
        gone = gone or link
    if gone is None:
        raise NotFound.of("link", name)
    return gone


def _called(ctx: Context, name: str) -> Iterator[Link]:
    """Yield the link with an id, or else those with an address, first that of the default domain; deleted ones too."""
    mine = Link.select(Link, Domain).join(Domain).where(Link.workspace == ctx.actor.workspace_id)
    link = mine.where((Link.public_id == name) | (Link.uuid == name)).first()
    if link is not None:
        yield link
    else:
        yield from _by_slug(ctx, name)


def _by_slug(ctx: Context, name: str) -> Iterator[Link]:
    address = _read(name)
    if "\0" in address.slug:  # PostgreSQL takes no such text, and %00 in an address would be one
        return
    names = _spellings(address.host)
    mine = Domain.select().where(Domain.workspace == ctx.actor.workspace_id)
    for domain in mine.order_by(Domain.is_default.desc(), Domain.id):
        if not names or domain.host in names:
            link = addresses.find_owner(domain, address.slug)
            if link is not None and link.workspace_id == ctx.actor.workspace_id:
                yield link


def _by_slugs(ctx: Context, names: Iterable[str]) -> dict[str, Link]:
    """Return the links with these addresses: as ``_by_slug`` has them, those that are there before deleted ones."""
    addressed = {name: address for name in names if "\0" not in (address := _read(name)).slug}
    if not addressed:
        return {}
    mine = Domain.select().where(Domain.workspace == ctx.actor.workspace_id)
    domains = list(mine.order_by(Domain.is_default.desc(), Domain.id))
    folded = {slugs.fold(one.slug, case_sensitive=case) for one in addressed.values() for case in (True, False)}
    rows = (
        Slug.select(Slug, Link, Domain)
        .join(Link)
        .join(Domain)
        .where(Slug.domain.in_(domains) & Slug.folded.in_(folded) & beside(Link.workspace, ctx.actor.workspace_id))
    )
    holders = {(row.domain_id, row.folded): row.link for row in rows if row.link.deleted_at is None}
    found = {name: _holder(domains, holders, address) for name, address in addressed.items()}
    return {name: link for name, link in found.items() if link is not None}


def _holder(domains: Iterable[Domain], holders: Mapping[tuple[int, str], Link], address: _Address) -> Link | None:
    names = _spellings(address.host)
    exact, loose = (slugs.fold(address.slug, case_sensitive=case) for case in (True, False))
    places = ((one.id, exact if one.case_sensitive else loose) for one in domains if not names or one.host in names)
    return next((holders[place] for place in places if place in holders), None)


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
