"""Memory that a large batch needed goes back to the system."""

import ctypes
import os
import platform
import sys
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest

from qrdesk.core.hits import ingest, memory
from qrdesk.core.hits.ingest import drain_once
from tests.core.hits.ingest_hits import orphan
from tests.core.hits.places import Place

MB = 1 << 20


@pytest.fixture
def looked_up_anew() -> Iterator[None]:
    memory._trim.cache_clear()
    yield
    memory._trim.cache_clear()


def resident() -> int:
    """Return the bytes of memory that this process has from the system."""
    return int(Path("/proc/self/statm").read_text().split()[1]) * os.sysconf("SC_PAGE_SIZE")


@pytest.mark.skipif(sys.platform != "linux" or not platform.libc_ver()[0], reason="only glibc keeps what is free")
def test_what_is_free_goes_back_to_the_system() -> None:
    libc = ctypes.CDLL(None)
    libc.malloc.restype = ctypes.c_void_p
    libc.malloc.argtypes = [ctypes.c_size_t]
    libc.free.argtypes = [ctypes.c_void_p]
    blocks = [libc.malloc(8192) for _ in range(64 * MB // 8192)]
    for block in blocks:
        ctypes.memset(block, 1, 8192)
    last = libc.malloc(8192)  # above them all: what lies below it is not given back by itself
    for block in blocks:
        libc.free(block)
    before = resident()
    memory.give_back()
    libc.free(last)
    assert before - resident() > 48 * MB


@pytest.mark.usefixtures("looked_up_anew")
def test_another_system_is_left_alone(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "platform", "darwin")
    opened: list[None] = []
    monkeypatch.setattr(ctypes, "CDLL", opened.append)
    memory.give_back()
    assert opened == []


@pytest.mark.skipif(sys.platform != "linux", reason="another library of the same system")
@pytest.mark.usefixtures("looked_up_anew")
def test_a_library_without_a_word_for_it_is_left_alone(monkeypatch: pytest.MonkeyPatch) -> None:
    opened: list[None] = []
    monkeypatch.setattr(ctypes, "CDLL", opened.append)  # what it returns has no such word: musl, as in Alpine
    memory.give_back()
    assert opened == [None]


def test_a_drain_gives_back_after_large_batches_and_not_after_small_ones(
    place: Place, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(ingest, "BATCH_HITS", 20)
    times: list[None] = []
    monkeypatch.setattr(memory, "give_back", lambda: times.append(None))
    orphan(place, "small", range(19))
    assert drain_once(place.spool, now=datetime.now(UTC)).hits == 19
    assert times == []
    orphan(place, "large", range(20))
    assert drain_once(place.spool, now=datetime.now(UTC)).hits == 20
    assert len(times) == 1
