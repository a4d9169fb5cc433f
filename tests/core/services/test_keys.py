"""Keys on both databases: whose they are, how far they reach, from where, and what becomes of their texts."""

import threading
from collections.abc import Iterator
from dataclasses import replace
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest

from qrdesk.core import database
from qrdesk.core.context import ALL, Actor, Context, Origin
from qrdesk.core.errors import (
    Busy,
    Conflict,
    Forbidden,
    Invalid,
    KeyMistyped,
    KeyNotFromHere,
    KeyUnknown,
    NotFound,
    QRDeskError,
    ScopeMissing,
)
from qrdesk.core.key_texts import digest, mint
from qrdesk.core.models import Key, Member
from qrdesk.core.schemas.access import NewKeyView, Role, RotationDraft, Scope, scopes_of
from qrdesk.core.services import keys
from qrdesk.core.services.authenticating import confirm
from qrdesk.core.services.keys import authenticate
from qrdesk.core.settings import Settings
from tests.core.services.key_making import change, make
from tests.core.services.places import later, workspace
from tests.desks import second_workspace

READ = Scope.LINKS_READ


@pytest.fixture
def ctx(database_url: str, tmp_path: Path) -> Iterator[Context]:
    with workspace(database_url, tmp_path / "data", Settings()) as found:
        yield found


def a_member(ctx: Context, role: Role, name: str = "Ada") -> Member:
    return Member.create(workspace=ctx.actor.workspace_id, name=name, role=role.value, created_at=ctx.now)


def acting(ctx: Context, made: NewKeyView, **more: Any) -> Context:
    return replace(ctx, actor=authenticate(made.key, ctx.now, **more))


def seen_by(ctx: Context, role: Role, *scopes: str) -> Context:
    return replace(ctx, actor=replace(ctx.actor, role=role, scopes=frozenset(scopes or {ALL}), operator=False))


def test_a_programs_key_is_an_admin_and_no_owner(ctx: Context) -> None:
    actor = authenticate(make(ctx).key, ctx.now)
    assert (actor.role, actor.member_id, actor.name, actor.scopes) == (Role.ADMIN, None, "Till", {ALL})


@pytest.mark.parametrize("role", list(Role))
def test_a_members_key_does_what_their_role_allows_at_this_moment(ctx: Context, role: Role) -> None:
    ada = a_member(ctx, role)
    made = make(ctx, member_id=ada.public_id)
    assert (made.kind, made.member_id) == ("user", ada.public_id)
    actor = authenticate(made.key, ctx.now)
    assert (actor.role, actor.member_id, actor.name) == (role, ada.id, "Ada")
    assert actor.scopes == (scopes_of(role) if role is Role.MEMBER else {ALL})
    Member.update(role="member").where(Member.id == ada.id).execute()
    assert authenticate(made.key, ctx.now).scopes == scopes_of(Role.MEMBER)


def test_a_members_key_has_no_scope_that_the_role_has_not(ctx: Context) -> None:
    ada = a_member(ctx, Role.MEMBER)
    made = make(ctx, member_id=ada.uuid, scopes=[READ, Scope.KEYS_CREATE, Scope.DOMAINS_DELETE])
    assert authenticate(made.key, ctx.now).scopes == {READ}


def test_a_member_has_one_key(ctx: Context) -> None:
    ada = a_member(ctx, Role.MEMBER)
    first = make(ctx, member_id=ada.public_id, expires_at=ctx.now + timedelta(hours=1))
    with pytest.raises(Conflict) as refused:
        make(ctx, member_id=ada.public_id)
    assert list(refused.value.field_errors) == ["member_id"]
    second = make(later(ctx, hours=2), member_id=ada.public_id)  # the first has expired: it makes room, and stays shut
    assert keys.get_key(ctx, first.id).revoked_at == later(ctx, hours=2).now
    with pytest.raises(Conflict, match="revoked"):
        change(later(ctx, hours=2), first.id, expires_at=None)
    keys.revoke_key(ctx, second.id)
    make(later(ctx, hours=2), member_id=ada.public_id)


def test_two_who_make_the_key_of_a_member_at_once_make_one(ctx: Context) -> None:
    ada, told = a_member(ctx, Role.MEMBER), list[str]()

    def run() -> None:
        try:
            with database.scope():
                told.append(make(ctx, member_id=ada.public_id).kind)
        except QRDeskError as fault:
            told.append(fault.code)

    rivals = [threading.Thread(target=run) for _ in range(4)]
    for one in rivals:
        one.start()
    for one in rivals:
        one.join(20)
    assert sorted(told) == ["conflict"] * 3 + ["user"]


