"""Reading requests of H0p: ids in paths, pages of lists, and single fields of bodies."""

import re
from collections.abc import Mapping, Sequence
from typing import Any, TypeVar

from qrdesk.core.errors import Invalid, NotFound
from qrdesk.daemon.dialects.dialect import Ask, text_of

T = TypeVar("T")
MOST = 50  # rows of a list in one answer
_LAST_PAGE = 999_999
_ID = re.compile(r"[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}|[a-z]{3}_[0-9A-Za-z]{10}")
_COLOUR = re.compile(r"#[0-9A-Fa-f]{6}")
_LONGEST_NAME = 30


def id_in_path(ask: Ask, noun: str) -> str:
    """Return the id that stands in the path: a UUID, or one of ours. Names and slugs are no ids there.

    Raises:
        NotFound: nothing can have it.
    """
    return checked_id(ask.path["id"], noun)


def checked_id(text: str, noun: str) -> str:
    """Return an id as it is stored.

    Raises:
        NotFound: nothing can have it.
    """
    found = text if text[3:4] == "_" else text.lower()
    if not _ID.fullmatch(found):
        raise NotFound.of(noun, text)
    return found


def page_of(ask: Ask, limit: int = 10) -> tuple[int, int]:
    """Return which page is asked for, from 0, and how many rows it has; ``limit`` unless that is said.

    Raises:
        Invalid: one of them is no number, or out of bounds.
    """
    page = ask.number("page", default=0, least=0, most=_LAST_PAGE)
    return page, ask.number("limit", default=limit, least=0, most=MOST)


def listed(items: Sequence[Any], total: int, page: int, limit: int) -> dict[str, Any]:
    """Return one page of a list in both shapes that the documents print."""
    pages = -(-total // limit) if limit else 0
    pagination = {"page": page, "limit": limit, "totalItems": total, "totalPages": pages}
    return {"items": items, "pagination": pagination, "count": total, "data": items}


def cut(rows: Sequence[T], page: int, limit: int) -> Sequence[T]:
    """Return one page of rows that are all at hand."""
    return rows[page * limit : (page + 1) * limit]


def search_of(ask: Ask) -> str:
    """Return what is searched for; the documents have lost the name of it."""
    return ask.word("search", "query", "q").strip()


def name_of(sent: Mapping[str, Any]) -> str | None:
    """Return the name of a folder or tag; None where none was sent.

    Raises:
        Invalid: it is none, or too long.
    """
    name = text_of(sent, "name")
    if name is not None and not 1 <= len(name.strip()) <= _LONGEST_NAME:
        raise Invalid.field("name", f"A name has from 1 to {_LONGEST_NAME} characters.")
    return name


def colour_of(sent: Mapping[str, Any]) -> str | None:
    """Return a colour; None where none was sent.

    Raises:
        Invalid: it is none.
    """
    colour = text_of(sent, "color", "colour")
    if colour is not None and not _COLOUR.fullmatch(colour):
        raise Invalid.field("color", "This must be a colour such as #4150d4.")
    return colour


def flag_of(sent: Mapping[str, Any], names: Sequence[str], *, was: bool) -> bool | None:
    """Return true or false under these names, which all mean the same; None where none was sent, or null.

    Answers have several of them: who sends all back with one changed means that one. ``was`` is what they were.

    Raises:
        Invalid: one is neither.
    """
    for name in names:
        if not isinstance(sent.get(name), bool | None):
            raise Invalid.field(name, "This must be true or false.")
    said = {sent[name] for name in names if sent.get(name) is not None}
    if not said:
        return None
    return (not was) if (not was) in said else was


def object_of(sent: Mapping[str, Any], name: str) -> Mapping[str, Any] | None:
    """Return an object in a body; None where there is none, or null.

    Raises:
        Invalid: it is no object.
    """
    found = sent.get(name)
    if found is not None and not isinstance(found, dict):
        raise Invalid.field(name, "This must be an object.")
    return found


def list_of(sent: Mapping[str, Any], name: str, most: int, within: str = "") -> list[Any] | None:
    """Return a list in a body; None where there is none, or null. ``within`` is where the body itself stands.

    Raises:
        Invalid: it is no list, or too long.
    """
    found = sent.get(name)
    if found is None:
        return None
    if not isinstance(found, list):
        raise Invalid.field(within + name, "This must be a list.")
    if len(found) > most:
        raise Invalid.field(within + name, f"This may have {most} entries at most.")
    return found
