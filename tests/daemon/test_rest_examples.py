"""Examples of the reference are sent to a real desk, and what comes back is what the reference says."""

import json
from collections.abc import Iterator
from typing import Any
from urllib.parse import urlencode

import pytest
from jsonschema import Draft202012Validator
from openapi_spec_validator import OpenAPIV31SpecValidator

from qrdesk.core.operations import OPERATIONS, PREFIX, Operation
from qrdesk.core.schemas.base import Blob, Poster, Stream
from qrdesk.daemon import openapi, openapi_examples
from qrdesk.daemon.pool import Pool
from tests.desks import Answer, Desk, desk
from tests.forms import LOGO, form
from tests.postgres import BOTH, database_of
from tests.prepared import one_process_for_heavy_work
from tests.table import things_of

DOCUMENT: dict[str, Any] = json.loads(openapi.document_json())
JSON = "application/json"
_LAST = {"DELETE": 1}  # what the others ask for is there until then
_VERY_LAST = {"leave_workspace": 2, "rotate_own_key": 3}
IN_ORDER = sorted(OPERATIONS, key=lambda row: _VERY_LAST.get(row.name, _LAST.get(row.method, 0)))
every_row = pytest.mark.parametrize("row", IN_ORDER, ids=lambda row: row.name)


def told(row: Operation) -> dict[str, Any]:
    return DOCUMENT["paths"][PREFIX + row.path][row.method.lower()]


def valid(schema: dict[str, Any], value: Any) -> None:
    """Check a value against a schema of the reference."""
    whole = {**schema, "components": DOCUMENT["components"]}
    found = [f"{one.json_path}: {one.message}" for one in Draft202012Validator(whole).iter_errors(value)]
    assert not found, found[:5]


@pytest.fixture(scope="module", params=BOTH)
def shop(
    request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory, _heavy: Pool
) -> Iterator[tuple[Desk, dict[str, str]]]:
    """A desk with one of everything, and the ids of what it has by the names that the examples have for them."""
    folder = tmp_path_factory.mktemp("shop")
    with one_process_for_heavy_work(_heavy), database_of(request, folder) as url, desk(url, folder / "data") as api:
        ids = things_of(api)
        two = (api.ask("POST", f"{PREFIX}/invitations", {"name": name}).data for name in ("Eva", "Fay"))
        ids["invitation_id"], leaving = next(two)["id"], next(two)["code"]  # the first one's code is used by an example
        joined = api.ask("POST", f"{PREFIX}/invitations/accept", {"code": leaving}, key="").data
        # the code of a link is printed by an example, and stays
        static = api.ask("POST", f"{PREFIX}/qr-codes", {"content": {"type": "text", "text": "Hello"}}).data["id"]
        yield api, {**ids, "members_key": joined["key"]["key"], "static_id": static}


def real(example: Any, ids: dict[str, str]) -> Any:
    """Return an example with the ids of what is really there."""
    if isinstance(example, dict):
        return {name: real(value, ids) for name, value in example.items()}
    if isinstance(example, list):
        return [real(value, ids) for value in example]
    name = next((name for name, value in openapi_examples.IDS.items() if value == example), "")
    return ids.get(name, example)


def send(api: Desk, ids: dict[str, str], row: Operation) -> Answer:
    """Send the example of an operation, whatever the reference says belongs to it."""
    documented = told(row)
    ids = {**ids, "code_id": ids["static_id"]} if row.name == "delete_code" else ids
    path, query = PREFIX + row.path, dict[str, str]()
    for one in documented.get("parameters", []):
        if one["in"] == "path":
            path = path.replace(f"{{{one['name']}}}", real(one["example"], ids))
        elif one["in"] == "query" and one["required"]:
            query[one["name"]] = real(one["example"], ids)
    path += f"?{urlencode(query)}" if query else ""
    key = ids["members_key"] if row.name == "leave_workspace" else "" if row.public else None
    if row.upload is not None:
        fields = {**documented["requestBody"]["content"]["multipart/form-data"]["example"]}
        del fields["file"]
        return form(api, fields, LOGO, path, key=key)
    body = documented.get("requestBody")
    sent = None if body is None else real(body["content"][JSON]["example"], ids)
    return api.ask(row.method, path, sent, key=key)


@every_row
@pytest.mark.fast_cases(50)
def test_an_example_is_taken_and_its_answer_is_as_told(shop: tuple[Desk, dict[str, str]], row: Operation) -> None:
    api, ids = shop
    answer = send(api, ids, row)
    assert answer.status == (403 if row.operator else row.status), answer.content
    response = told(row)["responses"][str(answer.status)]
    if row.returns in {Blob, Poster, Stream}:
        assert answer.headers["Content-Type"].partition(";")[0] in response["content"]
    elif answer.status == 204:
        assert "content" not in response
        assert answer.content == b""
    else:
        schema = response["content"][JSON]["schema"]
        valid(schema, answer.json)
        for branch in schema.get("properties", {}).get("data", {}).get("anyOf", [])[:1]:
            valid({"properties": {"data": branch}}, answer.json)  # the whole of it, and not some of its fields
    sent = {name.lower() for name in answer.headers}
    assert {name.lower() for name in response.get("headers", {})} - {"idempotent-replay", "link"} <= sent


@every_row
def test_each_has_examples_that_are_what_they_show(row: Operation) -> None:
    body = told(row).get("requestBody", {}).get("content", {})
    assert len(body) == (0 if row.body is None else 1)
    for media_type, content in body.items():
        assert content["example"], media_type
        valid(content["schema"], content["example"])
    done = told(row)["responses"][str(row.status)].get("content", {})
    assert done or row.status == 204
    for media_type, content in done.items():
        if media_type == JSON:
            valid(content["schema"], content["example"])
            assert content["example"]["data"] not in (None, {}, [])
    for one in told(row).get("parameters", []):
        if one.get("required"):
            valid(one["schema"], one["example"])


def test_the_examples_can_be_wrong() -> None:
    """Else the tests above would pass whatever is shown."""
    link = DOCUMENT["paths"][f"{PREFIX}/links/{{link_id}}"]["patch"]["responses"]["200"]["content"][JSON]
    shown = dict(link["example"]["data"])
    del shown["slug"]
    with pytest.raises(AssertionError, match="'slug' is a required property"):
        valid(link["schema"], {"data": shown})


def test_the_reference_is_one() -> None:
    assert not list(OpenAPIV31SpecValidator(DOCUMENT).iter_errors())
    broken = {**DOCUMENT, "paths": {"/x": {"get": {"responses": {"200": {}}}}}}
    assert list(OpenAPIV31SpecValidator(broken).iter_errors())
