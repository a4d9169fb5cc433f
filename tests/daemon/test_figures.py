"""What processes tell each other: whole or not at all, never less than before, and never a reason to stop."""

import threading
from collections.abc import Callable
from pathlib import Path

import pytest

from qrdesk.daemon import figures
from qrdesk.daemon.figures import Figures, Said


def saying(**counts: int) -> Callable[[], Said]:
    return lambda: Said(counts, {"trouble": ""})


def test_everybody_is_seen_by_everybody(tmp_path: Path) -> None:
    first, second = Figures(tmp_path, "web-1", saying(hits=3)), Figures(tmp_path, "web-2", saying(hits=4, more=1))
    assert first.everybody().keys() == {"web-1"}
    assert second.everybody().keys() == {"web-1", "web-2"}
    assert figures.total(first.everybody(), "hits") == 7
    assert figures.total(first.everybody(), "more") == 1
    assert figures.total(first.everybody(), "nothing of this kind") == 0


def test_a_process_goes_on_from_what_the_one_before_it_told(tmp_path: Path) -> None:
    before = Figures(tmp_path, "web-1", saying(hits=10, old=2)).tell()
    after = Figures(tmp_path, "web-1", saying(hits=1, new=5)).tell()
    assert after.counts == {"hits": 11, "old": 2, "new": 5}
    assert after.since == before.since
    assert Figures(tmp_path, "web-1", saying(hits=1)).tell().counts["hits"] == 12


def test_a_count_never_goes_down(tmp_path: Path) -> None:
    said = [5, 4, 6]  # a hit that is being written seems spooled until the disk refuses it
    made = Figures(tmp_path, "web-1", lambda: Said({"hits": said.pop(0)}))
    assert [made.tell().counts["hits"] for _ in range(3)] == [5, 5, 6]


def test_a_new_daemon_begins_at_nothing(tmp_path: Path) -> None:
    Figures(tmp_path, "web-1", saying(hits=10)).tell()
    figures.clear(tmp_path)
    assert figures.read(tmp_path, "web-1") is None
    assert Figures(tmp_path, "web-1", saying(hits=1)).tell().counts == {"hits": 1}


def test_there_is_nothing_to_forget_at_first(tmp_path: Path) -> None:
    figures.clear(tmp_path / "nowhere")
    assert not (tmp_path / "nowhere").exists()
    assert figures.read(tmp_path / "nowhere", "web-1") is None


@pytest.mark.parametrize(
    "content",
    [
        b"",
        b"\n",
        b"{}\n00000000\n",
        b'[1.0,2.0,{"hits":5},{}]\n00000000\n',
        b"[]\n94f7af71\n",
        b'["a","b",{"hits":"many"},{}]\nd5d66aa1\n',
        b"\xff" * 5000,
    ],
)
def test_what_is_damaged_counts_for_nothing(tmp_path: Path, content: bytes) -> None:
    made = Figures(tmp_path, "web-1", saying(hits=1))
    made.tell()
    (file,) = tmp_path.glob("*/*.json")
    (file.parent / "web-2.json").write_bytes(content)
    assert figures.read(tmp_path, "web-2") is None
    assert made.everybody().keys() == {"web-1"}


def test_a_checksum_that_is_right_makes_no_sense_of_nonsense(tmp_path: Path) -> None:
    made = Figures(tmp_path, "web-1", saying(hits=1))
    made.tell()
    (file,) = tmp_path.glob("*/*.json")
    for body in (b"[]", b"null", b'["a",2,{},{}]', b'[1,2,{"hits":"many"},{}]', b"[1,2,[],{}]", b"[1,2,{},5]"):
        file.write_bytes(b"%b\n%08x\n" % (body, figures.crc32(body)))
        assert figures.read(tmp_path, "web-1") is None


def test_a_disk_that_does_not_take_it_stops_nobody(tmp_path: Path) -> None:
    (tmp_path / "data").write_text("a file where a folder should be")
    made = Figures(tmp_path / "data", "web-1", saying(hits=1))
    assert made.everybody()["web-1"].counts == {"hits": 1}
    made.stop()


def test_a_long_word_does_not_get_longer_than_the_file(tmp_path: Path) -> None:
    made = Figures(tmp_path, "web-1", lambda: Said({}, {"trouble": "\N{SNOWMAN}" * 10_000}))
    made.tell()
    told = figures.read(tmp_path, "web-1")
    assert told is not None
    assert set(str(told.state["trouble"])) == {"\N{SNOWMAN}"}
    (file,) = tmp_path.glob("*/*.json")
    assert file.stat().st_size == 4096


def test_who_reads_while_somebody_writes_sees_whole_figures_that_only_grow(tmp_path: Path) -> None:
    stop, count = threading.Event(), 10**17

    def say() -> Said:
        nonlocal count
        count += 1
        return Said({"hits": count, "same": count}, {"padding": "x" * (count % 300)})

    made = Figures(tmp_path, "web-1", say)
    made.tell()

    def write() -> None:
        while not stop.is_set():
            made.tell()

    writer = threading.Thread(target=write)
    writer.start()
    seen: list[int] = []
    try:
        for _ in range(3000):
            told = figures.read(tmp_path, "web-1")
            assert told is not None
            assert told.counts["hits"] == told.counts["same"]
            seen.append(told.counts["hits"])
    finally:
        stop.set()
        writer.join()
    assert seen == sorted(seen)
    made.stop()
    last = figures.read(tmp_path, "web-1")
    assert last is not None
    assert last.counts["hits"] == count


def test_a_thread_of_its_own_tells_and_ends(tmp_path: Path) -> None:
    made = Figures(tmp_path, "web-1", saying(hits=2))
    made.start()
    made.stop()
    told = figures.read(tmp_path, "web-1")
    assert told is not None
    assert told.counts == {"hits": 2}
    assert not [thread for thread in threading.enumerate() if thread.name == "figures"]
