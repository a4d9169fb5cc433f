"""On PostgreSQL two may write the same row at once: each writes only what it changed."""

import threading
from collections.abc import Callable, Iterator
from datetime import timedelta
from pathlib import Path

import pytest

from qrdesk.client import Client, CodeDraft, CodePatch, DomainDraft, LinkDraft, LinkPatch
from qrdesk.core import database
from qrdesk.core.context import Context
from qrdesk.core.errors import Conflict
from qrdesk.core.models import Domain, Link
from qrdesk.core.net.targets import Finding, Found
from qrdesk.core.schemas.artwork import ExportDraft
from qrdesk.core.schemas.contents import TextContent
from qrdesk.core.services import blocklist, checks, code_rows, codes, links, verification
from qrdesk.core.settings import Settings
from tests.core.services.places import workspace


@pytest.fixture
def client(postgres_database: str, tmp_path: Path) -> Iterator[Client]:
    with Client.local(postgres_database, Settings(data_dir=str(tmp_path / "data"))) as found:
        found.links.create(LinkDraft(destination="https://example.com", slug="menu", title="Menu"))
        yield found


def meanwhile(sql: str) -> None:
    """Let another connection write and commit."""

    def work() -> None:
        with database.write():
            database.proxy.execute_sql(sql)

    other = threading.Thread(target=work)
    other.start()
    other.join(20)
    assert not other.is_alive()


def after(read: Callable[..., object], sql: str) -> Callable[..., object]:
    """Return ``read`` with another's write right behind it."""

    def interrupted(*arguments: object) -> object:
        row = read(*arguments)
        meanwhile(sql)
        return row

    return interrupted


@pytest.mark.parametrize("change", ["update", "archive", "restore", "pause", "resume", "reset_hits", "delete"])
def test_hits_counted_during_an_edit_stay_counted(client: Client, monkeypatch: pytest.MonkeyPatch, change: str) -> None:
    reads: list[None] = []

    def counted_up(*arguments: object) -> object:
        reads.append(None)
        return interrupted(*arguments)

    interrupted = after(links.get_row_to_change, "UPDATE link SET hit_count = hit_count + 5")
    monkeypatch.setattr(links, "get_row_to_change", counted_up)
    if change == "update":
        client.links.update("menu", LinkPatch(destination="https://example.com/2"))
    else:
        getattr(client.links, change)("menu")
    with database.scope():
        assert database.proxy.execute_sql("SELECT hit_count FROM link").fetchone() == (5,)
    assert len(reads) == 1


