"""Which links a query means, as SQL."""

from collections.abc import Sequence
from datetime import datetime
from functools import reduce
from operator import and_, or_
from typing import Any

from peewee import JOIN, ModelSelect

from qrdesk.core.context import Context
from qrdesk.core.models import Code, Domain, Folder, Link, LinkTag, Tag, TargetCheck
from qrdesk.core.schemas.links import LinkQuery, LinkState, TargetStatus
from qrdesk.core.services import names, search

NO_FOLDER = "none"  # asks for links in no folder


def filtered(ctx: Context, query: LinkQuery) -> "ModelSelect[Link]":
    """Return the workspace's links that match a query, in no order; ``with_domains`` is for those that are shown."""
    rows = search.find_links(ctx, query.search).where(in_state(ctx, query.state))
    if query.host:
        rows = rows.where(Link.domain.in_(Domain.select(Domain.id).where(Domain.host == query.host.lower())))
    if query.tag:
        rows = rows.where(Link.id.in_(_tagged(ctx, Tag.name == query.tag)))
    if query.folder:
        rows = rows.where(_in_folder(ctx, query.folder))
    if query.target is not None:
        rows = rows.where(_found(query.target))
    if query.printed is not None:
        codes = Code.select(Code.link).where(Code.printed_at.is_null(False) & Code.link.is_null(False))
        rows = rows.where(Link.id.in_(codes) if query.printed else Link.id.not_in(codes))
    return rows


def with_domains(links: Sequence[Link]) -> Sequence[Link]:
    """Give each link its domain. Not by a join: counting the rows of one would look every domain up again."""
    wanted = {link.domain_id for link in links}
    found = {domain.id: domain for domain in Domain.select().where(Domain.id.in_(list(wanted)))} if wanted else {}
    for link in links:
        link.domain = found[link.domain_id]
    return links


def in_state(ctx: Context, state: str) -> Any:
    """Return the condition that a link of the workspace is in a state; ``link_views.state_of`` says it of one link."""
    if state == "any":
        return Link.deleted_at.is_null()
    if state == "current":
        return Link.deleted_at.is_null() & Link.archived_at.is_null()
    if state == LinkState.ARCHIVED:  # suspended ones too: who looks for what was put away looks here
        return Link.deleted_at.is_null() & Link.archived_at.is_null(False)
    if state == LinkState.LIVE:
        return Link.deleted_at.is_null() & Link.archived_at.is_null() & Link.id.not_in(_held_up(ctx))
    met = _met(Link, ctx.now)
    order = list(met)
    return reduce(and_, [met[LinkState(state)], *(~met[other] for other in order[: order.index(LinkState(state))])])


def _met(link: Any, now: datetime) -> dict[LinkState, Any]:
    """Return when a link is in each state but live; the first that holds is the one it is in."""
    return {
        LinkState.DELETED: link.deleted_at.is_null(False),
        LinkState.SUSPENDED: link.suspended_at.is_null(False),
        LinkState.ARCHIVED: link.archived_at.is_null(False),
        LinkState.PAUSED: link.paused_at.is_null(False),
        LinkState.SCHEDULED: link.starts_at.is_null(False) & (link.starts_at > now),
        LinkState.EXPIRED: link.ends_at.is_null(False) & (link.ends_at <= now),
        LinkState.USED_UP: link.hit_limit.is_null(False) & (link.hits_used >= link.hit_limit),
    }


def _held_up(ctx: Context) -> "ModelSelect[Link]":
    """Return the numbers of the links that are not live, though neither archived nor deleted.

    Few links can be: an index holds those alone, in these words, and the many others need not be looked at.
    """
    link: Any = Link.alias()
    columns = (link.suspended_at, link.paused_at, link.starts_at, link.ends_at, link.hit_limit)
    can_be = reduce(or_, [column.is_null(False) for column in columns])
    met = _met(link, ctx.now)
    is_so = reduce(or_, [holds for state, holds in met.items() if state not in {LinkState.DELETED, LinkState.ARCHIVED}])
    return link.select(link.id).where((link.workspace == ctx.actor.workspace_id) & can_be & is_so)


def _in_folder(ctx: Context, name: str) -> Any:
    if name == NO_FOLDER:
        return Link.folder.is_null()
    folder = names.find_named(ctx, Folder, name)
    return Link.folder == (0 if folder is None else folder.id)


def _found(status: TargetStatus) -> Any:
    if status is TargetStatus.UNKNOWN:
        return Link.id.not_in(TargetCheck.select(TargetCheck.link).where(TargetCheck.status != status))
    return Link.id.in_(TargetCheck.select(TargetCheck.link).where(TargetCheck.status == status))


def _tagged(ctx: Context, which: Any) -> "ModelSelect[LinkTag]":
    return LinkTag.select(LinkTag.link).join(Tag, JOIN.INNER).where((Tag.workspace == ctx.actor.workspace_id) & which)
