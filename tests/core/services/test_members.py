"""Members and invitations on both databases: who may make whom what, and what happens when two do so at once."""

from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest

from qrdesk.core.context import ALL, Actor, Context
from qrdesk.core.errors import (
    Forbidden,
    Invalid,
    InvitationOver,
    KeyUnknown,
    LastOwner,
    NotFound,
    ScopeMissing,
)
from qrdesk.core.models import AuditEntry, Key, Member
from qrdesk.core.operations import find_operation
from qrdesk.core.performing import perform
from qrdesk.core.schemas.access import KeyDraft, KeyPatch, Role, Scope, scopes_of
from qrdesk.core.schemas.members import AcceptDraft, InvitationDraft, MemberPatch
from qrdesk.core.services import invitations, keys, members
from qrdesk.core.settings import Settings
from tests.core.services.people import acting, at_once, bot, code_for, join, kinds_of, sign_in
from tests.core.services.places import START, later, workspace
from tests.desks import second_workspace


@pytest.fixture
def ctx(database_url: str, tmp_path: Path) -> Iterator[Context]:
    with workspace(database_url, tmp_path / "data", Settings()) as found:
        yield found


def test_one_code_lets_one_of_many_in(ctx: Context) -> None:
    code = code_for(ctx)
    found = at_once(*[lambda: join(ctx, code)] * 4)
    assert kinds_of(found) == ["AcceptedView"] + ["InvitationOver"] * 3
    assert len(members.list_members(ctx)) == 2
    assert Key.select().where(Key.member.is_null(False)).count() == 1


def test_owners_who_leave_at_once_leave_one(ctx: Context) -> None:
    others = [sign_in(ctx, join(ctx, code_for(ctx, Role.OWNER))) for _ in range(2)]
    found = at_once(*[lambda by=by: members.leave_workspace(by) for by in (ctx, *others)])
    assert kinds_of(found) == ["LastOwner", "NoneType", "NoneType"]
    assert [one.role for one in members.list_members(ctx)] == [Role.OWNER]


def test_owners_who_make_each_other_less_leave_one(ctx: Context) -> None:
    other = join(ctx, code_for(ctx, Role.OWNER))
    (mine, theirs), less = members.list_members(ctx), MemberPatch(role=Role.ADMIN)
    found = at_once(
        lambda: members.update_member(ctx, theirs.id, less),
        lambda: members.update_member(sign_in(ctx, other), mine.id, less),
    )
    assert "LastOwner" in kinds_of(found) or "Forbidden" in kinds_of(found)
    assert sorted(one.role for one in members.list_members(ctx)) == [Role.ADMIN, Role.OWNER]


def test_nobody_invites_further_than_their_own_key_reaches(ctx: Context) -> None:
    little = bot(ctx, Scope.MEMBERS_CREATE, Scope.MEMBERS_UPDATE)
    with pytest.raises(ScopeMissing, match="reaches further"):
        code_for(little)
    as_member = bot(ctx, Scope.MEMBERS_CREATE, Scope.MEMBERS_UPDATE, *scopes_of(Role.MEMBER))
    joined = join(ctx, code_for(as_member))
    with pytest.raises(ScopeMissing):
        code_for(as_member, Role.ADMIN)
    with pytest.raises(ScopeMissing):
        members.update_member(as_member, joined.member.id, MemberPatch(role=Role.ADMIN))
    assert members.update_member(little, joined.member.id, MemberPatch(name="Berta")).name == "Berta"
    assert members.get_member(ctx, joined.member.id).role is Role.MEMBER


@pytest.mark.parametrize("role", [Role.ADMIN, Role.MEMBER])
@pytest.mark.parametrize("of_member", [False, True], ids=["bot", "user"])
def test_no_key_puts_out_whose_role_reaches_further_than_itself(ctx: Context, role: Role, of_member: bool) -> None:
    joined = join(ctx, code_for(ctx, role)).member
    less = {Scope.MEMBERS_DELETE, Scope.MEMBERS_UPDATE, *scopes_of(Role.MEMBER)} - {Scope.LINKS_CREATE}
    by = bot(ctx, *less)
    if of_member:
        key = join(ctx, code_for(ctx, Role.ADMIN, "Berta")).key
        keys.update_key(ctx, key.id, KeyPatch.model_validate({"scopes": sorted(less)}))
        by = acting(ctx, keys.authenticate(key.key, ctx.now))
    before = members.list_members(ctx)
    other = Role.MEMBER if role is Role.ADMIN else Role.ADMIN
    with pytest.raises(ScopeMissing, match="neither remove"):
        members.remove_member(by, joined.id)
    with pytest.raises(ScopeMissing, match=f"who is {role} nor take that role away"):
        members.update_member(by, joined.id, MemberPatch(role=other))
    assert members.list_members(ctx) == before
    assert members.update_member(by, joined.id, MemberPatch(name="Anne", role=role)).name == "Anne"
    members.remove_member(bot(ctx, *less, *scopes_of(role)), joined.id)
    assert len(members.list_members(ctx)) == len(before) - 1


