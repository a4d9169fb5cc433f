"""What a shell may offer while somebody types: names, read straight from the file of a database.

Nothing is opened as a program opens it: no file is made, nothing is brought up to date, and nobody waits for a writer.
"""

import sqlite3
import time
from contextlib import closing
from enum import StrEnum
from pathlib import Path

from qrdesk.core.sqlite_address import as_it_lies, read_only

MOST = 50
_WITHIN_S = 0.3
_STEPS = 2000  # of SQLite's machine, between two looks at the clock
_BY_WORKSPACE = "FROM {} WHERE workspace_id = ? AND {} LIKE ? ESCAPE '\\'"


class Names(StrEnum):
    """What can be named."""

    LINKS = "links"
    FOLDERS = "folders"
    TAGS = "tags"
    DOMAINS = "domains"


_ASKED = {
    Names.LINKS: f"SELECT slug {_BY_WORKSPACE.format('link', 'slug')} AND deleted_at IS NULL ORDER BY id DESC LIMIT ?",
    Names.FOLDERS: f"SELECT name {_BY_WORKSPACE.format('folder', 'name')} ORDER BY name LIMIT ?",
    Names.TAGS: f"SELECT name {_BY_WORKSPACE.format('tag', 'name')} ORDER BY name LIMIT ?",
    Names.DOMAINS: f"SELECT host {_BY_WORKSPACE.format('domain', 'host')} ORDER BY host LIMIT ?",
}
_WORKSPACE = "SELECT id FROM workspace WHERE ? IN ('', public_id, uuid) OR LOWER(name) = LOWER(?) ORDER BY id LIMIT 1"


def names_at_hand(file: Path, names: Names, begin: str, workspace: str = "") -> list[str]:
    """Return up to 50 names that begin so, the newest links first; fewer, or none, where that takes too long.

    Args:
        file: a SQLite database.
        names: what is to be named.
        begin: how the names begin; upper case does not matter.
        workspace: its name, id or UUID; empty: the first one.
    """
    over = time.monotonic() + _WITHIN_S
    found: list[str] = []
    try:
        with closing(sqlite3.connect(_address(file), uri=True, timeout=_WITHIN_S)) as database:
            database.set_progress_handler(lambda: time.monotonic() > over, _STEPS)
            row = database.execute(_WORKSPACE, (workspace, workspace)).fetchone()
            if row is not None:
                for (name,) in database.execute(_ASKED[names], (row[0], f"{_plain(begin)}%", MOST)):
                    found.append(str(name))
    except sqlite3.Error:  # no database, one of another version, one that is locked, or too large to be looked through
        pass
    return found


def _address(file: Path) -> str:
    # a reader of a database that nobody has open would leave two files beside it, unless it takes it as it lies there
    return read_only(file) if Path(f"{file}-wal").exists() else as_it_lies(file)


def _plain(text: str) -> str:
    return text.replace("\\", "\\\\").replace("%", "\\%").replace("_", "\\_")
