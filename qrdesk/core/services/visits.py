"""How often a link was visited, for APIs that know one sort of visit: scans, clicks, robots and programs alike."""

from collections.abc import Mapping
from datetime import date, timedelta

from qrdesk.core.context import Context
from qrdesk.core.hits import rollups, rows
from qrdesk.core.hits.sums import LINK
from qrdesk.core.services.periods import Period, zone_of
from qrdesk.core.services.slug_holders import Holder

_TOTAL = "SELECT scans + clicks + bots FROM rollup_total WHERE link_id = ?"


def count_visits(link: Holder) -> int:
    """Return the visits of all time."""
    found = rows.ask(_TOTAL, (link.row_id,)).fetchone()
    return 0 if found is None else found[0]


def count_by_day(ctx: Context, link: Holder, days: int) -> Mapping[date, int]:
    """Return the visits on each of the last days by the workspace's clock, today's last."""
    zone = zone_of(ctx)
    today = ctx.now.astimezone(zone).date()
    period = Period(today - timedelta(days=days - 1), today, zone)
    first, last = period.day_numbers
    counts = [0] * days
    for _, day, scans, clicks, bots in rollups.read_rows(LINK, [link.row_id], first, last, ("scans", "clicks", "bots")):
        counts[day - first] += scans + clicks + bots
    return dict(zip(period.dates, counts, strict=True))
