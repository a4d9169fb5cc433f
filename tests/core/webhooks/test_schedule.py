"""When something is tried again: late enough for a receiver to come back, and never never."""

from datetime import UTC, datetime, timedelta
from email.utils import format_datetime

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from qrdesk.core.schemas.webhooks import Format
from qrdesk.core.webhooks.schedule import next_after, read_retry_after

NOW = datetime(2026, 11, 20, 12, 0, 30, tzinfo=UTC)
HOUR = 3600.0
TEN = (0, 5, 300, 1800, 2 * HOUR, 5 * HOUR, 10 * HOUR, 14 * HOUR, 20 * HOUR, 24 * HOUR)
TEN_TRIES: tuple[Format, ...] = ("native", "honopu", "h0p")
chances = st.floats(0, 1)
steps = st.integers(1, 9)


def _wait(
    step: int, *, format: Format = "native", after: float | None = None, busy: bool = False, chance: float = 0.5
) -> float | None:
    wait = next_after(format, step, retry_after_s=after, busy=busy, chance=chance)
    return None if wait is None else wait.total_seconds()


@pytest.mark.parametrize("format", TEN_TRIES)
def test_ten_tries_are_spread_over_three_days(format: Format) -> None:
    waits = [_wait(step, format=format) for step in range(1, 10)]
    assert waits == list(TEN[1:])
    assert sum(TEN) / HOUR == pytest.approx(75.6, abs=0.05)
    assert _wait(10, format=format) is None
    assert _wait(11, format=format, after=5.0, busy=True) is None


@settings(deadline=None)
@given(steps, chances)
def test_a_wait_is_never_a_fifth_shorter_or_longer_than_planned(step: int, chance: float) -> None:
    wait = _wait(step, chance=chance)
    assert wait is not None
    assert 0.8 * TEN[step] - 1e-5 <= wait <= 1.2 * TEN[step] + 1e-5


def test_waits_are_spread_evenly_so_that_nothing_comes_back_at_once() -> None:
    assert [_wait(2, chance=chance) for chance in (0.0, 0.25, 0.5, 1.0)] == [240, 270, 300, 360]


@settings(deadline=None)
@given(steps, chances, st.floats(0, 10 * 24 * HOUR), st.booleans())
def test_what_a_receiver_asks_for_is_heard_between_the_usual_wait_and_twice_that(
    step: int, chance: float, after: float, busy: bool
) -> None:
    wait, usual = _wait(step, after=after, busy=busy, chance=chance), max(TEN[step], 60.0 if busy else 0.0)
    assert wait is not None
    assert usual - 1e-5 <= wait <= 2 * usual + 1e-5
    if usual <= after <= 2 * usual:
        assert wait >= after - 1e-5


@settings(deadline=None)
@given(steps, chances)
def test_who_has_too_much_to_do_is_left_alone_for_a_minute_at_least(step: int, chance: float) -> None:
    wait = _wait(step, busy=True, chance=chance)
    assert wait is not None
    assert wait >= 60
    assert wait <= 1.2 * max(TEN[step], 60) + 1e-5


@settings(deadline=None)
@given(chances, st.none() | st.floats(0, 1e6), st.booleans())
def test_usnp_tries_three_times_within_seconds_whatever_a_receiver_says(
    chance: float, after: float | None, busy: bool
) -> None:
    waits = [_wait(step, format="usnp", after=after, busy=busy, chance=chance) for step in (1, 2, 3, 4)]
    first, second = waits[:2]
    assert first is not None
    assert second is not None
    assert 1 <= first <= 1.2 + 1e-5
    assert 5 <= second <= 6 + 1e-5
    assert waits[2:] == [None, None]


@pytest.mark.parametrize(
    ("text", "seconds"),
    [
        ("0", 0.0),
        (" 120 ", 120.0),
        ("9" * 5000, 7 * 24 * HOUR),
        (format_datetime(NOW + timedelta(minutes=2), usegmt=True), 120.0),
        ("Friday, 20-Nov-26 12:01:00 GMT", 30.0),
        ("Fri Nov 20 12:01:00 2026", 30.0),
        (format_datetime(NOW - timedelta(days=2), usegmt=True), 0.0),
        ("Fri, 31 Dec 9999 23:59:59 GMT", 7 * 24 * HOUR),
    ],
)
def test_retry_after_is_seconds_or_a_date(text: str, seconds: float) -> None:
    assert read_retry_after(text, NOW) == seconds


@pytest.mark.parametrize(
    "text",
    ["", "soon", "-5", "1.5", "1e9", "inf", "nan", "٣", "²", "5, 6", "2026-11-20", "Fri, 31 Feb 2026 12:00:00 GMT"],
)
def test_a_retry_after_that_says_nothing_is_not_heard(text: str) -> None:
    assert read_retry_after(text, NOW) is None


@settings(deadline=None)
@given(st.text() | st.from_regex(r"[A-Z][a-z]{2}, \d\d [A-Z][a-z]{2} \d{4} \d\d:\d\d:\d\d GMT"))
def test_no_retry_after_breaks_anything(text: str) -> None:
    heard = read_retry_after(text, NOW)
    assert heard is None or 0 <= heard <= 7 * 24 * HOUR
