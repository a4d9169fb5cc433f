"""What Waitress thinks of connections outlives a clock that somebody sets."""

import time
from dataclasses import dataclass

import pytest

from qrdesk.daemon.clock_steps import ClockSteps, carry_over


@dataclass
class Connection:
    last_activity: float


@pytest.mark.parametrize("step_s", [3600, -3600, 2, -2])
def test_a_step_is_told_once_and_by_its_length(step_s: int, monkeypatch: pytest.MonkeyPatch) -> None:
    now_s = [1_790_000_000.0, 500.0]
    monkeypatch.setattr(time, "time", lambda: now_s[0])
    monkeypatch.setattr(time, "monotonic", lambda: now_s[1])
    steps = ClockSteps()
    assert steps.take() == 0
    now_s[:] = [now_s[0] + 100.4 + step_s, now_s[1] + 100]  # a little of it is no step
    assert steps.take() == pytest.approx(step_s + 0.4)
    assert steps.take() == 0


@pytest.mark.parametrize("step_s", [3600.0, -3600.0])
def test_a_connection_has_been_silent_for_as_long_as_before(step_s: float) -> None:
    before, now = 1_790_000_000.0, 1_790_000_000.0 + step_s
    silent, busy, since = (Connection(it) for it in (before - 15, before, now))
    carry_over([silent, busy, since], step_s, now)
    assert [now - one.last_activity for one in (silent, busy, since)] == [15, 0, 0]
