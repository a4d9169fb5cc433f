"""What Waitress does when somebody sets this computer's clock: it looks at that to see how long connections are silent.

Set ahead by an hour it would close all of them at once, also those whose next request is on its way; set back, none for
an hour, whoever holds them.
"""

import time
from collections.abc import Iterable
from typing import Protocol

_STEP_S = 1.0  # less is what a clock corrects by itself


class Timed(Protocol):
    """A connection, and when it was busy last on the clock that can be set."""

    last_activity: float


class ClockSteps:
    """Notices when the clock is set, by the one that nobody can set."""

    def __init__(self) -> None:
        self._ahead_s = time.time() - time.monotonic()

    def take(self) -> float:
        """Return by how many seconds the clock was set ahead since the last call; less than 0 for back."""
        ahead_s = time.time() - time.monotonic()
        step_s = ahead_s - self._ahead_s
        if -_STEP_S < step_s < _STEP_S:
            return 0.0
        self._ahead_s = ahead_s
        return step_s


def carry_over(connections: Iterable[Timed], step_s: float, now: float) -> None:
    """Have connections be silent for as long as before a step; one that was busy since is taken for what it is."""
    for one in connections:
        if step_s > 0 or one.last_activity > now:
            one.last_activity = min(one.last_activity + step_s, now)
