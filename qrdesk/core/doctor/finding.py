"""What a look of the doctor's says, and what it is given to look at."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum

from qrdesk.core.opening import Opened
from qrdesk.core.settings import Settings

_NAMED = 5  # of many; the others are counted


class Verdict(StrEnum):
    """How bad it is."""

    GOOD = "good"
    WARNING = "warning"
    BAD = "bad"


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing that was looked at. What is not good says what to do about it."""

    name: str
    verdict: Verdict
    said: str


@dataclass(frozen=True, slots=True)
class Case:
    """What the looks look at. ``offset_s`` is how far the wall clock was ahead of the monotonic one at the start."""

    opened: Opened
    settings: Settings
    now: datetime
    offset_s: float


Said = tuple[Verdict, str]


def good(said: str) -> Said:
    """Say that all is well."""
    return Verdict.GOOD, said


def warning(said: str) -> Said:
    """Say what somebody should look after."""
    return Verdict.WARNING, said


def bad(said: str) -> Said:
    """Say what keeps codes from resolving, or loses hits."""
    return Verdict.BAD, said


def worst(several: Sequence[Said]) -> Said:
    """Return several as one: what is worst comes first, and goes before what is good."""
    ranks = list(Verdict)
    ordered = sorted(several, key=lambda one: -ranks.index(one[0]))
    verdict = ordered[0][0]
    told = [said for one, said in ordered if one is not Verdict.GOOD or verdict is Verdict.GOOD]
    return verdict, some(told, " ")


def some(words: Sequence[str], between: str) -> str:
    """Return the first of many, and how many more there are."""
    more = f"{between}({len(words) - _NAMED} more)" if len(words) > _NAMED else ""
    return between.join(words[:_NAMED]) + more


def spell(span: timedelta) -> str:
    """Return how long something lasts, in the one unit that says it best, such as ``3 days``."""
    seconds = max(0, round(span.total_seconds()))
    for unit, least in (("days", 86_400), ("hours", 3600), ("minutes", 60)):
        if seconds >= 2 * least:
            return f"{seconds // least:,} {unit}"
    return f"{seconds} seconds"
