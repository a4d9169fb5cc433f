"""What is wrong with a field, in plain words: the one place that words pydantic's findings."""

import re
from collections.abc import Callable, Mapping, Sequence
from typing import Any

from pydantic import ValidationError
from pydantic_core import ErrorDetails

from qrdesk.core.errors import Invalid
from qrdesk.core.schemas.base import quoted


def _is_text(context: Mapping[str, Any]) -> bool:
    return context["field_type"] == "Value"  # text that was tidied first; a list is a Tuple or a List


def _too_long(context: Mapping[str, Any]) -> str:
    return f"This is too long: {context['max_length']} characters are the most."


def _too_short(context: Mapping[str, Any]) -> str:
    return "This is empty." if context["min_length"] == 1 else f"This needs {context['min_length']} characters or more."


def _too_few(context: Mapping[str, Any]) -> str:
    least = context["min_length"]
    return "Name at least one." if least == 1 else f"These are too few: {least} are the least."


def _no_tag(context: Mapping[str, Any]) -> str:
    if "type" in context["discriminator"]:
        return "This needs a type, such as url or wifi."
    return "This needs a kind, such as country or time."


_ONE_OF = "This must be one of: "
_ONE_OF_THESE = re.compile(r"This must be one of: |None of these is “")
_DATE = "This must be a date, such as 2026-03-31."
_TIME = "This must be a date and time, such as 2026-03-31T12:00:00Z."
_WORDS: Mapping[str, Callable[[Mapping[str, Any]], str]] = {
    "missing": lambda _: "This is needed.",
    "invalid_key": lambda _: "The name of a field has a character in it that no text can keep.",
    "string_type": lambda _: "This must be text.",
    "string_unicode": lambda _: "This has half a character in it, which no text can keep.",
    "int_type": lambda _: "This must be a whole number.",
    "int_parsing": lambda _: "This must be a whole number.",
    "int_from_float": lambda _: "This must be a whole number.",
    "float_type": lambda _: "This must be a number.",
    "float_parsing": lambda _: "This must be a number.",
    "bool_type": lambda _: "This must be true or false.",
    "bool_parsing": lambda _: "This must be true or false.",
    "string_too_long": _too_long,
    "string_too_short": _too_short,
    "too_long": lambda c: _too_long(c) if _is_text(c) else f"These are too many: {c['max_length']} are the most.",
    "too_short": lambda c: _too_short(c) if _is_text(c) else _too_few(c),
    "greater_than_equal": lambda c: f"This must be {c['ge']} or more.",
    "less_than_equal": lambda c: f"This must be {c['le']} or less.",
    "greater_than": lambda c: f"This must be more than {c['gt']}.",
    "less_than": lambda c: f"This must be less than {c['lt']}.",
    "enum": lambda c: f"{_ONE_OF}{_listed(c['expected'])}.",
    "literal_error": lambda c: f"{_ONE_OF}{_listed(c['expected'])}.",
    "date_type": lambda _: _DATE,
    "date_parsing": lambda _: _DATE,
    "date_from_datetime_parsing": lambda _: _DATE,
    "date_from_datetime_inexact": lambda _: _DATE,
    "datetime_type": lambda _: _TIME,
    "datetime_parsing": lambda _: _TIME,
    "datetime_from_date_parsing": lambda _: _TIME,
    "finite_number": lambda _: "This must be a number.",
    "int_parsing_size": lambda _: "This number is too large.",
    "timezone_aware": lambda _: "This time needs a time zone, such as a Z at its end.",
    "json_invalid": lambda _: "This is not JSON.",
    "union_tag_invalid": lambda c: f"{_ONE_OF}{_listed(c['expected_tags'])}.",
    "union_tag_not_found": _no_tag,
    "model_type": lambda _: "This must be an object with named fields.",
    "model_attributes_type": lambda _: "This must be an object with named fields.",
    "tuple_type": lambda _: "This must be a list.",
    "list_type": lambda _: "This must be a list.",
}


def from_validation(fault: ValidationError, *, noun: str = "field") -> Invalid:
    """Return our error for pydantic's: each field's dotted name with one sentence; fields are called ``noun``."""
    found = fault.errors(include_url=False)
    fields: dict[str, str] = {}
    for one in found:
        if _is_aside(one, found):
            continue
        name = _name(one)
        words = _WORDS.get(one["type"])
        said = words(one.get("ctx", {})) if words else _sentence(one["msg"])
        if one["type"] == "extra_forbidden":
            said = f"There is no such {noun}."
        if one["type"] == "literal_error" and _ONE_OF_THESE.match(fields.get(name, "")):
            said = f"{fields.pop(name)[:-1]}, {said.removeprefix(_ONE_OF)}"  # a union of an enum and single words
        elif one["type"] in {"enum", "literal_error"} and (wrong := _wrong_word(one)):
            said = f"None of these is “{wrong}”: {said.removeprefix(_ONE_OF)}"
        fields.setdefault(name, said)
    first = next(iter(fields.items()), ("body", "This cannot be used."))
    more = f" (and {len(fields) - 1} more)" if len(fields) > 1 else ""
    return Invalid(f"{first[0]}: {first[1]}{more}", field_errors=fields)


def _wrong_word(one: ErrorDetails) -> str:
    """Return the word in a list that is none of those it may have; "" for a field that stands alone."""
    places = [part for part in one["loc"] if not _is_branch(part)]
    word = one["input"]
    return quoted(word) if isinstance(word, str) and places and isinstance(places[-1], int) else ""


def _is_aside(one: ErrorDetails, found: Sequence[ErrorDetails]) -> bool:
    """Say whether a finding only follows from the others, and would mislead beside them."""
    if one["type"] == "too_short":  # rows that were refused are not counted: that is not what is wrong
        return any(other["loc"][: len(one["loc"])] == one["loc"] != other["loc"] for other in found)
    # where a text may be empty, the empty one is a branch of its own: what the other branch says is what is wrong
    return one["type"] == "literal_error" and not _listed(one.get("ctx", {})["expected"]) and len(found) > 1


def _name(finding: ErrorDetails) -> str:
    place = finding["loc"]
    last = len(place) - 1 if finding["type"] == "extra_forbidden" else len(place)  # there the caller's own word
    parts = [
        str(part)
        for number, part in enumerate(place)
        if number == last or not (_is_branch(part) or _is_tag(place, number))
    ]
    return ".".join(parts) or "body"


def _is_tag(place: tuple[int | str, ...], number: int) -> bool:
    """Say whether a part of a place is the kind of a condition, or the type of a content: no field of the caller."""
    return (number >= 2 and place[number - 2] == "conditions") or (number >= 1 and place[number - 1] == "content")


# a union names the branch it tried, such as "literal['all']"; that is not a field of the caller's
_BRANCH = re.compile(
    r"(function-(after|before|plain|wrap)|literal|(str|int)-enum|enum|nullable|union|tagged-union|lax-or-strict"
    r"|json-or-python|chain|is-instance|tuple|list|set|dict)\[.*|(constrained-)?(str|int|float)",
    re.DOTALL,
)


def _is_branch(part: int | str) -> bool:
    return isinstance(part, str) and _BRANCH.fullmatch(part) is not None


def _listed(expected: str) -> str:
    words = (word.strip("'") for word in expected.replace(" or ", ", ").split(", "))
    return ", ".join(filter(None, words))


def _sentence(text: str) -> str:
    said = text.removeprefix("Value error, ").strip()
    return said[:1].upper() + said[1:] + ("" if said.endswith(".") else ".")
