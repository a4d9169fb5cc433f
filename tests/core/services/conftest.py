"""An empty database of each kind; the server of one of them is started once for all tests of this folder."""

from pathlib import Path

import pytest

from tests.postgres import migrated_database, postgres, postgres_database

__all__ = ["migrated_database", "postgres", "postgres_database"]


@pytest.fixture(params=["sqlite", "postgres"])
def database_url(request: pytest.FixtureRequest, tmp_path: Path) -> str:
    """An empty database: SQLite, and PostgreSQL where one is at hand."""
    return str(tmp_path / "d.db") if request.param == "sqlite" else request.getfixturevalue("postgres_database")
