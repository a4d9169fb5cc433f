"""The numbers of usnp.me in their printed shape, whose they are, and how fast they may be asked for."""

from collections import Counter
from collections.abc import Callable, Iterator
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

from qrdesk.core import database
from qrdesk.core.context import Actor
from qrdesk.core.hits.hit_row import Agent, HitRow, Origin, Place
from qrdesk.core.models import Link, Workspace
from tests.core.services.analytics_world import store
from tests.desks import Answer, Desk, desk, make_key, second_workspace
from tests.dialects.printed import looks_like
from tests.dialects.usnp_examples import ANALYTICS, ANALYTICS_ERRORS, FREE_PACE, PRO_PACE, SUMMARY
from tests.postgres import BOTH, database_of

LANDING = {"redirect_url": "https://example.com/landing"}
PHONE, LAPTOP, TELEVISION = Agent("mobile"), Agent("desktop"), Agent("tv")
PARTS = ("referrers", "countries", "regions", "cities", "devices")
MANY = [f"site{number:02}.example" for number in range(12)]


@pytest.fixture(scope="module", params=BOTH)
def house(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Desk]:
    folder = tmp_path_factory.mktemp("usnp")
    with database_of(request, folder) as url, desk(url, folder / "data") as found:
        yield found


@pytest.fixture(scope="module")
def others(house: Desk) -> Actor:
    return second_workspace()


def shorten(house: Desk, key: str | None = None) -> str:
    answer = house.ask("POST", "/shorten", LANDING, key=key)
    assert answer.status == 200, answer.content
    return answer.json["short_id"]


def visit(short_id: str, *hits: tuple[int, Agent, Place, Origin], bot: bool = False) -> list[str]:
    """Store hits of so many days ago; return their days."""
    now = datetime.now(UTC)
    moments = [now - timedelta(days=days) for days, *_ in hits]
    with database.scope():
        link = Link.get(Link.slug == short_id)
        store(
            [
                HitRow(
                    f"{short_id}{number}{bot}",
                    int(moments[number].timestamp() * 1_000_000),
                    link.workspace_id,
                    link.id,
                    number % 2 == 0,
                    bot,
                    agent=agent,
                    place=place,
                    origin=origin,
                )
                for number, (_, agent, place, origin) in enumerate(hits)
            ]
        )
    return [at.date().isoformat() for at in moments]


def test_analytics_answers_as_printed(house: Desk) -> None:
    short_id = shorten(house)
    google, california = Origin("google.com", "search"), Place("US", "California", "San Francisco, US")
    days = visit(
        short_id,
        *[(0, LAPTOP, california, google)] * 3,
        *[(3, PHONE, california, Origin("", "direct"))] * 2,
        (20, TELEVISION, Place("DE", "DE-BE", "San Francisco, PH"), google),
        (40, PHONE, Place(), google),
    )
    counted = Counter(days[:-1])  # the last is older than what is shown by the day
    with database.scope():  # made before its first visit
        Link.update(created_at=datetime.now(UTC) - timedelta(days=50)).where(Link.slug == short_id).execute()
    body = house.ask("GET", f"/links/{short_id}/analytics").json
    assert looks_like(body, ANALYTICS, frozenset({"total_hits", "last_7_days", "date", "count", "label"}))
    assert (body["total_hits"], body["last_7_days"], len(body["daily"])) == (7, 5, 30)
    assert [row["date"] for row in body["daily"]] == sorted(row["date"] for row in body["daily"])
    assert {row["date"]: row["count"] for row in body["daily"] if row["count"]} == counted
    shown = {part: {row["label"]: row["count"] for row in body[part]} for part in PARTS}
    assert shown == {
        "referrers": {"google.com": 5},
        "countries": {"US": 5, "DE": 1},
        "regions": {"California": 5, "DE-BE": 1},
        "cities": {"San Francisco": 6},
        "devices": {"desktop": 3, "mobile": 3},
    }
    assert [list(shown[part].values()) for part in shown] == [
        sorted(counts.values(), reverse=True) for counts in shown.values()
    ]
    summary = house.ask("GET", f"/links/{short_id.lower()}/analytics/summary").json
    assert list(summary) == list(SUMMARY)
    assert summary == {"short_id": short_id, "total_hits": 7, "last_7_days": 5, "last_30_days": 6}


