"""Statistics of H0p, from real visits: each group, each filter, days, and what is refused."""

import time
from collections.abc import Callable
from typing import Any

import pytest

from tests.dialects.conftest import House

OVERVIEW, OVER_TIME = "/stats/overview", "/stats/clicks-over-time"
IPHONE = "Mozilla/5.0 (iPhone; CPU iPhone OS 18_1 like Mac OS X) AppleWebKit/605.1.15 Version/18.1 Safari/604.1"
WINDOWS = "Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 Chrome/140.0 Safari/537.36"
GROUPS = (
    "city region country continent lang device browser os referer utmSource utmMedium utmCampaign utmTerm utmContent "
    "qrCode destination shortLinks uniqueVisitors"
).split()
Asking = Callable[..., dict[str, Any]]


class Visited:
    """A workspace of its own with three links, two tags, a folder, nine visits, and two by a program."""

    def __init__(self, house: House, key: str) -> None:
        self.house, self.key = house, key
        self.folder = self.make("folders", {"name": "Menus"})
        self.one = self.link("stat-one", tags=["red"], folder=self.folder["id"])
        self.both = self.link("stat-both", tags=["red", "blue"])
        self.none = self.link("stat-none")
        self.tags = {tag["name"]: tag["uuid"] for tag in self.get("/api/v1/tags")}
        self.visit("/r/stat-one", 3, IPHONE, {"Accept-Language": "fr-CA"})
        self.visit("/stat-both?utm_source=mail", 2, WINDOWS, {"Referer": "https://news.example/a"})
        self.visit("/stat-none", 4, WINDOWS, {})
        self.visit("/stat-none", 2, "curl/8.5.0", {})
        deadline = time.monotonic() + 30
        while self.ask(OVERVIEW, groupBy="os")["totalClicks"] < 11:
            assert time.monotonic() < deadline, "the hits were never counted"
            time.sleep(0.05)

    def make(self, where: str, body: dict[str, Any]) -> dict[str, Any]:
        answer = self.house.ask("POST", f"/api/v1/{where}", body, key=self.key)
        assert answer.status_code == 201, answer.text
        return answer.json()["data"]

    def link(self, slug: str, **more: Any) -> dict[str, Any]:
        return self.make("links", {"destination": f"https://example.com/{slug}", "slug": slug, **more})

    def get(self, path: str) -> Any:
        return self.house.ask("GET", path, key=self.key).json()["data"]

    def visit(self, path: str, times: int, agent: str, headers: dict[str, str]) -> None:
        for _ in range(times):
            sent = {"User-Agent": agent, "Host": "stats.example", **headers}
            assert self.house.ask("GET", path, key="", headers=sent).status_code == 302

    def ask(self, path: str, *, status: int = 200, **query: Any) -> dict[str, Any]:
        answer = self.house.ask("GET", path, key="", headers={"x-api-key": self.key}, params=query)
        assert answer.status_code == status, answer.text
        return answer.json()


@pytest.fixture(scope="module")
def visited(house: House, new_house: Callable[..., str]) -> Visited:
    return Visited(house, new_house("Stats of H0p", "https://stats.example"))


def counts(answer: dict[str, Any]) -> dict[str, int]:
    assert set(answer) == {"data", "totalClicks"}
    assert all(set(row) == {"group", "count"} for row in answer["data"])
    return {row["group"]: row["count"] for row in answer["data"]}


@pytest.mark.parametrize("group_by", GROUPS)
def test_each_group_is_answered_in_the_documented_shape(visited: Visited, group_by: str) -> None:
    answer = visited.ask(OVERVIEW, groupBy=group_by)
    assert answer["totalClicks"] == 11
    assert sum(counts(answer).values()) <= 11


def test_values_are_called_as_people_call_them(visited: Visited) -> None:
    assert counts(visited.ask(OVERVIEW, groupBy="os")) == {"Windows": 6, "iOS": 3, "Bot": 2}
    assert counts(visited.ask(OVERVIEW, groupBy="lang"))["French (CA)"] == 3
    assert counts(visited.ask(OVERVIEW, groupBy="country")) == {"Unknown": 9, "Bot": 2}
    assert counts(visited.ask(OVERVIEW, groupBy="continent")) == {"Unknown": 9, "Bot": 2}
    assert counts(visited.ask(OVERVIEW, groupBy="referer")) == {"Direct": 7, "news.example": 2, "Bot": 2}
    assert counts(visited.ask(OVERVIEW, groupBy="utmSource")) == {"mail": 2, "Bot": 2}
    assert counts(visited.ask(OVERVIEW, groupBy="qrCode")) == {"Link": 6, "QR code": 3, "Bot": 2}
    assert counts(visited.ask(OVERVIEW, groupBy="shortLinks")) == {
        "stats.example/stat-none": 6,
        "stats.example/stat-one": 3,
        "stats.example/stat-both": 2,
    }
    assert counts(visited.ask(OVERVIEW, groupBy="uniqueVisitors")) == {"Unique visitors": 2}


