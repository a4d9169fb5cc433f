"""Presets of campaign parameters, as callers write and see them."""

from typing import Annotated

from pydantic import AfterValidator, Field

from qrdesk.core.schemas.base import Draft, Instant, Patch, View
from qrdesk.core.schemas.folders import ShortName
from qrdesk.core.schemas.lines import AS_KEPT
from qrdesk.core.schemas.rules import Utm


def _with_something(utm: Utm) -> Utm:
    if utm == Utm():
        raise ValueError("Fill in at least one parameter.")
    return utm


Parameters = Annotated[Utm, AfterValidator(_with_something)]


class UtmPresetDraft(Draft):
    """Campaign parameters under a name."""

    name: ShortName
    utm: Parameters


class UtmPresetPatch(Patch):
    """Changes to a preset. Links that were filled from it keep what they have."""

    NOT_TEXT = {"utm": "parameters"}  # noqa: RUF012 - a ClassVar of the base
    name: ShortName | None = None
    utm: Parameters | None = None


class UtmPresetView(View):
    """A preset of campaign parameters."""

    id: str = Field(examples=["utm_8X3k9pLMw7"])
    uuid: str
    name: str
    utm: Annotated[Utm, AS_KEPT]
    created_at: Instant
