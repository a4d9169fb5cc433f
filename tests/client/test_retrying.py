"""Calls that fail for a moment are sent again: where that can help, can do no harm, and not for ever."""

import json
from collections.abc import Callable, Iterator
from typing import Any

import pytest
import requests
from urllib3.exceptions import LocationParseError

from qrdesk.client import (
    AnswerLost,
    Busy,
    Client,
    Limited,
    LinkDraft,
    NotFound,
    QueryTooLong,
    ServerUnreachable,
    patience,
)
from qrdesk.client.patience import telling
from qrdesk.client.refusals import is_passing
from qrdesk.client.retrying import PAUSE_S, TRIES, Course, Tries
from qrdesk.core.errors import QRDeskError
from qrdesk.core.services.keys import mint
from tests.client.strange import Said, Strange, saying

TAGS: Said = (200, {}, b'{"data": []}')
GATEWAY = (502, {}, b"<html>Bad Gateway</html>")
LOST = (0, {}, b"")


def refused(status: int, code: str, **headers: str) -> Said:
    return saying(status, json.dumps({"error": {"code": code, "message": "No."}}).encode(), **headers)


class Script(Strange):
    """A server that is told what to answer."""

    address = ""

    def names(self) -> list[tuple[str, str]]:
        """Return how each call came, and under which name."""
        return [(method, headers.get("idempotency-key", "")) for method, _, headers in self.asked]


@pytest.fixture(scope="module")
def shared() -> Iterator[Script]:
    script = Script(TAGS[0], TAGS[2])
    with script.served() as script.address:
        yield script


@pytest.fixture
def script(shared: Script) -> Script:
    shared.answers = [TAGS]
    shared.asked.clear()
    return shared


@pytest.fixture
def waited(monkeypatch: pytest.MonkeyPatch) -> list[float]:
    """The pauses that would have been made, in seconds."""
    found: list[float] = []
    monkeypatch.setattr(patience, "_wait", found.append)
    return found


@pytest.fixture
def client(script: Script, waited: list[float]) -> Iterator[Client]:
    with Client.remote(script.address, mint()) as client:
        yield client


def once_only(client: Client) -> list[Callable[[], object]]:
    """Return calls that change something, and may not be done twice."""
    return [
        lambda: client.links.pause("menu"),
        lambda: client.links.update("menu", {"title": "Menu"}),
        lambda: client.links.delete("menu"),
        lambda: client.domains.set_public_url({"url": "https://go.example"}),
    ]


@pytest.mark.parametrize(
    "passing",
    [
        LOST,
        GATEWAY,
        (503, {}, b"down for a minute"),
        (504, {}, b""),
        (429, {}, b""),
        refused(503, "busy", Retry_After="1"),
        refused(503, "database_locked"),
        refused(503, "database_unreachable"),
        refused(429, "rate_limited", Retry_After="2"),
    ],
    ids=lambda said: f"{said[0]} {said[2][:20]!r}",
)
def test_a_question_is_asked_again(script: Script, client: Client, waited: list[float], passing: Said) -> None:
    script.answers = [passing, passing, TAGS]
    assert client.tags.list() == []
    assert script.names() == [("GET", "")] * 3
    assert len(waited) == 2
    assert all(0.2 <= pause_s <= 2.5 for pause_s in waited)


def test_nobody_asks_for_ever(script: Script, client: Client, waited: list[float]) -> None:
    script.answers = [GATEWAY]
    with pytest.raises(ServerUnreachable, match="answers with 502, but not as a QRDesk server does"):
        client.tags.list()
    assert len(script.asked) == TRIES
    assert len(waited) == TRIES - 1


@pytest.mark.parametrize("tries", [1, 2, 5])
def test_the_caller_says_how_often(script: Script, waited: list[float], tries: int) -> None:
    script.answers = [GATEWAY]
    with Client.remote(script.address, mint(), tries=tries) as client, pytest.raises(ServerUnreachable):
        client.tags.list()
    assert (len(script.asked), len(waited)) == (tries, tries - 1)


@pytest.mark.parametrize("options", [{"tries": 0}, {"timeout_s": 0}, {"timeout_s": -1}, {"pause_s": -1}])
def test_no_try_and_no_time_are_mistakes_of_the_program(options: dict[str, Any]) -> None:
    with pytest.raises(ValueError, match="once at least"):
        Client.remote("http://127.0.0.1:1", "", **options)


