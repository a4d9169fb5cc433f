"""A ceiling for visitors, where the operator wants one: so many visits a minute from one address, and no more.

Off unless it is set: behind a printed code stand whole offices and trains that share an address, and a visitor who is
refused does not come back. Each web process counts for itself, in memory: a visitor waits for no file, and no address
is written anywhere.
"""

import math
import time
from collections.abc import Callable
from wsgiref.types import WSGIEnvironment

from qrdesk.core.limits.memory import MemoryLimiter
from qrdesk.core.limits.window import Quota
from qrdesk.daemon.auth import address_of
from qrdesk.daemon.throttle import visitor_key


class Ceiling:
    """Counts visits. Fit for every thread."""

    def __init__(self, per_minute: int, *, clock: Callable[[], float] = time.monotonic) -> None:
        self._quotas = (Quota(per_minute),)
        self._limiter = MemoryLimiter(clock=clock)

    def wait_s(self, environ: WSGIEnvironment) -> int:
        """Count one visit and return 0, or return for how many whole seconds there is none.

        Who comes through a proxy that does not say for whom it asks is let through: it would be everybody.
        """
        address = address_of(environ)
        if not address:
            return 0
        return math.ceil(self._limiter.take(visitor_key(address), self._quotas).tightest.retry_s)
