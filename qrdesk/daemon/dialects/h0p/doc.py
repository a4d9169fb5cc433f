"""The OpenAPI 3.0 document of H0p's paths at ``/doc``, and Swagger UI on it at ``/ui``. Neither needs a key."""

from collections.abc import Mapping
from functools import cache
from typing import Any

from qrdesk import __version__
from qrdesk.daemon import docs
from qrdesk.daemon.dialects.dialect import Ask, Route, Said
from qrdesk.daemon.dialects.h0p.doc_schemas import SCHEMAS, many, ref, text, thing, uuid, whole
from qrdesk.daemon.dialects.h0p.stat_groups import GROUPS
from qrdesk.daemon.pacing import OPEN

_MOST = 50
_PAGE = (
    ("page", whole(0, 1_000_000), "From 0."),
    ("limit", whole(0, _MOST), "Rows in one answer."),
    ("search", text(maxLength=200), "Only what has this in its name."),
)
_WHAT = tuple(
    (name, many(uuid(), maxItems=20), f"Only these {noun}.")
    for name, noun in (
        ("shortLinkIds", "links"),
        ("domainIds", "domains"),
        ("folderIds", "folders"),
        ("tagIds", "tags"),
    )
)
_WHEN = tuple((name, text(format="date-time"), "") for name in ("startDate", "endDate"))
_GROUP = ("groupBy", text(enum=list(GROUPS)), "What clicks are counted by.")
# Method, path, what it does, body, answer, status, and errors beside those that everything has.
_Row = tuple[str, str, str, str, str, int, tuple[int, ...]]
_ROWS: tuple[_Row, ...] = (
    ("post", "/short-link", "Create a short link", "ShortLinkDraft", "ShortLink", 201, (404, 409)),
    ("get", "/short-link/list", "List short links", "", "[ShortLink]", 200, ()),
    ("get", "/short-link/{id}", "Get a short link", "", "ShortLink", 200, (404,)),
    ("patch", "/short-link/{id}", "Change a short link", "ShortLinkPatch", "ShortLink", 200, (404, 409)),
    ("delete", "/short-link/{id}", "Delete a short link", "", "Deleted", 200, (404,)),
    ("post", "/domain", "Add a domain", "DomainDraft", "Domain", 201, (404, 409)),
    ("get", "/domain/list", "List domains", "", "[DomainBrief]", 200, ()),
    ("get", "/domain/{id}", "Get a domain", "", "Domain", 200, (404,)),
    ("patch", "/domain/{id}", "Change a domain", "DomainPatch", "Domain", 200, (404,)),
    ("delete", "/domain/{id}", "Remove a domain", "", "Deleted", 200, (404, 409)),
    ("post", "/domain/{id}/verify", "Look for the proof of a domain", "", "Domain", 200, (404,)),
    ("post", "/folder", "Create a folder", "FolderDraft", "Folder", 201, (409,)),
    ("get", "/folder/list", "List folders", "", "[Folder]", 200, ()),
    ("get", "/folder/{id}", "Get a folder", "", "Folder", 200, (404,)),
    ("patch", "/folder/{id}", "Change a folder", "FolderPatch", "Folder", 200, (404, 409)),
    ("delete", "/folder/{id}", "Delete a folder; its links stay", "", "Deleted", 200, (404, 409)),
    ("post", "/tag", "Create a tag", "TagDraft", "Tag", 201, (409,)),
    ("get", "/tag/list", "List tags", "", "[Tag]", 200, ()),
    ("get", "/tag/{id}", "Get a tag", "", "Tag", 200, (404,)),
    ("patch", "/tag/{id}", "Change a tag", "TagPatch", "Tag", 200, (404, 409)),
    ("delete", "/tag/{id}", "Delete a tag", "", "Deleted", 200, (404,)),
    ("get", "/stats/overview", "Clicks by group", "", "Groups", 200, (404, 503)),
    ("get", "/stats/clicks-over-time", "Clicks by day", "", "Days", 200, (404, 503)),
    ("post", "/files/meta-tag-image", "Upload a picture for previews of links", "file", "File", 201, (409,)),
    ("post", "/files/qr-code-image", "Upload a picture for QR codes", "file", "File", 201, (409,)),
    ("post", "/files/qr-code", "The same under its other name", "file", "File", 201, (409,)),
)
_FORM = {"type": "object", "properties": {"file": text("png, jpg or webp, at most 1 MB.", format="binary")}}
_SAID = {400: "Refused, by field", 401: "No good key", 403: "Not allowed", 404: "Not there", 409: "Already there"}
_ALWAYS = (400, 401, 403, 429)  # 400 where two different keys come, too


