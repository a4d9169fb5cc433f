"""The reference: every row with its parameters, body and answers, and nothing that leads nowhere."""

import ast
import inspect
import json
import re
from collections.abc import Iterator
from types import ModuleType
from typing import Any

import pytest

from qrdesk.core.context import ALL, Actor
from qrdesk.core.errors import (
    AmbiguousKey,
    Busy,
    Forbidden,
    IdempotencyKeyConflict,
    KeyMistyped,
    KeyNotFromHere,
    KeyUnknown,
    Limited,
    PlanLimitReached,
    QRDeskError,
    ScopeMissing,
    Unauthenticated,
)
from qrdesk.core.operations import OPERATIONS, PREFIX, Operation
from qrdesk.core.schemas.base import Blob, Poster, Stream
from qrdesk.core.services import authenticating, given_answers
from qrdesk.daemon import auth, http, idempotency, openapi, pacing
from qrdesk.daemon.http import BadRequest
from tests.desks import Desk

every_row = pytest.mark.parametrize("row", OPERATIONS, ids=lambda row: row.name)


ARTWORK = {"image/svg+xml", "application/pdf", "application/postscript"} | {
    f"image/{kind}" for kind in ("png", "jpeg", "webp", "tiff")
}


@pytest.fixture(scope="module")
def reference() -> dict[str, Any]:
    return json.loads(openapi.document_json())


def walk(part: Any) -> Iterator[dict[str, Any]]:
    if isinstance(part, dict):
        yield part
        part = list(part.values())
    if isinstance(part, list):
        for one in part:
            yield from walk(one)


def test_it_says_what_it_is(reference: dict[str, Any]) -> None:
    assert reference["openapi"].startswith("3.1.")
    assert reference["info"]["title"] == "QRDesk"
    schemes = reference["components"]["securitySchemes"]
    assert schemes["bearer"]["scheme"] == "bearer"
    assert (schemes["key"]["in"], schemes["key"]["name"]) == ("header", "x-api-key")


def test_it_holds_the_table_and_nothing_else(reference: dict[str, Any]) -> None:
    found = {(path, method.upper()) for path, item in reference["paths"].items() for method in item}
    assert found == {(PREFIX + row.path, row.method) for row in OPERATIONS}
    names = [one["operationId"] for item in reference["paths"].values() for one in item.values()]
    assert len(set(names)) == len(names)


def test_every_reference_leads_somewhere(reference: dict[str, Any]) -> None:
    named = {part["$ref"] for part in walk(reference) if isinstance(part.get("$ref"), str)}
    there = {f"#/components/{kind}/{name}" for kind in ("schemas", "headers") for name in reference["components"][kind]}
    assert named == there, "and nothing stands there that nobody refers to"


@every_row
def test_every_row_is_told_in_full(reference: dict[str, Any], row: Operation) -> None:
    told = reference["paths"][PREFIX + row.path][row.method.lower()]
    assert told["operationId"] == row.name
    assert re.fullmatch(r"[A-Z][^.`]+", told["summary"])
    assert "Raises" not in told["description"]
    assert "``" not in json.dumps(told)
    if row.scope is not None:
        assert row.scope.value in told["description"]
        assert {"bearer": [row.scope.value]} in told["security"]
    else:
        said = (
            "Every key is refused" if row.operator else "Needs no key." if row.public else "Needs a key, and no scope."
        )
        assert said in told["description"]
        assert told["description"].count("Every key") <= 1
        assert told["description"].count("at the computer with") == row.operator
        assert ({"bearer": []} in told["security"]) == (not row.public)
    in_path = [one["name"] for one in told.get("parameters", []) if one["in"] == "path"]
    assert in_path == list(row.path_names)
    assert all(one["required"] for one in told.get("parameters", []) if one["in"] == "path")
    in_query = {one["name"] for one in told.get("parameters", []) if one["in"] == "query"}
    chosen = {"fields"} if row.method == "GET" and row.returns not in {Blob, Poster, Stream} else set[str]()
    assert in_query == (set(row.query[1].model_fields) if row.query else set()) | chosen
    assert ("requestBody" in told) == (row.body is not None)


