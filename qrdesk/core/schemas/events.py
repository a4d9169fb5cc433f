"""What happened, as callers see it."""

from typing import Any

from pydantic import Field

from qrdesk.core.schemas.base import Instant, PageQuery, View


class EventQuery(PageQuery):
    """Which events."""

    kind: str = Field(default="", max_length=40, examples=["link.target_down"])
    link: str = Field(default="", max_length=300, description="Id or slug of a link.")


class EventView(View):
    """Something that happened without anybody asking for it."""

    id: str
    at: Instant
    kind: str = Field(examples=["link.target_down"])
    sentence: str = Field(description="What happened, in plain words.")
    link_id: str | None = Field(description="The link it happened to.")
    link_title: str = Field(description="Its title, or its slug when it has none.")
    body: dict[str, Any]
