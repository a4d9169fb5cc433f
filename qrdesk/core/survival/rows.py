"""What the kit is read from: addresses with their links, a domain after the other, and codes that need no server.

Plain SQL, as for the plans: a million links are read in seconds.
"""

from collections.abc import Iterator
from typing import Any, NamedTuple, Protocol, cast

from qrdesk.core import database
from qrdesk.core.redirect.plan import PlanRow

_PAGE = 5_000  # rows read at a time: bounds memory
_COLUMNS = (
    "s.slug, s.folded, l.public_id, l.hits_used, l.id, l.workspace_id, l.destination, l.archived_at IS NOT NULL,"
    " l.deleted_at IS NOT NULL, l.paused_at IS NOT NULL, l.suspended_at IS NOT NULL, l.routing, l.starts_at, l.ends_at,"
    " l.hit_limit, l.password_hash, l.on_fallback, w.time_zone"
)
_FROM = "FROM slug s JOIN link l ON l.id = s.link_id JOIN workspace w ON w.id = l.workspace_id"
_PAGES = "WHERE s.domain_id = ? AND s.folded > ? ORDER BY s.folded LIMIT ?"
_ADDRESSES = " ".join(("SELECT", _COLUMNS, _FROM, _PAGES))
_COUNT = "SELECT COUNT(*) FROM slug"
_STATIC = "SELECT COUNT(*) FROM code WHERE link_id IS NULL"


class AddressRow(NamedTuple):
    """One address of a domain: ``slug`` as it was written, ``folded`` as it is looked up."""

    slug: str
    folded: str
    link: str  # public id
    hits_used: int
    plan: PlanRow


def addresses(domain_id: int) -> Iterator[AddressRow]:
    """Yield the addresses of a domain in the order of their folded slugs."""
    last = ""
    while page := list(_rows(_ADDRESSES, domain_id, last, _PAGE)):
        last = page[-1][1]
        yield from map(_row, page)


def count_addresses() -> int:
    """Return how many addresses there are on all domains."""
    return int(next(_rows(_COUNT))[0])


def count_static_codes() -> int:
    """Return how many codes there are that say what they say without a server."""
    return int(next(_rows(_STATIC))[0])


def _row(row: Any) -> AddressRow:
    archived, deleted, paused, suspended = row[7:11]
    routing, starts_at, ends_at, hit_limit, password_hash, on_fallback, time_zone = row[11:]
    plan = PlanRow(
        row[4],
        row[5],
        row[6],
        archived,
        deleted,
        paused,
        suspended,
        more=bool(routing or password_hash or on_fallback) or (starts_at, ends_at, hit_limit) != (None, None, None),
        routing=routing,
        starts_at=starts_at,
        ends_at=ends_at,
        hit_limit=hit_limit,
        password_hash=password_hash,
        on_fallback=on_fallback,
        time_zone=time_zone,
    )
    return AddressRow(row[0], row[1], row[2], row[3], plan)


class _Database(Protocol):  # what peewee does not type
    param: str  # how the driver spells a placeholder

    def execute_sql(self, sql: str, params: tuple[int | str, ...]) -> Iterator[Any]: ...


def _rows(sql: str, *values: int | str) -> Iterator[Any]:
    source = cast("_Database", database.proxy)
    return source.execute_sql(sql.replace("?", source.param), values)
