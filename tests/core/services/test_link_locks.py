"""On PostgreSQL the drain and edits of many links lock them in one order: neither is failed for the other's sake."""

import threading
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import peewee
import pytest

from qrdesk.client import BulkUpdate, Client, FolderDraft, LinkDraft, LinkPatch
from qrdesk.core import database
from qrdesk.core.errors import DatabaseLocked
from qrdesk.core.hits import rollups
from qrdesk.core.models import Link
from qrdesk.core.services import bulk
from qrdesk.core.settings import Settings
from tests.daemon.asking import until

SLUGS = ("one", "two", "three")


@pytest.fixture
def client(postgres_database: str, tmp_path: Path) -> Iterator[Client]:
    with Client.local(postgres_database, Settings(data_dir=str(tmp_path / "data"))) as found:
        for slug in SLUGS:
            found.links.create(LinkDraft(destination="https://example.com", slug=slug))
        yield found


class Beside:
    """Work on a connection of its own, and what it ran into."""

    def __init__(self, work: Callable[[], object]) -> None:
        self.fault: Exception | None = None
        self._work = work
        self._thread = threading.Thread(target=self._run)

    def _run(self) -> None:
        try:
            self._work()
        except Exception as fault:  # noqa: BLE001 - told to the test
            self.fault = fault

    def start(self) -> None:
        self._thread.start()

    def end(self) -> None:
        self._thread.join(30)
        assert not self._thread.is_alive()
        if self.fault is not None:
            raise self.fault


def somebody_waits() -> bool:
    """Say whether anybody waits for what this thread's transaction holds."""
    waiting = "SELECT 1 FROM pg_locks WHERE NOT granted AND pg_backend_pid() = ANY(pg_blocking_pids(pid)) LIMIT 1"
    return database.proxy.execute_sql(waiting).fetchone() is not None


def numbers() -> dict[str, int]:
    with database.scope():
        return {row.slug: row.id for row in Link.select()}


def count(times: int = 1) -> None:
    """Count a click for each link, as the drain does."""
    with database.write():
        rollups.lock()
        workspace_id = Link.select().first().workspace_id
        rollups.add_totals(dict.fromkeys(sorted(numbers().values()), (workspace_id, 0, times, 0)))


def counted() -> list[int]:
    with database.scope():
        return [row.hit_count for row in Link.select().order_by(Link.id)]


@pytest.mark.parametrize("names", [tuple(reversed(SLUGS)), ("three", "nobody", "one")])
@pytest.mark.parametrize("by_id", [True, False])
def test_links_changed_in_any_order_and_counted_meanwhile(
    client: Client, monkeypatch: pytest.MonkeyPatch, names: tuple[str, ...], by_id: bool
) -> None:
    change, drain = bulk._change, Beside(count)

    def slowly(*arguments: Any) -> Any:
        changed = change(*arguments)
        if arguments[2] == 0:  # the drain comes between the first link and the next ones
            drain.start()
            until(somebody_waits)
        return changed

    monkeypatch.setattr(bulk, "_change", slowly)
    ids = {link.slug: link.id for link in client.links.list().data}
    done = client.links.update_many(
        BulkUpdate(ids=tuple(ids.get(one, one) if by_id else one for one in names), action="pause")
    )
    drain.end()
    assert len(done.updated) == len([one for one in names if one in SLUGS])
    assert counted() == [1, 1, 1]


@pytest.mark.parametrize("moved", ["one", "two"])
def test_the_drain_locks_by_number_wherever_the_rows_lie(client: Client, moved: str) -> None:
    with database.write():  # PostgreSQL writes a changed row anew, behind the others
        database.proxy.execute_sql("UPDATE link SET note = 'moved' WHERE slug = %s", (moved,))
    first, *others = sorted(numbers().values())
    drain = Beside(count)
    with database.write():
        database.proxy.execute_sql("UPDATE link SET note = 'ours' WHERE id = %s", (first,))
        drain.start()
        until(somebody_waits)
        for one in others:
            database.proxy.execute_sql("UPDATE link SET note = 'ours' WHERE id = %s", (one,))
    drain.end()
    assert counted() == [1, 1, 1]


def test_a_folder_goes_while_its_links_are_counted(client: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    folder = client.folders.create(FolderDraft(name="Summer"))
    client.links.update_many(BulkUpdate(ids=SLUGS, changes=LinkPatch(folder=folder.id)))
    with database.write():
        database.proxy.execute_sql("UPDATE link SET title = 'moved' WHERE slug = 'one'")
    first, *others = sorted(numbers().values())
    deleting = Beside(lambda: client.folders.delete(folder.id))
    with database.write():
        database.proxy.execute_sql("UPDATE link SET hit_count = 5 WHERE id = %s", (first,))
        deleting.start()
        until(somebody_waits)
        for one in others:
            database.proxy.execute_sql("UPDATE link SET hit_count = 5 WHERE id = %s", (one,))
    deleting.end()
    assert counted() == [5, 5, 5]
    with database.scope():
        assert Link.select().where(Link.folder.is_null(False)).count() == 0


def test_who_is_failed_all_the_same_is_told_to_try_again(client: Client) -> None:
    def circle(first: str, second: str, met: threading.Barrier) -> Callable[[], None]:
        def work() -> None:
            with database.write():
                database.proxy.execute_sql("UPDATE link SET note = 'x' WHERE slug = %s", (first,))
                met.wait(20)
                database.proxy.execute_sql("UPDATE link SET note = 'x' WHERE slug = %s", (second,))

        return work

    met = threading.Barrier(2)
    both = [Beside(circle("one", "two", met)), Beside(circle("two", "one", met))]
    for one in both:
        one.start()
    faults: list[Exception] = []
    for one in both:
        try:
            one.end()
        except DatabaseLocked as fault:
            faults.append(fault)
    assert ["try again" in str(fault) for fault in faults] == [True]
    assert isinstance(faults[0].__cause__, peewee.OperationalError)
