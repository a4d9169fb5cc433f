"""Everything the Analytics page shows, asked for question by question, off the GUI thread."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, timedelta, tzinfo
from functools import partial
from typing import Any
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from qrdesk.client import (
    Client,
    Dimension,
    HitQuery,
    LeadersQuery,
    LinkQuery,
    MissQuery,
    PeriodQuery,
    TimelineQuery,
    TopQuery,
    TotalsQuery,
)
from qrdesk.core.schemas.analytics import (
    Answer,
    HeatmapView,
    LeadersView,
    MissView,
    TimelinePoint,
    TimelineView,
    TopView,
    TotalsView,
)
from qrdesk.core.schemas.links import LinkView
from qrdesk.gui.charts import heatmap, world
from qrdesk.gui.charts.series import Source, Timeline
from qrdesk.gui.charts.theme import Step as Cut
from qrdesk.gui.pages.analytics_wanted import ALL_ROWS, DAYS, MOST_DAYS, SOURCE, TOP_ROWS, Wanted, steps_for

Part = Callable[["Report"], "Report"]  # puts an answer where it belongs
Question = Callable[[], Part]

LEADERS, MISSES, MOST_MISSES = 7, 50, 200
_ALONE: dict[str, Source] = {"scan": "scan", "click": "click"}


@dataclass(frozen=True)
class Busiest:
    """The hour of the week with most hits."""

    weekday: int  # 1 is Monday
    hour: int
    hits: int


@dataclass(frozen=True)
class Report:
    """The answer to ``Wanted``. Days are those of the workspace's time zone. None: a part that is not there yet."""

    wanted: Wanted
    totals: TotalsView
    link: LinkView | None
    newest_link: str  # id; asked for only while there are no hits
    has_hits: bool
    zone: str
    workspace: str  # its name
    at: datetime
    today: date
    timeline: Timeline | None = None
    heatmap: HeatmapView | None = None
    leaders: LeadersView | None = None
    tops: tuple[TopView, ...] = ()
    countries: TopView | None = None
    misses: MissView | None = None

    @property
    def days(self) -> int:
        """How many days the period has."""
        return (self.totals.end - self.totals.start).days + 1

    @property
    def busiest(self) -> Busiest | None:
        """The busiest hour of the week; None without hits."""
        place = heatmap.busiest(self.heatmap.rows) if self.heatmap is not None else None
        if place is None or self.heatmap is None:
            return None
        return Busiest(*place, self.heatmap.rows[place[0] - 1][place[1]])

    @property
    def only_by_day(self) -> bool:
        """Whether of all hits nothing but their number per day is known, as of a sample's or of imported ones."""
        timed = self.heatmap is not None and any(map(any, self.heatmap.rows))
        return bool(self.totals.scans + self.totals.clicks) and self.totals.visitors == 0 and not timed

    @property
    def exact_from(self) -> date | None:
        """The day from which on some of it counts, where single hits before it have been deleted."""
        answers: Sequence[Answer | None] = (self.totals, self.heatmap, self.leaders, self.countries, *self.tops)
        return max((one.exact_from for one in answers if one is not None and one.exact_from is not None), default=None)

    @property
    def comparable(self) -> bool:
        """Whether all of the time that it is compared with is known; not where single hits of it have been deleted."""
        since = self.totals.exact_from
        return since is None or self.totals.previous_start >= since

    def with_top(self, top: TopView) -> "Report":
        """Return it with another list of one dimension."""
        others = tuple(one for one in self.tops if one.dimension is not top.dimension)
        return replace(self, tops=(*others, top))


def read_base(client: Client, wanted: Wanted) -> Report:
    """Ask for the period and its sums, on which the other questions stand.

    Raises:
        QRDeskError: the link is gone, the server is away, ...
    """
    link = client.links.get(wanted.link_id) if wanted.link_id else None
    workspace = client.me.get().workspace
    today = client.analytics.totals(TotalsQuery(**wanted.scoped())).end
    start, end = _span(client, wanted, today)
    totals = client.analytics.totals(TotalsQuery(**_asked(wanted, start, end), compare=wanted.compare or "before"))
    has_hits = bool(totals.scans + totals.clicks + (totals.bots or 0) or wanted.filters) or _has_hits(client, wanted)
    return Report(
        wanted=wanted,
        totals=totals,
        link=link,
        newest_link="" if has_hits else _newest_link(client),
        has_hits=has_hits,
        zone=workspace.time_zone,
        workspace=workspace.name,
        at=datetime.now(UTC).astimezone(zone_of(workspace.time_zone)),
        today=today,
    )


def questions(client: Client, base: Report) -> list[Question]:
    """Return what else is to be asked, the most wanted first; each answers with what it makes of a report."""
    wanted, totals = base.wanted, base.totals
    asked = _asked(wanted, totals.start, totals.end)
    rows = MOST_MISSES if wanted.link_id else MISSES  # those of one link are found among all
    missed = MissQuery(start=totals.start, end=totals.end, limit=rows, **_domain(wanted))

    def timeline() -> Part:
        return partial(_put, timeline=_timeline(client, base))

    def heat() -> Part:
        return partial(_put, heatmap=client.analytics.heatmap(PeriodQuery(**asked)))

    def leaders() -> Part:
        return partial(_put, leaders=client.analytics.leaders(LeadersQuery(**asked, limit=LEADERS)))

    def misses() -> Part:
        return partial(_put, misses=client.analytics.misses(missed))

    tops = [partial(_top, client, wanted, totals, one) for one in wanted.dimensions if one is not Dimension.COUNTRY]
    countries = partial(_countries, client, wanted, totals)
    return [timeline, leaders, countries, *tops, heat, misses]


