"""Members, invitations and workspaces through the client: in process, over HTTP, and on PostgreSQL."""

from collections.abc import Generator
from contextlib import contextmanager
from pathlib import Path

import pytest

from qrdesk.client import AcceptDraft, Client, InvitationDraft, LinkDraft, MemberPatch, WorkspaceDraft, WorkspacePatch
from qrdesk.client.http import HttpTransport
from qrdesk.core import database
from qrdesk.core.errors import (
    Conflict,
    Forbidden,
    Invalid,
    InvitationOver,
    KeyUnknown,
    LastOwner,
    NotFound,
    ScopeMissing,
)
from qrdesk.core.models import Workspace
from qrdesk.core.schemas.access import Role, scopes_of
from qrdesk.core.schemas.links import LinkView
from qrdesk.core.schemas.members import AcceptedView
from qrdesk.core.settings import Settings


def invite(client: Client, name: str, role: Role) -> AcceptedView:
    """Let somebody in."""
    return client.invitations.accept(
        AcceptDraft(code=client.invitations.create(InvitationDraft(name=name, role=role)).code)
    )


@contextmanager
def signed_in(client: Client, key: str) -> Generator[Client]:
    """Use the same server with another key."""
    assert isinstance(client.transport, HttpTransport)
    with Client.remote(client.transport.server, key) as other:
        yield other


# in process nobody comes with a key
by_http = pytest.mark.parametrize("client", ["http", "postgres"], indirect=True)


def test_somebody_is_invited_and_comes_in_once(client: Client) -> None:
    made = client.invitations.create(InvitationDraft(name="Anna", role=Role.ADMIN, days=3))
    assert made.code.startswith("qri_")
    assert made.status == "open"
    assert (made.expires_at - made.created_at).days == 3
    joined = client.invitations.accept(AcceptDraft(code=f" {made.code} ", name="Anna Amsel"))
    assert (joined.member.name, joined.member.role) == ("Anna Amsel", Role.ADMIN)
    assert joined.member.key_hint == joined.key.hint
    assert joined.workspace == client.workspace.get()
    with pytest.raises(InvitationOver, match="used"):
        client.invitations.accept(AcceptDraft(code=made.code))
    assert joined.member in client.members.list()
    (listed,) = client.invitations.list()
    assert (listed.status, listed.member_id) == ("accepted", joined.member.id)
    assert not hasattr(listed, "code")


def test_a_code_that_nobody_gave_out_lets_nobody_in(client: Client) -> None:
    before = client.members.list()
    with pytest.raises(NotFound, match="not known"):
        client.invitations.accept(AcceptDraft(code="qri_0"))
    assert client.members.list() == before


def test_an_invitation_is_taken_back(client: Client) -> None:
    made = client.invitations.create(InvitationDraft(name="Anna"))
    client.invitations.revoke(made.id)
    client.invitations.revoke(made.uuid)
    with pytest.raises(InvitationOver, match="taken back"):
        client.invitations.accept(AcceptDraft(code=made.code))
    assert [one.status for one in client.invitations.list()] == ["revoked"]
    with pytest.raises(NotFound):
        client.invitations.revoke("inv_0000000000")
    used = client.invitations.create(InvitationDraft(name="Ben"))
    client.invitations.accept(AcceptDraft(code=used.code))
    with pytest.raises(Conflict, match="has come"):
        client.invitations.revoke(used.id)


@by_http
def test_a_key_does_what_the_role_of_its_member_allows_at_every_call(client: Client, lunch: LinkView) -> None:
    joined = invite(client, "Anna", Role.MEMBER)
    with signed_in(client, joined.key.key) as anna:
        me = anna.me.get()
        assert (me.member, me.role, me.plan) == (anna_as_seen(client, joined), Role.MEMBER, "unlimited")
        assert set(me.scopes) == {scope.value for scope in scopes_of(Role.MEMBER)}
        assert me.key is not None
        assert me.key.hint == joined.key.hint
        assert anna.links.get("lunch").id == lunch.id
        anna.links.create(LinkDraft(destination="https://example.com"))
        for refused in (anna.members.list, anna.keys.list, anna.workspace.get, anna.invitations.list):
            with pytest.raises(ScopeMissing):
                refused()
        client.members.update(joined.member.id, MemberPatch(role=Role.ADMIN))
        assert anna.members.list()
        assert "keys:create" in anna.me.get().scopes
        client.members.update(joined.member.id, MemberPatch(role=Role.MEMBER))
        with pytest.raises(ScopeMissing):
            anna.members.list()


def anna_as_seen(client: Client, joined: AcceptedView) -> object:
    """Return the member as it is listed now: her key has been used meanwhile."""
    return next(one for one in client.members.list() if one.id == joined.member.id)


@by_http
def test_a_member_who_is_removed_is_out_at_once(client: Client) -> None:
    joined = invite(client, "Anna", Role.ADMIN)
    with signed_in(client, joined.key.key) as anna:
        code = anna.invitations.create(InvitationDraft(name="Anna again", role=Role.ADMIN)).code
        client.members.remove(joined.member.id)
        with pytest.raises(KeyUnknown, match="revoked"):
            anna.me.get()
    with pytest.raises(InvitationOver, match="taken back"):
        client.invitations.accept(AcceptDraft(code=code))
    for gone in (client.members.get, client.members.remove):
        with pytest.raises(NotFound):
            gone(joined.member.id)
    assert joined.member.id not in {one.id for one in client.members.list()}


