"""How many current links a workspace has: of all, of those a search found, in each folder and with each tag."""

from collections.abc import Sequence
from typing import Any

from peewee import CompoundSelectQuery, Field, SqliteDatabase, fn

from qrdesk.core import database
from qrdesk.core.context import Context
from qrdesk.core.models import Link
from qrdesk.core.services.queries import tuples

_MOST_AWAY = 5_000  # links put away that are taken off one by one: to list more takes longer than to look at each link
# Of a whole table, SQLite counts pages instead of rows: a tenth of the time. Most databases have one workspace.
_CURRENT = """SELECT CASE WHEN EXISTS (SELECT 1 FROM link WHERE workspace_id < ?1)
OR EXISTS (SELECT 1 FROM link WHERE workspace_id > ?1)
THEN (SELECT COUNT(*) FROM link WHERE workspace_id = ?1) ELSE (SELECT COUNT(*) FROM link) END
- (SELECT COUNT(*) FROM link WHERE workspace_id = ?1 AND deleted_at IS NOT NULL)
- (SELECT COUNT(*) FROM link WHERE workspace_id = ?1 AND deleted_at IS NULL AND archived_at IS NOT NULL)"""


def count_current(ctx: Context) -> int:
    """Return how many current links the workspace has: neither archived nor deleted.

    All links are counted, and those put away, mostly few, taken off: in one question, so that a link that is put away
    meanwhile is not taken off twice.
    """
    if isinstance(database.proxy.obj, SqliteDatabase):
        return int(database.proxy.execute_sql(_CURRENT, (ctx.actor.workspace_id,)).fetchone()[0])
    mine = Link.workspace == ctx.actor.workspace_id
    return Link.select().where(mine, Link.deleted_at.is_null(), Link.archived_at.is_null()).count()


def count_current_among(ctx: Context, link_ids: Sequence[int]) -> int | None:
    """Return how many of these links of the workspace are current; None where very many of its links are put away.

    Args:
        ctx: whose links.
        link_ids: their row numbers, each once. They are not looked up: thousands lie all over a large table.
    """
    away: set[int] = {row[0] for row in _put_away(ctx).limit(_MOST_AWAY + 1).tuples()}
    if len(away) > _MOST_AWAY:
        return None
    return len(link_ids) - len(away.intersection(link_ids))


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
