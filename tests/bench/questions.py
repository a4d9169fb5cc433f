"""What is asked of statistics in the benches: every kind of question, of whom, and how fast the answer should be there.

Asked as the surfaces ask: by the functions in the table of operations. The end of the made year is their present day.
"""

import gc
import itertools
import random
import time
from collections.abc import Callable, Generator, Iterator, Mapping
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from datetime import time as clock
from typing import Any, NamedTuple

from qrdesk.core import database
from qrdesk.core.context import ALL, Actor, Context
from qrdesk.core.opening import open_existing
from qrdesk.core.operations import OPERATIONS
from qrdesk.core.schemas.analytics import HitQuery, LeadersQuery, PeriodQuery, TimelineQuery, TopQuery, TotalsQuery
from qrdesk.core.schemas.links import SparklineQuery
from qrdesk.core.settings import Settings
from tests.bench.hits_made import FIRST, LAST
from tests.bench.shop import make_shop

LINK_GOAL_MS, GROUP_GOAL_MS, RAW_GOAL_MS = 50.0, 300.0, 3000.0
SPANS: Mapping[str, Mapping[str, Any]] = {
    "30 days": {"start": LAST - timedelta(days=29), "end": LAST},
    "a year": {"start": FIRST, "end": LAST},
}
# What opening a page of statistics asks for, beside totals, timeline, heat map and leaders.
PAGE_TOPS = ("country", "city", "device", "os", "browser", "language", "referrer", "utm_campaign")
MORE_TOPS = ("region", "os_version", "browser_version", "referrer_class", "destination", "rule", "code")
_SUMMARIES = 50


class Question(NamedTuple):
    """One question; ``page`` says that opening the page asks it, ``goal_ms`` how soon it is to be answered."""

    name: str
    goal_ms: float
    ask: Callable[[Context], Any]
    page: bool = False


@contextmanager
def opened(path: str) -> Generator[Context]:
    """Open a database of the benches, and yield what questions are asked with."""
    found = open_existing(path, Settings())
    gc.freeze()  # as a worker does: the collector looks at no library and no link in the middle of a question
    now = datetime.combine(LAST, clock(20), UTC)
    try:
        with database.scope():
            yield Context(Actor(found.owner.workspace_id, frozenset({ALL})), now, found.secret_key)
    finally:
        database.close()


def scopes() -> dict[str, dict[str, str]]:
    """Return whom is asked about, and how a query names them."""
    return {
        "busiest link": {"link_id": make_shop().links[0].public_id},
        "tag of 500 links": {"tag": "tag0"},
        "folder": {"folder": "Folder 3"},
        "domain": {"domain": "localhost:8765"},
        "workspace": {},
    }


def of_sums(scope: Mapping[str, str], span: Mapping[str, Any]) -> Iterator[Question]:
    """Yield what sums answer: no filter, or one dimension, beside link, folder, tag or domain."""
    goal = LINK_GOAL_MS if "link_id" in scope else GROUP_GOAL_MS
    asked: dict[str, Any] = {**scope, **span}
    yield Question("totals", goal, _asking("totals", TotalsQuery(**asked)), page=True)
    long = (span["end"] - span["start"]).days > 62
    for step in ("day", "week", "month") if long else ("day", "hour", "week"):
        timeline = _asking("timeline", TimelineQuery.model_validate({**asked, "step": step}))
        yield Question(f"timeline by the {step}", goal, timeline, page=step == "day")
    yield Question("heat map", goal, _asking("heatmap", PeriodQuery(**asked)), page=True)
    if "link_id" not in scope:
        yield Question("leaders", goal, _asking("links", LeadersQuery(**asked)), page=True)
    for dimension in (*PAGE_TOPS, *MORE_TOPS):
        top = _asking("top", TopQuery.model_validate({**asked, "dimension": dimension}))
        yield Question(f"top {dimension}", goal, top, page=dimension in PAGE_TOPS)
    yield Question("totals, country=DE", goal, _asking("totals", TotalsQuery(**asked, country="DE")))
    by_day = TimelineQuery(**asked, os="iOS", source="scan")
    yield Question("timeline by the day, os=iOS, scans", goal, _asking("timeline", by_day))


