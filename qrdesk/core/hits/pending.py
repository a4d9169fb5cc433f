"""Recounts that are still to be done: asked for in the database, so that a crash forgets none.

An update of the database asks for one of all sums, a change of a workspace's time zone for one of its own. Few hits
are counted at once by whoever asks, or opens the database; many by the background process.
"""

from collections.abc import Callable
from datetime import datetime

from qrdesk.core import database
from qrdesk.core.hits import recount, rows, zones

FEW_HITS = 100_000  # counted within seconds
_FACT = "sums"  # of all workspaces; that of one has its number behind a colon. Migration 0005 writes the first.
_MIDNIGHT = "to recount since midnight"  # migration 0006 writes it: days have begun at another moment until then


def ask_for(workspace_id: int) -> None:
    """Ask for a recount of one workspace, within the running transaction, which has changed the epoch."""
    value = f"to recount {database.read_epoch()}"  # another one than before, however soon
    head = "INSERT INTO fact (name, value)"
    rows.run(head, [(f"{_FACT}:{workspace_id}", value)], "ON CONFLICT (name) DO UPDATE SET value = excluded.value")


def is_asked_for() -> bool:
    """Say whether sums are still to be counted anew; until then they may be of other days, or missing."""
    return bool(_asked())


def count_if_few(*, now: datetime | None = None) -> None:
    """Do what was asked for at once where that takes seconds; leave the rest to the background."""
    with database.scope():
        while is_asked_for() and _are_few():
            count(now=now)


def count(*, now: datetime | None = None, breathe: Callable[[], object] = lambda: None) -> bool:
    """Do one recount that was asked for; False where none was.

    The asking goes when all is done: if the process dies before, the next one begins anew. Two at once do the same
    work twice, and no harm.

    Raises:
        DatabaseUnreachable: or one of its kinds; it is still asked for.
    """
    asked = _asked()
    if not asked:
        return False
    name, value = asked[0]
    workspace_id = int(name.partition(":")[2]) if ":" in name else None
    if workspace_id is not None and value == _MIDNIGHT:
        zones.join_edge(workspace_id)
    recount.recount(workspace_id, now=now, breathe=breathe)
    with database.write():  # unless it was asked for again meanwhile
        rows.ask("DELETE FROM fact WHERE name = ? AND value = ?", (name, value))
    return True


def _are_few() -> bool:
    stored = rows.ask("SELECT COUNT(*) FROM (SELECT 1 FROM hit LIMIT ?) AS few", (FEW_HITS,)).fetchone()[0]
    brought = rows.ask("SELECT COUNT(*) FROM (SELECT 1 FROM imported_day LIMIT ?) AS few", (FEW_HITS,)).fetchone()[0]
    return stored + brought < FEW_HITS


def _asked() -> list[tuple[str, str]]:
    with database.scope():
        sql = "SELECT name, value FROM fact WHERE name = ? OR name LIKE ? ORDER BY name"
        return rows.ask(sql, (_FACT, f"{_FACT}:%")).fetchall()
