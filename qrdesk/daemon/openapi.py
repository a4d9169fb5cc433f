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
from qrdesk.core.schemas.base import Pagination, Poster
from qrdesk.daemon import idempotency, multipart
from qrdesk.daemon.http import JSON
from qrdesk.daemon.openapi_answers import HEADERS, REF, failures, success, unchanged

_Mode = Literal["validation", "serialization"]
_WITHOUT_KEY = (
    " Make it at random: here it is half of what proves who asks. Once the key that was given was rotated or revoked, "
    "or its member has gone, it is not given again: the answer is 410 `invitation_over`."
)
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
_NAMED_BY = {  # what stands in a path, where it is not only an id
    "link_id": "Id, UUID, slug, or host and slug.",
    "domain_id": "Id, UUID or host.",
    "picture_id": "Id.",
    "plan": "The plan's name.",
}
_ABOUT = (
    "Everything the QRDesk app does, for programs. Send a key as `Authorization: Bearer qrd_…` or `x-api-key`. "
    'Answers are `{"data": …}`, lists that page also carry `pagination`, failures are '
    '`{"error": {"code", "message", "field_errors", "details"}}`, the last two only where there is something to say. '
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
        shown = _shown(row)
        if shown is not None:
            wanted[shown, "serialization"] = None
    refs, whole = models_json_schema(list(wanted), ref_template=REF)
    return {(model, mode): refs[model, mode] for model, mode in wanted}, dict(whole["$defs"])


def _name(refs: _Refs, model: type[BaseModel], mode: _Mode) -> str:
    return str(refs[model, mode]["$ref"]).rpartition("/")[2]


def _is_kept(query: type[BaseModel]) -> bool:
    """Say whether a query also stands in bodies or answers, such as that of a saved view."""
    models = (model for row in OPERATIONS for model in (row.body and row.body[1], _shown(row)) if model)
    return any(
        query in (field.annotation, *get_args(field.annotation))
        for model in models
        for field in model.model_fields.values()
    )


def _shown(row: Operation) -> type[BaseModel] | None:
    """Return the model of the answer, or of each of its rows; None for files and for no content."""
    returns = row.returns
    if row.paged:
        returns = returns.__pydantic_generic_metadata__["args"][0]
    elif get_args(returns):
        returns = get_args(returns)[0]
    return returns if inspect.isclass(returns) and issubclass(returns, BaseModel) else None


def _operation(row: Operation, refs: _Refs, schemas: Mapping[str, Any]) -> dict[str, Any]:
    summary, description = _words(row)
    found: dict[str, Any] = {
        "operationId": row.name,
        "tags": [_tag(row)],
        "summary": summary,
        "description": f"{description}\n\n{_needs(row)}".strip(),
        "security": _security(row),
        "responses": {str(row.status): _success(row, refs), **unchanged(row), **failures(row)},
    }
    parameters = [*_path_parameters(row), *_query_parameters(row, refs, schemas), *_header_parameters(row)]
    if parameters:
        found["parameters"] = parameters
    if row.body is not None:
        found["requestBody"] = {"required": True, "content": _request_body(row, row.body[1], refs, schemas)}
    return found


def _request_body(row: Operation, draft: type[BaseModel], refs: _Refs, schemas: Mapping[str, Any]) -> dict[str, Any]:
    if row.upload is None:
        return {JSON: {"schema": refs[draft, "validation"]}}
    model = schemas[_name(refs, draft, "validation")]
    fields = {name: _without_null(schema) | _described(schema) for name, schema in model["properties"].items()}
    file = {"type": "string", "contentMediaType": "application/octet-stream", "description": "The file."}
    form = {**model, "properties": {**fields, multipart.FILE: file}}
    return {multipart.FORM: {"schema": {**form, "required": [*model.get("required", ()), multipart.FILE]}}}


def _described(schema: Mapping[str, Any]) -> dict[str, Any]:
    return {"description": schema["description"]} if "description" in schema else {}


def _needs(row: Operation) -> str:
    if row.public:
        return "Needs no key."
    if row.operator:
        return "Every key is refused."
    return "Needs a key, and no scope." if row.scope is None else f"Needs the scope `{row.scope.value}`."


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


def _path_parameters(row: Operation) -> list[dict[str, Any]]:
    return [
        {
            "name": name,
            "in": "path",
            "required": True,
            "description": _NAMED_BY.get(name, "Id or UUID."),
            "schema": {"type": "string", "minLength": 1},
        }
        for name in row.path_names
    ]


def _query_parameters(row: Operation, refs: _Refs, schemas: Mapping[str, Any]) -> list[dict[str, Any]]:
    if row.query is None:
        return []
    model = schemas[_name(refs, row.query[1], "validation")]
    needed = model.get("required", ())
    return [
        {
            "name": name,
            "in": "query",
            "required": name in needed,
            **_described(schema),
            "schema": _without_null(schema),
        }
        for name, schema in model["properties"].items()
    ]


def _header_parameters(row: Operation) -> list[dict[str, Any]]:
    if row.returns is Poster:
        said = "The `ETag` of what the caller has; the answer is then 304, without the file."
        return [{"name": "If-None-Match", "in": "header", "description": said, "schema": {"type": "string"}}]
    if not row.idempotent:
        return []
    return [
        {
            "name": idempotency.HEADER,
            "in": "header",
            "required": False,
            "description": "Sent again with the same within 24 hours, the request is answered as before and nothing is "
            f"made twice. The answer then carries `{idempotency.REPLAY}: true`." + (_WITHOUT_KEY if row.public else ""),
            "schema": {"type": "string", "minLength": idempotency.shortest(row), "maxLength": idempotency.LONGEST},
        }
    ]


def _without_null(schema: Mapping[str, Any]) -> dict[str, Any]:
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


def _success(row: Operation, refs: _Refs) -> dict[str, Any]:
    shown = _shown(row)
    return success(row, shown, refs[shown, "serialization"] if shown else {}, refs[Pagination, "serialization"])
