"""What the database alone can say of a visit: whether a limited link has hits left, and who was here today.

Each is one statement that decides and writes at once, so that of a hundred visitors who come in the same moment
exactly as many pass as may. Whoever takes a link's last hit tells that it was. Nobody else's answer is remembered: a
wrong one would be a free pass.
"""

from datetime import UTC, datetime
from typing import Protocol

from qrdesk.core import database
from qrdesk.core.hits import rows
from qrdesk.core.webhooks import limits

_HAS_HITS = "id = ? AND (hit_limit IS NULL OR hits_used < hit_limit)"
_TAKE = f"UPDATE link SET hits_used = hits_used + 1 WHERE {_HAS_HITS} RETURNING workspace_id, hit_limit, hits_used"  # noqa: S608 - our own words only


class Ledger(Protocol):
    """What ``Ways`` asks; each may raise ``DatabaseUnreachable``, and then nothing is written.

    ``day`` is that of ``VisitorIds.day``.
    """

    def take_hit(self, link_id: int, /) -> bool: ...

    def has_hits_left(self, link_id: int, /) -> bool: ...

    def meet(self, link_id: int, day: int, visitor: str, /) -> bool: ...

    def has_met(self, link_id: int, day: int, visitor: str, /) -> bool: ...


class DatabaseLedger:
    """The ledger in this process's database."""

    def take_hit(self, link_id: int) -> bool:
        """Use up one hit of a link's limit; False when there is none left. A link without a limit has endless ones."""
        with database.write():
            taken = rows.ask(_TAKE, (link_id,)).fetchall()
            for workspace_id, hit_limit, hits_used in taken:
                if hits_used == hit_limit:
                    limits.tell_reached(workspace_id, link_id, hit_limit, datetime.now(UTC))
            return bool(taken)

    def has_hits_left(self, link_id: int) -> bool:
        """Say what ``take_hit`` would, and use up nothing."""
        with database.scope():
            return rows.ask(f"SELECT 1 FROM link WHERE {_HAS_HITS}", (link_id,)).fetchone() is not None  # noqa: S608 - as above

    def meet(self, link_id: int, day: int, visitor: str) -> bool:
        """Note that a link has met a visitor; return whether it had already on that day."""
        sql = "INSERT INTO seen_visitor (link_id, day, visitor) VALUES (?, ?, ?) ON CONFLICT DO NOTHING"
        with database.write():
            return rows.ask(sql, (link_id, day, visitor)).rowcount != 1

    def has_met(self, link_id: int, day: int, visitor: str) -> bool:
        """Say what ``meet`` would, and note nothing."""
        sql = "SELECT 1 FROM seen_visitor WHERE link_id = ? AND day = ? AND visitor = ?"
        with database.scope():
            return rows.ask(sql, (link_id, day, visitor)).fetchone() is not None
