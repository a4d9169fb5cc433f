"""Where axes have their lines and names: round numbers from zero, hours and days as a clock shows them."""

from collections.abc import Sequence
from datetime import datetime
from functools import lru_cache
from math import ceil, log10

from qrdesk.gui.charts import theme
from qrdesk.gui.charts.theme import Step

MOST_LINES = 4  # above zero
_LABEL_ROOM = 76  # px from one date to the next, at least
_YEAR = 366  # days
_HOURS, _TWO_DAYS = 24, 49  # hours; two days have one more where the clocks go back
_EVERY: dict[Step, tuple[int, ...]] = {
    "hour": (1, 2, 3, 6, 12, 24),
    "day": (1, 2, 7, 14, 28, 56),
    "week": (1, 2, 4, 13, 26, 52),
    "month": (1, 2, 3, 6, 12),
}
_FEW, _OF_FEW = 21, (1, 2, 3, 7)  # days of which one name a week would be too few; from one name to the next


def nice_scale(most: float) -> tuple[int, int]:
    """Return (top, step) of a scale from zero for whole numbers up to ``most``, with four lines at most."""
    if most <= MOST_LINES:
        return MOST_LINES, 1
    power = 10 ** int(log10(most / MOST_LINES))
    for factor in (1, 2, 2.5, 5, 10, 20):
        step = factor * power
        if step == int(step) and ceil(most / step) <= MOST_LINES:
            return int(ceil(most / step) * step), int(step)
    return ceil(most), ceil(most / MOST_LINES)


def named_places(starts: Sequence[datetime], step: Step, shown: int, size: float) -> list[int]:
    """Return which steps have a name, where ``shown`` of them share ``size`` px.

    Hours are named by what the clock shows, as some days have 23 or 25 of them; over more than two days the days are.
    """
    if step != "hour":
        return list(range(0, len(starts), _every(step, shown, size)))
    if shown > _TWO_DAYS:
        return _days(tuple(starts))[:: _every("day", ceil(shown / _HOURS), size)]
    every = _every("hour", shown, size)
    return [place for place, start in enumerate(starts) if start.hour % every == 0 or _begins_day(starts, place)]


def step_name(starts: Sequence[datetime], step: Step, place: int) -> str:
    """Return the name of a step on the axis; over more than a year the month says more than the day.

    Of hours of several days the first one is named by its day.
    """
    if step == "hour" and starts[0].date() != starts[-1].date() and _begins_day(starts, place):
        return theme.step_text(starts[place], "day")
    if step in {"day", "week"} and (starts[-1] - starts[0]).days > _YEAR:
        return theme.month_text(starts[place].date())
    return theme.step_text(starts[place], step)


def _every(step: Step, shown: int, size: float) -> int:
    """Return how many steps there are from one name to the next."""
    choices = _OF_FEW if step == "day" and shown <= _FEW else _EVERY[step]
    fitting = max(1, int(size / _LABEL_ROOM))
    return next((every for every in choices if ceil(shown / every) <= fitting), max(ceil(shown / fitting), choices[-1]))


@lru_cache(maxsize=8)
def _days(starts: tuple[datetime, ...]) -> list[int]:
    """Return which steps begin a day; they are asked for with each picture of a chart that is moved."""
    return [place for place in range(len(starts)) if _begins_day(starts, place)]


def _begins_day(starts: Sequence[datetime], place: int) -> bool:
    """Whether a step is the first of its day: in some places the clocks skip midnight, or pass it twice."""
    return place == 0 or starts[place].date() != starts[place - 1].date()
