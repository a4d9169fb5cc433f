"""Somebody sets the clock of a node by an hour, ahead and back, under load: hits count once, nothing stands still.

The other node's clock is right, and so is the database's.
"""

import json
import sys
import time
from collections.abc import Generator, Iterator
from contextlib import closing, contextmanager
from pathlib import Path

import pytest

from qrdesk.core import database
from qrdesk.core.database import is_postgres
from qrdesk.core.models import Key
from qrdesk.core.opening import open_database
from qrdesk.core.settings import Settings
from tests.core.webhooks.hearing import Receiver, receiving
from tests.desks import make_key
from tests.faults.load import Load
from tests.faults.nodes import LOCATIONS, Node, Nodes, nodes_on, two_nodes
from tests.faults.processes import wait_for
from tests.faults.wall_clock import WallClock
from tests.postgres import BOTH, fresh_database

pytestmark = [
    pytest.mark.skipif(sys.platform != "linux", reason="finds the daemon's processes in /proc"),
    pytest.mark.wide,
]

HOUR_S = 3600
STEPS_S = (HOUR_S, 0, -HOUR_S, 0)  # ahead of the true time
PER_S = 20  # of each node
SOON_S = 30.0  # nothing waits for longer, and nothing for an hour
A_MINUTE = 5  # requests of the busy key


@contextmanager
def started(url: str, folder: Path, clock: WallClock) -> Generator[Nodes]:
    """Start nodes of which the first one has this clock: one process for all on a file, else two nodes."""
    environ = {"QRDESK_WEBHOOK_ALLOWED_NETWORKS": "127.0.0.0/8"}
    if is_postgres(url):
        with two_nodes(url, folder, clock.environ, **environ) as nodes:
            yield nodes
    else:
        with nodes_on(url, Node(url, folder / "data", {**environ, **clock.environ}, workers=2)) as nodes:
            yield nodes


@pytest.fixture(params=BOTH)
def url(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[str]:
    if request.param == "sqlite":
        yield str(tmp_path / "qrdesk.db")
        return
    with fresh_database(request.getfixturevalue("postgres")) as fresh:
        yield fresh


def make_busy_key(nodes: Nodes) -> str:
    """Make a key for few requests a minute, and use them up."""
    opened = open_database(nodes.url, Settings(data_dir=str(nodes.all[0].data_dir)))
    try:
        key = make_key(opened)
        with database.scope():
            last = Key.select().order_by(Key.id.desc()).first()
            Key.update(rate_limit=A_MINUTE).where(Key.id == last.id).execute()
    finally:
        database.close()
    given = [nodes.all[0].ask("/api/v1/links", key).status for _ in range(A_MINUTE + 1)]
    assert given == [200] * A_MINUTE + [429]
    return key


def hits_in(url: str) -> list[int]:
    """Return when each stored hit was, in microseconds since 1970."""
    if is_postgres(url):
        import psycopg

        with psycopg.connect(url) as connection:
            return [at for (at,) in connection.execute("SELECT at FROM hit").fetchall()]
    import sqlite3

    with closing(sqlite3.connect(url, timeout=10)) as connection:
        return [at for (at,) in connection.execute("SELECT at FROM hit")]


def see_that_all_goes_on(nodes: Nodes, load: Load, receiver: Receiver, key: str, slug: str) -> None:
    answered = len(load.answered)
    wait_for(lambda: len(hits_in(nodes.url)) >= answered, "hits are not counted", seconds=SOON_S)
    assert nodes.try_to_make(nodes.all[0], slug)
    for node in nodes.all:
        wait_for(lambda node=node: node.knows(slug), "a new link is not known", seconds=SOON_S)
        wait_for(lambda node=node: node.health() == (200, ""), "it complains", seconds=SOON_S)
    wait_for(lambda: slug in told_by(receiver), "nobody is told of a new link", seconds=SOON_S)
    answer = nodes.all[0].ask("/api/v1/links", key)
    assert answer.status == 200 or int(answer.headers["retry-after"]) <= 60, answer


def told_by(receiver: Receiver) -> set[str]:
    return {json.loads(heard.body)["data"]["link"]["slug"] for heard in tuple(receiver.heard)}


def test_a_clock_that_is_set_ahead_and_back_loses_nothing_and_holds_nothing_up(url: str, tmp_path: Path) -> None:
    clock = WallClock(tmp_path)
    with started(url, tmp_path, clock) as nodes, receiving() as receiver:
        endpoint = {"url": receiver.url(), "kinds": ["link.created"]}
        assert nodes.all[0].ask("/api/v1/webhooks", nodes.key, endpoint, method="POST").status == 201
        load = Load([node.port for node in nodes.all], LOCATIONS, per_s=PER_S)
        began = time.time()
        load.start()
        key = make_busy_key(nodes)
        for number, off_s in enumerate(STEPS_S):
            clock.set(off_s)
            load.go_on(40)
            see_that_all_goes_on(nodes, load, receiver, key, f"made-{number}")
        load.stop()
        assert [node.stop() for node in nodes.all] == [0] * len(nodes.all)
        print(nodes.check(load))
        ended = time.time()
    times = [at / 1e6 for at in hits_in(url)]
    hours = [sum(began + off_s <= at <= ended + off_s for at in times) for off_s in (-HOUR_S, 0, HOUR_S)]
    assert min(hours) >= 40  # each counts when the clock of its node said
    stray = len(times) - sum(hours)  # of the moment of a step: at most five minutes ahead of the clock before it
    assert stray <= PER_S * len(STEPS_S)
    assert all(began - HOUR_S - 1 <= at <= ended + HOUR_S for at in times)
