"""Looks under a name, as callers write and see them."""

from typing import Annotated, Any

from pydantic import AfterValidator, Field, field_validator, model_validator

from qrdesk.core.schemas.base import Draft, Instant, PageQuery, Patch, View
from qrdesk.core.schemas.bulk import BulkRefusal
from qrdesk.core.schemas.design import Design
from qrdesk.core.schemas.folders import ShortName
from qrdesk.core.schemas.lines import AS_KEPT, NotTurned
from qrdesk.core.schemas.links import LinkQuery

MAX_APPLIED = 1000  # codes in one call
MAX_OPTIONS = 200  # of qr-code-styling, which knows about twenty
_PLACE = tuple(PageQuery.model_fields)
_PATHS = frozenset({"presets", "styling"})  # what stands below /designs in place of a name


def _no_path(name: str) -> str:
    if name.casefold() in _PATHS:
        raise ValueError("A design cannot be called that. Choose another name.")
    return name


DesignName = Annotated[ShortName, AfterValidator(_no_path)]


class DesignDraft(Draft):
    """A look under a name."""

    name: DesignName
    design: Design


class DesignPatch(Patch):
    """Changes to a saved look. Codes that it was given to keep what they have; apply it again to change them."""

    NOT_TEXT = {"design": "a look"}  # noqa: RUF012 - a ClassVar of the base
    name: DesignName | None = None
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


class PresetView(View):
    """A look to begin with: QRDesk brings it along, and it was seen to scan well."""

    name: str = Field(examples=["Rounded"])
    group: str = Field(description="What it is for, in a word or two.", examples=["Plain"])
    design: Design


class StylingDraft(Draft):
    """A look in the words of qr-code-styling, a program for web pages, to be turned into a design."""

    options: dict[str, Any] = Field(
        max_length=MAX_OPTIONS,
        description="As its constructor takes them. `data` and the picture itself are no part of a look.",
        examples=[{"dotsOptions": {"type": "rounded", "color": "#1a3c34"}}],
    )
    logo: Annotated[NotTurned, Field(max_length=60)] = Field(
        default="", description="Id of the uploaded picture that stands for `image`; a picture is never fetched."
    )
    modules: int = Field(
        default=29, ge=11, le=177, description="Per side of the symbol: its margins are measured in pixels."
    )


class StyledView(View):
    """A design made of options of qr-code-styling. Nothing was kept."""

    design: Design
    notes: list[str] = Field(description="What could not be taken along, in sentences.")


class StylingView(View):
    """A saved look as options of qr-code-styling."""

    options: dict[str, Any] = Field(examples=[{"dotsOptions": {"type": "rounded", "color": "#1a3c34"}}])
    notes: list[str] = Field(description="What could not be taken along, in sentences.")
