"""Bodies, parameters and headers that nobody should send, sent to every row that reads them."""

import pytest

from qrdesk.core.operations import MAX_BODY_BYTES, OPERATIONS, PREFIX
from tests.hostile.conftest import World
from tests.hostile.envelope import refused
from tests.table import call, everything

WITH_JSON = [row for row in OPERATIONS if row.body is not None and row.upload is None and not row.operator]
WITHOUT_BODY = [row for row in OPERATIONS if row.body is None and not row.operator]
JSON = "application/json"
UNREADABLE: dict[str, tuple[str, bytes, int]] = {
    "nothing": (JSON, b"", 400),
    "half of it": (JSON, b'{"name": "x', 400),
    "two": (JSON, b"{}{}", 400),
    "a name twice": (JSON, b'{"name": "x", "name": "y"}', 400),
    "no number": (JSON, b'{"name": NaN}', 400),
    "a number without end": (JSON, b'{"name": ' + b"9" * 5000 + b"}", 400),
    "no UTF-8": (JSON, b'{"name": "\xff\xfe"}', 400),
    "UTF-16": (JSON, "{}".encode("utf-16"), 400),
    "lists within lists": (JSON, b"[" * 200_000, 400),
    "objects within objects": (JSON, b'{"name":' * 100_000, 400),
    "lists within lists that end": (JSON, b'{"name": ' + b"[" * 50_000 + b"]" * 50_000 + b"}", 400),
    "more than there is room for": (JSON, b" " * MAX_BODY_BYTES + b"{}", 413),
    "a form": ("application/x-www-form-urlencoded", b"name=x", 415),
    "a form with files": ("multipart/form-data; boundary=x", b"--x--\r\n", 415),
    "XML": ("application/xml", b"<name>x</name>", 415),
    "text": ("text/plain", b"{}", 415),
    "no kind": ("", b"{}", 415),
    "two kinds": ("application/json, text/html", b"{}", 415),
    "another alphabet": ("application/json; charset=utf-7", b"{}", 415),
    "a list": (JSON, b"[]", 422),
    "a word": (JSON, b'"name"', 422),
    "null": (JSON, b"null", 422),
    "a field of another": (JSON, b'{"__class__": "x", "workspace_id": 1}', 422),
}  # fmt: skip
PARAMETERS = ("nonsense=1", "%ff=1", "limit=1&limit=2", "=", "&".join(f"a{n}=1" for n in range(60)))
NAMES = (
    *("%00", "%ff", "%F0%9F%92%A9", "%e2%80%ae", "%0d%0aX-Evil:%201", "x" * 9000, "null", "-1"),
    *("..%2f..%2fetc%2fpasswd", "%27%20OR%201=1", "%25s%25n"),
)


@pytest.mark.parametrize(("kind", "content", "status"), UNREADABLE.values(), ids=UNREADABLE)
def test_a_body_that_cannot_be_read_is_refused_by_every_row(
    world: World, kind: str, content: bytes, status: int
) -> None:
    api, ids = world.api, world.ids
    before = everything()
    for row in WITH_JSON:
        headers = {"Content-Type": kind} if kind else {}
        answer = api.ask(row.method, PREFIX + row.path.format(**ids), headers=headers, content=content)
        refused(answer, said=row.name)
        assert answer.status == status, (row.name, answer)
    assert everything() == before


@pytest.mark.parametrize("query", PARAMETERS)
def test_parameters_that_cannot_be_used_are_refused_by_every_row(world: World, query: str) -> None:
    api, ids = world.api, world.ids
    before = everything()
    for row in WITHOUT_BODY:
        answer = api.ask(row.method, f"{PREFIX}{row.path.format(**ids)}?{query}")
        assert refused(answer, said=row.name) in {"invalid", "bad_request"}
    assert everything() == before


@pytest.mark.parametrize("name", NAMES)
def test_a_name_that_nothing_can_have_is_not_found(world: World, name: str) -> None:
    api, ids = world.api, world.ids
    before = everything()
    for row in OPERATIONS:
        if row.path_names and not row.operator:
            answer = call(api, row, {**ids, **dict.fromkeys(row.path_names, name)})
            assert refused(answer, said=row.name) == "not_found", row.name
    assert everything() == before


@pytest.mark.parametrize(
    ("name", "value", "status"),
    [
        ("Idempotency-Key", "", 400),
        ("Idempotency-Key", "x" * 256, 400),
        ("Idempotency-Key", "a\x7fb", 400),
        ("Idempotency-Key", '""', 400),
        ("Authorization", "Bearer " + "q" * 10_000, 401),
        ("Authorization", "Bearer qrd_\xe9", 401),
        ("Authorization", "Basic cXJkOng=", 401),
        ("Authorization", "Bearer", 401),
        ("X-Api-Key", "qrd_" + "A" * 38, 400),  # beside the good one
        ("Content-Length", "-1", 400),
        ("Content-Encoding", "gzip", 415),
    ],
)
def test_a_header_that_cannot_be_used_is_refused(world: World, name: str, value: str, status: int) -> None:
    api = world.api
    before = everything()
    content = b'{"destination": "https://example.com/"}'
    answer = api.ask("POST", f"{PREFIX}/links", content=content, headers={"Content-Type": JSON, name: value})
    refused(answer)
    assert answer.status == status, answer
    assert everything() == before