def test_the_key_of_a_member_who_left_opens_nothing(ctx: Context) -> None:
    ada = a_member(ctx, Role.ADMIN)
    made = make(ctx, member_id=ada.public_id)
    Member.update(left_at=ctx.now).where(Member.id == ada.id).execute()  # the row of the key is as it was
    with pytest.raises(KeyUnknown, match="revoked"):
        authenticate(made.key, ctx.now)
    with pytest.raises(Invalid, match="There is no member"):
        make(ctx, member_id=ada.public_id)


def test_nobody_makes_a_key_for_a_member_of_another_workspace(ctx: Context) -> None:
    theirs = Member.get(Member.id == second_workspace().member_id)
    for name in (theirs.public_id, theirs.uuid, "mbr_0000000000"):
        with pytest.raises(Invalid, match="There is no member") as refused:
            make(ctx, member_id=name)
        assert list(refused.value.field_errors) == ["member_id"]


def test_only_owners_touch_the_key_of_an_owner(ctx: Context) -> None:
    owner = Member.get(Member.id == ctx.actor.member_id)
    admin = seen_by(ctx, Role.ADMIN)
    with pytest.raises(Forbidden, match="Only an owner"):
        make(admin, member_id=owner.public_id)
    made = make(ctx, member_id=owner.public_id)
    for attempt in (
        lambda: change(admin, made.id, name="Mine"),
        lambda: keys.rotate_key(admin, made.id, RotationDraft()),
        lambda: keys.revoke_key(admin, made.id),
    ):
        with pytest.raises(Forbidden, match="Only an owner"):
            attempt()
    assert authenticate(made.key, ctx.now).role is Role.OWNER
    keys.revoke_key(ctx, made.id)


def test_a_key_never_reaches_further_than_whoever_makes_or_changes_it(ctx: Context) -> None:
    small = seen_by(ctx, Role.ADMIN, READ, Scope.KEYS_CREATE, Scope.KEYS_UPDATE)
    for scopes in (["all"], [READ, Scope.LINKS_DELETE]):
        with pytest.raises(ScopeMissing):
            make(small, scopes=scopes)
    mine, theirs = make(small, scopes=[READ]), make(ctx)
    for scopes in (["all"], [READ, Scope.LINKS_DELETE]):
        with pytest.raises(ScopeMissing):
            change(small, mine.id, scopes=scopes)
    with pytest.raises(ScopeMissing, match="further than yours"):  # it would be shown to them
        keys.rotate_key(small, theirs.id, RotationDraft())
    with pytest.raises(ScopeMissing, match="further than yours"):
        change(small, theirs.id, scopes=[READ])
    assert change(small, mine.id, scopes=[Scope.KEYS_CREATE, READ]).scopes == ["keys:create", "links:read"]


def test_a_change_of_a_key_holds_from_its_next_request_on(ctx: Context) -> None:
    made = make(ctx, rate_limit=60)
    soon = ctx.now + timedelta(hours=1)
    said = {"name": " Bar ", "scopes": [READ], "plan": "pro", "rate_limit": 5, "expires_at": soon.isoformat()}
    found = change(ctx, made.id, **said, allowed_networks=["192.0.2.0/24"])
    assert (found.name, found.scopes, found.plan, found.rate_limit, found.expires_at) == (
        "Bar", ["links:read"], "pro", 5, soon
    )  # fmt: skip
    assert authenticate(made.key, ctx.now, address="192.0.2.1").scopes == {READ}
    cleared = change(ctx, made.id, rate_limit=None, expires_at=None, allowed_networks=[])
    assert (cleared.rate_limit, cleared.expires_at, cleared.allowed_networks) == (None, None, [])
    assert keys.get_key(ctx, made.uuid) == cleared
    assert change(ctx, made.id) == cleared


@pytest.mark.parametrize(
    "bound", [{"expires_at": None}, {"allowed_networks": []}, {"rate_limit": None}, {"plan": "unlimited"}]
)
def test_a_key_does_not_loosen_what_binds_itself(ctx: Context, bound: dict[str, Any]) -> None:
    made = make(ctx, rate_limit=5)
    with pytest.raises(Forbidden, match="about itself"):
        change(acting(ctx, made), made.id, **bound)
    change(acting(ctx, made), made.id, name="Renamed")
    assert keys.get_key(ctx, made.id).rate_limit == 5


def test_a_key_cannot_be_changed_into_what_cannot_be(ctx: Context) -> None:
    made = make(ctx)
    with pytest.raises(Invalid, match="no plan") as refused:
        change(ctx, made.id, name="Bar", plan="gold")
    assert list(refused.value.field_errors) == ["plan"]
    with pytest.raises(Invalid, match="no plan"):
        make(ctx, plan="gold")
    with pytest.raises(Invalid, match="over already") as refused:
        change(ctx, made.id, name="Bar", expires_at=ctx.now)
    assert list(refused.value.field_errors) == ["expires_at"]
    keys.revoke_key(ctx, made.id)
    with pytest.raises(Conflict, match="revoked"):
        change(ctx, made.id, name="Bar")
    with pytest.raises(Conflict, match="revoked"):
        keys.rotate_key(ctx, made.id, RotationDraft())
    assert keys.get_key(ctx, made.id).name == "Till"


