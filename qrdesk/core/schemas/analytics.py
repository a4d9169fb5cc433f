"""Numbers about hits, as callers ask for and see them. Bots are counted apart, never added in."""

from datetime import date
from enum import StrEnum
from typing import Annotated, Literal

from pydantic import BeforeValidator, Field, ValidationInfo

from qrdesk.core.schemas.base import Instant, Query, View

Value = Annotated[
    str | None,
    Field(
        default=None,
        max_length=253,
        description="Only hits with this value, as `/analytics/top` tells it; empty: those of which it is not known, "
        "or that have none.",
    ),
]


def _not_empty(value: object, field: ValidationInfo) -> object:
    if isinstance(value, str) and not value.strip():
        noun = (field.field_name or "").removesuffix("_id")
        raise ValueError(f"Name a {noun}, or leave this out.")
    return value


# Never empty: who sends the name in a variable that is not set would take everybody's numbers for those of one.
Named = Annotated[str | None, BeforeValidator(_not_empty)]


class Dimension(StrEnum):
    """What hits can be counted by: each is a column of the day's sums, and a filter of that name."""

    DEVICE = "device"
    OS = "os"
    OS_VERSION = "os_version"
    BROWSER = "browser"
    BROWSER_VERSION = "browser_version"
    IN_APP = "in_app"
    LANGUAGE = "language"
    COUNTRY = "country"
    REGION = "region"
    CITY = "city"
    REFERRER = "referrer"
    REFERRER_CLASS = "referrer_class"
    UTM_SOURCE = "utm_source"
    UTM_MEDIUM = "utm_medium"
    UTM_CAMPAIGN = "utm_campaign"
    UTM_TERM = "utm_term"
    UTM_CONTENT = "utm_content"
    DESTINATION = "destination"
    RULE = "rule"
    VARIANT = "variant"
    CODE = "code"


class PeriodQuery(Query):
    """Which hits: a span of days of the workspace's time zone, both ends in it, and what they have in common.

    A value that is sent empty, as ``country=``, asks for hits of which it is not known, or that have none; a link,
    folder, tag or domain has to be named.
    """

    start: date | None = Field(
        default=None, description="First day, by the workspace's clock; left out: 29 days before the last."
    )
    end: date | None = Field(default=None, description="Last day; left out: today.")
    link_id: Named = Field(
        default=None,
        min_length=1,
        max_length=2048,
        description="Only this link (id, slug or whole address; of a deleted one the id).",
    )
    folder: Named = Field(
        default=None, min_length=1, max_length=200, description="Only links in this folder (id or name)."
    )
    tag: Named = Field(default=None, min_length=1, max_length=200, description="Only links with this tag (id or word).")
    domain: Named = Field(
        default=None, min_length=1, max_length=260, description="Only links of this domain (id or host)."
    )
    source: Literal["scan", "click"] | None = Field(default=None, description="Only scans, or only clicks.")
    device: Value = None
    os: Value = None
    os_version: Value = None
    browser: Value = None
    browser_version: Value = None
    in_app: Value = None
    language: Value = None
    country: Value = None
    region: Value = None
    city: Value = None
    referrer: Value = None
    referrer_class: Value = None
    utm_source: Value = None
    utm_medium: Value = None
    utm_campaign: Value = None
    utm_term: Value = None
    utm_content: Value = None
    destination: Value = None
    rule: Value = None
    variant: Value = None
    code: Value = None


class TotalsQuery(PeriodQuery):
    """A span, and what it is compared with."""

    compare: Literal["before", "year"] = Field(
        default="before", description="With the span of the same length before it, or the same days a year before."
    )


class TimelineQuery(PeriodQuery):
    """A span cut into steps."""

    step: Literal["hour", "day", "week", "month"] = Field(default="day", description="How long each step is.")


class TopQuery(PeriodQuery):
    """The most frequent values of one dimension."""

    dimension: Dimension = Field(description="What hits are told apart by.")
    limit: int = Field(default=10, ge=1, le=200, description="So many values at most.")


class LeadersQuery(PeriodQuery):
    """The links with most hits."""

    limit: int = Field(default=10, ge=1, le=200, description="So many links at most.")


class Answer(View):
    """What an answer rests on."""

    start: date
    end: date
    exact_from: date | None = Field(
        description="Set where single hits had to be read and the older ones have been deleted: the answer is about "
        "hits from this day on.",
    )


class TotalsView(Answer):
    """Sums over a period, and over the one it is compared with.

    A visitor is told from others for one day only: who comes on two days is two visitors. Hits imported from another
    program are in the sums, unless hits are chosen by a value, or by two of folder, tag and domain.
    """

    scans: int
    clicks: int
    bots: int | None = Field(description="Null, as nobody tells, where hits are chosen by their source or by a value.")
    visitors: int | None = Field(
        description="The different visitors of each day, added up; null where they are not known: when hits are chosen "
        "by their source or by one value, when more than three million hits have to be looked at, and for a while "
        "after links of the group have changed.",
    )
    previous_start: date
    previous_end: date
    previous_scans: int
    previous_clicks: int
    previous_bots: int | None
    previous_visitors: int | None = Field(description="Null wherever `visitors` is.")


class TimelinePoint(View):
    """One step of a timeline."""

    at: Instant = Field(description="When the step begins, by the clock of the workspace.")
    scans: int
    clicks: int
    bots: int | None = Field(description="Null where totals have none.")
    visitors: int | None = Field(
        default=None, description="Null for hours, as they are counted by the day, and where totals have none."
    )


