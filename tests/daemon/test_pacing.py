"""How fast the API may be asked: what answers tell, who is refused, and who never is."""

from collections.abc import Iterable, Iterator
from pathlib import Path
from wsgiref.types import StartResponse, WSGIEnvironment

import pytest

from qrdesk.core import database
from qrdesk.core.context import Actor
from qrdesk.core.errors import Limited
from qrdesk.core.limits.memory import MemoryLimiter
from qrdesk.core.limits.window import Quota
from qrdesk.core.models import Key, Plan, Workspace
from qrdesk.core.opening import open_database
from qrdesk.core.operations import PREFIX
from qrdesk.core.schemas.access import Scope
from qrdesk.core.services.allowance import Allowance
from qrdesk.core.services.keys import mint
from qrdesk.core.settings import Settings
from qrdesk.daemon import pacing
from qrdesk.daemon.api import build_app
from qrdesk.daemon.figures import Figures, Said
from qrdesk.daemon.metrics import Metrics
from qrdesk.daemon.pacing import Pacing, Surface
from tests.clocks import Clock
from tests.desks import Answer, Desk, make_key

LINKS = f"{PREFIX}/links"
TOLD = ("X-Ratelimit-Limit", "X-Ratelimit-Remaining", "X-Ratelimit-Reset", "Ratelimit", "Ratelimit-Policy")
NOW_S = 1_790_000_000.25  # on the wall


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def desk(database_url: str, tmp_path: Path, clock: Clock) -> Iterator[Desk]:
    """A QRDesk whose paces go by the test's clock."""
    settings = Settings(data_dir=str(tmp_path / "data"))
    opened = open_database(database_url, settings)
    paces = Pacing(opened.secret_key, MemoryLimiter(clock=clock), clock=clock, wall=lambda: NOW_S + clock.now_s)
    app = build_app(opened, settings, pacing=paces)
    yield Desk(opened, app, make_key(opened))
    app.close()
    database.close()


def set_limit(limit: int | None) -> None:
    with database.scope():
        Key.update(rate_limit=limit).execute()


def told(answer: Answer) -> tuple[int, int]:
    return int(answer.headers["X-Ratelimit-Limit"]), int(answer.headers["X-Ratelimit-Remaining"])


def test_an_answer_tells_how_much_is_left(desk: Desk, clock: Clock) -> None:
    first = desk.ask("GET", LINKS)
    assert told(first) == (1200, 1199)
    assert first.headers["X-Ratelimit-Reset"] == "1790000061"
    assert first.headers["Ratelimit-Policy"] == '"minute";q=1200;w=60'
    assert first.headers["Ratelimit"] == '"minute";r=1199;t=60'
    assert "Retry-After" not in first.headers
    clock.now_s = 20.0
    second = desk.ask("GET", LINKS)
    assert told(second) == (1200, 1198)
    assert second.headers["Ratelimit"] == '"minute";r=1198;t=40'
    clock.now_s = 60.0
    assert told(desk.ask("GET", LINKS)) == (1200, 1198)  # the first has left the window, the second has not


@pytest.mark.parametrize(
    ("method", "path", "body", "status"),
    [
        ("GET", LINKS, None, 200),
        ("POST", LINKS, {"destination": "https://example.com/"}, 201),
        ("POST", LINKS, {"destination": ""}, 422),
        ("POST", LINKS, None, 400),
        ("GET", f"{LINKS}?nonsense=1", None, 422),
        ("GET", f"{LINKS}/nothing", None, 404),
        ("GET", f"{PREFIX}/nothing", None, 404),
        ("PUT", LINKS, None, 405),
        ("GET", f"{PREFIX}/keys", None, 403),
    ],
)
def test_every_answer_to_a_key_tells_and_costs_one(
    desk: Desk, method: str, path: str, body: object, status: int
) -> None:
    key = make_key(desk.opened, Scope.LINKS_READ, Scope.LINKS_CREATE)
    answer = desk.ask(method, path, body, key=key)
    assert answer.status == status
    assert told(answer) == (1200, 1199)
    assert set(TOLD) <= answer.headers.keys()
    assert told(desk.ask("GET", LINKS, key=key)) == (1200, 1198)


