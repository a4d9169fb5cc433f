"""The folder of a kit: what is listed as not kept, and that it is there whole or not at all."""

import csv
import json
import os
import re
import signal
import subprocess
import sys
import threading
from collections.abc import Iterator
from pathlib import Path

import pytest

from qrdesk.core.errors import CannotWrite, DatabaseUnreachable
from qrdesk.core.survival import kit as kits
from qrdesk.core.survival.kit import Kit, is_kit, write_kit
from tests.core.redirect.making import add_link
from tests.core.survival.town import DOLLARS, HIDDEN, LONG_HOST, NOW, SIX, build
from tests.daemon.houses import House, opened_house

ROOT = Path(__file__).resolve().parents[3]
_KILLED = """
import os, sys
from datetime import UTC, datetime
from pathlib import Path
from qrdesk.core.survival.kit import write_kit
def step(_):
    print("at work", flush=True)
    sys.stdin.read()
write_kit(Path(sys.argv[1]), sys.argv[2], ["nginx"], now=datetime.now(UTC), step=step)
"""


@pytest.fixture
def house(tmp_path: Path) -> Iterator[House]:
    """A front whose plans stay as they are: the kit opens the database anew."""
    with opened_house(str(tmp_path / "q.db")) as made:
        made.store.stop()
        yield made


def write(tmp_path: Path, *formats: str) -> Kit:
    return write_kit(tmp_path / "kit", str(tmp_path / "q.db"), formats or ("nginx",), now=NOW)


def names(folder: Path) -> set[str]:
    """Return what is in a folder but the database and the home folder of the test."""
    return {path.name for path in folder.iterdir()} - {"home", "q.db", "q.db.d", "q.db-wal", "q.db-shm"}


def test_everything_that_is_not_kept_is_listed_link_by_link(house: House, tmp_path: Path) -> None:
    build(house)
    made = write(tmp_path, "worker")
    with (made.folder / "not-kept.csv").open(encoding="utf-8-sig", newline="") as file:
        rows = list(csv.DictReader(file))
    said = {(row["address"], row["what"]): row["words"] for row in rows if row["domain"] == "go.example"}
    assert {address: what for address, what in said if address not in {"secret", "secret-late"}} == {
        "gone": "state", "paused": "state", "archived": "state", "blocked": "state", "circle": "state",
        "early": "start", "late": "end", "late-elsewhere": "expired", "ending": "end",
        "used-up": "limit", "limited": "limit", "mail": "button", "call": "button", "app": "button", "ruled": "rule",
        "ab": "variants", "hidden": "hidden", "passing": "query", "apps": "apps", "shown": "preview",
        "remembered": "cookie", "down": "fallback",
    }  # fmt: skip
    assert said["ruled", "rule"] == "Rule 1 “=1+1” (by country). It led to https://example.com/fr"
    assert said["ab", "variants"].endswith("2 × https://example.com/a; 2 × https://example.com/b")
    assert "1 of 5 visits" in said["limited", "limit"]
    assert ("secret", "password") in said
    assert ("secret", "rule") in said
    assert not any(HIDDEN in words for words in said.values())
    assert made.waiting == [ascii('evil.example\n- all is yours"'), "waiting.example"]
    asked = {"go.example", "exact.example", "shop.example:8443", "f.example", DOLLARS, LONG_HOST, *SIX}
    assert set(made.addresses) == asked, "no Host is sent like the others"
    readme = (made.folder / "README.txt").read_text(encoding="utf-8")
    assert "waiting.example: left out" in readme
    assert "\n- all is yours" not in readme
    assert not re.search(r"\{\{|\}\}", readme)
    assert "shop.example:8443: 3 addresses, the bare host leads to https://example.com/shop" in readme
    assert json.loads((made.folder / "kit.json").read_text())["not_kept"] == made.not_kept


