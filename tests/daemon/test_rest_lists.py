"""Lists: by cursor or by page, with the way to the next rows in a header; and answers with some of their fields."""

import json
import re
from collections.abc import Iterator
from typing import Any
from urllib.parse import parse_qs, quote, urlsplit

import pytest

from qrdesk.core.operations import OPERATIONS, PREFIX, Operation
from qrdesk.core.schemas.base import Blob, PageQuery, Poster, Stream
from qrdesk.daemon import fields, openapi
from qrdesk.daemon.http import JSON
from tests.daemon.test_api_requests import refused
from tests.desks import Answer, Desk, desk
from tests.postgres import BOTH, database_of
from tests.table import call, things_of

LINKS = f"{PREFIX}/links"
READ = [row for row in OPERATIONS if row.method == "GET" and row.returns not in {Blob, Poster, Stream}]
PAGED = [row for row in OPERATIONS if row.paged]
Shop = tuple[Desk, dict[str, str]]


@pytest.fixture(scope="module", params=BOTH)
def shop(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Shop]:
    """A desk with one of everything, and five links of which two pairs lead to the same page."""
    folder = tmp_path_factory.mktemp("shop")
    with database_of(request, folder) as url, desk(url, folder / "data") as api:
        ids = things_of(api)
        for number in range(4):
            body = {"destination": f"https://example.com/{number % 2}", "tags": ["a"], "title": f"t{number}"}
            assert api.ask("POST", LINKS, body).status == 201
        yield api, ids


def next_of(header: str) -> str:
    found = re.fullmatch(r'<([^<>]+)>; rel="next"', header)
    assert found, header
    return found[1]


@pytest.mark.parametrize("row", PAGED, ids=lambda row: row.name)
def test_each_paged_list_goes_by_cursor_and_by_page(shop: Shop, row: Operation) -> None:
    api, ids = shop
    assert row.query is not None
    assert issubclass(row.query[1], PageQuery)
    path = PREFIX + row.path.format(**ids)
    whole = api.ask("GET", path)
    total = len(whole.data)
    assert whole.json["pagination"]["total"] == total
    for begin in (f"{path}?limit=1", f"{path}?limit=1&page=1"):
        answer = api.ask("GET", begin)
        seen = list[Any](answer.data)
        while "Link" in answer.headers and len(seen) <= total:
            answer = api.ask("GET", next_of(answer.headers["Link"]))
            seen += answer.data
        assert seen == whole.data
    refused(api.ask("GET", f"{path}?page=1&cursor=x"), 422, "invalid")
    for cursor in ("x", "W10", "WyJsaW5rX2NvdW50Iix0cnVlLCIiXQ", "WzEsMiwzXQ", "bnVsbA"):
        refused(api.ask("GET", f"{path}?cursor={cursor}"), 422, "invalid")


def test_duplicates_come_by_cursor(shop: Shop) -> None:
    api, _ = shop
    first = api.ask("GET", f"{LINKS}/duplicates?limit=1")
    second = api.ask("GET", f"{LINKS}/duplicates?limit=1&cursor={first.json['pagination']['next_cursor']}")
    found = [*first.data, *second.data]
    assert found == api.ask("GET", f"{LINKS}/duplicates").data
    assert [one["link_count"] for one in found] == [2, 2]
    assert second.json["pagination"] == {"total": 2, "limit": 1, "page": None, "next_cursor": None}


def test_the_next_page_is_asked_for_as_this_one_was(shop: Shop) -> None:
    api, _ = shop
    answer = api.ask("GET", f"{LINKS}?tag=a&limit=1&fields=title&search={quote('example &/ü')}")
    assert (answer.status, "Link" in answer.headers) == (200, False)
    answer = api.ask("GET", f"{LINKS}?tag=a&limit=2&sort=title&fields=title")
    assert [one["title"] for one in answer.data] == ["t0", "t1"]
    at = urlsplit(next_of(answer.headers["Link"]))
    asked = parse_qs(at.query)
    assert (at.path, asked["tag"], asked["fields"], asked["limit"]) == (LINKS, ["a"], ["title"], ["2"])
    assert [one["title"] for one in api.ask("GET", at.geturl()).data] == ["t2", "t3"]
    assert next_of(api.ask("HEAD", f"{LINKS}?limit=1").headers["Link"])


