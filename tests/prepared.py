"""What takes long to make is made once for many tests.

New SQLite databases are filled from the first one that was brought up to date: it takes a sixth. The steps themselves
run for that first one, for every file that is not new, in other processes, and in their own tests.

Applications that are built within ``one_process_for_heavy_work`` share that process, which takes half a second to
start. Tests of that process, and of daemons, start their own.
"""

import sqlite3
from collections.abc import Callable, Generator
from contextlib import closing, contextmanager
from pathlib import Path
from typing import Any

import pytest

from qrdesk.core import database, opening
from qrdesk.core.migrations import run
from qrdesk.daemon import api
from qrdesk.daemon.pool import Pool


@contextmanager
def new_databases() -> Generator[None]:
    """Have ``open_database`` take the short way in this process."""
    steps = run.migrate.__defaults__  # a test of an update names others
    with closing(sqlite3.connect(":memory:", check_same_thread=False)) as first:

        def migrate(path: Path | None) -> Path | None:
            if path is None or run.migrate.__defaults__ != steps:
                return run.migrate(path)
            file: sqlite3.Connection = database.proxy.connection()
            try:
                if not _is_empty(file):
                    return run.migrate(path)
                if not _is_empty(first):
                    first.backup(file)
                    return None
            except sqlite3.Error:
                return run.migrate(path)  # it finds the same fault, and has words for it
            assert run.migrate(path) is None
            file.backup(first)
            return None

        with pytest.MonkeyPatch.context() as patch:
            patch.setattr(opening, "migrate", migrate)
            yield


@contextmanager
def one_process_for_heavy_work(shared: Pool) -> Generator[None]:
    """Have applications that are built meanwhile send their heavy work to ``shared``."""

    class Lent(Pool):
        def compute(self, work: Callable[..., Any], *arguments: Any) -> Any:
            return shared.compute(work, *arguments)

        compute_small = compute

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(api, "Pool", Lent)
        yield


def _is_empty(connection: sqlite3.Connection) -> bool:
    return connection.execute("SELECT 1 FROM sqlite_master").fetchone() is None
