"""Keys at the door: two headers, one key, and plain words for each way to get it wrong."""

from datetime import UTC, datetime, timedelta

import pytest

from qrdesk.core import database
from qrdesk.core.key_texts import mint, well_formed
from qrdesk.core.models import Key
from qrdesk.core.operations import PREFIX
from qrdesk.daemon import auth
from qrdesk.daemon.parsing import PROXIED
from qrdesk.daemon.server import UNNAMED
from tests.desks import Desk, make_key
from tests.table import as_stored

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


def test_a_key_notes_the_network_and_the_program_but_not_the_address(api: Desk) -> None:
    made = api.ask("POST", f"{PREFIX}/keys", {"name": "x"}).data
    agent = "till\u202e/4 " + "x" * 300
    assert api.ask("GET", LINKS, key=made["key"], headers={"User-Agent": agent}).status == 200
    used = api.ask("GET", f"{PREFIX}/keys/{made['id']}").data
    assert used["last_used_from"] == "127.0.0.0/24"
    assert used["last_used_agent"] == agent.replace("\u202e", "")[:200]


def test_a_key_for_other_networks_opens_nothing_and_says_so(api: Desk) -> None:
    made = api.ask("POST", f"{PREFIX}/keys", {"name": "x", "allowed_networks": ["203.0.113.0/24"]}).data
    refused = api.ask("GET", LINKS, key=made["key"])
    assert (refused.status, refused.code) == (403, "key_not_from_here")
    assert "203.0.113" not in refused.content.decode()
    here = {"allowed_networks": ["203.0.113.0/24", "127.0.0.0/8"]}
    assert api.ask("PATCH", f"{PREFIX}/keys/{made['id']}", here).status == 200
    assert api.ask("GET", LINKS, key=made["key"]).status == 200


@pytest.mark.parametrize(
    ("environ", "address"),
    [
        ({"REMOTE_ADDR": "203.0.113.9"}, "203.0.113.9"),
        ({"REMOTE_ADDR": "10.0.0.1"}, "10.0.0.1"),
        ({"REMOTE_ADDR": "10.0.0.1", PROXIED: "1"}, ""),  # anybody may stand behind it
        ({"REMOTE_ADDR": "::1", PROXIED: "1"}, ""),
        ({"REMOTE_ADDR": "8.8.8.8", PROXIED: "1"}, "8.8.8.8"),  # a client with a proxy of its own
        ({"REMOTE_ADDR": "10.0.0.9", PROXIED: "1", "HTTP_X_FORWARDED_FOR": "10.0.0.9"}, "10.0.0.9"),  # trusted
        ({"REMOTE_ADDR": "10.0.0.1", PROXIED: "1", "HTTP_X_FORWARDED_FOR": "me", UNNAMED: True}, ""),
        ({"REMOTE_ADDR": ""}, ""),
        ({}, ""),
    ],
)
def test_an_address_counts_where_the_server_can_know_it(environ: dict[str, object], address: str) -> None:
    assert auth.address_of(environ) == address


@pytest.mark.parametrize(
    ("agent", "kept"),
    [
        ("curl/8.5", "curl/8.5"),
        ("Kasse\u00a04 \u00fc".encode().decode("latin-1"), "Kasse4 \u00fc"),
        ("\xff\r\n\x00x", "\xffx"),
        ("", ""),
        (" " * 900, ""),
    ],
)
def test_what_a_program_calls_itself_is_kept_as_one_short_line(agent: str, kept: str) -> None:
    assert auth.origin_of({"HTTP_USER_AGENT": agent, "REMOTE_ADDR": "2001:db8:1:2::3"}) == (
        auth.Origin("api", "2001:db8:1::/48", kept)
    )


