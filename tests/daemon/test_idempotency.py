"""Creations that are sent again with the same Idempotency-Key: made once, answered alike."""

import json
import threading
from typing import Any

import pytest

from qrdesk.core import database
from qrdesk.core.errors import Busy
from qrdesk.core.models import GivenAnswer, Key, Link
from qrdesk.core.operations import OPERATIONS, PREFIX, Operation
from qrdesk.core.schemas.base import Upload
from qrdesk.core.schemas.links import LinkDraft
from qrdesk.core.services import link_framing
from qrdesk.daemon.idempotency import fingerprint_of
from tests.daemon.test_api_requests import refused
from tests.daemon.twins import at_once
from tests.desks import Answer, Desk, make_key
from tests.table import as_stored, call, everything

LINKS = f"{PREFIX}/links"
NAME = "4d5a 16 or more bytes"
DRAFT = {"destination": "https://example.com/"}
HIDDEN = {"destination": "https://example.com/", "hidden": True}
each_creation = pytest.mark.parametrize("row", [row for row in OPERATIONS if row.idempotent], ids=lambda row: row.name)


def create(api: Desk, name: str = "one", draft: Any = DRAFT, path: str = LINKS, key: str | None = None) -> Answer:
    return api.ask("POST", path, draft, headers={"Idempotency-Key": name}, key=key)


def count_links() -> int:
    with database.scope():
        return Link.select().count()


def test_sent_again_it_is_answered_as_before(api: Desk) -> None:
    first, second, third = (create(api) for _ in range(3))
    assert (first.status, second.status) == (201, 201)
    assert first.content == second.content == third.content
    assert "Idempotent-Replay" not in first.headers
    assert second.headers["Idempotent-Replay"] == third.headers["Idempotent-Replay"] == "true"
    assert first.headers["X-Request-Id"] != second.headers["X-Request-Id"]
    assert first.headers["Content-Type"] == second.headers["Content-Type"] == "application/json"
    assert count_links() == 1


