"""The hosts whose paths are slugs."""

import hmac
import json
from collections.abc import Iterable
from datetime import timedelta
from typing import Any

from peewee import IntegrityError

from qrdesk.core import database, journal
from qrdesk.core.context import Context
from qrdesk.core.errors import Conflict, Invalid
from qrdesk.core.journal import Subject
from qrdesk.core.models import Domain, Link, MissDay, Slug, Workspace
from qrdesk.core.public_url import Address, parse, require_certifiable
from qrdesk.core.redirect import hosts
from qrdesk.core.schemas.domains import DomainDraft, DomainPatch, DomainView, PublicUrlDraft
from qrdesk.core.services import design_assets, differences
from qrdesk.core.services.domain_rows import (
    check_no_circle,
    check_outside,
    find_default,
    get_owned,
    get_row,
    spellings,
    url_of,
)
from qrdesk.core.services.domain_views import view
from qrdesk.core.services.moving import is_default, make_default
from qrdesk.core.services.plans import require_own_domains

__all__ = [
    "create_domain",
    "delete_domain",
    "find_default",
    "get_default",
    "get_domain",
    "get_owned",
    "is_default",
    "list_domains",
    "make_default",
    "set_public_url",
    "spellings",
    "update_domain",
    "url_of",
]

_CLAIM_LASTS = timedelta(days=7)  # of a host that was not verified and that somebody else wants
_DEEPEST = 32  # levels of objects and lists; those of Apple and Google have six
_MOST_ASSOCIATION = 64 * 1024  # characters of JSON; Apple takes 128 KiB
_APPLE_PARTS = ("applinks", "webcredentials", "appclips", "activitycontinuation")


def list_domains(ctx: Context) -> list[DomainView]:
    """Return the workspace's domains, the default one first."""
    rows = Domain.select().where(Domain.workspace == ctx.actor.workspace_id)
    return [view(row) for row in rows.order_by(Domain.is_default.desc(), Domain.host)]


def get_domain(ctx: Context, domain_id: str) -> DomainView:
    """Return a domain by id, UUID or host.

    Raises:
        NotFound: no such domain in this workspace.
    """
    return view(get_row(ctx, domain_id))


def get_default(ctx: Context) -> DomainView:
    """Return the domain whose address new codes carry.

    Raises:
        NotFound: the workspace has none.
    """
    return view(get_owned(ctx, None))


def create_domain(ctx: Context, draft: DomainDraft) -> DomainView:
    """Add a domain. Links may be made on it at once; visitors are answered when it has been verified.

    A neighbour's claim that was not verified within seven days, and on which no link has ever been, lapses: their
    domain is removed, so that nobody keeps a host from its owner by naming it first.

    Raises:
        Invalid: it is no http(s) address, has a path, or only works on this computer.
        BadDestination: where it should lead cannot be used.
        Invalid: the look of new codes has a picture or font that is not there.
        Conflict: somebody has it already, or links lead there.
        FeatureNotAvailable: the plan has no domains of one's own.
    """
    require_own_domains(ctx)
    address = parse(draft.url)
    if hosts.is_loopback(address.host):
        raise Invalid.field("url", f"{address.host} is this computer, which always answers for the default domain.")
    require_certifiable(address)
    with database.write():
        epoch = database.bump_epoch()
        check_no_circle(ctx.actor.workspace_id, address.host)
        _let_lapse(ctx, address.host)
        if draft.default_design is not None:
            design_assets.check(ctx, draft.default_design, "default_design")
        row = _insert(ctx, draft, address, epoch)
        # after it is there: it must not lead to itself
        row.index_url = check_outside(ctx, draft.index_url, "index_url")
        row.fallback_url = check_outside(ctx, draft.fallback_url, "fallback_url")
        row.save(only=[Domain.index_url, Domain.fallback_url])
        return view(row)


def _let_lapse(ctx: Context, host: str) -> None:
    """Remove another workspace's domain called ``host`` if they have long had time to verify it and did not."""
    row = Domain.get_or_none((Domain.host == host) & (Domain.workspace != ctx.actor.workspace_id))
    if row is None or row.verified_at is not None or row.is_default or row.created_at > ctx.now - _CLAIM_LASTS:
        return
    if not _was_used(row):
        said = differences.between(view(row), None, {})
        journal.write(row.workspace_id, "domain.lapsed", said, at=ctx.now, subject=Subject(row.public_id, row.host))
        _remove(row)


def _remove(row: Domain) -> None:
    """Delete a domain and who asked for addresses on it: SQLite gives its number to the next, perhaps a stranger's."""
    MissDay.delete().where(MissDay.domain_id == row.id).execute()
    row.delete_instance()


def _was_used(row: Domain) -> bool:
    """Say whether a link is, or ever was, on a domain."""
    return Slug.select().where(Slug.domain == row.id).exists() or Link.select().where(Link.domain == row.id).exists()


def _token(ctx: Context, host: str) -> str:
    """Return what proves a host to be the workspace's: the same again where it was removed and comes back.

    Nobody can tell it beforehand who does not have the secret key, and another workspace is asked for another one.
    """
    workspace = Workspace.get_by_id(ctx.actor.workspace_id)
    said = f"qrdesk domain proof\0{workspace.uuid}\0{host}"
    return hmac.new(ctx.secret_key, said.encode(), "sha256").hexdigest()[:32]


