"""Pages of other origins: those that the operator named may use the API, and nobody else's."""

from collections.abc import Iterator
from dataclasses import replace

import pytest

from qrdesk.core.errors import Invalid
from qrdesk.core.operations import PREFIX
from qrdesk.core.settings import Settings
from qrdesk.daemon.api import build_app
from tests.desks import Answer, Desk, desk

LINKS = f"{PREFIX}/links"
SHOP, TOOL = "https://shop.example", "http://localhost:3000"
STRANGERS = [
    "https://evil.example",
    "https://shop.example.evil.example",
    "https://evilshop.example",
    "http://shop.example",
    "https://shop.example:444",
    "https://shop.example/",
    "https://SHOP.example",
    "null",
    "*",
    "",
    "https://shop.example, https://evil.example",
]


@pytest.fixture(scope="module")
def plain(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Desk]:
    """A desk that shares with nobody."""
    folder = tmp_path_factory.mktemp("plain")
    with desk(str(folder / "qrdesk.db"), folder / "data") as found:
        yield found


def sharing(plain: Desk, origins: str) -> Desk:
    return replace(plain, app=build_app(plain.opened, Settings(cors_origins=origins)))


def preflight(api: Desk, origin: str, path: str = LINKS) -> Answer:
    headers = {"Origin": origin, "Access-Control-Request-Method": "PATCH"}
    return api.ask("OPTIONS", path, key="", headers=headers)


def shared(answer: Answer) -> dict[str, str]:
    return {name: value for name, value in answer.headers.items() if name.startswith("Access-Control-")}


def words(text: str) -> set[str]:
    return {word.strip().lower() for word in text.split(",")}


def test_nothing_is_shared_unless_somebody_says_so(plain: Desk) -> None:
    for answer in (preflight(plain, SHOP), plain.ask("GET", LINKS, headers={"Origin": SHOP})):
        assert not shared(answer)
        assert "origin" not in words(answer.headers.get("Vary", ""))
    assert preflight(plain, SHOP).status == 405


@pytest.mark.parametrize("origin", [SHOP, TOOL])
@pytest.mark.parametrize("path", [LINKS, f"{LINKS}/x/pause", "/openapi.json", "/api/qr", "/shorten", "/mcp"])
def test_those_that_are_named_may_ask(plain: Desk, origin: str, path: str) -> None:
    answer = preflight(sharing(plain, f"{SHOP}, {TOOL}/"), origin, path)
    assert (answer.status, answer.content) == (204, b"")
    told = shared(answer)
    assert told["Access-Control-Allow-Origin"] == origin
    assert {"get", "head", "post", "put", "patch", "delete"} <= words(told["Access-Control-Allow-Methods"])
    taken = {"authorization", "x-api-key", "content-type", "idempotency-key", "if-match", "if-none-match"}
    taken |= {"mcp-protocol-version", "mcp-session-id", "last-event-id"}
    assert taken <= words(told["Access-Control-Allow-Headers"])
    assert "Access-Control-Allow-Credentials" not in told
    assert "origin" in words(answer.headers["Vary"])


def test_their_pages_can_read_what_comes_back(plain: Desk) -> None:
    api = sharing(plain, SHOP)
    for method, path, status in (
        ("GET", LINKS, 200),
        ("GET", f"{LINKS}/nothing", 404),
        ("PUT", LINKS, 405),
        ("GET", "/api/qr/nothing", 404),
        ("GET", "/docs", 200),
    ):
        answer = api.ask(method, path, headers={"Origin": SHOP})
        assert answer.status == status
        told = shared(answer)
        assert told["Access-Control-Allow-Origin"] == SHOP
        seen = {"x-ratelimit-limit", "x-ratelimit-remaining", "x-ratelimit-reset", "etag", "idempotent-replay"}
        assert seen | {"retry-after", "x-request-id", "link"} <= words(told["Access-Control-Expose-Headers"])
        assert "Access-Control-Allow-Credentials" not in told
        assert "origin" in words(answer.headers["Vary"])
    assert api.ask("GET", LINKS, key="", headers={"Origin": SHOP}).status == 401  # an origin is no key


@pytest.mark.parametrize("origin", STRANGERS)
def test_others_are_told_nothing(plain: Desk, origin: str) -> None:
    api = sharing(plain, f"{SHOP},{TOOL}")
    for answer in (preflight(api, origin), api.ask("GET", LINKS, headers={"Origin": origin})):
        assert not shared(answer)
        assert origin == "" or origin not in answer.headers.values()
        if origin:
            assert "origin" in words(answer.headers["Vary"])  # or a cache gives one's answer to the other


def test_all_may_where_all_are_named(plain: Desk) -> None:
    api = sharing(plain, "*")
    for answer in (preflight(api, "https://evil.example"), api.ask("GET", LINKS, headers={"Origin": SHOP})):
        assert shared(answer)["Access-Control-Allow-Origin"] == "*"
        assert "Access-Control-Allow-Credentials" not in shared(answer)
        assert "origin" not in words(answer.headers.get("Vary", ""))


def test_who_asks_from_no_page_is_answered_as_ever(plain: Desk) -> None:
    answer = sharing(plain, SHOP).ask("GET", LINKS)
    assert (answer.status, shared(answer)) == (200, {})
    assert "origin" in words(answer.headers["Vary"])
    assert sharing(plain, SHOP).ask("OPTIONS", LINKS).status == 405


@pytest.mark.parametrize(
    "text",
    [
        "https://a.example/path",
        "a.example",
        "ftp://a.example",
        "https://",
        "null",
        "https://a.example b",
        "https://*.a",
    ],
)
def test_what_is_no_origin_stops_the_start(text: str) -> None:
    with pytest.raises(Invalid, match="QRDESK_CORS_ORIGINS"):
        Settings.load({"QRDESK_CORS_ORIGINS": text})


def test_origins_are_read_from_the_environment() -> None:
    for text in ("", "*", f"{SHOP} , {TOOL}/", "https://[::1]:8443", "chrome-extension://abcdef"):
        assert Settings.load({"QRDESK_CORS_ORIGINS": text}).cors_origins == text.strip()