class TimelineView(Answer):
    """Hits over time; steps without hits are there with zeros. Imported hits are among them as in totals."""

    step: Literal["hour", "day", "week", "month"]
    points: list[TimelinePoint]


class TopRow(View):
    """One value and its hits. An empty value is “unknown”, or “none”."""

    value: str = Field(
        description="For rules, variants and codes the id. “other” is all beyond the 200 that are kept for a day."
    )
    label: str = Field(default="", description="For rules, variants and codes the name, or where they lead.")
    hits: int
    scans: int
    clicks: int
    share: float = Field(description="Part of `total`, 0 to 1.")


class TopView(Answer):
    """The most frequent values, largest first. Hits imported from another program are not among them.

    Where an empty value means that there is none, as with campaigns and rules, hits without one are not among them
    either.
    """

    dimension: Dimension
    total: int = Field(description="All hits of the period that have a value; one that is unknown is a value too.")
    rows: list[TopRow]
    more: int = Field(description="Values not shown.")
    attribution: str = Field(
        default="", description="Whose data told the places, and where they are; show it on the same page."
    )


class LeaderRow(View):
    """One link and its hits."""

    link_id: str
    title: str = Field(description="The link's title, or its slug.")
    hits: int
    scans: int
    clicks: int
    bots: int | None = Field(description="Null where hits are chosen by their source or by a value.")


class LeadersView(Answer):
    """The links with most hits, first."""

    rows: list[LeaderRow]


class HeatmapView(Answer):
    """Hits by weekday and hour of the workspace's time zone, without those imported from another program."""

    rows: list[list[int]] = Field(description="Seven rows, Monday first, of 24 sums of scans and clicks.")


class HitQuery(Query):
    """The latest hits, or those after a cursor."""

    after: str | None = Field(
        default=None, max_length=200, description="The last answer's `cursor`: only hits that came in since."
    )
    link_id: Named = Field(
        default=None, min_length=1, max_length=2048, description="Only this link (id, slug or whole address)."
    )
    limit: int = Field(default=50, ge=1, le=500, description="So many hits at most.")


class ExportQuery(PeriodQuery):
    """Which hits to write to a file, and how."""

    format: Literal["csv", "jsonl"] = Field(default="csv", description="CSV, or a line of JSON for each hit.")


class HitView(View):
    """One answered scan or click. Of one that was only counted nothing else is known."""

    id: str = Field(description="The same for this hit wherever it is told.")
    at: Instant
    link_id: str
    title: str = Field(description="The link's title, or its slug.")
    source: Literal["scan", "click"]
    bot: bool
    country: str
    region: str = ""
    city: str = ""
    device: str
    os: str
    os_version: str = ""
    browser: str
    browser_version: str = ""
    in_app: str = ""
    language: str
    referrer_host: str
    referrer_class: str = ""
    utm_source: str = ""
    utm_medium: str = ""
    utm_campaign: str = ""
    utm_term: str = ""
    utm_content: str = ""
    destination: str = ""
    rule: str = Field(default="", description="Id of the rule that led the visitor on; empty: the destination.")
    variant: str = Field(default="", description="Id of the variant that was picked.")
    code: str = Field(default="", description="Id of the code with an address of its own that was scanned.")


class HitFeed(View):
    """Hits, newest first.

    Where more than `limit` have come in since the cursor, these are the oldest of them, and the next question gets the
    rest: whoever goes on asking with the last cursor gets every hit once.
    """

    hits: list[HitView]
    cursor: str = Field(
        description="Send it as `after` to get only what has come in since. Another text each time, URL-safe, under 80 "
        "characters; it is good for this workspace on this server alone."
    )
    more: bool = Field(default=False, description="There may be more already: ask again at once.")


class MissQuery(Query):
    """Which visits that were led nowhere."""

    start: date | None = Field(
        default=None, description="First day, by the workspace's clock; left out: 29 days before the last."
    )
    end: date | None = Field(default=None, description="Last day; left out: today.")
    domain: Named = Field(default=None, min_length=1, max_length=260, description="Only this domain (id or host).")
    limit: int = Field(default=50, ge=1, le=200, description="So many addresses at most.")


class MissRow(View):
    """An address that nobody made, and how often it was asked for."""

    host: str
    slug: str = Field(description="Empty: addresses beyond the 200 that are kept for a day, taken together.")
    hits: int
    bots: int


class ShutRow(View):
    """A link that led nowhere when it was asked for, and how often that was."""

    link_id: str = Field(description="Empty: no link has this address now.")
    title: str
    host: str
    slug: str = Field(description="As it was asked for. Empty: addresses beyond the 1000 kept for a day, together.")
    hits: int
    bots: int


class MissView(View):
    """Visits that were led nowhere, apart from all others: they are no hits."""

    start: date
    end: date
    misses: int = Field(description="Visits of addresses that nobody made, bots left out.")
    index: int = Field(description="Visits of a domain without an address behind it, bots left out.")
    shut: int = Field(
        description="Visits of links that led nowhere: paused, not begun, ended, used up, archived, deleted, blocked, "
        "or leading in a circle. Bots left out. Where their domain names a page for that, it was shown."
    )
    bots: int = Field(description="Of all of these.")
    rows: list[MissRow]
    shut_rows: list[ShutRow]
