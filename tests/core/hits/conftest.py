"""Databases to drain into: SQLite always, PostgreSQL where one is at hand."""

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from qrdesk.core import database
from qrdesk.core.hits.spool import Spool
from tests.core.hits.places import Place, make_link, opened


@pytest.fixture
def sqlite(tmp_path: Path) -> Iterator[Place]:
    """A fresh SQLite database with one link."""
    with opened(str(tmp_path / "qrdesk.db"), tmp_path / "data") as found:
        yield Place(found.spool, found.owner.workspace_id, make_link(found.owner.workspace_id))


@pytest.fixture(params=["sqlite", "postgres"])
def place(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Place]:
    """A fresh database of each kind, with one link."""
    if request.param == "sqlite":
        yield request.getfixturevalue("sqlite")
        return
    with opened(request.getfixturevalue("postgres_partless"), tmp_path / "data") as found, database.scope():
        yield Place(found.spool, found.owner.workspace_id, make_link(found.owner.workspace_id))


@pytest.fixture
def add_link(place: Place) -> Callable[[str], int]:
    """Make further links."""
    return lambda slug: make_link(place.workspace_id, slug)


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """Where hits are recorded."""
    return tmp_path / "spool"


@pytest.fixture
def spool(folder: Path) -> Iterator[Spool]:
    """A spool in that folder."""
    spool = Spool(folder, fsync_ms=20)
    yield spool
    spool.close()
