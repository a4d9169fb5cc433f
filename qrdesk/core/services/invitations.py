"""Invitations: a code that is shown once and lets one more person in, once."""

import hashlib
import secrets as randomness
from dataclasses import replace
from datetime import timedelta
from typing import Any, Literal

from peewee import JOIN, Field

from qrdesk.core import database
from qrdesk.core.context import ALL, Actor, Context
from qrdesk.core.errors import Conflict, InvitationOver, NotFound
from qrdesk.core.ids import BASE62
from qrdesk.core.models import Invitation, Key, Member
from qrdesk.core.schemas.access import KeyDraft, Role
from qrdesk.core.schemas.members import (
    AcceptDraft,
    AcceptedView,
    InvitationDraft,
    InvitationView,
    NewInvitationView,
)
from qrdesk.core.services import audit, keys, members, workspaces

_PREFIX = "qri_"
_RANDOM = 32  # base62 characters, 190 bits: nothing to guess, and no need for a slow hash
_Status = Literal["open", "accepted", "revoked", "expired"]
_OVER = {
    "accepted": "This invitation has been used. Ask for another one.",
    "revoked": "This invitation has been taken back. Ask for another one.",
    "expired": "This invitation has expired. Ask for another one.",
}


def create_invitation(ctx: Context, draft: InvitationDraft) -> NewInvitationView:
    """Make a code for somebody to come in with. The answer is the one time that it can be seen.

    Raises:
        Forbidden: only owners invite owners.
        ScopeMissing: the role reaches further than the caller's own key.
    """
    members.check_may_give(ctx, draft.role)
    code = _PREFIX + "".join(randomness.choice(BASE62) for _ in range(_RANDOM))
    with database.write():
        row = Invitation.create(
            workspace=ctx.actor.workspace_id,
            name=draft.name,
            role=draft.role.value,
            digest=_digest(code),
            created_at=ctx.now,
            expires_at=ctx.now + timedelta(days=draft.days),
            inviter_id=ctx.actor.member_id,
            key_id=ctx.actor.key_id,
        )
    return NewInvitationView(**_view(ctx, row).model_dump(), code=code)


def list_invitations(ctx: Context) -> list[InvitationView]:
    """Return the workspace's invitations, newest first, those that are over included."""
    rows = _with_members().where(Invitation.workspace == ctx.actor.workspace_id).order_by(Invitation.id.desc())
    return [_view(ctx, row) for row in rows]


def get_invitation(ctx: Context, invitation_id: str) -> InvitationView:
    """Return an invitation by id or UUID.

    Raises:
        NotFound: no such invitation in this workspace.
    """
    return _view(ctx, _get_row(ctx, invitation_id))


def revoke_invitation(ctx: Context, invitation_id: str) -> None:
    """Take an invitation back. Its code lets nobody in any more.

    Raises:
        NotFound: no such invitation in this workspace.
        Forbidden: only owners take back an owner's invitation.
        Conflict: somebody has come by it.
    """
    with database.write():
        row = _get_row(ctx, invitation_id)
        members.check_owners(ctx, row.role)
        if not _claim(row, Invitation.revoked_at, ctx) and _get_row(ctx, invitation_id).accepted_at is not None:
            raise Conflict(f"“{row.name}” has come by this invitation. Remove the member instead.")


def accept_invitation(ctx: Context, draft: AcceptDraft) -> AcceptedView:
    """Come into a workspace by invitation. The answer holds your key: the one time that it can be seen.

    Raises:
        NotFound: there is no such code.
        InvitationOver: it has been used, taken back, or has expired.
    """
    with database.write():
        row = Invitation.get_or_none(Invitation.digest == _digest(draft.code))
        if row is None:
            raise NotFound("This code is not known here. Copy all of it; it begins with qri_.")
        status = _status(ctx, row)
        if status != "open" or not _claim(row, Invitation.accepted_at, ctx):
            raise InvitationOver(_OVER[status if status != "open" else "accepted"])
        member = Member.create(
            workspace=row.workspace_id, name=draft.name or row.name, role=row.role, created_at=ctx.now
        )
        row.member = member
        row.save(only=[Invitation.member])
        own = replace(ctx, actor=_actor_of(ctx, member))
        key = keys.issue_key(own, member.workspace_id, KeyDraft(name=member.name), member)
        answer = AcceptedView(workspace=workspaces.get_workspace(own), member=members.view(member), key=key)
        audit.note(own, "invitation.accepted", None, answer.member)
        return answer


def _actor_of(ctx: Context, member: Member) -> Actor:
    return Actor(
        member.workspace_id,
        frozenset({ALL}),
        member_id=member.id,
        role=Role(member.role),
        name=member.name,
        origin=ctx.actor.origin,
    )


def _claim(row: Invitation, column: "Field[Any]", ctx: Context) -> bool:
    """Set one of the two instants at which an invitation is over; say whether it was open until now."""
    still = Invitation.accepted_at.is_null() & Invitation.revoked_at.is_null()
    return bool(Invitation.update({column: ctx.now}).where((Invitation.id == row.id) & still).execute())


def _status(ctx: Context, row: Invitation) -> _Status:
    if row.accepted_at is not None:
        return "accepted"
    if row.revoked_at is not None or not _is_backed(row):
        return "revoked"
    return "expired" if row.expires_at <= ctx.now else "open"


def _is_backed(row: Invitation) -> bool:
    """Say whether who made an invitation might still do so: one that has left must not come back by it."""
    if row.key_id is not None and not Key.select().where((Key.id == row.key_id) & Key.revoked_at.is_null()).exists():
        return False
    if row.inviter_id is None:
        return True
    inviter = Member.get_or_none((Member.id == row.inviter_id) & Member.left_at.is_null())
    needed = {Role.OWNER.value} if row.role == Role.OWNER else {Role.OWNER.value, Role.ADMIN.value}
    return inviter is not None and inviter.role in needed


def _with_members() -> Any:
    """Return the query for invitations, each with who came by it."""
    return Invitation.select(Invitation, Member).join(Member, JOIN.LEFT_OUTER, on=(Invitation.member == Member.id))


def _digest(code: str) -> str:
    return hashlib.sha256(code.strip().encode()).hexdigest()


def _get_row(ctx: Context, name: str) -> Invitation:
    mine = Invitation.workspace == ctx.actor.workspace_id
    row = Invitation.get_or_none(mine & ((Invitation.public_id == name) | (Invitation.uuid == name)))
    if row is None:
        raise NotFound.of("invitation", name)
    return row


def _view(ctx: Context, row: Invitation) -> InvitationView:
    return InvitationView(
        id=row.public_id,
        uuid=row.uuid,
        name=row.name,
        role=Role(row.role),
        status=_status(ctx, row),
        created_at=row.created_at,
        expires_at=row.expires_at,
        accepted_at=row.accepted_at,
        member_id=None if row.member is None else row.member.public_id,
    )
