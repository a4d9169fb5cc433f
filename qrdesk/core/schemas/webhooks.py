"""Webhooks as callers write and see them: endpoints, deliveries, attempts."""

from typing import Annotated, Any, Literal

from pydantic import Field, field_validator

from qrdesk.core.schemas.base import Draft, Instant, PageQuery, Patch, Query, View
from qrdesk.core.schemas.events import KINDS, TEST
from qrdesk.core.schemas.lines import NotTurned, OneLine

__all__ = [
    "AttemptView",
    "DeliveryDetail",
    "DeliveryQuery",
    "DeliveryStatus",
    "DeliveryView",
    "EndpointDraft",
    "EndpointPatch",
    "EndpointQuery",
    "EndpointState",
    "EndpointView",
    "EventKindView",
    "Format",
    "FormatView",
    "HourView",
    "NewEndpointView",
    "Outcome",
    "RecoverDraft",
    "RequeuedView",
    "SecretDraft",
    "SecretView",
    "WatchView",
]

Format = Literal["native", "honopu", "h0p", "usnp"]
EndpointState = Literal["healthy", "failing", "paused", "disabled"]
DeliveryStatus = Literal["waiting", "delivered", "failed"]
Outcome = Literal["started", "delivered", "refused", "timed_out", "unreachable", "blocked", "over_plan", "own_fault"]
_Kinds = Annotated[tuple[Annotated[NotTurned, Field(max_length=40)], ...], Field(max_length=50)]
_Ids = Annotated[tuple[Annotated[NotTurned, Field(max_length=300)], ...], Field(max_length=200)]
_Url = Annotated[str, Field(min_length=1, max_length=2000)]
_Secret = Annotated[str, Field(min_length=16, max_length=200)]
_Headers = dict[str, NotTurned]
_URL = "Where events are sent, by POST."
_KINDS = "Which events it is told; empty: all that its format knows."
_FOLDERS = "Only of links in these folders, by id or name; empty: of all."
_TAGS = "Only of links with one of these tags; empty: of all."
_LINKS = "Only of these links, by id or slug; empty: of all."
_BOTS = "Whether visits of robots are told, too."
_HEADERS = "Headers sent with each request, such as a token. Their values cannot be read again."
_TOLD = "JSON of your own, 10 KB at most, that is sent along with each event."
_SIGNED_IN = "For the format h0p: which header the signature goes into."
_SIGNED_WITH = "For the format h0p: what stands before the signature."
_SECRET = "What requests are signed with, where a receiver has one already; left out: a new one."


class EndpointDraft(Draft):
    """A new endpoint."""

    url: _Url = Field(description=_URL, examples=["https://shop.example.com/hooks/qrdesk"])
    name: Annotated[OneLine, Field(max_length=120)] = Field(
        default="", description="What people call it; left out: its host."
    )
    format: Format = Field(default="native", description="How events are written and signed.")
    kinds: _Kinds = Field(default=(), description=_KINDS, examples=[["link.clicked"]])
    link: Annotated[NotTurned, Field(max_length=300)] | None = Field(
        default=None, description="It belongs to this link, by id or slug, and is told of no other."
    )
    folders: _Ids = Field(default=(), description=_FOLDERS)
    tags: _Ids = Field(default=(), description=_TAGS)
    links: _Ids = Field(default=(), description=_LINKS)
    bots: bool = Field(default=False, description=_BOTS)
    headers: _Headers = Field(default_factory=dict, max_length=20, description=_HEADERS)
    data: dict[str, Any] | None = Field(default=None, description=_TOLD)
    signature_header: Annotated[NotTurned, Field(max_length=64)] = Field(default="", description=_SIGNED_IN)
    signature_prefix: Annotated[NotTurned, Field(max_length=32)] = Field(default="", description=_SIGNED_WITH)
    secret: _Secret | None = Field(default=None, description=_SECRET)


class EndpointPatch(Patch):
    """Changes to an endpoint. What waits is sent as the endpoint then is.

    Headers are not taken along to another server: with an address there, they have to be sent anew.
    """

    NOT_TEXT = {  # noqa: RUF012 - a ClassVar of the base
        "kinds": "a list; an empty one is told all",
        "folders": "a list; an empty one takes the bound away",
        "tags": "a list; an empty one takes the bound away",
        "links": "a list; an empty one takes the bound away",
        "bots": "true or false",
        "headers": "an object; an empty one takes them away",
    }
    CLEARED_BY_NULL = frozenset({"data"})

    url: _Url | None = Field(default=None, description=_URL)
    name: Annotated[OneLine, Field(min_length=1, max_length=120)] | None = None
    format: Format | None = None
    kinds: _Kinds | None = Field(default=None, description=_KINDS)
    folders: _Ids | None = Field(default=None, description=_FOLDERS)
    tags: _Ids | None = Field(default=None, description=_TAGS)
    links: _Ids | None = Field(default=None, description=_LINKS)
    bots: bool | None = Field(default=None, description=_BOTS)
    headers: _Headers | None = Field(default=None, max_length=20, description=_HEADERS)
    data: dict[str, Any] | None = Field(default=None, description=_TOLD)
    signature_header: Annotated[NotTurned, Field(max_length=64)] | None = Field(default=None, description=_SIGNED_IN)
    signature_prefix: Annotated[NotTurned, Field(max_length=32)] | None = Field(default=None, description=_SIGNED_WITH)


class EndpointQuery(Query):
    """Which endpoints."""

    link: str = Field(
        default="",
        max_length=300,
        description="Those that belong to this link, by id or slug, also after it was deleted, and those that came "
        "with it through usnp's API, too; left out: all but the latter.",
    )


