"""A key that is changed while a request with it waits for others: what it lost it does not write any more."""

import threading
from collections.abc import Callable, Generator
from contextlib import contextmanager
from datetime import UTC, datetime
from typing import Any

import pytest

from qrdesk.core import database
from qrdesk.core.hits import erase
from qrdesk.core.models import AuditEntry, GivenAnswer, Key, Member, Tag
from qrdesk.core.operations import PREFIX
from qrdesk.core.schemas.access import RotationDraft
from qrdesk.core.services import keys
from qrdesk.daemon import auth
from tests.daemon.twins import at_once
from tests.desks import Answer, Desk, context

TAGS = f"{PREFIX}/tags"


@pytest.fixture
def key(api: Desk) -> str:
    """The key of Anna, an admin."""
    code = api.ask("POST", f"{PREFIX}/invitations", {"name": "Anna", "role": "admin"}).data["code"]
    return api.ask("POST", f"{PREFIX}/invitations/accept", {"code": code}, key="").data["key"]["key"]


@contextmanager
def waiting(api: Desk, key: str, monkeypatch: pytest.MonkeyPatch, *sent: Any, **more: Any) -> Generator[list[Answer]]:
    """Hold the writer's place in the body, which begins when a request with ``key`` has come through the door."""
    entered, answers = threading.Event(), list[Answer]()
    whoever = auth.actor_of

    def actor_of(*given: Any) -> Any:
        found = whoever(*given)
        entered.set()
        return found

    def ask() -> None:
        answers.append(api.ask(*sent, key=key, **more))

    with monkeypatch.context() as watched:
        watched.setattr(auth, "actor_of", actor_of)
        asking = threading.Thread(target=ask)
        with database.scope(), database.write():
            database.hold_edits()
            asking.start()
            assert entered.wait(20)
            yield answers
            assert not answers
        asking.join(20)
        assert not asking.is_alive()


def revoke(api: Desk) -> None:
    Key.update(revoked_at=datetime.now(UTC)).where(Key.member.is_null(False)).execute()


def remove(api: Desk) -> None:
    Member.update(left_at=datetime.now(UTC)).where(Member.name == "Anna").execute()


def rotate(api: Desk) -> None:
    row = Key.get(Key.member.is_null(False))
    keys.rotate_key(context(api.opened), row.public_id, RotationDraft(grace_days=0))


def narrow(api: Desk) -> None:
    Key.update(scopes="links:read").where(Key.member.is_null(False)).execute()


def move(api: Desk) -> None:
    Key.update(allowed_networks="203.0.113.0/24").where(Key.member.is_null(False)).execute()


def expire(api: Desk) -> None:
    Key.update(expires_at=datetime.now(UTC)).where(Key.member.is_null(False)).execute()


def demote(api: Desk) -> None:
    Member.update(role="member").where(Member.name == "Anna").execute()


CHANGES = [
    (revoke, 401, "key_unknown"),
    (remove, 401, "key_unknown"),
    (rotate, 401, "key_unknown"),
    (expire, 401, "key_unknown"),
    (move, 503, "busy"),  # and at its next request the door looks where it is
    (narrow, 403, "scope_missing"),
    (demote, 503, "busy"),  # a member may make tags, but this one was looked at as an admin
]


@pytest.mark.parametrize("headers", [{}, {"Idempotency-Key": "one"}], ids=["bare", "named"])
@pytest.mark.parametrize(("change", "status", "code"), CHANGES)
def test_who_loses_it_while_waiting_writes_nothing(
    api: Desk,
    key: str,
    monkeypatch: pytest.MonkeyPatch,
    change: Callable[[Desk], None],
    status: int,
    code: str,
    headers: dict[str, str],
) -> None:
    with waiting(api, key, monkeypatch, "POST", TAGS, {"name": "red"}, headers=headers) as answers:
        change(api)
    (answer,) = answers
    assert (answer.status, answer.code) == (status, code)
    with database.scope():
        assert Tag.select().count() == GivenAnswer.select().count() == 0
        assert AuditEntry.select().where(AuditEntry.action == "tag.created").count() == 0


def test_who_is_made_less_may_not_do_what_takes_more(api: Desk, key: str, monkeypatch: pytest.MonkeyPatch) -> None:
    with waiting(api, key, monkeypatch, "PATCH", f"{PREFIX}/workspace", {"name": "Mine"}) as answers:
        demote(api)
    assert (answers[0].status, answers[0].code) == (403, "scope_missing")
    assert api.ask("GET", f"{PREFIX}/workspace").data["name"] != "Mine"


def test_after_a_change_of_what_it_may_do_it_may_try_again(
    api: Desk, key: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    with waiting(api, key, monkeypatch, "POST", TAGS, {"name": "red"}) as answers:
        demote(api)
    assert answers[0].headers["Retry-After"] == "1"
    assert api.ask("POST", TAGS, {"name": "red"}, key=key).status == 201


@pytest.mark.parametrize("headers", [{}, {"Idempotency-Key": "one"}], ids=["bare", "named"])
def test_who_only_waited_goes_on(api: Desk, key: str, monkeypatch: pytest.MonkeyPatch, headers: dict[str, str]) -> None:
    with waiting(api, key, monkeypatch, "POST", TAGS, {"name": "red"}, headers=headers) as answers:
        Key.update(name="Another name").execute()
    assert answers[0].status == 201


def test_what_a_twin_has_made_is_answered_though_the_key_was_replaced_by_it(
    api: Desk, key: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    sent = ("POST", f"{PREFIX}/keys/rotate-own", {"grace_days": 0})
    ready = threading.Barrier(3)
    whoever = auth.actor_of

    def actor_of(*given: Any) -> Any:
        found = whoever(*given)
        ready.wait(20)  # all are past the door before the first of them writes
        return found

    monkeypatch.setattr(auth, "actor_of", actor_of)
    answers = at_once(lambda: api.ask(*sent, key=key, headers={"Idempotency-Key": "one"}), times=3, status=200)
    monkeypatch.undo()
    assert api.ask("GET", TAGS, key=answers[0].data["key"]).status == 200
    assert api.ask("GET", TAGS, key=key).status == 401


def test_hits_are_forgotten_whole_by_a_key_that_ends_half_way(
    api: Desk, key: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    link = api.ask("POST", f"{PREFIX}/links", {"destination": "https://example.com/"}).data["id"]
    forget = erase.erase_link

    def ended(*given: Any) -> int:
        erased = forget(*given)
        revoke(api)
        return erased

    monkeypatch.setattr(erase, "erase_link", ended)
    assert api.ask("DELETE", f"{PREFIX}/links/{link}/hits", key=key).status == 200
    with database.scope():
        assert AuditEntry.select().where(AuditEntry.action == "hits.erased").count() == 1
    assert api.ask("GET", f"{PREFIX}/links/{link}", key=key).status == 401
