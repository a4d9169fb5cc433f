"""The reference: every row with its parameters, body and answers, and nothing that leads nowhere."""

import json
import re
from collections.abc import Iterator
from typing import Any

import pytest

from qrdesk.core.operations import OPERATIONS, PREFIX, Operation
from qrdesk.core.schemas.base import Blob, Stream
from qrdesk.daemon import openapi
from tests.desks import Desk

every_row = pytest.mark.parametrize("row", OPERATIONS, ids=lambda row: row.name)


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
    schemas = reference["components"]["schemas"]
    named = {part["$ref"] for part in walk(reference) if isinstance(part.get("$ref"), str)}
    assert named
    assert named <= {f"#/components/schemas/{name}" for name in schemas}


def test_every_schema_is_used(reference: dict[str, Any]) -> None:
    named = {part["$ref"].rpartition("/")[2] for part in walk(reference) if isinstance(part.get("$ref"), str)}
    assert set(reference["components"]["schemas"]) == named


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
        said = "Every key is refused" if row.operator else "Needs no key." if row.public else "Every key may."
        assert said in told["description"]
        assert ({"bearer": []} in told["security"]) == (not row.public)
    in_path = [one["name"] for one in told.get("parameters", []) if one["in"] == "path"]
    assert in_path == list(row.path_names)
    assert all(one["required"] for one in told.get("parameters", []) if one["in"] == "path")
    in_query = {one["name"] for one in told.get("parameters", []) if one["in"] == "query"}
    assert in_query == (set(row.query[1].model_fields) if row.query else set())
    assert ("requestBody" in told) == (row.body is not None)


@every_row
def test_every_row_tells_its_answers(reference: dict[str, Any], row: Operation) -> None:
    answers = reference["paths"][PREFIX + row.path][row.method.lower()]["responses"]
    done = answers[str(row.status)]
    if row.returns is Blob:
        assert set(done["content"]) == set(row.media_types or ("image/svg+xml", "image/png", "application/pdf"))
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
        told = schemas[schema["properties"]["data"]["$ref"].rpartition("/")[2]]
        assert set(found) == set(told["properties"]) == set(told["required"])


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
    assert schema["properties"]["kind"]["enum"] == ["logo", "preview"]
    assert "null" not in str(schema)
