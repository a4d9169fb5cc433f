"""How well an endpoint hears us, and when to stop talking to it; pure."""

from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from enum import StrEnum

WARN_AFTER = timedelta(hours=24)
DISABLE_AFTER = timedelta(days=5)
SPREAD = timedelta(hours=12)  # two failures days apart are no five days of failures
REST_AFTER = 5  # failures in a row
_FIRST_REST_S, _LONGEST_REST_S = 5.0, 60.0
_JITTER = 0.2
_DOUBLINGS = 10  # more than it takes to the longest: a year of failures makes no number that no float holds


class Verdict(StrEnum):
    """What is to be done about a failure, beyond trying again."""

    NONE = "none"
    WARN = "warn"
    DISABLE = "disable"


@dataclass(frozen=True, slots=True)
class Health:
    """What an endpoint's row says of its last attempts."""

    failures: int = 0  # since something arrived
    failing_since: datetime | None = None
    failed_at: datetime | None = None
    delivered_at: datetime | None = None
    warned_at: datetime | None = None
    rest_until: datetime | None = None


def delivered(health: Health, now: datetime) -> Health:
    """Return the health after something arrived: whatever was before is forgiven."""
    return replace(resumed(health), delivered_at=now)


def resumed(health: Health) -> Health:
    """Return the health after a person said to go on: the days are counted anew, and nothing rests."""
    return replace(health, failures=0, failing_since=None, warned_at=None, rest_until=None)


def failed(health: Health, now: datetime, *, chance: float, rests: bool = True) -> tuple[Health, Verdict]:
    """Return the health after a failure at ``now``, and what is to be done about it.

    It is disabled after five days of nothing but failures, where those before this one are twelve hours apart at
    least. After five failures in a row it rests, from 5 to 60 s, times 0.8 to 1.2 as ``chance`` (0 to 1) has it: a
    receiver that is down is not asked for each of ten thousand events. Without ``rests`` it never does.
    """
    since = health.failing_since or now
    # of this row of failures: one from before the last success says nothing
    last = health.failed_at if health.failing_since and health.failed_at else now
    failures = health.failures + 1
    after = replace(
        health,
        failures=failures,
        failing_since=since,
        failed_at=now,
        rest_until=now + _rest(failures, chance) if rests and failures >= REST_AFTER else None,
    )
    if now - since >= DISABLE_AFTER and last - since >= SPREAD:
        return after, Verdict.DISABLE
    if now - since >= WARN_AFTER and health.warned_at is None:
        return replace(after, warned_at=now), Verdict.WARN
    return after, Verdict.NONE


def _rest(failures: int, chance: float) -> timedelta:
    doubled = _FIRST_REST_S * 2.0 ** min(failures - REST_AFTER, _DOUBLINGS)
    return timedelta(seconds=min(doubled, _LONGEST_REST_S) * (1 - _JITTER + 2 * _JITTER * chance))
