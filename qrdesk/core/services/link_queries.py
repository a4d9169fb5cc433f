"""Which links a query means, as SQL."""

from collections.abc import Iterator, Sequence
from datetime import datetime
from functools import reduce
from operator import and_, or_
from typing import Any

from peewee import JOIN, ModelSelect

from qrdesk.core.context import Context
from qrdesk.core.models import Code, Domain, Folder, Link, LinkTag, Tag, TargetCheck
from qrdesk.core.schemas.links import LinkQuery, LinkState, TargetStatus
from qrdesk.core.services import counts, names, search
from qrdesk.core.services.queries import beside
from qrdesk.core.services.search import Found

NO_FOLDER = "none"  # asks for links in no folder
_HELD_UP = {LinkState.SUSPENDED, LinkState.PAUSED, LinkState.SCHEDULED, LinkState.EXPIRED, LinkState.USED_UP}


def filtered(ctx: Context, query: LinkQuery, *, few: bool = False) -> "ModelSelect[Link]":
    """Return the workspace's links that match a query, in no order; ``with_domains`` is for those that are shown.

    ``few``: a condition to come finds a few by itself, as a list of ids does.
    """
    return found(ctx, query, few=few).rows


def found(ctx: Context, query: LinkQuery, *, few: bool = False) -> Found:
    """Return what ``filtered`` does, and where a search finds many, some of them: enough to say that they are many."""
    conditions = [in_state(ctx, query.state), *_conditions(ctx, query)]
    few = few or query.state in _HELD_UP or any(_is_few(rows) for rows in _indexed(ctx, query))
    held = search.find_links(ctx, query.search, few=few)
    some = None if held.some is None else held.some.where(*conditions)
    return held._replace(rows=held.rows.where(*conditions), some=some)


def count(ctx: Context, query: LinkQuery, among: Found) -> int | None:
    """Return how many links ``among`` them are, by an index where one knows it; None where nobody counted so many."""
    narrowed_further = query.tag or query.target is not None or query.printed is not None
    as_they_are = query.state != "current" or narrowed_further
    if query.search:
        return search.count(among) if as_they_are or query.host or query.folder else search.count_current(ctx, among)
    if as_they_are or (query.host and query.folder):
        return among.rows.count()
    mine = ctx.actor.workspace_id
    if query.host:
        domains = Domain.select(Domain.id).where((Domain.host == query.host.lower()) & (Domain.workspace == mine))
        return _sum_of(ctx, Link.domain, domains)
    if query.folder and query.folder != NO_FOLDER:
        return among.rows.count()
    everything = counts.count_current(ctx)
    if not query.folder:
        return everything
    return everything - _sum_of(ctx, Link.folder, Folder.select(Folder.id).where(Folder.workspace == mine))


def _sum_of(ctx: Context, column: Any, values: Any) -> int:
    return sum(counts.count_by(ctx, column, Link.id, column.in_(values)).values())


def _conditions(ctx: Context, query: LinkQuery) -> Iterator[Any]:
    if query.host:
        yield Link.domain.in_(Domain.select(Domain.id).where(Domain.host == query.host.lower()))
    if query.tag:
        yield Link.id.in_(_tagged(ctx, Tag.name == query.tag))
    if query.folder:
        yield _in_folder(ctx, query.folder)
    if query.target is not None:
        yield _found(query.target)
    if query.printed is not None:
        codes = Code.select(Code.link).where(Code.printed_at.is_null(False) & Code.link.is_null(False))
        yield Link.id.in_(codes) if query.printed else Link.id.not_in(codes)


def _indexed(ctx: Context, query: LinkQuery) -> "Iterator[ModelSelect[Any]]":
    """Yield what finds the links of a query by an index of its own, if they are not too many."""
    if query.tag:
        yield _tagged(ctx, Tag.name == query.tag)
    if query.folder and query.folder != NO_FOLDER:
        yield Link.select(Link.id).where(_in_folder(ctx, query.folder))
    if query.printed:
        yield Code.select(Code.link).where(Code.printed_at.is_null(False) & Code.link.is_null(False))
    if query.target not in {None, TargetStatus.UNKNOWN}:
        yield TargetCheck.select(TargetCheck.link).where(TargetCheck.status == query.target)


def _is_few(rows: "ModelSelect[Any]") -> bool:
    return rows.limit(search.FEW + 1).count() <= search.FEW


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
    said = reduce(and_, [met[LinkState(state)], *(~met[other] for other in order[: order.index(LinkState(state))])])
    return _can_be_held_up(Link) & said if state in _HELD_UP else said


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

    Few links can be, and an index holds those alone.
    """
    link: Any = Link.alias()
    met = _met(link, ctx.now)
    is_so = reduce(or_, [holds for state, holds in met.items() if state not in {LinkState.DELETED, LinkState.ARCHIVED}])
    return link.select(link.id).where(beside(link.workspace, ctx.actor.workspace_id) & _can_be_held_up(link) & is_so)


def _can_be_held_up(link: Any) -> Any:
    """Return the condition of the index of the few links that can be, in its words: the others are not looked at."""
    columns = (link.suspended_at, link.paused_at, link.starts_at, link.ends_at, link.hit_limit)
    return reduce(or_, [column.is_null(False) for column in columns])


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
