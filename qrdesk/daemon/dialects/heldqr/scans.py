"""Scans of Heldqr: how much of them is told depends on the plan (heldqr.md, 2.5 and 7).

It knows one sort of visit: clicks count as scans there, and so do visits of robots and programs. Countries and devices
are told of people only.
"""

from collections import Counter
from collections.abc import Mapping
from datetime import timedelta
from typing import Any

from qrdesk.core.schemas.analytics import Dimension, TimelineQuery, TopQuery
from qrdesk.core.services import analytics, summaries
from qrdesk.core.services.periods import MAX_DAYS, zone_of
from qrdesk.core.services.scan_window import find_scan_days
from qrdesk.core.services.shortcodes import get_link_id
from qrdesk.daemon.dialects.dialect import Ask

_LONGEST_DAYS = 365  # of the largest plan in its documents, and of those of ours that have no bound
_MOST = 200
# It knows three classes of devices. Of hits that are only counted the class is not known, and none is told.
_DEVICES = {"mobile": "mobile", "tablet": "tablet", "desktop": "desktop", "tv": "desktop", "other": "desktop"}


def get_scans(ask: Ask) -> dict[str, Any]:
    """Return the total of all time and, where the plan has days, the scans of each day, by country and by device.

    Raises:
        NotFound, Conflict: as ``get_link_id`` says.
        QueryTooLong, Busy: hits had to be read, and it took too long.
    """
    link_id = get_link_id(ask.ctx, ask.path["shortcode"])
    summary = ask.do(summaries.get_summary, link_id)
    data: dict[str, Any] = {"shortcode": summary.address.partition("/")[2], "total": summary.total_hits + summary.bots}
    days = find_scan_days(ask.ctx)
    if days != 0:
        data.update(_window(ask, link_id, min(days or _LONGEST_DAYS, MAX_DAYS)))
    return {"data": data}


def _window(ask: Ask, link_id: str, days: int) -> dict[str, Any]:
    end = ask.ctx.now.astimezone(zone_of(ask.ctx)).date()
    asked: dict[str, Any] = {"link_id": link_id, "start": end - timedelta(days=days - 1), "end": end}
    daily = ask.do(analytics.get_timeline, TimelineQuery(**asked)).points
    countries = _counts(ask, TopQuery(dimension=Dimension.COUNTRY, limit=_MOST, **asked))
    devices = Counter[str]()
    for device, count in _counts(ask, TopQuery(dimension=Dimension.DEVICE, **asked)).items():
        if device in _DEVICES:
            devices[_DEVICES[device]] += count
    return {
        "window_days": days,
        "daily": [{"date": f"{one.at:%Y-%m-%d}", "count": one.scans + one.clicks + (one.bots or 0)} for one in daily],
        "countries": [{"country": name, "count": count} for name, count in countries.items() if len(name) == 2],
        "devices": [{"device": name, "count": count} for name, count in devices.most_common()],
    }


def _counts(ask: Ask, query: TopQuery) -> Mapping[str, int]:
    return {row.value: row.hits for row in ask.do(analytics.get_top, query).rows}
