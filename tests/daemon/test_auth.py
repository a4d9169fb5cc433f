"""Keys at the door: two headers, one key, and plain words for each way to get it wrong."""

from datetime import UTC, datetime, timedelta

import pytest

from qrdesk.core import database
from qrdesk.core.models import Key
from qrdesk.core.operations import PREFIX
from qrdesk.core.services.keys import mint, well_formed
from tests.desks import Desk, make_key

LINKS = f"{PREFIX}/links"


@pytest.mark.parametrize(
    "headers",
    [
        {"Authorization": "Bearer {key}"},
        {"Authorization": "bearer   {key} "},
        {"x-api-key": "{key}"},
        {"x-api-key": " {key}"},
        {"Authorization": "Bearer {key}", "x-api-key": "{key}"},
        {"Authorization": "Basic dXNlcjpwYXNz", "x-api-key": "{key}"},
    ],
)
def test_a_key_opens_in_either_header(api: Desk, headers: dict[str, str]) -> None:
    sent = {name: value.format(key=api.key) for name, value in headers.items()}
    assert api.ask("GET", LINKS, key="", headers=sent).status == 200


@pytest.mark.parametrize(
    ("headers", "code"),
    [
        ({}, "unauthenticated"),
        ({"Authorization": ""}, "unauthenticated"),
        ({"Authorization": "Bearer"}, "unauthenticated"),
        ({"Authorization": "Basic {key}"}, "unauthenticated"),
        ({"Authorization": "{key}"}, "unauthenticated"),
        ({"Cookie": "key={key}"}, "unauthenticated"),
        ({"Authorization": "Bearer {key}x"}, "key_mistyped"),
        ({"Authorization": "Bearer {key}, Bearer {key}"}, "key_mistyped"),
        ({"x-api-key": "qrd_"}, "key_mistyped"),
        ({"x-api-key": "' OR 1=1 --"}, "key_mistyped"),
        ({"x-api-key": "\xff" * 42}, "key_mistyped"),
        ({"x-api-key": "{other}"}, "key_unknown"),
    ],
)
def test_a_door_without_a_good_key_stays_shut(api: Desk, headers: dict[str, str], code: str) -> None:
    other = mint()
    sent = {name: value.format(key=api.key, other=other) for name, value in headers.items()}
    answer = api.ask("GET", LINKS, key="", headers=sent)
    assert (answer.status, answer.code) == (401, code)
    assert answer.headers["Www-Authenticate"].startswith('Bearer realm="qrdesk"')
    assert api.key not in answer.content.decode()
    assert other not in answer.content.decode()


def test_two_different_keys_are_a_question_and_not_a_choice(api: Desk) -> None:
    answer = api.ask("GET", LINKS, headers={"x-api-key": make_key(api.opened)})
    assert (answer.status, answer.code) == (400, "ambiguous_key")


def test_a_key_in_the_address_does_not_count(api: Desk) -> None:
    for name in ("key", "api_key", "x-api-key", "access_token", "token"):
        assert api.ask("GET", f"{LINKS}?{name}={api.key}", key="").status == 401


def test_a_key_that_has_expired_or_was_revoked_is_told_so(api: Desk) -> None:
    soon = api.ask("POST", f"{PREFIX}/keys", {"name": "x", "expires_at": "2999-01-01T00:00:00Z"}).data
    assert api.ask("GET", LINKS, key=soon["key"]).status == 200
    with database.scope():
        Key.update(expires_at=datetime.now(UTC) - timedelta(seconds=1)).where(Key.public_id == soon["id"]).execute()
    expired = api.ask("GET", LINKS, key=soon["key"])
    assert (expired.status, expired.json["error"]["message"]) == (401, "This key has expired.")
    assert api.ask("DELETE", f"{PREFIX}/keys/{soon['id']}").status == 204
    assert "revoked" in api.ask("GET", LINKS, key=soon["key"]).json["error"]["message"]


def test_a_key_notes_when_it_was_used_but_not_each_time(api: Desk) -> None:
    def used() -> object:
        return next(key["last_used_at"] for key in api.ask("GET", f"{PREFIX}/keys").data)

    first = used()
    assert first is not None
    assert used() == first


def test_a_key_is_never_kept(api: Desk) -> None:
    made = api.ask("POST", f"{PREFIX}/keys", {"name": "x"}).data
    database.close()
    assert api.opened.path is not None
    kept = b"".join(file.read_bytes() for file in api.opened.path.parent.glob("qrdesk.db*"))
    assert made["key"].encode() not in kept
    assert made["webhook_secret"].encode() not in kept
    assert made["id"].encode() in kept


def test_a_typo_in_a_key_is_noticed_without_asking_the_database() -> None:
    key = mint()
    assert well_formed(key)
    for position in range(len(key)):
        other = "A" if key[position] != "A" else "B"
        assert not well_formed(key[:position] + other + key[position + 1 :])
    assert not well_formed(key[:-1])
    assert not well_formed(key + "0")
