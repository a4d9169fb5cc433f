"""Plans, and what was used of them, as callers write and see them."""

from typing import Annotated

from pydantic import Field

from qrdesk.core.schemas.base import Draft, Instant, View

MAX_A_MONTH = 2_000_000_000
_Month = Annotated[int | None, Field(ge=0, le=MAX_A_MONTH)]


class PlanDraft(Draft):
    """What a plan allows. A number that is null, or left out, is as much as they like."""

    links_month: _Month = Field(default=None, description="Links that may be made in a month.", examples=[100])
    hits_month: _Month = Field(
        default=None, description="Hits in a month. It is only shown: no link stops because of a plan."
    )
    deliveries_month: _Month = Field(default=None, description="Webhook deliveries in a month.", examples=[1000])
    scan_days: int | None = Field(
        default=None, ge=0, le=3660, description="Days that lists of single scans look back; 0: totals only."
    )
    rate_limit: int | None = Field(
        default=None, ge=1, le=1_000_000, description="Requests a minute with one key; null: as the path has it."
    )
    own_domains: bool = Field(default=True, description="Whether domains may be added.")


class PlanView(View):
    """What a plan allows; null is as much as they like."""

    name: str
    links_month: int | None
    hits_month: int | None
    deliveries_month: int | None
    scan_days: int | None
    rate_limit: int | None
    own_domains: bool


class PlanChoiceDraft(Draft):
    """The plan that a workspace gets."""

    plan: str = Field(min_length=1, max_length=32, examples=["pro"])


class PlanChoiceView(View):
    """A workspace and its plan."""

    id: str
    name: str
    plan: str


class Meter(View):
    """How much was used, and how much may be."""

    current: int
    limit: int | None = Field(description="Null: as much as they like.")


class UsedView(View):
    """What a workspace or a key has used in a month."""

    id: str
    name: str
    plan: str
    links: Meter = Field(description="Links made, also those that were deleted since.")
    hits: Meter = Field(
        description="Scans and clicks of the workspace's links on the days of this month by its clock. "
        "Links belong to the workspace, so each key shows the same number."
    )
    deliveries: Meter = Field(description="Webhook deliveries.")


class UsageView(View):
    """What was used in this month, which begins and ends by UTC."""

    month: str = Field(examples=["2026-05"])
    resets_at: Instant = Field(description="When it is counted from nothing again.")
    workspace: UsedView
    key: UsedView | None = Field(description="The key that asks; null for who has none.")
    keys: list[UsedView] = Field(
        default=[],
        description="Each key that something was used with, most links first; empty for who may not see keys.",
    )
