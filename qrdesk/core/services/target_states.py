"""When a destination counts as down, and when it is looked at again: pure, so that it can be read and proven."""

from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from qrdesk.core.net.targets import Finding, Found
from qrdesk.core.schemas.links import TargetStatus

DOWN_AFTER = 3  # failures in a row
DOWN_FOR = timedelta(minutes=10)  # from the first of them; three clicks on "check now" are no outage
_SOON = timedelta(minutes=15)
_HOURLY = timedelta(hours=1)
_SELDOM = timedelta(hours=6)
_A_DAY = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class Health:
    """What is known about one destination. ``down_since`` is the first of its failures in a row."""

    status: TargetStatus = TargetStatus.UNKNOWN
    http_status: int | None = None
    detail: str = ""
    failures: int = 0
    down_since: datetime | None = None
    next_at: datetime | None = None


def after(before: Health, found: Found, now: datetime, hours: int) -> Health:
    """Return what is known after one more look; ``hours`` is how often a good destination is looked at (0: daily)."""
    every = timedelta(hours=hours or 24)
    seen = replace(before, http_status=found.http_status, detail=found.detail[:200])
    if found.finding is not Finding.DOWN:
        status = TargetStatus.UP if found.finding is Finding.UP else TargetStatus.UNKNOWN
        return replace(seen, status=status, failures=0, down_since=None, next_at=now + every)
    since = before.down_since or now
    failures = before.failures + 1
    down = before.status is TargetStatus.DOWN or (failures >= DOWN_AFTER and now - since >= DOWN_FOR)
    status = TargetStatus.DOWN if down else TargetStatus.FAILING
    return replace(seen, status=status, failures=failures, down_since=since, next_at=now + _pause(down, now - since))


def _pause(down: bool, lasting: timedelta) -> timedelta:
    if not down:
        return _SOON
    return _HOURLY if lasting < _A_DAY else _SELDOM
