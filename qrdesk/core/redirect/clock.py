"""Times on the clock of a link's zone: what a person there would read off the wall decides."""

from bisect import bisect_right
from collections.abc import Iterable
from datetime import UTC, datetime, timedelta
from functools import lru_cache
from zoneinfo import ZoneInfo

from qrdesk.core.redirect.route import Test
from qrdesk.core.redirect.visit import Visit
from qrdesk.core.schemas.rules import Weekday, Window

_DAY = 24 * 60
_WEEK = 7 * _DAY  # minutes
_FIRST_S, _LAST_S = 0.0, 250_000_000_000.0  # 1970 to 9892: what datetime can take to any zone
_DAYS = {day: number for number, day in enumerate(Weekday)}


def inside_windows(zone: ZoneInfo, windows: Iterable[Window]) -> Test:
    """Return the test that the clock stands in one of ``windows``."""
    edges = _edges(windows)

    def test(visit: Visit) -> bool:
        return bisect_right(edges, minute_of_week(zone, visit.now_s)) % 2 == 1

    return test


def between_dates(zone: ZoneInfo, since: datetime | None, until: datetime | None) -> Test:
    """Return the test that the clock has reached ``since`` and not yet ``until``, both without an offset.

    Where the clock is set back and shows a time twice, the first one counts, so that one date's end is the next
    one's beginning; where it skips a time, the moment of the skip does.
    """
    first = _LOWEST if since is None else _reached_s(zone, since)
    last = _HIGHEST if until is None else _reached_s(zone, until)

    def test(visit: Visit) -> bool:
        return first <= visit.now_s < last

    return test


_LOWEST, _HIGHEST = float("-inf"), float("inf")


def minute_of_week(zone: ZoneInfo, now_s: float) -> int:
    """Return the minutes since Monday 00:00 on the clock of ``zone``."""
    if not _FIRST_S <= now_s <= _LAST_S:
        now_s = _FIRST_S if not now_s > _LAST_S else _LAST_S
    return _minute_of_week(zone, int(now_s // 60))


@lru_cache(maxsize=256)  # all visits of one minute, in the zones that are in use
def _minute_of_week(zone: ZoneInfo, minute: int) -> int:
    local = datetime.fromtimestamp(minute * 60, zone)
    return local.weekday() * _DAY + local.hour * 60 + local.minute


def _edges(windows: Iterable[Window]) -> tuple[int, ...]:
    """Return the minutes of the week at which the windows, taken together, begin and end in turn."""
    spans: list[tuple[int, int]] = []
    for window in windows:
        start, end = _minutes(window.start), _minutes(window.end)
        length = end - start if end > start else end - start + _DAY
        for day in window.days:
            begin = _DAYS[day] * _DAY + start
            spans.append((begin, min(begin + length, _WEEK)))
            if begin + length > _WEEK:  # from Sunday into Monday
                spans.append((0, begin + length - _WEEK))
    edges: list[int] = []
    for begin, end in sorted(spans):
        if edges and begin <= edges[-1]:
            edges[-1] = max(edges[-1], end)
        else:
            edges += [begin, end]
    return tuple(edges)


def _minutes(clock: str) -> int:
    return int(clock[:2]) * 60 + int(clock[3:])


def _reached_s(zone: ZoneInfo, local: datetime) -> float:
    """Return the first moment, in seconds since 1970 UTC, at which the clock of ``zone`` shows ``local`` or later."""
    plain_s = _as_utc_s(local)
    if not _FIRST_S <= plain_s <= _LAST_S:
        return float(plain_s)
    early, late = sorted(_offset_s(zone, local, fold) for fold in (0, 1))
    low, high = plain_s - late, plain_s - early
    if low == high or _shows(zone, low) >= local:
        return float(low)
    while high - low > 1:  # the clock skips this time: look for the skip
        middle = (low + high) // 2
        low, high = (low, middle) if _shows(zone, middle) >= local else (middle, high)
    return float(high)


def _offset_s(zone: ZoneInfo, local: datetime, fold: int) -> int:
    offset = local.replace(tzinfo=zone, fold=fold).utcoffset()
    return 0 if offset is None else int(offset.total_seconds())


def _as_utc_s(local: datetime) -> int:
    return (local.replace(tzinfo=UTC) - datetime(1970, 1, 1, tzinfo=UTC)) // timedelta(seconds=1)


def _shows(zone: ZoneInfo, at_s: int) -> datetime:
    return datetime.fromtimestamp(at_s, zone).replace(tzinfo=None)
