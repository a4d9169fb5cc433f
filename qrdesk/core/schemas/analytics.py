"""Numbers about hits, as callers ask for and see them. Bots are counted apart, never added in."""

from datetime import date
from enum import StrEnum
from typing import Literal

from pydantic import Field

from qrdesk.core.schemas.base import Instant, Query, View


class Dimension(StrEnum):
    """What hits can be counted by."""

    COUNTRY = "country"
    DEVICE = "device"
    OS = "os"
    BROWSER = "browser"
    LANGUAGE = "language"
    REFERRER = "referrer"
    RULE = "rule"
    VARIANT = "variant"


class PeriodQuery(Query):
    """Which hits: a span of days (both ends in it) and, perhaps, one link."""

    start: date | None = Field(default=None, description="First day; left out: 29 days before the last.")
    end: date | None = Field(default=None, description="Last day; left out: today.")
    link_id: str = Field(default="", max_length=200, description="Only this link (id or slug).")


class TimelineQuery(PeriodQuery):
    """A span cut into steps."""

    step: Literal["hour", "day"] = "day"


class TopQuery(PeriodQuery):
    """The most frequent values of one dimension."""

    dimension: Dimension
    limit: int = Field(default=10, ge=1, le=200)


class TotalsView(View):
    """Sums over a period, and over the period of the same length before it."""

    start: date
    end: date
    scans: int
    clicks: int
    bots: int
    previous_scans: int
    previous_clicks: int
    previous_bots: int


class TimelinePoint(View):
    """One step of a timeline."""

    at: Instant = Field(description="When the step begins.")
    scans: int
    clicks: int
    bots: int


class TimelineView(View):
    """Hits over time; steps without hits are there with zeros."""

    step: Literal["hour", "day"]
    points: list[TimelinePoint]


class TopRow(View):
    """One value and its hits. An empty value is “unknown”."""

    value: str = Field(description="For rules and variants the id.")
    label: str = Field(default="", description="For rules and variants the name, or where they lead; else empty.")
    hits: int
    scans: int
    clicks: int
    share: float = Field(description="Part of all hits of the period, 0 to 1.")


class TopView(View):
    """The most frequent values, largest first. Hits imported from another program are not among them."""

    dimension: Dimension
    total: int = Field(description="All hits of the period that have a value; one that is unknown is a value too.")
    rows: list[TopRow]
    more: int = Field(description="Values not shown.")
    attribution: str = Field(
        default="", description="Whose data told the countries, and where they are; show it on the same page."
    )


class HitQuery(Query):
    """The latest hits, or those after a cursor."""

    after: int | None = Field(
        default=None, ge=0, lt=1 << 63, description="The last answer's `cursor`: only newer hits."
    )
    link_id: str = Field(default="", max_length=200)
    limit: int = Field(default=50, ge=1, le=500)


class HitView(View):
    """One answered scan or click."""

    id: str
    at: Instant
    link_id: str
    title: str = Field(description="The link's title, or its slug.")
    source: Literal["scan", "click"]
    bot: bool
    country: str
    device: str
    os: str
    browser: str
    language: str
    referrer_host: str
    rule: str = Field(default="", description="Id of the rule that led the visitor on; empty: the destination.")
    variant: str = Field(default="", description="Id of the variant that was picked.")


class HitFeed(View):
    """Hits, newest first."""

    hits: list[HitView]
    cursor: int = Field(description="Send it as `after` to get only what is newer.")
