"""How up to date a database is, and where the copies lie that were made before it was brought up to date."""

import contextlib
import glob
import re
import sqlite3
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

from qrdesk.core import database
from qrdesk.core.migrations.run import FOLDER
from qrdesk.core.opening import Opened
from qrdesk.core.settings import Settings, default_database
from qrdesk.core.sqlite_address import read_only

_STAMP = re.compile(r"\.before-update-(\d{8}-\d{6})(?:-\d+)?$")


@dataclass(frozen=True, slots=True)
class SchemaCopy:
    """A copy of the database from before an update."""

    path: Path
    made_at: datetime
    bytes: int


@dataclass(frozen=True, slots=True)
class SchemaState:
    """The last step that brought a database up to date, when that was, and the copies of before, newest first."""

    version: str
    updated_at: datetime | None
    copies: tuple[SchemaCopy, ...]


def state_of(opened: Opened) -> SchemaState:
    """Return how up to date the database of this process is.

    Raises:
        DatabaseUnreachable: or one of its kinds.
    """
    asked = "SELECT name, applied FROM schema_migration ORDER BY id DESC LIMIT 1"
    with database.scope():
        name, applied = database.proxy.execute_sql(asked).fetchone()
    return SchemaState(str(name), _instant(applied), () if opened.path is None else _copies(opened.path))


def needs_update(url: str = "", settings: Settings | None = None) -> bool:
    """Say whether opening a database in a file would bring it up to date. Nothing is opened for good, nor said.

    What cannot be told is no: whoever opens it hears why.
    """
    settings = settings or Settings.load()
    url = url or settings.database or default_database()
    with contextlib.suppress(Exception):
        if database.is_postgres(url):
            return False
        path = database.sqlite_path(url)
        with contextlib.closing(sqlite3.connect(read_only(path), uri=True)) as look:
            applied = {str(row[0]) for row in look.execute("SELECT name FROM schema_migration")}
        known = {one.stem for one in FOLDER.glob("[0-9]*.py")}
        return bool(applied) and applied < known
    return False


def _instant(applied: object) -> datetime | None:
    """Return a moment as the steps note it: by the clock of the computer, without saying which."""
    try:
        found = applied if isinstance(applied, datetime) else datetime.fromisoformat(str(applied))
    except ValueError:
        return None
    return found.astimezone(UTC)


def _copies(path: Path) -> tuple[SchemaCopy, ...]:
    found: list[SchemaCopy] = []
    with contextlib.suppress(OSError):
        for copy in path.parent.glob(f"{glob.escape(path.name)}.before-update-*"):
            stamp = _STAMP.search(copy.name)
            if stamp and copy.is_file():
                made_at = datetime.strptime(stamp[1], "%Y%m%d-%H%M%S").replace(tzinfo=UTC)
                found.append(SchemaCopy(copy, made_at, copy.stat().st_size))
    return tuple(sorted(found, key=lambda one: one.path.name, reverse=True))
