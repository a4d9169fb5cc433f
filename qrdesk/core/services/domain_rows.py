"""Finding domains, and keeping addresses from leading in circles."""

from collections.abc import Iterable
from functools import reduce
from operator import or_
from typing import Any

from peewee import fn

from qrdesk.core import destinations
from qrdesk.core.context import Context
from qrdesk.core.errors import BadDestination, Conflict, NotFound
from qrdesk.core.models import Domain, Link
from qrdesk.core.redirect import hosts, previews


def find_default(workspace_id: int) -> Domain | None:
    """Return the domain whose address new codes carry."""
    return Domain.get_or_none((Domain.workspace == workspace_id) & (Domain.is_default == True))  # noqa: E712 - SQL


def get_owned(ctx: Context, host: str | None) -> Domain:
    """Return the workspace's domain called ``host``; the default one when no host is named.

    Raises:
        NotFound: the workspace has no such domain.
    """
    if not host:
        domain = find_default(ctx.actor.workspace_id)
    else:
        domain = _find_named(ctx, host)
        if domain is not None and hosts.is_loopback(domain.host):  # an alias of the default one, whatever that is now
            domain = find_default(ctx.actor.workspace_id)
    if domain is None:
        raise NotFound.of("domain", host or "default")
    return domain


def get_row(ctx: Context, name: str) -> Domain:
    """Return the workspace's domain called by id, UUID or host.

    Raises:
        NotFound: the workspace has no such domain.
    """
    mine = Domain.workspace == ctx.actor.workspace_id
    by_id = mine & ((Domain.public_id == name) | (Domain.uuid == name))
    domain = Domain.get_or_none(by_id) or _find_named(ctx, name)
    if domain is None:
        raise NotFound.of("domain", name)
    return domain


def _find_named(ctx: Context, host: str) -> Domain | None:
    mine = Domain.workspace == ctx.actor.workspace_id
    return Domain.get_or_none(mine & Domain.host.in_(as_stored(host)))


def as_stored(host: str) -> list[str]:
    """Return ``host`` as it is typed and as DNS spells it."""
    typed = host.strip().lower()
    try:
        return [typed, destinations.host_of(destinations.check(f"http://{typed}"))]
    except BadDestination:
        return [typed]


def url_of(domain: Domain) -> str:
    """Return scheme and host of a domain."""
    return f"{domain.scheme}://{domain.host}"


def answering_or_own(workspace_id: int) -> Any:
    """Return the condition that a domain is this server's in earnest.

    One that a neighbour only claims is not: it would keep everybody from leading to somebody else's pages.
    """
    return Domain.verified_at.is_null(False) | (Domain.workspace == workspace_id)


def spellings(host: str) -> list[str]:
    """Return every name that ``host`` (normal) is reached by: a domain on this computer answers at each of its own."""
    if not hosts.is_loopback(host):
        return [host]
    port = host.rpartition("]")[2].partition(":")[2]
    return [f"{name}:{port}" if port else name for name in ("localhost", "127.0.0.1", "[::1]")]


def check_no_circle(workspace_id: int, host: str) -> None:
    """Refuse a host that links or domains of the workspace lead to: they would lead to themselves.

    Raises:
        Conflict: names what leads there.
    """
    names = [name + port for name in spellings(hosts.normal(host)) for port in ("", ":80", ":443")]
    starts = [f"{scheme}://{name}/" for scheme in ("http", "https") for name in names]
    mine = Link.workspace == workspace_id
    # a new workspace has none, and the question is a long one to put into words
    link = _leading_there(mine, starts) if Link.select().where(mine).exists() else None
    if link is not None:
        _refuse_circle(f"“{link.title or link.slug}”", host, "Change its destination or delete it first")
    for domain in Domain.select().where(Domain.workspace == workspace_id).order_by(Domain.id):
        if any(url.lower().startswith(tuple(starts)) for url in (domain.index_url, domain.fallback_url)):
            _refuse_circle(domain.host, host, "Change where it leads first")


def _leading_there(mine: object, starts: Iterable[str]) -> Link | None:
    leads_there = reduce(or_, [Link.destination.startswith(one) | _ways_lead_to(one) for one in starts])
    return Link.select().where(mine & Link.deleted_at.is_null() & leads_there).order_by(Link.id).first()


def _ways_lead_to(start: str) -> Any:
    """Return the condition that a link's ways lead there; a picture of our own is no way, and lies at every host."""
    picture = start.removesuffix("/") + previews.PATH
    return Link.routing.contains(start) & fn.REPLACE(Link.routing, picture, "").contains(start)


def _refuse_circle(what: str, host: str, advice: str) -> None:
    reason = (
        f"{what} leads to {host}, and would then lead back to itself. Nothing was changed. "
        f"{advice}, or choose another address."
    )
    raise Conflict(reason, field_errors={"url": reason})


def check_outside(ctx: Context, text: str, field: str) -> str:
    """Return the address that a domain itself should lead to, as it is stored; empty stays empty.

    Raises:
        BadDestination: it cannot be used, or is one of this server's own. ``field`` is at fault.
    """
    if not text.strip():
        return ""
    try:
        checked = destinations.check(text)
    except BadDestination as fault:
        raise BadDestination(fault.message, field_errors={field: fault.message}) from fault
    host = hosts.normal(destinations.host_of(checked))
    if Domain.select().where(Domain.host.in_(spellings(host)) & answering_or_own(ctx.actor.workspace_id)).exists():
        reason = f"This leads back to {host}, QRDesk's own address. Enter the page people should see in the end."
        raise BadDestination(reason, field_errors={field: reason})
    return checked
