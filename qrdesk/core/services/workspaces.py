"""The workspace an actor acts in, and those that whoever runs the server adds."""

from dataclasses import replace
from datetime import UTC, datetime

from qrdesk.core import database
from qrdesk.core.context import ALL, Actor, Context
from qrdesk.core.errors import Conflict, Forbidden, Invalid, NotFound
from qrdesk.core.hits import pending, rollups, zones
from qrdesk.core.models import Domain, Member, Workspace
from qrdesk.core.public_url import parse, require_certifiable
from qrdesk.core.schemas.access import Role, WorkspacePatch, WorkspaceView
from qrdesk.core.schemas.members import WorkspaceDraft
from qrdesk.core.services import audit, domains
from qrdesk.core.settings import DEFAULT_PUBLIC_URL
from qrdesk.core.zone import known, local_zone

_KNOWN_TO_REDIRECTS = ("time_zone", "honour_dnt")


def get_workspace(ctx: Context) -> WorkspaceView:
    """Return the workspace of the caller."""
    return _view(_own(ctx))


def update_workspace(ctx: Context, patch: WorkspacePatch) -> WorkspaceView:
    """Change name, time zone, or what is kept of hits.

    In another zone days begin at other hours: hits are counted into days anew. Where there are many of them, that is
    done in the background and takes some minutes. Days whose hits have been deleted stay as they were counted.

    Raises:
        Invalid: no such time zone.
        Conflict: for whoever sits at the computer with the database: another workspace is called so. A key is not to
            learn that.
        Forbidden: how long the audit log is kept is for owners to say.
    """
    changes = patch.model_dump(exclude_unset=True)
    _check_zone(changes.get("time_zone"))
    if "keep_audit_days" in changes and ctx.actor.role is not Role.OWNER:
        raise Forbidden("Only an owner may say how long the audit log is kept. Nothing was changed.")
    with database.write():
        database.hold_edits()  # before the sums, as everybody who locks both: nobody waits in a circle
        rollups.lock()
        before = _own(ctx)
        if ctx.actor.operator and "name" in changes:
            _check_free(changes["name"], before)
        if any(changes.get(name, getattr(before, name)) != getattr(before, name) for name in _KNOWN_TO_REDIRECTS):
            database.bump_epoch()
        if changes:
            Workspace.update(**changes).where(Workspace.id == ctx.actor.workspace_id).execute()
        after = _own(ctx)
        if after.time_zone != before.time_zone:
            zones.join_days(after.id, before.time_zone, after.time_zone)
            pending.ask_for(after.id)
    if after.time_zone != before.time_zone:
        database.afterwards(lambda: pending.count_if_few(now=ctx.now))  # takes seconds: nobody is to wait for it
    return _view(after)


def list_workspaces(ctx: Context) -> list[WorkspaceView]:
    """Return all workspaces of the database, the first one first. For whoever sits at the computer with it.

    Raises:
        Forbidden: the caller came with a key.
    """
    ctx.actor.require_operator()
    return [_view(row) for row in Workspace.select().order_by(Workspace.id)]


def create_workspace(ctx: Context, draft: WorkspaceDraft) -> WorkspaceView:
    """Make a workspace with an owner and an address of its own. For whoever sits at the computer with the database.

    Raises:
        Forbidden: the caller came with a key.
        Invalid: no such time zone, or an address that cannot be used.
        Conflict: the address belongs to another workspace, or one is called so.
    """
    ctx.actor.require_operator()
    _check_zone(draft.time_zone)
    address = parse(draft.url)
    require_certifiable(address)
    with database.write():
        database.bump_epoch()  # first: on PostgreSQL its row keeps other edits waiting until we are done
        _check_free(draft.name)
        if Domain.select().where(Domain.host.in_(domains.spellings(address.host))).exists():
            reason = f"{address.host} belongs to another workspace on this server. Choose another address."
            raise Conflict(reason, field_errors={"url": reason})
        row = Workspace.create(name=draft.name, time_zone=draft.time_zone or local_zone(), created_at=ctx.now)
        owner = Member.create(workspace=row, name=draft.owner, role="owner", created_at=ctx.now)
        domains.make_default(row.id, address, ctx.now)
        made = _view(row)
        # in its own log: the people of the caller's workspace are not to read of it
        own = replace(ctx, actor=_operator(owner, ctx.actor))
        audit.note(own, "workspace.created", None, made)
    return made


