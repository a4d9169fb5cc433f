"""Everything the Analytics page shows, asked for question by question, off the GUI thread."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, timedelta
from functools import partial
from typing import TypeVar
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from qrdesk.client import Client, Dimension, HitQuery, LinkQuery, PeriodQuery, TimelineQuery, TopQuery
from qrdesk.core.schemas.analytics import (
    Answer,
    HeatmapView,
    LeadersQuery,
    LeadersView,
    MissQuery,
    MissView,
    TimelinePoint,
    TopView,
    TotalsQuery,
    TotalsView,
)
from qrdesk.core.schemas.links import LinkView
from qrdesk.gui.charts import heatmap
from qrdesk.gui.charts.series import Timeline
from qrdesk.gui.charts.theme import Step as Cut
from qrdesk.gui.pages.analytics_wanted import ALL_ROWS, DAYS, MOST_DAYS, TOP_ROWS, Wanted, steps_for

T = TypeVar("T")
Say = Callable[[int, int], object]  # answers that are there, of how many

LEADERS, MISSES = 7, 50


@dataclass(frozen=True)
class Busiest:
    """The hour of the week with most hits."""

    weekday: int  # 1 is Monday
    hour: int
    hits: int


@dataclass(frozen=True)
class Report:
    """The answer to ``Wanted``. Days are those of the workspace's time zone."""

    wanted: Wanted
    totals: TotalsView
    timeline: Timeline
    heatmap: HeatmapView
    leaders: LeadersView
    tops: tuple[TopView, ...]
    misses: MissView
    link: LinkView | None
    newest_link: str  # id; asked for only while there are no hits
    has_hits: bool
    zone: str
    at: datetime
    today: date

    @property
    def days(self) -> int:
        """How many days the period has."""
        return (self.totals.end - self.totals.start).days + 1

    @property
    def busiest(self) -> Busiest | None:
        """The busiest hour of the week; None without hits."""
        place = heatmap.busiest(self.heatmap.rows)
        if place is None:
            return None
        return Busiest(*place, self.heatmap.rows[place[0] - 1][place[1]])

    @property
    def exact_from(self) -> date | None:
        """The day from which on some of it counts, where single hits before it have been deleted."""
        answers: Sequence[Answer] = (self.totals, self.heatmap, self.leaders, *self.tops)
        return max((one.exact_from for one in answers if one.exact_from is not None), default=None)


class _Counted:
    """Asks one question after another, and says how many answers are there."""

    def __init__(self, say: Say, total: int) -> None:
        self._say, self._done, self._total = say, 0, total

    def __call__(self, ask: Callable[[], T]) -> T:
        self._say(self._done, self._total)
        answer = ask()
        self._done += 1
        return answer


def read_report(client: Client, wanted: Wanted, say: Say = lambda _done, _total: None) -> Report:
    """Ask for everything; ``say`` is called before each question and may end it by raising.

    Raises:
        QRDeskError: the link is gone, the server is away, ...
    """
    count = _Counted(say, 8 + len(wanted.dimensions))
    link = client.links.get(wanted.link_id) if wanted.link_id else None
    zone = client.workspace.get().time_zone
    today = count(lambda: client.analytics.totals(PeriodQuery(**wanted.scoped()))).end
    start, end = count(lambda: _span(client, wanted, today))
    asked = wanted.query(start, end).model_dump(exclude_unset=True)
    totals = count(lambda: client.analytics.totals(TotalsQuery(**asked, compare=wanted.compare or "before")))
    now = datetime.now(UTC).astimezone(_zone(zone))
    timeline = count(lambda: _timeline(client, wanted, totals, now, today))
    heat = count(lambda: client.analytics.heatmap(PeriodQuery(**asked)))
    leaders = count(lambda: client.analytics.leaders(LeadersQuery(**asked, limit=LEADERS)))
    tops = tuple(count(partial(read_top, client, wanted, totals, one)) for one in wanted.dimensions)
    misses = count(lambda: client.analytics.misses(MissQuery(start=start, end=end, limit=MISSES, **_domain(wanted))))
    has_hits = bool(totals.scans + totals.clicks + totals.bots or wanted.filters) or _has_hits(client, wanted)
    return Report(
        wanted=wanted,
        totals=totals,
        timeline=timeline,
        heatmap=heat,
        leaders=leaders,
        tops=tops,
        misses=misses,
        link=link,
        newest_link="" if has_hits else count(lambda: _newest_link(client)),
        has_hits=has_hits,
        zone=zone,
        at=now,
        today=today,
    )


