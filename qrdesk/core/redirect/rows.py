"""What the plans are read from: addresses with their links, and domains.

Plain SQL: a million links are read in seconds, where peewee's rows take several times as long.
"""

from collections.abc import Iterator
from itertools import chain
from typing import Any, NamedTuple, Protocol, cast

from qrdesk.core import database
from qrdesk.core.redirect.plan import Plan, compile_plan

_PAGE = 20_000  # rows read at a time when everything is read: bounds memory on PostgreSQL too

_ADDRESSES = """
    SELECT s.id, s.domain_id, s.folded, l.id, l.workspace_id, l.destination,
           l.archived_at IS NOT NULL, l.deleted_at IS NOT NULL
    FROM slug s JOIN link l ON l.id = s.link_id
"""
_PAGE_OF_ADDRESSES = _ADDRESSES + "WHERE s.id > ? ORDER BY s.id LIMIT ?"
_CHANGED_ADDRESSES = _ADDRESSES + "WHERE l.epoch > ?"
_DOMAINS = "SELECT id, host, is_default, case_sensitive FROM domain ORDER BY id"


class DomainRow(NamedTuple):
    """A domain as the redirect needs it."""

    id: int
    host: str
    is_default: bool
    case_sensitive: bool


def domains() -> list[DomainRow]:
    """Return every domain, oldest first."""
    return [DomainRow(row[0], row[1], bool(row[2]), bool(row[3])) for row in _rows(_DOMAINS)]


def plans_since(epoch: int) -> Iterator[tuple[int, str, Plan]]:
    """Return the plans of links edited after ``epoch``, each with its domain and folded slug."""
    return map(_plan, _rows(_CHANGED_ADDRESSES, epoch))


def every_plan() -> Iterator[tuple[int, str, Plan]]:
    """Return all plans, each with its domain and folded slug."""
    return map(_plan, chain.from_iterable(_pages()))


def _pages() -> Iterator[list[Any]]:
    last = 0
    while page := list(_rows(_PAGE_OF_ADDRESSES, last, _PAGE)):
        yield page
        last = page[-1][0]


def _plan(row: Any) -> tuple[int, str, Plan]:
    _, domain_id, folded, link_id, workspace_id, destination, archived, deleted = row
    plan = compile_plan(link_id, workspace_id, destination, archived=bool(archived), deleted=bool(deleted))
    return domain_id, folded, plan


class _Database(Protocol):  # what peewee does not type
    param: str  # how the driver spells a placeholder

    def execute_sql(self, sql: str, params: tuple[int, ...]) -> Iterator[Any]: ...


def _rows(sql: str, *values: int) -> Iterator[Any]:
    source = cast("_Database", database.proxy)
    return source.execute_sql(sql.replace("?", source.param), values)
