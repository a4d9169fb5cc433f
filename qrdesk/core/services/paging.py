"""Lists by cursor or page: one way for every service."""

import base64
import binascii
import json
from collections.abc import Callable, Sequence
from typing import Any, TypeVar

from peewee import SQL, Field, IntegerField, ModelSelect, NodeList, SqliteDatabase

from qrdesk.core import database
from qrdesk.core.errors import Invalid
from qrdesk.core.models.base import from_micros, to_micros
from qrdesk.core.schemas.base import Page, PageQuery, Pagination

Row = TypeVar("Row")
V = TypeVar("V")
_SORTED = 1_000  # rows: so few are found and sorted sooner than met among many others


def paged(
    query: "ModelSelect[Any]",
    asked: PageQuery,
    order: "Field[Any]",
    key: "Field[Any]",
    *,
    descending: bool,
    views: Callable[[Sequence[Any]], list[V]],
    count_to: int | None = None,
    count: Callable[[], int | None] | None = None,
) -> Page[V]:
    """Return one page of ``query`` ordered by ``order`` and then ``key``, which is unique and ascends with age.

    A cursor names the last row that was seen, so rows that come or go in between shift nothing. The total is null
    where there are more than ``count_to`` rows: counting them all would take longer than finding the page. ``count``
    is for who knows a faster way to count them.

    Raises:
        Invalid: both cursor and page, or a cursor that is none of ours.
    """
    refuse_two_places(asked)
    place = None if asked.cursor is None else _read(asked.cursor, order)
    total = count_up_to(query, count_to) if count is None else count()
    by = _sorted_by(order, total)
    direction = (by.desc(), key.desc()) if descending else (by.asc(), key.asc())
    rows_query = query.order_by(*direction).limit(asked.limit + 1)
    if place is not None:
        value, last = place
        ahead = (order < value) if descending else (order > value)
        tie = (key < last) if descending else (key > last)
        rows_query = rows_query.where(ahead | ((order == value) & tie))
    elif asked.page is not None:
        rows_query = rows_query.offset((asked.page - 1) * asked.limit)
    rows = list(rows_query) if total != 0 else []
    more = len(rows) > asked.limit
    rows = rows[: asked.limit]
    cursor = _write(rows[-1], order, key) if more else None
    return Page[Any](
        data=views(rows), pagination=Pagination(total=total, limit=asked.limit, page=asked.page, next_cursor=cursor)
    )


def refuse_two_places(asked: PageQuery) -> None:
    """Raise Invalid where both a cursor and a page are sent."""
    if asked.cursor is not None and asked.page is not None:
        raise Invalid.field("cursor", "Send either a cursor or a page, not both.")


def _sorted_by(order: "Field[Any]", total: int | None) -> Any:
    """Return what rows are sorted by. For few, the plus keeps SQLite from reading all others too, in their order."""
    if total is None or total > _SORTED or not isinstance(database.proxy.obj, SqliteDatabase):
        return order
    return NodeList((SQL("+"), order))


def count_up_to(query: "ModelSelect[Any]", most: int | None) -> int | None:
    """Return how many rows there are; None where they are more than ``most``."""
    if most is None:
        return query.count()
    counted = query.limit(most + 1).count()
    return counted if counted <= most else None


def write_cursor(place: Sequence[Any]) -> str:
    """Return a place in a list as it is sent."""
    text = json.dumps(place, separators=(",", ":"), ensure_ascii=False)
    return base64.urlsafe_b64encode(text.encode()).rstrip(b"=").decode("ascii")


def read_cursor(cursor: str) -> Any:
    """Return what ``write_cursor`` was given, or whatever else somebody wrote that way.

    Raises:
        Invalid: it is none at all.
    """
    try:
        return json.loads(base64.urlsafe_b64decode(cursor + "=" * (-len(cursor) % 4)))
    except (ValueError, RecursionError, binascii.Error) as fault:
        raise bad_cursor() from fault


def bad_cursor() -> Invalid:
    """Return the error for a cursor of another list, or of nobody's."""
    return Invalid.field("cursor", "This cursor does not belong to this list. Start again without one.")


def _write(row: Any, order: "Field[Any]", key: "Field[Any]") -> str:
    value = getattr(row, order.name)
    plain = to_micros(value) if hasattr(value, "tzinfo") else value
    return write_cursor([order.name, plain, getattr(row, key.name)])


def _read(cursor: str, order: "Field[Any]") -> tuple[Any, int]:
    place = read_cursor(cursor)
    try:
        name, value, last = place
        if name != order.name or not is_number(last):
            raise ValueError(name)
        if order.name.endswith("_at"):
            return from_micros(value), last
        if not (is_number(value) if isinstance(order, IntegerField) else is_text(value)):
            raise ValueError(name)
    except (ValueError, TypeError, OverflowError) as fault:
        raise bad_cursor() from fault
    return value, last


def is_number(value: Any) -> bool:
    """Say whether a database can be asked for a value as a number."""
    return type(value) is int and abs(value) < 1 << 63


def is_text(value: Any) -> bool:
    """Say whether a database can be asked for a value as text."""
    # a title may hold any character but those that no database and no UTF-8 takes
    return isinstance(value, str) and not any(char == "\0" or "\ud800" <= char <= "\udfff" for char in value)
