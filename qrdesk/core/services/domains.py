"""The hosts whose paths are slugs."""

from datetime import datetime
from functools import reduce
from operator import or_
from typing import Any

from peewee import Value

from qrdesk.core import database
from qrdesk.core.context import Context
from qrdesk.core.errors import Conflict, NotFound
from qrdesk.core.models import Domain, Link, Slug
from qrdesk.core.public_url import Address, parse
from qrdesk.core.redirect import hosts
from qrdesk.core.schemas.access import DomainView, PublicUrlDraft


def list_domains(ctx: Context) -> list[DomainView]:
    """Return the workspace's domains, the default one first."""
    rows = Domain.select().where(Domain.workspace == ctx.actor.workspace_id)
    return [_view(row) for row in rows.order_by(Domain.is_default.desc(), Domain.host)]


def set_public_url(ctx: Context, draft: PublicUrlDraft) -> DomainView:
    """Make an address the one that new codes carry. Codes already printed keep resolving.

    Links whose address only worked on this computer or network move along, unless their slug is taken at the new
    one; those of any other address stay there.

    Raises:
        Invalid: it is no http(s) address, or has a path.
        Conflict: it belongs to another workspace on this server, or links lead there.
    """
    with database.write():
        return _view(make_default(ctx.actor.workspace_id, parse(draft.url), ctx.now))


def is_default(workspace_id: int, address: Address) -> bool:
    """Say whether new codes carry ``address`` already."""
    current = find_default(workspace_id)
    return current is not None and (current.host, current.scheme) == (address.host, address.scheme)


def make_default(workspace_id: int, address: Address, now: datetime) -> Domain:
    """Make ``address`` the workspace's default domain, within the running transaction.

    A default with a loopback name is renamed: such names go on resolving whatever the default is called. Any other
    stays beside the new one, so that codes printed with it keep resolving.

    Raises:
        Conflict: it belongs to another workspace on this server, or links lead there.
    """
    if (current := find_default(workspace_id)) is not None and is_default(workspace_id, address):
        return current
    epoch = database.bump_epoch()  # first: on PostgreSQL its row keeps other edits waiting until we are done
    current = find_default(workspace_id)
    found = Domain.get_or_none(Domain.host == address.host)
    if found is not None and found.workspace_id != workspace_id:
        raise Conflict(f"{address.host} belongs to another workspace on this server.")
    if found is None:
        _check_no_circle(workspace_id, address.host)
    if current is not None and (found == current or (found is None and hosts.is_loopback(current.host))):
        return _become(current, address, epoch)
    if current is not None:
        current.is_default, current.epoch = False, epoch
        current.save(only=[Domain.is_default, Domain.epoch])
    made = _become(found, address, epoch) if found is not None else _create(workspace_id, address, epoch, now)
    if current is not None and Address(current.scheme, current.host).local:
        _move_links(current, made, epoch)
    return made


def _create(workspace_id: int, address: Address, epoch: int, now: datetime) -> Domain:
    return Domain.create(
        workspace=workspace_id, scheme=address.scheme, host=address.host, is_default=True, epoch=epoch, created_at=now
    )


def _check_no_circle(workspace_id: int, host: str) -> None:
    """Refuse a host that links lead to: they would lead to themselves."""
    names = [name + port for name in spellings(hosts.normal(host)) for port in ("", ":80", ":443")]
    starts = [f"{scheme}://{name}/" for scheme in ("http", "https") for name in names]
    leads_there = reduce(or_, [Link.destination.startswith(start) for start in starts])
    mine = (Link.workspace == workspace_id) & Link.deleted_at.is_null()
    link = Link.select().where(mine & leads_there).order_by(Link.id).first()
    if link is not None:
        reason = (
            f"“{link.title or link.slug}” leads to {host}, and would then lead back to itself. Nothing was changed. "
            "Change its destination or delete it first, or choose another address."
        )
        raise Conflict(reason, field_errors={"url": reason})


def spellings(host: str) -> list[str]:
    """Return every name that ``host`` (normal) is reached by: a domain on this computer answers at each of its own."""
    if not hosts.is_loopback(host):
        return [host]
    port = host.rpartition("]")[2].partition(":")[2]
    return [f"{name}:{port}" if port else name for name in ("localhost", "127.0.0.1", "[::1]")]


def _move_links(old: Domain, new: Domain, epoch: int) -> None:
    """Let links live on ``new``; their addresses on ``old`` stay theirs. Where one is taken on ``new``, the link stays.

    Deleted links stay too: nobody was ever told their address on ``new``.
    """
    if old.case_sensitive != new.case_sensitive:
        return  # the same slug would not mean the same
    live = (Slug.domain == old.id) & (Link.domain == old.id) & Link.deleted_at.is_null()
    _copy_slugs(new, live & (Slug.slug == Link.slug))
    there = Slug.alias()
    theirs = (there.domain == new.id) & (there.link == Slug.link) & (there.folded == Slug.folded)
    moving = Slug.select(Slug.link).join(Link).switch(Slug).join(there, on=theirs)
    moving = moving.where(live & (Slug.slug == Link.slug))
    Link.update({Link.domain: new.id, Link.epoch: epoch}).where(Link.id.in_(moving)).execute()
    _copy_slugs(new, (Slug.domain == old.id) & (Link.domain == new.id) & (Link.epoch == epoch))  # older slugs


def _copy_slugs(new: Domain, which: Any) -> None:
    rows = Slug.select(Value(new.id), Slug.link, Slug.slug, Slug.folded).join(Link).where(which).order_by(Slug.id)
    fields = [Slug.domain, Slug.link, Slug.slug, Slug.folded]
    Slug.insert_from(rows, fields).on_conflict_ignore().execute()  # the unique index decides who owns a slug


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
        named = Domain.host == host.strip().lower()
        domain = Domain.get_or_none((Domain.workspace == ctx.actor.workspace_id) & named)
        if domain is not None and hosts.is_loopback(domain.host):  # an alias of the default one, whatever that is now
            domain = find_default(ctx.actor.workspace_id)
    if domain is None:
        raise NotFound.of("domain", host or "default")
    return domain


def _become(domain: Domain, address: Address, epoch: int) -> Domain:
    domain.scheme, domain.host, domain.is_default, domain.epoch = address.scheme, address.host, True, epoch
    domain.save(only=[Domain.scheme, Domain.host, Domain.is_default, Domain.epoch])
    return domain


def url_of(domain: Domain) -> str:
    """Return scheme and host of a domain."""
    return f"{domain.scheme}://{domain.host}"


def _view(row: Domain) -> DomainView:
    return DomainView(
        id=row.public_id,
        uuid=row.uuid,
        host=row.host,
        url=url_of(row),
        is_default=row.is_default,
        case_sensitive=row.case_sensitive,
        fit_for_print=not Address(row.scheme, row.host).local,
        created_at=row.created_at,
    )
