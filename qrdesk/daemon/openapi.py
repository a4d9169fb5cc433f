"""OpenAPI 3.1, written by walking the operations table. Source: OpenAPI Specification 3.1.1."""

import inspect
from collections.abc import Collection, Mapping
from functools import cache
from typing import Any, Literal, get_args

from pydantic import BaseModel
from pydantic.json_schema import models_json_schema
from pydantic_core import to_json

from qrdesk import __version__
from qrdesk.core.errors import (
    AmbiguousKey,
    DatabaseUnreachable,
    IdempotencyKeyConflict,
    Invalid,
    KeyMistyped,
    KeyUnknown,
    Limited,
    NotFound,
    QRDeskError,
    ScopeMissing,
    TooLarge,
    Unauthenticated,
    Unexpected,
)
from qrdesk.core.operations import OPERATIONS, PREFIX, Operation
from qrdesk.core.schemas.base import Blob, Pagination, Stream
from qrdesk.daemon import idempotency, multipart
from qrdesk.daemon.http import JSON, REPORT, BadRequest, WrongMediaType, status_of
from qrdesk.daemon.server import HEADER_BYTES

_REF = "#/components/schemas/{model}"
_Mode = Literal["validation", "serialization"]
_ALWAYS: tuple[type[QRDeskError], ...] = (
    AmbiguousKey, Unauthenticated, KeyMistyped, KeyUnknown, ScopeMissing, Limited, DatabaseUnreachable, Unexpected
)  # fmt: skip
_OF_KEYS = (AmbiguousKey, Unauthenticated, ScopeMissing)
_WITH_BODY: tuple[type[QRDeskError], ...] = (BadRequest, TooLarge, WrongMediaType, Invalid)
_TOO_LONG: dict[str, Any] = {  # the server's own answer, before anybody reads the request
    "description": f"- `{TooLarge.code}`: The address and the headers are larger than {HEADER_BYTES:,} bytes.",
    "content": {JSON: {"schema": {"$ref": _REF.format(model="Error")}}},
}
_WITH_QUERY: tuple[type[QRDeskError], ...] = (BadRequest, Invalid)  # rows without parameters refuse all of them
_FILES = ("image/svg+xml", "image/png", "application/pdf")
_STREAMS = ("text/csv", "application/x-ndjson")
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
                "field_errors": {"type": "object", "additionalProperties": {"type": "string"}},
            },
        }
    },
}
_WAIT = {
    "Retry-After": {"description": "Whole seconds from now.", "schema": {"type": "integer", "minimum": 1}},
    "X-RateLimit-Limit": {"description": "Requests in a window.", "schema": {"type": "integer"}},
    "X-RateLimit-Remaining": {"description": "Those that are left.", "schema": {"type": "integer"}},
    "X-RateLimit-Reset": {
        "description": "When the next ones come back; seconds since 1970.",
        "schema": {"type": "integer"},
    },
}
_ABOUT = (
    "Everything the QRDesk app does, for programs. Send a key as `Authorization: Bearer qrd_…` or `x-api-key`. "
    'Answers are `{"data": …}`, lists that page also carry `pagination`, failures are '
    '`{"error": {"code", "message", "field_errors"}}`. A key may ask 1,200 times in any 60 seconds, unless it or its '
    "plan has a limit of its own; every answer tells where it stands in `X-RateLimit-Limit`, `X-RateLimit-Remaining`, "
    "`X-RateLimit-Reset` (when the next requests come back, in seconds since 1970), `RateLimit` and `RateLimit-Policy`."
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
    refs, whole = models_json_schema(list(wanted), ref_template=_REF)
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
        "responses": {str(row.status): _success(row, refs), **_failures(row)},
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
        return "Every key is refused: it is done at the computer with the database."
    return "Every key may." if row.scope is None else f"Needs the scope `{row.scope.value}`."


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
    what = {"link_id": "Id, UUID, slug, or host and slug."}
    return [
        {
            "name": name,
            "in": "path",
            "required": True,
            "description": what.get(name, "Id or UUID."),
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
    if not idempotency.taken_by(row):
        return []
    return [
        {
            "name": idempotency.HEADER,
            "in": "header",
            "required": False,
            "description": "Sent again with the same within 24 hours, the request is answered as before and nothing is "
            f"made twice. The answer then carries `{idempotency.REPLAY}: true`.",
            "schema": {"type": "string", "minLength": 1, "maxLength": idempotency.LONGEST},
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
    if row.returns is Blob:
        report = {"description": "What is to be known about it, as JSON.", "schema": {"type": "string"}}
        return {
            "description": "The file.",
            "headers": {REPORT: report},
            "content": {kind: {} for kind in row.media_types or _FILES},
        }
    if row.returns is Stream:
        return {"description": "The file, sent as it is made.", "content": {kind: {} for kind in _STREAMS}}
    shown = _shown(row)
    if shown is None:
        return {"description": "Done; there is no content."}
    one: Any = refs[shown, "serialization"]
    properties: dict[str, Any] = {"data": one}
    if row.returns is not shown:
        properties["data"] = {"type": "array", "items": one}
    if row.paged:
        properties["pagination"] = refs[Pagination, "serialization"]
    schema = {"type": "object", "required": list(properties), "properties": properties}
    done: dict[str, Any] = {"description": "Done.", "content": {JSON: {"schema": schema}}}
    if idempotency.taken_by(row):
        again = {"description": "The answer was given before.", "schema": {"type": "string", "const": "true"}}
        done["headers"] = {idempotency.REPLAY: again}
    return done


def _failures(row: Operation) -> dict[str, Any]:
    always = [error for error in _ALWAYS if not (row.public and issubclass(error, _OF_KEYS))]
    possible = [*always, *row.raises, *_WITH_QUERY, *(_WITH_BODY if row.body else ())]
    possible += [NotFound] if row.path_names else []  # a path that is no text, too
    possible += [BadRequest, IdempotencyKeyConflict] if idempotency.taken_by(row) else []
    by_status: dict[int, dict[str, type[QRDeskError]]] = {}
    for error in possible:
        by_status.setdefault(status_of(error), {})[error.code] = error
    found = {str(status): _failure(by_status[status].values()) for status in sorted(by_status)}
    return dict(sorted({**found, "431": _TOO_LONG}.items()))


def _failure(errors: Collection[type[QRDeskError]]) -> dict[str, Any]:
    lines = [f"- `{error.code}`: {_markdown(error).splitlines()[0]}" for error in errors]
    schema = {"$ref": _REF.format(model="Error")}
    found: dict[str, Any] = {"description": "\n".join(lines), "content": {JSON: {"schema": schema}}}
    if any(error is Limited for error in errors):
        found["headers"] = _WAIT
    return found
