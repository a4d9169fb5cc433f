"""On PostgreSQL two may write the same row at once: each writes only what it changed."""

import threading
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from qrdesk.client import Client, CodeDraft, CodePatch, LinkDraft, LinkPatch
from qrdesk.core import database
from qrdesk.core.services import codes, links
from qrdesk.core.settings import Settings
from tests.postgres import migrated_database, postgres, postgres_database

__all__ = ["migrated_database", "postgres", "postgres_database"]


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
    monkeypatch.setattr(links, "get_row", after(links.get_row, "UPDATE link SET hit_count = hit_count + 5"))
    if change == "update":
        client.links.update("menu", LinkPatch(destination="https://example.com/2"))
    else:
        getattr(client.links, change)("menu")
    with database.scope():
        assert database.proxy.execute_sql("SELECT hit_count FROM link").fetchone() == (5,)


def test_two_edits_of_different_fields_both_hold(client: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    with monkeypatch.context() as patched:
        patched.setattr(links, "get_row", after(links.get_row, "UPDATE link SET title = 'Theirs'"))
        client.links.update("menu", LinkPatch(note="ours"))
    found = client.links.get("menu")
    assert (found.title, found.note) == ("Theirs", "ours")


def test_a_code_printed_during_an_edit_stays_printed(client: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    code = client.codes.create(CodeDraft(link_id="menu"))
    with monkeypatch.context() as patched:
        patched.setattr(codes, "_row", after(codes._row, "UPDATE code SET printed_at = 1, export_count = 1"))
        client.codes.update(code.id, CodePatch(name="table tent"))
    found = client.codes.get(code.id)
    assert (found.name, found.export_count, found.printed_at is None) == ("table tent", 1, False)
