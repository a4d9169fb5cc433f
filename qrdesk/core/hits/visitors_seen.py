"""Who visited some links on a day, told from the hits themselves while they are kept."""

from collections.abc import Iterator

from qrdesk.core.hits import rows, spans
from qrdesk.core.hits.days import Days
from qrdesk.core.hits.spans import Span

_SEEN = (
    "SELECT link_id, visitor FROM hit "  # DISTINCT would have SQLite read all hits, by link
    "WHERE workspace_id = ? AND at >= ? AND at < ? AND NOT bot AND visitor <> ''"
)


def seen_on(workspace_id: int, day: int, days: Days) -> Iterator[tuple[int, str]]:
    """Yield the links of a workspace with their visitors of a day, some of them often; ``days`` are the workspace's."""
    bounds = spans.bounds_us(Span(workspace_id, day, day + 1), days)
    yield from rows.ask(_SEEN, (workspace_id, *bounds)).fetchall()
