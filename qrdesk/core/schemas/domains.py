"""Domains as callers write and see them."""

from enum import StrEnum
from typing import Annotated, Any, Literal

from pydantic import Field

from qrdesk.core.schemas.base import Draft, Instant, Patch, View
from qrdesk.core.schemas.design import Design

RECORD_PREFIX = "_qrdesk."  # before the host, in DNS
PROOF_PREFIX = "qrdesk-verification="  # before the token, in the TXT record
PROOF_PATH = "/.well-known/qrdesk-verification/"  # before the token, on the host; what is served there is the token

Elsewhere = Annotated[str, Field(max_length=2048, examples=["https://example.com/"])]
Index = Annotated[Elsewhere, Field(description="Where the bare host leads; empty: a short page.")]
Fallback = Annotated[Elsewhere, Field(description="Where unknown and ended addresses lead; empty: a page.")]
CaseSensitive = Annotated[bool, Field(description="Whether /Menu and /menu are two addresses. Fixed for ever.")]


class DomainStatus(StrEnum):
    """Whether visitors are answered at a domain."""

    SERVING = "serving"
    FAILING = "failing"  # the last check failed; visitors are answered nevertheless
    WAITING = "waiting"  # not verified so far: nobody is answered


class DomainDraft(Draft):
    """A domain to be added. It answers visitors once it has been verified."""

    url: str = Field(max_length=300, description="Host, or scheme and host.", examples=["https://go.example.com"])
    case_sensitive: CaseSensitive = False
    index_url: Index = ""
    fallback_url: Fallback = ""
    default_design: Design | None = Field(default=None, description="The look of new codes of its links.")


class DomainPatch(Patch):
    """Changes to a domain."""

    NOT_TEXT = {"apple_association": "an object", "asset_links": "a list"}  # noqa: RUF012 - a ClassVar of the base
    CLEARED_BY_NULL = frozenset({"default_design", "apple_association", "asset_links"})
    scheme: Literal["http", "https"] | None = Field(default=None, description="How its addresses begin.")
    index_url: Index | None = None
    fallback_url: Fallback | None = None
    default_design: Design | None = Field(default=None, description="The look of new codes of its links; null: none.")
    apple_association: dict[str, Any] | None = Field(
        default=None, description="Served as apple-app-site-association; null: nothing is."
    )
    asset_links: tuple[dict[str, Any], ...] | None = Field(
        default=None, description="Served as assetlinks.json; null: nothing is."
    )


class DomainCheck(View):
    """What checks of a domain found, one after another, for as long as they found the same."""

    status: DomainStatus
    fault: str = Field(description="Why they failed; empty when they did not.")
    since: Instant = Field(description="The first of them.")
    until: Instant = Field(description="The last of them.")


class DnsRecord(View):
    """A record for the owner of a domain to make, in its DNS."""

    name: str = Field(examples=["_qrdesk.go.example.com"])
    type: str = Field(examples=["TXT"])
    value: str = Field(examples=["qrdesk-verification=8X3k9pLMw7"])


class DomainView(View):
    """A host whose paths are slugs."""

    id: str
    uuid: str
    host: str = Field(description="As DNS spells it: xn-- where a name has other letters than a to z.")
    url: str = Field(examples=["https://go.example.com"])
    is_default: bool
    case_sensitive: bool
    fit_for_print: bool = Field(description="False while it is not verified, and on a local network.")
    status: DomainStatus
    status_text: str = Field(description="The status in words, and what to do.")
    steps: list[str] = Field(
        default_factory=list[str], description="What it takes beside the proof, in words: a record that leads here."
    )
    verified_at: Instant | None
    checked_at: Instant | None = Field(description="When its proof was last looked for.")
    check_fault: str = Field(description="Why the last check failed; empty when it did not.")
    checks: list[DomainCheck] = Field(
        default_factory=list[DomainCheck], description="What its checks found in the last 90 days, the oldest first."
    )
    dns_record: DnsRecord | None = Field(description="The proof in DNS; null where none is needed.")
    proof_url: str = Field(description="The other way: what is to be found there is the token at its end.")
    index_url: str
    fallback_url: str
    default_design: Design | None
    apple_association: dict[str, Any] | None
    asset_links: list[dict[str, Any]] | None
    created_at: Instant


class PublicUrlDraft(Draft):
    """The address that new codes carry."""

    url: str = Field(max_length=300, examples=["https://go.example.com"])
