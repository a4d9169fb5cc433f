"""Numbers through the client, from hits as the drain stores them."""

import itertools
from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest

from qrdesk.client import (
    Client,
    Dimension,
    HitQuery,
    LeadersQuery,
    LinkDraft,
    MissQuery,
    PeriodQuery,
    TimelineQuery,
    TopQuery,
    TotalsQuery,
    WorkspacePatch,
)
from qrdesk.core import database
from qrdesk.core.errors import Invalid, NotFound
from qrdesk.core.hits import ingest, rollups
from qrdesk.core.hits.hit_row import Agent, HitRow, Place
from qrdesk.core.models import Domain, Link, MissDay
from qrdesk.core.schemas.links import LinkView

EPOCH = date(1970, 1, 1)
DAYS: dict[str, Any] = {"start": date(2026, 3, 1), "end": date(2026, 3, 31)}
MARCH = PeriodQuery(**DAYS)
_numbers = itertools.count()


def rows(
    link: LinkView, at: datetime, *, scans: int = 0, clicks: int = 0, bots: int = 0, **more: object
) -> Iterator[HitRow]:
    """Yield hits of one moment; ``more`` are fields of each."""
    with database.scope():
        row = Link.get(Link.public_id == link.id)
    at_us = int(at.timestamp() * 1_000_000)
    for kind, number in (("scan", scans), ("click", clicks), ("bot", bots)):
        for _ in range(number):
            plain = HitRow(f"h{next(_numbers)}", at_us, row.workspace_id, row.id, kind != "click", kind == "bot")
            yield plain._replace(**more)


def count(link: LinkView, at: datetime, **numbers: object) -> None:
    """Store hits of one moment."""
    found = list(rows(link, at, **numbers))  # type: ignore[arg-type]  # numbers and fields
    with database.scope(), database.write():
        rollups.lock()
        ingest.store_hits(found)


def from_country(country: str) -> dict[str, Place]:
    return {"place": Place(country)}


@pytest.fixture(autouse=True)
def in_utc(client: Client) -> None:
    client.workspace.update(WorkspacePatch(time_zone="UTC"))


def test_nothing_scanned_yet_is_a_row_of_zeros(client: Client, lunch: LinkView) -> None:
    totals = client.analytics.totals()
    assert (totals.end - totals.start).days == 29
    assert (totals.scans, totals.clicks, totals.bots, totals.visitors, totals.previous_scans) == (0, 0, 0, 0, 0)
    points = client.analytics.timeline().points
    assert len(points) == 30
    assert not any(point.scans or point.clicks or point.bots or point.visitors for point in points)
    top = client.analytics.top(TopQuery(dimension=Dimension.COUNTRY))
    assert (top.rows, top.total, top.more) == ([], 0, 0)
    assert client.analytics.leaders().rows == []
    assert client.analytics.heatmap().rows == [[0] * 24] * 7
    assert (client.analytics.misses().rows, client.analytics.misses().misses) == ([], 0)
    feed = client.analytics.hits()
    assert (feed.hits, feed.more) == ([], False)
    assert client.analytics.hits(HitQuery(after=feed.cursor)).hits == []
    summary = client.links.summary("lunch")
    assert (summary.total_hits, summary.last_7_days, summary.last_30_days) == (0, 0, 0)
    assert summary.daily == [0] * 30
    assert client.links.days([lunch.id])[0].days == []


def test_totals_stand_beside_those_of_the_time_before(client: Client, lunch: LinkView) -> None:
    count(lunch, datetime(2026, 2, 28, 23, tzinfo=UTC), scans=5)
    count(lunch, datetime(2026, 3, 1, 0, tzinfo=UTC), scans=3, clicks=1, bots=7, visitor="a")
    count(lunch, datetime(2026, 3, 31, 23, tzinfo=UTC), scans=2, visitor="b")
    count(lunch, datetime(2026, 4, 1, 0, tzinfo=UTC), scans=90)
    count(lunch, datetime(2025, 3, 1, 0, tzinfo=UTC), clicks=4)
    totals = client.analytics.totals(MARCH)
    assert (totals.scans, totals.clicks, totals.bots, totals.visitors) == (5, 1, 7, 2)
    assert (totals.previous_scans, totals.previous_clicks, totals.previous_visitors) == (5, 0, 0)
    assert (totals.previous_start, totals.previous_end) == (date(2026, 1, 29), date(2026, 2, 28))
    year = client.analytics.totals(TotalsQuery(**DAYS, compare="year"))
    assert (year.scans, year.previous_scans, year.previous_clicks) == (5, 0, 4)
    assert (year.previous_start, year.previous_end) == (date(2025, 3, 1), date(2025, 3, 31))


