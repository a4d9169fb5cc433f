"""A node's disk is full under load: visitors are led on, what could not be recorded is told to the last hit.

Nothing is damaged or counted twice, and with the space all goes on. Where the database lies on that disk, too, what was
recorded waits until it can be counted.
"""

import sys
from pathlib import Path

import pytest

from qrdesk.daemon import figures
from tests.faults.disks import fill, small_disk
from tests.faults.load import Load
from tests.faults.nodes import LOCATIONS, Node, Nodes, nodes_on, two_nodes
from tests.faults.processes import wait_for
from tests.postgres import fresh_database, own_server

pytestmark = [
    pytest.mark.skipif(sys.platform != "linux", reason="finds the daemon's processes in /proc"),
    pytest.mark.wide,
]

DISK_MB = 32
PER_S = 300  # of each node: what is set aside for a full disk is to be used up
BACK_S = 60.0


def dropped_by(node: Node) -> int:
    told = figures.read(node.data_dir, f"{figures.WEB}-1")
    return told.counts["dropped"] if told is not None else 0


def fill_twice(nodes: Nodes, disk: Path) -> None:
    """Have the disk of the first node filled to the last byte, emptied, and filled again."""
    node = nodes.all[0]
    load = Load([one.port for one in nodes.all], LOCATIONS, per_s=PER_S)
    load.start()
    for _ in range(2):
        load.go_on(100)
        before = dropped_by(node)
        filler = fill(disk)
        wait_for(lambda before=before: load.wrong or dropped_by(node) > before + 100, "the disk never got full")
        assert load.wrong == []
        status, reason = node.health()
        assert status == 503
        assert "could not be recorded" in reason
        filler.unlink()
        wait_for(lambda: nodes.try_to_make(node, f"made-{len(load.answered)}"), "nothing can be saved", seconds=BACK_S)
        load.go_on(500)
    load.stop()
    assert [one.stop() for one in nodes.all] == [0] * len(nodes.all)
    dropped = sum(dropped_by(one) for one in nodes.all)
    print(nodes.check(load, dropped=dropped))
    assert dropped == dropped_by(node) < len(load.answered) / 2


def test_a_node_with_a_full_disk_leads_on_and_says_what_it_could_not_record(tmp_path: Path) -> None:
    with (
        small_disk(tmp_path / "here", DISK_MB) as disk,
        own_server() as server,
        fresh_database(server.url) as url,
        two_nodes(url, tmp_path) as nodes,
    ):
        fill_twice(nodes, disk)


def test_a_database_on_the_full_disk_is_not_damaged_and_counts_what_was_recorded(tmp_path: Path) -> None:
    with small_disk(tmp_path / "disk", DISK_MB) as disk:
        url = str(disk / "qrdesk.db")
        with nodes_on(url, Node(url, disk / "data", {})) as nodes:
            fill_twice(nodes, disk)
