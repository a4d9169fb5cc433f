"""When something that did not arrive is tried again; pure.

Source: Standard Webhooks 1.0 for the ten tries; the documents of usnp for its three.
"""

import re
from collections.abc import Mapping
from datetime import UTC, datetime, timedelta
from email.utils import parsedate_to_datetime

from qrdesk.core.schemas.webhooks import Format

_MINUTE, _HOUR = 60.0, 3600.0
# Seconds before each try; the first is at once.
_TEN = (
    0.0,
    5.0,
    5 * _MINUTE,
    30 * _MINUTE,
    2 * _HOUR,
    5 * _HOUR,
    10 * _HOUR,
    14 * _HOUR,
    20 * _HOUR,
    24 * _HOUR,
)
DELAYS_S: Mapping[Format, tuple[float, ...]] = {"native": _TEN, "honopu": _TEN, "h0p": _TEN, "usnp": (0.0, 1.0, 5.0)}
_JITTER = 0.2  # so that what failed together is not tried together
_BUSY_S = 60.0  # who has too much to do gets at least this long
_OWN_FAULT_S = 60.0
_LONGEST_S = 7 * 24 * _HOUR  # longer than anybody waits for
_MOST_CHARS = 64
_SECONDS = re.compile(r"[0-9]+", re.ASCII)
# the three forms of RFC 9110, 5.6.7; the library would read dates out of far more
_DATE = re.compile(
    r"[A-Za-z]{3,9}, [0-9]{2}[ -][A-Za-z]{3}[ -][0-9]{2,4} [0-9]{2}:[0-9]{2}:[0-9]{2} GMT"
    r"|[A-Za-z]{3} [A-Za-z]{3} [ 0-9][0-9] [0-9]{2}:[0-9]{2}:[0-9]{2} [0-9]{4}",
    re.ASCII,
)


def next_after(
    format: Format, step: int, *, retry_after_s: float | None, busy: bool, chance: float
) -> timedelta | None:
    """Return how long to wait after a failed attempt; None when it was the last one.

    ``step`` is how many attempts this round has had; ``chance`` a random number from 0 to 1; ``busy`` says that the
    receiver has too much to do (429, 502, 504) or did not answer in time. What the receiver asks for is heard between
    the usual wait and twice that. usnp promises its three attempts within seconds, whatever the receiver says.
    """
    delays = DELAYS_S[format]
    if step >= len(delays):
        return None
    base = delays[step]
    if format == "usnp":
        return timedelta(seconds=base * (1 + _JITTER * chance))
    floor = _BUSY_S if busy else 0.0
    base = max(base, floor)
    if retry_after_s is not None:
        asked = retry_after_s * (1 + _JITTER * chance)  # never sooner than asked for
        return timedelta(seconds=min(max(asked, base), 2 * base))
    shortest, longest = max(base * (1 - _JITTER), floor), base * (1 + _JITTER)
    return timedelta(seconds=shortest + (longest - shortest) * chance)


def after_own_fault(chance: float) -> timedelta:
    """Return how long to wait after a fault of ours; ``chance`` is a random number from 0 to 1.

    It is no try of the receiver's, so it is the same however often it happens, and never the last.
    """
    return timedelta(seconds=_OWN_FAULT_S * (1 - _JITTER + 2 * _JITTER * chance))


def read_retry_after(text: str, now: datetime) -> float | None:
    """Return the seconds that a ``Retry-After`` header asks for, a week at most; None where it says neither."""
    said = text[:_MOST_CHARS].strip()
    if _SECONDS.fullmatch(said):
        return min(float(said), _LONGEST_S)
    if not _DATE.fullmatch(said):
        return None
    try:
        at = parsedate_to_datetime(said)
        wait = (at if at.tzinfo else at.replace(tzinfo=UTC)) - now
    except (ValueError, TypeError, IndexError, OverflowError):  # February the 31st, or a year that no clock has
        return None
    return min(max(wait.total_seconds(), 0.0), _LONGEST_S)
