"""Visits of links that lead nowhere now: no hits, and not lost either."""

from datetime import UTC, datetime
from io import BytesIO
from pathlib import Path
from typing import Any

import pytest

from qrdesk.core.errors import DatabaseLocked
from qrdesk.core.hits.records import Miss
from qrdesk.core.models import Domain
from qrdesk.daemon.ledger import DatabaseLedger
from tests.core.redirect.making import add_alias, add_domain, add_link, change
from tests.daemon.houses import HTML, NOW_NS, NOW_S, PERSON, House, change_domain, house, make, opened_house

__all__ = ["house"]

AGO, LATER = (datetime.fromtimestamp(NOW_S + days * 86_400, UTC) for days in (-9, 9))
HOME = "https://example.com/home"
SHUT: dict[str, dict[str, Any]] = {
    "paused": {"paused_at": AGO},
    "archived": {"archived_at": AGO},
    "deleted": {"deleted_at": AGO},
    "suspended": {"suspended_at": AGO},
    "ended": {"ends_at": AGO},
    "not begun": {"starts_at": LATER},
    "paused with a lock": {"paused_at": AGO, "password": "sesame"},
    "ended with a lock": {"ends_at": AGO, "password": "sesame"},
    "used up": {"hit_limit": 1, "hits_used": 1},
    "only counted": {"paused_at": AGO, "count_only": True},
}


class Broken(DatabaseLedger):
    """A ledger whose database is away."""

    def take_hit(self, link_id: int) -> bool:
        raise DatabaseLocked("busy")


def post(house: House, password: str) -> int:
    sent = f"password={password}".encode()
    given: dict[str, Any] = {"CONTENT_LENGTH": str(len(sent)), "wsgi.input": BytesIO(sent)}
    return house.ask("/vault", method="POST", CONTENT_TYPE="application/x-www-form-urlencoded", **given).status


def noted(house: House) -> list[Miss]:
    found, house.recorder.misses = house.recorder.misses, []
    assert house.recorder.hits == []
    return found


@pytest.mark.parametrize("columns", SHUT.values(), ids=SHUT.keys())
def test_a_link_that_leads_nowhere_notes_who_came(house: House, columns: dict[str, Any]) -> None:
    link = make("Menu", **columns)
    add_alias(link, "card")
    domain = Domain.get(Domain.is_default)
    for path, slug in {"/menu": "menu", "/r/MENU/": "menu", "/card": "card"}.items():
        answered = house.ask(path, HTTP_ACCEPT=HTML, HTTP_USER_AGENT=PERSON, HTTP_DNT="1")
        assert (answered.status in {404, 410, 503}, "location" in answered.headers) == (True, False)
        assert noted(house) == [Miss(NOW_NS // 1000, domain.workspace_id, domain.id, "shut", slug, PERSON, 1)]
    for sent in ({"method": "HEAD"}, {"method": "OPTIONS"}, {"method": "DELETE"}, {"HTTP_SEC_PURPOSE": "prefetch"}):
        house.ask("/menu", **sent)
        assert noted(house) == [], sent
    house.ask("/menu+")
    assert noted(house) == []


def test_a_domain_that_keeps_letter_case_notes_it(house: House) -> None:
    domain = add_domain("cs.example", case_sensitive=True)
    change(add_link("Menu", domain=domain), paused_at=AGO)
    house.ask("/Menu", host="CS.example:443")
    assert [(one.domain_id, one.kind, one.slug) for one in noted(house)] == [(domain.id, "shut", "Menu")]


def test_who_is_led_to_the_page_of_the_domain_is_noted_and_who_to_that_of_the_link_is_a_hit(house: House) -> None:
    change_domain(fallback_url=HOME)
    make("over", ends_at=AGO)
    make("own", ends_at=AGO, routing={"expired_destination": "https://example.com/own"})
    assert house.ask("/over").headers["location"] == HOME
    assert [one.slug for one in noted(house)] == ["over"]
    assert house.ask("/own").headers["location"] == "https://example.com/own"
    assert (len(house.recorder.hits), house.recorder.misses) == (1, [])


def test_a_link_to_itself_is_noted(house: House) -> None:
    make("round", "https://go.example/other")
    assert house.ask("/round").status == 508
    assert [one.slug for one in noted(house)] == ["round"]


def test_asking_for_a_password_is_no_visit_and_knowing_it_in_vain_is_one(house: House) -> None:
    make("vault", password="sesame", hit_limit=1, hits_used=0)
    assert [house.ask("/vault").status, post(house, "wrong"), noted(house)] == [403, 403, []]
    assert post(house, "sesame") == 303
    assert (len(house.recorder.hits), house.recorder.misses) == (1, [])
    house.recorder.hits.clear()
    assert post(house, "sesame") == 410
    assert [(one.kind, one.slug) for one in noted(house)] == [("shut", "vault")]


def test_a_link_that_cannot_be_opened_for_want_of_a_database_is_not_shut(tmp_path: Path) -> None:
    with opened_house(str(tmp_path / "q.db"), ledger=Broken()) as house:
        make("few", hit_limit=5)
        assert house.ask("/few").status == 503
        assert noted(house) == []


def test_a_link_is_not_shut_where_nothing_can_open_it(house: House) -> None:
    make("ruled", hit_limit=5)
    front = house.front
    front._ways = None
    assert house.ask("/ruled").status == 503
    assert noted(house) == []


def test_a_visit_that_cannot_be_noted_is_answered_all_the_same(house: House) -> None:
    make("menu", paused_at=AGO)
    house.recorder.fault = OSError(28, "No space left on device")
    assert house.ask("/menu").status == house.ask("/menu", method="HEAD").status
