"""What all drafts, patches, queries and views share."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Annotated, Any, ClassVar, Generic, TypeVar, cast

from pydantic import AwareDatetime, BaseModel, ConfigDict, Field, ValidationInfo, field_validator

from qrdesk.core.schemas.kinds import Exact

_SHOWN = 40  # characters of a text that is repeated in an error
_HALF = re.compile("[\ud800-\udfff]")
_CONTROL = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\ud800-\udfff]")  # all but tab and line ends; half characters
T = TypeVar("T")
Instant = Annotated[datetime, AwareDatetime]


def quoted(text: str) -> str:
    """Return the beginning of a text that was sent, as an answer can repeat it."""
    return "".join(letter if letter.isprintable() else "\ufffd" for letter in text[:_SHOWN])


def whole(text: str) -> str:
    """Return ``text`` if all of its characters are whole: JSON can name halves, which no answer could repeat.

    Raises:
        ValueError: one is half a character.
    """
    if _HALF.search(text):
        raise ValueError("This has half a character in it, which no text can keep.")
    return text


class Sent(Exact):
    """What callers send. Unknown fields are refused: a typo must not pass silently."""

    # what was sent may be a password, and a failure goes to a log
    model_config = ConfigDict(extra="forbid", frozen=True, hide_input_in_errors=True)

    @field_validator("*")
    @classmethod
    def _text_can_be_kept(cls, value: object) -> object:
        texts = cast("tuple[object, ...]", value) if isinstance(value, tuple) else (value,)
        if any(isinstance(text, str) and _CONTROL.search(text) for text in texts):
            raise ValueError("This has a control character in it, which no text can keep.")
        return cast("object", value)


class Draft(Sent):
    """What a caller sends to create something."""


def _without_null(schema: dict[str, Any], model: "type[Patch]") -> None:
    """Take out of a JSON Schema what the types need for fields that are left out: there, nobody may send null."""
    for name, one in schema.get("properties", {}).items():
        one.pop("default", None)
        if name in model.CLEARED_BY_NULL:
            continue
        branches = [branch for branch in one.get("anyOf", ()) if branch != {"type": "null"}]
        if len(branches) == 1:
            del one["anyOf"]
            one.update(branches[0] | one)


class Patch(Sent):
    """What a caller sends to change something. A field that is not sent stays as it is.

    Null is no value, but for ``CLEARED_BY_NULL``: there it takes away what was set.
    """

    model_config = ConfigDict(json_schema_extra=_without_null)
    NOT_TEXT: ClassVar[Mapping[str, str]] = {}  # what to send to those fields that hold no text
    CLEARED_BY_NULL: ClassVar[frozenset[str]] = frozenset()

    @field_validator("*", mode="before")
    @classmethod
    def _null_is_no_value(cls, value: object, info: ValidationInfo) -> object:
        if value is None and info.field_name not in cls.CLEARED_BY_NULL:
            raise ValueError(f"Leave it out, or send {cls.NOT_TEXT.get(info.field_name or '', 'a text')}.")
        return value


class Query(Sent):
    """What a caller asks for, in the query string."""


class View(BaseModel):
    """What a caller is shown. Unknown fields are dropped: a newer server may say more."""

    model_config = ConfigDict(extra="ignore", frozen=True, hide_input_in_errors=True)


class PageQuery(Query):
    """Which part of a list: by cursor (steady while rows come and go) or by page number, not both."""

    limit: int = Field(default=50, ge=1, le=1000, description="Rows in one answer.")
    cursor: str | None = Field(default=None, max_length=2000, description="`next_cursor` of the answer before.")
    page: int | None = Field(default=None, ge=1, le=1_000_000, description="Page number, from 1.")


class Pagination(View):
    """Where an answer stands in its list."""

    total: int | None = Field(description="Rows in the whole list; null where a search finds too many to count.")
    limit: int
    page: int | None = None
    next_cursor: str | None = Field(default=None, description="Send it as `cursor` for the next rows; null at the end.")


class Page(View, Generic[T]):
    """Some rows of a list."""

    data: list[T]
    pagination: Pagination


@dataclass(frozen=True, slots=True)
class Upload:
    """A file as it was sent. ``file_name`` is what its sender calls it, and no more to be believed than the rest."""

    content: bytes
    file_name: str


@dataclass(frozen=True, slots=True)
class Blob:
    """A file as an answer. ``report`` says what is to be known about it, as JSON would."""

    content: bytes
    media_type: str
    file_name: str
    report: dict[str, Any]


@dataclass(frozen=True, slots=True)
class Poster(Blob):
    """A file that everybody may see and keep: what lies under its address never changes. ``mark`` is its digest."""

    mark: str = ""


@dataclass(frozen=True, slots=True)
class Stream:
    """A file as an answer, in pieces that are made while it is read. ``close`` lets go of it before its end."""

    chunks: Iterator[bytes]
    media_type: str
    file_name: str

    def close(self) -> None:
        """Have no more pieces made."""
        close = getattr(self.chunks, "close", None)
        if close is not None:
            close()
