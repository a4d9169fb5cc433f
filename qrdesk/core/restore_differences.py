"""What a restore would change, told before it is done: both databases beside each other, neither of them touched."""

import contextlib
import sqlite3
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from qrdesk.core.models.base import from_micros
from qrdesk.core.sqlite_address import read_only

_NAMED = 3  # of many; the others are counted
_CACHE_KIB = 128_000  # of each: every link is looked up in the other
_NAME = "CASE WHEN one.title = '' THEN d.host || '/' || one.slug ELSE one.title END"
_ONLY = (
    "FROM {here}.link one {domain} WHERE one.deleted_at IS NULL AND NOT EXISTS "
    "(SELECT 1 FROM {there}.link other WHERE other.public_id = one.public_id AND other.deleted_at IS NULL)"
)
_CHANGED = (
    "FROM {here}.link one {domain} JOIN {there}.link other ON other.public_id = one.public_id "
    "WHERE one.deleted_at IS NULL AND other.deleted_at IS NULL "
    "AND (one.updated_at <> other.updated_at OR one.destination <> other.destination OR one.slug <> other.slug)"
)


@dataclass(frozen=True, slots=True)
class Some:
    """How many links, and what some of them are called."""

    count: int = 0
    names: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Differences:
    """The links of now beside those of a backup; ``hits`` are those of now."""

    links: int
    hits: int
    newest_hit_at: datetime | None
    only_now: Some
    only_then: Some
    changed: Some


def compare(now: Path, then: Path) -> Differences:
    """Return how the database ``now`` differs from the one of a backup, both of this version.

    Raises:
        sqlite3.Error: one of them cannot be read.
    """
    with contextlib.closing(sqlite3.connect(read_only(now), uri=True)) as both:
        both.execute("PRAGMA trusted_schema = OFF")
        both.execute("ATTACH DATABASE ? AS there", (read_only(then),))
        for one in ("main", "there"):
            both.execute(f"PRAGMA {one}.cache_size = -{_CACHE_KIB}")
        (links,) = both.execute("SELECT COUNT(*) FROM main.link WHERE deleted_at IS NULL").fetchone()
        return Differences(
            links=int(links),
            hits=count_hits(both),
            newest_hit_at=_newest_hit(both),
            only_now=_some(both, _ONLY, "main", "there"),
            only_then=_some(both, _ONLY, "there", "main"),
            changed=_some(both, _CHANGED, "main", "there"),
        )


def newest_hit_of(path: Path) -> datetime | None:
    """Return when the newest hit in a database came.

    Raises:
        sqlite3.Error: it cannot be read.
    """
    with contextlib.closing(sqlite3.connect(read_only(path), uri=True)) as connection:
        return _newest_hit(connection)


def count_hits(connection: sqlite3.Connection) -> int:
    """Return how many hits a database holds: its own, and those that another program counted by day."""
    (own,) = connection.execute("SELECT COUNT(*) FROM main.hit").fetchone()
    (brought,) = connection.execute("SELECT COALESCE(SUM(scans + clicks), 0) FROM main.imported_day").fetchone()
    return int(own) + int(brought)


def _newest_hit(connection: sqlite3.Connection) -> datetime | None:
    (micros,) = connection.execute("SELECT MAX(at) FROM main.hit").fetchone()
    return from_micros(micros) if isinstance(micros, int) else None


def _some(both: sqlite3.Connection, which: str, here: str, there: str) -> Some:
    counted = which.format(here=here, there=there, domain="")
    (count,) = both.execute(f"SELECT COUNT(*) {counted}").fetchone()
    if not count:
        return Some()
    # with the domains only now: to look up that of each link would have taken as long again
    where = which.format(here=here, there=there, domain=f"JOIN {here}.domain d ON d.id = one.domain_id")
    named = f"SELECT {_NAME} {where} ORDER BY one.updated_at DESC LIMIT {_NAMED}"
    return Some(int(count), tuple(str(name)[:80] for (name,) in both.execute(named)))
