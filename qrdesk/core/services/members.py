"""Members: who is in the workspace, and as what. There is always an owner, and only owners touch owners."""

from collections.abc import Sequence

from qrdesk.core import database
from qrdesk.core.context import ALL, Context
from qrdesk.core.errors import Forbidden, LastOwner, NotFound, ScopeMissing
from qrdesk.core.models import Key, Member, Workspace
from qrdesk.core.schemas.access import Role, scopes_of
from qrdesk.core.schemas.members import MemberPatch, MemberView

_HERE = Member.left_at.is_null()


def list_members(ctx: Context) -> list[MemberView]:
    """Return the workspace's members, the longest there first."""
    return _views(list(Member.select().where(_mine(ctx)).order_by(Member.id)))


def get_member(ctx: Context, member_id: str) -> MemberView:
    """Return a member by id or UUID.

    Raises:
        NotFound: no such member in this workspace.
    """
    return view(_get_row(ctx, member_id))


def update_member(ctx: Context, member_id: str, patch: MemberPatch) -> MemberView:
    """Change a member's name or role. What their key may do follows the role at once.

    Raises:
        NotFound: no such member in this workspace.
        Forbidden: only an owner may do this.
        ScopeMissing: the role reaches further than the caller's own key, as it is or as it is to be.
        LastOwner: the workspace would be without an owner.
    """
    with database.write():
        _hold(ctx)
        row = _get_row(ctx, member_id)
        role = patch.role or Role(row.role)
        check_owners(ctx, row.role, role)
        if role != row.role:
            _check_may_take(ctx, Role(row.role))
            check_may_give(ctx, role)
            _check_another(ctx, row)
        row.name, row.role = patch.name or row.name, role.value
        row.save(only=[Member.name, Member.role])
        return view(row)


def remove_member(ctx: Context, member_id: str) -> None:
    """Take a member out of the workspace. Their key ends at once.

    Raises:
        NotFound: no such member in this workspace.
        Forbidden: only an owner may do this.
        ScopeMissing: the member's role reaches further than the caller's own key.
        LastOwner: the workspace would be without an owner.
    """
    with database.write():
        _hold(ctx)
        row = _get_row(ctx, member_id)
        check_owners(ctx, row.role)
        _check_may_take(ctx, Role(row.role))
        _let_go(ctx, row)


def leave_workspace(ctx: Context) -> None:
    """Leave the workspace. Your key ends at once. It must be a member's, no program's, with all that the role allows.

    Raises:
        Forbidden: the key is a program's, which is no member; or it came with its text before the last rotation.
        ScopeMissing: the key does less than the role allows: somebody it was lent to must not end a membership.
        LastOwner: the workspace would be without an owner.
    """
    ctx.actor.require_newest_text()
    with database.write():
        _hold(ctx)
        row = _get_self(ctx)
        if ALL not in ctx.actor.scopes and not scopes_of(Role(row.role)) <= ctx.actor.scopes:
            raise ScopeMissing(
                "This key does less than your role allows, so it does not end your membership. Nothing was changed. "
                "Ask an admin to remove you, or to let the key do all."
            )
        _let_go(ctx, row)


def look_at_self(ctx: Context) -> MemberView:
    """Return the member that is asking.

    Raises:
        Forbidden: the key is a program's, which is no member.
    """
    return view(_get_self(ctx))


def check_may_give(ctx: Context, role: Role) -> None:
    """Do nothing if the caller may make somebody ``role``.

    Raises:
        Forbidden: only owners make owners.
        ScopeMissing: the caller's key does not reach as far as the role: whoever holds it could invite themselves.
    """
    check_owners(ctx, role)
    if beyond := _beyond(ctx, role):
        raise ScopeMissing(
            f"This key may not give the role “{role}”: that reaches further than the key itself, by “{beyond[0]}”."
        )


def check_owners(ctx: Context, *roles: str) -> None:
    """Do nothing if no owner is among ``roles``, or the caller is one.

    Raises:
        Forbidden: only owners touch owners.
    """
    if Role.OWNER in roles and ctx.actor.role is not Role.OWNER:
        raise Forbidden("Only owners make, change or remove owners. Nothing was changed.")


def view(row: Member) -> MemberView:
    """Return a member as callers see them."""
    return _views([row])[0]


def _check_may_take(ctx: Context, role: Role) -> None:
    """Do nothing if the caller may end what a member is: ``role``.

    Raises:
        ScopeMissing: the caller's key does not reach as far: whoever holds it could put out those who watch over it.
    """
    if beyond := _beyond(ctx, role):
        raise ScopeMissing(
            f"This key may neither remove a member who is {role} nor take that role away: the role reaches further "
            f"than the key itself, by “{beyond[0]}”. Nothing was changed."
        )


def _beyond(ctx: Context, role: Role) -> list[str]:
    """Return the scopes of ``role`` that the caller's key does not hold."""
    return [] if ALL in ctx.actor.scopes else sorted(scopes_of(role) - ctx.actor.scopes)


def _views(rows: Sequence[Member]) -> list[MemberView]:
    good = Key.member.in_([row.id for row in rows]) & Key.revoked_at.is_null()
    keys: dict[int | None, Key] = {key.member_id: key for key in Key.select().where(good).order_by(Key.id)}
    return [_view(row, keys.get(row.id)) for row in rows]


def _view(row: Member, key: Key | None) -> MemberView:
    return MemberView(
        id=row.public_id,
        uuid=row.uuid,
        name=row.name,
        role=Role(row.role),
        key_hint=None if key is None else f"{key.start}…{key.end}",
        last_used_at=None if key is None else key.last_used_at,
        created_at=row.created_at,
    )


def _mine(ctx: Context) -> object:
    return (Member.workspace == ctx.actor.workspace_id) & _HERE


def _get_row(ctx: Context, name: str) -> Member:
    row = Member.get_or_none(_mine(ctx) & ((Member.public_id == name) | (Member.uuid == name)))
    if row is None:
        raise NotFound.of("member", name)
    return row


def _get_self(ctx: Context) -> Member:
    row = None
    if ctx.actor.member_id is not None:
        row = Member.get_or_none(_mine(ctx) & (Member.id == ctx.actor.member_id))
    if row is None:
        raise Forbidden("This key is a program's, and no member. Members leave with a key of their own.")
    return row


def _hold(ctx: Context) -> None:
    """Keep others who change members waiting until the running transaction is done: owners count each other."""
    Workspace.update(name=Workspace.name).where(Workspace.id == ctx.actor.workspace_id).execute()


def _check_another(ctx: Context, row: Member) -> None:
    """Do nothing if the workspace has an owner besides ``row``, or ``row`` is none."""
    others = Member.select().where(_mine(ctx) & (Member.role == Role.OWNER.value) & (Member.id != row.id))
    if row.role == Role.OWNER and not others.exists():
        raise LastOwner(
            f"“{row.name}” is the only owner, and somebody must be. Nothing was changed. "
            "Make another member owner first."
        )


def _let_go(ctx: Context, row: Member) -> None:
    _check_another(ctx, row)
    row.left_at = ctx.now
    row.save(only=[Member.left_at])
    Key.update(revoked_at=ctx.now).where((Key.member == row.id) & Key.revoked_at.is_null()).execute()