def test_one_too_many_is_told_when_to_come_back(desk: Desk, clock: Clock) -> None:
    set_limit(3)
    for left in (2, 1, 0):
        assert told(desk.ask("GET", LINKS)) == (3, left)
        clock.now_s += 1.5
    before = desk.ask("GET", LINKS)
    assert (before.status, before.code, told(before)) == (429, "rate_limited", (3, 0))
    assert before.headers["Retry-After"] == "56"  # 55.5 seconds
    assert before.headers["X-Ratelimit-Reset"] == str(int(NOW_S) + 61)
    assert before.json["error"]["message"] == "Too many requests. Nothing was done; try again in 56 seconds."
    assert (unknown := desk.ask("GET", f"{PREFIX}/nothing")).status == 429
    assert unknown.headers["Retry-After"] == "56"
    clock.now_s += 56.0
    assert desk.ask("GET", LINKS).status == 200


def test_what_is_refused_is_not_done(desk: Desk) -> None:
    set_limit(1)
    draft = {"destination": "https://example.com/", "slug": "one"}
    assert desk.ask("POST", LINKS, draft).status == 201
    assert desk.ask("DELETE", f"{LINKS}/one").status == 429
    set_limit(None)
    assert desk.ask("GET", f"{LINKS}/one", key=make_key(desk.opened)).status == 200


def test_an_answer_given_again_costs_one_like_any_other(desk: Desk) -> None:
    draft, header = {"destination": "https://example.com/"}, {"Idempotency-Key": "x"}
    answers = [desk.ask("POST", LINKS, draft, headers=header) for _ in range(2)]
    assert answers[0].content == answers[1].content
    assert [told(answer) for answer in answers] == [(1200, 1199), (1200, 1198)]


def test_a_changed_limit_counts_within_a_second(desk: Desk, clock: Clock) -> None:
    assert told(desk.ask("GET", LINKS)) == (1200, 1199)
    set_limit(5)
    clock.now_s += 1.0
    assert told(desk.ask("GET", LINKS)) == (5, 4)


def test_each_key_has_its_own(desk: Desk) -> None:
    set_limit(1)
    other = make_key(desk.opened)
    assert desk.ask("GET", LINKS).status == 200
    assert desk.ask("GET", LINKS).status == 429
    assert told(desk.ask("GET", LINKS, key=other)) == (1200, 1199)


def test_a_plans_limit_counts_where_the_key_has_none(desk: Desk) -> None:
    with database.scope():
        Plan.create(name="slow", rate_limit=7)
        Workspace.update(plan="slow").execute()
    assert told(desk.ask("GET", LINKS)) == (7, 6)


def test_a_key_is_no_way_round_the_limit_of_a_plan(desk: Desk) -> None:
    with database.scope():
        Plan.create(name="slow", rate_limit=7)
        Workspace.update(plan="slow").execute()
    set_limit(10_000)
    assert told(desk.ask("GET", LINKS)) == (7, 6)
    set_limit(5)
    other = make_key(desk.opened)
    assert told(desk.ask("GET", LINKS, key=other)) == (7, 6)


def test_whoever_has_no_good_key_is_limited_by_network_and_nobody_else_is(desk: Desk, clock: Clock) -> None:
    def bad(address: str) -> Answer:
        return ask_from(desk, address, mint())

    refused = [bad("203.0.113.7") for _ in range(61)]
    assert [answer.status for answer in refused] == [401] * 60 + [429]
    assert not any(name in refused[0].headers for name in TOLD)
    assert refused[-1].headers["Retry-After"] == "60"
    assert ask_from(desk, "203.0.113.7", "").status == 429
    assert ask_from(desk, "203.0.113.7", desk.key).status == 200  # a good key passes all the same
    assert bad("203.0.113.8").status == 401
    for number in range(60):
        assert bad(f"2001:db8::{number:x}").status == 401
    assert bad("2001:db8::ffff").status == 429  # one customer has all of these
    assert bad("2001:db8:0:1::1").status == 401
    clock.now_s += 60.0
    assert bad("203.0.113.7").status == 401


def test_metrics_cost_a_key_one_and_bad_keys_are_limited_there_too(desk: Desk) -> None:
    figures = Figures(desk.opened.data_dir, "web-1", lambda: Said({}, {}))
    paces = Pacing(desk.opened.secret_key)
    app = build_app(desk.opened, Settings(), Metrics(figures, desk.opened), paces)
    far = Desk(desk.opened, app, desk.key)
    host = {"Host": "go.example.com"}
    assert far.ask("GET", "/metrics", headers=host).headers["X-Ratelimit-Remaining"] == "1199"
    given = [far.ask("GET", "/metrics", key=mint(), headers=host).status for _ in range(61)]
    assert given == [401] * 60 + [429]
    app.close()


