"""Keys: made and shown once, changed, given a new text, revoked at once.

A key of a member (a user key) does what the member's role allows and ends with the membership; a key of a program
(a bot key) stays when people go.
"""

import base64
import secrets as randomness
from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import datetime, timedelta
from typing import Any

from qrdesk.core import database, secrets
from qrdesk.core.context import Context
from qrdesk.core.errors import Conflict, Forbidden, Invalid
from qrdesk.core.key_texts import digest, mint
from qrdesk.core.models import Key, Member
from qrdesk.core.schemas.access import KeyDraft, KeyPatch, KeyView, NewKeyView, RotatedKeyView, RotationDraft
from qrdesk.core.services import key_bounds, plans, sealing
from qrdesk.core.services.authenticating import authenticate
from qrdesk.core.services.key_rows import (
    check_acting_for,
    check_touchable,
    check_within,
    get_row,
    held_row,
    is_good,
    view,
    with_members,
)

__all__ = [
    "authenticate",
    "create_key",
    "find_own_key",
    "get_key",
    "issue_key",
    "list_keys",
    "revoke_key",
    "rotate_key",
    "rotate_own_key",
    "update_key",
]
_BOUNDS = frozenset({"expires_at", "allowed_networks", "rate_limit", "plan"})
_START, _END = 8, 4  # characters that are shown, to tell keys apart
MOST_GOOD = 1_000  # keys of a workspace that can be used
_MOST_OVER = 1_000  # of those that cannot be used any more, so many are listed


def create_key(ctx: Context, draft: KeyDraft) -> NewKeyView:
    """Make a key. The answer is the one time that it can be seen.

    It reaches no further than the key that asks, and is bound as that one is: by its plan, requests per minute, end
    and networks. What is left out of these is taken from there. For another member only an owner makes one.

    Raises:
        ScopeMissing: it would reach further than the caller.
        Forbidden: it would be freer than the key that asks, or it is for another member, and the caller no owner.
        Conflict: the member has a key, or there are too many.
        Invalid: it would have expired already, or there is no such member in this workspace, or no such plan.
    """
    check_within(ctx, draft.scopes, "A new key may not reach further than yours")
    _check_time(ctx, draft.expires_at)
    with database.write():
        member = None if draft.member_id is None else _get_member(ctx, draft.member_id)
        check_acting_for(ctx, member)
        return issue_key(ctx, ctx.actor.workspace_id, key_bounds.inherit(ctx, draft), member)


def issue_key(ctx: Context, workspace_id: int, draft: KeyDraft, member: Member | None) -> NewKeyView:
    """Make a key within the running transaction, whoever asks: for somebody who has just come in, too.

    Raises:
        Conflict: the member has a key that can be used, or the workspace has too many.
        Invalid: there is no such plan, or the member has left.
    """
    plans.require_known(draft.plan)
    if member is not None:
        _make_room(ctx, member)
    if Key.select().where((Key.workspace == workspace_id) & is_good(ctx)).count() >= MOST_GOOD:
        raise Conflict(f"There are {MOST_GOOD:,} good keys here, and no room for more. Revoke some that nobody needs.")
    text = mint()
    webhook_secret = "whsec_" + base64.b64encode(randomness.token_bytes(32)).decode("ascii")
    row = Key.create(
        workspace=workspace_id,
        member=member,
        name=draft.name,
        **_looks(text),
        scopes=_joined(draft.scopes),
        plan=draft.plan,
        rate_limit=draft.rate_limit,
        allowed_networks=_joined(draft.allowed_networks),
        webhook_secret=secrets.seal(ctx.secret_key, webhook_secret),
        created_at=ctx.now,
        expires_at=draft.expires_at,
    )
    sealing.confirm_key(ctx)
    return NewKeyView(**view(row).model_dump(), key=text, webhook_secret=webhook_secret)


def list_keys(ctx: Context) -> list[KeyView]:
    """Return the workspace's keys, newest first. Of those that were revoked or have expired it is the last 1,000."""
    mine = Key.workspace == ctx.actor.workspace_id
    over = Key.alias()
    of_mine = (over.workspace == ctx.actor.workspace_id) & ~is_good(ctx, over)
    last = over.select(over.id).where(of_mine).order_by(over.id.desc()).limit(_MOST_OVER)
    return [view(row) for row in with_members().where(mine & (is_good(ctx) | Key.id.in_(last))).order_by(Key.id.desc())]


def get_key(ctx: Context, key_id: str) -> KeyView:
    """Return a key by its id.

    Raises:
        NotFound: no such key in this workspace.
    """
    return view(get_row(ctx, key_id))


def update_key(ctx: Context, key_id: str, patch: KeyPatch) -> KeyView:
    """Change a key. The next request with it is treated so.

    Keys that reach further than the one that asks, or are freer in plan, requests per minute, end or networks, cannot
    be changed by it, and none can be changed to be so. A key cannot change these of itself.

    Raises:
        NotFound: no such key in this workspace.
        ScopeMissing: it reaches further than the caller, or would.
        Forbidden: it is an owner's, and the caller is none; or it is freer than the key that asks, or would be.
        Conflict: it was revoked.
        Invalid: it would have expired already, or there is no such plan.
    """
    changes: dict[str, Any] = patch.model_dump(exclude_unset=True)
    for name in ("scopes", "allowed_networks"):
        if name in changes:
            changes[name] = _joined(changes[name])
    with database.write():
        row = _get_changeable(ctx, key_id)
        _check_own_bounds(ctx, row, changes)
        key_bounds.check_change(ctx, row, changes)
        check_within(ctx, patch.scopes or (), "A key may not reach further than yours")
        _check_time(ctx, patch.expires_at)
        if patch.plan is not None:
            plans.require_known(patch.plan)
        if changes:
            Key.update(**changes).where(Key.id == row.id).execute()
        return view(get_row(ctx, key_id))


