"""A spot colour is one pot of ink: where its recipe changes in one part of a design, it changes in all."""

from collections.abc import Mapping
from typing import Any, cast

from qrdesk.client import Design

_SPOT = "spot:"


def with_fields(design: Design, changes: Mapping[str, object]) -> Design:
    """Return ``design`` with ``changes``, and each spot colour in it as they have it.

    Raises:
        ValidationError: it is no design then.
    """
    fields = set(changes)
    changed = Design.model_construct(None, **changes).model_dump(include=fields, warnings=False)
    known = {_name(spot): spot for spot in _spots(changed)}
    return Design.model_validate(_in_one_spelling({**design.model_dump(), **changed}, known))


def _spots(value: object) -> list[str]:
    if isinstance(value, str):
        return [value] if value.startswith(_SPOT) else []
    if isinstance(value, dict):
        return [spot for part in cast("dict[str, Any]", value).values() for spot in _spots(part)]
    if isinstance(value, list | tuple):
        return [spot for part in cast("list[Any]", value) for spot in _spots(part)]
    return []


def _in_one_spelling(value: Any, known: dict[str, str]) -> Any:
    if isinstance(value, str):
        return known.get(_name(value), value) if value.startswith(_SPOT) else value
    if isinstance(value, dict):
        return {key: _in_one_spelling(part, known) for key, part in cast("dict[str, Any]", value).items()}
    if isinstance(value, list | tuple):
        return tuple(_in_one_spelling(part, known) for part in cast("list[Any]", value))
    return value


def _name(spot: str) -> str:
    return spot[len(_SPOT) :].partition("=")[0].casefold()
