"""What a web process knows of visitors: there before the first one asks, whatever the database says."""

import logging
import sqlite3
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from qrdesk.core import database
from qrdesk.core.hits import agents
from qrdesk.core.opening import open_database
from qrdesk.core.redirect.visit import AGENT, GEO
from qrdesk.core.settings import Settings
from qrdesk.daemon import sources
from qrdesk.daemon.sources import Knowledge, read_agent
from tests.daemon.asking import until


@pytest.fixture
def settings(tmp_path: Path) -> Iterator[Settings]:
    """Those of a new database, which is open."""
    found = Settings(busy_timeout_ms=20, data_dir=str(tmp_path / "data"))
    open_database(str(tmp_path / "q.db"), found)
    yield found
    database.close()


@pytest.fixture
def start() -> Iterator[Callable[[Knowledge], Knowledge]]:
    """Starts what is stopped after the test."""
    started: list[Knowledge] = []

    def starting(knowledge: Knowledge) -> Knowledge:
        knowledge.start()
        started.append(knowledge)
        return knowledge

    yield starting
    for one in started:
        one.stop()
        one._thread.join(10)


def test_a_held_database_keeps_nobody_from_starting(
    settings: Settings,
    start: Callable[[Knowledge], Knowledge],
    tmp_path: Path,
    caplog: pytest.LogCaptureFixture,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(sources, "_TURN_S", 0.01)
    holder = sqlite3.connect(tmp_path / "q.db", isolation_level=None)
    holder.execute("BEGIN IMMEDIATE")
    caplog.set_level(logging.WARNING, "qrdesk")
    knowledge = start(Knowledge(settings))
    first = knowledge.visitors.id(1, 1_790_000_000.0, "203.0.113.9", "Firefox")
    assert first == knowledge.visitors.id(1, 1_790_000_000.0, "203.0.113.9", "Firefox")
    assert [record.name for record in caplog.records] == ["qrdesk.daemon.sources"]
    holder.execute("ROLLBACK")
    holder.close()
    until(lambda: bool(knowledge.visitors._salts))
    assert len(caplog.records) == 1


def test_what_links_ask_for_is_loaded_before_a_visitor_comes(
    settings: Settings, start: Callable[[Knowledge], Knowledge], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sources, "_TURN_S", 0.01)
    read_agent.cache_clear()
    agents.read_agent.cache_clear()
    needs = [0]
    knowledge = start(Knowledge(settings, lambda: needs[0]))
    assert (knowledge._geo, read_agent.cache_info().currsize) == (None, 0)
    needs[0] = GEO | AGENT  # a link with such rules is made meanwhile
    until(lambda: knowledge._geo is not None and read_agent.cache_info().currsize == 1)
    assert agents.read_agent.cache_info().currsize == 1  # the patterns, not just the module
    again = start(Knowledge(settings, lambda: GEO))
    assert again._geo is not None
