"""Links as callers write and see them."""

from enum import StrEnum
from typing import Annotated, Literal

from pydantic import AfterValidator, Field

from qrdesk.core.schemas.base import Draft, Instant, PageQuery, Patch, Query, View
from qrdesk.core.schemas.lines import AS_KEPT, OneLine, one_line
from qrdesk.core.schemas.rules import DeepLinks, DestinationType, Rules, Social, Utm


def _tags(tags: tuple[str, ...]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(filter(None, tags)))


Title = Annotated[OneLine, Field(max_length=200, description="What people in the office call it.")]
Note = Annotated[str, Field(max_length=2000, description="Anything worth remembering.")]
Destination = Annotated[
    str,
    Field(
        description="The http(s) page it leads to; or, as its type says, a mail address, a number, an app's address.",
        examples=["https://example.com/menu"],
    ),
]
TagName = Annotated[str, Field(min_length=1, max_length=50), AfterValidator(one_line)]
Tags = Annotated[
    tuple[TagName, ...],
    AfterValidator(_tags),
    Field(
        max_length=50, description="Words to find it by; those that are new are made.", examples=[["summer", "menu"]]
    ),
]
SlugText = Annotated[
    str,
    Field(description="Behind the slash; left out: six letters that can be read aloud.", examples=["menu"]),
]
StartsAt = Annotated[
    Instant,
    Field(description="Before, visitors read that it is not open yet.", examples=["2026-06-01T08:00:00+02:00"]),
]
EndsAt = Annotated[
    Instant,
    Field(
        description="From then on it leads to `expired_destination`, else to its domain's fallback, else to a page.",
        examples=["2026-09-01T00:00:00+02:00"],
    ),
]
ZoneName = Annotated[str, Field(max_length=64, description="Time zone of its rules; empty: the workspace's.")]
HitLimit = Annotated[
    int,
    Field(
        ge=1,
        le=10**9,
        description="After this many hits it has ended, see `ends_at`. Bots use them up too, though `hit_count` leaves "
        "them out.",
        examples=[100],
    ),
]
Password = Annotated[
    str,
    Field(
        min_length=1,
        max_length=200,
        description="Asked of every visitor; never shown again.",
        examples=["open sesame"],
    ),
]
Forward = Annotated[
    Literal["off", "utm", "all"],
    Field(description="Which parameters of the short address go along to the destination."),
]
Winner = Annotated[
    Literal["link", "visitor"], Field(description="Whose value stays where both have the same parameter.")
]
CountOnly = Annotated[
    bool,
    Field(description="Its scans and clicks are counted, and nothing is noted of who came: no device, place or page."),
]
Elsewhere = Annotated[str, Field(max_length=2048)]


class LinkState(StrEnum):
    """What a visitor meets."""

    LIVE = "live"
    PAUSED = "paused"
    SCHEDULED = "scheduled"
    EXPIRED = "expired"
    USED_UP = "used_up"
    SUSPENDED = "suspended"
    ARCHIVED = "archived"
    DELETED = "deleted"


class TargetStatus(StrEnum):
    """What the last check of a destination found."""

    UNKNOWN = "unknown"
    UP = "up"
    FAILING = "failing"
    DOWN = "down"


class LinkDraft(Draft):
    """A new link."""

    destination: Destination
    slug: SlugText | None = None
    host: str | None = Field(default=None, max_length=260, description="One of your domains; else the default one.")
    title: Title = ""
    note: Note = ""
    tags: Tags = ()
    destination_type: DestinationType = DestinationType.URL
    folder: str | None = Field(default=None, max_length=60, description="Id or name of a folder.")
    rules: Rules = ()
    time_zone: ZoneName = ""
    starts_at: StartsAt | None = None
    ends_at: EndsAt | None = None
    expired_destination: Elsewhere = Field(default="", description="Where it leads once it has ended or is used up.")
    fallback_destination: Elsewhere = Field(default="", description="Where it leads while its destination is down.")
    hit_limit: HitLimit | None = None
    password: Password | None = None
    utm: Utm = Utm()
    forward_query: Forward = "off"
    query_winner: Winner = "link"
    deep_links: DeepLinks = DeepLinks()
    hidden: bool = Field(default=False, description="The destination is shown in a frame; the short address stays.")
    social: Social = Social()
    remember_visitors: bool = Field(
        default=False,
        description="A cookie tells returning visitors for a year; who asks not to be tracked gets none.",
    )
    count_only: CountOnly = False


class LinkPatch(Patch):
    """Changes to a link. Another slug leaves the old one working."""

    NOT_TEXT = {  # noqa: RUF012 - a ClassVar of the base
        "tags": "a list",
        "rules": "a list",
        "utm": "an object",
        "deep_links": "an object",
        "social": "an object",
        "hidden": "true or false",
        "remember_visitors": "true or false",
        "count_only": "true or false",
    }
    CLEARED_BY_NULL = frozenset({"folder", "starts_at", "ends_at", "hit_limit", "password"})
    destination: Destination | None = None
    destination_type: DestinationType | None = Field(
        default=None, description="Left out: a destination with http(s):// is a URL, any other is read as it was."
    )
    slug: SlugText | None = None
    title: Title | None = None
    note: Note | None = None
    tags: Tags | None = None
    folder: str | None = Field(default=None, max_length=60, description="Id or name; null takes it out of its folder.")
    rules: Rules | None = None
    time_zone: ZoneName | None = None
    starts_at: StartsAt | None = None
    ends_at: EndsAt | None = None
    expired_destination: Elsewhere | None = None
    fallback_destination: Elsewhere | None = None
    hit_limit: HitLimit | None = None
    password: Password | None = None
    utm: Utm | None = None
    forward_query: Forward | None = None
    query_winner: Winner | None = None
    deep_links: DeepLinks | None = None
    hidden: bool | None = None
    social: Social | None = None
    remember_visitors: bool | None = None
    count_only: CountOnly | None = None


