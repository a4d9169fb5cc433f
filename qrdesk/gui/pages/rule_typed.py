"""A rule that is begun and none yet, as it is written down: what stands in its form, whether it makes sense or not."""

from typing import Any

from pydantic import BaseModel, ConfigDict


class ConditionTyped(BaseModel):
    """A condition as it is typed; ``asked`` is what its editor makes of it."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    kind: str
    negate: bool
    asked: dict[str, Any]


class LeadTyped(BaseModel):
    """An address as it is typed, and, where visitors are split, its name and share."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    text: str
    sort: str
    id: str | None = None
    name: str = ""
    share: str = ""


class RuleTyped(BaseModel):
    """A form, and where its rule goes. ``start`` is the rule that it began with; None: one more."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    place: int
    fresh: bool
    start: dict[str, Any] | None
    name: str
    conditions: tuple[ConditionTyped, ...]
    mode: str
    one: LeadTyped
    split: tuple[LeadTyped, ...]
    pick: str
