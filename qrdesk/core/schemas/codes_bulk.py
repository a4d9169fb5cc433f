"""Many codes in one call: those of links, made where there are none, and those that were printed."""

from typing import Annotated

from pydantic import BeforeValidator, Field

from qrdesk.core.schemas.artwork import ArtworkFormat
from qrdesk.core.schemas.base import Draft, View
from qrdesk.core.schemas.bulk import BulkRefusal
from qrdesk.core.schemas.codes import CodeView
from qrdesk.core.schemas.lines import NotTurned
from qrdesk.core.schemas.plainly import lower, plainly

MAX_CODES = 1000  # in one call


class CodesOfLinksDraft(Draft):
    """Up to 1,000 links whose codes are wanted. A link may be named twice: it is the same code."""

    links: tuple[Annotated[NotTurned, Field(max_length=200)], ...] = Field(
        min_length=1,
        max_length=MAX_CODES,
        description="Ids, slugs or whole short addresses of links.",
        examples=[["menu"]],
    )


class CodeOfLink(View):
    """The code of a link that carries the link's own address."""

    index: int = Field(description="Which of the links sent it was, from 0.")
    made: bool = Field(description="Whether the link had none before.")
    code: CodeView


class CodesOfLinksReport(View):
    """The codes of links, in the order that the links were sent in."""

    codes: list[CodeOfLink]
    refused: list[BulkRefusal]
    warnings: list[str] = Field(description="Why codes are not for print, in words: an address that only works here.")


class PrintedDraft(Draft):
    """Up to 1,000 codes that are on paper by now, or are about to be."""

    codes: tuple[Annotated[NotTurned, Field(max_length=60)], ...] = Field(
        min_length=1, max_length=MAX_CODES, description="Ids of codes. One that is named twice is remembered once."
    )
    format: Annotated[
        ArtworkFormat | None, BeforeValidator(lower), plainly(f"Choose a format: {', '.join(ArtworkFormat)}.")
    ] = Field(default=None, description="Kind of file that they were printed from; left out: it is not known.")
    size_mm: Annotated[float | None, Field(ge=5, le=2000), plainly("Choose a width from 5 to 2,000 mm.")] = Field(
        default=None, description="How wide each was; left out: it is not known."
    )


class PrintedReport(View):
    """What became of each code."""

    remembered: list[str] = Field(description="Ids of the codes that are remembered as printed.")
    refused: list[BulkRefusal]
