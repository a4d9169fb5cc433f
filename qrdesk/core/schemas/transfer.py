"""Lists of links coming in, and the counts that go with them."""

import json
from datetime import date
from typing import Any, Literal, cast

from pydantic import ConfigDict, Field, field_validator

from qrdesk.core.schemas.base import Draft, Query, View, whole
from qrdesk.core.schemas.kinds import Exact

MAX_IMPORT = 1000
MAX_DAYS = 40_000  # of one link: more than a hundred years
Count = int


class DayCount(Exact):
    """The hits of one day, bots left out. The day is one of the workspace's time zone."""

    model_config = ConfigDict(extra="ignore", frozen=True)

    day: date
    scans: Count = Field(default=0, ge=0, le=10**9)
    clicks: Count = Field(default=0, ge=0, le=10**9)


class ImportRow(Exact):
    """One row of a list of links, as text. ``row`` is the caller's own number for it.

    What texts say is not checked here: a bad row comes back with its reason, and the others go in.
    """

    model_config = ConfigDict(extra="forbid", frozen=True)

    row: int = Field(ge=0, le=10**9)
    destination: str = ""
    slug: str = ""
    title: str = ""
    note: str = ""
    tags: str = Field(default="", description="Separated by commas.")
    host: str = Field(default="", max_length=300, description="Where it was. Kept if that is one of your domains.")
    aliases: tuple[str, ...] = Field(default=(), max_length=100, description="Further slugs that lead here.")
    folder: str = Field(default="", description="Name of its folder, which is made if there is none.")
    created_at: str = Field(default="", description="ISO 8601; without a zone it is the workspace's time.")
    starts_at: str = Field(default="", description="The same.")
    ends_at: str = Field(default="", description="The same.")
    hit_limit: str = ""
    hits_used: str = Field(default="", description="Of the hit limit; left out: `hits`.")
    hits: str = Field(default="", description="So far; counted on the day the link was made unless `days` says more.")
    days: tuple[DayCount, ...] = Field(default=(), max_length=MAX_DAYS, description="Hits by day, so far.")
    state: Literal["", "archived", "paused"] = ""
    had_password: bool = Field(default=False, description="It asked for one. The link comes in paused, without it.")
    not_taken: tuple[str, ...] = Field(default=(), max_length=20, description="What it had that has no place here.")
    more: dict[str, Any] = Field(default_factory=dict[str, Any], description="Further fields of a new link.")
    uuid: str = Field(default="", description="Of the link it was exported from: its own counts are not added to it.")
    key: str = Field(default="", max_length=50, description="The same text makes no second link of a row without slug.")

    @field_validator("*")
    @classmethod
    def _can_be_answered(cls, value: object) -> object:
        for text in cast("tuple[object, ...]", value) if isinstance(value, tuple) else (value,):
            if isinstance(text, str):
                whole(text)
        return cast("object", value)

    @field_validator("more")
    @classmethod
    def _can_be_named(cls, more: dict[str, Any]) -> dict[str, Any]:
        whole(json.dumps(more, ensure_ascii=False, default=str))
        return more

    @field_validator("host", "key")
    @classmethod
    def _can_be_looked_up(cls, text: str) -> str:
        if not text.isprintable():  # PostgreSQL would refuse the question, and with it all rows
            raise ValueError("This has a character in it that cannot be seen.")
        return text


class LinkImport(Draft):
    """Up to 1,000 rows. The good ones go in, the others come back with the reason. The same rows may come again."""

    rows: tuple[ImportRow, ...] = Field(min_length=1, max_length=MAX_IMPORT)
    host: str | None = Field(default=None, max_length=260, description="For all rows; left out: each row's own.")
    dry_run: bool = Field(default=False, description="Only say what would become of the rows.")


class RefusedRow(View):
    """A row that did not go in."""

    row: int
    field: str
    reason: str


class ThereRow(View):
    """A row whose link was there already, made by this list or another."""

    row: int
    id: str


class RowNotice(View):
    """What to know about a row that went in."""

    row: int
    notice: str


class ImportReport(View):
    """What became of the rows, or would."""

    created: list[str] = Field(description="Ids of the new links, in the order of their rows; none of a dry run.")
    refused: list[RefusedRow]
    made: list[int] = Field(default_factory=list[int], description="The rows of the new links.")
    there: list[ThereRow] = Field(default_factory=list[ThereRow], description="Rows that had a link already.")
    notices: list[RowNotice] = Field(default_factory=list[RowNotice])
    undated: list[int] = Field(
        default_factory=list[int],
        description="Rows with a number of hits but no days: all of them count on the day the link was made.",
    )
    foreign_hosts: list[str] = Field(
        default_factory=list[str], description="Hosts of rows that are no domains of yours; their links went elsewhere."
    )


class DaysQuery(Query):
    """Whose hits by day."""

    links: str = Field(max_length=4000, description="Ids, separated by commas; 200 at most.")


class LinkDays(View):
    """All hits of a link by day, days without any left out, oldest first."""

    link_id: str
    days: list[DayCount]
