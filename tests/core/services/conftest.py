"""An empty database of each kind."""

from pathlib import Path

import pytest


@pytest.fixture(params=["sqlite", "postgres"])
def database_url(request: pytest.FixtureRequest, tmp_path: Path) -> str:
    """An empty database: SQLite, and PostgreSQL where one is at hand."""
    return str(tmp_path / "d.db") if request.param == "sqlite" else request.getfixturevalue("postgres_database")
