"""Statistics of H0p: clicks by group and by day. Scans and clicks of ours are both clicks there.

Visits of robots and programs are, too; of these no more is known, so they are a group of their own. Days are those of
the workspace's time zone; of a time that is sent the day counts. Source: contracts/h0p.md, 6.
"""

from collections import Counter
from collections.abc import Iterable
from datetime import UTC, date, datetime, timedelta
from typing import Any

from qrdesk.core.errors import Invalid
from qrdesk.core.schemas.access import Scope
from qrdesk.core.schemas.analytics import Dimension
from qrdesk.core.services import link_company, link_sums
from qrdesk.core.services.analytics_questions import Question
from qrdesk.core.services.link_sums import Chosen
from qrdesk.core.services.periods import MAX_DAYS, zone_of
from qrdesk.daemon.dialects.dialect import Ask, Route
from qrdesk.daemon.dialects.h0p.stat_groups import BOTS, BY_VALUE, DIRECT, GROUPS

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
    question = _question(ask, all_time=True)
    sums = link_sums.total(question)
    people = sums.scans + sums.clicks
    total = people + sums.bots
    if group_by == "uniqueVisitors":
        return _said([("Unique visitors", sums.visitors)], total)
    if group_by == "qrCode":
        return _said([("QR code", sums.scans), ("Link", sums.clicks), (BOTS, sums.bots)], total)
    if group_by == "shortLinks":
        return _said(link_sums.by_link(question, _MOST_GROUPS), total)
    dimension, name = BY_VALUE[group_by]
    found = link_sums.by_value(question, dimension.value)
    named = Counter[str]()
    for value, count in found.items():
        named[name(value)] += count
    if dimension is Dimension.REFERRER:  # imported hits, of which nobody knows where they came from
        named[DIRECT] += people - sum(found.values())
    return _said([*named.most_common(_MOST_GROUPS), (BOTS, sums.bots)], total)


def get_clicks_over_time(ask: Ask) -> dict[str, Any]:
    """Return clicks of every day, oldest first, days without any among them; without dates the last 30 days.

    Raises:
        Invalid: dates that make no sense.
        NotFound: no such link, domain, folder or tag.
    """
    found = link_sums.by_day(_question(ask, all_time=False))
    data = [{"date": day.isoformat(), "count": count} for day, count in found.items()]
    return {"data": data, "totalClicks": sum(found.values())}


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


def _question(ask: Ask, *, all_time: bool) -> Question:
    own = link_company.get_own(ask.ctx)
    named = ask.words("folderIds", "folderId")
    folders = [name for name in named if name not in {own.uuid, own.id}]
    chosen = Chosen(
        links=ask.words(*_LINKS),
        domains=ask.words("domainIds", "domainId"),
        folders=folders,
        tags=ask.words("tagIds", "tagId"),
        unfiled=len(folders) < len(named),  # the folder called Links, which has the workspace's own id
    )
    return link_sums.question_of(ask.ctx, chosen, *_days(ask, all_time=all_time))


def _days(ask: Ask, *, all_time: bool) -> _Days:
    """Return first and last day; no first one is 29 days before the last."""
    zone = zone_of(ask.ctx)
    today = ask.ctx.now.astimezone(zone).date()
    start, end = (_day(ask, name) for name in ("startDate", "endDate"))
    end = end or max(today, start or today)
    if start is None and all_time and end.toordinal() > MAX_DAYS:
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
