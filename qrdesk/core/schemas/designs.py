"""Looks under a name, as callers write and see them."""

from typing import Annotated

from pydantic import Field, field_validator, model_validator

from qrdesk.core.schemas.base import Draft, Instant, PageQuery, Patch, View
from qrdesk.core.schemas.bulk import BulkRefusal
from qrdesk.core.schemas.design import Design
from qrdesk.core.schemas.folders import ShortName
from qrdesk.core.schemas.lines import AS_KEPT, NotTurned
from qrdesk.core.schemas.links import LinkQuery

MAX_APPLIED = 1000  # codes in one call
_PLACE = tuple(PageQuery.model_fields)


class DesignDraft(Draft):
    """A look under a name."""

    name: ShortName
    design: Design


class DesignPatch(Patch):
    """Changes to a saved look. Codes that it was given to keep what they have; apply it again to change them."""

    NOT_TEXT = {"design": "a look"}  # noqa: RUF012 - a ClassVar of the base
    name: ShortName | None = None
    design: Design | None = None


class DesignView(View):
    """A look under a name."""

    id: str = Field(examples=["dsn_8X3k9pLMw7"])
    uuid: str
    name: str
    design: Annotated[Design, AS_KEPT]
    created_at: Instant
    updated_at: Instant


class ApplyDraft(Draft):
    """Which codes get a saved look: those named by ``codes``, or all codes of the links that match ``links``."""

    codes: tuple[Annotated[NotTurned, Field(max_length=60)], ...] = Field(
        default=(), max_length=MAX_APPLIED, description="Ids of codes."
    )
    links: LinkQuery | None = Field(
        default=None, description=f"Instead of codes; the links that match have {MAX_APPLIED:,} codes at most."
    )

    @field_validator("links")
    @classmethod
    def _no_part(cls, query: LinkQuery | None) -> LinkQuery | None:
        if query is not None and any(getattr(query, name) != PageQuery.model_fields[name].default for name in _PLACE):
            raise ValueError("The codes of all links that match are meant. Leave limit, cursor and page out.")
        return query

    @model_validator(mode="after")
    def _complete(self) -> "ApplyDraft":
        if bool(self.codes) == (self.links is not None):
            raise ValueError("Name codes by their ids, or links by a query.")
        return self


class AppliedReport(View):
    """What became of each code."""

    changed: list[str] = Field(description="Ids of the codes that look different now.")
    unchanged: int = Field(description="Codes that looked like this already.")
    printed: int = Field(description="Of those changed: codes that may be on paper, where they look as before.")
    refused: list[BulkRefusal]
