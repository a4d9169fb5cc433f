"""Requests nobody should send: each gets a 4xx in the envelope, in words, and changes nothing."""

import http.client
import json
from typing import Any
from urllib.parse import urlsplit

import pytest

from qrdesk.core import database
from qrdesk.core.errors import DatabaseLocked
from qrdesk.core.operations import MAX_BODY_BYTES, PREFIX
from qrdesk.daemon import api as api_module
from tests.desks import Answer, Desk, served

LINKS = f"{PREFIX}/links"
DRAFT = {"destination": "https://example.com/"}
SENT_AS_JSON = {"Content-Type": "application/json"}


def refused(answer: Answer, status: int, code: str) -> str:
    """Check that an answer is a refusal in the envelope, and return its words."""
    assert (answer.status, answer.code) == (status, code), answer.content
    assert answer.headers["Content-Type"] == "application/json"
    assert set(answer.json) == {"error"}
    assert set(answer.json["error"]) <= {"code", "message", "field_errors"}
    message = answer.json["error"]["message"]
    assert message.endswith((".", ")"))
    assert "Traceback" not in message
    return message


@pytest.mark.parametrize(
    ("content", "words"),
    [
        (b"", "empty"),
        (b"{", "line 1, column 2"),
        (b"nonsense", "not JSON"),
        (b"'destination'", "not JSON"),
        (b'{"destination": "https://a.example", "destination": "https://b.example"}', '"destination" twice'),
        (b'{"tags": [{"a": 1, "a": 2}]}', '"a" twice'),
        (b'{"destination": NaN}', "NaN"),
        (b'{"destination": -Infinity}', "Infinity"),
        (b'{"destination": "\xff"}', "UTF-8"),
        (b"\xef\xbb\xbf{}", "not JSON"),
        (b"[" * 100_000, "too deep"),
        (b'{"a":' * 50_000, "too deep"),
        (b'{"destination": ' + b"9" * 5000 + b"}", "number that is too long"),
        (b'{"destination": "a\x00b"}', "not JSON"),
        (b"{} {}", "not JSON"),
    ],
)
def test_json_that_cannot_be_read_is_refused_in_words(api: Desk, content: bytes, words: str) -> None:
    answer = api.ask("POST", LINKS, headers=SENT_AS_JSON, content=content)
    assert words in refused(answer, 400, "bad_request")
    assert api.ask("GET", LINKS).data == []


@pytest.mark.parametrize(
    ("body", "field"),
    [
        ({}, "destination"),
        ([], "body"),
        ("text", "body"),
        (None, "body"),
        (17, "body"),
        ({"destination": 17}, "destination"),
        ({"destination": None}, "destination"),
        ({**DRAFT, "slug": ["a"]}, "slug"),
        ({**DRAFT, "tags": "a,b"}, "tags"),
        ({**DRAFT, "tags": ["x" * 51]}, "tags.0"),
        ({**DRAFT, "tags": [f"{n}" for n in range(51)]}, "tags"),
        ({**DRAFT, "title": "x" * 201}, "title"),
        ({**DRAFT, "note": "x" * 2001}, "note"),
        ({**DRAFT, "nonsense": 1}, "nonsense"),
        ({**DRAFT, "\ud800": 1}, "body"),
        ({**DRAFT, "workspace": 2}, "workspace"),
        ({**DRAFT, "title": "bell\x07"}, "title"),
        ({**DRAFT, "note": "nul\x00"}, "note"),
        ({**DRAFT, "slug": "a\x00b"}, "slug"),
        ({**DRAFT, "tags": ["a\x1bb"]}, "tags"),
        ({**DRAFT, "title": "\ud800"}, "title"),
        ({**DRAFT, "title": "\u200b"}, "title"),
        ({**DRAFT, "tags": ["a", "gpj\u202eexe"]}, "tags.1"),
        ({**DRAFT, "hit_limit": True}, "hit_limit"),
        ({**DRAFT, "hit_limit": "5"}, "hit_limit"),
        ({**DRAFT, "hit_limit": 10**400}, "hit_limit"),
        ({**DRAFT, "hidden": 0}, "hidden"),
        ({**DRAFT, "starts_at": 5}, "starts_at"),
        ({**DRAFT, "starts_at": "1767225600"}, "starts_at"),
        ({"destination": "https://example.com/\x00"}, "destination"),
        ({"destination": "https://example.com/\r\nX-Evil: 1"}, "destination"),
    ],
)
def test_a_field_that_cannot_be_used_is_named(api: Desk, body: Any, field: str) -> None:
    content = json.dumps(body).encode()
    answer = api.ask("POST", LINKS, headers=SENT_AS_JSON, content=content)
    assert answer.status == 422
    refused(answer, 422, answer.code)
    assert list(answer.json["error"]["field_errors"]) == [field]
    assert api.ask("GET", LINKS).data == []


