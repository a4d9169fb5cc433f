"""Links that lead to the same page: ``folding.destination_key`` says what counts as the same."""

from typing import Any

from peewee import SQL, ModelSelect, fn

from qrdesk.core.context import Context
from qrdesk.core.models import Link, LinkText
from qrdesk.core.schemas.base import Page, Pagination
from qrdesk.core.schemas.bulk import SHOWN_DUPLICATES, DuplicateGroup, DuplicateQuery
from qrdesk.core.services import link_queries, link_views
from qrdesk.core.services.paging import bad_cursor, is_number, is_text, read_cursor, refuse_two_places, write_cursor
from qrdesk.core.services.queries import tuples

_key, _links = LinkText.destination_key, fn.COUNT(LinkText.link)
_MANY = _links > 1
_NAME = "link_count"  # what groups are in order of, in their cursors


def list_duplicates(ctx: Context, query: DuplicateQuery) -> Page[DuplicateGroup]:
    """Return groups of links with the same destination, the largest first. Archived links count, deleted do not.

    Letter case of the host, the usual port, a slash at the end, the part behind # and utm parameters do not matter.

    Raises:
        Invalid: both cursor and page, or a cursor of another list.
    """
    refuse_two_places(query)
    groups, place = _groups(ctx), None if query.cursor is None else _read(query.cursor)
    wanted = groups if place is None else groups.having(_MANY & _behind(*place))
    rows = tuples(
        wanted.order_by(_links.desc(), _key).offset(((query.page or 1) - 1) * query.limit).limit(query.limit + 1)
    )
    # the same pass that finds the groups counts them; behind their end, or behind a cursor, it cannot say so
    total = rows[0][2] if rows and place is None else groups.count()
    more, rows = len(rows) > query.limit, rows[: query.limit]
    found = [_group(ctx, key, count) for key, count, _ in rows]
    cursor = write_cursor([_NAME, rows[-1][1], rows[-1][0]]) if more else None
    return Page[DuplicateGroup](
        data=found, pagination=Pagination(total=total, limit=query.limit, page=query.page, next_cursor=cursor)
    )


def _behind(count: int, key: str) -> Any:
    return (_links < count) | ((_links == count) & (_key > key))


def _read(cursor: str) -> tuple[int, str]:
    match read_cursor(cursor):
        case [name, count, key] if name == _NAME and is_number(count) and is_text(key):
            return count, key
        case _:
            raise bad_cursor()


def _groups(ctx: Context) -> "ModelSelect[LinkText]":
    mine = (LinkText.workspace_id == ctx.actor.workspace_id) & (LinkText.destination_key != "")
    columns = LinkText.destination_key, fn.COUNT(LinkText.link), SQL("COUNT(*) OVER ()")
    rows = LinkText.select(*columns).where(mine)
    return rows.group_by(LinkText.destination_key).having(_MANY)


def _group(ctx: Context, key: str, count: int) -> DuplicateGroup:
    mine = (LinkText.workspace_id == ctx.actor.workspace_id) & (LinkText.destination_key == key)
    rows = Link.select().join(LinkText).where(mine).order_by(Link.id).limit(SHOWN_DUPLICATES)
    links = link_views.views(ctx, link_queries.with_domains(list(rows)))
    return DuplicateGroup(destination=links[0].destination if links else "", link_count=count, links=links)
