"""Workspaces and keys as callers write and see them."""

from enum import StrEnum
from typing import Annotated, Literal

from pydantic import Field

from qrdesk.core.schemas.base import Draft, Instant, OneLine, Patch, View
from qrdesk.core.schemas.domains import DomainView, PublicUrlDraft

__all__ = [
    "KEPT",
    "DomainView",  # these two were here first
    "KeyDraft",
    "KeyView",
    "Name",
    "NewKeyView",
    "PublicUrlDraft",
    "Role",
    "Scope",
    "WorkspacePatch",
    "WorkspaceView",
    "scopes_of",
]


class Scope(StrEnum):
    """What a key may do: resource and action. Folders, tags, saved views and UTM presets go with links."""

    LINKS_READ = "links:read"
    LINKS_CREATE = "links:create"
    LINKS_UPDATE = "links:update"
    LINKS_DELETE = "links:delete"
    CODES_READ = "codes:read"
    CODES_CREATE = "codes:create"
    CODES_UPDATE = "codes:update"
    CODES_DELETE = "codes:delete"
    DOMAINS_READ = "domains:read"
    DOMAINS_CREATE = "domains:create"
    DOMAINS_UPDATE = "domains:update"
    DOMAINS_DELETE = "domains:delete"
    STATS_READ = "stats:read"
    FILES_READ = "files:read"
    FILES_CREATE = "files:create"
    FILES_UPDATE = "files:update"
    FILES_DELETE = "files:delete"
    KEYS_READ = "keys:read"
    KEYS_CREATE = "keys:create"
    KEYS_UPDATE = "keys:update"
    KEYS_DELETE = "keys:delete"
    WEBHOOKS_READ = "webhooks:read"
    WEBHOOKS_CREATE = "webhooks:create"
    WEBHOOKS_UPDATE = "webhooks:update"
    WEBHOOKS_DELETE = "webhooks:delete"
    MEMBERS_READ = "members:read"
    MEMBERS_CREATE = "members:create"
    MEMBERS_UPDATE = "members:update"
    MEMBERS_DELETE = "members:delete"
    AUDIT_READ = "audit:read"
    WORKSPACE_READ = "workspace:read"
    WORKSPACE_UPDATE = "workspace:update"


class Role(StrEnum):
    """What a member is to a workspace."""

    OWNER = "owner"
    ADMIN = "admin"
    MEMBER = "member"


def scopes_of(role: Role) -> frozenset[Scope]:
    """Return all that a role may do. Only owners may make, change or remove owners."""
    return frozenset(Scope) if role is not Role.MEMBER else _OF_MEMBERS


_OF_MEMBERS = frozenset(
    scope
    for scope in Scope
    if scope.startswith(("links:", "codes:", "files:", "stats:"))
    or (scope.startswith("domains:") and scope is not Scope.DOMAINS_DELETE)
)


MAX_KEEP_DAYS = 3660  # ten years
KEPT = "Kept; not yet enforced in this version."
Name = Annotated[OneLine, Field(min_length=1, max_length=120)]


class WorkspaceView(View):
    """A workspace."""

    id: str
    uuid: str
    name: str
    time_zone: str
    keep_hits_days: int | None = Field(
        description="Single hits are deleted after so many days, their sums stay. Null: never."
    )
    honour_dnt: bool = Field(
        description="Of visitors who ask not to be tracked (DNT, GPC) nothing is noted but that they came.",
    )
    hits_from: Instant | None = Field(description="Single hits from before have been deleted; null: none have.")
    created_at: Instant


class WorkspacePatch(Patch):
    """Changes to a workspace."""

    NOT_TEXT = {  # noqa: RUF012 - a ClassVar of the base
        "honour_dnt": "true or false"
    }
    CLEARED_BY_NULL = frozenset({"keep_hits_days"})

    name: Name | None = None
    time_zone: str | None = Field(default=None, max_length=64, examples=["Europe/Berlin"])
    keep_hits_days: int | None = Field(
        default=None,
        ge=1,
        le=MAX_KEEP_DAYS,
        description="Delete single hits after so many days; their sums stay. Null: keep them for ever.",
    )
    honour_dnt: bool | None = Field(
        default=None, description="Note nothing of visitors who ask not to be tracked (DNT, GPC) but that they came."
    )


class KeyDraft(Draft):
    """A new key for a program."""

    name: Name
    scopes: tuple[Scope | Literal["all"], ...] = Field(default=("all",), min_length=1)
    plan: Literal["unlimited", "free", "pro", "business"] = Field(default="unlimited", description=f"Its plan. {KEPT}")
    rate_limit: int | None = Field(default=None, ge=1, le=1_000_000, description=f"Requests per minute. {KEPT}")
    expires_at: Instant | None = None


class KeyView(View):
    """A key, without the key itself."""

    id: str
    uuid: str
    name: str
    hint: str = Field(description="Its first and last characters.", examples=["qrd_8X3k…Lw7a"])
    scopes: list[str]
    plan: str = Field(description=KEPT)
    rate_limit: int | None = Field(description=KEPT)
    created_at: Instant
    expires_at: Instant | None
    last_used_at: Instant | None
    revoked_at: Instant | None


class NewKeyView(KeyView):
    """A key just made. The one time that ``key`` and ``webhook_secret`` can be seen."""

    key: str
    webhook_secret: str
