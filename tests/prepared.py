"""What takes long to make is made once for many tests.

New SQLite databases are filled from the first one that was brought up to date: it takes a sixth. Their first workspace
has the rows of the first one's, with ids and a moment of its own. The steps themselves run for that first one, for
every file that is not new, in other processes, and in their own tests.

Applications that are built within ``one_process_for_heavy_work`` share that process, which takes half a second to
start. Tests of that process, and of daemons, start their own.
"""

import sqlite3
from collections.abc import Callable, Generator
from contextlib import closing, contextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path
from typing import Any
from weakref import WeakSet

import pytest

from qrdesk.core import database, opening
from qrdesk.core.context import Actor
from qrdesk.core.migrations import run
from qrdesk.core.models import ChangeEpoch, Domain, Member, Workspace
from qrdesk.core.services import workspaces
from qrdesk.core.zone import local_zone
from qrdesk.daemon import api
from qrdesk.daemon.pool import Pool


@contextmanager
def new_databases() -> Generator[None]:
    """Have ``open_database`` take the short way in this process."""
    steps = run.migrate.__defaults__  # a test of an update names others
    owners = _Owners()
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
                    owners.wanted.add(file)
                    return None
            except sqlite3.Error:
                return run.migrate(path)  # it finds the same fault, and has words for it
            assert run.migrate(path) is None
            file.backup(first)
            return None

        with pytest.MonkeyPatch.context() as patch:
            patch.setattr(opening, "migrate", migrate)
            patch.setattr(workspaces, "make_owner", owners.make)
            yield


_USUAL = ((), ("My workspace", "Owner"))  # names of the first workspace and its owner


@dataclass
class _Owners:
    """Makes owners of new databases: the first one as the program does, others from its rows."""

    make_first: Callable[..., Actor] = workspaces.make_owner
    wanted: WeakSet[sqlite3.Connection] = field(default_factory=WeakSet[sqlite3.Connection])
    actor: Actor | None = None
    zone: str = ""
    rows: list[tuple[str, dict[str, Any]]] = field(default_factory=list[tuple[str, dict[str, Any]]])

    def make(self, *names: str) -> Actor:
        """Make the first workspace and its owner, within the running transaction."""
        file: object = database.proxy.connection()
        if not isinstance(file, sqlite3.Connection) or file not in self.wanted or names not in _USUAL:
            return self.make_first(*names)
        self.wanted.discard(file)
        if self.actor is None or self.zone != local_zone():
            self.actor, self.zone, self.rows = self.make_first(), local_zone(), []
            for model in _OF_AN_OWNER:
                table = str(model._meta.table_name)
                found = file.execute(f"SELECT * FROM {table}")
                columns = [column[0] for column in found.description]
                self.rows.append((table, dict(zip(columns, found.fetchone(), strict=True))))
        else:
            self._write(file, Workspace.created_at.db_value(datetime.now(UTC)))
        return self.actor

    def _write(self, file: sqlite3.Connection, now: int) -> None:
        file.execute("DELETE FROM change_epoch")
        for model, (table, row) in zip(_OF_AN_OWNER, self.rows, strict=True):
            own: dict[str, Any] = dict.fromkeys(_MOMENTS & row.keys(), now)
            own |= {name: getattr(model, name).default() for name in _IDS & row.keys()}
            names, marks = ", ".join(row), ", ".join("?" * len(row))
            file.execute(f"INSERT INTO {table} ({names}) VALUES ({marks})", tuple({**row, **own}.values()))


_OF_AN_OWNER: tuple[Any, ...] = (Workspace, Member, Domain, ChangeEpoch)
_IDS, _MOMENTS = frozenset({"public_id", "uuid"}), frozenset({"created_at", "verified_at"})


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
