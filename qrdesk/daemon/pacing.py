"""How fast the API may be asked, and how its answers tell.

Every request with a good key takes one from what that key may ask on the surface it comes by. A limit of its own, or
of a plan, replaces what the surface says, and then counts on all surfaces together. Whoever has no good key is counted
by network: what fails to open the door, and what is open to everybody. A good key passes whatever its neighbours do.
"""

import hashlib
import hmac
import math
import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any

from qrdesk.core.context import Actor
from qrdesk.core.errors import AmbiguousKey, Forbidden, Limited, Unauthenticated
from qrdesk.core.limits.limiter import Limiter
from qrdesk.core.limits.memory import MemoryLimiter
from qrdesk.core.limits.window import Decision, Quota
from qrdesk.core.services.allowance import Allowance, find_allowance
from qrdesk.daemon import auth
from qrdesk.daemon.throttle import visitor_key

PACE = "qrdesk.pace"  # in environ: what was decided about this request
_FRESH_S = 1.0  # a changed limit counts after so long in every process
_MOST = 10_000  # keys whose limits are remembered
_PER_MINUTE = 60

Quotas = tuple[Quota, ...]


@dataclass(frozen=True, slots=True)
class Surface:
    """One way in, and how fast it lets callers ask; no quota at all is as fast as they like."""

    name: str
    quotas: Quotas
    by_plan: Mapping[str, Quotas] = field(default_factory=dict[str, Quotas])


def _minute(most: int) -> Quotas:
    return (Quota(most, _PER_MINUTE),)


NATIVE = Surface("api", _minute(1200))
HONOPU = Surface("honopu", _minute(300))
H0P = Surface("h0p", (Quota(5, 1), *_minute(100)))
HELDQR = Surface("heldqr", _minute(600))
# Its documents name numbers for two plans, and none for what else it has (contracts/usnp.md, 4).
USNP_SHORTEN = Surface("usnp-shorten", _minute(60), {"free": _minute(10)})
USNP_STATS = Surface("usnp-stats", _minute(120), {"free": _minute(30)})
USNP = Surface("usnp", ())
OPEN = Surface("open", ())  # what anybody may read, as often as they like
STRANGERS = Surface("strangers", _minute(60))  # by network: no key, or none that opens anything
PUBLIC = Surface("public", _minute(30))  # by network: invitations have codes, and codes can be tried

# By network: pictures for previews of links. Networks fetch what many people post from few addresses, and keep it;
# ids cannot be guessed, so this only bounds what one of them can have us send.
POSTERS = Surface("posters", _minute(600))
PICTURES = Surface("pictures", _minute(600))  # by network: those of codes, which stand on pages by the dozen
CROWD = Surface("crowd", _minute(6000))  # those that come through a proxy which does not say for whom, all together


class Pacing:
    """Decides about requests. Fit for every thread."""

    def __init__(
        self,
        secret_key: bytes,
        limiter: Limiter | None = None,
        *,
        find: Callable[[int], Allowance] = find_allowance,
        clock: Callable[[], float] = time.monotonic,
        wall: Callable[[], float] = time.time,
    ) -> None:
        """``limiter`` counts for all processes of a server; without one this process counts for itself.

        ``clock`` is for how long limits are remembered, ``wall`` for the time that answers tell.
        """
        self.limiter = limiter or MemoryLimiter()
        self._key = hmac.digest(secret_key, b"qrdesk pace of networks", "sha256")
        self._find = find
        self._clock = clock
        self._wall = wall
        self._known: dict[int, tuple[float, Allowance]] = {}

    def enter(self, environ: dict[str, Any], ask: Callable[[], Actor], surface: Surface = NATIVE) -> Actor:
        """Return who ``ask`` says is asking, and count the request.

        Raises:
            Limited: it is one too many: of this key, or of those from this network that come without a good one.
            Unauthenticated, AmbiguousKey, Forbidden: as ``ask`` does. These answers tell of no limit.
        """
        try:
            actor = ask()
        except (Unauthenticated, AmbiguousKey, Forbidden):
            self.spend_by_network(environ, STRANGERS)
            del environ[PACE]
            raise
        self.spend(environ, actor, surface)
        return actor

    def spend(self, environ: dict[str, Any], actor: Actor, surface: Surface = NATIVE) -> None:
        """Count one request of a key.

        Raises:
            Limited: it is one too many.
        """
        if actor.key_id is None:
            return
        allowance = self._allowance(actor.key_id)
        name, quotas = f"key:{actor.key_id}", _minute(allowance.rate_limit or 0)
        if allowance.rate_limit is None:
            name, quotas = f"{name}:{surface.name}", surface.by_plan.get(allowance.plan, surface.quotas)
        self._take(environ, name, quotas)

    def spend_by_network(self, environ: dict[str, Any], surface: Surface) -> None:
        """Count one request of somebody without a good key.

        Raises:
            Limited: it is one too many.
        """
        # of an address nothing is kept that could be read: several processes count in a file
        address = visitor_key(auth.address_of(environ)).encode()
        name = hmac.new(self._key, address, hashlib.sha256).hexdigest()[:32]
        self._take(environ, f"net:{name}:{surface.name}", surface.quotas)

    def headers(self, environ: Mapping[str, Any]) -> dict[str, str]:
        """Return what the answer to a request that was counted tells about it."""
        decision: Decision | None = environ.get(PACE)
        if decision is None:
            return {}
        tightest = decision.tightest
        return {
            "X-RateLimit-Limit": str(tightest.quota.most),
            "X-RateLimit-Remaining": str(tightest.remaining),
            "X-RateLimit-Reset": str(math.ceil(self._wall() + tightest.reset_s)),
            "RateLimit-Policy": ", ".join(
                f'"{_name(one.quota)}";q={one.quota.most};w={one.quota.window_s}' for one in decision.looks
            ),
            "RateLimit": ", ".join(
                f'"{_name(one.quota)}";r={one.remaining};t={math.ceil(one.reset_s)}' for one in decision.looks
            ),
        }

    def close(self) -> None:
        """Let go of what is counted in."""
        self.limiter.close()

    def _take(self, environ: dict[str, Any], name: str, quotas: Quotas) -> None:
        if not quotas:
            return
        decision = environ[PACE] = self.limiter.take(name, quotas)
        if not decision.allowed:
            raise Limited.until(max(1, math.ceil(decision.tightest.retry_s)))

    def _allowance(self, key_id: int) -> Allowance:
        now_s = self._clock()
        fresh_until, allowance = self._known.get(key_id, (0.0, Allowance()))
        if now_s < fresh_until:
            return allowance
        allowance = self._find(key_id)
        if len(self._known) >= _MOST:
            self._known = {}
        self._known[key_id] = now_s + _FRESH_S, allowance
        return allowance


def _name(quota: Quota) -> str:
    return {1: "second", _PER_MINUTE: "minute"}.get(quota.window_s, f"{quota.window_s}s")
