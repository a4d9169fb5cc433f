"""Which links a query means, as SQL."""

from collections.abc import Sequence
from datetime import datetime
from functools import reduce
from operator import and_
from typing import Any

from peewee import JOIN, ModelSelect

from qrdesk.core.context import Context
from qrdesk.core.models import Code, Domain, Folder, Link, LinkTag, Tag, TargetCheck
from qrdesk.core.schemas.links import LinkQuery, LinkState, TargetStatus
from qrdesk.core.services import names, search

NO_FOLDER = "none"  # asks for links in no folder


def filtered(ctx: Context, query: LinkQuery) -> "ModelSelect[Link]":
    """Return the workspace's links that match a query, in no order; ``with_domains`` is for those that are shown."""
    rows = search.find_links(ctx, query.search).where(in_state(query.state, ctx.now))
    if query.host:
        rows = rows.where(Link.domain.in_(Domain.select(Domain.id).where(Domain.host == query.host.lower())))
    if query.tag:
        rows = rows.where(Link.id.in_(_tagged(ctx, Tag.name == query.tag)))
    if query.folder:
        rows = rows.where(_in_folder(ctx, query.folder))
    if query.target is not None:
        rows = rows.where(_found(query.target))
    if query.printed is not None:
        codes = Code.select(Code.link).where(Code.printed_at.is_null(False))
        rows = rows.where(Link.id.in_(codes) if query.printed else Link.id.not_in(codes))
    return rows


def with_domains(links: Sequence[Link]) -> Sequence[Link]:
    """Give each link its domain. Not by a join: counting the rows of one would look every domain up again."""
    wanted = {link.domain_id for link in links}
    found = {domain.id: domain for domain in Domain.select().where(Domain.id.in_(list(wanted)))} if wanted else {}
    for link in links:
        link.domain = found[link.domain_id]
    return links


def in_state(state: str, now: datetime) -> Any:
    """Return the condition that a link is in a state at ``now``; ``link_views.state_of`` says the same of one link."""
    if state == "any":
        return Link.deleted_at.is_null()
    if state == "current":
        return Link.deleted_at.is_null() & Link.archived_at.is_null()
    if state == LinkState.ARCHIVED:  # suspended ones too: who looks for what was put away looks here
        return Link.deleted_at.is_null() & Link.archived_at.is_null(False)
    met = {
        LinkState.DELETED: Link.deleted_at.is_null(False),
        LinkState.SUSPENDED: Link.suspended_at.is_null(False),
        LinkState.ARCHIVED: Link.archived_at.is_null(False),
        LinkState.PAUSED: Link.paused_at.is_null(False),
        LinkState.SCHEDULED: Link.starts_at.is_null(False) & (Link.starts_at > now),
        LinkState.EXPIRED: Link.ends_at.is_null(False) & (Link.ends_at <= now),
        LinkState.USED_UP: Link.hit_limit.is_null(False) & (Link.hits_used >= Link.hit_limit),
    }
    order = list(met)
    before = order if state == LinkState.LIVE else order[: order.index(LinkState(state))]
    holds = [] if state == LinkState.LIVE else [met[LinkState(state)]]
    return reduce(and_, [*holds, *(~met[other] for other in before)])


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