def of_lists(scope: Mapping[str, str]) -> Iterator[Question]:
    """Yield what the live feed and the list of links ask."""
    goal = LINK_GOAL_MS
    yield Question("the last 50 hits", goal, _asking("/hits", HitQuery(link_id=scope.get("link_id"))))
    if "link_id" not in scope:
        yield Question("hits after the last one", goal, _asking_on())
        links = ",".join(link.public_id for link in make_shop().links[:_SUMMARIES])
        yield Question(
            f"summaries of {_SUMMARIES} links", goal, _asking("/links/summaries", SparklineQuery(links=links))
        )


def of_hits() -> Iterator[tuple[str, Question]]:
    """Yield filters that no sums answer, over the year, with whom they are about."""
    link, year = make_shop().links[0].public_id, SPANS["a year"]
    combined: tuple[tuple[dict[str, str], dict[str, str]], ...] = (
        ({}, {"country": "DE", "os": "iOS"}),
        ({}, {"country": "DE", "browser": "Chrome", "device": "mobile"}),
        ({}, {"utm_source": "newsletter", "country": "AT"}),
        ({"tag": "tag0"}, {"country": "DE", "os": "iOS"}),
        ({"folder": "Folder 3"}, {"language": "de-DE", "referrer_class": "social"}),
        ({"domain": "localhost:8765", "tag": "tag0"}, {}),
        ({"link_id": link}, {"country": "DE", "os": "Android"}),
    )
    for scope, filters in combined:
        who = " and ".join(scope.values()).replace(link, "busiest link") or "workspace"
        said = ", ".join(f"{name}={value}" for name, value in filters.items()) or "both"
        asked: dict[str, Any] = {**scope, **year, **filters}
        yield who, Question(f"totals, {said}", RAW_GOAL_MS, _asking("totals", TotalsQuery(**asked)))
        by_day = TimelineQuery(**asked, step="month")
        yield who, Question(f"timeline by the month, {said}", RAW_GOAL_MS, _asking("timeline", by_day))
        city = TopQuery.model_validate({**asked, "dimension": "city"})
        yield who, Question(f"top city, {said}", RAW_GOAL_MS, _asking("top", city))
    heat = PeriodQuery(**year, country="DE", os="iOS")
    yield "workspace", Question("heat map, country=DE, os=iOS", RAW_GOAL_MS, _asking("heatmap", heat))
    leaders = LeadersQuery(**year, country="DE", os="iOS")
    yield "workspace", Question("leaders, country=DE, os=iOS", RAW_GOAL_MS, _asking("links", leaders))


def ask_until(path: str, enough: Callable[[], bool]) -> Iterator[float]:
    """Ask one question after another, of sums and of hits; yield how long each answer took, in milliseconds."""
    questions = [one for scope in scopes().values() for span in SPANS.values() for one in of_sums(scope, span)]
    slow = [one for _, one in of_hits()]
    chance = random.Random(8)
    chance.shuffle(questions)
    with opened(path) as ctx:
        for number in itertools.count():
            question = chance.choice(slow) if number % 7 == 6 else questions[number % len(questions)]
            began = time.perf_counter()
            question.ask(ctx)
            yield (time.perf_counter() - began) * 1000
            if enough():
                return


def _asking_on() -> Callable[[Context], Any]:
    """Return what asks for hits as the app does every second: for those after the last cursor."""
    cursor: str | None = None

    def ask_on(ctx: Context) -> Any:
        nonlocal cursor
        answer = _asking("/hits", HitQuery(after=cursor))(ctx)
        cursor = answer.cursor
        return answer

    return ask_on


def _asking(path: str, query: Any) -> Callable[[Context], Any]:
    """Return what asks ``query``; ``path`` is the operation's, below ``/analytics/`` unless it begins otherwise."""
    whole = path if path.startswith("/") else f"/analytics/{path}"

    def ask(ctx: Context) -> Any:
        (call,) = (one.call for one in OPERATIONS if one.path == whole and one.method == "GET")
        return call(ctx, query)

    return ask
