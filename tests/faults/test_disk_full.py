"""A full disk: redirects go on, what was answered as recorded is kept, and recording resumes with the space."""

import time
from collections.abc import Iterator
from contextlib import ExitStack, closing
from pathlib import Path

import pytest

from qrdesk.core.hits.spool import RESERVE_BYTES, Spool
from qrdesk.daemon import figures
from qrdesk.daemon.figures import Figures, Said
from tests.core.hits.places import Place, make_link, opened
from tests.faults.disks import fill, small_disk


@pytest.fixture
def disk(tmp_path: Path) -> Iterator[Path]:
    """A disk of 3 MB."""
    with small_disk(tmp_path / "disk", 3) as folder:
        yield folder


def test_a_full_disk_costs_late_hits_only_and_recording_resumes(disk: Path, tmp_path: Path) -> None:
    with opened(str(tmp_path / "qrdesk.db"), tmp_path / "data") as found, ExitStack() as stack:
        place = Place(disk / "spool", found.owner.workspace_id, make_link(found.owner.workspace_id))
        spool = stack.enter_context(closing(Spool(place.spool, fsync_ms=50)))
        filler = fill(disk)
        kept: list[str] = []
        serial = 0

        def scan() -> bool:
            nonlocal serial
            serial += 1
            referrer = f"https://s{serial:06d}.example/"
            at_us = time.time_ns() // 1000
            if spool.record(at_us, place.workspace_id, place.link_id, "s", "Mozilla/5.0 Firefox/1", "", referrer, ""):
                kept.append(f"s{serial:06d}.example")
                return True
            return False

        while scan():
            assert serial < 100_000, "the disk never got full"
        assert len(kept) > RESERVE_BYTES // 200  # from the blocks set aside before the disk was full
        dropped = 1 + sum(not scan() for _ in range(200))
        assert spool.counters == (serial, len(kept), dropped)
        assert len(list(place.spool.iterdir())) <= 2  # a full disk is no reason for more files
        filler.unlink()
        assert all(scan() for _ in range(1000))
        spool.close()
        place.drain()
        assert place.hosts() == kept


def test_a_full_disk_does_not_hide_what_it_cost(disk: Path) -> None:
    counts = {"dropped": 0}
    made = Figures(disk, "web-1", lambda: Said(counts))
    made.tell()
    fill(disk)
    counts["dropped"] = 7
    made.stop()
    told = figures.read(disk, "web-1")
    assert told is not None
    assert told.counts == {"dropped": 7}
