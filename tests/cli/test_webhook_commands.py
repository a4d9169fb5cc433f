"""Webhooks on the command line: made and changed, tested, and what was sent looked at and sent once more."""

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner, Result

from qrdesk.cli.main import cli
from qrdesk.core import database as core_database
from qrdesk.core.models import Delivery, Endpoint
from tests.core.net.receivers import answering, receiver

URL = "https://hooks.example.com/shop"
TEAPOT = b"HTTP/1.1 500 Oops\r\nX-Shop: 7\r\nContent-Length: 10\r\n\r\nno \x1b[2Jtea"
OK = b"HTTP/1.1 204 No Content\r\n\r\n"


@pytest.fixture
def database(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> str:
    monkeypatch.setenv("QRDESK_WEBHOOK_ALLOWED_NETWORKS", "127.0.0.0/8")
    return str(tmp_path / "desk.db")


@pytest.fixture
def place() -> Iterator[str]:
    """A receiver that takes nothing."""
    with receiver(answering(TEAPOT)) as found:
        yield f"http://{found}/"


def run(database: str, *words: str) -> Result:
    return CliRunner().invoke(cli, ("webhook", *words, "--database", database), catch_exceptions=False)


def answer(database: str, *words: str) -> Any:
    result = run(database, *words, "--json")
    assert result.exit_code == 0, result.output
    return json.loads(result.stdout)


def test_a_secret_is_printed_once_and_alone(database: str) -> None:
    made = run(database, "create", URL, "--name", "Shop", "--header", "X-Token: sesame", "--event", "link.clicked")
    assert made.exit_code == 0
    assert made.stdout.startswith("whsec_")
    assert len(made.stdout.splitlines()) == 1  # so that it can be sent on to where it is kept
    assert "the one time" in made.stderr
    shown = run(database, "show", "shop")
    assert "Told of: link.clicked." in shown.stdout
    assert "Headers of your own: X-Token." in shown.stdout
    turned = run(database, "rotate", "shop", "--grace-hours", "2")
    assert turned.stdout.startswith("whsec_")
    assert "signs, too, until 20" in turned.stderr
    for found in (shown, run(database, "list"), run(database, "show", "shop", "--json"), turned):
        assert "sesame" not in found.output
        assert made.stdout.strip() not in found.output
    assert "Sent without encryption" in run(database, "create", "http://hooks.example.com/").stderr


def test_lists_are_given_whole_and_taken_away(database: str, tmp_path: Path) -> None:
    along = tmp_path / "along.json"
    along.write_text('{"shop": 7}')
    answer(database, "create", URL, "--name", "Shop", "--bots", "--data", str(along), "--event", "link.clicked")
    many = answer(database, "update", "Shop", "--event", "link.created", "--event", "link.deleted", "--no-bots")
    assert (sorted(many["kinds"]), many["bots"], many["data"]) == (["link.created", "link.deleted"], False, {"shop": 7})
    assert answer(database, "update", "Shop", "--header", "A: 1", "--header", "B: 2")["header_names"] == ["A", "B"]
    bare = answer(
        database, "update", "Shop", "--event", "any", "--header", "none", "--data", "none", "--rename", "Till"
    )
    assert (bare["kinds"], bare["header_names"], bare["data"], bare["name"]) == ([], [], None, "Till")
    assert run(database, "update", "Till", "--event", "any", "--event", "link.created").exit_code == 2


def test_headers_are_given_anew_with_an_address_elsewhere(database: str) -> None:
    answer(database, "create", URL, "--name", "Shop", "--header", "X-Token: sesame")
    refused = run(database, "update", "Shop", "--url", "https://elsewhere.example/")
    assert (refused.exit_code, "another server" in refused.stderr) == (1, True), refused.stderr
    moved = answer(database, "update", "Shop", "--url", "https://elsewhere.example/", "--header", "none")
    assert (moved["url"], moved["header_names"]) == ("https://elsewhere.example/", [])


def test_what_cannot_be_used_is_named(database: str) -> None:
    for words, said in (
        (("--event", "scan"), "no event “scan”"),
        (("--folder", "Menus"), "no folder “Menus”"),
        (("--header", "sesame"), "“Name: value”"),
        (("--header", "Host: sesame"), "“Host”"),
        (("--data", "nothing.json"), "nothing.json"),
    ):
        found = run(database, "create", URL, *words)
        assert (found.exit_code, said in found.stderr) == (1, True), found.stderr
        assert "sesame" not in found.output
    private = run(database, "create", "http://192.168.0.7/")
    assert "QRDESK_WEBHOOK_ALLOWED_NETWORKS=192.168.0.0/16" in private.stderr
    assert run(database, "show", "nothing").exit_code == 3
    assert answer(database, "list") == []


def test_a_test_says_what_came_of_it(database: str, place: str) -> None:
    answer(database, "create", place, "--name", "Shop")
    failed = run(database, "test", "Shop")
    assert failed.exit_code == 1
    assert "refused  500" in failed.stdout
    with receiver(answering(OK)) as found:
        answer(database, "update", "Shop", "--url", f"http://{found}/")
        fine = run(database, "test", "Shop")
    assert (fine.exit_code, "delivered  204" in fine.stdout) == (0, True)
    listed = run(database, "list").stdout
    assert "1/1" in listed
    assert "In the last 24 hours 1 attempt arrived and 1 failed." in run(database, "show", "Shop").stdout


def test_what_was_sent_is_looked_at_and_sent_once_more(database: str, place: str) -> None:
    answer(database, "create", place, "--name", "Shop")
    run(database, "test", "Shop")
    (one,) = answer(database, "deliveries", "Shop", "--status", "failed")["data"]
    listed = run(database, "deliveries", "Shop")
    assert "1 of 1 deliveries" in listed.stderr
    assert listed.stdout.split()[0] == one["id"]
    told = run(database, "delivery", one["id"]).stdout
    assert f"Sent to {place}" in told
    assert "Answered 500" in told
    assert "X-Shop: 7" in told
    assert "no �[2Jtea" in told  # the terminal stays as it is
    assert run(database, "redeliver", one["id"]).stdout == f"endpoint.test is sent once more: {one['id']}\n"
    assert "1 delivery waits" in run(database, "show", "Shop").stdout
    assert run(database, "deliveries", "Shop", "--to", "2020-01-01").stdout == ""
    assert run(database, "delivery", "dlv_nothing").exit_code == 3


def test_what_was_missed_is_sent_again(database: str, place: str) -> None:
    answer(database, "create", place, "--name", "Shop")
    run(database, "test", "Shop")
    assert run(database, "recover", "Shop", "--since", "2020-01-01").stdout == "Nothing is to be sent again.\n"  # tests
    core_database.connect(database)
    with core_database.scope(), core_database.write():
        Delivery.update(kind="link.clicked", counted=True).execute()
    core_database.close()
    assert run(database, "recover", "Shop", "--since", "2020-01-01").stdout == "1 delivery is sent once more.\n"
    said = "Nothing is to be sent again. 1 was on its way already.\n"
    assert run(database, "recover", "Shop", "--since", "2020-01-01").stdout == said
    found = answer(database, "replay", "Shop", "--since", "2020-01-01")
    assert found == {"deliveries": 1, "over_plan": 0, "waiting": 0}


def test_it_rests_goes_on_and_ends(database: str) -> None:
    made = answer(database, "create", URL, "--name", "Shop")
    assert "is paused" in run(database, "pause", "Shop").stdout
    assert run(database, "list").stdout.split()[:2] == [made["id"], "paused"]
    assert "goes on" in run(database, "resume", "Shop").stdout
    core_database.connect(database)
    with core_database.scope(), core_database.write():
        Endpoint.update(disabled_at=1_700_000_000_000_000, disabled_why="gone", failing_since=None).execute()
    core_database.close()
    assert f"gone for ever. It goes on with: qrdesk webhook resume {made['id']}" in run(database, "show", "Shop").stdout
    assert run(database, "delete", "Shop", "--yes").stdout == "The webhook “Shop” is deleted.\n"
    assert run(database, "show", "Shop").exit_code == 3


def test_every_kind_is_listed(database: str) -> None:
    listed = run(database, "kinds", "--format", "honopu").stdout
    assert "scan.created" in listed
    assert "link.destination_down" not in listed
    assert {one["format"] for one in answer(database, "kinds")} == {"native", "honopu", "h0p", "usnp"}
