"""Numbers are numbers, and true and false are neither: what pydantic would otherwise take for one another."""

import re
from collections.abc import Mapping
from datetime import date, datetime
from functools import cache
from typing import Annotated, Any, Literal, cast, get_args, get_origin

from pydantic import BaseModel, BeforeValidator, ValidationInfo, model_validator

from qrdesk.core.schemas.lines import is_reading_kept

_Kinds = frozenset[type]
_KINDS = (bool, int, float, str, datetime, date)  # bool before int and datetime before date, of which they are kinds
_NUMBERS, _MOMENTS = frozenset({int, float}), frozenset({datetime, date})
_DATED = re.compile(r"\s*[0-9]{4}-")
_MISTAKEN = frozenset({bool}) | _NUMBERS | _MOMENTS
_OF_NO_KIND = object()  # in place of a value that is mistaken: each field refuses it, in its own words


class Exact(BaseModel):
    """What callers send: in each field the kind of value that it is for, in JSON and from Python.

    A query string and a form have nothing but text (``model_validate_strings``): there “5” is a number, and “true” is
    true. No number is a moment anywhere: from which year on, and in seconds or not, would be a guess.
    """

    @model_validator(mode="before")  # not of the fields: none may stand before the one that tells a union apart
    @classmethod
    def _nothing_mistaken(cls, sent: object, info: ValidationInfo) -> object:
        if not isinstance(sent, dict) or is_reading_kept():
            return cast("object", sent)
        fields, all_is_text = cast("dict[str, object]", sent), info.mode not in {"python", "json"}
        refused = {
            name: exact
            for name, kinds in _kinds_of(cls).items()
            if name in fields and (exact := _exact(fields[name], kinds, all_is_text)) is not fields[name]
        }
        return {**fields, **refused} if refused else fields


def _exact(value: object, kinds: _Kinds, all_is_text: bool) -> object:
    if isinstance(value, list | tuple):
        each = cast("list[object] | tuple[object, ...]", value)
        return [_exact(one, kinds, all_is_text) for one in each]
    return value if _fits(value, kinds, all_is_text) else _OF_NO_KIND


def _fits(value: object, kinds: _Kinds, all_is_text: bool) -> bool:
    if isinstance(value, bool):
        return bool in kinds
    if isinstance(value, int | float):
        return not kinds.isdisjoint(_NUMBERS)
    if not isinstance(value, str) or str in kinds:
        return True
    return all_is_text if kinds.isdisjoint(_MOMENTS) else _DATED.match(value) is not None


@cache
def _kinds_of(model: type[BaseModel]) -> Mapping[str, _Kinds]:
    """Return the kinds of value that a model's fields take, for those where one could be mistaken for another."""
    found: dict[str, _Kinds] = {}
    for name, field in model.model_fields.items():
        kinds = _kinds(field.annotation)
        if not (kinds.isdisjoint(_MISTAKEN) or _reads_itself(field.metadata)):
            found[name] = kinds
    return found


def _kinds(annotation: Any) -> _Kinds:
    if isinstance(annotation, type):
        return frozenset([kind for kind in _KINDS if issubclass(annotation, kind)][:1])
    origin, inner = get_origin(annotation), get_args(annotation)
    if origin is Literal:
        return frozenset(map(type, inner))
    if origin is Annotated:
        return frozenset() if _reads_itself(inner[1:]) else _kinds(inner[0])
    return frozenset[type]().union(*map(_kinds, inner))


def _reads_itself(metadata: Any) -> bool:
    """Say whether a field has its own way of reading what is sent, and its own words for what it cannot read."""
    return any(isinstance(one, BeforeValidator) for one in metadata)