def read_top(client: Client, wanted: Wanted, totals: TotalsView, dimension: Dimension) -> TopView:
    """Ask for the most frequent values of one dimension in the period of ``totals``."""
    asked = _asked(wanted, totals.start, totals.end)
    limit = ALL_ROWS if dimension in wanted.whole else TOP_ROWS
    return client.analytics.top(TopQuery(**asked, dimension=dimension, limit=limit))


def _top(client: Client, wanted: Wanted, totals: TotalsView, dimension: Dimension) -> Part:
    top = read_top(client, wanted, totals, dimension)
    return lambda report: report.with_top(top)


def _countries(client: Client, wanted: Wanted, totals: TotalsView) -> Part:
    """Ask for all countries: the map shows them, and the list of the first few is made of them."""
    whole = replace(wanted, whole=wanted.whole | {Dimension.COUNTRY})
    top = read_top(client, whole, totals, Dimension.COUNTRY)
    world.bounds()  # the map's outlines are read here, so that the window does not wait for them

    def put(report: Report) -> Report:
        found = replace(report, countries=top)
        return found.with_top(_first(top, wanted)) if Dimension.COUNTRY in wanted.dimensions else found

    return put


def _first(top: TopView, wanted: Wanted) -> TopView:
    """Return as many rows as a list shows."""
    if top.dimension in wanted.whole:
        return top
    rest = len(top.rows) - TOP_ROWS
    return top.model_copy(update={"rows": top.rows[:TOP_ROWS], "more": top.more + max(0, rest)})


def _put(report: Report, **parts: Any) -> Report:
    return replace(report, **parts)


def _asked(wanted: Wanted, start: date, end: date) -> dict[str, Any]:
    return wanted.query(start, end).model_dump(exclude_unset=True)


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
    first = next((point for point in points if point.scans or point.clicks or point.bots), None)
    return today if first is None else max(start, first.at.date())


def _timeline(client: Client, base: Report) -> Timeline:
    wanted, totals, now = base.wanted, base.totals, base.at
    fitting = steps_for((totals.end - totals.start).days + 1)
    step = wanted.step if wanted.step in fitting else fitting[0]
    line = _line(client, wanted, totals.start, totals.end, step)
    points = line.points
    begun = [point for point in points if point.at <= now] or points[:1]  # hours to come are not zero
    alone = _ALONE.get(wanted.value_of(SOURCE) or "", "")
    previous: list[TimelinePoint] = []
    if wanted.compare and wanted.span != "all" and base.comparable:
        before = totals.previous_start, totals.previous_end
        previous = _line(client, wanted, *before, step).points[: len(points)]
        if step == "hour" and not hours_known(client, previous, **_asked(wanted, *before)):
            previous = []
    return Timeline(
        step=step,
        starts=tuple(point.at.astimezone(now.tzinfo) if step == "hour" else point.at for point in points),
        scans=tuple(point.scans for point in begun),
        clicks=tuple(point.clicks for point in begun),
        bots=_known([point.bots for point in begun]),
        previous=tuple(point.clicks if alone == "click" else point.scans for point in previous),
        visitors=_known([point.visitors for point in begun]),
        unfinished=totals.end >= base.today,
        alone=alone,
        known_from=_known_from(line, now.tzinfo),
    )


def _known_from(line: TimelineView, zone: tzinfo | None) -> int:
    """Return the first step with hits that count: of those before it the single hits have been deleted."""
    first = line.exact_from
    if first is None:
        return 0
    if first > line.end:
        return len(line.points)
    days = [(point.at.astimezone(zone) if line.step == "hour" else point.at).date() for point in line.points]
    if line.step == "hour":
        return sum(day < first for day in days)
    return max(0, sum(day <= first for day in days) - 1)  # a week may begin before it


def hours_known(client: Client, points: Sequence[TimelinePoint], **asked: Any) -> bool:
    """Whether the hours of all hits in ``points`` are known: what another program counted tells its day alone."""
    counted = sum(point.scans + point.clicks for point in points)
    return not counted or sum(map(sum, client.analytics.heatmap(PeriodQuery(**asked)).rows)) >= counted


def _known(counts: Sequence[int | None]) -> tuple[int, ...]:
    """Return the counts of each step; nothing where they are not known."""
    known = [count for count in counts if count is not None]
    return tuple(known) if len(known) == len(counts) else ()


def _line(client: Client, wanted: Wanted, start: date, end: date, step: Cut) -> TimelineView:
    return client.analytics.timeline(TimelineQuery(**_asked(wanted, start, end), step=step))


def _domain(wanted: Wanted) -> dict[str, str]:
    return {"domain": wanted.scope.key} if wanted.scope.kind == "domain" else {}


def _has_hits(client: Client, wanted: Wanted) -> bool:
    if wanted.scope.kind not in {"", "link"}:
        return True  # its days may lie before this period: the page says there is nothing in it
    return bool(client.analytics.hits(HitQuery(link_id=wanted.link_id or None, limit=1)).hits)


def _newest_link(client: Client) -> str:
    found = client.links.list(LinkQuery(limit=1)).data
    return found[0].id if found else ""


def zone_of(name: str) -> ZoneInfo:
    """Return the time zone of that name."""
    try:
        return ZoneInfo(name)
    except ZoneInfoNotFoundError:  # a computer without a zone database: the numbers are right, the hours are UTC
        return ZoneInfo("UTC")
