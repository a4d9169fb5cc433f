"""Parts of the table of hits on PostgreSQL: there before they are needed, made once, and no hit without one."""

import threading
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest

from qrdesk.core import database
from qrdesk.core.hits import ingest, partitions, rollups
from qrdesk.core.hits.hit_row import HitRow
from qrdesk.core.models import Hit
from qrdesk.core.models.base import to_micros
from tests.core.hits.places import Place, make_link, opened
from tests.core.hits.together import hang_up, together

NOW = datetime(2031, 12, 15, 12, tzinfo=UTC)
EDGES = (datetime(2031, 12, 31, 23, 59, 59, 999_999, UTC), datetime(2032, 1, 1, tzinfo=UTC))


@pytest.fixture
def shared(postgres_partless: str, tmp_path: Path) -> Iterator[Place]:
    """A database on a server, with one link."""
    with opened(postgres_partless, tmp_path / "data") as found, database.scope():
        yield Place(found.spool, found.owner.workspace_id, make_link(found.owner.workspace_id))


def parts() -> set[str]:
    return {name for (name,) in database.proxy.execute_sql(partitions._KNOWN).fetchall()}


def hit(place: Place, at: datetime) -> HitRow:
    return HitRow(f"h{to_micros(at)}", to_micros(at), place.workspace_id, place.link_id, True, False)


def store(place: Place, *instants: datetime) -> int:
    with database.write():
        return len(ingest.store_hits([hit(place, at) for at in instants]))


def test_the_next_months_are_made_ahead(shared: Place) -> None:
    before = parts()
    partitions.prepare(NOW)
    assert parts() - before == {"hit_2031_12", "hit_2032_01", "hit_2032_02"}
    partitions.prepare(NOW)


def test_a_month_that_nobody_made_is_made_by_its_first_hit(shared: Place) -> None:
    before = parts()
    assert store(shared, *EDGES, datetime(1970, 1, 1, tzinfo=UTC), datetime(2031, 2, 28, tzinfo=UTC)) == 4
    assert parts() - before == {"hit_1970_01", "hit_2031_02", "hit_2031_12", "hit_2032_01"}
    assert store(shared, *EDGES) == 0
    for name, at in zip(("hit_2031_12", "hit_2032_01"), EDGES, strict=True):
        (found,) = database.proxy.execute_sql(f"SELECT at FROM {name}").fetchall()
        assert found == (to_micros(at),)


def test_a_part_has_the_indexes_of_the_whole(shared: Place) -> None:
    partitions.prepare(NOW)
    of_it = "WHERE indrelid = 'hit_2031_12'::regclass"
    sql = f"SELECT COUNT(*) FROM pg_inherits JOIN pg_index ON indexrelid = inhrelid {of_it}"
    assert database.proxy.execute_sql(sql).fetchone() == (4,)
    numbers = "SELECT COUNT(*), COUNT(DISTINCT id) FROM hit"
    store(shared, *EDGES, NOW)
    assert database.proxy.execute_sql(numbers).fetchone() == (3, 3)


def test_a_part_that_was_rolled_back_is_made_again(shared: Place) -> None:
    def fail() -> None:
        with database.write():
            rollups.lock()
            partitions.make_for([to_micros(NOW)])
            partitions.make_for([to_micros(NOW)])
            raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        fail()
    assert "hit_2031_12" not in parts()
    assert store(shared, NOW) == 1


def test_a_part_is_made_while_somebody_reads_hits(shared: Place) -> None:
    """Exports read for minutes; a part that waited for them would have everybody else wait for it."""
    store(shared, NOW)
    made = threading.Event()

    def make() -> None:
        try:
            partitions.prepare(EDGES[1])
            made.set()
        finally:
            hang_up()

    with database.proxy.atomic():
        assert Hit.select().count() == 1
        thread = threading.Thread(target=make)
        thread.start()
        assert made.wait(20)
        assert Hit.select().count() == 1
    thread.join(20)


def test_drains_that_meet_make_a_part_once(shared: Place) -> None:
    stored: list[int] = []

    def drain(number: int) -> None:
        stored.append(store(shared, *EDGES, NOW.replace(second=number)))

    assert together(drain) == []
    assert sorted(stored) == [1, 1, 1, 3]


def test_sqlite_has_one_table(sqlite: Place) -> None:
    partitions.prepare(NOW)
    assert store(sqlite, *EDGES) == 2


def test_a_moment_outside_the_calendar_is_an_error(shared: Place) -> None:
    with pytest.raises(OverflowError), database.write():
        partitions.make_for([1 << 62])
