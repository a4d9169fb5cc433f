"""Links as callers write and see them."""

from enum import StrEnum
from typing import Annotated, Literal

from pydantic import AfterValidator, BaseModel, ConfigDict, Field

from qrdesk.core.schemas.base import Draft, Instant, OneLine, PageQuery, Patch, Query, View

MAX_IMPORT = 1000


def _tags(tags: tuple[str, ...]) -> tuple[str, ...]:
    words = [" ".join(tag.split()) for tag in tags]
    return tuple(dict.fromkeys(word for word in words if word))


Title = Annotated[OneLine, Field(max_length=200, description="What people in the office call it.")]
Note = Annotated[str, Field(max_length=2000, description="Anything worth remembering.")]
Destination = Annotated[str, Field(description="The http(s) page it leads to.", examples=["https://example.com/menu"])]
TagName = Annotated[str, Field(min_length=1, max_length=50)]
Tags = Annotated[tuple[TagName, ...], AfterValidator(_tags), Field(max_length=50)]
SlugText = Annotated[str, Field(description="Behind the slash; left out: six letters that can be read aloud.")]


class LinkState(StrEnum):
    """What a visitor meets."""

    LIVE = "live"
    ARCHIVED = "archived"
    DELETED = "deleted"


class LinkDraft(Draft):
    """A new link."""

    destination: Destination
    slug: SlugText | None = None
    host: str | None = Field(default=None, max_length=260, description="One of your domains; else the default one.")
    title: Title = ""
    note: Note = ""
    tags: Tags = ()


class LinkPatch(Patch):
    """Changes to a link. Another slug leaves the old one working."""

    NOT_TEXT = {"tags": "a list"}  # noqa: RUF012 - a ClassVar of the base
    destination: Destination | None = None
    slug: SlugText | None = None
    title: Title | None = None
    note: Note | None = None
    tags: Tags | None = None


class LinkQuery(PageQuery):
    """Which links, and in what order."""

    search: str = Field(default="", max_length=200, description="In title, slug, destination, note and tags.")
    state: LinkState | Literal["any"] = Field(default=LinkState.LIVE, description="`any` leaves only deleted ones out.")
    tag: str = Field(default="", max_length=50)
    host: str = Field(default="", max_length=260)
    printed: bool | None = Field(default=None, description="Only links with, or without, an exported code.")
    sort: Literal["created_at", "-created_at", "hit_count", "-hit_count", "title", "-title"] = "-created_at"


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
    hit_count: int = Field(description="Scans and clicks so far, bots left out.")
    printed_at: Instant | None = Field(description="When a code of it was last exported.")
    created_at: Instant
    updated_at: Instant


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

    slug: str = Field(max_length=200)
    host: str | None = Field(default=None, max_length=260)


class ImportRow(BaseModel):
    """One row of a list of links, as text. ``row`` is the caller's own number for it.

    Nothing is checked here: a bad row comes back with its reason, and the others go in.
    """

    model_config = ConfigDict(extra="forbid", frozen=True)

    row: int = Field(ge=0)
    destination: str = ""
    slug: str = ""
    title: str = ""
    note: str = ""
    tags: str = Field(default="", description="Separated by commas.")


class LinkImport(Draft):
    """Up to 1,000 rows. The good ones go in, the others come back with the reason."""

    rows: tuple[ImportRow, ...] = Field(min_length=1, max_length=MAX_IMPORT)
    host: str | None = Field(default=None, max_length=260)


class RefusedRow(View):
    """A row that did not go in."""

    row: int
    field: str
    reason: str


class ImportReport(View):
    """What became of the rows."""

    created: list[str] = Field(description="Ids of the new links, in the order of their rows.")
    refused: list[RefusedRow]