def test_programs_are_counted_like_people_and_told_of_no_further(house: Desk) -> None:
    short_id = shorten(house)
    nobody = Agent("bot"), Place("DE", "DE-BE", "Berlin, DE"), Origin("google.com", "search")
    days = visit(short_id, *[(ago, *nobody) for ago in (0, 0, 10, 40)], bot=True)
    visit(short_id, (0, PHONE, Place(), Origin()))
    body = house.ask("GET", f"/links/{short_id}/analytics").json
    assert (body["total_hits"], body["last_7_days"]) == (5, 3)
    assert {row["date"]: row["count"] for row in body["daily"] if row["count"]} == {days[0]: 3, days[2]: 1}
    assert {part: len(body[part]) for part in PARTS} == {**dict.fromkeys(PARTS, 0), "devices": 1}
    summary = house.ask("GET", f"/links/{short_id}/analytics/summary").json
    assert summary == {"short_id": short_id, "total_hits": 5, "last_7_days": 3, "last_30_days": 4}


def test_the_ten_most_frequent_are_shown(house: Desk) -> None:
    short_id = shorten(house)
    hits = [(0, PHONE, Place(), Origin(host)) for number, host in enumerate(MANY) for _ in range(number + 1)]
    visit(short_id, *hits)
    referrers = house.ask("GET", f"/links/{short_id}/analytics").json["referrers"]
    counted = Counter({host: number + 1 for number, host in enumerate(MANY)})
    assert [(row["label"], row["count"]) for row in referrers] == counted.most_common(10)


def test_numbers_are_refused_as_printed(house: Desk, others: Actor) -> None:
    short_id = shorten(house)
    strangers = make_key(house.opened, actor=others)
    poor = make_key(house.opened, "links:read")
    for what in ("analytics", "analytics/summary"):

        def asked(name: str, key: str | None = None, what: str = what) -> Answer:
            return house.ask("GET", f"/links/{name}/{what}", key=key)

        refused = [asked(short_id, ""), asked(short_id, strangers), asked("nobodys", strangers)]
        assert [one.status for one in refused] == list(ANALYTICS_ERRORS[:3])
        assert all(list(one.json) == ["detail"] for one in refused)
        assert asked(short_id.lower(), strangers).status == asked(short_id, poor).status == 403
    assert house.ask("GET", f"/{short_id}/webhooks/status", key=strangers).status == 403
    assert house.ask("GET", "/nobodys/webhooks/status").status == 404


def test_a_free_key_is_paced_as_printed(house: Desk) -> None:
    key = house.ask("POST", "/api-keys", {"tier": "free"}).json["key"]
    short_id = shorten(house)
    asked: list[tuple[int, Callable[[], Answer]]] = [
        (FREE_PACE["shorten"], lambda: house.ask("POST", "/shorten", LANDING, key=key)),
        (FREE_PACE["analytics"], lambda: house.ask("GET", f"/links/{short_id}/analytics/summary", key=key)),
    ]
    for most, ask in asked:
        assert {ask().status for _ in range(most)} == {200}
        refused = ask()
        assert (refused.status, set(refused.json)) == (429, {"error", "detail"})
        assert 1 <= int(refused.headers["Retry-After"]) <= 60
    assert house.ask("GET", f"/links/{short_id}/analytics", key=key).status == 429  # one pace for both
    assert {house.ask("GET", "/usage", key=key).status for _ in range(3)} == {200}  # what else there is has none


def test_other_keys_are_paced_as_pro(house: Desk) -> None:
    for tier in ("pro", "unlimited"):
        key = house.ask("POST", "/api-keys", {"tier": tier}).json["key"]
        made = house.ask("POST", "/shorten", LANDING, key=key)
        numbers = house.ask("GET", f"/links/{made.json['short_id']}/analytics", key=key)
        paces = [next(v for k, v in one.headers.items() if k.lower() == "x-ratelimit-limit") for one in (made, numbers)]
        assert paces == [str(PRO_PACE["shorten"]), str(PRO_PACE["analytics"])]


def test_what_a_workspace_may_counts_for_its_keys(house: Desk, others: Actor) -> None:
    with database.scope():
        Workspace.update(plan="free").where(Workspace.id == others.workspace_id).execute()
    key = make_key(house.opened, actor=others)
    shorten(house, key)
    found: dict[str, Any] = house.ask("GET", "/usage", key=key).json["usage"]
    assert found["links_created"] == {"current": 1, "limit": 100}
    made = house.ask("POST", "/shorten", LANDING, key=make_key(house.opened, actor=others))
    assert (made.headers["X-Usage-Links-Created"], made.headers["X-Usage-Links-Limit"]) == ("2", "100")