def rotate_key(ctx: Context, key_id: str, draft: RotationDraft) -> RotatedKeyView:
    """Give a key a new text. The one until now is good for the days of grace; one from before it ends at once.

    Whoever sees the text of a member's key can act in their name: that is for the member and for owners. Others may
    revoke it.

    Raises:
        NotFound: no such key in this workspace.
        ScopeMissing: it reaches further than the caller, who is about to see it.
        Forbidden: it is another member's, and the caller is no owner; or it is freer than the key that asks.
        Conflict: it was revoked or has expired.
    """
    with database.write():
        row = _get_changeable(ctx, key_id)
        check_acting_for(ctx, row.member)
        key_bounds.check_change(ctx, row, {})
        return _rotated(ctx, row, draft)


def find_own_key(ctx: Context) -> KeyView | None:
    """Return the key that asks, for the audit log; None for who works without one."""
    row = None if ctx.actor.key_id is None else with_members().where(Key.id == ctx.actor.key_id).first()
    return None if row is None else view(row)


def rotate_own_key(ctx: Context, draft: RotationDraft) -> RotatedKeyView:
    """Give the key that asks a new text. Every key may: it reaches no further than before, and for no longer.

    Days of grace keep the door open where the answer with the new text is lost on the way. The text until now cannot
    rotate the key any more: whoever still has it would lock out who has the new one.

    Raises:
        Conflict: nobody asks with a key.
        Forbidden: the key came with the text before its last rotation.
    """
    asking = find_own_key(ctx)
    if asking is None:
        raise Conflict("You work without a key here. Say which one is to be rotated.")
    with database.write():
        row = held_row(ctx, asking.id)
        replace(ctx.actor, old_text=row.digest != ctx.actor.key_digest).require_newest_text()
        return _rotated(ctx, row, draft)


def revoke_key(ctx: Context, key_id: str) -> None:
    """End a key, and the text before its last rotation. The next request with it is refused.

    Keys that reach further than the one that asks are not ended by it. What else binds them does not matter.

    Raises:
        NotFound: no such key in this workspace.
        ScopeMissing: it reaches further than the caller.
        Forbidden: it is an owner's, and the caller is none.
    """
    with database.write():
        row = held_row(ctx, key_id)
        check_touchable(ctx, row.member)
        check_within(ctx, row.scopes.split(), "This key reaches further than yours")
        Key.update(revoked_at=row.revoked_at or ctx.now).where(Key.id == row.id).execute()


def _rotated(ctx: Context, row: Key, draft: RotationDraft) -> RotatedKeyView:
    if row.revoked_at is not None:  # by somebody else, a moment ago
        raise Conflict("This key was revoked. Make a new one.")
    if row.expires_at is not None and row.expires_at <= ctx.now:
        raise Conflict("This key has expired. Give it more time first, or make a new one.")
    text = mint()
    until = ctx.now + timedelta(days=draft.grace_days)
    changes = {**_looks(text), "rotated_at": ctx.now, "old_digest": row.digest, "old_until": until}
    Key.update(**changes).where(Key.id == row.id).execute()
    return RotatedKeyView(**view(get_row(ctx, row.public_id)).model_dump(), key=text)


def _get_changeable(ctx: Context, key_id: str) -> Key:
    row = held_row(ctx, key_id)
    check_touchable(ctx, row.member)
    # its words, and not what its member's role leaves of them today: the role may become more
    check_within(ctx, row.scopes.split(), "This key reaches further than yours")
    if row.revoked_at is not None:
        raise Conflict("This key was revoked. Make a new one.")
    return row


def _check_own_bounds(ctx: Context, row: Key, changes: Mapping[str, Any]) -> None:
    """Refuse a key that would loosen what binds itself: whoever steals it could keep it for ever."""
    bound = sorted(_BOUNDS & changes.keys())
    if row.id == ctx.actor.key_id and bound:
        reason = "A key cannot change this about itself. Use another key, or the app on the computer of the server."
        raise Forbidden(reason, field_errors=dict.fromkeys(bound, reason))


def _get_member(ctx: Context, member_id: str) -> Member:
    mine = (Member.workspace == ctx.actor.workspace_id) & Member.left_at.is_null()
    found = Member.get_or_none(mine & ((Member.public_id == member_id) | (Member.uuid == member_id)))
    if found is None:
        raise _no_member(member_id)
    return found


def _make_room(ctx: Context, member: Member) -> None:
    """See to it that the member has no key, within the running transaction: one that has expired is ended."""
    still = (Member.id == member.id) & Member.left_at.is_null()
    if not Member.update(name=Member.name).where(still).execute():  # two who make one wait for each other
        raise _no_member(member.public_id)
    open_ones = (Key.member == member.id) & Key.revoked_at.is_null()
    if Key.select().where((Key.member == member.id) & is_good(ctx)).exists():
        reason = f"{member.name} has a key. Rotate it, or revoke it first."
        raise Conflict(reason, field_errors={"member_id": reason})
    Key.update(revoked_at=ctx.now).where(open_ones).execute()


def _no_member(name: str) -> Invalid:
    return Invalid.field("member_id", f"There is no member “{name}” here.")


def _check_time(ctx: Context, expires_at: datetime | None) -> None:
    if expires_at is not None and expires_at <= ctx.now:
        raise Invalid.field("expires_at", "This time is over already.")


def _looks(text: str) -> dict[str, str]:
    return {"digest": digest(text), "start": text[:_START], "end": text[-_END:]}


def _joined(words: Sequence[str]) -> str:
    return " ".join(sorted({str(word) for word in words}))
