"""qrdesk setup-server and qrdesk move, as a person sees them."""

import json
import stat
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from qrdesk.cli.main import cli
from qrdesk.client import Client, CodeDraft, EndpointDraft, KeyDraft, LinkDraft
from qrdesk.core.settings import Settings
from tests.daemon.daemons import Daemon


def run(*words: str | Path) -> Result:
    return CliRunner().invoke(cli, [str(word) for word in words], env={"QRDESK_KEY": ""}, catch_exceptions=False)


def test_the_key_of_a_new_server_is_alone_on_standard_output(tmp_path: Path) -> None:
    folder = tmp_path / "new" / "server"
    said = run("setup-server", folder, "--host", "go.linde.example")
    assert said.exit_code == 0, said.stderr
    assert said.stdout.startswith("qrd_")
    assert said.stdout.count("\n") == 1
    assert "a record go of type A" in said.stderr
    assert said.stdout.strip() not in said.stderr
    assert stat.S_IMODE((folder / "data").stat().st_mode) == 0o700
    again = run("setup-server", folder, "--host", "go.linde.example")
    assert (again.exit_code, again.stdout) == (4, "")
    assert "There is something in" in again.stderr
    wrong = run("setup-server", tmp_path / "other", "--host", "linde.local", "--json")
    assert list(json.loads(wrong.stderr)["error"]["field_errors"]) == ["host"]
    assert not (tmp_path / "other").exists()


@pytest.mark.wide
def test_a_move_says_what_it_would_do_does_it_and_says_what_needs_a_hand(tmp_path: Path) -> None:
    with Client.local(str(tmp_path / "there.db"), Settings(public_url="https://go.example")) as owner:
        key = owner.keys.create(KeyDraft(name="move")).key
    here = str(tmp_path / "here.db")
    with Client.local(here, Settings()) as client:
        link = client.links.create(LinkDraft(destination="https://example.com/a", slug="lunch", title="Lunch"))
        client.codes.create(CodeDraft(link_id=link.id))
        client.links.create(LinkDraft(destination="https://example.com/b", slug="secret", password="sesame"))
        client.webhooks.create(EndpointDraft(url="https://till.example/hook", name="Till"))
    daemon = Daemon(tmp_path / "there.db")
    try:
        to = ("move", "--to", f"http://127.0.0.1:{daemon.port}", "--to-key", key, "--database", here)
        planned = run(*to, "--dry-run", "--changed", tmp_path / "codes.csv")
        assert planned.exit_code == 0, planned.stderr
        assert "2  links" in planned.stdout
        assert "Lunch: http://localhost:8765/r/lunch -> https://go.example/r/lunch" in planned.stdout
        assert "https://go.example/r/lunch" in (tmp_path / "codes.csv").read_text("utf-8-sig")
        done = run(*to)
        assert done.exit_code == 0, done.stderr
        assert "links: 2 made, 0 there already, 0 left out" in done.stdout
        assert "shown this one time: whsec_" in done.stdout
        assert "secret: Its password stays where it was" in done.stderr
        again = json.loads(run(*to, "--json").stdout)
        assert again["copied"]["links"] == {"made": 0, "there": 2, "left": 0}
        assert (again["secrets"], again["verified"]["good"], again["verified"]["paused"]) == ([], True, ["secret"])
    finally:
        daemon.stop()


def test_a_move_needs_a_key(tmp_path: Path) -> None:
    said = run("move", "--to", "https://go.example", "--database", tmp_path / "here.db")
    assert said.exit_code == 2
    assert "--to-key" in said.stderr
