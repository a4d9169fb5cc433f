"""Processes that make the same links at the same time, killed over and over: each link is made once.

Whoever asked, and however often, was given one and the same answer.
"""

import json
import random
import sys
from collections.abc import Iterator
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

from qrdesk.core import database
from qrdesk.core.models import GivenAnswer, Key, Link
from qrdesk.core.opening import open_database
from qrdesk.core.settings import Settings
from tests.desks import make_key
from tests.faults import creating
from tests.faults.forks import Fork, Forks
from tests.faults.processes import wait_for
from tests.postgres import fresh_database

pytestmark = pytest.mark.skipif(sys.platform != "linux", reason="kill -9 and fork are POSIX, families are in /proc")

PROCESSES = 3


@dataclass
class Office:
    """A database, and processes that make links in it."""

    url: str
    folder: Path
    forks: Forks

    @property
    def notes(self) -> Path:
        return self.folder / "notes"

    def begin(self, count: int) -> dict[str, str]:
        """Make the database and its key, and return what the processes are told."""
        self.notes.mkdir()
        opened = open_database(self.url, Settings(data_dir=str(self.folder / "data")))
        key = make_key(opened)
        with database.scope():
            Key.update(rate_limit=1_000_000).execute()
        database.close()
        return {
            "CREATING_URL": self.url,
            "CREATING_DATA": str(self.folder / "data"),
            "CREATING_NOTES": str(self.notes),
            "CREATING_COUNT": str(count),
            "CREATING_KEY": key,
        }

    def start(self, told: dict[str, str]) -> Fork:
        return self.forks.start(environ=told)

    def read(self) -> list[list[Any]]:
        """Return what was answered so far: number, status, whether again, digest, id.

        A last line without its end is being written, or was when its process was killed: not an answer yet.
        """
        lines = [line for notes in self.notes.iterdir() for line in notes.read_text().split("\n")[:-1]]
        return [json.loads(line) for line in lines]


@pytest.fixture(scope="module")
def forks(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Forks]:
    with closing(Forks(creating.__name__, tmp_path_factory.mktemp("creating"))) as forks:
        yield forks


@pytest.fixture(params=["sqlite", "postgres"])
def office(request: pytest.FixtureRequest, tmp_path: Path, forks: Forks) -> Iterator[Office]:
    if request.param == "sqlite":
        yield Office(str(tmp_path / "qrdesk.db"), tmp_path, forks)
    else:
        with fresh_database(request.getfixturevalue("postgres")) as url:
            yield Office(url, tmp_path, forks)
    forks.end_all()


def make_while_killing(office: Office, count: int, kills: int) -> None:
    chance = random.Random(kills)
    told = office.begin(count)
    running = [office.start(told) for _ in range(PROCESSES)]
    for moment in sorted(chance.sample(range(1, count), kills)):
        wait_for(lambda moment=moment: made(office) >= moment, "nothing more was made")
        victim = chance.randrange(PROCESSES)
        running[victim].kill_family()
        running[victim] = office.start(told)  # from the first link on: it knows nothing of what it did before
    for fork in running:
        fork.wait_said("ended with 0")


def made(office: Office) -> int:
    return len({note[0] for note in office.read()})


def check(office: Office, count: int, kills: int) -> int:
    """Compare what is stored with what was answered; return how many links are stored."""
    notes = office.read()
    assert {note[1] for note in notes} == {201}, notes[-1]
    assert {note[0] for note in notes} == set(range(count))
    assert len({(note[0], note[3]) for note in notes}) == count, "two were answered differently"
    assert len(notes) >= count * PROCESSES
    first = sum(not again for _, _, again, _, _ in notes)
    assert count - kills <= first <= count, "of a process that was killed one answer each may be missing"
    open_database(office.url, Settings(data_dir=str(office.folder / "data")))
    try:
        with database.scope():
            links = {link.public_id: link.destination for link in Link.select()}
            assert len(links) == count, "something was made twice"
            assert links == {note[4]: f"https://example.com/{note[0]}" for note in notes}
            assert GivenAnswer.select().count() == count
            assert GivenAnswer.select().where(GivenAnswer.body == b"").count() == 0
            assert database.find_damage() == ""
            return len(links)
    finally:
        database.close()


@pytest.mark.wide
def test_three_kills_leave_every_link_once_and_every_answer_the_same(office: Office) -> None:
    make_while_killing(office, count=60, kills=3)
    assert check(office, 60, 3) == 60


@pytest.mark.slow
@pytest.mark.timeout(600)
def test_twenty_five_kills_leave_every_link_once_and_every_answer_the_same(office: Office) -> None:
    make_while_killing(office, count=1000, kills=25)
    assert check(office, 1000, 25) == 1000
