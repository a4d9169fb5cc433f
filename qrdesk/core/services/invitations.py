"""Invitations: a code that is shown once and lets one more person in, once."""

import hashlib
import secrets as randomness
from dataclasses import asdict, replace
from datetime import timedelta
from typing import Any

from peewee import Field

from qrdesk.core import database
from qrdesk.core.context import ALL, Actor, Context
from qrdesk.core.errors import Conflict, InvitationOver, NotFound
from qrdesk.core.ids import BASE62
from qrdesk.core.key_texts import INVITATION_PREFIX, digest
from qrdesk.core.models import Invitation, Key, Member
from qrdesk.core.schemas.access import KeyDraft, Role
from qrdesk.core.schemas.members import (
    AcceptDraft,
    AcceptedView,
    InvitationDraft,
    InvitationView,
    NewInvitationView,
)
from qrdesk.core.services import audit, key_bounds, keys, members, workspaces
from qrdesk.core.services.invitation_rows import (
    Status,
    backing_key,
    count_open,
    find_by_digest,
    get_row,
    list_rows,
    status_of,
)
from qrdesk.core.services.key_rows import is_good, with_members

_RANDOM = 32  # base62 characters, 190 bits: nothing to guess, and no need for a slow hash
MOST_OPEN = 1_000  # invitations of a workspace
_OVER: dict[Status, str] = {
    "accepted": "This invitation has been used. Ask for another one.",
    "revoked": "This invitation has been taken back. Ask for another one.",
    "expired": "This invitation has expired. Ask for another one.",
}


def create_invitation(ctx: Context, draft: InvitationDraft) -> NewInvitationView:
    """Make a code for somebody to come in with. The answer is the one time that it can be seen.

    It is good for as long as the key that made it might make it again. The key that somebody gets by it is bound as
    that one is: by its plan, requests per minute, end and networks.

    Raises:
        Forbidden: only owners invite owners.
        ScopeMissing: the role reaches further than the caller's own key.
        Conflict: too many are open.
    """
    members.check_may_give(ctx, draft.role)
    code = INVITATION_PREFIX + "".join(randomness.choice(BASE62) for _ in range(_RANDOM))
    with database.write():
        if count_open(ctx) >= MOST_OPEN:
            raise Conflict(f"{MOST_OPEN:,} invitations are open here, and there is no room for more. Take some back.")
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
        made = get_row(ctx, row.public_id)
    return NewInvitationView(**_view(ctx, made).model_dump(), code=code)


def list_invitations(ctx: Context) -> list[InvitationView]:
    """Return the workspace's invitations, newest first. Of those that are over it is the last 1,000."""
    return [_view(ctx, row) for row in list_rows(ctx)]


def get_invitation(ctx: Context, invitation_id: str) -> InvitationView:
    """Return an invitation by id or UUID.

    Raises:
        NotFound: no such invitation in this workspace.
    """
    return _view(ctx, get_row(ctx, invitation_id))


def revoke_invitation(ctx: Context, invitation_id: str) -> None:
    """Take an invitation back. Its code lets nobody in any more.

    Raises:
        NotFound: no such invitation in this workspace.
        Forbidden: only owners take back an owner's invitation.
        Conflict: somebody has come by it.
    """
    with database.write():
        row = get_row(ctx, invitation_id)
        members.check_owners(ctx, row.role)
        if _claim(row, Invitation.revoked_at, ctx):
            audit.note(ctx, "invitation.revoked", _view(ctx, row), None)
        elif get_row(ctx, invitation_id).accepted_at is not None:
            raise Conflict(f"“{row.name}” has come by this invitation. Remove the member instead.")


def accept_invitation(ctx: Context, draft: AcceptDraft) -> AcceptedView:
    """Come into a workspace by invitation. The answer holds your key: the one time that it can be seen.

    Raises:
        NotFound: there is no such code.
        InvitationOver: it has been used, taken back, or has expired.
        Conflict: the workspace has no room for one more key.
    """
    with database.write():
        row = find_by_digest(_digest(draft.code))
        if row is None:
            raise NotFound("This code is not known here. Copy all of it; it begins with qri_.")
        status = status_of(ctx, row)
        if status != "open" or not _claim(row, Invitation.accepted_at, ctx):
            raise InvitationOver(_OVER[status if status != "open" else "accepted"])
        member = Member.create(
            workspace=row.workspace_id, name=draft.name or row.name, role=row.role, created_at=ctx.now
        )
        row.member = member
        row.save(only=[Invitation.member])
        own = replace(ctx, actor=_actor_of(ctx, member))
        key = keys.issue_key(own, member.workspace_id, _bound(row, KeyDraft(name=member.name)), member)
        answer = AcceptedView(workspace=workspaces.get_workspace(own), member=members.view(member), key=key)
        audit.note(own, "invitation.accepted", None, answer.member)
        return answer


def confirm_given(ctx: Context, key_text: str) -> None:
    """Do nothing while the key that somebody got by an invitation is as they got it.

    Raises:
        InvitationOver: it was rotated, revoked, or has expired, or its member has gone.
    """
    same = (Key.digest == digest(key_text)) & is_good(ctx) & Member.left_at.is_null()
    if not with_members().where(same).exists():
        raise InvitationOver(_OVER["accepted"])


def _bound(row: Invitation, draft: KeyDraft) -> KeyDraft:
    """Return the draft bound as the key that made the invitation: nobody sheds what binds them by inviting."""
    made_with = backing_key(row)
    return draft if made_with is None else draft.model_copy(update=asdict(key_bounds.bounds_of(made_with)))


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


def _digest(code: str) -> str:
    return hashlib.sha256(code.strip().encode()).hexdigest()


def _view(ctx: Context, row: Invitation) -> InvitationView:
    return InvitationView(
        id=row.public_id,
        uuid=row.uuid,
        name=row.name,
        role=Role(row.role),
        status=status_of(ctx, row),
        created_at=row.created_at,
        expires_at=row.expires_at,
        accepted_at=row.accepted_at,
        member_id=None if row.member is None else row.member.public_id,
    )
