"""Joining by an invitation, sent again: the key is shown again to who has the code and the name, while it is good."""

import json
from collections.abc import Callable
from typing import Any

import pytest

from qrdesk.core import database
from qrdesk.core.models import GivenAnswer, Key, Member
from qrdesk.core.operations import OPERATIONS, PREFIX
from qrdesk.daemon.idempotency import WHILE_GOOD
from tests.daemon.test_api_requests import refused
from tests.daemon.twins import at_once
from tests.desks import Answer, Desk

JOIN = f"{PREFIX}/invitations/accept"
NAME = "4d5a 16 or more bytes"


def invited(api: Desk, name: str = "Anna") -> str:
    return api.ask("POST", f"{PREFIX}/invitations", {"name": name, "role": "member"}).data["code"]


def join(api: Desk, code: str, name: str | None = NAME) -> Answer:
    headers = {} if name is None else {"Idempotency-Key": name}
    return api.ask("POST", JOIN, {"code": code}, key="", headers=headers)


def count_members() -> int:
    with database.scope():
        return Member.select().count()


def test_who_was_invited_gets_the_key_again_when_the_answer_was_lost(api: Desk) -> None:
    code, before = invited(api), count_members()
    first, second = join(api, code), join(api, code)
    assert (first.status, second.status) == (201, 201)
    assert first.content == second.content
    assert "Idempotent-Replay" not in first.headers
    assert second.headers["Idempotent-Replay"] == "true"
    assert api.ask("GET", f"{PREFIX}/links", key=second.data["key"]["key"]).status == 200
    assert count_members() == before + 1


@pytest.mark.parametrize("name", [None, "another name of 16 or more"])
def test_who_finds_the_code_alone_gets_no_key(api: Desk, name: str | None) -> None:
    code = invited(api)
    key = join(api, code).data["key"]["key"]
    answer = join(api, code, name)
    assert "has been used" in refused(answer, 410, "invitation_over")
    assert key not in answer.content.decode()


def test_who_finds_the_name_alone_gets_no_key(api: Desk) -> None:
    key = join(api, invited(api)).data["key"]["key"]
    for code in ("qri_0", "", "qri_" + "0" * 32):
        answer = join(api, code)
        assert answer.status in {404, 422}
        assert key not in answer.content.decode()
    other = join(api, invited(api, "Ben"))
    assert other.status == 201
    assert "Idempotent-Replay" not in other.headers
    assert other.data["key"]["key"] != key


def test_who_joins_as_somebody_else_is_told_so(api: Desk) -> None:
    code = invited(api)
    key = join(api, code).data["key"]["key"]
    answer = api.ask("POST", JOIN, {"code": code, "name": "Eve"}, key="", headers={"Idempotency-Key": NAME})
    assert "another request" in refused(answer, 409, "idempotency_key_conflict")
    assert key not in answer.content.decode()


def test_an_invitation_without_a_name_is_taken_once_as_ever(api: Desk) -> None:
    code = invited(api)
    assert join(api, code, None).status == 201
    refused(join(api, code, None), 410, "invitation_over")
    refused(join(api, code), 410, "invitation_over")


def test_of_those_who_join_nothing_that_opens_the_door_is_kept_to_be_read(api: Desk) -> None:
    code = invited(api)
    key = join(api, code, "a long name of mine").data["key"]["key"]
    with database.scope():
        (row,) = GivenAnswer.select()
    for secret in (code, key, "a long name of mine", "Anna"):
        assert secret not in row.name
        assert secret.encode() not in bytes(row.body)


def test_who_joins_four_times_at_once_joins_once(api: Desk) -> None:
    code, before = invited(api), count_members()
    at_once(lambda: join(api, code))
    assert count_members() == before + 1


@pytest.mark.parametrize("name", ["1", "x" * 15, f'"{"x" * 15}"', "", "x" * 256])
def test_a_name_that_may_be_guessed_lets_nobody_in(api: Desk, name: str) -> None:
    code, before = invited(api), count_members()
    assert "16 to 255 bytes" in refused(join(api, code, name), 400, "bad_request")
    assert count_members() == before
    assert join(api, code, "x" * 16).status == 201


def rotate(api: Desk, joined: Any) -> int:
    return api.ask("POST", f"{PREFIX}/keys/rotate-own", {"grace_days": 7}, key=joined["key"]["key"]).status


def revoke(api: Desk, joined: Any) -> int:
    return api.ask("DELETE", f"{PREFIX}/keys/{joined['key']['id']}").status


def remove(api: Desk, joined: Any) -> int:
    return api.ask("DELETE", f"{PREFIX}/members/{joined['member']['id']}").status


def expire(_: Desk, joined: Any) -> int:
    with database.scope():
        Key.update(expires_at=Key.created_at).where(Key.public_id == joined["key"]["id"]).execute()
    return 200


@pytest.mark.parametrize("end", [rotate, revoke, remove, expire])
def test_who_was_invited_gets_a_key_again_only_while_it_is_as_it_was(
    api: Desk, end: Callable[[Desk, Any], int]
) -> None:
    code = invited(api)
    joined = join(api, code).data
    assert join(api, code).data == joined
    assert end(api, joined) in {200, 204}
    answer = join(api, code)
    assert "has been used" in refused(answer, 410, "invitation_over")
    assert "Idempotent-Replay" not in answer.headers
    assert joined["key"]["key"] not in answer.content.decode()


def test_the_reference_tells_how_a_name_must_be_without_a_key(api: Desk) -> None:
    told = json.loads(api.ask("GET", "/openapi.json", key="").content)["paths"][JOIN]["post"]
    (header,) = told["parameters"]
    assert header["schema"]["minLength"] == 16
    assert "invitation_over" in header["description"]
    assert "invitation_over" in told["responses"]["410"]["description"]


def test_of_what_everybody_may_make_nothing_is_given_again_unseen() -> None:
    assert {row.call for row in OPERATIONS if row.public and row.idempotent} == WHILE_GOOD.keys()
