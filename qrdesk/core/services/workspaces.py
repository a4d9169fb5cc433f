"""The workspace an actor acts in."""

from datetime import UTC, datetime

from qrdesk.core import database
from qrdesk.core.context import ALL, Actor, Context
from qrdesk.core.errors import Invalid, NotFound
from qrdesk.core.hits import pending, rollups, zones
from qrdesk.core.models import Member, Workspace
from qrdesk.core.public_url import parse
from qrdesk.core.schemas.access import WorkspacePatch, WorkspaceView
from qrdesk.core.services import domains
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
    """
    changes = patch.model_dump(exclude_unset=True)
    if "time_zone" in changes and not known(changes["time_zone"]):
        raise Invalid.field("time_zone", f"There is no time zone “{changes['time_zone']}”. Europe/Berlin is one.")
    with database.write():
        database.hold_epoch()  # before the sums, as everybody who locks both: nobody waits in a circle
        rollups.lock()
        before = _own(ctx)
        if any(changes.get(name, getattr(before, name)) != getattr(before, name) for name in _KNOWN_TO_REDIRECTS):
            database.bump_epoch()
        if changes:
            Workspace.update(**changes).where(Workspace.id == ctx.actor.workspace_id).execute()
        after = _own(ctx)
        if after.time_zone != before.time_zone:
            zones.join_days(after.id, before.time_zone, after.time_zone)
            pending.ask_for(after.id)
    if after.time_zone != before.time_zone:
        pending.count_if_few(now=ctx.now)
    return _view(after)


def find_owner() -> Actor | None:
    """Return the owner of the first workspace."""
    member = Member.select().where(Member.role == "owner").order_by(Member.id).first()
    return None if member is None else Actor(member.workspace_id, frozenset({ALL}), member_id=member.id)


def make_owner() -> Actor:
    """Make the first workspace and its owner, within the running transaction. Its address is this computer's."""
    now = datetime.now(UTC)
    workspace = Workspace.create(name="My workspace", time_zone=local_zone(), created_at=now)
    member = Member.create(workspace=workspace, name="Owner", role="owner", created_at=now)
    domains.make_default(workspace.id, parse(DEFAULT_PUBLIC_URL), now)
    return Actor(workspace.id, frozenset({ALL}), member_id=member.id)


def _own(ctx: Context) -> Workspace:
    workspace = Workspace.get_or_none(Workspace.id == ctx.actor.workspace_id)
    if workspace is None:
        raise NotFound("This workspace no longer exists.")
    return workspace


def _view(row: Workspace) -> WorkspaceView:
    return WorkspaceView(
        id=row.public_id,
        uuid=row.uuid,
        name=row.name,
        time_zone=row.time_zone,
        keep_hits_days=row.keep_hits_days,
        honour_dnt=row.honour_dnt,
        hits_from=row.hits_from,
        created_at=row.created_at,
    )
