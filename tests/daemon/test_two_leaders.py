"""Two servers on one PostgreSQL, each with a folder of its own: one does what is done once, and the other follows it.

Each has a blocklist of its own. The list of the one that leads is held against the links, so the link that is out of
service says who leads.
"""

import os
import re
import signal
from collections.abc import Iterator
from contextlib import ExitStack
from pathlib import Path

import pytest

from qrdesk.core import database
from qrdesk.core.models import Link
from qrdesk.core.opening import open_database
from qrdesk.core.settings import Settings
from tests.core.redirect.making import add_link
from tests.daemon.asking import until
from tests.daemon.daemons import Daemon, alive

SHORT_S = 3
LONG_S = 600  # longer than any test: who takes over before did not wait for the end of the lease
WITHIN_S = 60.0
TURNS = 20  # of 250 ms; the jobs have their turn every second
_LEADING = re.compile(rb"^qrdesk_leading (\d)$", re.MULTILINE)
_TURNS = re.compile(rb"^qrdesk_drain_turns_total (\d+)$", re.MULTILINE)

pytestmark = pytest.mark.wide


class Nodes:
    """Servers called here and there; each blocks the link of its own name."""

    def __init__(self, url: str, folder: Path, stack: ExitStack) -> None:
        self._url, self._folder, self._stack = url, folder, stack

    def start(self, name: str, lease_s: int) -> Daemon:
        node = Daemon(
            self._url,
            QRDESK_DATA_DIR=str(self._folder / name),
            QRDESK_BLOCKLIST=str(self.list_of(name)),
            QRDESK_LEASE_SECONDS=str(lease_s),
        )
        self._stack.callback(node.stop)
        return node

    def pair(self, lease_s: int) -> tuple[Daemon, Daemon]:
        """Start both, the leader first."""
        first = self.start("here", lease_s)
        until(lambda: out_of_service() == ["here"], within_s=WITHIN_S)
        second = self.start("there", lease_s)
        until(lambda: turns(second) > TURNS, within_s=WITHIN_S)
        return first, second

    def list_of(self, name: str) -> Path:
        return self._folder / f"{name}.txt"


@pytest.fixture
def nodes(postgres_own: str, tmp_path: Path) -> Iterator[Nodes]:
    """Two servers that may be started, and two links, each on the list of one of them."""
    opened = open_database(postgres_own, Settings(data_dir=str(tmp_path / "here")))
    (tmp_path / "there").mkdir(mode=0o700)
    (tmp_path / "there" / "secret.key").write_bytes((opened.data_dir / "secret.key").read_bytes())
    for name in ("here", "there"):
        add_link(name, destination=f"https://{name}.example/")
        (tmp_path / f"{name}.txt").write_text(f"{name}.example\n")
    with ExitStack() as stack:
        stack.callback(database.close)
        yield Nodes(postgres_own, tmp_path, stack)


def out_of_service() -> list[str]:
    with database.scope():
        return sorted(link.slug for link in Link.select().where(Link.suspended_at.is_null(False)))


def figure(node: Daemon, which: "re.Pattern[bytes]") -> int:
    found = which.search(node.ask("/metrics").body)
    return int(found[1]) if found is not None else 0


def leads(node: Daemon) -> bool:
    return figure(node, _LEADING) == 1


def turns(node: Daemon) -> int:
    return figure(node, _TURNS)


def background(node: Daemon) -> int:
    (pid,) = node.pids("background")
    return pid


def test_one_of_two_leads_and_one_that_is_stopped_hands_over_at_once(nodes: Nodes) -> None:
    first, second = nodes.pair(LONG_S)
    assert out_of_service() == ["here"]
    assert (leads(first), leads(second)) == (True, False)
    assert first.stop() == 0
    until(lambda: out_of_service() == ["there"], within_s=WITHIN_S)
    until(lambda: leads(second))
    again = nodes.start("here", LONG_S)
    until(lambda: turns(again) > TURNS, within_s=WITHIN_S)
    assert (leads(again), leads(second)) == (False, True)
    assert out_of_service() == ["there"]


def test_one_that_is_killed_is_followed_when_its_lease_has_run_out(nodes: Nodes) -> None:
    first, second = nodes.pair(SHORT_S)
    left = background(first)
    os.kill(left, signal.SIGSTOP)  # else it would notice that its server is gone, and stop in order
    first.process.kill()
    os.kill(left, signal.SIGKILL)
    until(lambda: not alive(left))
    until(lambda: out_of_service() == ["there"], within_s=WITHIN_S)
    until(lambda: leads(second))


def test_a_background_process_that_is_killed_is_followed_by_one_of_them(nodes: Nodes) -> None:
    first, second = nodes.pair(SHORT_S)
    killed = background(first)
    os.kill(killed, signal.SIGKILL)
    until(lambda: first.pids("background") not in ([], [killed]), within_s=WITHIN_S)  # another is started
    until(lambda: [leads(first), leads(second)].count(True) == 1, within_s=WITHIN_S)


def test_one_that_was_paused_and_wakes_leads_no_more(nodes: Nodes) -> None:
    first, second = nodes.pair(SHORT_S)
    paused = background(first)
    os.kill(paused, signal.SIGSTOP)
    try:
        until(lambda: out_of_service() == ["there"], within_s=WITHIN_S)
        nodes.list_of("here").write_text("here.example\nelse.example\n")  # a reason to look through all links at once
        before = turns(first)
    finally:
        os.kill(paused, signal.SIGCONT)
    until(lambda: turns(first) > before + TURNS, within_s=WITHIN_S)
    until(lambda: not leads(first), within_s=WITHIN_S)
    assert leads(second)
    assert out_of_service() == ["there"]
    with database.scope():
        assert Link.get(Link.slug == "here").suspended_reason == ""
