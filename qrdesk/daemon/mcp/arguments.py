"""Arguments of tools: their JSON Schema, and how they are read. Both come from the models of the operations."""

from collections.abc import Iterator, Mapping
from functools import cache
from typing import Any

from pydantic import BaseModel, ValidationError

from qrdesk.core.errors import Invalid
from qrdesk.core.schemas.base import Patch, quoted
from qrdesk.core.validation import from_validation
from qrdesk.daemon.mcp.tool import Part, Tool

LIMIT = "limit"
ROWS, MOST_ROWS = 20, 50  # in one answer: an agent reads all of it, and pays for each word
_DEFS = "#/$defs/"
_NAMED_BY = {"link_id": "Id, slug, or host/slug of the link."}
_NOUN = "argument"


@cache
def schema_of(tool: Tool) -> dict[str, Any]:
    """Return the JSON Schema of the arguments of ``tool``; definitions that they do not use are left out."""
    properties: dict[str, Any] = {
        name: {"type": "string", "minLength": 1, "description": _NAMED_BY.get(name, "Its id.")}
        for name in tool.path_names
    }
    needed, definitions = [*tool.path_names, *tool.needs], dict[str, Any]()
    for part in tool.parts:
        whole = part.model.model_json_schema()
        definitions |= whole.get("$defs", {})
        needed += [name for name in whole.get("required", ()) if name in part.fields and name not in needed]
        for name in part.fields:
            properties[name] = _plain(whole["properties"][name], part.model, name)
    used = {name: _untitled(definitions[name]) for name in sorted(_used(properties, definitions))}
    found: dict[str, Any] = {"type": "object", "properties": properties, "additionalProperties": False}
    return found | ({"required": needed} if needed else {}) | ({"$defs": used} if used else {})


def read(tool: Tool, sent: Mapping[str, Any]) -> dict[str, Any]:
    """Return what an agent sent as parameters of the tool's operations, by name.

    Raises:
        Invalid: something cannot be used, is missing, or is not known.
    """
    known = {*tool.path_names, *(name for part in tool.parts for name in part.fields)}
    wrong = {quoted(name): "There is no such argument." for name in sent if name not in known}
    wrong |= {name: "This is needed." for name in tool.needs if sent.get(name) is None}
    if wrong:
        name, reason = next(iter(wrong.items()))
        more = f" (and {len(wrong) - 1} more)" if len(wrong) > 1 else ""
        raise Invalid(f"{name}: {reason}{more}", field_errors=wrong)
    found: dict[str, Any] = {name: _name(name, sent.get(name)) for name in tool.path_names}
    return found | {part.name: _model(part, sent) for part in tool.parts}


def _name(name: str, value: object) -> str:
    """Return what names something, such as a link.

    Raises:
        Invalid: nothing does, or what no text can keep.
    """
    if value is None or value == "":
        raise Invalid.field(name, f"{name}: This is needed.")
    if not isinstance(value, str) or not value.isprintable():  # half a character is not
        raise Invalid.field(name, f"{name}: This must be text.")
    return value


def _model(part: Part, sent: Mapping[str, Any]) -> BaseModel:
    # agents send null for what they leave out; in a patch it takes away what was set
    patch = issubclass(part.model, Patch)
    given = {name: sent[name] for name in part.fields if name in sent and (patch or sent[name] is not None)}
    if LIMIT in part.fields:
        given.setdefault(LIMIT, ROWS)
    try:
        read_model = part.model.model_validate(given)
    except ValidationError as fault:
        raise from_validation(fault, noun=_NOUN) from fault
    if LIMIT in part.fields and getattr(read_model, LIMIT) > MOST_ROWS:
        raise Invalid.field(LIMIT, f"{LIMIT}: This must be {MOST_ROWS} or less.")
    return read_model


def _plain(schema: Mapping[str, Any], model: type[BaseModel], name: str) -> dict[str, Any]:
    """Return the schema of one argument: without null where it only stands for what is left out."""
    found = _untitled(schema)
    cleared = issubclass(model, Patch) and name in model.CLEARED_BY_NULL
    branches = [branch for branch in found.get("anyOf", ()) if cleared or branch != {"type": "null"}]
    if found.get("default", ...) is None:
        del found["default"]
    if len(branches) == 1:
        del found["anyOf"]
        found = branches[0] | found
    elif branches:
        found["anyOf"] = branches
    return found | ({"default": ROWS, "maximum": MOST_ROWS} if name == LIMIT else {})


def _untitled(schema: Any) -> Any:
    """Return a schema without the titles that pydantic makes from names: an agent can read the names."""
    if isinstance(schema, list):
        return [_untitled(one) for one in schema]
    if not isinstance(schema, dict):
        return schema
    return {
        name: {inner: _untitled(one) for inner, one in value.items()} if name == "properties" else _untitled(value)
        for name, value in schema.items()
        if not (name == "title" and isinstance(value, str))
    }


def _used(schema: Any, definitions: Mapping[str, Any]) -> set[str]:
    """Return the names of the definitions that a schema uses, and those that these use."""
    found, to_look = set[str](), list(_named(schema))
    while to_look:
        name = to_look.pop()
        if name not in found:
            found.add(name)
            to_look += _named(definitions[name])
    return found


def _named(schema: Any) -> Iterator[str]:
    if isinstance(schema, str) and schema.startswith(_DEFS):
        yield schema.removeprefix(_DEFS)
    elif isinstance(schema, dict):
        for one in schema.values():
            yield from _named(one)
    elif isinstance(schema, list):
        for one in schema:
            yield from _named(one)
