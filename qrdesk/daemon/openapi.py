"""OpenAPI 3.1, written by walking the operations table. Source: OpenAPI Specification 3.1.1."""

import inspect
from collections.abc import Mapping
from functools import cache
from typing import Any, Literal, get_args

from pydantic import BaseModel
from pydantic.json_schema import models_json_schema
from pydantic_core import to_json

from qrdesk import __version__
from qrdesk.core.operations import OPERATIONS, PREFIX, Operation
from qrdesk.core.schemas.base import Pagination
from qrdesk.daemon import fields, multipart, openapi_examples
from qrdesk.daemon import openapi_parameters as parameters
from qrdesk.daemon.fields import shown_by
from qrdesk.daemon.http import JSON
from qrdesk.daemon.openapi_answers import HEADERS, REF, failures, success, unchanged

_Mode = Literal["validation", "serialization"]
_ERROR: dict[str, Any] = {
    "type": "object",
    "description": "What went wrong. `code` is for programs and stays the same; `message` is for people.",
    "required": ["error"],
    "properties": {
        "error": {
            "type": "object",
            "required": ["code", "message"],
            "properties": {
                "code": {"type": "string", "examples": ["slug_taken"]},
                "message": {"type": "string"},
                "field_errors": {
                    "type": "object",
                    "description": "What is wrong with each field, by its dotted name.",
                    "additionalProperties": {"type": "string"},
                },
                "details": {
                    "type": "object",
                    "description": "Numbers that belong to it: `limit` and `current` with `plan_limit_reached`, "
                    "`retry_s` (seconds) with `rate_limited`.",
                    "additionalProperties": {"type": "integer"},
                    "examples": [{"limit": 100, "current": 100}],
                },
            },
        }
    },
}
_ABOUT = (
    "Everything the QRDesk app does, for programs. Send a key as `Authorization: Bearer qrd_…` or `x-api-key`. "
    'Answers are `{"data": …}`, lists that page also carry `pagination`, failures are '
    '`{"error": {"code", "message", "field_errors", "details"}}`, the last two only where there is something to say. '
    "`message` and `field_errors` are English, or German for `Accept-Language: de`; `Content-Language` says which. "
    "A key may ask 1,200 times in any 60 seconds, unless it or its plan has a limit of its own; every answer to a good "
    "key tells where it stands in `X-RateLimit-Limit`, `X-RateLimit-Remaining`, `X-RateLimit-Reset` (when the next "
    "requests come back, in seconds since 1970), `RateLimit` and `RateLimit-Policy`."
)


@cache
def document_json() -> bytes:
    """Return the document as JSON; it is made once."""
    return to_json(document())


def document() -> dict[str, Any]:
    """Return the OpenAPI document of everything in the operations table."""
    refs, schemas = _schemas()
    schemas |= _parts(refs, schemas)
    paths: dict[str, dict[str, Any]] = {}
    for row in OPERATIONS:
        paths.setdefault(PREFIX + row.path, {})[row.method.lower()] = _operation(row, refs, schemas)
    for row in OPERATIONS:
        if row.query is not None and not _is_kept(row.query[1]):
            schemas.pop(_name(refs, row.query[1], "validation"), None)
        if row.upload is not None and row.body is not None:  # its fields stand in the form
            schemas.pop(_name(refs, row.body[1], "validation"), None)
    return {
        "openapi": "3.1.0",
        "info": {
            "title": "QRDesk",
            "version": __version__,
            "description": _ABOUT,
            "license": {"name": "MIT", "identifier": "MIT"},
        },
        "servers": [{"url": "/"}],
        "tags": [{"name": tag} for tag in dict.fromkeys(_tag(row) for row in OPERATIONS)],
        "paths": paths,
        "components": {
            "schemas": {**schemas, "Error": _ERROR},
            "headers": HEADERS,
            "securitySchemes": {
                "bearer": {"type": "http", "scheme": "bearer", "bearerFormat": "qrd_…"},
                "key": {"type": "apiKey", "in": "header", "name": "x-api-key"},
            },
        },
    }


_Refs = Mapping[tuple[type[BaseModel], _Mode], Mapping[str, Any]]


def _schemas() -> tuple[_Refs, dict[str, Any]]:
    wanted: dict[tuple[type[BaseModel], _Mode], None] = {(Pagination, "serialization"): None}
    for row in OPERATIONS:
        for taken in (row.body, row.query):
            if taken is not None:
                wanted[taken[1], "validation"] = None
        shown = shown_by(row)
        if shown is not None:
            wanted[shown, "serialization"] = None
    refs, whole = models_json_schema(list(wanted), ref_template=REF)
    return {(model, mode): refs[model, mode] for model, mode in wanted}, dict(whole["$defs"])


