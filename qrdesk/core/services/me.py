"""Who is asking: what a program shows of itself, and what an app asks first of a server."""

from qrdesk.core.context import ALL, Context
from qrdesk.core.models import Key, Member, Workspace
from qrdesk.core.schemas.access import Scope
from qrdesk.core.schemas.members import MeKeyView, MeView
from qrdesk.core.services import members, workspaces


def get_me(ctx: Context) -> MeView:
    """Return whose key this is, its workspace, and how far it may go."""
    actor = ctx.actor
    member = None if actor.member_id is None else Member.get_or_none(Member.id == actor.member_id)
    key = None if actor.key_id is None else Key.get_or_none(Key.id == actor.key_id)
    return MeView(
        workspace=workspaces.get_workspace(ctx),
        plan=Workspace.get_by_id(actor.workspace_id).plan,
        member=None if member is None else members.view(member),
        role=actor.role,
        scopes=[scope.value for scope in Scope if ALL in actor.scopes or scope in actor.scopes],
        key=None if key is None else _key_view(key),
    )


def _key_view(row: Key) -> MeKeyView:
    return MeKeyView(
        id=row.public_id, name=row.name, hint=f"{row.start}…{row.end}", plan=row.plan, expires_at=row.expires_at
    )
