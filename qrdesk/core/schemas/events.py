"""What happened, as callers see it."""

from typing import Any

from pydantic import Field, field_validator

from qrdesk.core.schemas.base import Instant, PageQuery, View

# What happens without anybody asking for it: kept for people to see, whether or not an endpoint is told.
NOTICES = (
    "link.destination_down",
    "link.destination_up",
    "link.limit_reached",
    "link.suspended",
    "link.released",
    "domain.verified",
    "domain.failing",
    "endpoint.failing",
    "endpoint.disabled",
)
# What somebody did or visited: written down only where an endpoint wants it.
TOLD = (
    "link.created",
    "link.updated",
    "link.deleted",
    "link.clicked",
    "code.created",
    "code.updated",
    "code.exported",
)
KINDS = (*NOTICES, *TOLD)
TEST = "endpoint.test"  # sent when somebody asks for it, to the endpoint they ask for


class EventQuery(PageQuery):
    """Which events."""

    kind: str = Field(
        default="",
        max_length=40,
        json_schema_extra={"enum": ["", *KINDS]},
        description="Only these. Left out: what happened without anybody asking for it.",
    )
    link: str = Field(default="", max_length=300, description="Id or slug of a link.")

    @field_validator("kind")
    @classmethod
    def _one_of_them(cls, kind: str) -> str:
        if kind and kind not in KINDS:
            raise ValueError(f"This must be one of: {', '.join(KINDS)}.")
        return kind


class EventView(View):
    """Something that happened."""

    id: str
    at: Instant
    kind: str = Field(examples=["link.destination_down"])
    sentence: str = Field(description="What happened, in plain words.")
    link_id: str | None = Field(description="The link it happened to.")
    link_title: str = Field(description="Its title, or its slug when it has none.")
    body: dict[str, Any]
