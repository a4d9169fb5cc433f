"""Windows and dates on the clock of the link's zone: midnight, 24:00, and the days on which clocks are set.

Moments are given in UTC, or with the offset that holds there and then. In 2026 clocks were set forward in Berlin on
29 March at 01:00 UTC and back on 25 October at 01:00 UTC; in New York on 8 March and 1 November at 02:00 there; on Lord
Howe, by half an hour, back on 5 April and forward on 4 October at 02:00 there. India never does.
"""

from typing import Any

import pytest

from qrdesk.core.redirect.choose import choose
from qrdesk.core.redirect.visit import Visit
from tests.core.redirect.visits import ELSE, Row, params, plan, rule, visit

WORKDAYS = ["mon", "tue", "wed", "thu", "fri"]


def time(*windows: dict[str, Any]) -> dict[str, Any]:
    return {"kind": "time", "windows": windows}


def dates(**bounds: str) -> dict[str, Any]:
    return {"kind": "dates", **bounds}


CLOCKS: dict[str, tuple[str, dict[str, Any], str]] = {
    "office hours": (
        "Europe/Berlin",
        time({"days": WORKDAYS, "start": "09:00", "end": "17:30"}),
        """
        at=2026-06-10T08:59:59+02:00                      -> else
        at=2026-06-10T09:00:00+02:00                      -> in
        at=2026-06-10T17:29:59+02:00                      -> in
        at=2026-06-10T17:30:00+02:00                      -> else
        at=2026-06-12T12:00+02:00                         -> in
        at=2026-06-13T12:00+02:00                         -> else
        at=2026-06-14T12:00+02:00                         -> else
        at=2026-06-15T09:00+02:00                         -> in
        at=2026-01-14T08:00Z                              -> in
        at=2026-06-10T07:00Z                              -> in
        at=2026-06-10T06:59Z                              -> else
        at=2026-01-14T07:59Z                              -> else
        """,
    ),
    "a day to its end": (
        "Europe/Berlin",
        time({"days": ["wed"], "start": "00:00", "end": "24:00"}),
        """
        at=2026-06-09T23:59:59+02:00                      -> else
        at=2026-06-10T00:00+02:00                         -> in
        at=2026-06-10T23:59:59+02:00                      -> in
        at=2026-06-11T00:00+02:00                         -> else
        """,
    ),
    "an evening up to 24:00": (
        "Europe/Berlin",
        time({"days": ["sun"], "start": "22:00", "end": "24:00"}),
        """
        at=2026-06-14T21:59+02:00                         -> else
        at=2026-06-14T23:59+02:00                         -> in
        at=2026-06-15T00:00+02:00                         -> else
        """,
    ),
    "a night belongs to the day it starts on": (
        "Europe/Berlin",
        time({"days": ["fri"], "start": "22:00", "end": "02:00"}),
        """
        at=2026-06-12T01:00+02:00                         -> else
        at=2026-06-12T21:59+02:00                         -> else
        at=2026-06-12T22:00+02:00                         -> in
        at=2026-06-12T23:59+02:00                         -> in
        at=2026-06-13T00:00+02:00                         -> in
        at=2026-06-13T01:59:59+02:00                      -> in
        at=2026-06-13T02:00+02:00                         -> else
        at=2026-06-13T22:30+02:00                         -> else
        """,
    ),
    "from Sunday into Monday": (
        "Europe/Berlin",
        time({"days": ["sun"], "start": "20:00", "end": "06:00"}),
        """
        at=2026-06-14T19:59+02:00                         -> else
        at=2026-06-14T20:00+02:00                         -> in
        at=2026-06-15T05:59+02:00                         -> in
        at=2026-06-15T06:00+02:00                         -> else
        at=2026-06-14T05:00+02:00                         -> else
        """,
    ),
    "an end that is the start is a whole day": (
        "Europe/Berlin",
        time({"days": ["mon"], "start": "06:00", "end": "06:00"}),
        """
        at=2026-06-15T05:59+02:00                         -> else
        at=2026-06-15T06:00+02:00                         -> in
        at=2026-06-16T05:59+02:00                         -> in
        at=2026-06-16T06:00+02:00                         -> else
        """,
    ),
    "every day, around the clock": (
        "Europe/Berlin",
        time({}),
        """
        at=2026-06-15T00:00+02:00                         -> in
        at=2026-06-21T23:59:59+02:00                      -> in
        at=2026-03-29T01:00Z                              -> in
        """,
    ),
    "several windows": (
        "Europe/Berlin",
        time(
            {"start": "11:00", "end": "14:00"}, {"start": "13:00", "end": "15:00"}, {"start": "18:00", "end": "20:00"}
        ),
        """
        at=2026-06-10T10:59+02:00                         -> else
        at=2026-06-10T11:00+02:00                         -> in
        at=2026-06-10T13:30+02:00                         -> in
        at=2026-06-10T14:59+02:00                         -> in
        at=2026-06-10T15:00+02:00                         -> else
        at=2026-06-10T17:59+02:00                         -> else
        at=2026-06-10T18:00+02:00                         -> in
        at=2026-06-10T20:00+02:00                         -> else
        """,
    ),
    "a window inside another": (
        "Europe/Berlin",
        time({"start": "08:00", "end": "20:00"}, {"start": "09:00", "end": "10:00"}),
        """
        at=2026-06-10T07:59+02:00                         -> else
        at=2026-06-10T09:30+02:00                         -> in
        at=2026-06-10T15:00+02:00                         -> in
        at=2026-06-10T20:00+02:00                         -> else
        """,
    ),
    "Berlin skips 02:00 to 03:00: a window in there has no time": (
        "Europe/Berlin",
        time({"start": "02:00", "end": "03:00"}),
        """
        at=2026-03-28T01:30Z                              -> in
        at=2026-03-29T00:59:59Z                           -> else
        at=2026-03-29T01:00Z                              -> else
        at=2026-03-29T01:30Z                              -> else
        at=2026-03-30T00:30Z                              -> in
        """,
    ),
    "Berlin skips 02:00 to 03:00: a window that starts in there starts at 03:00": (
        "Europe/Berlin",
        time({"start": "02:30", "end": "04:00"}),
        """
        at=2026-03-29T00:59:59Z                           -> else
        at=2026-03-29T01:00Z                              -> in
        at=2026-03-29T01:59:59Z                           -> in
        at=2026-03-29T02:00Z                              -> else
        """,
    ),
    "Berlin has 02:00 to 03:00 twice: so has the window": (
        "Europe/Berlin",
        time({"start": "02:00", "end": "02:30"}),
        """
        at=2026-10-24T23:59:59Z                           -> else
        at=2026-10-25T00:00Z                              -> in
        at=2026-10-25T00:29:59Z                           -> in
        at=2026-10-25T00:30Z                              -> else
        at=2026-10-25T01:00Z                              -> in
        at=2026-10-25T01:29:59Z                           -> in
        at=2026-10-25T01:30Z                              -> else
        """,
    ),
    "a night on the day when Berlin's clocks are set back": (
        "Europe/Berlin",
        time({"days": ["sat"], "start": "23:00", "end": "03:00"}),
        """
        at=2026-10-24T20:59Z                              -> else
        at=2026-10-24T21:00Z                              -> in
        at=2026-10-25T00:30Z                              -> in
        at=2026-10-25T01:30Z                              -> in
        at=2026-10-25T02:00Z                              -> else
        """,
    ),
    "New York skips": (
        "America/New_York",
        time({"days": ["sun"], "start": "01:30", "end": "03:30"}),
        """
        at=2026-03-08T06:29Z                              -> else
        at=2026-03-08T06:30Z                              -> in
        at=2026-03-08T07:00Z                              -> in
        at=2026-03-08T07:29:59Z                           -> in
        at=2026-03-08T07:30Z                              -> else
        """,
    ),
    "New York repeats": (
        "America/New_York",
        time({"days": ["sun"], "start": "01:00", "end": "01:30"}),
        """
        at=2026-11-01T04:59Z                              -> else
        at=2026-11-01T05:00Z                              -> in
        at=2026-11-01T05:30Z                              -> else
        at=2026-11-01T06:00Z                              -> in
        at=2026-11-01T06:30Z                              -> else
        """,
    ),
    "Lord Howe repeats half an hour": (
        "Australia/Lord_Howe",
        time({"days": ["sun"], "start": "01:30", "end": "01:45"}),
        """
        at=2026-04-04T14:29Z                              -> else
        at=2026-04-04T14:30Z                              -> in
        at=2026-04-04T14:45Z                              -> else
        at=2026-04-04T15:00Z                              -> in
        at=2026-04-04T15:14:59Z                           -> in
        at=2026-04-04T15:15Z                              -> else
        """,
    ),
    "Lord Howe skips half an hour": (
        "Australia/Lord_Howe",
        time({"days": ["sun"], "start": "02:00", "end": "02:45"}),
        """
        at=2026-10-03T15:29:59Z                           -> else
        at=2026-10-03T15:30Z                              -> in
        at=2026-10-03T15:44Z                              -> in
        at=2026-10-03T15:45Z                              -> else
        """,
    ),
    "Kolkata is half an hour off": (
        "Asia/Kolkata",
        time({"days": ["mon"], "start": "00:00", "end": "00:30"}),
        """
        at=2026-06-14T18:29:59Z                           -> else
        at=2026-06-14T18:30Z                              -> in
        at=2026-06-14T18:59Z                              -> in
        at=2026-06-14T19:00Z                              -> else
        """,
    ),
    "a week in the summer": (
        "Europe/Berlin",
        dates(since="2026-07-01", until="2026-07-07"),
        """
        at=2026-06-30T23:59:59+02:00                      -> else
        at=2026-07-01T00:00+02:00                         -> in
        at=2026-07-07T23:59:59+02:00                      -> in
        at=2026-07-08T00:00+02:00                         -> else
        at=2026-06-30T22:00Z                              -> in
        """,
    ),
    "to the minute": (
        "Asia/Kolkata",
        dates(since="2026-07-01T09:15", until="2026-07-01T09:16"),
        """
        at=2026-07-01T03:44:59Z                           -> else
        at=2026-07-01T03:45Z                              -> in
        at=2026-07-01T03:45:59Z                           -> in
        at=2026-07-01T03:46Z                              -> else
        """,
    ),
    "since": (
        "UTC",
        dates(since="2026-07-01"),
        """
        at=2026-06-30T23:59:59Z                           -> else
        at=2026-07-01T00:00Z                              -> in
        at=2126-07-01T00:00Z                              -> in
        """,
    ),
    "until": (
        "America/New_York",
        dates(until="2026-07-01"),
        """
        at=1999-07-01T00:00Z                              -> in
        at=2026-07-02T03:59:59Z                           -> in
        at=2026-07-02T04:00Z                              -> else
        """,
    ),
    "a date that begins in Berlin's skipped hour begins with the skip": (
        "Europe/Berlin",
        dates(since="2026-03-29T02:30"),
        """
        at=2026-03-29T00:59:59Z                           -> else
        at=2026-03-29T01:00Z                              -> in
        """,
    ),
    "a date that begins in Berlin's repeated hour begins the first time": (
        "Europe/Berlin",
        dates(since="2026-10-25T02:30"),
        """
        at=2026-10-25T00:29:59Z                           -> else
        at=2026-10-25T00:30Z                              -> in
        at=2026-10-25T01:15Z                              -> in
        """,
    ),
    "a date that ends in Berlin's repeated hour ends the first time": (
        "Europe/Berlin",
        dates(until="2026-10-25T02:30"),
        """
        at=2026-10-25T00:29:59Z                           -> in
        at=2026-10-25T00:30Z                              -> else
        at=2026-10-25T01:15Z                              -> else
        """,
    ),
    "a date that begins in Lord Howe's skipped half hour": (
        "Australia/Lord_Howe",
        dates(since="2026-10-04T02:15"),
        """
        at=2026-10-03T15:29:59Z                           -> else
        at=2026-10-03T15:30Z                              -> in
        """,
    ),
    "a zone that skipped a whole day": (
        "Pacific/Apia",  # 30 December 2011 never was
        dates(since="2011-12-30", until="2011-12-30"),
        """
        at=2011-12-30T09:59:59Z                           -> else
        at=2011-12-30T10:00Z                              -> else
        at=2011-12-31T10:00Z                              -> else
        """,
    ),
    "the first and the last day there is": (
        "Pacific/Auckland",
        dates(since="0001-01-01", until="9999-12-31T00:00"),
        """
        at=1970-01-01T00:00Z                              -> in
        at=2026-07-01T00:00Z                              -> in
        """,
    ),
}