def ask_from(desk: Desk, address: str, key: str) -> Answer:
    def app(environ: WSGIEnvironment, start_response: StartResponse) -> Iterable[bytes]:
        return desk.app({**environ, "REMOTE_ADDR": address}, start_response)

    return Desk(desk.opened, app, desk.key).ask("GET", LINKS, key=key)


def test_paths_that_are_no_api_cost_nothing(desk: Desk) -> None:
    for path in ("/openapi.json", "/docs", "/api/v2/nothing"):
        assert not any(name in desk.ask("GET", path).headers for name in TOLD)
    assert told(desk.ask("GET", LINKS)) == (1200, 1199)


SURFACES = [
    (pacing.NATIVE, "unlimited", (Quota(1200),)),
    (pacing.HONOPU, "unlimited", (Quota(300),)),
    (pacing.H0P, "unlimited", (Quota(5, 1), Quota(100))),
    (pacing.HELDQR, "unlimited", (Quota(600),)),
    (pacing.HELDQR, "free", (Quota(600),)),
    (pacing.USNP_SHORTEN, "free", (Quota(10),)),
    (pacing.USNP_SHORTEN, "pro", (Quota(60),)),
    (pacing.USNP_SHORTEN, "unlimited", (Quota(60),)),
    (pacing.USNP_STATS, "free", (Quota(30),)),
    (pacing.USNP_STATS, "pro", (Quota(120),)),
    (pacing.USNP, "free", ()),
]


@pytest.mark.parametrize(("surface", "plan", "quotas"), SURFACES)
def test_each_surface_has_the_numbers_that_its_contract_names(
    surface: Surface, plan: str, quotas: tuple[Quota, ...]
) -> None:
    paces = Pacing(b"k", MemoryLimiter(clock=lambda: 0.0), find=lambda _: Allowance(None, plan))
    environ: dict[str, object] = {}
    paces.spend(environ, actor(1), surface)
    assert tuple(look.quota for look in getattr(environ.get(pacing.PACE), "looks", ())) == quotas


def test_surfaces_count_apart_and_a_limit_of_the_key_counts_on_all_of_them() -> None:
    allowed = {1: Allowance(), 2: Allowance(4)}
    paces = Pacing(b"k", MemoryLimiter(clock=lambda: 0.0), find=allowed.__getitem__)
    for surface in (pacing.H0P, pacing.HONOPU, pacing.H0P):
        paces.spend(environ := {}, actor(1), surface)
    assert paces.headers(environ)["RateLimit"] == '"second";r=3;t=1, "minute";r=98;t=60'
    assert paces.headers(environ)["RateLimit-Policy"] == '"second";q=5;w=1, "minute";q=100;w=60'
    assert paces.headers(environ)["X-RateLimit-Remaining"] == "3"
    for surface in (pacing.H0P, pacing.HONOPU, pacing.NATIVE, pacing.USNP):
        paces.spend({}, actor(2), surface)
    with pytest.raises(Limited) as refused:
        paces.spend({}, actor(2), pacing.HELDQR)
    assert refused.value.retry_s == 60


def test_what_needs_no_key_is_limited_by_network() -> None:
    paces = Pacing(b"k", MemoryLimiter(clock=lambda: 0.0))
    for _ in range(30):
        paces.spend_by_network({"REMOTE_ADDR": "203.0.113.7"}, pacing.PUBLIC)
    with pytest.raises(Limited):
        paces.spend_by_network({"REMOTE_ADDR": "203.0.113.7"}, pacing.PUBLIC)
    paces.spend_by_network({"REMOTE_ADDR": "203.0.113.7"}, pacing.STRANGERS)


def test_no_address_is_kept() -> None:
    limiter = MemoryLimiter()
    Pacing(b"k", limiter).spend_by_network({"REMOTE_ADDR": "203.0.113.7"}, pacing.PUBLIC)
    assert "203.0.113" not in str(limiter._spent)
    assert len(limiter._spent) == 1


def actor(key_id: int) -> Actor:
    return Actor(1, frozenset(), key_id=key_id)