@pytest.mark.parametrize(
    "headers",
    [
        {},
        {"Content-Type": "text/plain"},
        {"Content-Type": "application/x-www-form-urlencoded"},
        {"Content-Type": "multipart/form-data; boundary=x"},
        {"Content-Type": "application/json; charset=latin-1"},
        {"Content-Type": "application/jsonp"},
        {"Content-Type": "application/json", "Content-Encoding": "gzip"},
    ],
)
def test_a_body_that_is_not_sent_as_json_is_refused(api: Desk, headers: dict[str, str]) -> None:
    answer = api.ask("POST", LINKS, headers=headers, content=json.dumps(DRAFT).encode())
    refused(answer, 415, "unsupported_media_type")
    assert api.ask("GET", LINKS).data == []


@pytest.mark.parametrize(
    "kind", ["application/json", "Application/JSON; charset=UTF-8", 'application/json;charset="utf-8"']
)
def test_json_is_taken_under_each_of_its_spellings(api: Desk, kind: str) -> None:
    content = json.dumps({**DRAFT, "title": "Käse 🧀"}, ensure_ascii=False).encode()
    assert api.ask("POST", LINKS, headers={"Content-Type": kind}, content=content).data["title"] == "Käse 🧀"


def test_a_body_of_one_mebibyte_is_read_and_one_byte_more_is_not(api: Desk) -> None:
    content = json.dumps(DRAFT).encode()
    full = content + b" " * (MAX_BODY_BYTES - len(content))
    assert api.ask("POST", LINKS, headers=SENT_AS_JSON, content=full).status == 201
    refused(api.ask("POST", LINKS, headers=SENT_AS_JSON, content=full + b" "), 413, "too_large")


@pytest.mark.parametrize("length", ["-1", "1e3", "x", "٣"])
def test_a_length_that_is_no_number_is_refused(api: Desk, length: str) -> None:
    answer = api.ask("POST", LINKS, headers={**SENT_AS_JSON, "Content-Length": length}, content=b"{}")
    assert refused(answer, 400, "bad_request") == "The Content-Length is no number."


@pytest.mark.parametrize(
    ("query", "field"),
    [
        ("nonsense=1", "nonsense"),
        ("limit=1&limit=2", "limit"),
        ("limit=0", "limit"),
        ("limit=1001", "limit"),
        ("limit=ten", "limit"),
        ("page=0", "page"),
        ("sort=color", "sort"),
        ("state=gone", "state"),
        ("printed=perhaps", "printed"),
        ("search=%00", "search"),
        ("key=qrd_x", "key"),
        ("api_key=qrd_x", "api_key"),
        ("cursor=" + "x" * 201, "cursor"),
        ("=1", "body"),
    ],
)
def test_a_parameter_that_cannot_be_used_is_named(api: Desk, query: str, field: str) -> None:
    answer = api.ask("GET", f"{LINKS}?{query}")
    refused(answer, 422, "invalid")
    assert list(answer.json["error"]["field_errors"]) == [field]