@pytest.mark.parametrize("action", ["invite", "make", "unmake", "rename", "remove", "take back"])
def test_a_program_touches_no_owners_whatever_its_scopes(ctx: Context, action: str) -> None:
    by = bot(ctx)
    owner = join(ctx, code_for(ctx, Role.OWNER)).member
    member = join(ctx, code_for(ctx)).member
    invited = invitations.create_invitation(ctx, InvitationDraft(name="Olga", role=Role.OWNER))
    before = (members.list_members(ctx), invitations.list_invitations(ctx))
    refused: dict[str, Callable[[], Any]] = {
        "invite": lambda: code_for(by, Role.OWNER),
        "make": lambda: members.update_member(by, member.id, MemberPatch(role=Role.OWNER)),
        "unmake": lambda: members.update_member(by, owner.id, MemberPatch(role=Role.MEMBER)),
        "rename": lambda: members.update_member(by, owner.id, MemberPatch(name="x")),
        "remove": lambda: members.remove_member(by, owner.id),
        "take back": lambda: invitations.revoke_invitation(by, invited.id),
    }
    with pytest.raises(Forbidden, match="Only owners"):
        refused[action]()
    assert (members.list_members(ctx), invitations.list_invitations(ctx)) == before


def test_an_invitation_is_over_when_its_time_is(ctx: Context) -> None:
    made = invitations.create_invitation(ctx, InvitationDraft(name="Anna", days=1))
    late = later(ctx, hours=24)
    assert [one.status for one in invitations.list_invitations(late)] == ["expired"]
    with pytest.raises(InvitationOver, match="expired"):
        join(late, made.code)
    assert join(later(ctx, hours=23.9), made.code).member.name == "Anna"


@pytest.mark.parametrize("end", ["remove", "lower"])
def test_who_may_no_longer_invite_comes_back_by_no_invitation_of_theirs(ctx: Context, end: str) -> None:
    joined = join(ctx, code_for(ctx, Role.ADMIN))
    code = code_for(sign_in(ctx, joined), Role.ADMIN)
    if end == "remove":
        members.remove_member(ctx, joined.member.id)
    else:
        members.update_member(ctx, joined.member.id, MemberPatch(role=Role.MEMBER))
    assert invitations.list_invitations(ctx)[0].status == "revoked"
    with pytest.raises(InvitationOver, match="taken back"):
        join(ctx, code)


def test_an_owner_who_is_made_less_has_invited_no_owner(ctx: Context) -> None:
    joined = join(ctx, code_for(ctx, Role.OWNER))
    by = sign_in(ctx, joined)
    as_owner, as_admin = code_for(by, Role.OWNER), code_for(by, Role.ADMIN)
    members.update_member(ctx, joined.member.id, MemberPatch(role=Role.ADMIN))
    with pytest.raises(InvitationOver):
        join(ctx, as_owner)
    assert join(ctx, as_admin).member.role is Role.ADMIN


def test_a_revoked_key_has_invited_nobody(ctx: Context) -> None:
    made = keys.create_key(ctx, KeyDraft(name="Staff"))
    code = code_for(acting(ctx, keys.authenticate(made.key, ctx.now)))
    keys.revoke_key(ctx, made.id)
    with pytest.raises(InvitationOver):
        join(ctx, code)


