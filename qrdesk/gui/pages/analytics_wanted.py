"""What the Analytics page is asked for: a period, whose hits, what they have in common, and in which steps."""

from dataclasses import dataclass, replace
from datetime import date, timedelta
from typing import Any, Literal

from qrdesk.client import Dimension, PeriodQuery
from qrdesk.core.schemas.analytics import HitView
from qrdesk.gui.charts.theme import Step

SpanKey = Literal["today", "week", "month", "quarter", "year", "all", "custom"]
Comparison = Literal["", "before", "year"]
ScopeKind = Literal["", "link", "folder", "tag", "domain"]

DAYS: dict[SpanKey, int] = {"today": 1, "week": 7, "month": 30, "quarter": 90, "year": 365}
SPANS: tuple[SpanKey, ...] = (*DAYS, "all", "custom")
COMPARISONS: tuple[Comparison, ...] = ("", "before", "year")
SOURCE = "source"  # a filter beside the dimensions: scan or click
OTHER = "other"  # what stands for all values beyond those that are kept
TOP_ROWS = 7
ALL_ROWS = 200
MOST_DAYS = 3700  # the server answers for no longer period
_MOST_HOURLY, _MOST_DAILY, _MOST_WEEKLY = 366, 400, 1200  # days
_IN_HITS = {Dimension.REFERRER.value: "referrer_host"}  # where hits call it by another name
_SCOPES: dict[ScopeKind, str] = {"link": "link_id", "folder": "folder", "tag": "tag", "domain": "domain"}


@dataclass(frozen=True)
class Scope:
    """Whose hits: all, or those of a link, a folder, a tag or a domain. ``key`` is its id."""

    kind: ScopeKind = ""
    key: str = ""

    def text(self) -> str:
        """Return it as one word, as the chooser keeps it; empty for all."""
        return f"{self.kind}:{self.key}" if self.kind else ""

    @classmethod
    def of(cls, text: str) -> "Scope":
        """Return what ``text`` stands for."""
        kind, mark, key = text.partition(":")
        return next((cls(known, key) for known in _SCOPES if mark and kind == known), cls())


@dataclass(frozen=True)
class Filter:
    """What the hits counted have in common. An empty value is “unknown”; ``words`` names values that are ids."""

    field: str  # a dimension, or ``SOURCE``
    value: str
    words: str = ""

    @property
    def dimension(self) -> Dimension | None:
        """The dimension; None for scan or click."""
        return None if self.field == SOURCE else Dimension(self.field)

    def fits(self, hit: HitView) -> bool:
        """Whether a single hit is among those counted."""
        return getattr(hit, _IN_HITS.get(self.field, self.field)) == self.value


@dataclass(frozen=True)
class Wanted:
    """What is asked for. ``start`` and ``end`` hold for a span of one's own choice alone."""

    span: SpanKey = "month"
    start: date | None = None
    end: date | None = None
    scope: Scope = Scope()
    filters: tuple[Filter, ...] = ()
    compare: Comparison = "before"
    step: Step | None = None  # None: what fits the period
    dimensions: tuple[Dimension, ...] = ()
    whole: frozenset[Dimension] = frozenset()  # of these all rows, not the first few

    def with_filter(self, chosen: Filter) -> "Wanted":
        """Return it narrowed; what is chosen already is let go, another value takes the place of the one before."""
        others = tuple(one for one in self.filters if one.field != chosen.field)
        known = any((one.field, one.value) == (chosen.field, chosen.value) for one in self.filters)
        return replace(self, filters=others if known else (*others, chosen))

    def without(self, field: str) -> "Wanted":
        """Return it without the filter of ``field``."""
        return replace(self, filters=tuple(one for one in self.filters if one.field != field))

    def is_about(self, other: "Wanted") -> bool:
        """Whether both are about the same hits, however they are shown."""
        mine, theirs = ((one.span, one.start, one.end, one.scope, one.filters) for one in (self, other))
        return mine == theirs

    def value_of(self, field: str) -> str | None:
        """Return the value filtered by; None where there is no such filter."""
        return next((one.value for one in self.filters if one.field == field), None)

    @property
    def link_id(self) -> str:
        """The link whose hits are wanted; empty for others too."""
        return self.scope.key if self.scope.kind == "link" else ""

    def scoped(self) -> dict[str, Any]:
        """Return whose hits, as queries say it."""
        return {_SCOPES[self.scope.kind]: self.scope.key} if self.scope.kind else {}

    def narrowed(self) -> dict[str, Any]:
        """Return whose hits and which, as queries say it."""
        return self.scoped() | {one.field: one.value for one in self.filters}

    def query(self, start: date, end: date) -> PeriodQuery:
        """Return the question about a span of days."""
        return PeriodQuery(start=start, end=end, **self.narrowed())


def steps_for(days: int) -> list[Step]:
    """Return the steps that a period of so many days can be cut into, the usual one first."""
    if days <= 2:
        return ["hour", "day"]
    fitting: list[Step] = ["day", "week"]
    if days <= _MOST_HOURLY:
        fitting.append("hour")
    if days > 31:
        fitting.append("month")
    usual: Step = "day" if days <= _MOST_DAILY else "week" if days <= _MOST_WEEKLY else "month"
    return [usual, *(step for step in fitting if step != usual)]


def last_week(today: date, first: int) -> tuple[date, date]:
    """Return first and last day of the last whole week; its days begin with ``first``, where 1 is Monday."""
    begun = today - timedelta(days=(today.isoweekday() - first) % 7)
    return begun - timedelta(days=7), begun - timedelta(days=1)


def year_before(day: date) -> date:
    """Return the same day a year before; of 29 February the 28th."""
    try:
        return day.replace(year=day.year - 1)
    except ValueError:
        return day - timedelta(days=366)