@every_row
def test_every_row_tells_its_answers(reference: dict[str, Any], row: Operation) -> None:
    answers = reference["paths"][PREFIX + row.path][row.method.lower()]["responses"]
    done = answers[str(row.status)]
    if row.returns in {Blob, Poster}:
        assert set(done["content"]) == set(row.media_types or ARTWORK)
    elif row.returns is Stream:
        assert set(done["content"]) == {"text/csv", "application/x-ndjson"}
    elif row.status != 204:
        schema = done["content"]["application/json"]["schema"]
        assert schema["required"] == (["data", "pagination"] if row.paged else ["data"])
    assert {"500", "503"} <= set(answers)
    assert ({"401", "403"} <= set(answers)) == (not row.public)
    for error in row.raises:
        assert any(f"`{error.code}`" in answer["description"] for answer in answers.values())
    if row.body:
        assert {"400", "413", "415", "422"} <= set(answers)


def _raised_in(*rooms: ModuleType) -> set[type[QRDeskError]]:
    """Return the errors that the code of ``rooms`` raises by name, as ``raise Limited.until(...)`` does."""
    found: set[type[QRDeskError]] = set()
    for room in rooms:
        for node in ast.walk(ast.parse(inspect.getsource(room))):
            if isinstance(node, ast.Raise) and isinstance(node.exc, ast.Call):
                made = node.exc.func.value if isinstance(node.exc.func, ast.Attribute) else node.exc.func
                error = getattr(room, made.id, None) if isinstance(made, ast.Name) else None
                if inspect.isclass(error) and issubclass(error, QRDeskError):
                    found.add(error)
    return found


def test_what_the_door_can_say_is_found() -> None:
    """Else the next test would pass whatever is told."""
    assert {KeyNotFromHere, KeyUnknown, KeyMistyped} <= _raised_in(authenticating)
    assert _raised_in(pacing) == {Limited}
    assert _raised_in(auth) == {AmbiguousKey, Unauthenticated}
    assert _raised_in(idempotency, given_answers) == {BadRequest, IdempotencyKeyConflict}


@every_row
def test_every_row_tells_what_the_door_can_say(reference: dict[str, Any], row: Operation) -> None:
    answers = reference["paths"][PREFIX + row.path][row.method.lower()]["responses"]
    possible = _raised_in(pacing)
    if not row.public:
        possible |= _raised_in(auth, authenticating) - (set() if row.audited else {Busy})
        possible |= {ScopeMissing}
        try:
            Actor(1, frozenset({ALL}), old_text=True).require(row.scope)
        except Forbidden:
            possible |= {Forbidden}
    if row.idempotent:
        possible |= _raised_in(idempotency, given_answers)
    for error in possible:
        assert f"`{error.code}`" in answers[str(http.status_of(error))]["description"], error


@every_row
def test_every_counted_answer_tells_of_the_limit(reference: dict[str, Any], row: Operation) -> None:
    answers = reference["paths"][PREFIX + row.path][row.method.lower()]["responses"]
    for status, answer in answers.items():
        counted = {name for name in answer.get("headers", {}) if "ratelimit" in name.lower()}
        assert len(counted) == (0 if status in {"401", "431"} else 5), status
    assert "Retry-After" in answers["429"]["headers"]
    assert "Retry-After" in answers["503"]["headers"]


def test_the_headers_told_are_those_that_are_sent(api: Desk, reference: dict[str, Any]) -> None:
    sent = api.ask("GET", f"{PREFIX}/me").headers
    told = set(reference["components"]["headers"]) - {"Retry-After"}
    assert {name.lower() for name in sent if "ratelimit" in name.lower()} == {name.lower() for name in told}


def test_every_parameter_says_what_it_is(reference: dict[str, Any]) -> None:
    for path, item in reference["paths"].items():
        for method, one in item.items():
            for parameter in one.get("parameters", []):
                assert parameter.get("description"), (method, path, parameter["name"])


def test_what_stands_in_a_path_is_called_what_it_is(reference: dict[str, Any]) -> None:
    def said(path: str, method: str) -> str:
        return reference["paths"][PREFIX + path][method]["parameters"][0]["description"]

    assert "name" in said("/plans/{plan}", "put")
    assert "host" in said("/domains/{domain_id}", "get")
    assert said("/folders/{folder_id}", "patch") == "Id or UUID."