def test_two_edits_of_different_fields_both_hold(client: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    with monkeypatch.context() as patched:
        theirs = after(links.get_row_to_change, "UPDATE link SET title = 'Theirs'")
        patched.setattr(links, "get_row_to_change", theirs)
        client.links.update("menu", LinkPatch(note="ours"))
    found = client.links.get("menu")
    assert (found.title, found.note) == ("Theirs", "ours")


@pytest.fixture
def beforehand(monkeypatch: pytest.MonkeyPatch) -> Callable[[str], None]:
    """Let another's write come in just before we hold the change epoch, where both would wait for each other."""

    def arrange(sql: str) -> None:
        bump, waiting = database.bump_epoch, [sql]

        def second() -> int:
            if waiting:
                meanwhile(waiting.pop())
            return bump()

        monkeypatch.setattr(database, "bump_epoch", second)

    return arrange


def test_a_proof_not_found_leaves_what_the_operator_said_meanwhile(
    client: Client, beforehand: Callable[[str], None]
) -> None:
    made = client.domains.create(DomainDraft(url="go.example.com"))
    with database.scope():
        row = Domain.get(Domain.public_id == made.id)
        beforehand("UPDATE domain SET verified_at = 1, verify_token = '', epoch = 77 WHERE host = 'go.example.com'")
        verification._note(row.id, row.verify_token, "There is no record.", row.created_at)
        found = Domain.get_by_id(row.id)
    assert (found.verified_at is None, found.check_fault, found.epoch) == (False, "", 77)


def test_a_link_led_elsewhere_meanwhile_is_not_suspended(
    client: Client, beforehand: Callable[[str], None], tmp_path: Path
) -> None:
    (tmp_path / "list").write_text("example.com\n")
    with database.scope():
        row = Link.get()
        beforehand("UPDATE link SET destination = 'https://good.example/'")
        blocklist.sweep_page(0, str(tmp_path / "list"), row.created_at)
        found = Link.get()
    assert (found.destination, found.suspended_at) == ("https://good.example/", None)


def test_a_link_led_elsewhere_meanwhile_is_not_on_its_fallback(
    client: Client, beforehand: Callable[[str], None]
) -> None:
    client.links.update("menu", LinkPatch(fallback_destination="https://example.org/"))
    with database.scope():
        row = Link.get()
        looked_at, dead = [checks.Due(row.id, row.destination)], Found(Finding.DOWN, "It answers with 404.", 404)
        for minutes in (0, 10):
            checks.note(looked_at, dead, row.created_at + timedelta(minutes=minutes), 24)
        beforehand("UPDATE link SET destination = 'https://good.example/'")
        checks.note(looked_at, dead, row.created_at + timedelta(minutes=20), 24)
        found = Link.get()
    assert (found.destination, found.on_fallback) == ("https://good.example/", False)
    assert client.events.list().data == []


def test_a_code_printed_during_an_edit_stays_printed(client: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    code = client.codes.create(CodeDraft(link_id="menu"))
    with monkeypatch.context() as patched:
        printing = "UPDATE code SET printed_at = 1, export_count = 1"
        patched.setattr(code_rows, "get_row", after(code_rows.get_row, printing))
        client.codes.update(code.id, CodePatch(name="table tent"))
    found = client.codes.get(code.id)
    assert (found.name, found.export_count, found.printed_at is None) == ("table tent", 1, False)


@pytest.fixture
def ctx(postgres_database: str, tmp_path: Path) -> Iterator[Context]:
    """A workspace that is reached past the audit log, which holds the edits of what it looks at, too."""
    with workspace(postgres_database, tmp_path / "data", Settings()) as found:
        yield found


@pytest.fixture
def before_holding(monkeypatch: pytest.MonkeyPatch) -> Callable[[str], list[str]]:
    """Let another's write come in just before edits are held; return what still waits for that."""

    def arrange(sql: str) -> list[str]:
        hold, waiting = database.hold_edits, [sql]

        def second() -> None:
            if waiting:
                meanwhile(waiting.pop())
            hold()

        monkeypatch.setattr(database, "hold_edits", second)
        return waiting

    return arrange


def test_a_code_printed_before_it_is_to_say_something_else_stays_as_it_is(
    ctx: Context, before_holding: Callable[[str], list[str]]
) -> None:
    code = codes.create_code(ctx, CodeDraft(content=TextContent(type="text", text="Old")))
    waiting = before_holding("UPDATE code SET printed_at = 1")
    with pytest.raises(Conflict, match="may be on paper"):
        codes.update_code(ctx, code.id, CodePatch(content=TextContent(type="text", text="New")))
    assert (waiting, codes.get_code(ctx, code.id).text) == ([], "Old")


def test_a_code_is_not_changed_between_the_last_look_at_it_and_its_mark(
    ctx: Context, before_holding: Callable[[str], list[str]]
) -> None:
    code = codes.create_code(ctx, CodeDraft(content=TextContent(type="text", text="Old")))
    waiting = before_holding("UPDATE code SET content_text = 'New'")
    with pytest.raises(Conflict, match="changed while it was drawn"):
        codes.export_code(ctx, code.id, ExportDraft())
    assert (waiting, codes.get_code(ctx, code.id).printed_at) == ([], None)
