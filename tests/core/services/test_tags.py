"""Tags and folders that two change at once on PostgreSQL: the second is told in words, or finds nothing."""

import threading
from collections.abc import Callable, Generator, Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from qrdesk.client import Client, DomainDraft, FolderDraft, LinkDraft, TagDraft, TagPatch
from qrdesk.core import database
from qrdesk.core.errors import Conflict, NotFound, QRDeskError
from qrdesk.core.services import domains, folders, link_fields, tags
from qrdesk.core.settings import Settings

_WAITS_FOR_US = "SELECT count(*) FROM pg_locks WHERE NOT granted AND pg_backend_pid() = ANY(pg_blocking_pids(pid))"


@pytest.fixture
def client(postgres_database: str, tmp_path: Path) -> Iterator[Client]:
    with Client.local(postgres_database, Settings(data_dir=str(tmp_path / "data"))) as found:
        yield found


class Rival:
    """Somebody else, whose call begins in the middle of ours."""

    def __init__(self, work: Callable[[], object]) -> None:
        self.fault: QRDeskError | None = None
        self._work = work
        self._thread = threading.Thread(target=self._run)

    def begin(self) -> None:
        """Return once the call has ended, or waits for our transaction."""
        self._thread.start()
        while self._thread.is_alive():
            if database.proxy.execute_sql(_WAITS_FOR_US).fetchone()[0]:
                return
            self._thread.join(0.01)

    def end(self) -> None:
        self._thread.join(20)
        assert not self._thread.is_alive()

    def _run(self) -> None:
        try:
            self._work()
        except QRDeskError as fault:
            self.fault = fault


@contextmanager
def beside(monkeypatch: pytest.MonkeyPatch, module: object, name: str, work: Callable[[], object]) -> Generator[Rival]:
    """Let a rival do ``work``, begun right behind the first call of a function of ours, and wait for its end."""
    rival = Rival(work)
    real, waiting = getattr(module, name), [rival]

    def interrupted(*arguments: object, **named: object) -> object:
        found = real(*arguments, **named)
        if waiting:
            waiting.pop().begin()
        return found

    with monkeypatch.context() as patched:
        patched.setattr(module, name, interrupted)
        yield rival
        rival.end()


def test_a_word_that_two_take_at_once_goes_to_the_first(client: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    client.tags.create(TagDraft(name="lunch"))
    with beside(monkeypatch, tags, "_find_called", lambda: client.tags.create(TagDraft(name="menu"))) as rival:
        client.tags.update("lunch", TagPatch(name="menu"))
    assert isinstance(rival.fault, Conflict)
    assert [tag.name for tag in client.tags.list()] == ["menu"]


def test_a_folder_deleted_beside_a_new_link_in_it_waits(client: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    client.folders.create(FolderDraft(name="Shop"))
    with beside(monkeypatch, folders, "get_owned", lambda: client.folders.delete("Shop")) as rival:
        client.links.create(LinkDraft(destination="https://example.com", slug="a", folder="Shop"))
    assert (rival.fault, client.links.get("a").folder) == (None, None)


def test_a_link_made_beside_the_end_of_its_folder_is_refused(client: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    client.folders.create(FolderDraft(name="Shop"))
    draft = LinkDraft(destination="https://example.com", slug="a", folder="Shop")
    with beside(monkeypatch, folders, "get_named", lambda: client.links.create(draft)) as rival:
        client.folders.delete("Shop")
    assert isinstance(rival.fault, NotFound)


def test_a_domain_deleted_beside_a_new_link_on_it_stays(client: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    client.domains.create(DomainDraft(url="go.example.com"))
    with beside(monkeypatch, link_fields, "settle", lambda: client.domains.delete("go.example.com")) as rival:
        client.links.create(LinkDraft(destination="https://example.com", slug="a", host="go.example.com"))
    assert isinstance(rival.fault, Conflict)
    assert client.links.get("a").host == "go.example.com"


def test_a_link_made_beside_the_end_of_its_domain_is_refused(client: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    client.domains.create(DomainDraft(url="go.example.com"))
    draft = LinkDraft(destination="https://example.com", slug="a", host="go.example.com")
    with beside(monkeypatch, domains, "get_row", lambda: client.links.create(draft)) as rival:
        client.domains.delete("go.example.com")
    assert isinstance(rival.fault, NotFound)