@by_http
def test_a_member_leaves_and_a_program_cannot(client: Client) -> None:
    joined = invite(client, "Anna", Role.MEMBER)
    with signed_in(client, joined.key.key) as anna:
        anna.members.leave()
        with pytest.raises(KeyUnknown):
            anna.me.get()
    with pytest.raises(Forbidden, match="no member"):
        client.members.leave()  # its key is a program's


@by_http
def test_nobody_but_an_owner_touches_owners(client: Client) -> None:
    (owner,) = client.members.list()
    joined = invite(client, "Anna", Role.ADMIN)
    with signed_in(client, joined.key.key) as anna:
        for by in (anna, client):
            for refused in (
                lambda by=by: by.members.update(owner.id, MemberPatch(name="Nobody")),
                lambda by=by: by.members.update(owner.id, MemberPatch(role=Role.MEMBER)),
                lambda by=by: by.members.update(joined.member.id, MemberPatch(role=Role.OWNER)),
                lambda by=by: by.members.remove(owner.id),
                lambda by=by: by.invitations.create(InvitationDraft(name="x", role=Role.OWNER)),
            ):
                with pytest.raises(Forbidden):
                    refused()
        assert anna.members.update(joined.member.id, MemberPatch(name="Anna A")).name == "Anna A"
    assert next(one for one in client.members.list() if one.id == owner.id) == owner


def test_the_last_owner_stays(tmp_path: Path) -> None:
    with Client.local(str(tmp_path / "q.db"), Settings(data_dir=str(tmp_path / "data"))) as client:
        (owner,) = client.members.list()
        for refused in (
            client.members.leave,
            lambda: client.members.remove(owner.id),
            lambda: client.members.update(owner.id, MemberPatch(role=Role.ADMIN)),
        ):
            with pytest.raises(LastOwner):
                refused()
        assert client.members.update(owner.id, MemberPatch(role=Role.OWNER, name="Olga")).name == "Olga"
        other = invite(client, "Anna", Role.OWNER).member
        client.members.leave()
        assert client.members.list() == [other]
    with Client.local(str(tmp_path / "q.db"), Settings(data_dir=str(tmp_path / "data"))) as client:
        found = client.me.get()
        assert found.member == other
        assert found.key is None


def test_there_are_several_workspaces_in_a_database(tmp_path: Path) -> None:
    url, settings = str(tmp_path / "q.db"), Settings(data_dir=str(tmp_path / "data"))
    draft = WorkspaceDraft(name="Bakery  Two", url="https://go.two.example", time_zone="Asia/Kolkata", owner="Tara")
    with Client.local(url, settings) as client:
        first = client.workspace.get()
        made = client.workspaces.create(draft)
        assert (made.name, made.time_zone) == ("Bakery Two", "Asia/Kolkata")
        assert client.workspaces.list() == [first, made]
        assert client.in_workspace("bakery two").workspace.get() == made
        assert client.workspace.get() == first
        with pytest.raises(NotFound):
            client.in_workspace("nowhere")
        client.links.create(LinkDraft(destination="https://example.com", slug="lunch"))
        for address in ("https://go.two.example", "http://127.0.0.1:8765", "http://localhost:8765"):
            with pytest.raises(Conflict, match="belongs to another workspace"):
                client.workspaces.create(WorkspaceDraft(name="Three", url=address))
        with pytest.raises(Invalid) as refused:
            client.workspaces.create(WorkspaceDraft(name="Three", url="https://three.example", time_zone="Mars"))
        assert list(refused.value.field_errors) == ["time_zone"]
        assert len(client.workspaces.list()) == 2
    for name in ("bakery two", made.id, made.uuid):
        with Client.local(url, settings, workspace=name) as two:
            assert two.workspace.get() == made
            assert [one.name for one in two.members.list()] == ["Tara"]
            assert two.links.list().data == []
            assert [one.url for one in two.domains.list()] == ["https://go.two.example"]
    with Client.local(url, Settings(data_dir=settings.data_dir, workspace=made.id)) as two:
        assert two.links.create(LinkDraft(destination="https://example.com", slug="a")).short_url.startswith(
            "https://go.two"
        )
        with pytest.raises(Conflict, match="already"):
            two.workspace.update(WorkspacePatch(name=first.name))
        with database.scope(), database.write():  # as keys may: they are not told how others are called
            Workspace.update(name=first.name).where(Workspace.public_id == made.id).execute()
    for name, error in (("nowhere", NotFound), (first.name, Conflict)):
        with pytest.raises(error):
            Client.local(url, settings, workspace=name)


@by_http
def test_over_http_nobody_sees_other_workspaces(client: Client) -> None:
    for refused in (
        lambda: client.in_workspace("two"),
        client.workspaces.list,
        lambda: client.workspaces.create(WorkspaceDraft(name="Two", url="https://two.example")),
    ):
        with pytest.raises(Forbidden):
            refused()
