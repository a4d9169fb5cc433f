"""Links at a glance."""

from collections.abc import Sequence
from datetime import timedelta

from qrdesk.core.context import Context
from qrdesk.core.errors import Invalid
from qrdesk.core.hits import rollups
from qrdesk.core.hits.sums import LINK
from qrdesk.core.models import Domain, Link, RollupTotal
from qrdesk.core.schemas.links import LinkSummary, SparklineQuery
from qrdesk.core.services import link_rows
from qrdesk.core.services.periods import Period, zone_of
from qrdesk.core.services.queries import beside, tuples

_MAX_SPARKLINES = 200
_SPARKLINE_DAYS = 30
_Totals = tuple[int, int, int]  # scans, clicks, bots


def get_summary(ctx: Context, link_id: str) -> LinkSummary:
    """Return one link's hits at a glance; those of a deleted one are still there.

    Raises:
        NotFound: no such link.
    """
    return _summaries(ctx, [link_rows.get_even_deleted(ctx, link_id)])[0]


def list_summaries(ctx: Context, query: SparklineQuery) -> list[LinkSummary]:
    """Return the hits of several links at a glance; ids that are not there are left out.

    Raises:
        Invalid: more than 200 links.
    """
    ids = [part for part in query.links.split(",") if part]
    if len(ids) > _MAX_SPARKLINES:
        raise Invalid.field("links", f"{_MAX_SPARKLINES} links at once are the most.")
    mine = beside(Link.workspace, ctx.actor.workspace_id) & Link.public_id.in_(ids)
    return _summaries(ctx, list(Link.select().where(mine)))


def _summaries(ctx: Context, links: Sequence[Link]) -> list[LinkSummary]:
    zone = zone_of(ctx)
    today = ctx.now.astimezone(zone).date()
    totals = _all_time([row.id for row in links])
    hosts = dict(tuples(Domain.select(Domain.id, Domain.host).where(Domain.id.in_({row.domain_id for row in links}))))
    daily = _daily([row.id for row in links], Period(today - timedelta(days=_SPARKLINE_DAYS - 1), today, zone))
    return [
        LinkSummary(
            link_id=row.public_id,
            total_hits=sum(totals[row.id][:2]),
            scans=totals[row.id][0],
            clicks=totals[row.id][1],
            bots=totals[row.id][2],
            last_7_days=sum(daily[row.id][-7:]),
            last_30_days=sum(daily[row.id]),
            daily=daily[row.id],
            address=f"{hosts[row.domain_id]}/{row.slug}",
            title=row.title,
            deleted=row.deleted_at is not None,
        )
        for row in links
    ]


def _all_time(ids: Sequence[int]) -> dict[int, _Totals]:
    found: dict[int, _Totals] = dict.fromkeys(ids, (0, 0, 0))
    columns = (RollupTotal.link_id, RollupTotal.scans, RollupTotal.clicks, RollupTotal.bots)
    for link_id, *counts in tuples(RollupTotal.select(*columns).where(RollupTotal.link_id.in_(list(ids)))):
        found[link_id] = (counts[0], counts[1], counts[2])
    return found


def _daily(ids: Sequence[int], period: Period) -> dict[int, list[int]]:
    found = {link_id: [0] * period.days for link_id in ids}
    first, last = period.day_numbers
    for link_id, day, scans, clicks in rollups.read_rows(LINK, ids, first, last, ("scans", "clicks")):
        found[link_id][day - first] += scans + clicks
    return found
