"""Two servers on one PostgreSQL: a link that one of them changes leads elsewhere at the other, long before it looks."""

from pathlib import Path

import psycopg
import pytest

from tests.daemon.asking import until
from tests.daemon.nodes import Nodes, two_nodes

SELDOM = 60_000  # how often they look by themselves, in ms
SOON_S = 30.0  # half of that, and much more than a busy machine needs
TIMES = 5


def see_changes(nodes: Nodes, link: str, *, name: str = "page") -> None:
    for number in range(TIMES):
        nodes.lead(link, wanted := f"https://example.com/{name}/{number}")
        until(lambda wanted=wanted: nodes.location() == wanted, within_s=SOON_S)


def test_a_change_arrives_long_before_the_next_look(postgres_own: str, tmp_path: Path) -> None:
    with two_nodes(postgres_own, tmp_path, poll_ms=SELDOM) as nodes:
        until(lambda: len(nodes.listeners()) == 2)
        see_changes(nodes, nodes.make_link())
        assert len(nodes.listeners()) == 2
    with psycopg.connect(postgres_own) as connection:
        others = "SELECT count(*) FROM pg_stat_activity WHERE datname = current_database() AND pid <> pg_backend_pid()"
        until(lambda: connection.execute(others).fetchall() == [(0,)])


@pytest.mark.wide
def test_a_listener_that_is_thrown_out_listens_anew(postgres_own: str, tmp_path: Path) -> None:
    with two_nodes(postgres_own, tmp_path, poll_ms=SELDOM) as nodes:
        link = nodes.make_link()
        until(lambda: len(nodes.listeners()) == 2)
        threads = _threads(nodes)
        for turn in ("first", "second"):
            before = nodes.listeners()
            with psycopg.connect(nodes.url) as connection:
                for pid in before:
                    connection.execute("SELECT pg_terminate_backend(%s)", (pid,))
            nodes.lead(link, wanted := f"https://example.com/{turn}")  # while nobody listens
            until(lambda wanted=wanted: nodes.location() == wanted, within_s=SOON_S)
            until(lambda before=before: len(nodes.listeners() - before) == 2)
            see_changes(nodes, link, name=turn)
        assert len(nodes.listeners()) == 2
        assert _threads(nodes) <= threads


@pytest.mark.wide
def test_without_notices_changes_are_found_by_looking(postgres_own: str, tmp_path: Path) -> None:
    with two_nodes(postgres_own, tmp_path, unheard=True) as nodes:
        see_changes(nodes, nodes.make_link())


def _threads(nodes: Nodes) -> int:
    (worker,) = nodes.there.pids("worker")
    return len(list(Path(f"/proc/{worker}/task").iterdir()))
