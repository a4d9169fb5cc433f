"""What goes wrong before a dialect's own code is reached, and inside it: always in the envelope of the path's API."""

from collections.abc import Callable, Iterator
from typing import Any

import pytest

from qrdesk.core import database
from qrdesk.core.operations import MAX_BODY_BYTES
from qrdesk.core.schemas.access import KeyDraft
from qrdesk.core.services import keys
from qrdesk.daemon.dialects import mounting
from qrdesk.daemon.parsing import HEADER_BYTES
from tests.daemon.asking import talk
from tests.desks import Answer, Desk, context, desk, make_key
from tests.dialects.conftest import House
from tests.postgres import BOTH, database_of

JSON = {"Content-Type": "application/json"}
# A path that takes a POST, what is sent there, how fast it may be asked, and a path that is not there.
APIS: dict[str, tuple[str, dict[str, Any], int, str]] = {
    "honopu": ("/api/links", {"destinationUrl": "https://example.com/"}, 300, "/api/nothing"),
    "heldqr": ("/api/v1/codes", {"target_url": "https://example.com/"}, 600, "/api/v1/codes/a/b"),
    "h0p": ("/folder", {"name": "Menus"}, 5, "/short-link/a/b"),
    "usnp": ("/shorten", {"redirect_url": "https://example.com/"}, 60, "/usage/nothing"),
}


def shape(name: str, answer: Answer) -> None:
    """Check that a refusal is worded as the API does it, and in no other way."""
    body = answer.json
    assert answer.headers["Content-Type"] == "application/json"
    if name == "honopu":
        assert {"error", "message", "code"} <= set(body) <= {"error", "message", "code", "fields"}
        assert isinstance(body["error"], str)
    elif name == "heldqr":
        assert set(body) == {"error"}
        assert {"code", "message"} <= set(body["error"]) <= {"code", "message", "field_errors"}
    elif name == "h0p":
        assert {"code", "message", "error", "statusCode"} <= set(body) <= {*body, "fields"}
        assert body["statusCode"] == answer.status
        assert body["error"]["code"] == body["code"] == body["code"].upper()
    else:
        assert {"detail"} <= set(body) <= {"detail", "error", "limit", "current"}
    assert "Traceback" not in answer.content.decode()


@pytest.fixture(scope="module", params=BOTH)
def shared(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Desk]:
    folder = tmp_path_factory.mktemp("envelopes")
    with database_of(request, folder) as url, desk(url, folder / "data") as found:
        yield found


def quick_key(shared: Desk, *scopes: str) -> str:
    """Make a key that may ask as often as it likes."""
    draft = KeyDraft.model_validate({"name": "quick", "scopes": scopes, "rate_limit": 100_000})
    with database.scope():
        return keys.create_key(context(shared.opened), draft).key


@pytest.mark.parametrize("name", APIS)
def test_each_refusal_wears_the_envelope_of_its_api(shared: Desk, name: str) -> None:
    path, body, _, nowhere = APIS[name]
    invalid = {"honopu": 400, "h0p": 400}.get(name, 422)
    own, poor = quick_key(shared, "all"), quick_key(shared, "stats:read")
    unread = 422 if name == "usnp" else 400
    asked: list[tuple[Callable[[], Answer], int]] = [
        (lambda: shared.ask("GET", nowhere, key=own), 404),
        (lambda: shared.ask("GET", nowhere, key=""), 404),
        (lambda: shared.ask("PUT", path, body, key=own), 405),
        (lambda: shared.ask("POST", path, headers=JSON, content=b" " * (MAX_BODY_BYTES + 1), key=own), 413),
        (
            lambda: shared.ask("POST", path, headers={"Content-Type": "text/csv"}, content=b"{}", key=own),
            415 if name != "usnp" else 422,
        ),
        (lambda: shared.ask("POST", path, headers=JSON, content=b"{", key=own), unread),
        (lambda: shared.ask("POST", path, headers=JSON, content=b'{"\\ud800": 1, "\\ud800": 2}', key=own), unread),
        (lambda: shared.ask("POST", path, [], key=own), invalid),
        (lambda: shared.ask("POST", path, {}, key=own), invalid),
        (lambda: shared.ask("POST", path, body, key=""), 401),
        (lambda: shared.ask("POST", path, body, key="qrd_nonsense"), 401),
        (lambda: shared.ask("POST", path, body, headers={"x-api-key": "another"}, key=own), 400),
        (lambda: shared.ask("POST", path, body, key=poor), 403),
    ]
    for number, (send, status) in enumerate(asked):
        answer = send()
        assert answer.status == status, (number, answer.content)
        shape(name, answer)