def test_what_is_not_there_is_called_what_it_would_be(api: Desk) -> None:
    for path in (f"{LINKS}?colour=red", f"{PREFIX}/me?colour=red"):
        assert api.ask("GET", path).json["error"]["field_errors"] == {"colour": "There is no such parameter."}
    sent = {"destination": "https://example.com", "colour": "red"}
    assert api.ask("POST", LINKS, sent).json["error"]["field_errors"] == {"colour": "There is no such field."}


@pytest.mark.parametrize(
    ("path", "field"),
    [
        ("analytics/totals?", "link_id"),
        ("analytics/top?dimension=os&", "folder"),
        ("analytics/links?", "tag"),
        ("analytics/heatmap?", "domain"),
        ("analytics/misses?", "domain"),
        ("hits?", "link_id"),
    ],
)
def test_numbers_of_nobody_are_not_those_of_everybody(api: Desk, path: str, field: str) -> None:
    for empty in ("", "%20"):
        answer = api.ask("GET", f"{PREFIX}/{path}{field}={empty}")
        refused(answer, 422, "invalid")
        noun = field.removesuffix("_id")
        assert answer.json["error"]["field_errors"] == {field: f"Name a {noun}, or leave this out."}


@pytest.mark.parametrize(
    ("query", "words"),
    [("search=%ff", "is not UTF-8"), ("&".join(f"a{n}=1" for n in range(51)), "has more than 50 parameters")],
)
def test_a_query_string_that_cannot_be_read_is_refused(api: Desk, query: str, words: str) -> None:
    assert refused(api.ask("GET", f"{LINKS}?{query}"), 400, "bad_request") == f"The query string {words}."


def test_parameters_where_there_are_none_are_refused(api: Desk) -> None:
    answer = api.ask("GET", f"{PREFIX}/workspace?x=1")
    refused(answer, 422, "invalid")
    assert list(answer.json["error"]["field_errors"]) == ["x"]


@pytest.mark.parametrize(
    "path",
    [
        *("/api", "/api/", "/api/v1", "/api/v2/links", "/api/v1/LINKS", f"{LINKS}/", f"{LINKS}/a/b/c/d"),
        *("/docs/nothing.js", "/docs/LICENSE", "/docs/.html", "/docs/%2e%2e%2fapp.css", "/docs/../x"),
        *(f"{LINKS}/%ff", f"{LINKS}/a%00b", f"{LINKS}/%c0%af"),
    ],
)
def test_an_address_that_leads_nowhere_says_so(api: Desk, path: str) -> None:
    assert refused(api.ask("GET", path), 404, "not_found").startswith(("There is nothing", "There is no page"))


def test_bytes_that_are_no_text_do_not_find_another_link(api: Desk) -> None:
    api.ask("POST", LINKS, {**DRAFT, "slug": "lunch"})
    refused(api.ask("DELETE", f"{LINKS}/lu%ffnch"), 404, "not_found")
    refused(api.ask("DELETE", f"{LINKS}/lu%0anch"), 404, "not_found")
    assert api.ask("GET", f"{LINKS}/lunch").status == 200


@pytest.mark.parametrize("method", ["PUT", "DELETE", "TRACE", "OPTIONS", "BREW", "links"])
def test_a_method_that_is_not_there_is_told_which_are(api: Desk, method: str) -> None:
    answer = api.ask(method, LINKS)
    refused(answer, 405, "method_not_allowed")
    assert answer.headers["Allow"] == "GET, HEAD, POST"


def test_head_answers_like_get_without_content(api: Desk) -> None:
    api.ask("POST", LINKS, DRAFT)
    head, get = api.ask("HEAD", LINKS), api.ask("GET", LINKS)
    assert (head.status, head.content) == (200, b"")
    assert head.headers["Content-Length"] == get.headers["Content-Length"]