@pytest.mark.parametrize(
    ("allowed", "address", "opens"),
    [
        ([], "", True),
        ([], "198.51.100.7", True),
        (["203.0.113.0/24"], "203.0.113.9", True),
        (["203.0.113.0/24"], "::ffff:203.0.113.9", True),
        (["203.0.113.0/24"], "203.0.114.9", False),
        (["203.0.113.9"], "203.0.113.9", True),
        (["203.0.113.9"], "203.0.113.8", False),
        (["203.0.113.77/24"], "203.0.113.9", True),
        (["::ffff:203.0.113.0/120"], "203.0.113.9", True),
        (["2001:db8::/32", "192.0.2.1"], "2001:db8:1::5", True),
        (["2001:db8::/32", "192.0.2.1"], "192.0.2.1", True),
        (["2001:db8::/32"], "2001:db9::5", False),
        (["2001:db8::/32"], "203.0.113.9", False),
        (["0.0.0.0/0"], "2001:db8::5", False),
        (["fe80::/10"], "fe80::1%eth0", True),
        (["0.0.0.0/0", "::/0"], "", False),
        (["0.0.0.0/0", "::/0"], "<script>", False),
    ],
)
def test_a_key_opens_from_its_networks_alone(ctx: Context, allowed: list[str], address: str, opens: bool) -> None:
    made = make(ctx, allowed_networks=allowed)
    if opens:
        assert authenticate(made.key, ctx.now, address=address).key_id
        return
    with pytest.raises(KeyNotFromHere, match=r"this network \(203.0.113.0/24\)"):
        authenticate(made.key, ctx.now, Origin("api", "203.0.113.0/24"), address)
    assert keys.get_key(ctx, made.id).last_used_at is None


def test_a_rotated_key_has_two_texts_for_the_days_of_grace(ctx: Context) -> None:
    made = make(ctx)
    new = keys.rotate_key(ctx, made.id, RotationDraft(grace_days=2))
    assert (new.id, new.rotated_at, new.old_until) == (made.id, ctx.now, ctx.now + timedelta(days=2))
    assert new.hint == f"{new.key[:8]}…{new.key[-4:]}"
    assert new.key != made.key
    sure = later(ctx, hours=47)
    assert authenticate(made.key, sure.now).key_id == authenticate(new.key, sure.now).key_id
    with pytest.raises(KeyUnknown, match="replaced"):
        authenticate(made.key, later(ctx, hours=48).now)
    assert authenticate(new.key, later(ctx, hours=48).now)
    assert Key.get().webhook_secret


def test_a_second_rotation_ends_the_text_before_the_first(ctx: Context) -> None:
    made = make(ctx)
    second = keys.rotate_key(ctx, made.id, RotationDraft(grace_days=7))
    third = keys.rotate_key(ctx, made.id, RotationDraft(grace_days=7))
    with pytest.raises(KeyUnknown):
        authenticate(made.key, ctx.now)
    keys.revoke_key(ctx, made.id)
    for text in (second.key, third.key):
        with pytest.raises(KeyUnknown, match="revoked"):
            authenticate(text, ctx.now)


def test_without_grace_the_text_until_now_ends_at_once(ctx: Context) -> None:
    made = make(ctx)
    new = keys.rotate_key(ctx, made.id, RotationDraft())
    with pytest.raises(KeyUnknown, match="replaced"):
        authenticate(made.key, ctx.now)
    assert authenticate(new.key, ctx.now)


def test_every_key_may_rotate_itself_and_nothing_else(ctx: Context) -> None:
    made = make(ctx, scopes=[READ], expires_at=ctx.now + timedelta(hours=1))
    new = keys.rotate_own_key(acting(ctx, made), RotationDraft(grace_days=1))
    assert (new.id, new.scopes, new.expires_at) == (made.id, ["links:read"], ctx.now + timedelta(hours=1))
    assert authenticate(new.key, ctx.now).scopes == {READ}
    late = later(ctx, hours=2)
    for text in (made.key, new.key):
        with pytest.raises(KeyUnknown, match="expired"):
            authenticate(text, late.now)
    with pytest.raises(Conflict, match="expired"):
        keys.rotate_key(late, made.id, RotationDraft())
    with pytest.raises(Conflict, match="without a key"):
        keys.rotate_own_key(ctx, RotationDraft())


