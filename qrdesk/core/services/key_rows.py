"""Keys as rows: found in their workspace, how far they reach, and how they are shown."""

from collections.abc import Iterable
from typing import Any

from peewee import JOIN

from qrdesk.core.context import ALL, Context
from qrdesk.core.errors import Forbidden, NotFound, ScopeMissing
from qrdesk.core.models import Key, Member
from qrdesk.core.schemas.access import KeyView, Role, scopes_of


def with_members() -> Any:
    """Return the query for keys, each with its member if it has one."""
    return Key.select(Key, Member).join(Member, JOIN.LEFT_OUTER, on=(Key.member == Member.id))


def get_row(ctx: Context, key_id: str) -> Key:
    """Return a key of the workspace by its id or UUID.

    Raises:
        NotFound: no such key in this workspace.
    """
    mine = (Key.workspace == ctx.actor.workspace_id) & ((Key.public_id == key_id) | (Key.uuid == key_id))
    row = with_members().where(mine).first()
    if row is None:
        raise NotFound.of("key", key_id)
    return row


def held_row(ctx: Context, key_id: str) -> Key:
    """Return a key of the workspace, within the running transaction, and keep others from changing it until its end.

    Raises:
        NotFound: no such key in this workspace.
    """
    found = get_row(ctx, key_id)
    Key.update(name=Key.name).where(Key.id == found.id).execute()
    return get_row(ctx, key_id)  # as it is now that nobody else can change it


def is_good(ctx: Context, key: Any = Key) -> Any:
    """Return the condition that a key of ``key`` (the table, or an alias) can be used now."""
    return key.revoked_at.is_null() & (key.expires_at.is_null() | (key.expires_at > ctx.now))


def role(of_member: str | None) -> Role:
    """Return the role that a key acts in: its member's; a program (None) is an admin, and no owner."""
    return Role.ADMIN if of_member is None else Role(of_member)


def reach(words: str, role: Role) -> frozenset[str]:
    """Return the scopes that a key was given, but for what its member's role has not: it may have changed since."""
    scopes = frozenset(words.split())
    if ALL in scopes:
        return frozenset({ALL}) if role is not Role.MEMBER else frozenset(scopes_of(role))
    return scopes & scopes_of(role)


def check_within(ctx: Context, scopes: Iterable[str], said: str) -> None:
    """Do nothing if the caller holds all of ``scopes``; ``said`` is what is refused otherwise.

    Raises:
        ScopeMissing: one of them is beyond the caller.
    """
    beyond = sorted(scope for scope in scopes if ALL not in ctx.actor.scopes and scope not in ctx.actor.scopes)
    if beyond:
        raise ScopeMissing(f"{said}: it asks for “{beyond[0]}”.")


def check_touchable(ctx: Context, member: Member | None) -> None:
    """Do nothing if the caller may change or end the key of ``member``; None is a program's.

    Raises:
        Forbidden: it is an owner's, and the caller is none.
    """
    if member is not None and member.role == Role.OWNER and ctx.actor.role is not Role.OWNER:
        raise Forbidden("Only an owner may make, change or end the key of an owner.")


def check_acting_for(ctx: Context, member: Member | None) -> None:
    """Do nothing if the caller may be shown a key of ``member``: whoever has it acts in their name.

    Raises:
        Forbidden: the caller is neither that member nor an owner.
    """
    check_touchable(ctx, member)
    if member is not None and ctx.actor.role is not Role.OWNER and member.id != ctx.actor.member_id:
        raise Forbidden(
            f"Only {member.name} or an owner may make or rotate this key: whoever has it acts in the name of "
            f"{member.name}. You may revoke it; an owner makes a new one."
        )


def view(row: Key) -> KeyView:
    """Return a key as it is shown."""
    return KeyView(
        id=row.public_id,
        uuid=row.uuid,
        name=row.name,
        kind="bot" if row.member is None else "user",
        member_id=None if row.member is None else row.member.public_id,
        hint=f"{row.start}…{row.end}",
        scopes=row.scopes.split(),
        plan=row.plan,
        rate_limit=row.rate_limit,
        allowed_networks=row.allowed_networks.split(),
        created_at=row.created_at,
        expires_at=row.expires_at,
        last_used_at=row.last_used_at,
        last_used_from=row.last_used_from,
        last_used_agent=row.last_used_agent,
        rotated_at=row.rotated_at,
        old_until=row.old_until,
        revoked_at=row.revoked_at,
    )
