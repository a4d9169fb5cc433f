"""Statistics of H0p: clicks by group and by day. Scans and clicks of ours are both clicks there; bots are neither.

Days are those of the workspace's time zone; of a time that is sent the day counts. Source: contracts/h0p.md, 6.
"""

from collections import Counter
from collections.abc import Iterable
from datetime import UTC, date, datetime, timedelta
from typing import Any

from qrdesk.core.errors import Invalid
from qrdesk.core.schemas.access import Scope
from qrdesk.core.schemas.analytics import Dimension, LeadersQuery, TimelineQuery, TopQuery, TotalsQuery
from qrdesk.core.schemas.links import SparklineQuery
from qrdesk.core.services import analytics, leaders, summaries
from qrdesk.core.services.periods import MAX_DAYS, zone_of
from qrdesk.daemon.dialects.dialect import Ask, Route
from qrdesk.daemon.dialects.h0p.stat_cells import Cell, Wanted, cells_of
from qrdesk.daemon.dialects.h0p.stat_groups import BY_VALUE, DIRECT, GROUPS

_MOST_GROUPS = 200
_LINKS = ("shortLinkIds", "shortLinkId", "linkIds", "ids")
_NULL = {"", "null", "undefined"}  # as programs spell nothing in a query string
_Days = tuple[date | None, date]


def get_overview(ask: Ask) -> dict[str, Any]:
    """Return clicks by one of eighteen groups; without dates those of all time.

    Raises:
        Invalid: no such group, or dates that make no sense.
        NotFound: no such link, domain, folder or tag.
    """
    group_by = ask.word("groupBy")
    if group_by not in GROUPS:
        said = f"This must be one of: {', '.join(GROUPS)}."
        raise Invalid.field("groupBy", f"This is needed. {said}" if not group_by else said)
    cells, days = _cells(ask), _days(ask, all_time=True)
    scans, clicks, visitors = _totals(ask, cells, days)
    total = scans + clicks
    if group_by == "uniqueVisitors":
        return _said([("Unique visitors", visitors)], total)
    if group_by == "qrCode":
        return _said([("QR code", scans), ("Link", clicks)], total)
    if group_by == "shortLinks":
        return _said(_by_link(ask, cells, days), total)
    dimension, name = BY_VALUE[group_by]
    found = _by_value(ask, cells, days, dimension)
    named = Counter[str]()
    for value, count in found.items():
        named[name(value)] += count
    if dimension is Dimension.REFERRER:
        named[DIRECT] += total - sum(found.values())
    return _said(named.items(), total)


def get_clicks_over_time(ask: Ask) -> dict[str, Any]:
    """Return clicks of every day, oldest first, days without any among them; without dates the last 30 days.

    Raises:
        Invalid: dates that make no sense.
        NotFound: no such link, domain, folder or tag.
    """
    cells, (start, end) = _cells(ask), _days(ask, all_time=False)
    by_day = Counter[str]()
    for cell in cells:
        found = ask.do(analytics.get_timeline, TimelineQuery(start=start, end=end, **cell.about))
        for point in found.points:
            by_day[point.at.date().isoformat()] += cell.times * (point.scans + point.clicks)
    data = [{"date": day, "count": max(0, count)} for day, count in sorted(by_day.items())]
    return {"data": data, "totalClicks": sum(one["count"] for one in data if isinstance(one["count"], int))}


_FIELDS = {
    "start": "startDate",
    "end": "endDate",
    "link_id": "shortLinkIds",
    "domain": "domainIds",
    "folder": "folderIds",
    "tag": "tagIds",
}
ROUTES = (
    Route("GET", "/stats/overview", get_overview, Scope.STATS_READ, fields=_FIELDS),
    Route("GET", "/stats/clicks-over-time", get_clicks_over_time, Scope.STATS_READ, fields=_FIELDS),
)


def _said(groups: Iterable[tuple[str, int]], total: int) -> dict[str, Any]:
    """Return the answer: most clicks first, groups without any left out."""
    kept = sorted(((name, count) for name, count in groups if count > 0), key=lambda row: (-row[1], row[0]))
    return {"data": [{"group": name, "count": count} for name, count in kept], "totalClicks": total}


def _cells(ask: Ask) -> list[Cell]:
    wanted = Wanted(
        ask.words(*_LINKS),
        ask.words("domainIds", "domainId"),
        ask.words("folderIds", "folderId"),
        ask.words("tagIds", "tagId"),
    )
    return cells_of(ask.ctx, wanted)


def _days(ask: Ask, *, all_time: bool) -> _Days:
    """Return first and last day; no first one is 29 days before the last."""
    zone = zone_of(ask.ctx)
    today = ask.ctx.now.astimezone(zone).date()
    start, end = (_day(ask, name) for name in ("startDate", "endDate"))
    end = end or max(today, start or today)
    if start is None and all_time:
        start = end - timedelta(days=MAX_DAYS - 1)
    return start, end


def _day(ask: Ask, name: str) -> date | None:
    text = ask.word(name).strip()
    if text in _NULL:
        return None
    try:
        if len(text) == len("2026-03-31"):
            return date.fromisoformat(text)
        # a plus sign that was not escaped arrives as a space
        at = datetime.fromisoformat(text.replace(" ", "+") if "T" in text else text)
        return (at if at.tzinfo else at.replace(tzinfo=UTC)).astimezone(zone_of(ask.ctx)).date()
    except (ValueError, OverflowError) as fault:
        raise Invalid.field(name, "This must be a date and time, such as 2026-03-31T12:00:00Z.") from fault


def _totals(ask: Ask, cells: list[Cell], days: _Days) -> tuple[int, int, int]:
    """Return scans, clicks and visitors. Who came to two of several things asked about is two visitors."""
    scans = clicks = visitors = 0
    for cell in cells:
        found = ask.do(analytics.get_totals, TotalsQuery(start=days[0], end=days[1], **cell.about))
        scans += cell.times * found.scans
        clicks += cell.times * found.clicks
        visitors += cell.times * (found.visitors or 0)
    return max(0, scans), max(0, clicks), max(0, visitors)


def _by_value(ask: Ask, cells: list[Cell], days: _Days, dimension: Dimension) -> Counter[str]:
    counts = Counter[str]()
    for cell in cells:
        query = TopQuery(start=days[0], end=days[1], dimension=dimension, limit=_MOST_GROUPS, **cell.about)
        for row in ask.do(analytics.get_top, query).rows:
            counts[row.value] += cell.times * row.hits
    return counts


def _by_link(ask: Ask, cells: list[Cell], days: _Days) -> list[tuple[str, int]]:
    counts = Counter[str]()
    for cell in cells:
        query = LeadersQuery(start=days[0], end=days[1], limit=_MOST_GROUPS, **cell.about)
        for row in ask.do(leaders.list_leaders, query).rows:
            counts[row.link_id] += cell.times * row.hits
    best = [link_id for link_id, _ in counts.most_common(_MOST_GROUPS)]
    found = ask.do(summaries.list_summaries, SparklineQuery(links=",".join(best)))
    return [(one.address, counts[one.link_id]) for one in found]