def get_doc(_ask: Ask) -> dict[str, Any]:
    """Return the document."""
    return document()


def get_page(_ask: Ask) -> Said:
    """Return the page."""
    content, headers = docs.page("h0p.html")
    return Said(content, 200, headers)


@cache
def document() -> dict[str, Any]:
    """Return the OpenAPI 3.0 document."""
    paths: dict[str, dict[str, Any]] = {}
    for row in _ROWS:
        paths.setdefault(row[1], {})[row[0]] = _operation(row)
    return {
        "openapi": "3.0.3",
        "info": {
            "title": "QRDesk, as H0p speaks",
            "version": __version__,
            "description": "For programs that were written for H0p. The native API is at /docs.",
        },
        "servers": [{"url": "/"}],
        "security": [{"bearer": []}, {"key": []}],
        "paths": paths,
        "components": {
            "schemas": SCHEMAS,
            "securitySchemes": {
                "bearer": {"type": "http", "scheme": "bearer"},
                "key": {"type": "apiKey", "in": "header", "name": "x-api-key"},
            },
        },
    }


def _operation(row: _Row) -> dict[str, Any]:
    method, path, does, body, answer, status, errors = row
    found: dict[str, Any] = {
        "operationId": "_".join(filter(None, (method, *path.replace("{", "").replace("}", "").split("/")))),
        "summary": does,
        "tags": [path.split("/")[1]],
        "parameters": _parameters(path, answer),
        "responses": {
            str(status): {"description": "Done", "content": _json(_schema(answer))},
            **{str(code): _refusal(code) for code in sorted({*errors, *_ALWAYS, *((413, 415) if body else ())})},
        },
    }
    if body:
        content = {"multipart/form-data": {"schema": {**_FORM, "required": ["file"]}}}
        found["requestBody"] = {"required": True, "content": content if body == "file" else _json(ref(body))}
    return found


def _parameters(path: str, answer: str) -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = []
    if "{id}" in path:
        found.append({"name": "id", "in": "path", "required": True, "schema": uuid()})
    asked: tuple[tuple[str, Mapping[str, Any], str], ...] = ()
    if answer.startswith("["):
        asked = _PAGE
    elif path.startswith("/stats/"):
        asked = (*((_GROUP,) if answer == "Groups" else ()), *_WHAT, *_WHEN)
    for name, schema, about in asked:
        one: dict[str, Any] = {"name": name, "in": "query", "required": name == "groupBy", "schema": schema}
        found.append({**one, "description": about} if about else one)
    return found


def _schema(answer: str) -> dict[str, Any]:
    if not answer.startswith("["):
        return ref(answer)
    rows = many(ref(answer.strip("[]")))
    return thing({"items": rows, "pagination": ref("Pagination"), "count": whole(), "data": rows})


def _refusal(code: int) -> dict[str, Any]:
    return {"description": _SAID.get(code, "Refused"), "content": _json(ref("Error"))}


def _json(schema: Mapping[str, Any]) -> dict[str, Any]:
    return {"application/json": {"schema": schema}}


ROUTES = (
    Route("GET", "/doc", get_doc, surface=OPEN, public=True),
    Route("GET", "/ui", get_page, surface=OPEN, public=True),
)
