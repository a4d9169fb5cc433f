"""Kill -9 of whole nodes under load, at any moment: what was answered counts once, and of the rest nothing twice.

What a node has answered is in its spool file, which the system keeps when the process is gone; it is counted once the
node is back. What a loss of power costs is another matter: see ``qrdesk.core.hits.spool``.
"""

import random
import sys
from pathlib import Path

import pytest

from tests.faults.load import CLIENTS, Load
from tests.faults.nodes import LOCATIONS, two_nodes
from tests.postgres import fresh_database, own_server

pytestmark = pytest.mark.skipif(sys.platform != "linux", reason="finds the daemon's processes in /proc")

PER_S = 30  # of each node
SOON = 60  # answers of each node between two kills, at most


def run(folder: Path, kills: int) -> None:
    chance = random.Random(kills)
    with own_server() as server, fresh_database(server.url) as url, two_nodes(url, folder) as nodes:
        load = Load([node.port for node in nodes.all], LOCATIONS, per_s=PER_S, killing=True)
        load.start()
        for kill in range(kills):
            load.go_on(chance.randrange(1, SOON))
            # the one, the other, or both at once
            gone = [nodes.all[:1], nodes.all[1:], nodes.all][kill % 3]
            for node in gone:
                node.kill()
            for node in gone:
                node.start()
                load.is_up(node.port)
        load.go_on(SOON)
        load.stop()
        assert [node.stop() for node in nodes.all] == [0, 0]
        print(nodes.check(load))
        assert len(load.unanswered) <= kills * 2 * 2 * CLIENTS


@pytest.mark.wide
def test_three_kills_of_nodes_lose_nothing_and_double_nothing(tmp_path: Path) -> None:
    run(tmp_path, 3)


@pytest.mark.slow
@pytest.mark.timeout(900)
def test_thirty_kills_of_nodes_lose_nothing_and_double_nothing(tmp_path: Path) -> None:
    run(tmp_path, 30)
