"""Counting requests in the memory of one process."""

import threading
import time
from collections.abc import Callable, Sequence

from qrdesk.core.limits.window import Decision, Quota, Spent, decide

_MOST = 100_000  # names remembered; the memory of one attacker with many addresses


class MemoryLimiter:
    """Counts for this process alone, on a clock that nobody sets."""

    def __init__(self, *, clock: Callable[[], float] = time.monotonic, most: int = _MOST) -> None:
        self._clock = clock
        self._most = most
        self._spent: dict[str, tuple[float, Sequence[Spent]]] = {}  # with the time at which all of it is over
        self._lock = threading.Lock()

    def take(self, name: str, quotas: Sequence[Quota]) -> Decision:
        """Count one request, or say that it is one too many."""
        now_s = self._clock()
        with self._lock:
            _, spent = self._spent.get(name, (0.0, ()))
            decision, kept = decide(quotas, spent, now_s)
            if decision.allowed:
                if len(self._spent) >= self._most and name not in self._spent:
                    self._sweep(now_s)
                self._spent[name] = now_s + max(quota.window_s for quota in quotas), kept
            return decision

    def close(self) -> None:
        """Forget everybody."""
        self._spent.clear()

    def _sweep(self, now_s: float) -> None:
        kept = {name: held for name, held in self._spent.items() if held[0] > now_s}
        if len(kept) >= self._most:  # all of them busy: those who have been quiet for longest are let go
            by_age = sorted(kept.items(), key=lambda item: item[1][0])
            kept = dict(by_age[self._most // 2 :])
        self._spent = kept