def some(api: Desk, row: Operation, ids: dict[str, str], chosen: str) -> Answer:
    if row.query is not None:
        return call(api, row, ids, fields=chosen)
    return api.ask("GET", f"{PREFIX}{row.path.format(**ids)}?fields={chosen}")


@pytest.mark.parametrize("row", READ, ids=lambda row: row.name)
def test_each_answer_can_be_had_in_part(shop: Shop, row: Operation) -> None:
    api, ids = shop
    names = fields.names_of(row)
    whole = call(api, row, ids)
    if row.operator:
        assert whole.status == 403
        return
    for chosen in (names[:1], names[-2:][::-1]):
        part = some(api, row, ids, ",".join(chosen))
        assert part.status == 200, part.content
        if isinstance(whole.data, list):
            assert [set(one) for one in part.data] == [set(chosen) for _ in whole.data]
            assert part.json.get("pagination") == whole.json.get("pagination")
        else:
            assert set(part.data) == set(chosen)
            steady = set(chosen) - {"cursor", "resets_at"}  # which are new each time
            assert all(part.data[name] == whole.data[name] for name in steady)
    error = some(api, row, ids, f"{names[0]},nope,NOPE2").json["error"]
    assert (error["code"], set(error["field_errors"])) == ("invalid", {"fields"})
    assert "“nope”, “NOPE2”" in error["field_errors"]["fields"]


def test_parts_are_the_same_as_in_the_whole(shop: Shop) -> None:
    api, _ = shop
    whole = api.ask("GET", f"{LINKS}/lunch")
    for name, value in whole.data.items():
        part = api.ask("GET", f"{LINKS}/lunch?fields={name}")
        assert part.data == {name: value}
        assert part.headers["Etag"] != whole.headers["Etag"]
        assert part.headers["Content-Type"] == JSON


@pytest.mark.parametrize(
    "sent", ["", ",", "id,", " ", "id,,slug", "id.x", "__class__", "*", "model_fields", "%00", "%f0"]
)
def test_what_is_no_field_is_refused(shop: Shop, sent: str) -> None:
    api, _ = shop
    answer = api.ask("GET", f"{LINKS}/lunch?fields={sent}")
    assert answer.status == (400 if sent == "%f0" else 422)
    if answer.status == 422:
        assert set(answer.json["error"]["field_errors"]) == {"fields"}


def test_fields_are_chosen_where_something_is_read_alone(shop: Shop) -> None:
    api, ids = shop
    for method, path in (("DELETE", "/links/lunch"), ("GET", "/files/{file_id}/content"), ("PATCH", "/links/lunch")):
        answer = api.ask(method, f"{PREFIX}{path.format(**ids)}?fields=id", {} if method == "PATCH" else None)
        refused(answer, 422, "invalid")
    assert "but fields" in refused(api.ask("GET", f"{LINKS}/lunch?nope=1"), 422, "invalid")
    assert not any("fields" in row.query[1].model_fields for row in OPERATIONS if row.query)


def test_the_reference_tells_of_it() -> None:
    paths = json.loads(openapi.document_json())["paths"]
    for row in OPERATIONS:
        told = paths[PREFIX + row.path][row.method.lower()]
        named = [one for one in told.get("parameters", []) if one["name"] == "fields"]
        assert len(named) == (row in READ)
        for one in named:
            assert one["schema"]["items"]["enum"] == list(fields.names_of(row))
        assert ("Link" in told["responses"][str(row.status)].get("headers", {})) == row.paged


def test_many_at_once_are_answered_one_by_one(shop: Shop) -> None:
    api, _ = shop
    sent = {"links": [{"destination": "https://example.com/x"}, {"destination": "mailto:x"}, {"destination": "/"}]}
    found = api.ask("POST", f"{LINKS}/bulk", sent).data
    assert [one["index"] for one in found["created"]] == [0]
    assert [(one["index"], one["code"]) for one in found["refused"]] == [
        (1, "destination_invalid"),
        (2, "destination_invalid"),
    ]
    assert all(one["field_errors"] for one in found["refused"])
    ids = [found["created"][0]["link"]["id"], "nothing"]
    changed = api.ask("POST", f"{LINKS}/bulk-update", {"ids": ids, "changes": {"title": "x"}}).data
    assert [one["index"] for one in changed["updated"]] == [0]
    assert [(one["index"], one["id"], one["code"]) for one in changed["refused"]] == [(1, "nothing", "not_found")]