@pytest.mark.parametrize(
    ("said", "error"),
    [
        (refused(404, "not_found"), NotFound),
        (refused(503, "query_too_long", Retry_After="1"), QueryTooLong),
        (refused(503, "files_unreachable", Retry_After="1"), QRDeskError),
        ((404, {}, b"<html>"), ServerUnreachable),
        ((500, {}, b"<html>"), ServerUnreachable),
        ((200, {}, b"<html>Welcome</html>"), ServerUnreachable),
    ],
    ids=lambda one: str(one)[:30],
)
def test_what_would_come_again_is_not_asked_for_again(
    script: Script, client: Client, said: Said, error: type[QRDeskError]
) -> None:
    script.answers = [said]
    with pytest.raises(error):
        client.tags.list()
    assert len(script.asked) == 1


@pytest.mark.parametrize("lost", [LOST, GATEWAY], ids=["lost", "gateway"])
def test_a_change_that_may_have_been_made_is_not_sent_again(script: Script, client: Client, lost: Said) -> None:
    for change in once_only(client):
        script.answers, script.asked[:] = [lost], []
        with pytest.raises(AnswerLost, match="look before you try again"):
            change()
        assert len(script.asked) == 1


@pytest.mark.parametrize("said", [refused(503, "busy"), refused(429, "rate_limited", Retry_After="1")])
def test_a_change_that_was_refused_for_the_moment_is_sent_again(script: Script, client: Client, said: Said) -> None:
    script.answers = [said, (204, {}, b"")]
    client.links.delete("menu")
    assert script.names() == [("DELETE", "")] * 2


def test_an_unreachable_database_may_have_kept_a_change_and_is_not_sent_it_again(
    script: Script, client: Client
) -> None:
    script.answers = [refused(503, "database_unreachable")]
    with pytest.raises(QRDeskError):
        client.links.delete("menu")
    assert len(script.asked) == 1


def test_the_server_says_how_long_to_wait(script: Script, client: Client, waited: list[float]) -> None:
    told: list[int] = []
    script.answers = [refused(429, "rate_limited", Retry_After="17"), (503, {"Retry-After": "9"}, b"<html>"), TAGS]
    with telling(told.append):
        assert client.tags.list() == []
    first, second = waited
    assert 17 < first < 18
    assert 9 < second < 10
    assert told == [17]


def test_a_longer_pause_is_left_to_the_caller(script: Script, client: Client, waited: list[float]) -> None:
    script.answers = [refused(429, "rate_limited", Retry_After=str(int(PAUSE_S) + 1))]
    with pytest.raises(Limited) as limited:
        client.tags.list()
    assert (limited.value.retry_s, waited, len(script.asked)) == (PAUSE_S + 1, [], 1)
    script.answers, script.asked[:] = [*script.answers, TAGS], []
    with Client.remote(script.address, mint(), pause_s=60) as patient:
        assert patient.tags.list() == []
    assert len(waited) == 1


@pytest.mark.parametrize("own", ["", "order-17"], ids=["its own", "the caller's"])
def test_a_creation_keeps_its_name(script: Script, client: Client, own: str) -> None:
    script.answers = [LOST, GATEWAY, refused(404, "not_found")]
    with pytest.raises(NotFound):
        client.links.create(LinkDraft(destination="https://example.com"), idempotency_key=own)
    (_, first), *others = script.names()
    assert others == [("POST", first)] * 2
    assert first == own or (not own and len(first) == 32)


def test_no_call_begins_after_its_time() -> None:
    fault = ServerUnreachable("It does not answer.")
    fault.__cause__ = requests.ConnectionError()
    assert Course(Tries(within_s=60), repeatable=True).pause_s(fault, None)
    late = Course(Tries(within_s=60), repeatable=True)
    late.began_s -= 60
    assert late.pause_s(fault, None) is None


def test_pauses_grow_are_spread_and_end() -> None:
    fault = Busy("Not now.")
    courses = [Course(Tries(most=12), repeatable=True) for _ in range(50)]
    pauses = [[course.pause_s(fault, None) for course in courses] for _ in range(12)]
    assert pauses.pop() == [None] * 50
    for turn, some in enumerate(pauses):
        longest = min(0.4 * 2**turn, 8)
        assert all(one is not None and longest / 2 <= one <= longest for one in some)
        assert len(set(some)) > 10


@pytest.mark.parametrize(
    ("cause", "passing"),
    [
        (requests.ConnectionError(), True),
        (requests.ReadTimeout(), True),
        (TimeoutError(), True),
        (requests.exceptions.ChunkedEncodingError(), True),
        (requests.exceptions.SSLError(), False),
        (requests.exceptions.InvalidURL(), False),
        (LocationParseError("x"), False),
        (UnicodeError(), False),
        (None, False),
    ],
    ids=lambda one: type(one).__name__,
)
def test_an_address_that_is_none_stays_none(cause: BaseException | None, passing: bool) -> None:
    assert is_passing(cause) is passing
