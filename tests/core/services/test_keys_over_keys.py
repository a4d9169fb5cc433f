"""What a key may do to other keys, on both databases: none gets further by them, or freer, than it is itself."""

from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest

from qrdesk.core import database
from qrdesk.core.context import ALL, Context
from qrdesk.core.errors import Conflict, Forbidden, NotFound, ScopeMissing
from qrdesk.core.key_texts import digest, mint
from qrdesk.core.models import Key, Member
from qrdesk.core.operations import find_operation
from qrdesk.core.performing import perform
from qrdesk.core.schemas.access import KeyDraft, KeyPatch, NewKeyView, Role, RotationDraft, Scope, scopes_of
from qrdesk.core.schemas.members import InvitationDraft
from qrdesk.core.services import invitations, keys, members
from qrdesk.core.services.keys import authenticate
from qrdesk.core.settings import Settings
from tests.core.services.key_making import change, make
from tests.core.services.places import START, later, workspace
from tests.desks import second_workspace

SOON = START + timedelta(days=30)
BOUNDS = {"plan": "free", "rate_limit": 5, "expires_at": SOON, "allowed_networks": ("127.0.0.0/8", "2001:db8::/32")}
FREER = [
    {"plan": "unlimited"},
    {"plan": "pro"},
    {"rate_limit": None},
    {"rate_limit": 6},
    {"expires_at": None},
    {"expires_at": SOON + timedelta(seconds=1)},
    {"allowed_networks": ()},
    {"allowed_networks": ("127.0.0.0/7",)},
    {"allowed_networks": ("127.1.0.0/16", "192.0.2.1")},
    {"allowed_networks": ("::/0",)},
]
each_freer = pytest.mark.parametrize("freer", FREER, ids=str)


@pytest.fixture
def ctx(database_url: str, tmp_path: Path) -> Iterator[Context]:
    with workspace(database_url, tmp_path / "data", Settings()) as found:
        yield found


def with_text(ctx: Context, text: str) -> Context:
    """Return the context of whoever sends the text of a key, from this computer."""
    return replace(ctx, actor=authenticate(text, ctx.now, address="127.0.0.1"))


def bot(ctx: Context, **more: Any) -> Context:
    return with_text(ctx, make(ctx, **more).key)


def joined(ctx: Context, role: Role, name: str = "Ada") -> tuple[Member, NewKeyView]:
    """Return somebody new and the key that an owner made for them."""
    row = Member.create(workspace=ctx.actor.workspace_id, name=name, role=role.value, created_at=ctx.now)
    return row, make(ctx, member_id=row.public_id)


def bounds_of(key: Any) -> dict[str, Any]:
    return {name: tuple(getattr(key, name)) if name == "allowed_networks" else getattr(key, name) for name in BOUNDS}


def done(ctx: Context, call: Callable[..., Any], **arguments: Any) -> Any:
    """Do it as the surfaces do."""
    row = find_operation(call)
    assert row is not None
    return perform(ctx, row, arguments)


def test_a_key_made_by_a_key_is_bound_as_that_one(ctx: Context) -> None:
    small = bot(ctx, **BOUNDS)
    made = make(small)
    assert bounds_of(made) == BOUNDS
    assert bounds_of(make(with_text(ctx, made.key))) == BOUNDS
    smaller = {
        "plan": "free",
        "rate_limit": 4,
        "expires_at": SOON - timedelta(days=1),
        "allowed_networks": ("127.1.0.0/16", "2001:db8:1::/48"),
    }
    assert bounds_of(make(small, **smaller)) == smaller


@each_freer
def test_a_key_makes_no_freer_one(ctx: Context, freer: dict[str, Any]) -> None:
    small, before = bot(ctx, **BOUNDS), Key.select().count()
    with pytest.raises(Forbidden, match="Use a key that is not bound so") as refused:
        make(small, **freer)
    assert list(refused.value.field_errors) == list(freer)
    assert Key.select().count() == before


@each_freer
def test_a_key_makes_no_other_freer(ctx: Context, freer: dict[str, Any]) -> None:
    other, small = make(ctx, **BOUNDS), bot(ctx, **BOUNDS)
    with pytest.raises(Forbidden) as refused:
        change(small, other.id, **freer)
    assert list(refused.value.field_errors) == list(freer)
    assert bounds_of(keys.get_key(ctx, other.id)) == BOUNDS
    assert change(small, other.id, name="Bar", rate_limit=3).rate_limit == 3