def _insert(ctx: Context, draft: DomainDraft, address: Address, epoch: int) -> Domain:
    try:
        with database.write():
            return Domain.create(
                workspace=ctx.actor.workspace_id,
                scheme=address.scheme,
                host=address.host,
                case_sensitive=draft.case_sensitive,
                default_design=draft.default_design.model_dump_json() if draft.default_design else "",
                verify_token=_token(ctx, address.host),
                epoch=epoch,
                created_at=ctx.now,
            )
    except IntegrityError as clash:
        holder = Domain.get(Domain.host == address.host)
        reason = (
            f"{address.host} is one of your domains already."
            if holder.workspace_id == ctx.actor.workspace_id
            else f"{address.host} belongs to another workspace on this server."
        )
        raise Conflict(reason, field_errors={"url": reason}) from clash


def update_domain(ctx: Context, domain_id: str, patch: DomainPatch) -> DomainView:
    """Change what a domain says of itself. Its host and whether it tells capitals apart are fixed for ever.

    Raises:
        NotFound: no such domain.
        BadDestination: where it should lead cannot be used.
        Invalid: an association cannot be used; the look of new codes has a picture or font that is not there.
    """
    sent = {name: getattr(patch, name) for name in patch.model_fields_set}
    with database.write():
        epoch = database.bump_epoch()  # first: on PostgreSQL its row keeps other edits waiting until we are done
        row = get_row(ctx, domain_id)
        for name, value in sent.items():
            setattr(row, name, _stored(ctx, name, value))
        row.epoch, row.updated_at = epoch, ctx.now
        row.save(only=[*(getattr(Domain, name) for name in sent), Domain.epoch, Domain.updated_at])
        return view(row)


def _stored(ctx: Context, name: str, value: Any) -> str:
    """Return the text that a column of the domain keeps.

    Raises:
        BadDestination, Invalid: it cannot be kept; the field is named.
    """
    if name in {"index_url", "fallback_url"}:
        return check_outside(ctx, value, name)
    if value is None:
        return ""
    if name == "default_design":
        design_assets.check(ctx, value, name)
        return value.model_dump_json()
    if name == "scheme":
        return value
    _check_association(name, value)
    return _as_json(name, value)


def _as_json(name: str, value: Any) -> str:
    """Return an association as text that every answer about the domain can show again.

    Raises:
        Invalid: it is no JSON that all programs read, or too much of it.
    """
    level = [value]
    for _ in range(_DEEPEST):
        level = [part for one in level for part in _parts(one)]
    if level:
        raise Invalid.field(name, f"Its parts lie too deep in one another: {_DEEPEST} levels are the most.")
    try:
        json.dumps(value, allow_nan=False, ensure_ascii=False).encode()  # half a character is no UTF-8
        text = json.dumps(value, separators=(",", ":"))
    except ValueError as fault:
        raise Invalid.field(name, "This cannot be written as JSON.") from fault
    if len(text) > _MOST_ASSOCIATION:
        raise Invalid.field(name, f"This is too long: {_MOST_ASSOCIATION // 1024} KiB are the most.")
    return text


def _parts(value: Any) -> Iterable[Any]:
    if isinstance(value, dict):
        return value.values()
    return value if isinstance(value, (list, tuple)) else ()


def _check_association(name: str, value: Any) -> None:
    if name == "apple_association" and not any(isinstance(value.get(part), dict) for part in _APPLE_PARTS):
        raise Invalid.field(name, f"One of these objects is needed in it: {', '.join(_APPLE_PARTS)}.")
    if name == "asset_links":
        for place, statement in enumerate(value):
            if not (isinstance(statement.get("relation"), list) and isinstance(statement.get("target"), dict)):
                reason = "Each statement needs “relation” (a list) and “target” (an object)."
                raise Invalid(reason, field_errors={f"asset_links.{place}": reason})


def delete_domain(ctx: Context, domain_id: str) -> None:
    """Remove a domain on which no link has ever been.

    Raises:
        NotFound: no such domain.
        Conflict: it is the default one, or a link is or was there: printed codes may lead there.
    """
    with database.write():
        database.bump_epoch()
        row = get_row(ctx, domain_id)
        if row.is_default:
            raise Conflict(f"New codes carry {row.host}. Make another domain the default one first.")
        if _was_used(row):
            raise Conflict(f"Links are, or were, at {row.host}, and printed codes may lead there. It stays.")
        _remove(row)


def set_public_url(ctx: Context, draft: PublicUrlDraft) -> DomainView:
    """Make an address the one that new codes carry. Codes already printed keep resolving.

    Links whose address only worked on this computer or network move along, unless their slug is taken at the new
    one; those of any other address stay there.

    Raises:
        Invalid: it is no http(s) address, has a path, or a name that nobody gives a certificate to.
        Conflict: it belongs to another workspace on this server, is not verified, or links lead there.
    """
    address = parse(draft.url)
    if not is_default(ctx.actor.workspace_id, address):
        require_certifiable(address)
    with database.write():
        _check_proven(ctx, address)
        return view(make_default(ctx.actor.workspace_id, address, ctx.now))


def _check_proven(ctx: Context, address: Address) -> None:
    """Refuse what the caller would only claim. Whoever runs the server need not prove a new address to themselves.

    Raises:
        Conflict: it must be verified first.
    """
    row = Domain.get_or_none(Domain.host == address.host)
    if row is None:
        first = Workspace.select().order_by(Workspace.id).first()
        if ctx.actor.operator or first is None or first.id == ctx.actor.workspace_id:
            return
        reason = f"Add {address.host} as a domain and verify it first. Nothing was changed."
    elif row.workspace_id != ctx.actor.workspace_id or row.verified_at is not None or row.is_default:
        return
    else:
        reason = (
            f"{address.host} is not verified, so nobody would be answered there. Nothing was changed. Verify it first."
        )
    raise Conflict(reason, field_errors={"url": reason})