class AliasDraft(Draft):
    """One more address of a link."""

    slug: SlugText


class LinkQuery(PageQuery):
    """Which links, and in what order."""

    search: str = Field(default="", max_length=200, description="In title, slug, destination, note and tags.")
    state: LinkState | Literal["current", "any"] = Field(
        default="current", description="`current`: neither archived nor deleted ones. `any`: all but deleted ones."
    )
    tag: str = Field(default="", max_length=50, description="Only links with this tag.")
    folder: str = Field(default="", max_length=60, description="Id or name of a folder; `none` for links in no folder.")
    target: TargetStatus | None = Field(default=None, description="What the last check of the destination found.")
    host: str = Field(default="", max_length=260, description="Only links of the domain with this host.")
    printed: bool | None = Field(default=None, description="Only links with, or without, an exported code.")
    sort: Literal["created_at", "-created_at", "hit_count", "-hit_count", "title", "-title"] = Field(
        default="-created_at", description="In this order; with a minus the other way round."
    )


class TargetView(View):
    """What the last checks of a link's destination found."""

    status: TargetStatus
    detail: str = Field(description="In words: what the destination answered.")
    http_status: int | None
    checked_at: Instant | None
    down_since: Instant | None
    on_fallback: bool = Field(description="Visitors are sent to the fallback destination meanwhile.")


class FolderBrief(View):
    """The folder a link is in."""

    id: str
    name: str
    colour: str


class PrintedView(View):
    """A code of a link that was exported, and may be on paper by now."""

    code_id: str
    name: str = Field(description="What the code is called; may be empty.")
    printed_at: Instant
    export_count: int


class LinkView(View):
    """A link."""

    id: str = Field(examples=["lnk_8X3k9pLMw7"])
    uuid: str
    slug: str
    aliases: list[str] = Field(description="Older slugs that still lead here.")
    host: str
    short_url: str = Field(examples=["https://go.example.com/lunch"])
    code_url: str = Field(description="What its codes carry: a hit there counts as a scan.")
    destination: str
    title: str
    note: str
    tags: list[str]
    state: LinkState
    destination_type: DestinationType
    folder: FolderBrief | None
    rules: Annotated[Rules, AS_KEPT]
    time_zone: str
    starts_at: Instant | None
    ends_at: Instant | None
    expired_destination: str
    fallback_destination: str
    hit_limit: int | None
    hits_used: int = Field(description="Of the hit limit; counted while there is one.")
    has_password: bool
    utm: Annotated[Utm, AS_KEPT]
    forward_query: Forward
    query_winner: Winner
    deep_links: DeepLinks
    hidden: bool
    social: Annotated[Social, AS_KEPT]
    remember_visitors: bool
    count_only: bool
    final_url: str = Field(description="The destination with its campaign parameters, as visitors are sent there.")
    target: TargetView
    suspended_reason: str
    warnings: list[str] = Field(description="What to know about the change just made, in words; else empty.")
    hit_count: int = Field(description="Scans and clicks so far, bots left out.")
    printed_at: Instant | None = Field(description="When a code of it was last exported.")
    printed: list[PrintedView] = Field(description="Its exported codes, the last one first.")
    created_at: Instant
    updated_at: Instant


class ErasedView(View):
    """What was forgotten of a link."""

    id: str
    erased: int = Field(description="Scans, clicks and bots, those brought from another program included.")
    shut: int = Field(description="Visits that came while it led nowhere, bots included: they were no hits.")


class LinkSummary(View):
    """The hits of one link at a glance, bots left out."""

    link_id: str
    total_hits: int
    scans: int
    clicks: int
    bots: int
    last_7_days: int
    last_30_days: int
    daily: list[int] = Field(description="Hits of the last 30 days, oldest first, today last.")
    address: str = Field(description="Host and slug.", examples=["go.example.com/lunch"])
    title: str
    deleted: bool = Field(description="The link was deleted; its hits are still there.")


class SparklineQuery(Query):
    """Which links to show as small charts."""

    links: str = Field(max_length=4000, description="Ids, separated by commas; 200 at most.")


class SlugView(View):
    """Whether an address can still be had."""

    slug: str
    host: str
    free: bool
    reason: str = Field(description="Why not, in words; empty when it is free.")
    suggestions: list[str] = Field(description="Free ones like it.")


class SlugQuery(Query):
    """An address somebody would like."""

    slug: str = Field(max_length=200, description="The part after the host.")
    host: str | None = Field(
        default=None, max_length=260, description="A domain of the workspace; left out: the default one."
    )
    code_id: str = Field(
        default="", max_length=200, description="For this code: an address that its link has may do then."
    )
