"""Numbers about hits, read from the sums that the drain keeps. Bots are counted apart, never added in."""

from collections.abc import Iterable
from datetime import date, datetime, timedelta
from typing import Any

from peewee import fn

from qrdesk.core.context import Context
from qrdesk.core.errors import Invalid
from qrdesk.core.geo import ATTRIBUTION
from qrdesk.core.hits.days import day_of
from qrdesk.core.models import Hit, Link, RollupDay, RollupHour
from qrdesk.core.schemas.analytics import (
    Dimension,
    HitFeed,
    HitQuery,
    HitView,
    PeriodQuery,
    TimelinePoint,
    TimelineQuery,
    TimelineView,
    TopQuery,
    TopRow,
    TopView,
    TotalsView,
)
from qrdesk.core.schemas.links import LinkSummary, SparklineQuery
from qrdesk.core.services import links, rule_labels
from qrdesk.core.services.periods import Period, at_hour, period_of, zone_of
from qrdesk.core.services.queries import tuples

_MAX_HOURLY_DAYS = 62
_MAX_SPARKLINES = 200
_SPARKLINE_DAYS = 30
_Counts = tuple[int, int, int]  # scans, clicks, bots


def get_totals(ctx: Context, query: PeriodQuery) -> TotalsView:
    """Return the sums of a period and of the one before it.

    Raises:
        NotFound: no such link.
        Invalid: the period makes no sense.
    """
    period, link = period_of(ctx, query), _link(ctx, query.link_id)
    scans, clicks, bots = _sums(ctx, period, link)
    before = _sums(ctx, period.before, link)
    return TotalsView(
        start=period.start,
        end=period.end,
        scans=scans,
        clicks=clicks,
        bots=bots,
        previous_scans=before[0],
        previous_clicks=before[1],
        previous_bots=before[2],
    )


def get_timeline(ctx: Context, query: TimelineQuery) -> TimelineView:
    """Return hits by hour or by day of the workspace's time zone, with zeros where there were none.

    Raises:
        NotFound: no such link.
        Invalid: the period makes no sense, or is too long for hours.
    """
    period, link = period_of(ctx, query), _link(ctx, query.link_id)
    if query.step == "hour" and period.days > _MAX_HOURLY_DAYS:
        raise Invalid.field("step", f"By the hour, a period of up to {_MAX_HOURLY_DAYS} days can be shown.")
    hours = _by_hour(ctx, period, link)
    if query.step == "hour":
        steps = [(at_hour(hour), hours.get(hour, (0, 0, 0))) for hour in range(*period.hours)]
    else:
        steps = _by_day(period, hours)
    points = [TimelinePoint(at=at, scans=scans, clicks=clicks, bots=bots) for at, (scans, clicks, bots) in steps]
    return TimelineView(step=query.step, points=points)


def get_top(ctx: Context, query: TopQuery) -> TopView:
    """Return the most frequent values of one dimension, by the same days as totals and timelines.

    Raises:
        NotFound: no such link.
        Invalid: the period makes no sense.
    """
    period, link = period_of(ctx, query), _link(ctx, query.link_id)
    first, last = period.day_numbers
    chosen = (RollupDay.workspace_id == ctx.actor.workspace_id) & (RollupDay.dimension == query.dimension.value)
    chosen = chosen & RollupDay.day.between(first, last)
    if link is not None:
        chosen = chosen & (RollupDay.link_id == link.id)
    scans, clicks = fn.SUM(RollupDay.scans), fn.SUM(RollupDay.clicks)
    rows = tuples(
        RollupDay.select(RollupDay.value, scans, clicks)
        .where(chosen)
        .group_by(RollupDay.value)
        .order_by((scans + clicks).desc(), RollupDay.value)
    )
    total = sum(int(row[1]) + int(row[2]) for row in rows)
    best = [(value, int(scans), int(clicks)) for value, scans, clicks in rows[: query.limit] if scans or clicks]
    labels = rule_labels.labels(ctx, query.dimension, [value for value, _, _ in best], link)
    shown = [
        TopRow(value=value, label=labels.get(value, ""), hits=s + c, scans=s, clicks=c, share=(s + c) / total)
        for value, s, c in best
    ]
    attribution = f"{ATTRIBUTION.text} ({ATTRIBUTION.url})" if query.dimension is Dimension.COUNTRY else ""
    return TopView(
        dimension=query.dimension, total=total, rows=shown, more=len(rows) - len(shown), attribution=attribution
    )


def get_summary(ctx: Context, link_id: str) -> LinkSummary:
    """Return one link's hits at a glance.

    Raises:
        NotFound: no such link.
    """
    return _summaries(ctx, [links.get_row(ctx, link_id)])[0]


def list_summaries(ctx: Context, query: SparklineQuery) -> list[LinkSummary]:
    """Return the hits of several links at a glance; ids that are not there are left out.

    Raises:
        Invalid: more than 200 links.
    """
    ids = [part for part in query.links.split(",") if part]
    if len(ids) > _MAX_SPARKLINES:
        raise Invalid.field("links", f"{_MAX_SPARKLINES} links at once are the most.")
    rows = Link.select().where((Link.workspace == ctx.actor.workspace_id) & Link.public_id.in_(ids))
    return _summaries(ctx, list(rows))