@each_freer
def test_a_key_neither_changes_nor_rotates_a_freer_one(ctx: Context, freer: dict[str, Any]) -> None:
    other, small = make(ctx, **{**BOUNDS, **freer}), bot(ctx, **BOUNDS)
    for attempt in (
        lambda: change(small, other.id, name="Mine"),
        lambda: change(small, other.id, **BOUNDS),
        lambda: keys.rotate_key(small, other.id, RotationDraft()),
    ):
        with pytest.raises(Forbidden) as refused:
            attempt()
        assert list(refused.value.field_errors) == list(freer)
    assert Key.get(Key.public_id == other.id).digest == digest(other.key)
    keys.revoke_key(small, other.id)


def test_who_is_not_bound_binds_and_frees_others_as_before(ctx: Context) -> None:
    for by in (ctx, bot(ctx), with_text(ctx, joined(ctx, Role.OWNER)[1].key)):
        made = make(by, **BOUNDS)
        freed = change(by, made.id, plan="unlimited", rate_limit=None, expires_at=None, allowed_networks=[])
        assert bounds_of(freed) == bounds_of(make(by))
        assert keys.rotate_key(by, made.id, RotationDraft()).id == made.id


@pytest.mark.parametrize("name", BOUNDS)
def test_a_key_that_is_bound_in_one_thing_alone_is_free_in_the_others(ctx: Context, name: str) -> None:
    rest = {other: value for other, value in BOUNDS.items() if other != name}
    assert bounds_of(make(bot(ctx, **{name: BOUNDS[name]}), **rest)) == BOUNDS


def test_the_replaced_text_of_a_key_makes_changes_and_rotates_nothing(ctx: Context) -> None:
    ada, made = joined(ctx, Role.ADMIN)
    other = make(ctx)
    new = keys.rotate_own_key(with_text(ctx, made.key), RotationDraft(grace_days=7))
    old = with_text(ctx, made.key)
    before = [key.model_dump() for key in keys.list_keys(ctx)]
    invited = InvitationDraft(name="Eve")
    refused: list[Callable[[], Any]] = [
        lambda: done(old, keys.rotate_own_key, draft=RotationDraft()),
        lambda: done(old, keys.rotate_key, key_id=made.id, draft=RotationDraft()),
        lambda: done(old, keys.create_key, draft=KeyDraft(name="x")),
        lambda: done(old, keys.update_key, key_id=other.id, patch=KeyPatch(name="x")),
        lambda: done(old, keys.revoke_key, key_id=other.id),
        lambda: done(old, members.remove_member, member_id=ada.public_id),
        lambda: done(old, members.leave_workspace),
        lambda: done(old, invitations.create_invitation, draft=invited),
    ]
    for attempt in refused:
        with pytest.raises(Forbidden, match="replaced text of the key"):
            attempt()
    assert [key.model_dump() for key in keys.list_keys(ctx)] == before
    assert done(old, keys.list_keys)
    done(with_text(ctx, new.key), keys.rotate_own_key, draft=RotationDraft())


def test_a_text_that_is_replaced_while_it_waits_is_the_old_one_too(ctx: Context) -> None:
    made, other = make(ctx), make(ctx)
    waiting = with_text(ctx, made.key)
    new = keys.rotate_key(ctx, made.id, RotationDraft(grace_days=7))
    for attempt in (
        lambda: done(waiting, keys.rotate_own_key, draft=RotationDraft()),
        lambda: done(waiting, keys.revoke_key, key_id=other.id),
    ):
        with pytest.raises(Forbidden, match="replaced text of the key"):
            attempt()
    assert authenticate(new.key, ctx.now)
    assert authenticate(other.key, ctx.now)


@pytest.mark.parametrize("role", [Role.ADMIN, Role.MEMBER])
def test_nobody_but_an_owner_is_shown_the_key_of_another_member(ctx: Context, role: Role) -> None:
    ada, hers = joined(ctx, role)
    admin = with_text(ctx, joined(ctx, Role.ADMIN, "Ben")[1].key)
    for by in (admin, bot(ctx)):
        with pytest.raises(Forbidden, match="in the name of Ada"):
            keys.rotate_key(by, hers.id, RotationDraft(grace_days=7))
        assert change(by, hers.id, name="Her phone").name == "Her phone"
    assert Key.get(Key.public_id == hers.id).digest == digest(hers.key)
    keys.revoke_key(admin, hers.id)
    with pytest.raises(Forbidden, match="Only Ada or an owner"):
        make(admin, member_id=ada.public_id)
    again = make(with_text(ctx, joined(ctx, Role.OWNER, "Olga")[1].key), member_id=ada.public_id)
    assert keys.rotate_key(ctx, again.id, RotationDraft()).member_id == ada.public_id


