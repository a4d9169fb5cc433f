"""Folders as callers write and see them."""

import re
from typing import Annotated

from pydantic import AfterValidator, Field

from qrdesk.core.schemas.base import Draft, Instant, Patch, View
from qrdesk.core.schemas.lines import OneLine

_COLOUR = re.compile(r"#[0-9a-f]{6}")
# what the app offers, and what new folders and tags take in turn; each is told from the others on light and dark
PALETTE = ("#4150d4", "#1e8a52", "#b87503", "#c7303f", "#2579b0", "#8a3ffc", "#0f766e", "#b83280")


def _colour(text: str) -> str:
    if not _COLOUR.fullmatch(lower := text.strip().lower()):
        raise ValueError("This must be a colour such as #4150d4.")
    return lower


Colour = Annotated[str, AfterValidator(_colour), Field(description="As #rrggbb.", examples=["#4150d4"])]
ShortName = Annotated[OneLine, Field(min_length=1, max_length=60)]


class FolderDraft(Draft):
    """A new folder."""

    name: ShortName
    colour: Colour | None = Field(default=None, description="Left out: the next of our palette.")


class FolderPatch(Patch):
    """Changes to a folder."""

    name: ShortName | None = None
    colour: Colour | None = None


class FolderView(View):
    """A folder."""

    id: str = Field(examples=["fld_8X3k9pLMw7"])
    uuid: str
    name: str
    colour: str
    link_count: int = Field(description="Its links, archived and deleted ones left out.")
    created_at: Instant
    updated_at: Instant
