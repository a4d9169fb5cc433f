"""Numbers through the client, from sums as the drain writes them."""

from collections.abc import Iterable
from datetime import UTC, date, datetime, timedelta

import pytest

from qrdesk.client import Client, Dimension, HitQuery, LinkDraft, PeriodQuery, TimelineQuery, TopQuery, WorkspacePatch
from qrdesk.core import database
from qrdesk.core.errors import Invalid, NotFound
from qrdesk.core.models import Hit, Link, RollupDay, RollupHour
from qrdesk.core.schemas.links import LinkView

EPOCH = date(1970, 1, 1)
DAYS = PeriodQuery(start=date(2026, 3, 1), end=date(2026, 3, 31))


def count(link: LinkView, at: datetime, *, scans: int = 0, clicks: int = 0, bots: int = 0) -> None:
    """Write the sums of one hour."""
    with database.scope():
        row = Link.get(Link.public_id == link.id)
        hour = int(at.timestamp() // 3600)
        RollupHour.create(
            link_id=row.id, workspace_id=row.workspace_id, hour=hour, scans=scans, clicks=clicks, bots=bots
        )


def count_values(link: LinkView, on: date, dimension: Dimension, values: Iterable[tuple[str, int, int]]) -> None:
    """Write one day's sums by value: (value, scans, clicks)."""
    with database.scope():
        row = Link.get(Link.public_id == link.id)
        for value, scans, clicks in values:
            RollupDay.create(
                link_id=row.id,
                workspace_id=row.workspace_id,
                day=(on - EPOCH).days,
                dimension=dimension.value,
                value=value,
                scans=scans,
                clicks=clicks,
            )


def hit(link: LinkView, number: int, *, bot: bool = False) -> None:
    """Write one hit."""
    with database.scope():
        row = Link.get(Link.public_id == link.id)
        Hit.create(
            hit_id=f"h{number}",
            at=datetime(2026, 3, 1, tzinfo=UTC) + timedelta(minutes=number),
            workspace_id=row.workspace_id,
            link_id=row.id,
            source="scan" if number % 2 else "click",
            bot=bot,
            country="DE",
            device="phone",
            os="iOS",
            browser="Safari",
            language="de",
            referrer_host="",
        )


@pytest.fixture(autouse=True)
def in_utc(client: Client) -> None:
    client.workspace.update(WorkspacePatch(time_zone="UTC"))


def test_nothing_scanned_yet_is_a_row_of_zeros(client: Client, lunch: LinkView) -> None:
    totals = client.analytics.totals()
    assert (totals.end - totals.start).days == 29
    assert (totals.scans, totals.clicks, totals.bots, totals.previous_scans) == (0, 0, 0, 0)
    points = client.analytics.timeline().points
    assert len(points) == 30
    assert not any(point.scans or point.clicks or point.bots for point in points)
    top = client.analytics.top(TopQuery(dimension=Dimension.COUNTRY))
    assert (top.rows, top.total, top.more) == ([], 0, 0)
    feed = client.analytics.hits()
    assert (feed.hits, feed.cursor) == ([], 0)
    summary = client.links.summary("lunch")
    assert (summary.total_hits, summary.last_7_days, summary.last_30_days) == (0, 0, 0)
    assert summary.daily == [0] * 30


def test_totals_stand_beside_those_of_the_time_before(client: Client, lunch: LinkView) -> None:
    count(lunch, datetime(2026, 2, 28, 23, tzinfo=UTC), scans=5)
    count(lunch, datetime(2026, 3, 1, 0, tzinfo=UTC), scans=3, clicks=1, bots=7)
    count(lunch, datetime(2026, 3, 31, 23, tzinfo=UTC), scans=2)
    count(lunch, datetime(2026, 4, 1, 0, tzinfo=UTC), scans=90)
    totals = client.analytics.totals(DAYS)
    assert (totals.scans, totals.clicks, totals.bots) == (5, 1, 7)
    assert (totals.previous_scans, totals.previous_clicks) == (5, 0)


def test_only_one_links_hits_are_counted_when_asked_for(client: Client, lunch: LinkView) -> None:
    other = client.links.create(LinkDraft(destination="https://example.com", slug="other"))
    at = datetime(2026, 3, 2, 12, tzinfo=UTC)
    count(lunch, at, scans=1)
    count(other, at, scans=2)
    assert client.analytics.totals(DAYS).scans == 3
    assert client.analytics.totals(DAYS.model_copy(update={"link_id": "other"})).scans == 2
    with pytest.raises(NotFound):
        client.analytics.totals(PeriodQuery(link_id="nothing"))


def test_a_timeline_has_every_day_and_hour_in_it(client: Client, lunch: LinkView) -> None:
    count(lunch, datetime(2026, 3, 2, 5, tzinfo=UTC), scans=4)
    count(lunch, datetime(2026, 3, 2, 23, tzinfo=UTC), clicks=2)
    days = client.analytics.timeline(TimelineQuery(start=date(2026, 3, 1), end=date(2026, 3, 3)))
    assert [(point.at.day, point.scans, point.clicks) for point in days.points] == [(1, 0, 0), (2, 4, 2), (3, 0, 0)]
    hours = client.analytics.timeline(TimelineQuery(start=date(2026, 3, 2), end=date(2026, 3, 2), step="hour"))
    assert len(hours.points) == 24
    assert (hours.points[5].scans, hours.points[23].clicks) == (4, 2)
    with pytest.raises(Invalid, match="By the hour"):
        client.analytics.timeline(TimelineQuery(start=date(2026, 1, 1), end=date(2026, 12, 1), step="hour"))


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
    days = client.analytics.timeline(TimelineQuery(start=date(2026, 3, 1), end=date(2026, 3, 4)))
    assert sum(point.scans for point in days.points) == 24
    one = [
        client.analytics.timeline(TimelineQuery(start=day, end=day)).points[0].scans
        for day in (date(2026, 3, 1) + timedelta(days=n) for n in range(4))
    ]
    assert one == [point.scans for point in days.points]


def test_a_day_of_23_hours_is_one_day(client: Client, lunch: LinkView) -> None:
    client.workspace.update(WorkspacePatch(time_zone="Europe/Berlin"))
    day = date(2026, 3, 29)
    assert len(client.analytics.timeline(TimelineQuery(start=day, end=day, step="hour")).points) == 23
    assert len(client.analytics.timeline(TimelineQuery(start=day, end=day)).points) == 1


def test_the_most_frequent_values_come_first(client: Client, lunch: LinkView) -> None:
    count_values(lunch, date(2026, 3, 1), Dimension.COUNTRY, [("DE", 4, 1), ("FR", 1, 0), ("", 2, 0)])
    count_values(lunch, date(2026, 3, 2), Dimension.COUNTRY, [("FR", 1, 1)])
    count_values(lunch, date(2026, 3, 2), Dimension.DEVICE, [("phone", 50, 0)])
    count_values(lunch, date(2026, 4, 2), Dimension.COUNTRY, [("AT", 50, 0)])
    query = TopQuery(dimension=Dimension.COUNTRY, start=DAYS.start, end=DAYS.end, limit=2)
    top = client.analytics.top(query)
    assert [(row.value, row.hits, row.scans, row.clicks) for row in top.rows] == [("DE", 5, 4, 1), ("FR", 3, 2, 1)]
    assert (top.total, top.more, top.rows[0].share) == (10, 1, 0.5)


def test_the_feed_gives_only_what_is_new(client: Client, lunch: LinkView) -> None:
    for number in range(3):
        hit(lunch, number)
    first = client.analytics.hits(HitQuery(limit=2))
    assert [one.id for one in first.hits] == ["h2", "h1"]
    assert (first.hits[0].title, first.hits[0].link_id, first.hits[1].source) == ("Lunch", lunch.id, "scan")
    assert client.analytics.hits(HitQuery(after=first.cursor)).hits == []
    hit(lunch, 3, bot=True)
    newer = client.analytics.hits(HitQuery(after=first.cursor))
    assert [(one.id, one.bot) for one in newer.hits] == [("h3", True)]
    assert client.analytics.hits(HitQuery(after=newer.cursor)).cursor == newer.cursor
    assert len(client.analytics.hits(HitQuery(link_id="lunch")).hits) == 4


def test_a_summary_shows_the_last_weeks(client: Client, lunch: LinkView) -> None:
    now = datetime.now(UTC)
    for days, scans in ((0, 1), (6, 2), (7, 4), (29, 8), (30, 16)):
        count(lunch, now - timedelta(days=days), scans=scans, bots=100)
    summary = client.links.summary("lunch")
    assert (summary.total_hits, summary.scans, summary.bots) == (31, 31, 500)
    assert (summary.last_7_days, summary.last_30_days) == (3, 15)
    assert (summary.daily[-1], summary.daily[-8], summary.daily[0]) == (1, 4, 8)
    assert client.links.summaries([lunch.id, "lnk_0000000000"]) == [summary]
    assert client.links.summaries([]) == []


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
    for ask in (client.analytics.totals, client.analytics.timeline):
        with pytest.raises(Invalid) as refused:
            ask(TimelineQuery(start=start, end=end))
        assert list(refused.value.field_errors) == ["start"]
