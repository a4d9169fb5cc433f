"""Keys, domains and the workspace through the client."""

from datetime import UTC, datetime, timedelta

import pytest

from qrdesk.client import Client, KeyDraft, KeyPatch, LinkDraft, PublicUrlDraft, RotationDraft, WorkspacePatch
from qrdesk.client.http import HttpTransport
from qrdesk.core.errors import BadDestination, Conflict, Invalid, KeyNotFromHere, KeyUnknown, NotFound, ScopeMissing
from qrdesk.core.schemas.access import Scope
from qrdesk.core.schemas.links import LinkView


def test_a_key_is_shown_once_and_then_only_hinted_at(client: Client) -> None:
    made = client.keys.create(KeyDraft(name=" Till  4 ", scopes=(Scope.LINKS_READ,), rate_limit=60, plan="pro"))
    assert made.key.startswith("qrd_")
    assert len(made.key) == 42
    assert made.webhook_secret.startswith("whsec_")
    assert made.hint == f"{made.key[:8]}…{made.key[-4:]}"
    listed = next(key for key in client.keys.list() if key.id == made.id)
    assert (listed.name, listed.scopes, listed.rate_limit, listed.plan) == ("Till 4", ["links:read"], 60, "pro")
    assert not hasattr(listed, "key")


def test_a_key_made_by_the_client_works_until_it_is_revoked(client: Client) -> None:
    made = client.keys.create(KeyDraft(name="Till", scopes=(Scope.LINKS_READ,)))
    if isinstance(client.transport, HttpTransport):
        with Client.remote(client.transport.server, made.key) as till:
            assert till.links.list().data == []
            with pytest.raises(ScopeMissing, match="links:create"):
                till.links.create(LinkDraft(destination="https://example.com"))
            client.keys.revoke(made.id)
            with pytest.raises(KeyUnknown, match="revoked"):
                till.links.list()
    else:
        client.keys.revoke(made.uuid)
    revoked = next(key for key in client.keys.list() if key.id == made.id)
    assert revoked.revoked_at is not None
    client.keys.revoke(made.id)
    assert next(key for key in client.keys.list() if key.id == made.id).revoked_at == revoked.revoked_at


def test_a_key_is_changed_and_rotated_by_the_client(client: Client) -> None:
    made = client.keys.create(KeyDraft(name="Till", scopes=(Scope.LINKS_READ,), allowed_networks=("203.0.113.9/24",)))
    assert made.allowed_networks == ["203.0.113.0/24"]
    changed = client.keys.update(made.id, KeyPatch(name="Bar", allowed_networks=()))
    assert (changed.name, changed.allowed_networks, changed.scopes) == ("Bar", [], ["links:read"])
    rotated = client.keys.rotate(made.id, RotationDraft(grace_days=1))
    assert rotated.hint == f"{rotated.key[:8]}…{rotated.key[-4:]}" != made.hint
    found = client.keys.get(made.id)
    assert (found.hint, found.old_until) == (rotated.hint, rotated.old_until)


def test_a_client_with_a_key_gives_itself_a_new_one(client: Client) -> None:
    made = client.keys.create(KeyDraft(name="Till", scopes=(Scope.LINKS_READ,)))
    if not isinstance(client.transport, HttpTransport):
        with pytest.raises(Conflict, match="without a key"):
            client.keys.rotate_own()
        return
    with Client.remote(client.transport.server, made.key) as till:
        rotated = till.keys.rotate_own()
        with pytest.raises(KeyUnknown, match="replaced"):
            till.links.list()
    with Client.remote(client.transport.server, rotated.key) as till:
        assert till.links.list().data == []
        client.keys.update(made.id, KeyPatch(allowed_networks=("203.0.113.0/24",)))
        with pytest.raises(KeyNotFromHere):
            till.links.list()


def test_a_key_that_is_not_there_cannot_be_revoked(client: Client) -> None:
    with pytest.raises(NotFound):
        client.keys.revoke("key_0000000000")


def test_a_key_cannot_be_made_for_the_past(client: Client) -> None:
    past = datetime.now(UTC) - timedelta(seconds=1)
    before = client.keys.list()
    with pytest.raises(Invalid) as refused:
        client.keys.create(KeyDraft(name="late", expires_at=past))
    assert list(refused.value.field_errors) == ["expires_at"]
    assert client.keys.list() == before


def test_the_public_address_moves_the_links_that_were_never_public(client: Client, lunch: LinkView) -> None:
    changed = client.domains.set_public_url(PublicUrlDraft(url="https://Go.Example.com"))
    assert (changed.host, changed.url, changed.fit_for_print) == ("go.example.com", "https://go.example.com", True)
    assert client.links.get("lunch").short_url == "https://go.example.com/lunch"
    assert [domain.host for domain in client.domains.list()] == ["go.example.com"]
    client.domains.set_public_url(PublicUrlDraft(url="https://new.example.com"))
    assert [(domain.host, domain.is_default) for domain in client.domains.list()] == [
        ("new.example.com", True),
        ("go.example.com", False),
    ]
    assert client.links.get(lunch.id).short_url == "https://go.example.com/lunch"
    with pytest.raises(BadDestination):
        client.links.create(LinkDraft(destination="https://go.example.com/lunch"))


@pytest.mark.parametrize(
    "url", ["", "https://go.example.com/path", "ftp://go.example.com", "https://user@go.example.com"]
)
def test_a_public_address_that_is_none_changes_nothing(client: Client, url: str) -> None:
    before = client.domains.list()
    with pytest.raises(Invalid) as refused:
        client.domains.set_public_url(PublicUrlDraft(url=url))
    assert list(refused.value.field_errors) == ["url"]
    assert client.domains.list() == before


def test_the_workspace_has_a_name_and_a_time_zone(client: Client) -> None:
    changed = client.workspace.update(WorkspacePatch(name="Café", time_zone="Asia/Kolkata"))
    assert (changed.name, changed.time_zone) == ("Café", "Asia/Kolkata")
    assert client.workspace.get() == changed
    with pytest.raises(Invalid) as refused:
        client.workspace.update(WorkspacePatch(time_zone="Mars/Olympus"))
    assert list(refused.value.field_errors) == ["time_zone"]
    with pytest.raises(Invalid):
        client.workspace.update(WorkspacePatch(time_zone="../../etc/passwd"))
    assert client.workspace.get() == changed