def test_two_who_rotate_at_once_both_get_a_text_that_is_good(ctx: Context) -> None:
    made, told = make(ctx), list[str]()

    def run() -> None:
        with database.scope():
            told.append(keys.rotate_key(ctx, made.id, RotationDraft(grace_days=1)).key)

    rivals = [threading.Thread(target=run) for _ in range(2)]
    for one in rivals:
        one.start()
    for one in rivals:
        one.join(20)
    assert len(told) == 2
    for text in told:
        assert authenticate(text, ctx.now).name == "Till"


def test_the_last_use_is_noted_once_a_minute(ctx: Context) -> None:
    made = make(ctx)

    def used(after: timedelta, network: str) -> tuple[Any, ...]:
        authenticate(made.key, ctx.now + after, Origin("api", network, "curl/8"))
        found = keys.get_key(ctx, made.id)
        assert found.last_used_at is not None
        return found.last_used_at - ctx.now, found.last_used_from, found.last_used_agent

    at_once, minute = timedelta(), timedelta(minutes=1)
    assert used(at_once, "192.0.2.0/24") == (at_once, "192.0.2.0/24", "curl/8")
    assert used(minute - timedelta(seconds=1), "198.51.100.0/24") == (at_once, "192.0.2.0/24", "curl/8")
    assert used(minute, "2001:db8::/48") == (minute, "2001:db8::/48", "curl/8")
    back = timedelta(minutes=-5)  # the clock was wrong before
    assert used(back, "192.0.2.0/24") == (back, "192.0.2.0/24", "curl/8")


@pytest.mark.parametrize("lost", [{"expires_at": True}, {"allowed_networks": ["192.0.2.0/24"]}], ids=str)
def test_after_a_wait_a_key_is_looked_at_as_it_is_by_then(ctx: Context, lost: dict[str, Any]) -> None:
    made, by_then = make(ctx), ctx.now + timedelta(seconds=9)
    waiting = replace(acting(ctx, made), clock=lambda: by_then)
    confirm(waiting, READ)
    change(ctx, made.id, **({"expires_at": by_then} if "expires_at" in lost else lost))
    with pytest.raises(KeyUnknown if "expires_at" in lost else Busy):
        confirm(waiting, READ)


def test_a_clock_that_is_set_back_makes_no_key_good_again(ctx: Context) -> None:
    made = make(ctx, expires_at=ctx.now + timedelta(seconds=9))
    waiting = acting(ctx, made)
    with pytest.raises(KeyUnknown, match="expired"):
        confirm(replace(waiting, now=ctx.now + timedelta(seconds=9), clock=lambda: ctx.now), READ)


def test_nobody_waits_at_the_door_for_somebody_who_writes(ctx: Context, database_url: str) -> None:
    made, begun, passed = make(ctx), threading.Event(), threading.Event()
    sqlite = not database.is_postgres(database_url)
    if sqlite:
        database.proxy.execute_sql("PRAGMA busy_timeout = 30000")

    def write() -> None:
        with database.write():
            Key.update(name=Key.name).execute()
            begun.set()
            passed.wait(10)

    writer = threading.Thread(target=write)
    writer.start()
    assert begun.wait(10)
    assert authenticate(made.key, ctx.now).name == "Till"
    passed.set()
    writer.join(20)
    assert keys.get_key(ctx, made.id).last_used_at is None  # who had waited would have noted it
    authenticate(made.key, ctx.now)
    assert keys.get_key(ctx, made.id).last_used_at == ctx.now
    if sqlite:
        assert database.proxy.execute_sql("PRAGMA busy_timeout").fetchone() == (30000,)


def test_a_key_is_told_apart_from_a_typo_and_from_one_never_given_out(ctx: Context) -> None:
    made = make(ctx)
    with pytest.raises(KeyMistyped):
        authenticate(made.key[:-1] + ("A" if made.key[-1] != "A" else "B"), ctx.now)
    with pytest.raises(KeyUnknown, match="not known"):
        authenticate(mint(), ctx.now)
    assert [row.digest for row in Key.select()] == [digest(made.key)]


def test_the_keys_of_others_are_not_there(ctx: Context) -> None:
    made = make(ctx)
    theirs: Actor = second_workspace()
    neighbour = replace(ctx, actor=theirs)
    for attempt in (
        lambda: keys.get_key(neighbour, made.id),
        lambda: change(neighbour, made.uuid, name="Mine"),
        lambda: keys.rotate_key(neighbour, made.id, RotationDraft()),
        lambda: keys.revoke_key(neighbour, made.id),
    ):
        with pytest.raises(NotFound):
            attempt()
    assert keys.list_keys(neighbour) == []
    assert authenticate(made.key, ctx.now)