def read_top(client: Client, wanted: Wanted, totals: TotalsView, dimension: Dimension) -> TopView:
    """Ask for the most frequent values of one dimension in the period of ``totals``."""
    asked = wanted.query(totals.start, totals.end).model_dump(exclude_unset=True)
    limit = ALL_ROWS if dimension in wanted.whole else TOP_ROWS
    return client.analytics.top(TopQuery(**asked, dimension=dimension, limit=limit))


def _span(client: Client, wanted: Wanted, today: date) -> tuple[date, date]:
    """Return first and last day. Which day it is comes from the server: its clock counts, and its time zone."""
    if wanted.span == "custom":
        return wanted.start or today, wanted.end or today
    if wanted.span == "all":
        return _first_day(client, wanted, today), today
    return today - timedelta(days=DAYS[wanted.span] - 1), today


def _first_day(client: Client, wanted: Wanted, today: date) -> date:
    """Return the first day of the month with the first hit."""
    start = today - timedelta(days=MOST_DAYS - 1)
    query = TimelineQuery(start=start, end=today, step="month", **wanted.scoped())
    points = client.analytics.timeline(query).points
    first = next((point for point in points if point.scans + point.clicks + point.bots), None)
    return today if first is None else max(start, first.at.date())


def _timeline(client: Client, wanted: Wanted, totals: TotalsView, now: datetime, today: date) -> Timeline:
    fitting = steps_for((totals.end - totals.start).days + 1)
    step = wanted.step if wanted.step in fitting else fitting[0]
    points = _points(client, wanted, totals.start, totals.end, step)
    begun = [point for point in points if point.at <= now] or points[:1]  # hours to come are not zero
    previous: list[TimelinePoint] = []
    if wanted.compare and wanted.span != "all":
        previous = _points(client, wanted, totals.previous_start, totals.previous_end, step)[: len(points)]
    return Timeline(
        step=step,
        starts=tuple(point.at.astimezone(now.tzinfo) if step == "hour" else point.at for point in points),
        scans=tuple(point.scans for point in begun),
        clicks=tuple(point.clicks for point in begun),
        bots=tuple(point.bots for point in begun),
        previous=tuple(point.scans for point in previous),
        visitors=() if step == "hour" else tuple(point.visitors or 0 for point in begun),
        unfinished=totals.end >= today,
    )


def _points(client: Client, wanted: Wanted, start: date, end: date, step: Cut) -> list[TimelinePoint]:
    asked = wanted.query(start, end).model_dump(exclude_unset=True)
    return client.analytics.timeline(TimelineQuery(**asked, step=step)).points


def _domain(wanted: Wanted) -> dict[str, str]:
    return {"domain": wanted.scope.key} if wanted.scope.kind == "domain" else {}


def _has_hits(client: Client, wanted: Wanted) -> bool:
    if wanted.scope.kind not in {"", "link"}:
        return True  # its days may lie before this period: the page says there is nothing in it
    return bool(client.analytics.hits(HitQuery(link_id=wanted.link_id, limit=1)).hits)


def _newest_link(client: Client) -> str:
    found = client.links.list(LinkQuery(limit=1)).data
    return found[0].id if found else ""


def _zone(name: str) -> ZoneInfo:
    try:
        return ZoneInfo(name)
    except ZoneInfoNotFoundError:  # a computer without a zone database: the numbers are right, the hours are UTC
        return ZoneInfo("UTC")


def with_top(report: Report, top: TopView) -> Report:
    """Return ``report`` with another list of one dimension."""
    others = tuple(one for one in report.tops if one.dimension is not top.dimension)
    return replace(report, tops=(*others, top))
