"""Where the time of a redirect goes: each step of ours by itself, in one process, beside what a bare answer costs."""

import logging
import time
from collections.abc import Callable
from pathlib import Path
from wsgiref.types import StartResponse, WSGIEnvironment

from qrdesk.core import database
from qrdesk.core.opening import open_database
from qrdesk.core.redirect.choose import choose
from qrdesk.core.redirect.store import PlanStore
from qrdesk.core.settings import Settings
from qrdesk.daemon.front import Front
from qrdesk.daemon.hits import Hits
from qrdesk.daemon.ledger import DatabaseLedger
from qrdesk.daemon.pages import Answer
from qrdesk.daemon.recording import Recording
from qrdesk.daemon.redirect import Redirects
from qrdesk.daemon.sources import Knowledge
from qrdesk.daemon.unlocking import Unlocking
from qrdesk.daemon.visits import Visits
from qrdesk.daemon.ways import Ways
from tests.bench.load import AGENT, LANGUAGE
from tests.bench.servers import FIVE_RULES, make_links

_TIMES = 20_000
_ROUNDS = 5


def show(bare_per_s: float, folder: Path) -> None:
    """Print the steps in microseconds. ``bare_per_s`` is what the bare server answered in this run."""
    logging.disable(logging.INFO)
    folder.mkdir()
    url = str(folder / "parts.db")
    plain, ruled = make_links(url, 1)[0], make_links(url, 1, FIVE_RULES)[0]
    settings = Settings()
    opened = open_database(url, settings)
    store, recording, knowledge = PlanStore(), Recording(opened.spool), Knowledge(settings)
    store.refresh()
    knowledge.visitors.refresh()
    redirects = Redirects(store, Hits(store, recording, knowledge.visitors))
    visits = Visits(store, knowledge.sources())
    ways = Ways(redirects, visits, Unlocking(opened.secret_key), DatabaseLedger())
    front = Front(store, redirects, _nobody, _unasked, ways=ways)
    asked, asked_ruled = _environ(plain), _environ(ruled)
    found, found_ruled = (redirects.find(one["PATH_INFO"], "localhost") for one in (asked, asked_ruled))
    assert found is not None
    assert found_ruled is not None
    route, plan = found_ruled.plan.route, found_ruled.plan
    assert route is not None
    visit = visits.of(found_ruled, route, asked_ruled, counted=True).visit
    assert choose(plan, visit).rule == "rul_bench00005"
    now_s = time.time()
    print(f"parts    a bare answer {1e6 / bare_per_s:.0f} us in all; of ours, in one process and thread:")
    _print("address to plan", lambda: redirects.find(asked["PATH_INFO"], "localhost"))
    _print("visitor id", lambda: knowledge.visitors.id(1, now_s, "203.0.113.9", AGENT))
    _print("hit to the spool, id included", lambda: redirects.hits.count(found, asked))
    _print("plain link, from request to answer", lambda: front(asked, _start))
    _print("what the rules ask about a visitor", lambda: visits.of(found_ruled, route, asked_ruled, counted=True))
    _print("choosing among 5 rules", lambda: choose(plan, visit))
    _print("link with 5 rules, from request to answer", lambda: front(asked_ruled, _start))
    recording.close()
    database.close()
    logging.disable(logging.NOTSET)


def _nobody(_environ: WSGIEnvironment, _start_response: StartResponse) -> list[bytes]:
    raise AssertionError("no redirect is the application's")


def _unasked() -> Answer:
    raise AssertionError("nobody asks for health")


def _print(name: str, work: Callable[[], object]) -> None:
    best = min(_took_us(work) for _ in range(_ROUNDS))
    print(f"parts    {best:>7.1f} us  {name}")


def _took_us(work: Callable[[], object]) -> float:
    began = time.perf_counter()
    for _ in range(_TIMES):
        work()
    return (time.perf_counter() - began) / _TIMES * 1e6


def _environ(slug: str) -> WSGIEnvironment:
    return {
        "REQUEST_METHOD": "GET",
        "PATH_INFO": f"/r/{slug}",
        "QUERY_STRING": "",
        "HTTP_HOST": "localhost",
        "HTTP_USER_AGENT": AGENT,
        "HTTP_ACCEPT_LANGUAGE": LANGUAGE,
        "REMOTE_ADDR": "203.0.113.9",
        "wsgi.url_scheme": "http",
    }


def _start(status: str, _headers: object, _failed: object = None) -> Callable[[bytes], object]:
    assert status == "302 Found", status
    return len
