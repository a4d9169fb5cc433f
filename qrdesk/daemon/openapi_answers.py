"""What an operation answers, for the reference: when it is done, and for each way in which it can fail."""

import inspect
from collections.abc import Collection, Mapping
from typing import Any

from qrdesk.core import edits
from qrdesk.core.errors import (
    AmbiguousKey,
    Busy,
    DatabaseLocked,
    DatabaseUnreachable,
    IdempotencyKeyConflict,
    Invalid,
    KeyMistyped,
    KeyNotFromHere,
    KeyUnknown,
    Kind,
    Limited,
    NotFound,
    PreconditionFailed,
    QRDeskError,
    ScopeMissing,
    SecretKeyChanged,
    TooLarge,
    Unauthenticated,
    Unexpected,
)
from qrdesk.core.operations import Operation
from qrdesk.core.schemas.artwork import MEDIA_TYPES
from qrdesk.core.schemas.base import Blob, Poster, Stream
from qrdesk.daemon import etags, idempotency, openapi_examples
from qrdesk.daemon.http import JSON, REPORT, BadRequest, WrongMediaType, status_of
from qrdesk.daemon.parsing import HEADER_BYTES

REF = "#/components/schemas/{model}"
_Errors = tuple[type[QRDeskError], ...]
_ALWAYS: _Errors = (Limited, DatabaseUnreachable, DatabaseLocked, Unexpected)
_WITH_KEY: _Errors = (AmbiguousKey, Unauthenticated, KeyMistyped, KeyUnknown, KeyNotFromHere, ScopeMissing)
_CHANGED_MEANWHILE: _Errors = (Busy,)  # what the key may do, while a change waited for others
_WITH_BODY: _Errors = (BadRequest, TooLarge, WrongMediaType, Invalid)
_WITH_QUERY: _Errors = (BadRequest, Invalid)  # rows without parameters refuse all of them
_ONCE: _Errors = (BadRequest, IdempotencyKeyConflict, SecretKeyChanged)
_NO_FORM = "The body is not sent as a form with a file in it."
_FILES = tuple(dict.fromkeys(MEDIA_TYPES.values()))  # of artwork
_STREAMS = ("text/csv", "application/x-ndjson")
_TOO_LONG: dict[str, Any] = {  # the server's own answer, before anybody reads the request
    "description": f"- `{TooLarge.code}`: The address and the headers are larger than {HEADER_BYTES:,} bytes.",
    "content": {JSON: {"schema": {"$ref": REF.format(model="Error")}}},
}
_RETRY = "Retry-After"
_TAG = (
    "Which edit of it this is, for `If-Match`, and which answer, for `If-None-Match`. Hits, checks and exports make it "
    "another answer, and no other edit: the tag changes, and the one before still matches in `If-Match`."
)
HEADERS: Mapping[str, Any] = {
    "X-RateLimit-Limit": {"description": "Requests in a window.", "schema": {"type": "integer"}},
    "X-RateLimit-Remaining": {"description": "Those that are left.", "schema": {"type": "integer"}},
    "X-RateLimit-Reset": {
        "description": "When the next ones come back; seconds since 1970.",
        "schema": {"type": "integer"},
    },
    "RateLimit": {
        "description": "For each window how many requests are left (`r`), and in how many seconds the next ones come "
        "back (`t`).",
        "schema": {"type": "string", "examples": ['"minute";r=1180;t=42']},
    },
    "RateLimit-Policy": {
        "description": "For each window how many requests it has (`q`), and its seconds (`w`).",
        "schema": {"type": "string", "examples": ['"minute";q=1200;w=60']},
    },
    _RETRY: {"description": "Whole seconds from now.", "schema": {"type": "integer", "minimum": 1}},
}
_COUNTED = {name: {"$ref": f"#/components/headers/{name}"} for name in HEADERS if name != _RETRY}
_WAIT = {_RETRY: {"$ref": f"#/components/headers/{_RETRY}"}}
_GOING = {
    "Deprecation": {"description": "Since when it is known that this will go.", "schema": {"type": "string"}},
    "Sunset": {"description": "When this will be gone.", "schema": {"type": "string"}},
    "Link": {"description": "What to use instead.", "schema": {"type": "string"}},
}
_UNCOUNTED = {401}  # who has no good key learns nothing of its limits


