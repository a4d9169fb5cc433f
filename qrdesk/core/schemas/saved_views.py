"""Saved views of the list of links, as callers write and see them."""

from typing import Annotated

from pydantic import AfterValidator, Field

from qrdesk.core.schemas.base import Draft, Instant, Patch, View
from qrdesk.core.schemas.folders import ShortName
from qrdesk.core.schemas.lines import AS_KEPT
from qrdesk.core.schemas.links import LinkQuery


def _without_place(query: LinkQuery) -> LinkQuery:
    if query.cursor is not None or query.page is not None:
        raise ValueError("A view keeps what is asked for, not a place in the list. Leave cursor and page out.")
    return query


Kept = Annotated[LinkQuery, AfterValidator(_without_place), Field(description="What is asked for, without a place.")]


class SavedViewDraft(Draft):
    """A list of links that somebody wants to see again."""

    name: ShortName
    query: Kept


class SavedViewPatch(Patch):
    """Changes to a saved view."""

    NOT_TEXT = {"query": "a query"}  # noqa: RUF012 - a ClassVar of the base
    name: ShortName | None = None
    query: Kept | None = None


class SavedViewView(View):
    """A saved view."""

    id: str = Field(examples=["viw_8X3k9pLMw7"])
    uuid: str
    name: str
    query: Annotated[LinkQuery, AS_KEPT]
    created_at: Instant