def test_where_a_file_is_sent_the_body_is_a_form(reference: dict[str, Any]) -> None:
    def refused(path: str) -> str:
        return reference["paths"][PREFIX + path]["post"]["responses"]["415"]["description"]

    assert "not sent as a form" in refused("/files")
    assert "not sent as JSON" in refused("/links")


def test_numbers_of_an_error_are_told(reference: dict[str, Any]) -> None:
    told = reference["components"]["schemas"]["Error"]["properties"]["error"]["properties"]["details"]["description"]
    for name in (*PlanLimitReached.numbers, *Limited.numbers):
        assert f"`{name}`" in told


def test_a_query_has_no_null_in_it(reference: dict[str, Any]) -> None:
    for item in reference["paths"].values():
        for one in item.values():
            for parameter in one.get("parameters", []):
                assert '"null"' not in json.dumps(parameter), parameter


def test_an_answer_has_the_fields_that_are_told(api: Desk, reference: dict[str, Any]) -> None:
    api.ask("POST", f"{PREFIX}/links", {"destination": "https://example.com", "slug": "lunch"})
    code = api.ask("POST", f"{PREFIX}/qr-codes", {"link_id": "lunch"}).data
    key = api.ask("POST", f"{PREFIX}/keys", {"name": "Till"}).data
    schemas = reference["components"]["schemas"]
    for path, found in (
        ("/links/{link_id}", api.ask("GET", f"{PREFIX}/links/lunch").data),
        ("/links/{link_id}/summary", api.ask("GET", f"{PREFIX}/links/lunch/summary").data),
        ("/qr-codes/{code_id}", code),
        ("/keys/{key_id}", api.ask("GET", f"{PREFIX}/keys/{key['id']}").data),
        ("/analytics/totals", api.ask("GET", f"{PREFIX}/analytics/totals").data),
        ("/workspace", api.ask("GET", f"{PREFIX}/workspace").data),
    ):
        schema = reference["paths"][PREFIX + path]["get"]["responses"]["200"]["content"]["application/json"]["schema"]
        whole, some = (schemas[one["$ref"].rpartition("/")[2]] for one in schema["properties"]["data"]["anyOf"])
        assert set(found) == set(whole["properties"]) == set(whole["required"])
        assert (some["properties"], "required" in some) == (whole["properties"], False)


def test_examples_stand_beside_what_they_show(reference: dict[str, Any]) -> None:
    schemas = reference["components"]["schemas"]
    assert schemas["LinkDraft"]["properties"]["destination"]["examples"] == ["https://example.com/menu"]


def test_it_is_served_to_everybody(api: Desk, reference: dict[str, Any]) -> None:
    answer = api.ask("GET", "/openapi.json", key="")
    assert (answer.status, answer.headers["Content-Type"]) == (200, "application/json")
    assert answer.json == reference


def test_the_page_for_people_asks_no_other_host_and_runs_only_our_files(api: Desk) -> None:
    page = api.ask("GET", "/docs", key="")
    assert (page.status, page.headers["Content-Type"]) == (200, "text/html; charset=utf-8")
    policy = page.headers["Content-Security-Policy"]
    assert "default-src 'none'" in policy
    assert "script-src 'self';" in policy
    assert "unsafe-eval" not in policy
    text = page.content.decode()
    assert "//" not in text.replace("<!doctype", "")
    named = re.findall(r'(?:src|href)="([^"]+)"', text)
    assert len(named) >= 4
    for name in named:
        file = api.ask("GET", name, key="")
        assert file.status == 200, name
        assert file.content
        assert file.headers["X-Content-Type-Options"] == "nosniff"
    assert not re.search(r"<script(?![^>]*src=)", text)
    assert api.ask("GET", "/docs/", key="").content == page.content


def test_a_form_has_its_fields_and_its_file(reference: dict[str, Any]) -> None:
    content = reference["paths"][f"{PREFIX}/files"]["post"]["requestBody"]["content"]
    assert set(content) == {"multipart/form-data"}
    schema = content["multipart/form-data"]["schema"]
    assert (set(schema["properties"]), schema["required"]) == ({"kind", "name", "file"}, ["file"])
    assert schema["additionalProperties"] is False
    assert schema["properties"]["kind"]["enum"] == ["logo", "preview", "font", "profile"]
    assert "null" not in str(schema)
