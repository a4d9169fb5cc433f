"""Many links at once, and links that lead to the same page."""

from typing import Literal

from pydantic import Field, field_validator, model_validator

from qrdesk.core.schemas.base import Draft, PageQuery, View
from qrdesk.core.schemas.links import LinkDraft, LinkPatch, LinkQuery, LinkState, LinkView, Tags

MAX_BULK = 1000
SHOWN_DUPLICATES = 20  # links of one group
MAX_DUPLICATES = 100  # groups in one answer
_PLACE = tuple(PageQuery.model_fields)  # a saved view's query comes with them, as if nobody had said anything

BulkAction = Literal["archive", "restore", "pause", "resume", "delete"]


class BulkCreate(Draft):
    """Up to 1,000 new links. The good ones are made, the others come back with the reason.

    One that is no link at all (a field that does not exist, a number where text belongs) refuses the whole call.
    """

    links: tuple[LinkDraft, ...] = Field(min_length=1, max_length=MAX_BULK)
    all_or_nothing: bool = Field(default=False, description="One that cannot be made keeps all from being made.")


class LinkStill(Draft):
    """How a link has to be still: all that is said here."""

    states: tuple[LinkState, ...] = Field(default=(), max_length=len(LinkState), description="In one of these states.")
    tag: str = Field(default="", max_length=50, description="With this tag.")
    without_tag: str = Field(default="", max_length=50, description="Without this tag.")
    folder: str | None = Field(default=None, max_length=60, description="In the folder with this id; empty: in none.")


class BulkUpdate(Draft):
    """The same changes to up to 1,000 links: those named by ``ids``, or all that match ``query``."""

    ids: tuple[str, ...] = Field(default=(), max_length=MAX_BULK, description="Ids or slugs.")
    query: LinkQuery | None = Field(default=None, description="Instead of ids; it must match 1,000 links at most.")
    changes: LinkPatch = LinkPatch()
    add_tags: Tags = ()
    remove_tags: Tags = ()
    action: BulkAction | None = None
    still: LinkStill | None = Field(
        default=None, description="Links that are not so when their turn comes are left alone, and not in the report."
    )
    all_or_nothing: bool = Field(default=False, description="One that cannot be changed keeps all as they were.")

    @field_validator("query")
    @classmethod
    def _no_part(cls, query: LinkQuery | None) -> LinkQuery | None:
        if query is not None and any(getattr(query, name) != PageQuery.model_fields[name].default for name in _PLACE):
            raise ValueError("All links that match are changed, not a page of them. Leave limit, cursor and page out.")
        return query

    @field_validator("changes")
    @classmethod
    def _no_slug(cls, changes: LinkPatch) -> LinkPatch:
        if "slug" in changes.model_fields_set:
            raise ValueError("Two links cannot have the same address. Change slugs one by one.")
        return changes

    @model_validator(mode="after")
    def _complete(self) -> "BulkUpdate":
        if bool(self.ids) == (self.query is not None):
            raise ValueError("Name links by ids, or by a query.")
        if not (self.changes.model_fields_set or self.add_tags or self.remove_tags or self.action):
            raise ValueError("Say what is to be changed.")
        return self


class BulkMade(View):
    """A link that was made."""

    index: int = Field(description="Which of those sent it was, from 0.")
    link: LinkView


class BulkChanged(View):
    """A link that was changed."""

    index: int = Field(description="Which of those named it was, from 0.")
    id: str
    warnings: list[str] = Field(description="What whoever scans a printed code of it will notice, in words.")


class BulkRefusal(View):
    """One that could not be made or changed, and why."""

    index: int = Field(description="Which it was, from 0.")
    id: str | None = Field(description="As it was named; null for one that was to be made.")
    code: str
    message: str
    field_errors: dict[str, str]


class BulkCreateReport(View):
    """What became of each new link."""

    created: list[BulkMade]
    refused: list[BulkRefusal]


class BulkUpdateReport(View):
    """What became of each link."""

    updated: list[BulkChanged]
    refused: list[BulkRefusal]


class DuplicateQuery(PageQuery):
    """Which part of the list of duplicates; the largest groups come first."""

    limit: int = Field(default=20, ge=1, le=MAX_DUPLICATES, description="Groups in one answer.")


class DuplicateGroup(View):
    """Links that lead to the same page."""

    destination: str = Field(description="Of the oldest of them.")
    link_count: int
    links: list[LinkView] = Field(description=f"The oldest first; {SHOWN_DUPLICATES} at most.")
