"""Lists of Honopu, whose documents promise pages and print none: by page, or by how many rows to leave out."""

from collections.abc import Callable
from typing import Any, NamedTuple, TypeVar

from qrdesk.core.schemas.base import Page
from qrdesk.daemon.dialects.dialect import Ask

_ROWS, _MOST_ROWS, _MANY = 20, 100, 1_000_000
V = TypeVar("V")


class Asked(NamedTuple):
    """A page, from 1, of so many rows; ``skipped`` of its rows are left out, and as many of the next page added."""

    page: int
    limit: int
    skipped: int


def read_page(ask: Ask) -> Asked:
    """Return the page that the query string asks for.

    Raises:
        Invalid: it is no number.
    """
    limit = min(_MOST_ROWS, ask.number("limit", "pageSize", "perPage", default=_ROWS, least=1, most=_MANY))
    offset = ask.number("offset", default=0, least=0, most=_MANY)
    page = ask.number("page", default=1 + offset // limit, least=1, most=_MANY)
    return Asked(page, limit, 0 if ask.word("page") else offset % limit)


def told_page(asked: Asked, read: Callable[[int, int], Page[V]], tell: Callable[[V], Any]) -> dict[str, Any]:
    """Return the answer for a page; ``read`` gets its number and how many rows it has."""
    found = read(asked.page, asked.limit)
    rows, after = found.data, found.pagination.next_cursor
    if asked.skipped and after:
        following = read(asked.page + 1, asked.limit)
        rows, after = [*rows, *following.data], following.pagination.next_cursor
    total = found.pagination.total
    if total is None:  # more than are counted: at least those up to here, and one more where there is a next page
        total = (asked.page - 1) * asked.limit + len(rows) + bool(after)
    shown = rows[asked.skipped : asked.skipped + asked.limit]
    return {"data": [tell(row) for row in shown], "page": asked.page, "limit": asked.limit, "total": total}
