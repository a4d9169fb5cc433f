"""How endpoints did in the last 24 hours, by the hour."""

from collections.abc import Sequence
from datetime import datetime, timedelta

from qrdesk.core.context import Context
from qrdesk.core.hits import rows
from qrdesk.core.models import Endpoint
from qrdesk.core.models.base import from_micros, to_micros
from qrdesk.core.schemas.webhooks import HourView, WatchView
from qrdesk.core.services.endpoint_rows import get_row, list_rows

_HOURS = 24
_HOUR_US = 3_600_000_000
_COUNTS = (
    "SELECT endpoint_id, at / {0}, SUM(CASE WHEN outcome = 'delivered' THEN 1 ELSE 0 END), COUNT(*) FROM attempt "
    "WHERE endpoint_id IN ({1}) AND at >= ? AND outcome <> 'started' GROUP BY endpoint_id, at / {0}"
)


def watch_endpoint(ctx: Context, endpoint_id: str) -> WatchView:
    """Return what arrived at an endpoint and what failed in each of the last 24 hours, the one that runs among them.

    Raises:
        NotFound: no such endpoint in this workspace.
    """
    return _watched(ctx.now, [get_row(ctx, endpoint_id)])[0]


def watch_endpoints(ctx: Context) -> list[WatchView]:
    """Return the last 24 hours of each endpoint that the list has."""
    return _watched(ctx.now, list_rows(ctx))


def _watched(now: datetime, endpoints: Sequence[Endpoint]) -> list[WatchView]:
    last = to_micros(now) // _HOUR_US
    first = last - _HOURS + 1
    found: dict[tuple[int, int], tuple[int, int]] = {}
    if endpoints:
        sql = _COUNTS.format(_HOUR_US, ", ".join(str(one.id) for one in endpoints))
        for endpoint_id, hour, delivered, all_of_them in rows.ask(sql, (first * _HOUR_US,)).fetchall():
            found[endpoint_id, int(hour)] = (int(delivered), int(all_of_them) - int(delivered))
    start = from_micros(first * _HOUR_US)
    watched: list[WatchView] = []
    for one in endpoints:
        counts = [found.get((one.id, first + i), (0, 0)) for i in range(_HOURS)]
        hours = [
            HourView(at=start + timedelta(hours=i), delivered=delivered, failed=failed)
            for i, (delivered, failed) in enumerate(counts)
        ]
        delivered, failed = (sum(counted) for counted in zip(*counts, strict=True))
        watched.append(WatchView(endpoint_id=one.public_id, hours=hours, delivered=delivered, failed=failed))
    return watched
