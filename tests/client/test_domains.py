"""Domains, checks and events through the client: in process, over HTTP, and on PostgreSQL."""

import json
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from qrdesk.cli.main import cli
from qrdesk.client import (
    Client,
    CodeDraft,
    Design,
    DomainDraft,
    DomainPatch,
    EventQuery,
    LinkDraft,
    PublicUrlDraft,
)
from qrdesk.core.errors import BadDestination, Conflict, Invalid, NotFound
from qrdesk.core.schemas.domains import DomainStatus
from qrdesk.core.schemas.links import TargetStatus

# numbers instead of names, and private: nobody is asked over the network
HOST, PAGE = "10.0.0.2", "http://10.0.0.1/menu"


def test_a_domain_is_added_changed_and_removed(client: Client) -> None:
    made = client.domains.create(DomainDraft(url=f"http://{HOST}", case_sensitive=True, default_design=Design(ink="k")))
    assert (made.host, made.status, made.default_design) == (HOST, DomainStatus.WAITING, Design(ink="k"))
    assert client.domains.get(HOST) == client.domains.get(made.uuid) == made
    changed = client.domains.update(made.id, DomainPatch(index_url="https://example.com", default_design=None))
    assert (changed.index_url, changed.default_design) == ("https://example.com/", None)
    association = {"applinks": {"details": []}}
    assert client.domains.update(HOST, DomainPatch(apple_association=association)).apple_association == association
    assert client.domains.update(HOST, DomainPatch(apple_association=None)).apple_association is None
    looked = client.domains.verify(HOST)
    assert looked.check_fault
    assert looked.checked_at is not None
    (found,) = looked.checks
    assert (found.status, found.fault, found.until) == (DomainStatus.WAITING, looked.check_fault, looked.checked_at)
    client.domains.delete(made.id)
    with pytest.raises(NotFound):
        client.domains.get(HOST)


def test_what_cannot_be_is_refused_with_the_same_errors(client: Client) -> None:
    client.domains.create(DomainDraft(url=HOST))
    with pytest.raises(Conflict, match="one of your domains"):
        client.domains.create(DomainDraft(url=HOST))
    with pytest.raises(Invalid, match="ends after the host"):
        client.domains.create(DomainDraft(url="https://go.example/x"))
    with pytest.raises(BadDestination) as refused:
        client.domains.update(HOST, DomainPatch(fallback_url=f"http://{HOST}/"))
    assert list(refused.value.field_errors) == ["fallback_url"]
    with pytest.raises(Conflict, match="not verified"):
        client.domains.set_public_url(PublicUrlDraft(url=f"https://{HOST}"))
    with pytest.raises(Conflict, match="default"):
        client.domains.delete(client.domains.list()[0].id)


def test_a_new_code_gets_the_look_of_its_domain(client: Client) -> None:
    client.domains.create(DomainDraft(url=HOST, default_design=Design(ink="#0000ff")))
    client.links.create(LinkDraft(destination=PAGE, slug="menu", host=HOST))
    assert client.codes.create(CodeDraft(link_id=f"{HOST}/menu")).design.ink == "#0000ff"
    assert client.codes.create(CodeDraft(link_id=f"{HOST}/menu", design=Design(ink="k"))).design.ink == "k"


def test_a_destination_is_looked_at_when_asked(client: Client) -> None:
    link = client.links.create(LinkDraft(destination=PAGE, slug="menu"))
    target = client.links.check_target("menu")
    assert (target.status, target.http_status) == (TargetStatus.UNKNOWN, None)
    assert "private network" in target.detail
    assert client.links.get(link.id).target == target
    with pytest.raises(NotFound):
        client.links.check_target("nowhere")


def test_events_are_listed(client: Client) -> None:
    assert client.events.list().data == []
    with pytest.raises(NotFound):
        client.events.list(EventQuery(link="nowhere"))


def run(tmp_path: Path, *words: str) -> Result:
    return CliRunner().invoke(cli, [*words, "--database", str(tmp_path / "desk.db")], catch_exceptions=False)


def test_the_command_line_adds_changes_and_removes_domains(tmp_path: Path) -> None:
    added = run(tmp_path, "domain", "add", f"http://{HOST}", "--index", "https://example.com")
    assert added.exit_code == 0, added.output
    assert "waiting" in added.stdout
    assert "qrdesk-verification=" in added.stdout
    assert f"http://{HOST}  waiting" in run(tmp_path, "domain", "list").stdout
    file = tmp_path / "links.json"
    file.write_text(json.dumps([{"relation": ["x"], "target": {"namespace": "android_app"}}]))
    changed = run(tmp_path, "domain", "update", HOST, "--asset-links", str(file), "--scheme", "https", "--json")
    shown = json.loads(changed.stdout)
    assert (shown["asset_links"][0]["relation"], shown["url"]) == (["x"], f"https://{HOST}")
    shown = json.loads(run(tmp_path, "domain", "update", HOST, "--asset-links", "none", "--index", "", "--json").stdout)
    assert (shown["asset_links"], shown["index_url"]) == (None, "")
    verified = run(tmp_path, "domain", "verify", HOST)
    assert verified.exit_code == 1
    assert "no DNS" in verified.stderr
    assert run(tmp_path, "domain", "default", HOST).exit_code == 4
    assert run(tmp_path, "domain", "delete", HOST, "--yes").exit_code == 0
    assert run(tmp_path, "domain", "show", HOST).exit_code == 3
    assert json.loads(run(tmp_path, "domain", "list", "--json").stdout)[0]["is_default"] is True


def test_a_file_that_is_no_json_is_named(tmp_path: Path) -> None:
    (tmp_path / "bad.json").write_text("{")
    for name, words in (("bad.json", "is not JSON"), ("none.json", "cannot be read")):
        answer = run(tmp_path, "domain", "update", "x.example", "--design", str(tmp_path / name))
        assert answer.exit_code != 0
        assert words in answer.stderr


def test_the_command_line_looks_at_destinations_and_lists_events(tmp_path: Path) -> None:
    assert run(tmp_path, "link", "create", PAGE, "--slug", "menu").exit_code == 0
    looked = run(tmp_path, "link", "check", "menu")
    assert looked.exit_code == 0, looked.output
    assert looked.stdout.startswith("unknown  It leads into a private network")
    assert json.loads(run(tmp_path, "link", "check", "menu", "--json").stdout)["status"] == "unknown"
    assert json.loads(run(tmp_path, "events", "--json").stdout)["data"] == []
    assert "0 of 0 events" in run(tmp_path, "events").stderr
