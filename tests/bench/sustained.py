"""The rate that the drain keeps up with for ever: hits are stored as fast as they are recorded."""

import time
from collections.abc import Sequence

from tests.bench.sending import pour
from tests.bench.servers import await_drain, stored_hits

_BURST_PER_S, _BURST_S = 100_000, 5.0  # more than anything here answers
_LOOK_S = 15.0
_TRIES = 8
_LESS = 0.75  # of the rate before
_BEHIND_S = 3.0  # the drain comes round once a second; more is falling behind
_CATCH_UP_S = 600.0


def sustained(port: int, url: str, asked: Sequence[bytes], before: int = 0) -> float:
    """Return the highest rate found at which the drain does not fall behind, in hits a second; 0 where it always does.

    The first guess is how fast it catches up after a burst, when nobody else wants the processor. Every hit is stored
    when this returns. ``before`` is how many were in the database when the server started.
    """
    pour(port, asked, _BURST_PER_S, _BURST_S)
    began, first = time.monotonic(), stored_hits(url)
    _, stored, _, _ = await_drain(port, url, before, _CATCH_UP_S)
    rate = (stored + before - first) / max(time.monotonic() - began, 0.1)
    for _ in range(_TRIES):
        poured = pour(port, asked, rate, _LOOK_S)
        _, _, _, behind = await_drain(port, url, before, _CATCH_UP_S)
        print(f"drain    {poured.per_s:,.0f} hits/s for {_LOOK_S:.0f} s: {behind:,} behind at the end", flush=True)
        if behind <= _BEHIND_S * rate and not poured.failures:
            return min(rate, poured.per_s)
        rate *= _LESS
    return 0.0