def test_a_link_tells_its_clicks_of_all_time_those_of_programs_too(visited: Visited) -> None:
    link = visited.ask(f"/short-link/{visited.none['uuid']}")
    assert link["clicks"] == link["clickCount"] == 6


def test_lists_of_several_things_are_added_up_and_nothing_is_counted_twice(visited: Visited) -> None:
    def total(**query: Any) -> int:
        return visited.ask(OVERVIEW, groupBy="os", **query)["totalClicks"]

    red, blue = visited.tags["red"], visited.tags["blue"]
    one, both, none = (link["uuid"] for link in (visited.one, visited.both, visited.none))
    own = visited.get("/api/v1/workspace")["uuid"]
    assert total(tagIds=[red]) == 5
    assert total(tagIds=[red, blue]) == 5
    assert total(**{"tagIds[]": [red, blue]}) == 5
    assert total(tagIds=f"{red},{blue}") == 5
    assert total(tagIds=f'["{red}", "{blue}"]', shortLinkIds=both) == 2
    assert total(shortLinkIds=[one, none]) == total(shortLinkIds=f"{one},stat-none") == 9
    assert total(folderIds=visited.folder["uuid"]) == 3
    assert total(folderIds=own) == 8
    assert total(folderIds=[own, visited.folder["uuid"]]) == 11
    assert total(folderIds=own, tagIds=[red, blue]) == 2


def test_days_come_in_order_with_zeros_between_them(visited: Visited) -> None:
    answer = visited.ask(OVER_TIME)
    days = [row["date"] for row in answer["data"]]
    assert len(days) == 30
    assert days == sorted(set(days))
    assert sum(row["count"] for row in answer["data"]) == answer["totalClicks"] == 11
    assert answer["data"][0]["count"] == 0
    year = visited.ask(OVER_TIME, startDate="2024-01-01T00:00:00Z", endDate="2024-01-10T23:59:59.000Z")
    assert [row["date"] for row in year["data"]][::9] == ["2024-01-01", "2024-01-10"]
    assert year["totalClicks"] == 0


@pytest.mark.parametrize(
    ("query", "field"),
    [
        ({}, "groupBy"),
        ({"groupBy": "planet"}, "groupBy"),
        ({"groupBy": "os", "startDate": "yesterday"}, "startDate"),
        ({"groupBy": "os", "startDate": "2024-02-01T00:00:00Z", "endDate": "2024-01-01T00:00:00Z"}, "startDate"),
        ({"groupBy": "os", "endDate": "9999-12-31T23:59:59Z"}, "startDate"),
        ({"groupBy": "os", "endDate": "0001-01-05"}, "startDate"),
        ({"groupBy": "os", "startDate": "0001-01-01T00:00:00+14:00"}, "startDate"),
    ],
)
def test_what_makes_no_sense_is_refused_by_name(visited: Visited, query: dict[str, str], field: str) -> None:
    body = visited.ask(OVERVIEW, status=400, **query)
    assert (body["code"], body["statusCode"]) == ("VALIDATION_ERROR", 400)
    assert list(body["fields"]) == [field]


def test_what_is_not_there_and_what_is_not_ours_is_not_found(house: House, visited: Visited) -> None:
    stranger = house.ask("POST", "/api/v1/links", {"destination": "https://example.com/"}).json()["data"]["uuid"]
    nobody = "\u200b\x00"
    for name, value in (
        ("shortLinkIds", stranger),
        ("shortLinkIds", [stranger, visited.one["uuid"]]),
        ("tagIds", "nothing"),
        ("folderIds", "no"),
        ("domainIds", "no"),
        ("tagIds", nobody),
        ("shortLinkIds", '["\\ud800"]'),
    ):
        assert visited.ask(OVERVIEW, status=404, groupBy="os", **{name: value})["code"] == "NOT_FOUND"


def test_a_key_without_the_scope_is_told_so(house: House) -> None:
    key = house.new_key(scopes=["links:read"])["key"]
    answer = house.ask("GET", OVERVIEW, key=key, params={"groupBy": "os"})
    assert (answer.status_code, answer.json()["code"]) == (403, "ACTION_NOT_ALLOWED")


def test_more_names_than_one_question_may_have_are_refused(visited: Visited) -> None:
    many = [visited.one["uuid"]] * 199
    assert visited.ask(OVERVIEW, groupBy="os", shortLinkIds=many)["totalClicks"] == 3
    body = visited.ask(OVERVIEW, status=400, groupBy="os", shortLinkIds=",".join([*many, *many]))
    assert "200 are the most" in body["message"]