def list_hits(ctx: Context, query: HitQuery) -> HitFeed:
    """Return the latest hits, or those newer than a cursor, newest first.

    Raises:
        NotFound: no such link.
    """
    link = _link(ctx, query.link_id)
    rows = Hit.select().where(Hit.workspace_id == ctx.actor.workspace_id)
    if link is not None:
        rows = rows.where(Hit.link_id == link.id)
    if query.after is not None:
        rows = rows.where(Hit.id > query.after)
    hits = list(rows.order_by(Hit.id.desc()).limit(query.limit))
    cursor = hits[0].id if hits else query.after or 0
    return HitFeed(hits=_hit_views(hits), cursor=cursor)


def _link(ctx: Context, name: str) -> Link | None:
    return links.get_row(ctx, name) if name else None


def _chosen(ctx: Context, period: Period, link: Link | None) -> Any:
    first, end = period.hours
    chosen = (RollupHour.hour >= first) & (RollupHour.hour < end)
    if link is not None:
        return chosen & (RollupHour.link_id == link.id)
    return chosen & (RollupHour.workspace_id == ctx.actor.workspace_id)


def _sums(ctx: Context, period: Period, link: Link | None) -> _Counts:
    sums = [fn.COALESCE(fn.SUM(column), 0) for column in (RollupHour.scans, RollupHour.clicks, RollupHour.bots)]
    row = tuples(RollupHour.select(*sums).where(_chosen(ctx, period, link)))[0]
    return int(row[0]), int(row[1]), int(row[2])


def _by_hour(ctx: Context, period: Period, link: Link | None) -> dict[int, _Counts]:
    sums = [fn.SUM(column) for column in (RollupHour.scans, RollupHour.clicks, RollupHour.bots)]
    rows = RollupHour.select(RollupHour.hour, *sums).where(_chosen(ctx, period, link)).group_by(RollupHour.hour)
    return {hour: (int(scans), int(clicks), int(bots)) for hour, scans, clicks, bots in tuples(rows)}


def _by_day(period: Period, hours: dict[int, _Counts]) -> list[tuple[datetime, _Counts]]:
    days: dict[date, list[int]] = {period.start + timedelta(days=n): [0, 0, 0] for n in range(period.days)}
    for hour, counts in hours.items():
        _add(days[min(max(day_of(hour, period.zone), period.start), period.end)], counts)
    return [
        (datetime(day.year, day.month, day.day, tzinfo=period.zone), (sums[0], sums[1], sums[2]))
        for day, sums in days.items()
    ]


def _add(sums: list[int], counts: Iterable[int]) -> None:
    for index, count in enumerate(counts):
        sums[index] += count


def _summaries(ctx: Context, rows: list[Link]) -> list[LinkSummary]:
    zone = zone_of(ctx)
    today = ctx.now.astimezone(zone).date()
    totals = _all_time([row.id for row in rows])
    daily = _daily([row.id for row in rows], Period(today - timedelta(days=_SPARKLINE_DAYS - 1), today, zone))
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
        )
        for row in rows
    ]


def _all_time(ids: list[int]) -> dict[int, _Counts]:
    found: dict[int, _Counts] = dict.fromkeys(ids, (0, 0, 0))
    sums = [fn.SUM(column) for column in (RollupHour.scans, RollupHour.clicks, RollupHour.bots)]
    rows = RollupHour.select(RollupHour.link_id, *sums).where(RollupHour.link_id.in_(ids)).group_by(RollupHour.link_id)
    for link_id, scans, clicks, bots in tuples(rows):
        found[link_id] = (int(scans), int(clicks), int(bots))
    return found


def _daily(ids: list[int], period: Period) -> dict[int, list[int]]:
    found = {link_id: [0] * period.days for link_id in ids}
    rows = RollupHour.select(RollupHour.link_id, RollupHour.hour, RollupHour.scans + RollupHour.clicks).where(
        RollupHour.link_id.in_(ids) & (RollupHour.hour >= period.hours[0])
    )
    for link_id, hour, hits in tuples(rows):
        index = (day_of(hour, period.zone) - period.start).days
        if 0 <= index < period.days:
            found[link_id][index] += hits
    return found


def _hit_views(hits: list[Hit]) -> list[HitView]:
    rows = Link.select().where(Link.id.in_({hit.link_id for hit in hits}))
    names = {row.id: row for row in rows}
    return [
        HitView(
            id=hit.hit_id,
            at=hit.at,
            link_id=names[hit.link_id].public_id,
            title=names[hit.link_id].title or names[hit.link_id].slug,
            source="scan" if hit.source == "scan" else "click",
            bot=bool(hit.bot),
            country=hit.country,
            device=hit.device,
            os=hit.os,
            browser=hit.browser,
            language=hit.language,
            referrer_host=hit.referrer_host,
            rule=hit.rule,
            variant=hit.variant,
        )
        for hit in hits
        if hit.link_id in names
    ]
