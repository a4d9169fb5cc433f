"""A database of each kind and its plans."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from qrdesk.core import database
from qrdesk.core.opening import Opened, open_database
from qrdesk.core.redirect.store import PlanStore
from qrdesk.core.settings import Settings


@pytest.fixture(params=["sqlite", "postgresql"])
def opened(tmp_path: Path, request: pytest.FixtureRequest) -> Iterator[Opened]:
    """A new database, whose default domain is go.example."""
    url = str(tmp_path / "q.db") if request.param == "sqlite" else request.getfixturevalue("postgres_database")
    yield open_database(url, Settings(public_url="https://go.example", data_dir=str(tmp_path / "data")))
    database.close()


@pytest.fixture
def store(opened: Opened) -> Iterator[PlanStore]:
    """The plans of that database, kept fresh."""
    plans = PlanStore(poll_ms=20)
    plans.refresh()
    plans.start()
    yield plans
    plans.stop()
