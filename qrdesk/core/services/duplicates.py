"""Links that lead to the same page: ``folding.destination_key`` says what counts as the same."""

from peewee import SQL, ModelSelect, fn

from qrdesk.core.context import Context
from qrdesk.core.models import Link, LinkText
from qrdesk.core.schemas.base import Page, Pagination
from qrdesk.core.schemas.bulk import SHOWN_DUPLICATES, DuplicateGroup, DuplicateQuery
from qrdesk.core.services import link_queries, link_views
from qrdesk.core.services.queries import tuples


def list_duplicates(ctx: Context, query: DuplicateQuery) -> Page[DuplicateGroup]:
    """Return groups of links with the same destination, the largest first. Archived links count, deleted do not.

    Letter case of the host, the usual port, a slash at the end, the part behind # and utm parameters do not matter.
    """
    groups = _groups(ctx)
    order = (fn.COUNT(LinkText.link).desc(), LinkText.destination_key)
    rows = tuples(groups.order_by(*order).paginate(query.page, query.limit))
    # the same pass that finds the groups counts them; behind their end it has no row to say so in
    total = rows[0][2] if rows else groups.count()
    found = [_group(ctx, key, count) for key, count, _ in rows]
    return Page[DuplicateGroup](data=found, pagination=Pagination(total=total, limit=query.limit, page=query.page))


def _groups(ctx: Context) -> "ModelSelect[LinkText]":
    mine = (LinkText.workspace_id == ctx.actor.workspace_id) & (LinkText.destination_key != "")
    columns = LinkText.destination_key, fn.COUNT(LinkText.link), SQL("COUNT(*) OVER ()")
    rows = LinkText.select(*columns).where(mine)
    return rows.group_by(LinkText.destination_key).having(fn.COUNT(LinkText.link) > 1)


def _group(ctx: Context, key: str, count: int) -> DuplicateGroup:
    mine = (LinkText.workspace_id == ctx.actor.workspace_id) & (LinkText.destination_key == key)
    rows = Link.select().join(LinkText).where(mine).order_by(Link.id).limit(SHOWN_DUPLICATES)
    links = link_views.views(ctx, link_queries.with_domains(list(rows)))
    return DuplicateGroup(destination=links[0].destination if links else "", link_count=count, links=links)
