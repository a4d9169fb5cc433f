"""Invitations as rows: found with who backs them and who came by them, and what has become of them."""

from typing import Any, Literal

from peewee import JOIN

from qrdesk.core.context import ALL, Context
from qrdesk.core.errors import NotFound
from qrdesk.core.models import Invitation, Key, Member
from qrdesk.core.schemas.access import Role, Scope, scopes_of
from qrdesk.core.services.key_rows import reach, role

Status = Literal["open", "accepted", "revoked", "expired"]
_MOST_OVER = 1_000  # of those that are over, so many are listed
_STILL = Invitation.accepted_at.is_null() & Invitation.revoked_at.is_null()


def list_rows(ctx: Context) -> list[Invitation]:
    """Return the workspace's invitations, newest first: all that are open, and the last of those that are over."""
    over = Invitation.alias()
    open_ones = over.accepted_at.is_null() & over.revoked_at.is_null() & (over.expires_at > ctx.now)
    of_mine = (over.workspace == ctx.actor.workspace_id) & ~open_ones
    last = over.select(over.id).where(of_mine).order_by(over.id.desc()).limit(_MOST_OVER)
    mine = Invitation.workspace == ctx.actor.workspace_id
    return list(_rows().where(mine & (_is_open(ctx) | Invitation.id.in_(last))).order_by(Invitation.id.desc()))


def count_open(ctx: Context) -> int:
    """Return how many of the workspace's invitations nobody has come by yet, though there is time."""
    return Invitation.select().where((Invitation.workspace == ctx.actor.workspace_id) & _is_open(ctx)).count()


def get_row(ctx: Context, name: str) -> Invitation:
    """Return an invitation of the workspace by id or UUID.

    Raises:
        NotFound: no such invitation in this workspace.
    """
    mine = Invitation.workspace == ctx.actor.workspace_id
    row = _rows().where(mine & ((Invitation.public_id == name) | (Invitation.uuid == name))).first()
    if row is None:
        raise NotFound.of("invitation", name)
    return row


def find_by_digest(digest: str) -> Invitation | None:
    """Return the invitation whose code has this digest, in whichever workspace."""
    return _rows().where(Invitation.digest == digest).first()


def status_of(ctx: Context, row: Invitation) -> Status:
    """Return what has become of an invitation."""
    if row.accepted_at is not None:
        return "accepted"
    if row.revoked_at is not None or not _is_backed(ctx, row):
        return "revoked"
    return "expired" if row.expires_at <= ctx.now else "open"


def backing_key(row: Invitation) -> Key | None:
    """Return the key that made an invitation; None where that was done without one."""
    return getattr(row, "made_with", None)


def _rows() -> Any:
    """Return the query for invitations, each with who came by it, and the member and the key that made it."""
    inviter = Member.alias()
    columns = (Key.id, Key.scopes, Key.plan, Key.rate_limit, Key.allowed_networks, Key.expires_at, Key.revoked_at)
    return (
        Invitation.select(Invitation, Member, inviter, *columns)
        .join_from(Invitation, Member, JOIN.LEFT_OUTER, on=(Invitation.member == Member.id))
        .join_from(Invitation, inviter, JOIN.LEFT_OUTER, on=(Invitation.inviter_id == inviter.id), attr="inviter")
        .join_from(Invitation, Key, JOIN.LEFT_OUTER, on=(Invitation.key_id == Key.id), attr="made_with")
    )


def _is_open(ctx: Context) -> Any:
    return _STILL & (Invitation.expires_at > ctx.now)


def _is_backed(ctx: Context, row: Invitation) -> bool:
    """Say whether who made an invitation might still do so: one that has left must not come back by it."""
    inviter: Member | None = getattr(row, "inviter", None)
    if row.key_id is not None and not _may_invite(ctx, row, None if inviter is None else inviter.role):
        return False
    if row.inviter_id is None:
        return True
    needed = {Role.OWNER.value} if row.role == Role.OWNER else {Role.OWNER.value, Role.ADMIN.value}
    return inviter is not None and inviter.left_at is None and inviter.role in needed


def _may_invite(ctx: Context, row: Invitation, inviters: str | None) -> bool:
    key = backing_key(row)
    if key is None or key.revoked_at is not None or (key.expires_at is not None and key.expires_at <= ctx.now):
        return False
    held = reach(key.scopes, role(inviters))
    return ALL in held or {Scope.MEMBERS_CREATE, *scopes_of(Role(row.role))} <= held