@each_creation
@pytest.mark.fast_cases(8)
def test_every_creation_is_done_once(
    api: Desk, ids: dict[str, str], row: Operation, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked = api.ask

    def ask(_: Desk, *sent: Any, **more: Any) -> Answer:
        headers = {**(more.pop("headers", None) or {}), "Idempotency-Key": NAME}
        return asked(*sent, **more, headers=headers)

    monkeypatch.setattr(Desk, "ask", ask)
    first = call(api, row, ids)
    before = everything()
    second = call(api, row, ids)
    assert (first.status, second.status) == (row.status, row.status), second.content
    assert first.content == second.content
    assert second.headers["Idempotent-Replay"] == "true"
    assert everything() == before


def test_every_post_that_creates_takes_it() -> None:
    creating = [row for row in OPERATIONS if row.method == "POST" and row.status == 201]
    # an operator has no key: over HTTP everybody is refused there
    assert [row.name for row in creating if row.idempotent == row.operator] == []
    assert {row.method for row in OPERATIONS if row.idempotent} == {"POST"}


def test_another_body_is_a_mistake_of_the_caller(api: Desk) -> None:
    create(api)
    for draft in (
        {"destination": "https://example.com/other"},
        {**DRAFT, "slug": "menu"},
        {**DRAFT, "password": "x"},
    ):
        answer = create(api, draft=draft)
        assert "another request" in refused(answer, 409, "idempotency_key_conflict")
    assert "another request" in refused(
        create(api, draft={"name": "red"}, path=f"{PREFIX}/tags"), 409, "idempotency_key_conflict"
    )
    assert count_links() == 1


def test_the_same_body_spelled_otherwise_is_the_same(api: Desk) -> None:
    first = create(api, draft={**DRAFT, "title": "Größe", "tags": ["a"]})
    spelled = b' {"tags":["a"],\n"title": "Gr\\u00f6\\u00dfe", "destination":"https:\\/\\/example.com/"}'
    headers = {"Idempotency-Key": '"one"', "Content-Type": "application/json; charset=utf-8"}
    assert api.ask("POST", LINKS, headers=headers, content=spelled).content == first.content
    assert count_links() == 1


def test_files_are_told_apart_by_what_is_in_them() -> None:
    row = next(row for row in OPERATIONS if row.idempotent)
    files = [Upload(content=content, file_name=name) for content, name in ((b"a\xff", "x"), (b"b", "x"), (b"b", "y"))]
    prints = [
        fingerprint_of(row, {"draft": LinkDraft.model_validate(DRAFT), "file": file}) for file in (*files, files[0])
    ]
    assert len(set(prints)) == 3
    assert prints[0] == prints[3]


def test_other_things_of_the_same_kind_are_other_paths(api: Desk) -> None:
    for slug in ("a", "b"):
        create(api, slug, {**DRAFT, "slug": slug})
    assert create(api, "alias", {"slug": "c"}, f"{LINKS}/a/aliases").status == 201
    refused(create(api, "alias", {"slug": "c"}, f"{LINKS}/b/aliases"), 409, "idempotency_key_conflict")


def test_each_key_has_its_own(api: Desk) -> None:
    other = make_key(api.opened)
    first, second = create(api), create(api, key=other)
    assert first.data["id"] != second.data["id"]
    assert "Idempotent-Replay" not in second.headers


def test_what_was_refused_may_be_sent_again(api: Desk) -> None:
    create(api, "taken", {**DRAFT, "slug": "menu"})
    for _ in range(2):
        answer = create(api, "two", {**DRAFT, "slug": "menu"})
        refused(answer, 409, "slug_taken")
        assert "Idempotent-Replay" not in answer.headers
    refused(create(api, "three", {"destination": 17}), 422, "invalid")
    assert create(api, "two").status == create(api, "three").status == 201


def test_a_key_that_may_do_it_no_more_gets_no_old_answers(api: Desk) -> None:
    key = make_key(api.opened, "links:create")
    assert create(api, key=key).status == 201
    with database.scope():
        Key.update(scopes="links:read").where(Key.scopes == "links:create").execute()
    answer = create(api, key=key)
    assert (answer.status, answer.code) == (403, "scope_missing")
    assert "Idempotent-Replay" not in answer.headers


@pytest.mark.parametrize(
    ("sent", "same"),
    [
        ("x", "x"),
        (" x ", "x"),
        ('"x"', "x"),
        (r'"a\"b\\c"', r'a"b\c'),
        ('"half', '"half'),
        ("x" * 255, "x" * 255),
        (f'"{"x" * 255}"', "x" * 255),
        ("größe".encode().decode("latin-1"), "größe".encode().decode("latin-1")),
        ("' OR 1=1 --", "' OR 1=1 --"),
    ],
)
def test_its_name_is_bare_or_in_quotes(api: Desk, sent: str, same: str) -> None:
    first = create(api, sent)
    assert first.status == 201
    assert create(api, same).content == first.content


@pytest.mark.parametrize("sent", ["", "  ", '""', "x" * 256, "a\x00b", "a\tb", "a\x7fb", f'"{"x" * 256}"'])
def test_a_name_that_is_none_is_refused(api: Desk, sent: str) -> None:
    assert "1 to 255 bytes" in refused(create(api, sent), 400, "bad_request")
    assert count_links() == 0


def test_what_makes_nothing_takes_no_notice_of_it(api: Desk) -> None:
    create(api, "made", {**DRAFT, "slug": "menu"})
    for method, path, body in (
        ("GET", LINKS, None),
        ("PATCH", f"{LINKS}/menu", {"title": "New"}),
        ("POST", f"{LINKS}/menu/pause", None),
        ("DELETE", f"{LINKS}/menu", None),
    ):
        answer = api.ask(method, path, body, headers={"Idempotency-Key": "made"})
        assert answer.status in {200, 204}
        assert "Idempotent-Replay" not in answer.headers
    assert create(api, "made", {**DRAFT, "slug": "menu"}).status == 201  # the answer of then, though it is gone


def test_a_new_key_is_shown_again_and_kept_sealed(api: Desk) -> None:
    sent = {"name": "till"}
    first, second = (create(api, "key", sent, f"{PREFIX}/keys") for _ in range(2))
    assert first.data["key"] == second.data["key"]
    create(api, "locked", {**DRAFT, "password": "open sesame"})
    with database.scope():
        assert GivenAnswer.select().count() == 2
    stored = as_stored(api)
    assert first.data["id"].encode() in stored
    for secret in (first.data["key"], first.data["webhook_secret"], "open sesame"):
        assert secret.encode() not in stored


def test_a_large_answer_is_given_again_whole(api: Desk) -> None:
    batch = {"links": [{**DRAFT, "title": f"Link {n}"} for n in range(1000)]}
    first, second = (create(api, "many", batch, f"{LINKS}/bulk") for _ in range(2))
    assert len(first.data["created"]) == 1000
    assert first.content == second.content
    assert count_links() == 1000


def test_a_fault_in_the_middle_takes_all_of_it_back(api: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    with monkeypatch.context() as broken:
        broken.setattr("qrdesk.daemon.http.success", lambda row, result: 1 / 0)
        assert create(api).status == 500
    assert count_links() == 0
    with database.scope():
        assert GivenAnswer.select().count() == 0
    answer = create(api)
    assert answer.status == 201
    assert "Idempotent-Replay" not in answer.headers


def test_twins_at_the_same_time_make_one(api: Desk) -> None:
    at_once(lambda: create(api))
    assert count_links() == 1


def test_a_creation_that_asks_another_server_keeps_nobody_from_writing(
    api: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    meanwhile: list[Answer] = []

    def look(_: object, draft: LinkDraft) -> None:
        if not draft.hidden:
            return
        other = threading.Thread(target=lambda: meanwhile.append(create(api, "other")))
        other.start()
        other.join(20)

    monkeypatch.setattr(link_framing, "check_draft", look)
    assert create(api, "slow", HIDDEN).status == 201
    assert [answer.status for answer in meanwhile] == [201]


def test_busy_is_not_kept(api: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    def busy(*_: object) -> None:
        raise Busy("Not now.")

    with monkeypatch.context() as held:
        held.setattr(link_framing, "check_draft", busy)
        refused(create(api), 503, "busy")
    assert create(api).status == 201


def test_the_reference_tells_of_it(api: Desk) -> None:
    paths = json.loads(api.ask("GET", "/openapi.json", key="").content)["paths"]
    told = paths[LINKS]["post"]
    header = next(one for one in told["parameters"] if one["in"] == "header")
    assert (header["name"], header["required"]) == ("Idempotency-Key", False)
    assert "Idempotent-Replay" in told["responses"]["201"]["headers"]
    assert "idempotency_key_conflict" in told["responses"]["409"]["description"]
    assert "parameters" not in paths[f"{LINKS}/{{link_id}}/pause"]["post"] or all(
        one["name"] != "Idempotency-Key" for one in paths[f"{LINKS}/{{link_id}}/pause"]["post"]["parameters"]
    )


def test_an_answer_is_given_again_when_the_caller_is_known_by_the_other_header(api: Desk) -> None:
    first = create(api)
    again = api.ask("POST", LINKS, DRAFT, key="", headers={"x-api-key": api.key, "Idempotency-Key": "one"})
    assert again.content == first.content
