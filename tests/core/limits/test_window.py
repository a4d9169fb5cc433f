"""The moving window by itself: never more than its number, and never meaner than it must be."""

from collections.abc import Iterable, Sequence

import pytest
from hypothesis import given
from hypothesis import strategies as st

from qrdesk.core.limits.window import Decision, Quota, Spent, decide, pack, unpack

MINUTE = (Quota(100),)
BOTH = (Quota(5, 1), Quota(100, 60))


def run(quotas: tuple[Quota, ...], times_s: Iterable[float]) -> list[tuple[float, Decision]]:
    """Ask at each of these times, and return what was decided."""
    spent: Sequence[Spent] = ()
    decided: list[tuple[float, Decision]] = []
    for now_s in times_s:
        decision, spent = decide(quotas, spent, now_s)
        decided.append((now_s, decision))
    return decided


@given(
    quotas=st.sampled_from([MINUTE, (Quota(3),), (Quota(1, 1),), BOTH, (Quota(2, 1), Quota(5, 10))]),
    gaps_s=st.lists(st.floats(0, 30) | st.sampled_from([0.0, 0.01, 0.5, 0.999, 1.0, 59.999, 60.0]), max_size=250),
    began_s=st.floats(0, 2e9),
)
def test_no_window_ever_has_more_than_its_number(
    quotas: tuple[Quota, ...], gaps_s: list[float], began_s: float
) -> None:
    times_s = [began_s]
    for gap_s in gaps_s:
        times_s.append(times_s[-1] + gap_s)
    decided = run(quotas, times_s)
    passed = [now_s for now_s, decision in decided if decision.allowed]
    for quota in quotas:
        for first, last in zip(passed, passed[quota.most :], strict=False):
            assert last - first >= quota.window_s, "one more than the number within a window"
    for _, decision in decided:
        assert decision.allowed == (decision.tightest.retry_s == 0)
        assert all(0 <= look.remaining <= look.quota.most for look in decision.looks)
        assert all(0 <= look.retry_s <= look.reset_s <= look.quota.window_s for look in decision.looks)


@given(gaps_s=st.lists(st.floats(0, 5), min_size=1, max_size=60))
def test_whoever_waits_as_long_as_told_may_pass(gaps_s: list[float]) -> None:
    spent: Sequence[Spent] = ()
    now_s = 0.0
    for gap_s in gaps_s:
        now_s += gap_s
        decision, spent = decide((Quota(3),), spent, now_s)
        if not decision.allowed:
            now_s += decision.tightest.retry_s + 1e-6
            decision, spent = decide((Quota(3),), spent, now_s)
            assert decision.allowed


def test_a_hundred_pass_and_the_next_one_waits_for_the_first_to_leave() -> None:
    decided = run(MINUTE, [1000.0] * 101 + [1059.9, 1060.0])
    remaining = [decision.tightest.remaining for _, decision in decided]
    assert remaining[:100] == list(range(99, -1, -1))
    assert [decision.allowed for _, decision in decided] == [True] * 100 + [False, False, True]
    assert decided[100][1].tightest.retry_s == 60
    assert remaining[102] == 99


def test_credit_comes_back_as_it_was_spent_and_not_at_once() -> None:
    decided = run(MINUTE, [*(float(second) for second in range(50)), *[50.0] * 50, 59.9, 60.0, 60.0, 61.0])
    assert [decision.allowed for _, decision in decided[-4:]] == [False, True, False, True]


def test_a_caller_who_keeps_to_the_pace_is_never_refused() -> None:
    assert all(decision.allowed for _, decision in run((Quota(60),), [1.02 * number for number in range(300)]))
    assert all(decision.allowed for _, decision in run((Quota(5, 1),), [0.22 * number for number in range(300)]))


def test_a_refused_request_costs_nothing() -> None:
    decided = run((Quota(1),), [0.0, 1.0, 30.0, 59.0, 60.0])
    assert [decision.allowed for _, decision in decided] == [True, False, False, False, True]


def test_of_two_windows_both_must_have_room_and_the_tighter_one_is_told() -> None:
    decided = run(BOTH, [0.1 * number for number in range(6)])
    assert [decision.allowed for _, decision in decided] == [True] * 5 + [False]
    assert decided[0][1].tightest.quota == BOTH[0]
    assert [look.remaining for look in decided[5][1].looks] == [0, 95]
    slowly = run(BOTH, [0.3 * number for number in range(101)])
    assert [decision.allowed for _, decision in slowly] == [True] * 100 + [False]
    assert slowly[100][1].tightest.quota == BOTH[1]


def test_what_is_kept_stays_small_whatever_the_limit() -> None:
    spent: Sequence[Spent] = ()
    for number in range(20_000):
        decision, spent = decide((Quota(1_000_000),), spent, number * 0.005)
        assert decision.allowed
    assert len(spent) <= 61
    assert tuple(unpack(pack(spent))) == spent


def test_a_lower_limit_than_before_waits_for_as_many_as_are_over_it() -> None:
    spent: Sequence[Spent] = ()
    for second in range(10):
        _, spent = decide((Quota(100),), spent, float(second))
    decision, _ = decide((Quota(3),), spent, 20.0)
    assert decision.tightest.retry_s == pytest.approx(7 + 60 - 20)  # only two may be left
    assert decision.tightest.remaining == 0


def test_a_clock_that_is_set_back_shuts_nobody_out_for_long() -> None:
    _, spent = decide((Quota(2),), (), 5000.0)
    decision, kept = decide((Quota(2),), spent, 4990.0)
    assert decision.allowed
    assert not decide((Quota(2),), kept, 4990.0)[0].allowed
    assert decide((Quota(2),), kept, 5060.0)[0].allowed
    assert decide((Quota(2),), kept, 1000.0)[0].tightest.remaining == 1  # so far ahead that it is nonsense
