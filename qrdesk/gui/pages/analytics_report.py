"""Everything the Analytics page shows of one period, asked for in one go, off the GUI thread."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from typing import Literal
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from qrdesk.client import Client, Dimension, HitQuery, LinkQuery, PeriodQuery, TimelineQuery, TopQuery
from qrdesk.core.schemas.analytics import TimelinePoint, TopView, TotalsView
from qrdesk.core.schemas.links import LinkView
from qrdesk.gui.charts.series import Timeline

SpanKey = Literal["today", "week", "month", "quarter", "year"]
DAYS: dict[SpanKey, int] = {"today": 1, "week": 7, "month": 30, "quarter": 90, "year": 365}
TOP_ROWS = 7
_HOURLY_DAYS = 60  # the server counts hours for up to 62 days


@dataclass(frozen=True)
class Wanted:
    """What is asked for: a period that ends today and, perhaps, one link."""

    span: SpanKey = "month"
    link_id: str = ""
    compare: bool = True
    dimensions: tuple[Dimension, ...] = (Dimension.COUNTRY, Dimension.DEVICE, Dimension.REFERRER)


@dataclass(frozen=True)
class Busiest:
    """The hour of the week with most scans. ``days`` is how many of the last days it was looked for in."""

    weekday: int  # 1 is Monday
    hour: int
    scans: int
    days: int


@dataclass(frozen=True)
class Report:
    """The answer to ``Wanted``. Days are those of the workspace's time zone."""

    wanted: Wanted
    totals: TotalsView
    timeline: Timeline
    busiest: Busiest | None
    tops: tuple[TopView, ...]
    link: LinkView | None
    newest_link: str  # id; asked for only while there are no hits
    has_hits: bool
    zone: str
    at: datetime


def read_report(client: Client, wanted: Wanted) -> Report:
    """Ask for everything.

    Raises:
        QRDeskError: the link is gone, the server is away, ...
    """
    link = client.links.get(wanted.link_id) if wanted.link_id else None
    zone = client.workspace.get().time_zone
    totals = _totals(client, wanted)
    now = datetime.now(UTC).astimezone(_zone(zone))
    has_hits = bool(totals.scans + totals.clicks + totals.bots) or _has_hits(client, wanted.link_id)
    return Report(
        wanted=wanted,
        totals=totals,
        timeline=_timeline(client, wanted, totals, now),
        busiest=_busiest(client, wanted, totals, now),
        tops=tuple(read_top(client, wanted, totals, dimension) for dimension in wanted.dimensions),
        link=link,
        newest_link="" if has_hits else _newest_link(client),
        has_hits=has_hits,
        zone=zone,
        at=now,
    )


def read_top(client: Client, wanted: Wanted, totals: TotalsView, dimension: Dimension) -> TopView:
    """Ask for the most frequent values of one dimension in the period of ``totals``."""
    return client.analytics.top(
        TopQuery(start=totals.start, end=totals.end, link_id=wanted.link_id, dimension=dimension, limit=TOP_ROWS)
    )


def _totals(client: Client, wanted: Wanted) -> TotalsView:
    """Ask for the sums. Which day it is comes from the server: its clock counts, and the workspace's time zone."""
    month = client.analytics.totals(PeriodQuery(link_id=wanted.link_id))
    days = DAYS[wanted.span]
    if days == (month.end - month.start).days + 1:
        return month
    start = month.end - timedelta(days=days - 1)
    return client.analytics.totals(PeriodQuery(start=start, end=month.end, link_id=wanted.link_id))


def _points(
    client: Client, wanted: Wanted, start: date, end: date, step: Literal["hour", "day"]
) -> list[TimelinePoint]:
    query = TimelineQuery(start=start, end=end, link_id=wanted.link_id, step=step)
    return client.analytics.timeline(query).points


def _timeline(client: Client, wanted: Wanted, totals: TotalsView, now: datetime) -> Timeline:
    step: Literal["hour", "day"] = "hour" if wanted.span == "today" else "day"
    points = _points(client, wanted, totals.start, totals.end, step)
    starts = [point.at.astimezone(now.tzinfo) if step == "hour" else point.at for point in points]
    begun = [point for point in points if point.at <= now] or points[:1]  # hours to come are not zero
    previous: list[TimelinePoint] = []
    if wanted.compare:
        days = DAYS[wanted.span]
        start, end = totals.start - timedelta(days=days), totals.start - timedelta(days=1)
        previous = _points(client, wanted, start, end, step)[: len(points)]
    return Timeline(
        step=step,
        starts=tuple(starts),
        scans=tuple(point.scans for point in begun),
        clicks=tuple(point.clicks for point in begun),
        bots=tuple(point.bots for point in begun),
        previous=tuple(point.scans for point in previous),
        unfinished=True,
    )


def _busiest(client: Client, wanted: Wanted, totals: TotalsView, now: datetime) -> Busiest | None:
    days = min(DAYS[wanted.span], _HOURLY_DAYS)
    points = _points(client, wanted, totals.end - timedelta(days=days - 1), totals.end, "hour")
    return busiest_hour([(point.at.astimezone(now.tzinfo), point.scans) for point in points], days)


def busiest_hour(hours: Sequence[tuple[datetime, int]], days: int) -> Busiest | None:
    """Return the hour of the week with most scans, None when there were none."""
    sums: dict[tuple[int, int], int] = {}
    for at, scans in hours:
        place = (at.isoweekday(), at.hour)
        sums[place] = sums.get(place, 0) + scans
    place = max(sums, key=lambda place: sums[place], default=None)
    if place is None or not sums[place]:
        return None
    return Busiest(place[0], place[1], sums[place], days)


def _has_hits(client: Client, link_id: str) -> bool:
    return bool(client.analytics.hits(HitQuery(link_id=link_id, limit=1)).hits)


def _newest_link(client: Client) -> str:
    found = client.links.list(LinkQuery(limit=1)).data
    return found[0].id if found else ""


def _zone(name: str) -> ZoneInfo:
    try:
        return ZoneInfo(name)
    except ZoneInfoNotFoundError:  # a computer without a zone database: the numbers are right, the hours are UTC
        return ZoneInfo("UTC")
