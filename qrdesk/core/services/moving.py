"""Which address new codes carry, and what moves along when it changes."""

from datetime import datetime
from typing import Any

from peewee import Value, chunked

from qrdesk.core import database
from qrdesk.core.errors import Conflict
from qrdesk.core.hits import link_locks, regroup
from qrdesk.core.hits.sums import DOMAIN
from qrdesk.core.models import Code, Domain, Link, Slug
from qrdesk.core.public_url import Address
from qrdesk.core.redirect import hosts
from qrdesk.core.services.domain_rows import check_no_circle, find_default
from qrdesk.core.services.queries import tuples
from qrdesk.core.services.slugs import find_owner

_AT_ONCE = 500  # links in one statement


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
        check_no_circle(workspace_id, address.host)
    if current is not None and (found == current or (found is None and hosts.is_loopback(current.host))):
        return _become(current, address, epoch, now)
    if current is not None:
        current.is_default, current.epoch = False, epoch
        current.save(only=[Domain.is_default, Domain.epoch])
    made = _become(found, address, epoch, now) if found is not None else _create(workspace_id, address, epoch, now)
    if current is not None and Address(current.scheme, current.host).local:
        _move_links(current, made, epoch)
    return made


def _become(domain: Domain, address: Address, epoch: int, now: datetime) -> Domain:
    domain.scheme, domain.host, domain.is_default, domain.epoch = address.scheme, address.host, True, epoch
    changed = [Domain.scheme, Domain.host, Domain.is_default, Domain.epoch]
    if domain.verified_at is None:  # whoever runs the server says that it is theirs; nobody is asked for a proof
        domain.verified_at, domain.verify_token, domain.check_fault, domain.checks = now, "", "", None
        changed += [Domain.verified_at, Domain.verify_token, Domain.check_fault, Domain.checks]
    domain.save(only=changed)
    return domain


def _create(workspace_id: int, address: Address, epoch: int, now: datetime) -> Domain:
    return Domain.create(
        workspace=workspace_id,
        scheme=address.scheme,
        host=address.host,
        is_default=True,
        epoch=epoch,
        created_at=now,
        verified_at=now,
    )


def _move_links(old: Domain, new: Domain, epoch: int) -> None:
    """Let links live on ``new``; their addresses on ``old`` stay theirs. Where one is taken on ``new``, the link stays.

    Deleted links stay too: nobody was ever told their address on ``new``.
    """
    if old.case_sensitive != new.case_sensitive:
        return  # the same slug would not mean the same
    live = (Slug.domain == old.id) & (Link.domain == old.id) & Link.deleted_at.is_null()
    if staying := _links_of_codes_that_cannot_move(old, new):
        live &= Link.id.not_in(staying)
    _copy_slugs(new, live & (Slug.slug == Link.slug))
    there = Slug.alias()
    theirs = (there.domain == new.id) & (there.link == Slug.link) & (there.folded == Slug.folded)
    moving = Slug.select(Slug.link).join(Link).switch(Slug).join(there, on=theirs)
    moving = moving.where(live & (Slug.slug == Link.slug))
    moved = [link_id for (link_id,) in tuples(moving)]
    link_locks.take(moved)
    for some in chunked(moved, _AT_ONCE):
        Link.update({Link.domain: new.id, Link.epoch: epoch}).where(Link.id.in_(some)).execute()
    regroup.mark_moved(new.workspace_id, moved, [(DOMAIN, old.id), (DOMAIN, new.id)])
    _copy_slugs(new, (Slug.domain == old.id) & (Link.domain == new.id) & (Link.epoch == epoch))  # older slugs


def _links_of_codes_that_cannot_move(old: Domain, new: Domain) -> list[int]:
    """Return the links on ``old`` with a code whose own address is another link's on ``new``: it would lead there."""
    carried = Code.select(Code.link, Code.slug).join(Link).where((Link.domain == old.id) & (Code.slug != ""))
    owners = ((link_id, find_owner(new, slug)) for link_id, slug in tuples(carried))
    return list({link_id for link_id, owner in owners if owner is not None and owner.id != link_id})


def _copy_slugs(new: Domain, which: Any) -> None:
    rows = Slug.select(Value(new.id), Slug.link, Slug.slug, Slug.folded, Slug.code_id)
    rows = rows.join(Link).where(which).order_by(Slug.id)
    fields = [Slug.domain, Slug.link, Slug.slug, Slug.folded, Slug.code_id]
    Slug.insert_from(rows, fields).on_conflict_ignore().execute()  # the unique index decides who owns a slug