def find_owner() -> Actor | None:
    """Return the owner of the first workspace."""
    first = Workspace.select(Workspace.id).order_by(Workspace.id).first()
    return None if first is None else _find_owner_of(first)


def get_owner(name: str) -> Actor:
    """Return the owner of the workspace called by id, UUID or name.

    Raises:
        NotFound: there is no such workspace.
        Conflict: several have that name.
    """
    found = list(Workspace.select().where((Workspace.public_id == name) | (Workspace.uuid == name)))
    if not found:
        wanted = " ".join(name.split()).casefold()
        found = [row for row in Workspace.select().order_by(Workspace.id) if row.name.casefold() == wanted]
    if len(found) > 1:
        ids = ", ".join(row.public_id for row in found)
        raise Conflict(f"{len(found)} workspaces are called “{name}”. Give the id of one: {ids}.")
    owner = _find_owner_of(found[0]) if found else None
    if owner is None:
        raise NotFound(f"There is no workspace “{name}” in this database.")
    return owner


def make_owner(name: str = "My workspace", owner: str = "Owner") -> Actor:
    """Make the first workspace and its owner, within the running transaction. Its address is this computer's."""
    now = datetime.now(UTC)
    workspace = Workspace.create(name=name, time_zone=local_zone(), created_at=now)
    member = Member.create(workspace=workspace, name=owner, role="owner", created_at=now)
    domains.make_default(workspace.id, parse(DEFAULT_PUBLIC_URL), now)
    return _operator(member)


def _find_owner_of(workspace: Workspace) -> Actor | None:
    owners = (Member.workspace == workspace.id) & (Member.role == "owner") & Member.left_at.is_null()
    member = Member.select().where(owners).order_by(Member.id).first()
    return None if member is None else _operator(member)


def _operator(member: Member, like: Actor | None = None) -> Actor:
    """Return who sits at the computer with the database: its first owner."""
    actor = Actor(member.workspace_id, frozenset({ALL}), member_id=member.id, name=member.name, operator=True)
    return actor if like is None else replace(actor, origin=like.origin)


def _check_zone(name: str | None) -> None:
    if name is not None and not known(name):
        raise Invalid.field("time_zone", f"There is no time zone “{name}”. Europe/Berlin is one.")


def _check_free(name: str, own: Workspace | None = None) -> None:
    """Refuse a name that another workspace has: it is what whoever sits at the database calls it by.

    Raises:
        Conflict: it is taken.
    """
    for row in Workspace.select():
        if row.name.casefold() == name.casefold() and (own is None or row.id != own.id):
            reason = f"There is a workspace “{row.name}” already. Choose another name."
            raise Conflict(reason, field_errors={"name": reason})


def _own(ctx: Context) -> Workspace:
    workspace = Workspace.get_or_none(Workspace.id == ctx.actor.workspace_id)
    if workspace is None:
        raise NotFound("This workspace no longer exists.")
    return workspace


def _view(row: Workspace) -> WorkspaceView:
    default = domains.find_default(row.id)
    return WorkspaceView(
        id=row.public_id,
        uuid=row.uuid,
        name=row.name,
        url=None if default is None else domains.url_of(default),
        plan=row.plan,
        time_zone=row.time_zone,
        keep_hits_days=row.keep_hits_days,
        honour_dnt=row.honour_dnt,
        hits_from=row.hits_from,
        keep_audit_days=row.keep_audit_days,
        created_at=row.created_at,
    )
