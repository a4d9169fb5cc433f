"""Numbers about hits. Bots are counted apart, never added in.

What the sums of days can tell they tell; the hits themselves are read only for what is left (see hit_queries).
"""

from collections.abc import Callable, Mapping
from datetime import date, datetime, timedelta
from typing import TypeVar

from qrdesk.core.context import Context
from qrdesk.core.errors import Invalid
from qrdesk.core.geo import ATTRIBUTION
from qrdesk.core.hits.days import moment_of, number_of
from qrdesk.core.schemas.analytics import (
    Dimension,
    HeatmapView,
    PeriodQuery,
    TimelinePoint,
    TimelineQuery,
    TimelineView,
    TopQuery,
    TopRow,
    TopView,
    TotalsQuery,
    TotalsView,
)
from qrdesk.core.services import analytics_questions, analytics_sums, hit_queries, rule_labels
from qrdesk.core.services.analytics_questions import Counts, Question
from qrdesk.core.services.hit_queries import Search
from qrdesk.core.services.periods import Period

_MAX_HOURLY_DAYS = 366
_PLACES = frozenset({Dimension.COUNTRY, Dimension.REGION, Dimension.CITY})
T = TypeVar("T")


def get_totals(ctx: Context, query: TotalsQuery) -> TotalsView:
    """Return the sums of a period and of the one it is compared with.

    Raises:
        NotFound: no such link, folder, tag, domain, rule, variant or code.
        Invalid: the period makes no sense.
        QueryTooLong, Busy: hits had to be read, and it took too long.
    """
    question = analytics_questions.read(ctx, query)
    period = question.period
    other = period.year_before if query.compare == "year" else period.before
    now, from_hits = _by_day(question)
    then, then_from_hits = _by_day(question.during(other))
    counts = analytics_sums.total(now.values(), _nothing(question, now, from_hits))
    before = analytics_sums.total(then.values(), _nothing(question, then, then_from_hits))
    if counts.visitors is None:  # what cannot be compared is not told
        before = before._replace(visitors=None)
    return TotalsView(
        start=period.start,
        end=period.end,
        exact_from=hit_queries.exact_from(question, other) if from_hits or then_from_hits else None,
        **counts._asdict(),
        previous_start=other.start,
        previous_end=other.end,
        **{f"previous_{name}": count for name, count in before._asdict().items()},
    )


def get_timeline(ctx: Context, query: TimelineQuery) -> TimelineView:
    """Return hits by hour, day, week (from Monday) or month of the workspace's time zone, with zeros between them.

    The first week or month begins with the period.

    Raises:
        NotFound: no such link, folder, tag, domain, rule, variant or code.
        Invalid: the period makes no sense, or is too long for hours.
        QueryTooLong, Busy: hits had to be read, and it took too long.
    """
    question = analytics_questions.read(ctx, query)
    period = question.period
    if query.step == "hour":
        if period.days > _MAX_HOURLY_DAYS:
            raise Invalid.field("step", f"By the hour, a period of up to {_MAX_HOURLY_DAYS} days can be shown.")
        hours, from_hits = _answer(question, analytics_sums.by_hour(question), hit_queries.by_hour)
        nothing = Counts(bots=None if question.chosen else 0, visitors=None)
        steps = [(moment_of(hour, period.zone), hours.get(hour, nothing)) for hour in range(*period.hours)]
    else:
        days, from_hits = _by_day(question)
        steps = _steps(period, query.step, days, _nothing(question, days, from_hits))
    return TimelineView(
        start=period.start,
        end=period.end,
        exact_from=hit_queries.exact_from(question) if from_hits else None,
        step=query.step,
        points=[TimelinePoint(at=at, **counts._asdict()) for at, counts in steps],
    )


def get_top(ctx: Context, query: TopQuery) -> TopView:
    """Return the most frequent values of one dimension, by the same days as totals and timelines.

    Raises:
        NotFound: no such link, folder, tag, domain, rule, variant or code.
        Invalid: the period makes no sense.
        QueryTooLong, Busy: hits had to be read, and it took too long.
    """
    question, dimension = analytics_questions.read(ctx, query), query.dimension
    found, from_hits = _answer(
        question,
        analytics_sums.by_value(question, dimension.value),
        lambda search: hit_queries.by_value(search, dimension.value),
    )
    if not analytics_sums.has_unknown(dimension.value) and dimension.value not in question.values:
        found = {value: pair for value, pair in found.items() if value}
    counted = [(value, scans, clicks) for value, (scans, clicks) in found.items() if scans or clicks]
    best = sorted(counted, key=lambda row: (-row[1] - row[2], row[0]))
    total = sum(scans + clicks for _, scans, clicks in best)
    shown = best[: query.limit]
    labels = rule_labels.labels(ctx, dimension, [value for value, _, _ in shown], question.link)
    return TopView(
        start=question.period.start,
        end=question.period.end,
        exact_from=hit_queries.exact_from(question) if from_hits else None,
        dimension=dimension,
        total=total,
        rows=[
            TopRow(value=value, label=labels.get(value, ""), hits=s + c, scans=s, clicks=c, share=(s + c) / total)
            for value, s, c in shown
        ],
        more=len(best) - len(shown),
        attribution=f"{ATTRIBUTION.text} ({ATTRIBUTION.url})" if dimension in _PLACES else "",
    )


def get_heatmap(ctx: Context, query: PeriodQuery) -> HeatmapView:
    """Return hits by weekday and hour of the workspace's time zone.

    Raises:
        NotFound: no such link, folder, tag, domain, rule, variant or code.
        Invalid: the period makes no sense.
        QueryTooLong, Busy: hits had to be read, and it took too long.
    """
    question = analytics_questions.read(ctx, query)
    hours, from_hits = _answer(question, analytics_sums.by_week_hour(question), hit_queries.by_week_hour)
    return HeatmapView(
        start=question.period.start,
        end=question.period.end,
        exact_from=hit_queries.exact_from(question) if from_hits else None,
        rows=[hours[start : start + 24] for start in range(0, len(hours), 24)],
    )


def _answer(question: Question, told: T | None, ask: Callable[[Search], T]) -> tuple[T, bool]:
    """Return what the sums told, else what hits say; and whether hits were read."""
    if told is not None:
        return told, False
    with hit_queries.searching(question) as search:
        return ask(search), True


def _by_day(question: Question) -> tuple[dict[int, Counts], bool]:
    return _answer(question, analytics_sums.by_day(question), hit_queries.by_day)


def _steps(period: Period, step: str, days: Mapping[int, Counts], nothing: Counts) -> list[tuple[datetime, Counts]]:
    found: dict[date, Counts] = {}
    for day in period.dates:
        begins = max(period.start, _begins(day, step))
        found[begins] = found.get(begins, nothing).plus(days.get(number_of(day), nothing))
    return [(datetime(day.year, day.month, day.day, tzinfo=period.zone), counts) for day, counts in found.items()]


def _begins(day: date, step: str) -> date:
    if step == "month":
        return day.replace(day=1)
    return day - timedelta(days=day.weekday()) if step == "week" else day


def _nothing(question: Question, days: Mapping[int, Counts], from_hits: bool) -> Counts:
    """Return the counts of a day without hits; what is not told of other days, or would not be, is not of this one."""
    told = from_hits or question.nobody or not question.chosen
    visitors = 0 if told and not any(one.visitors is None for one in days.values()) else None
    return Counts(bots=None if question.chosen else 0, visitors=visitors)