def test_an_admin_rotates_their_own_key(ctx: Context) -> None:
    _, hers = joined(ctx, Role.ADMIN)
    assert keys.rotate_key(with_text(ctx, hers.key), hers.id, RotationDraft()).id == hers.id


def test_a_key_is_taken_at_its_word_and_not_for_what_the_role_leaves_of_it_today(ctx: Context) -> None:
    ada, hers = joined(ctx, Role.MEMBER)
    as_member = [*map(str, scopes_of(Role.MEMBER)), "keys:update", "keys:create", "keys:delete"]
    small = bot(ctx, scopes=as_member)
    for attempt in (
        lambda: keys.rotate_key(small, hers.id, RotationDraft(grace_days=7)),
        lambda: change(small, hers.id, name="Mine"),
        lambda: keys.revoke_key(small, hers.id),
    ):
        with pytest.raises(ScopeMissing, match="“all”"):
            attempt()
    every = change(ctx, hers.id, scopes=list(map(str, Scope)))
    with pytest.raises(ScopeMissing, match="further than yours"):
        keys.rotate_key(small, every.id, RotationDraft())
    change(ctx, hers.id, scopes=as_member)
    assert change(small, hers.id, name="Hers").name == "Hers"
    assert ada.public_id == hers.member_id


def test_a_key_ends_none_that_reaches_further(ctx: Context) -> None:
    ender = bot(ctx, scopes=["keys:delete", "links:read"])
    ours, theirs = make(ctx, scopes=["links:read"]), joined(ctx, Role.ADMIN)[1]
    with pytest.raises(ScopeMissing, match="further than yours"):
        keys.revoke_key(ender, theirs.id)
    assert authenticate(theirs.key, ctx.now)
    keys.revoke_key(ender, ours.id)
    keys.revoke_key(with_text(ctx, joined(ctx, Role.ADMIN, "Ben")[1].key), theirs.id)
    with pytest.raises(NotFound):
        keys.revoke_key(replace(ctx, actor=second_workspace()), ours.id)


def fill(ctx: Context, many: int, **more: Any) -> None:
    """Add keys to the workspace as if each had been made."""
    shared = {"workspace": ctx.actor.workspace_id, "name": "n", "start": "qrd_", "end": "e", "scopes": ALL}
    shared |= {"webhook_secret": b"", "created_at": ctx.now, **more}
    with database.write():
        for _ in range(many // 100):
            Key.insert_many([{**shared, "digest": digest(mint())} for _ in range(100)]).execute()


def test_a_workspace_has_room_for_so_many_good_keys(ctx: Context) -> None:
    fill(ctx, keys.MOST_GOOD - 100)
    fill(ctx, 100, revoked_at=ctx.now)
    fill(ctx, 100, expires_at=SOON)
    with pytest.raises(Conflict, match="1,000 good keys"):
        make(ctx)
    neighbour = replace(ctx, actor=second_workspace())
    assert make(neighbour).kind == "bot"
    keys.revoke_key(ctx, keys.list_keys(ctx)[0].id)
    assert make(ctx).kind == "bot"
    with pytest.raises(Conflict):
        make(ctx)
    assert make(later(ctx, hours=24 * 31)).kind == "bot"  # a hundred have expired


def test_of_the_keys_that_are_over_the_last_are_listed(ctx: Context) -> None:
    first = make(ctx)
    gone = make(ctx)
    keys.revoke_key(ctx, gone.id)
    fill(ctx, 500, revoked_at=ctx.now)
    fill(ctx, 500, expires_at=ctx.now - timedelta(days=1))
    found = keys.list_keys(ctx)
    assert len(found) == 1_001
    assert found[-1].id == first.id
    assert gone.id not in {key.id for key in found}
    assert keys.get_key(ctx, gone.id).revoked_at == ctx.now
