"""qrdesk doctor: whom it asks, how it says what it found, and how it ends."""

import json
from collections.abc import Callable
from pathlib import Path

import pytest
from click.testing import Result

from qrdesk.core import database
from qrdesk.core.models import Domain
from tests.core.net.name_server import name_server

Run = Callable[..., Result]
OUTWARDS = {"DNS", "certificates", "way to the server"}


@pytest.fixture
def public(run: Run, tmp_path: Path) -> None:
    """Codes of the database carry an address for everybody."""
    database.connect(str(tmp_path / "desk.db"))
    with database.scope(), database.write():
        Domain.update(scheme="https", host="go.example.com").execute()
    database.close()


def told(answer: Result) -> dict[str, dict[str, str]]:
    return {one["name"]: one for one in json.loads(answer.stdout)}


@pytest.mark.usefixtures("public")
def test_names_that_lead_nowhere_are_bad_and_end_with_one(run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    with name_server({}) as server:
        monkeypatch.setenv("QRDESK_DNS_SERVERS", server)
        said = run("doctor", ok=False)
        found = told(run("doctor", "--json", ok=False))
    assert said.exit_code == 1
    assert "BAD   DNS: The DNS has no address for go.example.com, so its codes lead nowhere. Make an A" in said.stdout
    assert "note  proxy: https://go.example.com is reached by https" in said.stdout
    assert found.keys() >= OUTWARDS
    assert {tuple(one) for one in found.values()} == {("name", "verdict", "said")}
    assert found["DNS"]["verdict"] == "bad"


@pytest.mark.usefixtures("public")
def test_offline_nobody_is_asked(run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    with name_server({}) as server:
        monkeypatch.setenv("QRDESK_DNS_SERVERS", server)
        found = told(run("doctor", "--offline", "--json"))
    assert not found.keys() & OUTWARDS
    assert found["schema"]["verdict"] == "good"