@pytest.mark.parametrize(
    "lost",
    [
        {"expires_at": START},
        {"scopes": Scope.LINKS_READ.value},
        {"scopes": " ".join(scope for scope in Scope if scope is not Scope.MEMBERS_CREATE)},
        {"scopes": " ".join(scope for scope in Scope if scope is not Scope.AUDIT_READ)},
    ],
    ids=["expired", "narrowed", "invites nobody", "less than the role"],
)
@pytest.mark.parametrize("of_member", [False, True], ids=["bot", "user"])
def test_an_invitation_is_good_for_as_long_as_its_key_might_make_it(
    ctx: Context, lost: dict[str, Any], of_member: bool
) -> None:
    if of_member:
        made = join(ctx, code_for(ctx, Role.ADMIN)).key
    else:
        made = keys.create_key(ctx, KeyDraft(name="Staff"))
    code = code_for(acting(ctx, keys.authenticate(made.key, ctx.now)), Role.ADMIN)
    assert invitations.list_invitations(ctx)[0].status == "open"
    Key.update(**lost).where(Key.public_id == made.id).execute()
    assert invitations.list_invitations(ctx)[0].status == "revoked"
    with pytest.raises(InvitationOver, match="taken back"):
        join(ctx, code)
    Key.update(scopes=" ".join(Scope), expires_at=None).where(Key.public_id == made.id).execute()
    assert join(ctx, code).member.role is Role.ADMIN


def test_who_is_invited_by_a_bound_key_gets_one_that_is_bound_alike(ctx: Context) -> None:
    bounds = {"plan": "free", "rate_limit": 5, "expires_at": START + timedelta(days=9), "allowed_networks": ["::1/128"]}
    made = keys.create_key(ctx, KeyDraft.model_validate({"name": "Staff", **bounds}))
    code = code_for(acting(ctx, keys.authenticate(made.key, ctx.now, address="::1")), Role.ADMIN)
    found = join(ctx, code).key
    assert {name: getattr(found, name) for name in bounds} == bounds
    free = join(ctx, code_for(ctx, Role.ADMIN)).key
    assert (free.plan, free.rate_limit, free.expires_at, free.allowed_networks) == ("unlimited", None, None, [])


@pytest.mark.parametrize("role", Role)
def test_leaving_takes_a_key_with_all_that_the_role_allows(ctx: Context, role: Role) -> None:
    joined = join(ctx, code_for(ctx, role))
    for scopes in (["links:read"], [scope for scope in scopes_of(role) if scope is not Scope.LINKS_READ]):
        keys.update_key(ctx, joined.key.id, KeyPatch.model_validate({"scopes": scopes}))
        with pytest.raises(ScopeMissing, match="does not end your membership"):
            members.leave_workspace(sign_in(ctx, joined))
    assert members.get_member(ctx, joined.member.id).role is role
    keys.update_key(ctx, joined.key.id, KeyPatch.model_validate({"scopes": sorted(scopes_of(role))}))
    members.leave_workspace(sign_in(ctx, joined))
    assert len(members.list_members(ctx)) == 1


def test_a_key_made_while_its_member_left_opens_nothing(ctx: Context) -> None:
    joined = join(ctx, code_for(ctx))
    Member.update(left_at=ctx.now).where(Member.public_id == joined.member.id).execute()
    with pytest.raises(KeyUnknown):
        keys.authenticate(joined.key.key, ctx.now)
    with pytest.raises(Invalid, match="no member"):
        keys.create_key(ctx, KeyDraft(name="x", member_id=joined.member.id))


def test_the_neighbours_members_are_not_found(ctx: Context) -> None:
    joined = join(ctx, code_for(ctx, Role.ADMIN))
    invited = invitations.create_invitation(ctx, InvitationDraft(name="Ben"))
    theirs = acting(ctx, second_workspace())
    for refused in (
        lambda: members.get_member(theirs, joined.member.id),
        lambda: members.update_member(theirs, joined.member.id, MemberPatch(name="x")),
        lambda: members.remove_member(theirs, joined.member.uuid),
        lambda: invitations.revoke_invitation(theirs, invited.id),
        lambda: invitations.get_invitation(theirs, invited.uuid),
    ):
        with pytest.raises(NotFound):
            refused()
    assert invitations.list_invitations(theirs) == []
    assert len(members.list_members(theirs)) == 1


def done(ctx: Context, call: Callable[..., Any], **arguments: Any) -> Any:
    """Do it as the surfaces do."""
    row = find_operation(call)
    assert row is not None
    return perform(ctx, row, arguments)


