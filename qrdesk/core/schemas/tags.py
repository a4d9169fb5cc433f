"""Tags as callers write and see them."""

from typing import Annotated

from pydantic import Field

from qrdesk.core.schemas.base import Draft, Patch, View
from qrdesk.core.schemas.folders import Colour
from qrdesk.core.schemas.lines import OneLine

TagWord = Annotated[OneLine, Field(min_length=1, max_length=50)]


class TagDraft(Draft):
    """A new tag."""

    name: TagWord
    colour: Colour | None = Field(default=None, description="Left out: one of our palette.")


class TagPatch(Patch):
    """Changes to a tag. The name of another tag makes the two one."""

    name: TagWord | None = None
    colour: Colour | None = None


class TagView(View):
    """A tag."""

    id: str = Field(examples=["tag_8X3k9pLMw7"])
    uuid: str
    name: str
    colour: str
    link_count: int = Field(description="Links that carry it, archived and deleted ones left out.")
