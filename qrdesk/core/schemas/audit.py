"""The audit log as callers see it."""

from typing import Any, Literal

from pydantic import Field

from qrdesk.core.schemas.base import Instant, PageQuery, Query, View

__all__ = ["AuditExportQuery", "AuditFilter", "AuditQuery", "AuditView"]


class AuditFilter(Query):
    """Which entries."""

    member: str = Field(default="", max_length=120, description="By this member, also one who is gone: id or name.")
    key: str = Field(default="", max_length=120, description="By this key: id or name.")
    action: str = Field(
        default="",
        max_length=40,
        pattern=r"^([a-z_]+(\.[a-z_]+)?)?$",
        description="What was done, as `link.updated`; or with what, as `link`.",
    )
    subject: str = Field(default="", max_length=240, description="The id of what was changed, or a part of its name.")
    surface: str = Field(
        default="", max_length=16, pattern="^[a-z0-9]*$", description="By which door: `app`, `cli`, `api`, `system`."
    )
    since: Instant | None = Field(default=None, description="From this moment on.")
    until: Instant | None = Field(default=None, description="Before this moment.")


class AuditQuery(PageQuery, AuditFilter):
    """Which entries, and which part of their list."""


class AuditExportQuery(AuditFilter):
    """Which entries to write to a file, and how."""

    format: Literal["csv", "jsonl"] = Field(default="csv", description="CSV, or a line of JSON for each entry.")


class AuditView(View):
    """One change."""

    id: str
    at: Instant
    actor: str = Field(description="The member or key that made it, as it was called then.")
    member_id: str | None = Field(description="The member; null for programs, and for what QRDesk did by itself.")
    key_id: str | None = Field(description="The key it was made with; null at the computer with the database.")
    surface: str = Field(description="By which door: `app`, `cli`, `api` or a dialect of it, `mcp`, or `system`.")
    came_from: str = Field(description="The network it came from, never the whole address.")
    agent: str = Field(description="What the program called itself.")
    action: str = Field(examples=["link.updated"])
    sentence: str = Field(description="What was done, in plain words.")
    subject_id: str = Field(description="What was changed; empty for many at once.")
    subject_name: str
    changes: dict[str, list[Any]] = Field(
        description="Each field that differs with what was before and after; of secrets that they differ, no more.",
        examples=[{"destination": ["https://example.com/old", "https://example.com/new"]}],
    )