def _name(refs: _Refs, model: type[BaseModel], mode: _Mode) -> str:
    return str(refs[model, mode]["$ref"]).rpartition("/")[2]


def _is_kept(query: type[BaseModel]) -> bool:
    """Say whether a query also stands in bodies or answers, such as that of a saved view."""
    models = (model for row in OPERATIONS for model in (row.body and row.body[1], shown_by(row)) if model)
    return any(
        query in (field.annotation, *get_args(field.annotation))
        for model in models
        for field in model.model_fields.values()
    )


def _operation(row: Operation, refs: _Refs, schemas: Mapping[str, Any]) -> dict[str, Any]:
    summary, description = _words(row)
    found: dict[str, Any] = {
        "operationId": row.name,
        "tags": [_tag(row)],
        "summary": summary,
        "description": f"{description}\n\n{_needs(row)}{_goes(row)}".strip(),
        "security": _security(row),
        "responses": {str(row.status): _success(row, refs, schemas), **unchanged(row), **failures(row)},
    }
    taken = [*parameters.in_path(row), *_query_parameters(row, refs, schemas), *parameters.in_headers(row)]
    if taken:
        found["parameters"] = taken
    if row.body is not None:
        found["requestBody"] = {"required": True, "content": _request_body(row, row.body[1], refs, schemas)}
    if row.deprecated is not None:
        found["deprecated"] = True
    return found


def _query_parameters(row: Operation, refs: _Refs, schemas: Mapping[str, Any]) -> list[dict[str, Any]]:
    query = row.query
    asked = [] if query is None else parameters.in_query(query[1], schemas[_name(refs, query[1], "validation")])
    return [*asked, *parameters.of_fields(row)]


def _request_body(row: Operation, draft: type[BaseModel], refs: _Refs, schemas: Mapping[str, Any]) -> dict[str, Any]:
    example = openapi_examples.sent(row)
    if row.upload is None:
        return {JSON: {"schema": refs[draft, "validation"], "example": example}}
    model = schemas[_name(refs, draft, "validation")]
    texts = {
        name: parameters.without_null(schema) | parameters.described(schema)
        for name, schema in model["properties"].items()
    }
    file = {"type": "string", "contentMediaType": "application/octet-stream", "description": "The file."}
    form = {**model, "properties": {**texts, multipart.FILE: file}}
    whole = {**form, "required": [*model.get("required", ()), multipart.FILE]}
    return {multipart.FORM: {"schema": whole, "example": {**(example or {}), multipart.FILE: "(the file)"}}}


def _needs(row: Operation) -> str:
    if row.public:
        return "Needs no key."
    if row.operator:
        return "Every key is refused."
    return "Needs a key, and no scope." if row.scope is None else f"Needs the scope `{row.scope.value}`."


def _goes(row: Operation) -> str:
    if row.deprecated is None:
        return ""
    day = row.deprecated.sunset
    return f" It will be there until {day.day} {day:%B %Y}: see {row.deprecated.link}."


def _security(row: Operation) -> list[dict[str, list[str]]]:
    scopes = [] if row.scope is None else [row.scope.value]
    return [] if row.public else [{"bearer": scopes}, {"key": scopes}]


def _tag(row: Operation) -> str:
    return row.path.split("/")[1]


def _words(row: Operation) -> tuple[str, str]:
    text = _markdown(row.call)
    summary, _, rest = text.partition("\n\nRaises:")[0].partition("\n")
    first, dot, more = summary.partition(". ")
    return first.removesuffix("."), " ".join(f"{more if dot else ''} {rest}".split())


def _markdown(thing: object) -> str:
    return (inspect.getdoc(thing) or "").replace("``", "`")


def _success(row: Operation, refs: _Refs, schemas: Mapping[str, Any]) -> dict[str, Any]:
    shown, pagination = shown_by(row), refs[Pagination, "serialization"]
    if shown is None:
        return success(row, None, {}, pagination, schemas)
    model = refs[shown, "serialization"]
    if fields.names_of(row):
        model = {"anyOf": [model, {"$ref": REF.format(model=_part_name(refs, shown))}]}
    return success(row, shown, model, pagination, schemas)


def _part_name(refs: _Refs, shown: type[BaseModel]) -> str:
    return f"{_name(refs, shown, 'serialization')}Part"


def _parts(refs: _Refs, schemas: Mapping[str, Any]) -> dict[str, Any]:
    """Return the schemas of answers with some of their fields."""
    found: dict[str, Any] = {}
    for row in OPERATIONS:
        shown = shown_by(row)
        if shown is None or not fields.names_of(row):
            continue
        name = _name(refs, shown, "serialization")
        found[_part_name(refs, shown)] = {
            "type": "object",
            "description": f"Those fields of `{name}` that were asked for with `{fields.NAME}`.",
            "minProperties": 1,
            "properties": schemas[name]["properties"],
        }
    return found
