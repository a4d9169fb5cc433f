"""Scans over Heldqr's API: as much of them as the plan has."""

from typing import Any

import pytest

from tests.daemon.asking import until
from tests.dialects.conftest import House
from tests.dialects.printed import PHONE

_AGENTS = {
    "mobile": PHONE,
    "tablet": "Mozilla/5.0 (iPad; CPU OS 16_6 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/16.6 "
    "Mobile/15E148 Safari/604.1",
    "desktop": "Mozilla/5.0 (X11; Linux x86_64; rv:127.0) Gecko/20100101 Firefox/127.0",
}
_PATH = "/api/v1/codes/held-scans/scans"


@pytest.fixture(scope="module")
def scanned(house: House) -> dict[str, Any]:
    """What is told, without a bound, of a code with three scans, a click and a visit of a program."""
    asked = {"target_url": "https://example.com/menu", "shortcode": "held-scans"}
    assert house.ask("POST", "/api/v1/codes", asked).status_code == 201
    for agent in _AGENTS.values():
        assert house.ask("GET", "/r/held-scans", key="", headers={"User-Agent": agent}).status_code == 302
    for agent in (PHONE, "curl/8.5.0"):
        house.ask("GET", "/held-scans", key="", headers={"User-Agent": agent})
    until(lambda: house.ask("GET", _PATH).json()["data"]["total"] == 5)
    return house.ask("GET", _PATH).json()["data"]


def test_without_a_bound_a_year_is_told(scanned: dict[str, Any]) -> None:
    assert list(scanned) == ["shortcode", "total", "window_days", "daily", "countries", "devices"]
    assert (scanned["shortcode"], scanned["total"], scanned["window_days"]) == ("held-scans", 5, 365)
    assert len(scanned["daily"]) == 365
    assert sum(day["count"] for day in scanned["daily"]) == 5
    assert all(list(day) == ["date", "count"] and len(day["date"]) == 10 for day in scanned["daily"])
    assert scanned["devices"] == [  # of people
        {"device": "mobile", "count": 2},
        {"device": "desktop", "count": 1},
        {"device": "tablet", "count": 1},
    ]
    assert scanned["countries"] == []  # a visitor on this computer is in no country


@pytest.mark.parametrize(("plan", "days"), [("free", 0), ("pro", 30), ("business", 365)])
def test_a_plan_tells_as_much_as_it_has(house: House, scanned: dict[str, Any], plan: str, days: int) -> None:
    key = house.new_key(name=f"Heldqr {plan}", plan=plan)["key"]
    said = house.ask("GET", _PATH, key=key).json()["data"]
    if not days:
        assert said == {"shortcode": "held-scans", "total": 5}
        return
    assert list(said) == list(scanned)
    assert (said["total"], said["window_days"], len(said["daily"])) == (5, days, days)
    assert said["devices"] == scanned["devices"]


def test_what_a_code_only_counts_has_no_device(house: House) -> None:
    link = {"destination": "https://example.com/", "slug": "held-counted", "count_only": True}
    assert house.ask("POST", "/api/v1/links", link).status_code == 201
    house.ask("GET", "/r/held-counted", key="", headers={"User-Agent": PHONE})
    path = "/api/v1/codes/held-counted/scans"
    until(lambda: house.ask("GET", path).json()["data"]["total"] == 1)
    assert house.ask("GET", path).json()["data"]["devices"] == []