def test_every_answer_carries_an_id_and_keeps_a_plain_one_of_the_callers(api: Desk) -> None:
    first, second = (api.ask("GET", LINKS).headers["X-Request-Id"] for _ in range(2))
    assert first != second
    assert api.ask("GET", LINKS, headers={"X-Request-Id": "till-4.17"}).headers["X-Request-Id"] == "till-4.17"
    assert api.ask("GET", "/api/x", headers={"X-Request-Id": "till-4.17"}).headers["X-Request-Id"] == "till-4.17"
    assert api.ask("GET", LINKS, headers={"X-Request-Id": "a b\r\nc"}).headers["X-Request-Id"] != "a b\r\nc"


def test_a_fault_of_ours_is_an_id_and_no_traceback(
    api: Desk, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    monkeypatch.setattr(api_module.http, "success", lambda row, result: 1 / 0)
    answer = api.ask("GET", LINKS)
    message = refused(answer, 500, "internal")
    (record,) = [record for record in caplog.records if record.exc_info]
    assert record.getMessage().split()[1] in message
    assert "ZeroDivisionError" in caplog.text
    assert "ZeroDivision" not in answer.content.decode()


def test_a_fault_before_any_row_is_in_the_envelope_too(api: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(api_module.guards, "check_path", lambda raw: 1 / 0)
    assert "Something went wrong here" in refused(api.ask("GET", LINKS), 500, "internal")


def test_a_busy_database_asks_to_come_back(api: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    def locked(row: object, result: object) -> None:
        raise DatabaseLocked("Another program is writing.")

    monkeypatch.setattr(api_module.http, "success", locked)
    answer = api.ask("GET", LINKS)
    refused(answer, 503, "database_locked")
    assert int(answer.headers["Retry-After"]) > 0


def test_a_file_is_sent_so_that_no_browser_runs_it(api: Desk) -> None:
    api.ask("POST", LINKS, {**DRAFT, "slug": 'größe"x'.replace('"', "")})
    code = api.ask("POST", f"{PREFIX}/qr-codes", {"link_id": "größex"}).data["id"]
    answer = api.ask("POST", f"{PREFIX}/qr-codes/{code}/export", {"format": "svg"})
    assert answer.headers["Content-Type"] == "image/svg+xml"
    assert answer.headers["Content-Disposition"] == "attachment; filename*=UTF-8''gr%C3%B6%C3%9Fex.svg"
    assert answer.headers["Content-Security-Policy"] == "default-src 'none'; sandbox"
    assert answer.headers["X-Qrdesk-Report"].isascii()
    assert json.loads(answer.headers["X-Qrdesk-Report"])["decoded"].endswith("/r/gr%C3%B6%C3%9Fex")
    assert answer.content.startswith(b"<?xml")


def over_the_wire(address: str, method: str, path: str, headers: dict[str, str], body: Any = None) -> Answer:
    """Send one request over a real connection."""
    connection = http.client.HTTPConnection(urlsplit(address).netloc, timeout=20)
    try:
        connection.request(method, path, body=body, headers=headers)
        answer = connection.getresponse()
        return Answer(answer.status, dict(answer.getheaders()), answer.read())
    finally:
        connection.close()


def test_a_body_in_chunks_is_read_as_one(api: Desk) -> None:
    headers = {"Authorization": f"Bearer {api.key}", **SENT_AS_JSON}
    with served(api.app) as address:
        parts = iter([b'{"destination": "https:', b'//example.com/chunked"}'])
        answer = over_the_wire(address, "POST", LINKS, headers, parts)
        assert answer.data["destination"] == "https://example.com/chunked"
        refused(over_the_wire(address, "POST", LINKS, headers, iter([b'{"a": 1, ', b'"a": 2}'])), 400, "bad_request")


def test_the_database_is_let_go_after_each_request(api: Desk) -> None:
    for _ in range(3):
        api.ask("POST", LINKS, DRAFT)
    assert not database.proxy.in_transaction()
