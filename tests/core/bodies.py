"""Every field that callers can send in a body, as the reference describes it."""

import inspect
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from typing import Any, get_args

from pydantic import BaseModel, ValidationError

from qrdesk.core.operations import OPERATIONS
from qrdesk.core.validation import from_validation

Shape = Mapping[str, Any]


@dataclass(frozen=True)
class Leaf:
    """A value somewhere in a field: itself, or inside of a list or an object."""

    model: type[BaseModel]
    field: str
    shape: Shape  # of the value alone, as JSON Schema
    within: tuple[str, ...] = ()  # "list" or "object", from the outside

    def __str__(self) -> str:
        return ".".join((self.model.__name__, self.field, *self.within))

    def sent(self, value: Any) -> dict[str, Any]:
        """Return a body with this value in its place."""
        for around in reversed(self.within):
            value = [value] if around == "list" else {"x": value}
        return {self.field: value}

    def said(self, value: Any, *, as_text: bool = False) -> dict[str, str]:
        """Return what is said of this field; nothing where the value is right."""
        try:
            (self.model.model_validate_strings if as_text else self.model.model_validate)(self.sent(value))
        except ValidationError as fault:
            found = from_validation(fault).field_errors
            return {name: words for name, words in found.items() if name.partition(".")[0] == self.field}
        return {}


def models_of(roots: Iterator[type[BaseModel]]) -> list[type[BaseModel]]:
    """Return models with all that their fields hold, each once."""
    found: list[type[BaseModel]] = []
    for root in roots:
        _gather(root, found)
    return found


def bodies() -> list[type[BaseModel]]:
    """Return the models of all that is sent in bodies."""
    return models_of(row.body[1] for row in OPERATIONS if row.body)


def queries() -> list[type[BaseModel]]:
    """Return the models of all that is sent in query strings."""
    return models_of(row.query[1] for row in OPERATIONS if row.query)


def leaves(models: list[type[BaseModel]]) -> Iterator[Leaf]:
    """Yield every value that the fields of these models can have."""
    for model in models:
        described = _described(model)
        for name, shape in described.get("properties", {}).items():
            yield from _leaves(model, name, shape, described.get("$defs", {}), ())


@cache
def _described(model: type[BaseModel]) -> dict[str, Any]:
    return model.model_json_schema()  # several tests go through all of them, and each process collects those tests


def _gather(annotation: Any, found: list[type[BaseModel]]) -> None:
    if inspect.isclass(annotation) and issubclass(annotation, BaseModel) and annotation not in found:
        found.append(annotation)
        for field in annotation.model_fields.values():
            _gather(field.annotation, found)
    for inner in get_args(annotation):
        _gather(inner, found)


def _leaves(model: type[BaseModel], field: str, shape: Shape, defs: Shape, within: tuple[str, ...]) -> Iterator[Leaf]:
    if "$ref" in shape:
        shape = {**defs[shape["$ref"].rpartition("/")[2]], **shape}
    for branch in (*shape.get("anyOf", ()), *shape.get("allOf", ())):
        yield from _leaves(model, field, branch, defs, within)
    kind = shape.get("type")
    if kind == "array" and "items" in shape:
        yield from _leaves(model, field, shape["items"], defs, (*within, "list"))
    elif kind == "object" and isinstance(shape.get("additionalProperties"), dict):
        yield from _leaves(model, field, shape["additionalProperties"], defs, (*within, "object"))
    elif kind not in {None, "null", "object", "array"}:
        yield Leaf(model, field, shape, within)