def test_a_leap_day_is_compared_with_the_day_before_it(client: Client) -> None:
    day = date(2028, 2, 29)
    found = client.analytics.totals(TotalsQuery(start=day, end=day, compare="year"))
    assert (found.previous_start, found.previous_end) == (date(2027, 2, 28), date(2027, 2, 28))


def test_only_one_links_hits_are_counted_when_asked_for(client: Client, lunch: LinkView) -> None:
    other = client.links.create(LinkDraft(destination="https://example.com", slug="other"))
    at = datetime(2026, 3, 2, 12, tzinfo=UTC)
    count(lunch, at, scans=1)
    count(other, at, scans=2)
    assert client.analytics.totals(MARCH).scans == 3
    assert client.analytics.totals(MARCH.model_copy(update={"link_id": "other"})).scans == 2


@pytest.mark.parametrize("field", ["link_id", "folder", "tag", "domain"])
def test_what_is_not_there_is_named(client: Client, field: str) -> None:
    asked = {field: "nothing"}
    for ask in (
        lambda: client.analytics.totals(TotalsQuery.model_validate(asked)),
        lambda: client.analytics.timeline(TimelineQuery.model_validate(asked)),
        lambda: client.analytics.top(TopQuery.model_validate({**asked, "dimension": "os"})),
        lambda: client.analytics.leaders(LeadersQuery.model_validate(asked)),
        lambda: client.analytics.heatmap(PeriodQuery.model_validate(asked)),
    ):
        with pytest.raises(NotFound, match="“nothing”") as refused:
            ask()
        assert list(refused.value.field_errors) == [field]


def test_a_timeline_has_every_day_and_hour_in_it(client: Client, lunch: LinkView) -> None:
    count(lunch, datetime(2026, 3, 2, 5, tzinfo=UTC), scans=4)
    count(lunch, datetime(2026, 3, 2, 23, tzinfo=UTC), clicks=2)
    days = client.analytics.timeline(TimelineQuery(start=date(2026, 3, 1), end=date(2026, 3, 3)))
    assert [(point.at.day, point.scans, point.clicks) for point in days.points] == [(1, 0, 0), (2, 4, 2), (3, 0, 0)]
    hours = client.analytics.timeline(TimelineQuery(start=date(2026, 3, 2), end=date(2026, 3, 2), step="hour"))
    assert len(hours.points) == 24
    assert (hours.points[5].scans, hours.points[23].clicks) == (4, 2)
    with pytest.raises(Invalid, match="By the hour"):
        client.analytics.timeline(TimelineQuery(start=date(2024, 1, 1), end=date(2025, 1, 1), step="hour"))
    year = client.analytics.timeline(TimelineQuery(start=date(2024, 1, 1), end=date(2024, 12, 31), step="hour"))
    assert len(year.points) == 366 * 24


def test_weeks_begin_on_monday_and_months_on_their_first(client: Client, lunch: LinkView) -> None:
    for day in (4, 8, 9, 31):
        count(lunch, datetime(2026, 3, day, 5, tzinfo=UTC), scans=day)
    weeks = client.analytics.timeline(TimelineQuery(start=date(2026, 3, 4), end=date(2026, 3, 15), step="week"))
    assert [(point.at.day, point.scans) for point in weeks.points] == [(4, 12), (9, 9)]
    months = client.analytics.timeline(TimelineQuery(start=date(2026, 2, 1), end=date(2026, 3, 31), step="month"))
    assert [(point.at.date(), point.scans) for point in months.points] == [
        (date(2026, 2, 1), 0),
        (date(2026, 3, 1), 52),
    ]


def test_days_are_the_workspaces_own(client: Client, lunch: LinkView) -> None:
    client.workspace.update(WorkspacePatch(time_zone="America/New_York"))
    count(lunch, datetime(2026, 7, 2, 3, tzinfo=UTC), scans=1)  # 23:00 of the first there
    count(lunch, datetime(2026, 7, 2, 4, tzinfo=UTC), scans=10)
    days = client.analytics.timeline(TimelineQuery(start=date(2026, 7, 1), end=date(2026, 7, 2)))
    assert [point.scans for point in days.points] == [1, 10]
    assert [point.at.isoformat() for point in days.points] == ["2026-07-01T00:00:00-04:00", "2026-07-02T00:00:00-04:00"]


