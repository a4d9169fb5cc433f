"""How often a password may be tried: counted in this process, before anything is hashed."""

import ipaddress
import threading
import time
from collections.abc import Callable, Hashable

WINDOW_S = 60.0
_MOST = 100_000  # keys remembered; the memory of one attacker with many addresses


class Throttle:
    """Lets ``most`` tries of each key through at once, and then one after each ``WINDOW_S / most``.

    Source: the generic cell rate algorithm (GCRA): one number per key, the time at which its tries are paid off.
    """

    def __init__(self, most: int, *, clock: Callable[[], float] = time.monotonic) -> None:
        self._each_s = WINDOW_S / most
        self._clock = clock
        self._paid_off_at: dict[Hashable, float] = {}
        self._lock = threading.Lock()

    def take(self, key: Hashable) -> float:
        """Count one try and return 0, or return for how many seconds there is none."""
        now = self._clock()
        with self._lock:
            paid_off_at = max(self._paid_off_at.get(key, now), now) + self._each_s
            if paid_off_at - now > WINDOW_S + 1e-9:  # the sum of twelve fifths is a little more than twelve
                return paid_off_at - now - WINDOW_S
            if len(self._paid_off_at) >= _MOST:
                self._sweep(now)
            self._paid_off_at[key] = paid_off_at
            return 0.0

    def give_back(self, key: Hashable) -> None:
        """Take back a try that was none: who knows the password is not kept waiting."""
        with self._lock:
            paid_off_at = self._paid_off_at.get(key)
            if paid_off_at is not None:
                self._paid_off_at[key] = paid_off_at - self._each_s

    def _sweep(self, now: float) -> None:
        kept = {key: at for key, at in self._paid_off_at.items() if at > now}
        # all of them busy: the older half is let go, which gives its owners new tries and us our memory
        self._paid_off_at = kept if len(kept) < _MOST else dict(list(kept.items())[_MOST // 2 :])


def visitor_key(address: str) -> str:
    """Return what counts as one visitor: an IPv4 address, or the /64 that an IPv6 customer has all to himself."""
    try:
        found = ipaddress.ip_address(address.partition("%")[0])
    except ValueError:
        return address
    if isinstance(found, ipaddress.IPv6Address):
        if found.ipv4_mapped is not None:
            return str(found.ipv4_mapped)
        return str(ipaddress.ip_network((found, 64), strict=False))
    return str(found)
