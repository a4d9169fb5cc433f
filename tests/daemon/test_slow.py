"""The slow lane: hit limits, and what happens when the database does not answer."""

from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest

from qrdesk.core.errors import DatabaseLocked
from tests.core.redirect.making import change
from tests.daemon.houses import BOT, HTML, House, house, make, opened_house, used
from tests.daemon.slow_lane import PASSWORD, THERE, post

__all__ = ["house"]


def test_a_limited_link_passes_as_many_as_it_says(house: House) -> None:
    link = make("menu", THERE, hit_limit=3)
    answers = [house.ask("/r/menu", HTTP_ACCEPT=HTML) for _ in range(5)]
    assert [answer.status for answer in answers] == [302, 302, 302, 410, 410]
    assert b"used up" in answers[4].body
    assert (used(link), len(house.recorder.hits)) == (3, 3)
    change(link, hit_limit=4)
    assert [house.ask("/menu").status for _ in range(2)] == [302, 410]
    change(link, hit_limit=None)
    assert house.ask("/menu").status == 302


def test_a_used_up_link_leads_where_an_ended_one_does(house: House) -> None:
    make("menu", THERE, hit_limit=1, routing={"expired_destination": "https://example.com/over"})
    assert [house.ask("/menu").headers["location"] for _ in range(3)] == [THERE, *["https://example.com/over"] * 2]
    assert [hit[9] for hit in house.recorder.hits] == ["", "expired", "expired"]


def test_who_only_looks_uses_up_nothing(house: House) -> None:
    link = make("menu", THERE, hit_limit=1)
    looks: tuple[dict[str, str], ...] = (
        {"method": "HEAD"},
        {"HTTP_SEC_PURPOSE": "prefetch"},
        {"HTTP_X_MOZ": "prefetch"},
        {"HTTP_USER_AGENT": BOT},
    )
    for sent in looks:
        assert house.ask("/menu", **sent).status == (200 if "HTTP_USER_AGENT" in sent else 302)
    assert house.ask("/menu+", HTTP_ACCEPT=HTML).status == 200
    assert used(link) == 0
    assert house.ask("/menu", HTTP_USER_AGENT="curl/8").headers["location"] == THERE  # other programs count
    for sent in looks[:3]:
        assert house.ask("/menu", HTTP_ACCEPT=HTML, **sent).status == 410
    assert used(link) == 1


def test_a_password_goes_before_the_limit(house: House) -> None:
    link = make("menu", THERE, password=PASSWORD, hit_limit=2)
    for password, status in (("", 403), ("wrong", 403), (PASSWORD, 303), (PASSWORD, 303), (PASSWORD, 410)):
        assert post(house, "/menu", password).status == status
    assert (used(link), len(house.recorder.hits)) == (2, 2)


@pytest.mark.parametrize("state", ["paused_at", "suspended_at", "archived_at", "ends_at"])
def test_nobody_types_a_password_for_a_link_that_rests(house: House, state: str) -> None:
    link = make("menu", THERE, password=PASSWORD, hit_limit=5, **{state: datetime(2020, 1, 1, tzinfo=UTC)})
    for answer in (house.ask("/menu", HTTP_ACCEPT=HTML), post(house, "/menu", PASSWORD)):
        assert answer.status == (503 if state == "paused_at" else 410)
        assert b"<form" not in answer.body
    assert (used(link), house.recorder.hits) == (0, [])


class Broken:
    """A ledger whose database does not answer."""

    def take_hit(self, _link_id: int) -> bool:
        raise DatabaseLocked("busy")

    has_hits_left = take_hit

    def meet(self, _link_id: int, _day: int, _visitor: str) -> bool:
        raise DatabaseLocked("busy")

    has_met = meet


@pytest.fixture
def cut_off(tmp_path: Path) -> Iterator[House]:
    """A front whose ledger cannot be reached."""
    with opened_house(str(tmp_path / "q.db"), ledger=Broken()) as made:
        yield made


def test_without_a_database_a_limited_link_is_no_free_pass(cut_off: House) -> None:
    make("menu", THERE, hit_limit=50)
    make("both", THERE, hit_limit=50, password=PASSWORD)
    for answer in (
        cut_off.ask("/menu", HTTP_ACCEPT=HTML),
        cut_off.ask("/menu", method="HEAD", HTTP_ACCEPT=HTML),
        post(cut_off, "/both", PASSWORD),
        cut_off.ask("/menu", HTTP_ACCEPT="application/json"),
    ):
        assert (answer.status, answer.headers["retry-after"]) == (503, "30")
        assert b"secret.example" not in answer.body
        assert "location" not in answer.headers
    assert cut_off.ask("/both", HTTP_ACCEPT=HTML).status == 403
    assert cut_off.recorder.hits == []


def test_without_a_database_a_password_is_checked_against_what_was_last_read(cut_off: House) -> None:
    make("menu", THERE, password=PASSWORD)
    assert post(cut_off, "/menu", "wrong").status == 403
    assert post(cut_off, "/menu", PASSWORD).headers["location"] == THERE


def test_without_a_database_every_visitor_is_a_new_one(cut_off: House) -> None:
    rule = {"conditions": [{"kind": "visitor", "seen": "new"}], "destination": "https://example.com/hello"}
    make("menu", THERE, routing={"rules": [rule]})
    for _ in range(2):
        assert cut_off.ask("/menu").headers["location"] == "https://example.com/hello"
