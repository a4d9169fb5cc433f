"""What an operation takes beside its body, for the reference: in its path, its query string and its headers."""

from collections.abc import Mapping
from typing import Any

from pydantic import BaseModel

from qrdesk.core import edits
from qrdesk.core.operations import Operation
from qrdesk.core.schemas.base import Poster
from qrdesk.daemon import fields, idempotency, openapi_examples

_NAMED_BY = {  # what stands in a path, where it is not only an id
    "link_id": "Id, UUID, slug, or host and slug.",
    "domain_id": "Id, UUID or host.",
    "picture_id": "Id.",
    "plan": "The plan's name.",
}
_WITHOUT_KEY = (
    " Make it at random: here it is half of what proves who asks. Once the key that was given was rotated or revoked, "
    "or its member has gone, it is not given again: the answer is 410 `invitation_over`."
)
_TEXT = {"type": "string"}


def in_path(row: Operation) -> list[dict[str, Any]]:
    """Return the parameters that stand in the path."""
    return [
        {
            "name": name,
            "in": "path",
            "required": True,
            "description": _NAMED_BY.get(name, "Id or UUID."),
            "schema": {"type": "string", "minLength": 1},
            "example": openapi_examples.path_example(name),
        }
        for name in row.path_names
    ]


def in_query(query: type[BaseModel], model: Mapping[str, Any]) -> list[dict[str, Any]]:
    """Return the parameters of a query; ``model`` is its schema."""
    needed = model.get("required", ())
    found: list[dict[str, Any]] = []
    for name, schema in model["properties"].items():
        one = {"name": name, "in": "query", "required": name in needed, **described(schema)}
        example = openapi_examples.asked(query, name)
        found.append({**one, "schema": without_null(schema), **({"example": example} if example else {})})
    return found


def of_fields(row: Operation) -> list[dict[str, Any]]:
    """Return the parameter that chooses fields, where there are some to choose from."""
    names = fields.names_of(row)
    if not names:
        return []
    return [
        {
            "name": fields.NAME,
            "in": "query",
            "required": False,
            "description": "Only these fields, with commas between them, of each row where it is a list.",
            "style": "form",
            "explode": False,
            "schema": {"type": "array", "minItems": 1, "items": {"type": "string", "enum": list(names)}},
            "example": list(names[:2]),
        }
    ]


def in_headers(row: Operation) -> list[dict[str, Any]]:
    """Return the headers that an operation heeds."""
    found: list[dict[str, Any]] = []
    if row.returns is Poster or (row.method == "GET" and edits.is_marked(row)):
        said = "The `ETag` of what the caller has. When the answer would be the same, it is 304, without content."
        found.append({"name": "If-None-Match", "in": "header", "description": said, "schema": _TEXT})
    if row.method != "GET" and edits.thing_of(row):
        said = (
            "The `ETag` of what the caller has read. When somebody changed it since, nothing is done: that is 412. "
            "Hits, checks and exports since are no change. `*` stands for any; a weak tag (`W/…`) for none."
        )
        found.append({"name": "If-Match", "in": "header", "description": said, "schema": _TEXT})
    if row.idempotent:
        found.append(
            {
                "name": idempotency.HEADER,
                "in": "header",
                "required": False,
                "description": "Sent again with the same within 24 hours, the request is answered as before and "
                f"nothing is made twice. The answer then carries `{idempotency.REPLAY}: true`."
                + (_WITHOUT_KEY if row.public else ""),
                "schema": {
                    "type": "string",
                    "minLength": idempotency.shortest(row),
                    "maxLength": idempotency.LONGEST,
                },
            }
        )
    return found


def described(schema: Mapping[str, Any]) -> dict[str, Any]:
    """Return the description of a field as that of a parameter."""
    return {"description": schema["description"]} if "description" in schema else {}


def without_null(schema: Mapping[str, Any]) -> dict[str, Any]:
    """Return the schema of a parameter that may be left out: a query string has no null."""
    rest = {name: value for name, value in schema.items() if name not in {"description", "title"}}
    branches = [branch for branch in rest.get("anyOf", ()) if branch != {"type": "null"}]
    if len(branches) < len(rest.get("anyOf", ())):
        rest.pop("default", None)
        rest["anyOf"] = branches
    if len(branches) == 1:
        del rest["anyOf"]
        rest |= branches[0]
    return rest
