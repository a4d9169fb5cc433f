"""Who visited some links on a day, told from the hits themselves while they are kept."""

from collections.abc import Iterator

from qrdesk.core.hits import rows, spans
from qrdesk.core.hits.days import Days
from qrdesk.core.hits.spans import Span

_SEEN = (
    "SELECT DISTINCT link_id, visitor FROM hit "
    "WHERE workspace_id = ? AND at >= ? AND at < ? AND NOT bot AND visitor <> ''"
)


def seen_on(workspace_id: int, day: int, days: Days) -> Iterator[tuple[int, str]]:
    """Yield each link of a workspace with each of its visitors of a day; ``days`` are the workspace's."""
    bounds = spans.bounds_us(Span(workspace_id, day, day + 1), days)
    yield from rows.ask(_SEEN, (workspace_id, *bounds)).fetchall()
