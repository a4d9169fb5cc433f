"""PostgreSQL goes away under load, again and again: known links lead on all the while, and every hit counts once."""

import sys
import threading
import time
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

import pytest

from qrdesk.core import database
from tests.core.hits.places import Place, make_link, opened, scan
from tests.faults.load import Load
from tests.faults.nodes import LOCATIONS, Node, Nodes, two_nodes
from tests.faults.processes import wait_for
from tests.postgres import Server, fresh_database, own_server

pytestmark = pytest.mark.skipif(sys.platform != "linux", reason="finds the daemon's processes in /proc")

PER_S = 30  # of each node
BOUND_S = 5.0  # the slowest redirect there may be, on a machine that others use too
TOLD_S = 20.0  # away for longer, and both nodes say so: a look at a database that hangs is given 10 s
BACK_S = 30.0  # until everything goes on
FORM = 403  # a page that asks for a password
CROWD = 20  # of each kind at each node, who want what only the database can say


@dataclass
class Scene:
    """A database server, two nodes on it, and their visitors."""

    server: Server
    nodes: Nodes
    load: Load


class Crowd:
    """People who ask a node for what only the database can say, all at once: as many as it has threads, and more."""

    def __init__(self, node: Node, key: str) -> None:
        asked = [("/api/v1/links", key), ("/r/limited", "")] * CROWD
        self.answers: Counter[int] = Counter()
        self._threads = [threading.Thread(target=self._ask, args=(node, *one), daemon=True) for one in asked]
        for thread in self._threads:
            thread.start()

    def wait(self) -> None:
        """Wait until all of them were answered: now, or that it cannot be told for the moment."""
        for thread in self._threads:
            thread.join(BACK_S * 2)
        assert sum(self.answers.values()) == len(self._threads)
        assert set(self.answers) <= {200, 302, 503}, self.answers

    def _ask(self, node: Node, path: str, key: str) -> None:
        self.answers[node.ask(path, key, seconds=300).status] += 1


@pytest.fixture
def scene(tmp_path: Path) -> Iterator[Scene]:
    with own_server() as server, fresh_database(server.url) as url, two_nodes(url, tmp_path) as nodes:
        assert nodes.try_to_make(nodes.all[0], "limited", hit_limit=1_000_000)
        assert nodes.try_to_make(nodes.all[0], "locked", password="correct horse")
        wait_for(lambda: nodes.all[1].ask("/locked").status == FORM, "the other node does not know the links")
        try:
            yield Scene(server, nodes, Load([node.port for node in nodes.all], LOCATIONS, per_s=PER_S))
        finally:
            server.thaw()  # the nodes and the database are about to go


def written(server: Server) -> bool:
    import psycopg

    with psycopg.connect(server.url) as connection:
        row = connection.execute("SELECT pg_current_wal_flush_lsn() = pg_current_wal_insert_lsn()").fetchone()
    return row == (True,)


def take_away(scene: Scene, away_s: float, *, frozen: bool) -> None:
    """Take the database away for so long; meanwhile look at what the nodes say of themselves."""
    told: set[int] = set()
    if frozen:
        scene.server.freeze()
    else:
        scene.server.crash()
    crowds = [Crowd(node, scene.nodes.key) for node in scene.nodes.all]
    looked_at = 0.0

    def look() -> None:
        nonlocal looked_at
        if time.monotonic() - looked_at < 1:
            return
        looked_at = time.monotonic()
        for node in scene.nodes.all:
            status, reason = node.health()
            assert (status == 200) == (reason == "")
            if "database" in reason:
                told.add(node.port)
        assert time.monotonic() - looked_at < BOUND_S, "whoever looks after the nodes has to wait for the database"

    scene.load.last(away_s, look)
    if away_s > TOLD_S:
        assert len(told) == len(crowds)
        see_that_nobody_waits(scene, crowds)
    if frozen:
        scene.server.thaw()
    else:
        scene.server.start()
    for crowd in crowds:
        crowd.wait()


def see_that_nobody_waits(scene: Scene, crowds: list[Crowd]) -> None:
    """See that a database that does not come back keeps nobody: threads are free for links that ask none."""
    for crowd in crowds:
        crowd.wait()
    for node in scene.nodes.all:
        assert node.ask("/locked", seconds=BOUND_S * 2).status == FORM


def come_back(scene: Scene, slug: str) -> None:
    """See that all goes on: what is changed at one node the other one does, and what waited is counted."""
    here, there = scene.nodes.all
    wait_for(lambda: scene.nodes.try_to_make(here, slug), "no link can be made", seconds=BACK_S)
    wait_for(lambda: there.knows(slug), "the other node does not hear of a new link", seconds=BACK_S)
    for node in scene.nodes.all:
        wait_for(lambda node=node: node.health() == (200, ""), "it still complains", seconds=BACK_S)


def run(scene: Scene, away_s: float, *frozen: bool) -> None:
    scene.load.start()
    for number, is_frozen in enumerate(frozen):
        scene.load.go_on(20)
        take_away(scene, away_s, frozen=is_frozen)
        come_back(scene, f"made-{number}")
    scene.load.go_on(20)
    scene.load.stop()
    assert [node.stop() for node in scene.nodes.all] == [0, 0]
    print(scene.nodes.check(scene.load))
    assert scene.load.slowest_s < BOUND_S


@pytest.mark.wide
def test_what_was_counted_survives_a_crash_though_the_server_promises_less(tmp_path: Path) -> None:
    with own_server("-c synchronous_commit=off") as server, fresh_database(server.url) as url:
        with opened(url, tmp_path) as found:
            place = Place(found.spool, found.owner.workspace_id, make_link(found.owner.workspace_id))
            wait_for(lambda: written(server), "what was made before is not written down")
            for serial in range(10):
                scan(place, datetime.now(UTC))
                assert list(found.spool.iterdir()) == [], serial  # nothing would bring it back
            server.crash()
        server.start()
        with opened(url, tmp_path), database.scope():
            assert len(place.hosts()) == 10


@pytest.mark.wide
def test_a_database_that_crashes_and_one_that_hangs_cost_no_redirect_and_no_hit(scene: Scene) -> None:
    run(scene, BOUND_S + 3, False, True)


@pytest.mark.slow
@pytest.mark.timeout(600)
def test_a_database_that_is_away_for_a_minute_three_times_costs_no_redirect_and_no_hit(scene: Scene) -> None:
    run(scene, 60, False, True, False)