@pytest.mark.parametrize("zone", ["Asia/Kolkata", "Asia/Kathmandu", "America/St_Johns", "Pacific/Chatham"])
def test_no_hit_is_lost_where_midnight_is_not_at_a_full_hour(client: Client, lunch: LinkView, zone: str) -> None:
    client.workspace.update(WorkspacePatch(time_zone=zone))
    for hour in range(24, 48):
        count(lunch, datetime(2026, 3, 1, tzinfo=UTC) + timedelta(hours=hour), scans=1)
    span: dict[str, Any] = {"start": date(2026, 3, 1), "end": date(2026, 3, 4)}
    days = client.analytics.timeline(TimelineQuery(**span))
    assert sum(point.scans for point in days.points) == 24
    hours = client.analytics.timeline(TimelineQuery(**span, step="hour"))
    assert sum(point.scans for point in hours.points) == 24
    one = [
        client.analytics.timeline(TimelineQuery(start=day, end=day)).points[0].scans
        for day in (date(2026, 3, 1) + timedelta(days=n) for n in range(4))
    ]
    assert one == [point.scans for point in days.points]


def test_a_day_of_23_hours_is_one_day(client: Client, lunch: LinkView) -> None:
    client.workspace.update(WorkspacePatch(time_zone="Europe/Berlin"))
    for day, hours in ((date(2026, 3, 29), 23), (date(2026, 10, 25), 25)):
        assert len(client.analytics.timeline(TimelineQuery(start=day, end=day, step="hour")).points) == hours
        assert len(client.analytics.timeline(TimelineQuery(start=day, end=day)).points) == 1


def test_the_most_frequent_values_come_first(client: Client, lunch: LinkView) -> None:
    first, second = (datetime(2026, 3, day, 12, tzinfo=UTC) for day in (1, 2))
    count(lunch, first, scans=4, clicks=1, **from_country("DE"))
    count(lunch, first, scans=1, **from_country("FR"))
    count(lunch, first, scans=2)
    count(lunch, second, scans=1, clicks=1, bots=9, **from_country("FR"))
    count(lunch, datetime(2026, 4, 2, tzinfo=UTC), scans=50, **from_country("AT"))
    query = TopQuery(dimension=Dimension.COUNTRY, start=MARCH.start, end=MARCH.end, limit=2)
    top = client.analytics.top(query)
    assert [(row.value, row.hits, row.scans, row.clicks) for row in top.rows] == [("DE", 5, 4, 1), ("FR", 3, 2, 1)]
    assert (top.total, top.more, top.rows[0].share) == (10, 1, 0.5)
    found = client.analytics.totals(TotalsQuery(**DAYS, country="de"))
    assert (found.scans, found.clicks, found.visitors) == (4, 1, None)
    assert client.analytics.totals(TotalsQuery(**DAYS, country="")).scans == 2
    assert client.analytics.top(query.model_copy(update={"source": "click"})).total == 2


def test_several_values_at_once_are_looked_for_in_single_hits(client: Client, lunch: LinkView) -> None:
    at = datetime(2026, 3, 2, 12, tzinfo=UTC)
    phone, desk = Agent("mobile", "iOS"), Agent("desktop", "Linux")
    count(lunch, at, scans=4, agent=phone, visitor="a", **from_country("DE"))
    count(lunch, at, scans=2, agent=desk, **from_country("DE"))
    count(lunch, at, scans=1, agent=phone, **from_country("FR"))
    found = client.analytics.totals(TotalsQuery(**DAYS, country="DE", os="iOS"))
    assert (found.scans, found.clicks, found.visitors, found.exact_from) == (4, 0, 1, None)
    top = client.analytics.top(TopQuery(**DAYS, dimension=Dimension.COUNTRY, os="iOS"))
    assert [(row.value, row.hits) for row in top.rows] == [("DE", 4), ("FR", 1)]
    assert client.analytics.totals(TotalsQuery(**DAYS, country="AT", os="iOS")).scans == 0


