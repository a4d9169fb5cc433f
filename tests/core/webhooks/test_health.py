"""An endpoint is given up after five days of nothing but failures, and never before."""

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from itertools import pairwise

from hypothesis import given, settings
from hypothesis import strategies as st

from qrdesk.core.webhooks.health import Health, Verdict, delivered, failed, resumed

NOW = datetime(2026, 11, 1, tzinfo=UTC)
HOUR = timedelta(hours=1)
Said = tuple[datetime, Health, Verdict]
# how long after the one before something is tried, and whether it arrives
tries = st.lists(st.tuples(st.timedeltas(timedelta(0), timedelta(days=3)), st.booleans()), max_size=40)


def _fail(*hours: float, health: Health | None = None, chance: float = 0.5) -> list[Said]:
    return list(_told(health or Health(), ((NOW + hour * HOUR, False) for hour in hours), chance))


def _told(health: Health, happened: Iterator[tuple[datetime, bool]], chance: float = 0.5) -> Iterator[Said]:
    for at, arrives in happened:
        verdict = Verdict.NONE
        if arrives:
            health = delivered(health, at)
        else:
            health, verdict = failed(health, at, chance=chance)
        yield at, health, verdict


def _verdicts(*hours: float) -> list[Verdict]:
    return [verdict for _, _, verdict in _fail(*hours)]


def test_after_a_day_of_failures_somebody_is_warned_once_and_after_five_it_is_disabled() -> None:
    verdicts = _verdicts(0, 1, 23, 24, 30, 119, 120)
    none = Verdict.NONE
    assert verdicts == [none, none, none, Verdict.WARN, none, none, Verdict.DISABLE]


def test_two_failures_days_apart_disable_nothing() -> None:
    assert Verdict.DISABLE not in _verdicts(0, 24 * 30)
    assert Verdict.DISABLE not in _verdicts(0, 11, 24 * 30)  # what came before lay close together
    assert _verdicts(0, 12, 24 * 30)[-1] is Verdict.DISABLE


def test_a_success_forgives_all() -> None:
    *_, (_, failing, _) = _fail(0, 30, 60, 90, 119, 119.5)
    at = NOW + 119.6 * HOUR
    well = delivered(failing, at)
    assert well == Health(failed_at=NOW + 119.5 * HOUR, delivered_at=at)
    [(_, again, verdict)] = _fail(121, health=well)
    assert (again.failures, again.failing_since, verdict) == (1, NOW + 121 * HOUR, Verdict.NONE)


def test_a_failure_from_before_the_last_success_does_not_count_as_spread() -> None:
    well = delivered(Health(failed_at=NOW - 99 * HOUR), NOW - 98 * HOUR)
    verdicts = [verdict for _, _, verdict in _fail(0, 150, health=well)]
    assert verdicts == [Verdict.NONE, Verdict.WARN]


def test_one_that_was_resumed_is_not_disabled_by_its_next_failure() -> None:
    *_, (_, gone, verdict) = _fail(0, 60, 120)
    assert verdict is Verdict.DISABLE
    [(_, health, verdict)] = _fail(121, health=resumed(gone))
    assert (health.failures, verdict) == (1, Verdict.NONE)


def test_after_five_failures_it_rests_longer_and_longer_up_to_a_minute() -> None:
    said = _fail(*range(12))
    rests = [health.rest_until and (health.rest_until - at).total_seconds() for at, health, _ in said]
    assert rests == [None] * 4 + [5, 10, 20, 40, 60, 60, 60, 60]
    *_, (at, shortest, _) = _fail(*range(5), chance=0.0)
    *_, (_, longest, _) = _fail(*range(5), chance=1.0)
    assert (shortest.rest_until, longest.rest_until) == (at + timedelta(seconds=4), at + timedelta(seconds=6))
    assert delivered(said[-1][1], NOW).rest_until is None


def test_a_receiver_that_fails_for_years_rests_a_minute_still() -> None:
    health, _ = failed(Health(failures=10**9, failing_since=NOW, failed_at=NOW), NOW, chance=1.0)
    assert health.rest_until == NOW + timedelta(seconds=72)


@settings(deadline=None)
@given(tries)
def test_nothing_is_disabled_before_five_days_without_a_success_or_without_three_failures(
    happened: list[tuple[timedelta, bool]],
) -> None:
    at, since, failures = NOW, NOW, 0
    health = Health()
    warned: list[datetime] = []
    for wait, arrives in happened:
        at += wait
        if arrives:
            health = delivered(health, at)
            assert health == Health(failed_at=health.failed_at, delivered_at=at)
            failures, warned = 0, []
            continue
        since = since if failures else at
        failures += 1
        health, verdict = failed(health, at, chance=0.5)
        assert (health.failures, health.failing_since, health.failed_at) == (failures, since, at)
        if verdict is Verdict.DISABLE:
            assert at - since >= timedelta(days=5)
            assert failures >= 3
        if verdict is Verdict.WARN:
            assert at - since >= timedelta(days=1)
            warned.append(at)
        assert len(warned) <= 1


@settings(deadline=None)
@given(st.lists(st.timedeltas(timedelta(seconds=1), timedelta(hours=20)), min_size=20, max_size=40))
def test_a_receiver_that_is_gone_is_disabled_at_its_first_failure_after_five_days(waits: list[timedelta]) -> None:
    times = [NOW]
    for wait in waits:
        times.append(times[-1] + wait)
    said = list(_told(Health(), ((at, False) for at in times)))
    first = next((at for at, _, verdict in said if verdict is Verdict.DISABLE), None)
    due = [at for before, at in pairwise(times) if at - NOW >= timedelta(days=5) and before - NOW >= 12 * HOUR]
    assert first == (due[0] if due else None)
