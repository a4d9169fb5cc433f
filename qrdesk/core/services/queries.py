"""What peewee's own stubs leave open."""

from typing import Any

from peewee import ModelSelect


def tuples(query: "ModelSelect[Any]") -> list[tuple[Any, ...]]:
    """Return the rows of a query as plain tuples: no object per row."""
    return list(query.tuples())