def test_the_links_with_most_hits_lead(client: Client, lunch: LinkView) -> None:
    other = client.links.create(LinkDraft(destination="https://example.com", slug="other"))
    third = client.links.create(LinkDraft(destination="https://example.com", slug="third"))
    count(lunch, datetime(2025, 3, 2, tzinfo=UTC), scans=9)  # many, but not in March
    count(lunch, datetime(2026, 3, 2, tzinfo=UTC), scans=1, bots=5, **from_country("DE"))
    count(other, datetime(2026, 3, 2, tzinfo=UTC), clicks=2)
    count(third, datetime(2026, 3, 2, tzinfo=UTC), scans=3, **from_country("DE"))
    found = client.analytics.leaders(LeadersQuery(**DAYS, limit=2)).rows
    assert [(row.link_id, row.title, row.hits) for row in found] == [(third.id, "third", 3), (other.id, "other", 2)]
    assert [row.hits for row in client.analytics.leaders(LeadersQuery(**DAYS, source="click")).rows] == [2]
    with_country = client.analytics.leaders(LeadersQuery(**DAYS, country="DE")).rows
    assert [(row.title, row.hits, row.bots) for row in with_country] == [("third", 3, None), ("Lunch", 1, None)]


def test_hours_of_the_week_are_the_workspaces_own(client: Client, lunch: LinkView) -> None:
    client.workspace.update(WorkspacePatch(time_zone="Europe/Berlin"))
    count(lunch, datetime(2026, 3, 23, 11, tzinfo=UTC), scans=1, bots=1)  # Monday, noon there
    count(lunch, datetime(2026, 3, 30, 10, tzinfo=UTC), clicks=2)  # the same hour, with the clocks an hour on
    rows = client.analytics.heatmap(MARCH).rows
    assert rows[0][12] == 3
    assert sum(map(sum, rows)) == 3


def test_the_feed_gives_only_what_is_new(client: Client, lunch: LinkView) -> None:
    begin = datetime(2026, 3, 1, tzinfo=UTC)
    for number in range(3):
        count(lunch, begin + timedelta(minutes=number), scans=1, visitor="secret", language=f"l{number}")
    first = client.analytics.hits(HitQuery(limit=2))
    assert [one.language for one in first.hits] == ["l2", "l1"]
    assert (first.hits[0].title, first.hits[0].link_id, first.hits[1].source) == ("Lunch", lunch.id, "scan")
    assert "secret" not in first.model_dump_json()
    assert client.analytics.hits(HitQuery(after=first.cursor)).hits == []
    count(lunch, begin - timedelta(days=1), bots=1, language="late")  # it comes in late, and is not missed
    newer = client.analytics.hits(HitQuery(after=first.cursor))
    assert [(one.language, one.bot) for one in newer.hits] == [("late", True)]
    assert client.analytics.hits(HitQuery(after=newer.cursor)).hits == []
    for wrong in ("17", "", newer.cursor[:-4]):
        with pytest.raises(Invalid, match="Start again without one") as refused:
            client.analytics.hits(HitQuery(after=wrong))
        assert list(refused.value.field_errors) == ["after"]
    assert [one.language for one in client.analytics.hits(HitQuery(link_id="lunch")).hits] == ["l2", "l1", "l0", "late"]


def test_visits_that_met_no_link_stand_apart(client: Client) -> None:
    with database.scope():
        domain = Domain.get()
        for day, kind, slug, hits, bots in (
            (1, "miss", "wp-login", 2, 9),
            (2, "miss", "wp-login", 3, 0),
            (2, "miss", "lunhc", 4, 0),
            (2, "miss", "", 100, 0),
            (2, "index", "", 7, 1),
            (40, "miss", "later", 9, 9),
        ):
            number = (date(2026, 3, 1) - EPOCH).days + day - 1
            MissDay.create(
                domain_id=domain.id,
                day=number,
                kind=kind,
                slug=slug,
                workspace_id=domain.workspace_id,
                hits=hits,
                bots=bots,
            )
    found = client.analytics.misses(MissQuery(**DAYS))
    assert (found.misses, found.index, found.bots) == (109, 7, 10)
    assert [(row.slug, row.hits, row.bots) for row in found.rows] == [("", 100, 0), ("wp-login", 5, 9), ("lunhc", 4, 0)]
    assert {row.host for row in found.rows} == {domain.host}
    assert (found.shut, found.shut_rows) == (0, [])
    assert client.analytics.misses(MissQuery(**DAYS, domain=domain.host, limit=1)).rows == found.rows[:1]
    with pytest.raises(NotFound) as refused:
        client.analytics.misses(MissQuery(domain="elsewhere.example"))
    assert list(refused.value.field_errors) == ["domain"]


