"""Days of one workspace, cut into pieces that are small enough to be counted while nobody else may write."""

from collections.abc import Iterable, Mapping
from typing import NamedTuple

from qrdesk.core.hits import rows
from qrdesk.core.hits.days import Days, days_of

FIRST_DAY, LAST_DAY = 0, 2_932_001  # days since 1970: what is counted lies between them
_DAY_US = 86_400_000_000
_EVER_US = 1 << 62


class Span(NamedTuple):
    """Days of a workspace, as days since 1970-01-01. ``end`` is the first day that is not in it."""

    workspace_id: int
    first: int
    end: int


def cut(workspace_id: int, weights: Mapping[int, int], most: int) -> list[Span]:
    """Return spans that cover every day there could be, in order; in each at most ``most`` lies, or it is a single day.

    ``weights`` says how much lies in a day. Days between those are covered too: something may come to lie in them.
    """
    found: list[Span] = []
    first, held = FIRST_DAY, 0
    for day, weight in sorted(weights.items()):
        if held and held + weight > most:
            found.append(Span(workspace_id, first, day))
            first, held = day, 0
        held += weight
    return [*found, Span(workspace_id, first, LAST_DAY)]


def weigh(*counted: Iterable[tuple[int, int]]) -> dict[int, int]:
    """Return how much lies in each day; ``counted`` are days with a number each."""
    found: dict[int, int] = {}
    for some in counted:
        for day, number in some:
            found[day] = found.get(day, 0) + number
    return found


def hits_by_day(workspace_id: int) -> list[tuple[int, int]]:
    """Return about how many hits are stored for each day."""
    sql = "SELECT at / ?, COUNT(*) FROM hit WHERE workspace_id = ? GROUP BY 1"
    return [(int(day), count) for day, count in rows.ask(sql, (_DAY_US, workspace_id)).fetchall()]


def whole_from(workspace_id: int, days: Days) -> int:
    """Return the first day of which no hit has been deleted; ``days`` are the workspace's."""
    found = rows.ask("SELECT hits_from FROM workspace WHERE id = ?", (workspace_id,)).fetchone()
    if found is None or found[0] is None:
        return FIRST_DAY
    day = days.number(workspace_id, found[0])
    return day if days.first_us(workspace_id, day) >= found[0] else day + 1


def whole_part(span: Span) -> Span:
    """Return that part of a span of which no hit has been deleted, perhaps an empty one."""
    first = whole_from(span.workspace_id, days_of([span.workspace_id]))
    return span._replace(first=min(max(span.first, first), span.end))


def bounds_us(span: Span, days: Days) -> tuple[int, int]:
    """Return when a span begins and when it is over, in microseconds since 1970 UTC."""
    begins = -_EVER_US if span.first <= FIRST_DAY else days.first_us(span.workspace_id, span.first)
    ends = _EVER_US if span.end >= LAST_DAY else days.first_us(span.workspace_id, span.end)
    return begins, ends
