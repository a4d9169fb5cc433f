"""Operations that will go say so in each answer, long before."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from email.utils import parsedate_to_datetime

import pytest

from qrdesk.core.operation import Deprecated
from qrdesk.core.operations import OPERATIONS, PREFIX, Operation
from qrdesk.daemon import api as api_module
from qrdesk.daemon import openapi
from qrdesk.daemon.api import build_app
from tests.daemon.test_api_requests import refused
from tests.desks import Desk

NOTICE = timedelta(days=365)
GOING = Deprecated(
    since=datetime(2026, 5, 4, tzinfo=UTC),
    sunset=datetime(2027, 6, 1, 12, tzinfo=UTC),
    link="https://go.example/manual/api#going",
)


@pytest.fixture
def rows(monkeypatch: pytest.MonkeyPatch) -> tuple[Operation, ...]:
    """The table, with the list of links made up to be one that will go."""
    found = tuple(replace(row, deprecated=GOING) if row.name == "list_links" else row for row in OPERATIONS)
    for room in (api_module, openapi):
        monkeypatch.setattr(room, "OPERATIONS", found)
    return found


def test_each_answer_says_since_when_until_when_and_what_to_read(api: Desk, rows: tuple[Operation, ...]) -> None:
    old = replace(api, app=build_app(api.opened, api_module.Settings()))
    for number in range(2):
        old.ask("POST", f"{PREFIX}/links", {"destination": f"https://example.com/{number}"})
    for path, key, status in (("?limit=1", None, 200), ("?nope=1", None, 422), ("", "", 401)):
        answer = old.ask("GET", f"{PREFIX}/links{path}", key=key)
        assert answer.status == status
        assert answer.headers["Deprecation"] == f"@{int(GOING.since.timestamp())}"
        assert answer.headers["Sunset"] == "Tue, 01 Jun 2027 12:00:00 GMT"
        assert parsedate_to_datetime(answer.headers["Sunset"]) == GOING.sunset
        links = answer.headers["Link"].split(", ")
        assert f'<{GOING.link}>; rel="deprecation"; type="text/html"' in links
        assert len(links) == (2 if status == 200 else 1)  # beside the next page
    other = old.ask("GET", f"{PREFIX}/me")
    assert not {"Deprecation", "Sunset", "Link"} & set(other.headers)
    refused(old.ask("PUT", f"{PREFIX}/links"), 405, "method_not_allowed")


def test_the_reference_says_so(rows: tuple[Operation, ...]) -> None:
    paths = openapi.document()["paths"]
    marked = {
        (path, method) for path, item in paths.items() for method, one in item.items() if one.get("deprecated", False)
    }
    assert marked == {(f"{PREFIX}/links", "get")}
    answers = paths[f"{PREFIX}/links"]["get"]["responses"]
    assert {"Deprecation", "Sunset", "Link"} <= set(answers["200"]["headers"])
    assert "1 June 2027" in paths[f"{PREFIX}/links"]["get"]["description"]


def test_nothing_goes_within_a_year() -> None:
    for row in OPERATIONS:
        if row.deprecated is not None:
            assert row.deprecated.sunset - row.deprecated.since >= NOTICE, row.name
    assert GOING.sunset - GOING.since >= NOTICE
