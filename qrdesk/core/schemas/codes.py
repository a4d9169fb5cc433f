"""Codes as callers write and see them."""

from typing import Annotated, Literal, TypeVar

from pydantic import BaseModel, Field, ValidationInfo, field_validator

from qrdesk.core.schemas.artwork import ExportDraft, FileOrder
from qrdesk.core.schemas.base import Draft, Instant, PageQuery, Patch, Query, View
from qrdesk.core.schemas.contents import Content
from qrdesk.core.schemas.design import Design
from qrdesk.core.schemas.lines import AS_KEPT, OneLine
from qrdesk.core.schemas.masks import NOT_SHOWN, is_masked
from qrdesk.core.schemas.plainly import plainly

T = TypeVar("T")
OwnSlug = Annotated[
    str,
    Field(
        description="An address that only this code carries, so that its scans are told apart: an alias of its link, "
        "for ever. Left out: it carries the link's own.",
        examples=["poster"],
    ),
]
_LINK_ID = Field(default=None, max_length=200, description="Id or slug of the link it leads to.", validate_default=True)
_NEEDED = "This is needed; or a content, for a code that needs no link."


def _as_it_is(value: T) -> T:
    """Return a name or a content, unless it is what a list shows of one: models that were made are not looked at again.

    Raises:
        ValueError: something in it stands for a secret.
    """
    texts = [getattr(value, name) for name in value.model_fields_set] if isinstance(value, BaseModel) else [value]
    if any(isinstance(text, str) and is_masked(text) for text in texts):
        raise ValueError(NOT_SHOWN)
    return value


class _Carried(Draft):
    """What a code carries: the address of a link, or a content of its own."""

    content: Content | None = Field(
        default=None,
        description="In place of a link: what the code says by itself, for ever. Nobody counts its scans.",
    )
    link_id: str | None = _LINK_ID

    @field_validator("link_id")
    @classmethod
    def _either(cls, link_id: str | None, info: ValidationInfo) -> str | None:
        if "content" not in info.data:  # that cannot be used, and is told
            return link_id
        if link_id is None and info.data["content"] is None:
            raise ValueError(_NEEDED)
        if link_id is not None and info.data["content"] is not None:
            raise ValueError("A code carries a link or a content. Leave one of them out.")
        return link_id


class CodeDraft(_Carried):
    """A new code: for a link, or with a content of its own."""

    name: OneLine = Field(default="", max_length=120, description="Such as “table tent”.")
    slug: OwnSlug | None = None
    design: Design = Design()
    _nothing_is_masked = field_validator("name", "content")(_as_it_is)


class PreviewDraft(_Carried):
    """A code that is not made yet: what would it be like?"""

    design: Design = Design()
    export: ExportDraft = ExportDraft()


class CodePatch(Patch):
    """Changes to a code. With another slug it carries another address; the one before goes on leading to the link."""

    NOT_TEXT = {"design": "a look", "content": "a content"}  # noqa: RUF012 - a ClassVar of the base
    CLEARED_BY_NULL = frozenset({"slug"})
    name: OneLine | None = Field(default=None, max_length=120)
    slug: OwnSlug | None = Field(default=None, description="Null: it carries the link's own again.")
    design: Design | None = None
    content: Content | None = Field(
        default=None, description="Of a static code that was never printed: what is on paper says the same for ever."
    )
    _nothing_is_masked = field_validator("name", "content")(_as_it_is)


class CodeQuery(PageQuery):
    """Which codes."""

    link_id: str = Field(default="", max_length=200, description="Only those of one link (id or slug).")
    kind: Literal["all", "link", "static"] = Field(
        default="all", description="Only codes of links, or only those with a content of their own."
    )
    search: str = Field(
        default="",
        max_length=200,
        description="In the name, in what a static code says (never in its password), and in what its link is found "
        "by: every word, anywhere. A key without `links:read` finds codes of links by their name and the address that "
        "they carry alone.",
    )
    contents: str = Field(
        default="",
        max_length=200,
        description="With `search`: static codes of these sorts, too, whatever they say; separated by commas, such as "
        "`wifi,vcard`.",
    )
    secrets: Annotated[bool, plainly("Whether to show passwords is answered by true or false.")] = Field(
        default=False,
        description="Show the passwords of networks that codes say. Left out, `text` and `content` have “•••” in "
        "their place: ask for one code by its id to see its password.",
    )


class PrintQuery(Query):
    """Which print is taken back."""

    printed_at: Instant | None = Field(
        default=None,
        description="Only while this is the last print that is remembered, as the code's `printed_at` says it: a "
        "print made since, by whomever, stays. Left out, whichever it is.",
    )


class CodeView(View):
    """A QR code: of a link, or static."""

    id: str = Field(examples=["qrc_8X3k9pLMw7"])
    uuid: str
    link_id: str | None = Field(description="Null: a static code.", examples=["lnk_8X3k9pLMw7"])
    name: str
    slug: str = Field(description="The address that only this code carries; empty: it carries its link's.")
    text: str = Field(
        description="What the code carries; in a list without its password.",
        examples=["https://go.example.com/r/lunch"],
    )
    content: Annotated[Content | None, AS_KEPT] = Field(
        description="Of a static code: what it says; in a list without its password."
    )
    design: Design
    export_count: int
    printed_at: Instant | None = Field(description="The last export that may be on paper.")
    created_at: Instant
    updated_at: Instant


class ArtworkQuery(FileOrder, Query):
    """One file of a code with its own look, by an address: what the body of an export says, in the query string."""

    remember: Annotated[bool, plainly("Whether to remember the code as printed is answered by true or false.")] = Field(
        default=False, description="Remember the code as printed, as an export does."
    )