def test_visits_of_links_that_are_shut_name_the_link(client: Client, lunch: LinkView) -> None:
    with database.scope():
        row = Link.get(Link.public_id == lunch.id)
        first = (date(2026, 3, 1) - EPOCH).days
        for workspace_id, day, slug, hits in (
            (row.workspace_id, first, row.slug.lower(), 300),
            (row.workspace_id, first + 1, row.slug.lower(), 40),
            (row.workspace_id, first, "", 7),
            (row.workspace_id, first, "moved-away", 1),
            (row.workspace_id + 1, first + 2, row.slug.lower(), 5),
        ):
            MissDay.create(
                domain_id=row.domain_id, day=day, kind="shut", slug=slug, workspace_id=workspace_id, hits=hits, bots=1
            )
    client.links.delete(lunch.id)
    found = client.analytics.misses(MissQuery(**DAYS))
    assert (found.shut, found.misses, found.rows, found.bots) == (348, 0, [], 4)
    assert [(row.link_id, row.slug, row.hits, row.bots) for row in found.shut_rows] == [
        (lunch.id, lunch.slug.lower(), 340, 2),
        ("", "", 7, 1),
        ("", "moved-away", 1, 1),
    ]
    assert found.shut_rows[0].title == lunch.title
    assert len(client.analytics.misses(MissQuery(**DAYS, limit=1)).shut_rows) == 1


def test_a_summary_shows_the_last_weeks(client: Client, lunch: LinkView) -> None:
    now = datetime.now(UTC)
    for days, scans in ((0, 1), (6, 2), (7, 4), (29, 8), (30, 16)):
        count(lunch, now - timedelta(days=days), scans=scans, bots=3)
    summary = client.links.summary("lunch")
    assert (summary.total_hits, summary.scans, summary.bots) == (31, 31, 15)
    assert (summary.last_7_days, summary.last_30_days) == (3, 15)
    assert (summary.daily[-1], summary.daily[-8], summary.daily[0]) == (1, 4, 8)
    assert client.links.summaries([lunch.id, "lnk_0000000000"]) == [summary]
    assert client.links.summaries([]) == []
    (days_of,) = client.links.days([lunch.id])
    assert [(one.day, one.scans) for one in days_of.days][-1] == (now.date(), 1)
    assert sum(one.scans for one in days_of.days) == 31


@pytest.mark.parametrize(
    ("start", "end"),
    [
        (date(2026, 3, 2), date(2026, 3, 1)),
        (date(2000, 1, 1), date(2026, 1, 1)),
        (date(1, 1, 1), None),
        (None, date(1, 1, 1)),
        (date(9999, 12, 30), date(9999, 12, 31)),
        (date(2026, 1, 1), date(9999, 12, 31)),
    ],
)
def test_a_period_that_makes_no_sense_is_refused(client: Client, start: date | None, end: date | None) -> None:
    for ask in (client.analytics.timeline, client.analytics.totals):
        with pytest.raises(Invalid) as refused:
            ask(TimelineQuery(start=start, end=end))
        assert list(refused.value.field_errors) == ["start"]
    with pytest.raises(Invalid):
        client.analytics.misses(MissQuery(start=start, end=end))


@pytest.mark.parametrize("zone", ["Pacific/Apia", "UTC", "America/St_Johns"])
def test_the_edges_of_the_calendar_are_no_trouble(client: Client, zone: str) -> None:
    client.workspace.update(WorkspacePatch(time_zone=zone))
    for start, end in ((date(1971, 1, 1), date(1971, 1, 2)), (date(9990, 12, 30), date(9990, 12, 31))):
        for more in ({}, {"country": "DE", "os": "iOS"}):
            asked = {"start": start, "end": end, **more}
            assert client.analytics.totals(TotalsQuery.model_validate({**asked, "compare": "year"})).scans == 0
            assert len(client.analytics.timeline(TimelineQuery.model_validate({**asked, "step": "hour"})).points) == 48
    skipped = TimelineQuery(start=date(2011, 12, 29), end=date(2011, 12, 31), country="DE", os="iOS")
    assert len(client.analytics.timeline(skipped).points) == 3
