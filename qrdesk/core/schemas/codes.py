"""Codes as callers write and see them."""

from pydantic import Field

from qrdesk.core.schemas.artwork import Design
from qrdesk.core.schemas.base import Draft, Instant, OneLine, PageQuery, Patch, View


class CodeDraft(Draft):
    """A new code for a link."""

    link_id: str = Field(max_length=200, description="Id or slug of the link it leads to.")
    name: OneLine = Field(default="", max_length=120, description="Such as “table tent”.")
    design: Design = Design()


class CodePatch(Patch):
    """Changes to a code's name or look. What it carries never changes."""

    NOT_TEXT = {"design": "a look"}  # noqa: RUF012 - a ClassVar of the base
    name: OneLine | None = Field(default=None, max_length=120)
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
    text: str = Field(description="What the code carries.", examples=["https://go.example.com/r/lunch"])
    design: Design
    export_count: int
    printed_at: Instant | None = Field(description="The last export that may be on paper.")
    created_at: Instant
    updated_at: Instant
