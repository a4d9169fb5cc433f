"""Workspaces and keys as callers write and see them."""

import ipaddress
from enum import StrEnum
from typing import Annotated, Literal

from pydantic import AfterValidator, Field

from qrdesk.core.schemas.base import Draft, Instant, Patch, View, quoted
from qrdesk.core.schemas.domains import DomainView, PublicUrlDraft
from qrdesk.core.schemas.lines import OneLine

__all__ = [
    "DomainView",  # these two were here first
    "KeyDraft",
    "KeyKind",
    "KeyNetworks",
    "KeyPatch",
    "KeyScopes",
    "KeyView",
    "Name",
    "NewKeyView",
    "PlanName",
    "PublicUrlDraft",
    "RateLimit",
    "Role",
    "RotatedKeyView",
    "RotationDraft",
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
MIN_KEEP_AUDIT_DAYS = 30  # nobody covers up what they did yesterday
Name = Annotated[OneLine, Field(min_length=1, max_length=120)]


class WorkspaceView(View):
    """A workspace."""

    id: str
    uuid: str
    name: str
    url: str | None = Field(description="The address that its new codes carry.", examples=["https://go.example.com"])
    plan: str
    time_zone: str
    keep_hits_days: int | None = Field(
        description="Single hits are deleted after so many days, their sums stay. Null: never."
    )
    honour_dnt: bool = Field(
        description="Of visitors who ask not to be tracked (DNT, GPC) nothing is noted but that they came.",
    )
    hits_from: Instant | None = Field(description="Single hits from before have been deleted; null: none have.")
    keep_audit_days: int | None = Field(
        description="Entries of the audit log are deleted after so many days. Null: never."
    )
    created_at: Instant


class WorkspacePatch(Patch):
    """Changes to a workspace."""

    NOT_TEXT = {  # noqa: RUF012 - a ClassVar of the base
        "honour_dnt": "true or false"
    }
    CLEARED_BY_NULL = frozenset({"keep_hits_days", "keep_audit_days"})

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
    keep_audit_days: int | None = Field(
        default=None,
        ge=MIN_KEEP_AUDIT_DAYS,
        le=MAX_KEEP_DAYS,
        description="Delete entries of the audit log after so many days. Null: keep them for ever. For owners only.",
    )


def _network(text: str) -> str:
    """Return a network as it is kept; one address is a network of its own.

    Raises:
        ValueError: it is none.
    """
    try:
        found = ipaddress.ip_network(text.strip(), strict=False)
    except ValueError:
        raise ValueError(f"“{quoted(text)}” is no network. Write 203.0.113.0/24 or 2001:db8::/32.") from None
    if isinstance(found, ipaddress.IPv6Network):
        if found.prefixlen >= _MAPPED.prefixlen and found.subnet_of(_MAPPED):  # who comes by IPv4 is seen as such
            inside = found.network_address.ipv4_mapped
            found = ipaddress.ip_network((inside or 0, found.prefixlen - _MAPPED.prefixlen))
        elif found.network_address.scope_id:
            raise ValueError("A network has no interface in it: leave out “%” and what follows.")
    return str(found)


_MAPPED = ipaddress.IPv6Network("::ffff:0:0/96")
_PACE = "Requests per minute, at most those of its plan; null: as many as those."
_NETWORKS = "It may be used from these networks alone, such as 203.0.113.0/24 or 2001:db8::/32. Empty: from anywhere."
_AT_MOST = ": no more than the key that asks."
_NO_FREER = "A key that is bound in this lets no key be freer."
_BOUND_ALIKE = f"{_NO_FREER} Left out: as that one is."
KeyKind = Literal["user", "bot"]
KeyScopes = Annotated[tuple[Scope | Literal["all"], ...], Field(min_length=1, max_length=100)]
KeyNetworks = Annotated[
    tuple[Annotated[str, Field(max_length=64), AfterValidator(_network)], ...], Field(max_length=50)
]
PlanName = Annotated[str, Field(min_length=1, max_length=32, examples=["unlimited"])]
RateLimit = Annotated[int, Field(ge=1, le=1_000_000)]


class KeyDraft(Draft):
    """A new key: for a program, or for a member to sign in with."""

    name: Name
    member_id: str | None = Field(
        default=None,
        max_length=64,
        description="For this member to sign in with: it may never do more than their role, and ends with their "
        "membership. A member has one, and only an owner makes it for them. Null: for a program, which acts as an "
        "admin at most.",
    )
    scopes: KeyScopes = Field(default=("all",), description=f"What it may do{_AT_MOST}")
    plan: PlanName = Field(default="unlimited", description=f"What it may use in a month. {_BOUND_ALIKE}")
    rate_limit: RateLimit | None = Field(default=None, description=f"{_PACE} {_BOUND_ALIKE}")
    allowed_networks: KeyNetworks = Field(default=(), description=f"{_NETWORKS} {_BOUND_ALIKE}")
    expires_at: Instant | None = Field(default=None, description=f"When it ends; null: never. {_BOUND_ALIKE}")


class KeyPatch(Patch):
    """Changes to a key. They hold from its next request on."""

    NOT_TEXT = {  # noqa: RUF012 - a ClassVar of the base
        "scopes": "a list of scopes",
        "allowed_networks": "a list; an empty one lets it be used from anywhere",
    }
    CLEARED_BY_NULL = frozenset({"rate_limit", "expires_at"})

    name: Name | None = None
    scopes: KeyScopes | None = Field(default=None, description=f"What it may do{_AT_MOST}")
    plan: PlanName | None = Field(default=None, description=f"What it may use in a month. {_NO_FREER}")
    rate_limit: RateLimit | None = Field(default=None, description=f"{_PACE} {_NO_FREER}")
    allowed_networks: KeyNetworks | None = Field(default=None, description=f"{_NETWORKS} {_NO_FREER}")
    expires_at: Instant | None = Field(default=None, description=f"Null: it never expires. {_NO_FREER}")


class RotationDraft(Draft):
    """A new text for a key."""

    grace_days: int = Field(
        default=0,
        ge=0,
        le=7,
        strict=True,
        description="The text until now is good for so many days more; 0 ends it at once.",
    )


class KeyView(View):
    """A key, without the key itself."""

    id: str
    uuid: str
    name: str
    kind: KeyKind
    member_id: str | None = Field(description="Whose key it is; null for a program's.")
    hint: str = Field(description="Its first and last characters.", examples=["qrd_8X3k…Lw7a"])
    scopes: list[str]
    plan: str
    rate_limit: int | None = Field(description="Requests per minute; null: those of its plan.")
    allowed_networks: list[str] = Field(description="Where it may be used from; empty: anywhere.")
    created_at: Instant
    expires_at: Instant | None
    last_used_at: Instant | None = Field(description="To the minute.")
    last_used_from: str = Field(description="The network, never the whole address.")
    last_used_agent: str = Field(description="What the program called itself.")
    rotated_at: Instant | None
    old_until: Instant | None = Field(description="Until then the text before is good, too.")
    revoked_at: Instant | None


class NewKeyView(KeyView):
    """A key just made. The one time that ``key`` and ``webhook_secret`` can be seen."""

    key: str
    webhook_secret: str = Field(
        description="Signs the webhooks of links that this key makes through usnp's API. Webhooks that are made here "
        "have secrets of their own."
    )


class RotatedKeyView(KeyView):
    """A key with a new text. The one time that ``key`` can be seen; its webhook secret stays as it was."""

    key: str