@pytest.mark.parametrize(("zone", "condition", "row"), params(CLOCKS))
def test_a_clock_is_read_where_the_link_is_at_home(zone: str, condition: dict[str, Any], row: Row) -> None:
    choice = choose(plan(rules=[rule("in", condition)], time_zone=zone), row.visit)
    assert choice.location == ("https://in.example/" if row.result == "in" else ELSE)


@pytest.mark.parametrize(("zone", "condition", "row"), params(CLOCKS))
def test_a_negated_clock_says_the_opposite(zone: str, condition: dict[str, Any], row: Row) -> None:
    choice = choose(plan(rules=[rule("in", {**condition, "negate": True})], time_zone=zone), row.visit)
    assert choice.location == (ELSE if row.result == "in" else "https://in.example/")


@pytest.mark.parametrize("zone", ["Europe/Berlin", "America/New_York", "Australia/Lord_Howe", "Pacific/Apia"])
def test_windows_that_share_an_edge_leave_no_gap_and_no_overlap_all_year(zone: str) -> None:
    parts = [("00:00", "02:15"), ("02:15", "02:45"), ("02:45", "24:00")]
    three = plan(
        rules=[rule(f"r{n}", time({"start": start, "end": end})) for n, (start, end) in enumerate(parts)],
        time_zone=zone,
    )
    tests = [gate.tests[0] for gate in three.route.gates] if three.route else []
    for quarter in range(1_767_225_600, 1_767_225_600 + 365 * 86_400, 900):
        assert [test(Visit(now_s=float(quarter))) for test in tests].count(True) == 1


def test_the_links_zone_is_the_workspaces_where_it_names_none() -> None:
    noon = time({"start": "12:00", "end": "13:00"})
    there = visit("at=2026-06-10T03:30Z")
    for own, of_workspace, expected in (
        ("", "Asia/Tokyo", "https://in.example/"),
        ("Asia/Tokyo", "UTC", "https://in.example/"),
        ("UTC", "Asia/Tokyo", ELSE),
        ("Nowhere/At_All", "Asia/Tokyo", ELSE),
    ):
        made = plan(rules=[rule("in", noon)], time_zone=own, columns={"time_zone": of_workspace})
        assert choose(made, there).location == expected