def test_a_key_is_rotated_and_the_old_text_goes_on_for_the_days_of_grace(api: Desk) -> None:
    made = api.ask("POST", f"{PREFIX}/keys", {"name": "x"}).data
    own = api.ask("POST", f"{PREFIX}/keys/rotate-own", {"grace_days": 7}, key=made["key"])
    assert (own.status, own.data["id"]) == (200, made["id"])
    assert "webhook_secret" not in own.data
    for key in (made["key"], own.data["key"]):
        assert api.ask("GET", LINKS, key=key).status == 200
    last = api.ask("POST", f"{PREFIX}/keys/{made['id']}/rotate", {}).data
    for key, status in ((made["key"], 401), (own.data["key"], 401), (last["key"], 200)):
        assert api.ask("GET", LINKS, key=key).status == status
    for days in (-1, 8, "x"):
        refused = api.ask("POST", f"{PREFIX}/keys/{made['id']}/rotate", {"grace_days": days})
        assert (refused.status, list(refused.json["error"]["field_errors"])) == (422, ["grace_days"])


def test_the_text_before_a_rotation_does_not_lock_out_who_has_the_new_one(api: Desk) -> None:
    made = api.ask("POST", f"{PREFIX}/keys", {"name": "x"}).data
    new = api.ask("POST", f"{PREFIX}/keys/{made['id']}/rotate", {"grace_days": 7}).data
    for path, body in (
        ("/keys/rotate-own", {"grace_days": 0}),
        (f"/keys/{made['id']}/rotate", {}),
        ("/keys", {"name": "y"}),
        ("/invitations", {"name": "Eve"}),
    ):
        refused = api.ask("POST", PREFIX + path, body, key=made["key"])
        assert (refused.status, refused.code) == (403, "forbidden")
        assert "the replaced text of the key" in refused.json["error"]["message"]
    assert api.ask("GET", LINKS, key=made["key"]).status == 200
    assert api.ask("POST", f"{PREFIX}/keys/rotate-own", {"grace_days": 0}, key=new["key"]).status == 200


def test_a_bound_key_is_told_in_what_another_would_be_freer(api: Desk) -> None:
    bounds = {"rate_limit": 50, "allowed_networks": ["127.0.0.0/8"], "expires_at": "2999-01-01T00:00:00Z"}
    small = api.ask("POST", f"{PREFIX}/keys", {"name": "x", **bounds}).data
    freer = {"rate_limit": None, "allowed_networks": [], "expires_at": None, "plan": "pro"}
    refused = api.ask("POST", f"{PREFIX}/keys", {"name": "y", **freer}, key=small["key"])
    assert (refused.status, refused.code) == (403, "forbidden")
    assert set(refused.json["error"]["field_errors"]) == set(bounds)
    child = api.ask("POST", f"{PREFIX}/keys", {"name": "y"}, key=small["key"]).data
    assert {name: child[name] for name in bounds} == bounds
    assert api.ask("PATCH", f"{PREFIX}/keys/{small['id']}", {"expires_at": None}, key=child["key"]).status == 403


@pytest.mark.parametrize(
    "network", ["", "x", "203.0.113.0/33", "203.0.113.0/24 10.0.0.0/8", "fe80::%eth0/64", "1.2.3", "a" * 65, 7, None]
)
def test_what_is_no_network_is_refused(api: Desk, network: object) -> None:
    answer = api.ask("POST", f"{PREFIX}/keys", {"name": "x", "allowed_networks": [network]})
    assert (answer.status, list(answer.json["error"]["field_errors"])) == (422, ["allowed_networks.0"])


def test_a_key_is_never_kept(api: Desk) -> None:
    made = api.ask("POST", f"{PREFIX}/keys", {"name": "x"}).data
    stored = as_stored(api)
    assert made["key"].encode() not in stored
    assert made["webhook_secret"].encode() not in stored
    assert made["id"].encode() in stored


def test_a_typo_in_a_key_is_noticed_without_asking_the_database() -> None:
    key = mint()
    assert well_formed(key)
    for position in range(len(key)):
        other = "A" if key[position] != "A" else "B"
        assert not well_formed(key[:position] + other + key[position + 1 :])
    assert not well_formed(key[:-1])
    assert not well_formed(key + "0")
