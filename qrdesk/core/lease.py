"""What is to be done by one of several servers alone: whoever holds the lease in the database does it.

A row names the holder, and until when. It is renewed while the holder lives, given back when it stops, and taken by
another once it has run out. All times are the database's: a server whose clock is wrong, or is set, changes nothing.
Where the clock of the database itself is set back by more than a lease lasts, the lease is free: else a holder that
died before would keep it for as long as that.

A row, and not a lock of PostgreSQL's for a session: such a lock stays with a computer that vanished until its
connection is given up, which takes hours by default, and with a process that hangs for ever; a pool of connections in
between loses it.

A row cannot stop who has lost it without knowing, as a process that was paused. So each transaction of the work asks
first (:func:`is_held`, with ``database.fenced``). A process that is paused between that look and the end of its
transaction may still end that one, and no other. For PostgreSQL alone: a SQLite file has one server.
"""

from qrdesk.core import database
from qrdesk.core.hits import rows

_US = 1_000_000
_NOW = "CAST(EXTRACT(EPOCH FROM clock_timestamp()) * 1000000 AS BIGINT)"


class LeaseLost(Exception):
    """Somebody else does this work by now; what the transaction was about to do is left to them."""


def take(name: str, holder: str, length_s: float) -> bool:
    """Take a lease that is free, or renew one's own; say whether it is held for ``length_s`` seconds from now.

    One statement, which keeps no lock while nobody speaks. Where another holds the lease nothing is written.

    Raises:
        DatabaseUnreachable: or one of its kinds; what was held is held as long as it was.
    """
    free = f"ABS({_NOW} - lease.renewed_at) >= lease.expires_at - lease.renewed_at"
    with database.scope():
        others = f"SELECT 1 FROM lease WHERE name = ? AND holder <> ? AND NOT ({free})"  # noqa: S608 - our own words
        if rows.ask(others, (name, holder)).fetchall():
            return False
        sql = (
            f"INSERT INTO lease (name, holder, renewed_at, expires_at) VALUES (?, ?, {_NOW}, {_NOW} + ?)"  # noqa: S608 - our own words
            " ON CONFLICT (name) DO UPDATE SET holder = excluded.holder, renewed_at = excluded.renewed_at,"
            f" expires_at = excluded.expires_at WHERE lease.holder = excluded.holder OR {free} RETURNING holder"
        )
        return bool(rows.ask(sql, (name, holder, int(length_s * _US))).fetchall())


def is_held(name: str, holder: str) -> bool:
    """Say whether nobody else has taken a lease meanwhile; one that ran out is held while nobody did."""
    return bool(rows.ask("SELECT 1 FROM lease WHERE name = ? AND holder = ?", (name, holder)).fetchall())


def give_back(name: str, holder: str) -> None:
    """Let somebody else have a lease at once, if it is held.

    Raises:
        DatabaseUnreachable: or one of its kinds; it runs out by itself.
    """
    with database.scope():
        rows.ask("UPDATE lease SET holder = '', expires_at = renewed_at WHERE name = ? AND holder = ?", (name, holder))
