"""The drain takes many hits at a time, and no more than others who write can wait for."""

from collections.abc import Callable
from datetime import UTC, datetime
from itertools import pairwise
from types import SimpleNamespace
from typing import Any

import pytest

from qrdesk.core.hits import ingest, recount, rollups, spool_files
from qrdesk.core.hits.ingest import drain_once
from qrdesk.core.hits.sums import Sums
from qrdesk.core.models import Hit, Link
from tests.core.hits.ingest_hits import NOW_US, PHONE, orphan
from tests.core.hits.places import Place


def test_batches_of_several_links_add_up(
    place: Place, add_link: Callable[[str], int], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(spool_files, "READ_BYTES", 16_384)
    monkeypatch.setattr(ingest, "BATCH_HITS", 100)
    links = [place.link_id, *(add_link(f"link{number}") for number in range(9))]
    spool = place.open_spool()
    for serial in range(3000):
        at_us = NOW_US - serial * 60_000_000
        source = "sc"[serial % 2]
        spool.record(at_us, place.workspace_id, links[serial % 10], source, PHONE, "de", f"http://h{serial % 7}", "")
    spool.close()
    assert place.drain().hits == 3000
    assert sorted(link.hit_count for link in Link.select()) == [300] * 10
    assert recount.compare() == []


def test_a_long_drain_says_after_each_batch_that_it_lives(place: Place, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(ingest, "BATCH_HITS", 10)
    monkeypatch.setattr(spool_files, "READ_BYTES", 2048)
    orphan(place, "long", range(100))
    told: list[int] = []
    drain_once(place.spool, now=datetime.now(UTC), stored=lambda _: told.append(Hit.select().count()))
    assert len(told) > 3
    assert told == sorted(told)
    assert told[0] < 100 == told[-1]


def sizes(place: Place, monkeypatch: pytest.MonkeyPatch, *s_per_hit: float, hits: int = 2000) -> list[int]:
    """Drain a backlog with a hundred hits at a time, and return how many each batch had.

    ``s_per_hit`` is how long others have to wait for each hit, in seconds, batch by batch; the last holds for the rest.
    """
    monkeypatch.setattr(ingest, "BATCH_HITS", 100)
    monkeypatch.setattr(spool_files, "READ_BYTES", 512)  # a hit or two
    orphan(place, "backlog", range(hits))
    now_s = 1000.0
    totals: list[int] = []
    real = rollups.store

    def store(sums: Sums) -> None:
        nonlocal now_s
        stored = sum(scans + clicks + bots for _, scans, clicks, bots in sums.totals().values())
        now_s += stored * s_per_hit[min(len(totals), len(s_per_hit) - 1)]
        real(sums)

    with monkeypatch.context() as patch:
        patch.setattr(rollups, "store", store)
        patch.setattr(ingest, "time", SimpleNamespace(monotonic=lambda: now_s))
        drained = drain_once(place.spool, now=datetime.now(UTC), stored=lambda told: totals.append(told.hits))
    assert drained.hits == totals[-1] == hits
    return [total - before for before, total in pairwise([0, *totals])]


def near(size: int) -> Any:
    """A batch ends with the piece of a file that was read last, of two hits at most."""
    return pytest.approx(size + 0.5, abs=1)


@pytest.mark.parametrize(
    ("s_per_hit", "size"),
    [
        (0.0, 100),  # too fast to be measured says nothing
        (0.0001, 300),  # however fast: no more than three times as many
        (0.004, 300),
        (0.01, 200),  # two seconds are as long as others may have to wait
        (0.015, 133),
        (0.02, 100),
        (5.0, 100),  # however slow: no fewer
    ],
)
def test_a_backlog_is_taken_in_batches_as_large_as_others_can_wait_for(
    place: Place, monkeypatch: pytest.MonkeyPatch, s_per_hit: float, size: int
) -> None:
    first, *others, last = sizes(place, monkeypatch, s_per_hit)
    assert first == near(100)
    assert others == [near(size)] * len(others)
    assert last <= size + 2
    assert recount.compare() == []


def test_after_a_batch_that_held_others_up_the_next_is_small_again(
    place: Place, monkeypatch: pytest.MonkeyPatch
) -> None:
    *found, _last = sizes(place, monkeypatch, 0.001, 0.001, 0.5, 0.01, 0.001)
    assert found[:6] == [near(size) for size in (100, 300, 300, 100, 200, 300)]
