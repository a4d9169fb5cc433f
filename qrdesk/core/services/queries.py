"""What peewee's own stubs leave open."""

import json
from collections.abc import Sequence
from typing import Any

from peewee import SQL, Expression, Field, ModelSelect, NodeList, SqliteDatabase

from qrdesk.core import database


def tuples(query: "ModelSelect[Any]") -> list[tuple[Any, ...]]:
    """Return the rows of a query as plain tuples: no object per row."""
    return list(query.tuples())


def one_of(column: "Field[Any]", row_ids: Sequence[int]) -> Any:
    """Return the condition that ``column`` is one of these row numbers, however many they are."""
    if isinstance(database.proxy.obj, SqliteDatabase):
        return column.in_(SQL("(SELECT value FROM json_each(?))", [json.dumps(row_ids)]))
    return column.in_(SQL("(SELECT json_array_elements_text(%s::json)::int)", [json.dumps(row_ids)]))


def beside(column: "Field[Any]", value: Any) -> Any:
    """Return that ``column`` is ``value``, for rows that another condition finds: their ids, say, or a few of a state.

    SQLite guesses that a workspace has ten links. Beside a longer list of ids it would read the workspace's million
    instead; the plus in front of a column keeps it from looking there. PostgreSQL knows from its statistics.
    """
    if not isinstance(database.proxy.obj, SqliteDatabase):
        return column == value
    return Expression(NodeList((SQL("+"), column)), "=", value)
