"""How many of a workspace's links are in each folder and carry each tag."""

from typing import Any

from peewee import CompoundSelectQuery, Field, fn

from qrdesk.core.context import Context
from qrdesk.core.models import Link
from qrdesk.core.services.queries import tuples


def count_by(ctx: Context, column: "Field[Any]", link: "Field[Any]", which: Any) -> dict[int, int]:
    """Return how many current links have each value of ``column``, by value.

    All links are counted by an index, and those put away, mostly few, taken off: a look at each link would take
    seconds for a million of them.

    Args:
        ctx: whose links.
        column: what is counted, such as ``LinkTag.tag``.
        link: the row number of the link in the same table, such as ``LinkTag.link``.
        which: the condition for the values that are asked about.
    """
    rows = column.model.select(column, fn.COUNT(column)).group_by(column)
    found: dict[int, int] = dict(tuples(rows.where(which)))
    if not found:
        return found
    # not those of ``which`` alone: SQLite would go through all of their links instead of the few put away
    for value, away in tuples(rows.where(link.in_(_put_away(ctx)))):
        if value in found:
            found[value] -= away
    return found


def _put_away(ctx: Context) -> CompoundSelectQuery:
    mine = Link.workspace == ctx.actor.workspace_id
    archived = mine & Link.deleted_at.is_null() & Link.archived_at.is_null(False)
    deleted = mine & Link.deleted_at.is_null(False)
    return Link.select(Link.id).where(archived) | Link.select(Link.id).where(deleted)