def success(
    row: Operation,
    shown: Any,
    model: Mapping[str, Any],
    pagination: Mapping[str, Any],
    schemas: Mapping[str, Any],
) -> dict[str, Any]:
    """Return the answer of an operation that was done.

    ``shown`` is the class of what it shows, or of each row of that; ``model`` and ``pagination`` are their schemas,
    and ``schemas`` those that these refer to.
    """
    done = _file(row) or _data(row, shown, model, pagination)
    for content in done.get("content", {}).values():
        if "schema" in content:
            content["example"] = openapi_examples.answered(content["schema"], schemas)
    return {**done, "headers": {**done.get("headers", {}), **_beside(row), **_COUNTED}}


def _beside(row: Operation) -> dict[str, Any]:
    found: dict[str, Any] = {}
    if edits.is_marked(row):
        found[etags.HEADER] = {"description": _TAG, "schema": {"type": "string"}}
    if row.paged:
        found["Link"] = {
            "description": "The next page, with `rel=next`, if there is one.",
            "schema": {"type": "string"},
        }
    if row.deprecated is not None:
        found = {**_GOING, **found}
    return found


def unchanged(row: Operation) -> dict[str, Any]:
    """Return the answer to who has the file already."""
    if row.returns is not Poster and not (row.method == "GET" and edits.is_marked(row)):
        return {}
    return {"304": {"description": "The caller has it: its mark was sent along.", "headers": dict(_COUNTED)}}


def failures(row: Operation) -> dict[str, Any]:
    """Return all answers of an operation that was not done, by status."""
    possible = [*_ALWAYS, *(() if row.public else _WITH_KEY), *row.raises, *_WITH_QUERY]
    possible += _WITH_BODY if row.body else ()
    possible += [NotFound] if row.path_names else []  # a path that is no text, too
    possible += _ONCE if row.idempotent else ()
    possible += [PreconditionFailed] if row.method != "GET" and edits.thing_of(row) else []
    possible += _CHANGED_MEANWHILE if row.audited and not row.public else ()
    by_status: dict[int, dict[str, type[QRDeskError]]] = {}
    for error in possible:
        by_status.setdefault(status_of(error), {})[error.code] = error
    found = {str(status): _failure(row, status, by_status[status].values()) for status in sorted(by_status)}
    return dict(sorted({**found, "431": _TOO_LONG}.items()))


def _file(row: Operation) -> dict[str, Any] | None:
    if row.returns is Poster:
        mark = {"description": "What `If-None-Match` takes.", "schema": {"type": "string"}}
        said, headers, kinds = "The file. Everybody may show and keep it.", {"ETag": mark}, row.media_types
    elif row.returns is Blob:
        report = {
            "description": "What is to be known about it, as JSON; long texts and lists are cut.",
            "schema": {"type": "string"},
        }
        said, headers, kinds = "The file.", {REPORT: report}, row.media_types or _FILES
    elif row.returns is Stream:
        said, headers, kinds = "The file, sent as it is made.", dict[str, Any](), _STREAMS
    else:
        return None
    return {"description": said, "headers": headers, "content": {kind: {} for kind in kinds}}


def _data(row: Operation, shown: Any, model: Mapping[str, Any], pagination: Mapping[str, Any]) -> dict[str, Any]:
    if shown is None:
        return {"description": "Done; there is no content."}
    properties: dict[str, Any] = {"data": model}
    if row.returns is not shown:
        properties["data"] = {"type": "array", "items": model}
    if row.paged:
        properties["pagination"] = pagination
    schema = {"type": "object", "required": list(properties), "properties": properties}
    done: dict[str, Any] = {"description": "Done.", "content": {JSON: {"schema": schema}}}
    if row.idempotent:
        again = {"description": "The answer was given before.", "schema": {"type": "string", "const": "true"}}
        done["headers"] = {idempotency.REPLAY: again}
    return done


def _failure(row: Operation, status: int, errors: Collection[type[QRDeskError]]) -> dict[str, Any]:
    lines = [f"- `{error.code}`: {_meaning(row, error)}" for error in errors]
    schema = {"$ref": REF.format(model="Error")}
    found: dict[str, Any] = {"description": "\n".join(lines), "content": {JSON: {"schema": schema}}}
    headers = dict[str, Any]() if status in _UNCOUNTED else dict[str, Any](_COUNTED)
    if any(error.kind in {Kind.LIMITED, Kind.UNAVAILABLE} for error in errors):
        headers |= _WAIT
    return {**found, "headers": headers} if headers else found


def _meaning(row: Operation, error: type[QRDeskError]) -> str:
    if row.upload and error is WrongMediaType:
        return _NO_FORM
    return (inspect.getdoc(error) or "").replace("``", "`").splitlines()[0]
