"""Visitor ids: the same for one visitor and day in all processes, and nothing to tell the address from."""

import re
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from qrdesk.core import database
from qrdesk.core.errors import DatabaseUnreachable
from qrdesk.core.hits.days import Days
from qrdesk.core.models import Hit, VisitorSalt, Workspace
from qrdesk.core.models.base import to_micros
from qrdesk.core.redirect import visitors
from qrdesk.core.redirect.visitors import VisitorIds
from tests.core.hits.places import Place, make_link, opened
from tests.core.hits.together import together

NOW = datetime(2026, 6, 15, 12, tzinfo=UTC)
EPOCH = date(1970, 1, 1)
AGENT = "Mozilla/5.0 Firefox/1"
ADDRESS = "203.0.113.7"


def ids(now: datetime = NOW) -> VisitorIds:
    made = VisitorIds()
    made.refresh(now)
    return made


def made_by(some: VisitorIds, place: Place, at: datetime = NOW) -> str:
    return some.id(place.workspace_id, at.timestamp(), ADDRESS, AGENT)


def test_all_processes_give_a_visitor_the_same_id(place: Place) -> None:
    first, second = ids(), ids()
    assert made_by(first, place) == made_by(second, place)
    assert re.fullmatch("[0-9a-f]{22}", made_by(first, place))


def test_another_address_agent_workspace_or_day_is_another_visitor(place: Place) -> None:
    some, now_s = ids(), NOW.timestamp()
    found = {
        some.id(place.workspace_id, now_s, ADDRESS, AGENT),
        some.id(place.workspace_id, now_s, "203.0.113.8", AGENT),
        some.id(place.workspace_id, now_s, ADDRESS, AGENT + "0"),
        some.id(place.workspace_id + 1, now_s, ADDRESS, AGENT),
        some.id(place.workspace_id, now_s + 86_400, ADDRESS, AGENT),
    }
    assert len(found) == 5


@pytest.mark.parametrize(
    "zone", ["UTC", "Pacific/Kiritimati", "Etc/GMT+12", "Asia/Kolkata", "Asia/Kathmandu", "Europe/Berlin"]
)
def test_the_day_is_the_one_that_sums_go_by(place: Place, zone: str) -> None:
    Workspace.update(time_zone=zone).execute()
    some = ids()
    seen: dict[int, set[str]] = {}
    days = Days({place.workspace_id: zone})
    for minute in range(-24 * 60, 36 * 60, 5):
        at = NOW + timedelta(minutes=minute)
        day = some.day(place.workspace_id, at.timestamp())
        assert day == days.number(place.workspace_id, to_micros(at))
        assert EPOCH + timedelta(days=day) == at.astimezone(ZoneInfo(zone)).date()
        seen.setdefault(day, set()).add(made_by(some, place, at))
    assert len(seen) in {3, 4}
    assert all(len(found) == 1 for found in seen.values())
    assert len(set.union(*seen.values())) == len(seen)


def test_every_day_that_is_now_somewhere_has_its_salt_before_it_begins(place: Place) -> None:
    some = ids()
    for zone in ("Pacific/Kiritimati", "Etc/GMT+12"):
        Workspace.update(time_zone=zone).execute()
        some.refresh(NOW)
        for hours in (0, 24, 26):  # the database may be away for a day
            at = NOW + timedelta(hours=hours)
            assert made_by(some, place, at) == made_by(ids(NOW), place, at)


def test_the_first_of_two_that_make_a_salt_at_once_wins(place: Place) -> None:
    found: list[dict[int, bytes]] = []

    def make(_number: int) -> None:
        with database.scope():
            found.append(visitors.prepare(NOW))

    assert together(make) == []
    assert len(found) == 4
    assert all(one == found[0] for one in found)
    assert len(set(found[0].values())) == len(found[0]) == 4


def test_without_a_database_ids_are_made_all_the_same_and_mended_by_the_next_refresh(place: Place) -> None:
    alone, other = VisitorIds(), VisitorIds()
    before = made_by(alone, place)
    assert before == made_by(alone, place)
    assert before != made_by(other, place)  # nobody shares a salt that only this process knows
    alone.refresh(NOW)
    assert made_by(alone, place) == made_by(ids(), place) != before


def test_a_refresh_that_fails_leaves_the_ids_as_they_were(place: Place, monkeypatch: pytest.MonkeyPatch) -> None:
    some = ids()
    before = made_by(some, place)

    def broken(_now: datetime) -> None:
        raise DatabaseUnreachable("away")

    monkeypatch.setattr(visitors, "prepare", broken)
    with pytest.raises(DatabaseUnreachable):
        some.refresh(NOW)
    assert made_by(some, place) == before


def test_most_refreshes_ask_no_database(place: Place, monkeypatch: pytest.MonkeyPatch) -> None:
    some = VisitorIds()
    some.refresh()
    with database.scope():
        assert VisitorSalt.select().count() == 4
    monkeypatch.setattr(database, "scope", lambda: pytest.fail("asked"))
    for _ in range(100):
        some.refresh()


def test_a_time_zone_that_changed_moves_the_day(place: Place) -> None:
    Workspace.update(time_zone="UTC").execute()
    some = ids()
    at = NOW.replace(hour=23, minute=30)
    before = some.day(place.workspace_id, at.timestamp())
    Workspace.update(time_zone="Asia/Tokyo").execute()
    some.refresh(NOW)
    assert some.day(place.workspace_id, at.timestamp()) == before + 1


def test_a_day_later_nobody_can_make_yesterdays_ids_again(place: Place) -> None:
    before = made_by(ids(), place)
    later = NOW + timedelta(days=4)
    with database.scope():
        visitors.sweep(later)
    assert made_by(ids(later), place, NOW) != before


@given(st.text(max_size=700), st.text(max_size=60), st.floats(0, 4e9))
def test_anything_a_visitor_sends_gives_an_id(agent: str, address: str, now_s: float) -> None:
    assert len(VisitorIds().id(1, now_s, address, agent)) == 22


def test_no_full_address_is_left_anywhere(tmp_path: Path) -> None:
    """Neither in the database nor in the spool, though the id was made of it."""
    address = "198.51.100.231"
    with opened(str(tmp_path / "qrdesk.db"), tmp_path / "data") as found:
        place = Place(found.spool, found.owner.workspace_id, make_link(found.owner.workspace_id))
        now = datetime.now(UTC)
        some = ids(now)
        visitor = some.id(place.workspace_id, now.timestamp(), address, AGENT)
        spool = place.open_spool()
        at_us = int(now.timestamp() * 1_000_000)
        spool.record(at_us, place.workspace_id, place.link_id, "s", AGENT, "", "", "198.51.100.0/24", visitor)
        written = b"".join(path.read_bytes() for path in place.spool.iterdir())
        spool.close()
        place.drain()
        with database.scope():
            assert Hit.get().visitor == visitor
    kept = written + b"".join(path.read_bytes() for path in tmp_path.rglob("*") if path.is_file())
    assert visitor.encode() in kept
    assert address.encode() not in kept
