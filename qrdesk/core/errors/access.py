"""Who may not, no more, or not so often."""

from qrdesk.core.errors.base import Conflict, Invalid, Kind, QRDeskError


class LastOwner(Conflict):
    """Every workspace has an owner, and this is its last."""

    code = "last_owner"


class InvitationOver(QRDeskError):
    """An invitation that has been used, taken back, or has expired."""

    kind = Kind.GONE
    code = "invitation_over"


class Unauthenticated(QRDeskError):
    """No usable key came with the request."""

    kind = Kind.UNAUTHENTICATED
    code = "unauthenticated"


class KeyMistyped(Unauthenticated):
    """The key's checksum is off: it was cut or mistyped on the way."""

    code = "key_mistyped"


class KeyUnknown(Unauthenticated):
    """A well-formed key that this server never gave out, or that has been revoked or has expired."""

    code = "key_unknown"


class AmbiguousKey(Invalid):
    """Two different keys in one request."""

    code = "ambiguous_key"


class Forbidden(QRDeskError):
    """The key is good, but does not reach this far."""

    kind = Kind.FORBIDDEN
    code = "forbidden"


class ScopeMissing(Forbidden):
    """The key lacks the scope that the operation needs."""

    code = "scope_missing"


class KeyNotFromHere(Forbidden):
    """The key may be used from some networks alone, and this request did not come from one of them."""

    code = "key_not_from_here"


class PlanLimitReached(Forbidden):
    """What a plan allows in a month is used up. What is there goes on working."""

    code = "plan_limit_reached"
    numbers = ("limit", "current")
    limit: int = 0  # in a month
    current: int = 0  # in this month so far

    @classmethod
    def of(cls, noun: str, plan: str, limit: int, current: int, anew: str) -> "PlanLimitReached":
        """Return the error for a plan's ``limit`` of ``noun`` in a month; ``anew`` says when it counts from nothing."""
        found = cls(
            f"The plan “{plan}” has {limit:,} {noun} a month, and this month's are used up; what was deleted counts, "
            f"too. It starts anew on {anew}. Links that are there go on working."
        )
        found.limit, found.current = limit, current
        return found


class FeatureNotAvailable(Forbidden):
    """The plan does not have this."""

    code = "feature_not_available"


class Limited(QRDeskError):
    """More was asked in a short time than the key, or the network, may ask. Nothing was done."""

    kind = Kind.LIMITED
    code = "rate_limited"
    numbers = ("retry_s",)
    retry_s: int = 0  # whole seconds from now until the same call may pass; 0 where nobody said

    @classmethod
    def until(cls, retry_s: int) -> "Limited":
        """Return the error for a caller who may ask again after so many seconds; 0 where that is not known."""
        when = f"in {_seconds(retry_s)}" if retry_s else "later"
        found = cls(f"Too many requests. Nothing was done; try again {when}.")
        found.retry_s = retry_s
        return found


def _seconds(number: int) -> str:
    return "1 second" if number == 1 else f"{number:,} seconds"