def test_postgresql_makes_the_same_kit(postgres_database: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("QRDESK_DATA_DIR", str(tmp_path / "data"))
    made: list[Kit] = []
    for url in (str(tmp_path / "q.db"), postgres_database):
        with opened_house(url, str(tmp_path / "data")) as house:
            build(house)
            made.append(write_kit(tmp_path / f"kit{len(made)}", url, ("worker", "nginx"), now=NOW))
        (tmp_path / "data").rename(tmp_path / f"data{len(made)}")
    one, other = made
    assert (one.addresses, one.not_kept) == (other.addresses, other.not_kept)
    lines = [sorted((kit.folder / "worker/go.example.js").read_text().splitlines()) for kit in made]
    assert lines[0] == lines[1]


def test_a_kit_takes_the_place_of_the_one_before_and_of_nothing_else(house: House, tmp_path: Path) -> None:
    add_link("menu", "https://example.com/one")
    assert write(tmp_path, "nginx", "worker").folder == tmp_path / "kit"
    add_link("more", "https://example.com/two")
    write(tmp_path, "worker")
    assert names(tmp_path / "kit") == {"worker", "kit.json", "README.txt", "not-kept.csv"}
    assert "example.com/two" in (tmp_path / "kit/worker/go.example.js").read_text()
    assert names(tmp_path) == {"kit"}
    (tmp_path / "kit/kit.json").write_text('["not ours"]')
    with pytest.raises(CannotWrite, match="is no survival kit"):
        write(tmp_path)
    assert (tmp_path / "kit/worker").is_dir()
    assert names(tmp_path) == {"kit"}


def test_what_somebody_put_into_a_kit_is_not_deleted_with_it(house: House, tmp_path: Path) -> None:
    write(tmp_path)
    (tmp_path / "kit/.DS_Store").write_bytes(b"left behind by a file manager")
    write(tmp_path)
    (tmp_path / "kit/certificate.pem").write_text("mine")
    with pytest.raises(CannotWrite, match="is no survival kit"):
        write(tmp_path)
    assert (tmp_path / "kit/certificate.pem").read_text() == "mine"


@pytest.mark.skipif(sys.platform == "win32", reason="links need rights there")
def test_a_link_to_a_kit_gives_way_and_the_kit_it_led_to_stays(house: House, tmp_path: Path) -> None:
    write(tmp_path).folder.rename(tmp_path / "real")
    (tmp_path / "kit").symlink_to(tmp_path / "real")
    write(tmp_path)
    assert not (tmp_path / "kit").is_symlink()
    assert is_kit(tmp_path / "real")
    assert names(tmp_path) == {"kit", "real"}


def test_a_file_a_link_and_a_missing_folder_are_refused(house: House, tmp_path: Path) -> None:
    for place in ("q.db", "link", "none/kit"):
        if place == "link":
            (tmp_path / "link").symlink_to(tmp_path / "q.db.d")
        with pytest.raises(CannotWrite):
            write_kit(tmp_path / place, str(tmp_path / "q.db"), now=NOW)
    with pytest.raises(DatabaseUnreachable, match="There is no database"):
        write_kit(tmp_path / "kit", str(tmp_path / "none.db"), now=NOW)
    assert names(tmp_path) == {"link"}


def test_what_fails_in_the_middle_leaves_the_kit_before(
    house: House, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    add_link("menu", "https://example.com/one")
    write(tmp_path)

    def full(*_: object) -> None:
        raise OSError(28, "No space left on device")

    with monkeypatch.context() as patch:
        patch.setattr(kits.nginx, "finish", full)
        with pytest.raises(CannotWrite, match="No space left on device"):
            write(tmp_path)
    assert is_kit(tmp_path / "kit")
    assert names(tmp_path) == {"kit"}


@pytest.mark.skipif(sys.platform == "win32", reason="kills as POSIX does")
def test_a_killed_run_leaves_the_kit_before_and_the_next_one_clears_up(house: House, tmp_path: Path) -> None:
    add_link("menu", "https://example.com/one")
    write(tmp_path)
    words = [sys.executable, "-c", _KILLED, str(tmp_path / "kit"), str(tmp_path / "q.db")]
    env = {**os.environ, "PYTHONPATH": str(ROOT)}
    with subprocess.Popen(words, env=env, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True) as process:
        assert process.stdout is not None
        assert process.stdout.readline() == "at work\n"
        half = names(tmp_path) - {"kit"}
        write(tmp_path)  # another one beside it takes nothing away from it
        assert names(tmp_path) - {"kit"} == half
        process.send_signal(signal.SIGKILL)
    assert len(half) == 1
    assert is_kit(tmp_path / "kit")
    write(tmp_path)
    assert names(tmp_path) == {"kit"}


def test_a_run_killed_between_its_renames_is_made_good(house: House, tmp_path: Path) -> None:
    write(tmp_path)
    (tmp_path / "kit").rename(tmp_path / ".kit.before")
    marked = tmp_path / ".kit.before" / "nginx" / "of the time before"
    marked.touch()
    with pytest.raises(DatabaseUnreachable):
        write_kit(tmp_path / "kit", str(tmp_path / "none.db"), now=NOW)
    write(tmp_path)
    assert names(tmp_path) == {"kit"}
    assert not (tmp_path / "kit" / "nginx" / marked.name).exists()


def test_links_made_meanwhile_wait_for_nothing_and_are_not_half_in_it(house: House, tmp_path: Path) -> None:
    add_link("menu", "https://example.com/one")
    url = str(tmp_path / "q.db")
    done: list[str] = []

    def step(_: int) -> None:
        def make() -> None:
            done.append(add_link("zz-later").slug)

        thread = threading.Thread(target=make)
        thread.start()
        thread.join(30)

    made = write_kit(tmp_path / "kit", url, ("worker",), now=NOW, step=step)
    assert (done, made.addresses) == (["zz-later"], {"go.example": 1})
    assert "zz-later" not in (tmp_path / "kit/worker/go.example.js").read_text()
