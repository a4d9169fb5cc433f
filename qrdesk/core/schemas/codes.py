"""Codes as callers write and see them."""

from typing import Annotated

from pydantic import Field

from qrdesk.core.schemas.base import Draft, Instant, PageQuery, Patch, View
from qrdesk.core.schemas.design import Design
from qrdesk.core.schemas.lines import OneLine

OwnSlug = Annotated[
    str,
    Field(
        description="An address that only this code carries, so that its scans are told apart: an alias of its link, "
        "for ever. Left out: it carries the link's own.",
        examples=["poster"],
    ),
]


class CodeDraft(Draft):
    """A new code for a link."""

    link_id: str = Field(max_length=200, description="Id or slug of the link it leads to.")
    name: OneLine = Field(default="", max_length=120, description="Such as “table tent”.")
    slug: OwnSlug | None = None
    design: Design = Design()


class CodePatch(Patch):
    """Changes to a code. With another slug it carries another address; the one before goes on leading to the link."""

    NOT_TEXT = {"design": "a look"}  # noqa: RUF012 - a ClassVar of the base
    CLEARED_BY_NULL = frozenset({"slug"})
    name: OneLine | None = Field(default=None, max_length=120)
    slug: OwnSlug | None = Field(default=None, description="Null: it carries the link's own again.")
    design: Design | None = None


class CodeQuery(PageQuery):
    """Which codes."""

    link_id: str = Field(default="", max_length=200, description="Only those of one link (id or slug).")


class CodeView(View):
    """A QR code made for a link."""

    id: str = Field(examples=["qrc_8X3k9pLMw7"])
    uuid: str
    link_id: str
    name: str
    slug: str = Field(description="The address that only this code carries; empty: it carries its link's.")
    text: str = Field(description="What the code carries.", examples=["https://go.example.com/r/lunch"])
    design: Design
    export_count: int
    printed_at: Instant | None = Field(description="The last export that may be on paper.")
    created_at: Instant
    updated_at: Instant