@pytest.mark.parametrize("name", APIS)
def test_over_the_pace_of_its_api_a_key_is_told_when_to_come_back(shared: Desk, name: str) -> None:
    path, _, most, _ = APIS[name]
    key = make_key(shared.opened)
    answers = [shared.ask("POST", path, {}, key=key) for _ in range(most + 1)]
    assert 429 not in {answer.status for answer in answers[:most]}
    assert answers[-1].status == 429
    shape(name, answers[-1])
    told = answers[-1].headers
    assert int(told["Retry-After"]) >= 1
    assert (told["X-Ratelimit-Limit"], told["X-Ratelimit-Remaining"]) == (str(most), "0")
    assert int(told["X-Ratelimit-Reset"]) > 1_700_000_000


@pytest.mark.parametrize("name", APIS)
def test_a_fault_of_ours_is_told_as_each_api_tells_it(
    shared: Desk, name: str, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    path, body, _, _ = APIS[name]

    def broken(*_: Any) -> Any:
        raise RuntimeError("a fault <of> ours")

    monkeypatch.setattr(mounting, "Ask", broken)
    answer = shared.ask("POST", path, body, key=make_key(shared.opened))
    assert answer.status == 500
    shape(name, answer)
    assert "<of>" not in answer.content.decode()
    assert "a fault <of> ours" in caplog.text


@pytest.mark.parametrize(
    ("target", "headers", "status"),
    [
        ("{path}", f"Content-Length: {MAX_BODY_BYTES + 1}", 413),
        ("{path}", "Content-Length: -5", 400),
        ("{path}", "Transfer-Encoding: gzip", 501),
        ("{path}", "Host: evil.example", 400),
        ("http://localhost{path}?a=b", "X Y: z", 400),
        ("{path}/\N{LATIN SMALL LETTER E WITH ACUTE}", "X: y", 400),
        ("{path}", "X: " + "a" * HEADER_BYTES, 431),
        ("{path}?" + "a" * HEADER_BYTES, "X: y", 431),
    ],
)
@pytest.mark.parametrize(("name", "path"), [(name, path) for name, (path, *_) in APIS.items()])
@pytest.mark.fast_cases(8)
def test_bytes_that_are_no_request_are_refused_in_the_words_of_their_path(
    house: House, name: str, path: str, target: str, headers: str, status: int
) -> None:
    head = f"POST {target.format(path=path)} HTTP/1.1\r\nHost: localhost\r\n{headers}\r\n\r\n"
    head_of, _, content = talk(house.daemon.port, head.encode()).partition(b"\r\n\r\n")
    first, *rest = head_of.decode().split("\r\n")
    answer = Answer(int(first.split()[1]), dict(line.split(": ", 1) for line in rest), content)
    assert answer.status == (422 if name == "usnp" and status == 400 else status)
    shape(name, answer)


@pytest.mark.parametrize("name", APIS)
def test_brackets_without_end_in_a_query_are_no_list(shared: Desk, name: str) -> None:
    paths = {"honopu": "/api/links?tags=", "heldqr": "/api/v1/codes?ids=", "usnp": "/usage?x="}
    answer = shared.ask("GET", paths.get(name, "/stats/overview?groupBy=browser&linkIds=") + "[" * 5000)
    assert answer.status < 500