def test_the_log_tells_who_came_and_went_and_no_secret(ctx: Context) -> None:
    draft = InvitationDraft(name="Anna", role=Role.ADMIN)
    made = done(ctx, invitations.create_invitation, draft=draft)
    nobody = acting(ctx, Actor(0, frozenset(), role=Role.MEMBER))
    joined = done(nobody, invitations.accept_invitation, draft=AcceptDraft(code=made.code))
    anna = sign_in(ctx, joined)
    done(ctx, members.update_member, member_id=joined.member.id, patch=MemberPatch(role=Role.MEMBER))
    anna = sign_in(ctx, joined)
    done(anna, members.leave_workspace)
    entries = list(AuditEntry.select().order_by(AuditEntry.id))
    assert [(one.action, one.actor) for one in entries] == [
        ("invitation.created", "Owner"),
        ("invitation.accepted", "Anna"),
        ("member.updated", "Owner"),
        ("member.left", "Anna"),
    ]
    assert {one.workspace_id for one in entries} == {ctx.actor.workspace_id}
    assert {one.subject_id for one in entries[1:]} == {joined.member.id}
    kept = "".join(str(vars(one)["__data__"]) for one in entries)
    for secret in (made.code, joined.key.key, joined.key.webhook_secret):
        assert secret not in kept


def test_what_is_ended_again_is_told_once(ctx: Context) -> None:
    made = keys.create_key(ctx, KeyDraft(name="Till"))
    invited = invitations.create_invitation(ctx, InvitationDraft(name="Anna", role=Role.ADMIN))
    late = later(ctx, minutes=1)
    for at in (ctx, late):
        done(at, keys.revoke_key, key_id=made.id)
        done(at, invitations.revoke_invitation, invitation_id=invited.id)
    entries = list(AuditEntry.select().order_by(AuditEntry.id))
    assert [(one.action, one.subject_id, one.subject_name, one.actor) for one in entries] == [
        ("key.revoked", made.id, "Till", "Owner"),
        ("invitation.revoked", invited.id, "Anna", "Owner"),
    ]
    assert {one.at for one in entries} == {ctx.now}
    assert keys.get_key(ctx, made.id).revoked_at == ctx.now


def test_an_invitation_that_nobody_backs_any_more_can_be_taken_back_for_good(ctx: Context) -> None:
    key = keys.create_key(ctx, KeyDraft(name="Staff"))
    invited = invitations.create_invitation(
        acting(ctx, keys.authenticate(key.key, ctx.now)), InvitationDraft(name="Anna", role=Role.MEMBER)
    )
    Key.update(scopes=Scope.LINKS_READ.value).where(Key.public_id == key.id).execute()
    assert invitations.get_invitation(ctx, invited.id).status == "revoked"
    done(ctx, invitations.revoke_invitation, invitation_id=invited.id)
    Key.update(scopes=ALL).where(Key.public_id == key.id).execute()
    assert invitations.get_invitation(ctx, invited.id).status == "revoked"
    assert [one.action for one in AuditEntry.select()] == ["invitation.revoked"]


def test_a_refused_change_leaves_no_word_in_the_log(ctx: Context) -> None:
    with pytest.raises(LastOwner):
        done(ctx, members.leave_workspace)
    assert AuditEntry.select().count() == 0


def test_the_role_is_named_where_it_is_what_is_lacking(ctx: Context) -> None:
    member = sign_in(ctx, join(ctx, code_for(ctx)))
    with pytest.raises(ScopeMissing, match=r"Your role \(member\) may not do that\."):
        member.actor.require(Scope.MEMBERS_READ)
    narrow = replace(member, actor=replace(member.actor, scopes=frozenset({Scope.LINKS_READ})))
    with pytest.raises(ScopeMissing, match="links:create"):  # the role has it, the key has not
        narrow.actor.require(Scope.LINKS_CREATE)


def test_what_a_key_was_last_used_for_is_seen_of_its_member(ctx: Context) -> None:
    joined = join(ctx, code_for(ctx))
    assert joined.member.last_used_at is None
    at = ctx.now + timedelta(days=1)
    keys.authenticate(joined.key.key, at)
    assert members.get_member(ctx, joined.member.id).last_used_at == at
    keys.revoke_key(ctx, joined.key.id)
    found = members.get_member(ctx, joined.member.id)
    assert (found.key_hint, found.last_used_at) == (None, None)