class EndpointView(View):
    """An endpoint, without its secret."""

    id: str = Field(examples=["whk_4Qm8ZtW2xN"])
    uuid: str
    name: str
    url: str
    format: Format
    kinds: list[str] = Field(description="Which events it is told; empty: all that its format knows.")
    link_id: str | None = Field(description="The one link that it belongs to.")
    key_id: str | None = Field(description="The key that it came with through usnp's API, whose secret signs.")
    folders: list[str] = Field(description="Ids.")
    tags: list[str] = Field(description="Ids.")
    links: list[str] = Field(description="Ids.")
    bots: bool
    header_names: list[str] = Field(description="Of the headers of your own; their values are kept encrypted.")
    data: dict[str, Any] | None
    signature_header: str
    signature_prefix: str
    state: EndpointState
    paused_at: Instant | None
    disabled_at: Instant | None
    disabled_why: str = Field(description="gone: it answered 410; failing: for five days nothing arrived.")
    failing_since: Instant | None
    delivered_at: Instant | None = Field(description="When something arrived last.")
    trouble: str = Field(description="How the last attempt failed, in words; empty when it did not.")
    waiting: int = Field(description="Deliveries that are still to arrive.")
    next_at: Instant | None = Field(description="When the next of them is tried.")
    old_secret_until: Instant | None = Field(description="Until then the secret before signs, too.")
    warnings: list[str] = Field(description="What to know about it, in words.")
    created_at: Instant
    updated_at: Instant


class NewEndpointView(EndpointView):
    """An endpoint just made. The one time that ``secret`` can be seen."""

    secret: str


class SecretDraft(Draft):
    """A new secret for an endpoint."""

    grace_hours: int = Field(default=24, ge=0, le=168, strict=True, description="So long the one until now signs, too.")
    secret: _Secret | None = Field(default=None, description=_SECRET)


class SecretView(View):
    """The one time that the new secret can be seen."""

    id: str
    name: str
    secret: str
    old_secret_until: Instant | None


class DeliveryQuery(PageQuery):
    """Which deliveries, newest first."""

    status: DeliveryStatus | Literal[""] = Field(default="", description="Only these.")
    kind: str = Field(
        default="",
        max_length=40,
        json_schema_extra={"enum": ["", *KINDS, TEST]},
        description="Only of this kind of event.",
    )
    search: str = Field(
        default="", max_length=300, description="Id of a delivery or an event, kind, or id or slug of a link."
    )
    since: Instant | None = Field(default=None, description="Only of events from then on.")
    until: Instant | None = Field(default=None, description="Only of events before.")

    @field_validator("kind")
    @classmethod
    def _one_of_them(cls, kind: str) -> str:
        if kind and kind not in (*KINDS, TEST):
            raise ValueError(f"This must be one of: {', '.join((*KINDS, TEST))}.")
        return kind


class DeliveryView(View):
    """One event for one endpoint."""

    id: str = Field(examples=["dlv_4Qm8ZtW2xN"])
    uuid: str
    endpoint_id: str
    event_id: str = Field(description="Sent as `webhook-id`: the same however often it is sent.")
    kind: str = Field(examples=["link.clicked"])
    link_id: str | None
    link_title: str
    event_at: Instant
    seq: int = Field(description="Counts up for each endpoint; 0 for a test, which stands in no order.")
    status: DeliveryStatus
    attempts: int
    status_code: int | None = Field(description="Of the last answer.")
    took_ms: int | None
    trouble: str = Field(description="How the last attempt failed, in words.")
    tried_at: Instant | None
    next_at: Instant | None
    finished_at: Instant | None


class AttemptView(View):
    """One try, and what came of it."""

    uuid: str
    number: int
    at: Instant
    outcome: Outcome = Field(
        description="started: it is under way, or was cut off by a crash; own_fault: QRDesk itself could not send it."
    )
    status_code: int | None
    took_ms: int | None
    error: str
    url: str
    request_headers: dict[str, str] = Field(description="Values of your own headers are left out.")
    request_body: str
    response_headers: dict[str, str]
    response_body: str = Field(description="The first 16 KiB.")
    response_cut: bool = Field(description="There was more of it.")


class DeliveryDetail(DeliveryView):
    """A delivery with all of its attempts, the first one first."""

    tries: list[AttemptView]


class RecoverDraft(Draft):
    """Which events are to be sent again."""

    since: Instant = Field(description="From events of this moment on.")
    until: Instant | None = Field(default=None, description="Before this moment; null: up to now.")
    delivered: bool = Field(default=False, description="Those that arrived, too; they count against the plan.")


class RequeuedView(View):
    """What is sent again."""

    deliveries: int
    over_plan: int = Field(description="Those left as they are: the plan has no more deliveries this month.")
    waiting: int = Field(description="Those that were on their way already, and still are.")


class HourView(View):
    """What arrived and what failed in an hour."""

    at: Instant
    delivered: int
    failed: int


class WatchView(View):
    """An endpoint's last 24 hours, oldest first, by attempts."""

    endpoint_id: str
    hours: list[HourView]
    delivered: int
    failed: int


class EventKindView(View):
    """A kind of event, as a format knows it."""

    kind: str = Field(description="What it is called here.", examples=["link.clicked"])
    name: str = Field(description="What it is called in what is sent.", examples=["scan.created"])
    about: str = Field(description="When it happens, in a sentence.")


class FormatView(View):
    """How events are written and signed, and which of them can be."""

    format: Format
    about: str
    kinds: list[EventKindView]
