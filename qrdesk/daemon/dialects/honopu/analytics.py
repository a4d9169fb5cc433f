"""Numbers of Honopu: the last scans, and all about one link.

It knows one sort of visit: clicks are scans there, and so are visits of robots and programs. Cities and devices are
told of people only. Days are those of the workspace's time zone. Sums of cities do not know regions, so these are null.
Source: contracts/honopu.md, 2.5 and 2.6.
"""

from collections import Counter
from datetime import date, timedelta
from typing import Any

from qrdesk.core.schemas.analytics import Dimension, TimelineQuery, TopQuery
from qrdesk.core.services import analytics, summaries
from qrdesk.core.services.first_day import find_first_day
from qrdesk.core.services.periods import MAX_DAYS, zone_of
from qrdesk.core.services.recent_scans import RecentScan, list_recent_scans
from qrdesk.daemon.dialects.dialect import Ask, milliseconds

_RECENT = 20  # its documents say so
_MOST = 200


def get_recent(ask: Ask) -> list[dict[str, Any]]:
    """Return the last 20 scans of the workspace, newest first."""
    return [_scan(one) for one in list_recent_scans(ask.ctx, _RECENT)]


def get_link_analytics(ask: Ask) -> dict[str, Any]:
    """Return the scans of one link: all of them, by day from the first one to today, by city, and by device.

    Raises:
        NotFound: no such link.
        QueryTooLong, Busy: hits had to be read, and it took too long.
    """
    summary = ask.do(summaries.get_summary, ask.path["linkId"])
    first = find_first_day(ask.ctx, summary.link_id)
    return {
        "linkId": summary.link_id,
        "shortCode": summary.address.partition("/")[2],
        "totalScans": summary.total_hits + summary.bots,
        **({"byDay": [], "byCity": [], "byDevice": []} if first is None else _sums(ask, summary.link_id, first)),
    }


def _sums(ask: Ask, link_id: str, first: date) -> dict[str, Any]:
    end = ask.ctx.now.astimezone(zone_of(ask.ctx)).date()
    start = min(end, max(first, end - timedelta(days=MAX_DAYS - 1)))
    asked: dict[str, Any] = {"link_id": link_id, "start": start, "end": end}
    points = ask.do(analytics.get_timeline, TimelineQuery(**asked)).points
    days = [{"date": f"{one.at:%Y-%m-%d}", "count": one.scans + one.clicks + (one.bots or 0)} for one in points]
    cities = ask.do(analytics.get_top, TopQuery(dimension=Dimension.CITY, limit=_MOST, **asked)).rows
    devices = Counter[str | None]()
    for row in ask.do(analytics.get_top, TopQuery(dimension=Dimension.DEVICE, **asked)).rows:
        devices[_device(row.value)] += row.hits
    return {
        "byDay": days,
        "byCity": [{**_city(row.value), "count": row.hits} for row in cities],
        "byDevice": [{"deviceType": device, "count": count} for device, count in devices.most_common()],
    }


def _scan(scan: RecentScan) -> dict[str, Any]:
    hit = scan.hit
    return {
        "linkId": hit.link_id,
        "shortCode": scan.slug,
        "city": hit.city.removesuffix(f", {hit.country}") or None,
        "region": hit.region.removeprefix(f"{hit.country}-") or None,
        "country": hit.country or None,
        "deviceType": _device(hit.device),
        "createdAt": milliseconds(hit.at),
    }


def _city(value: str) -> dict[str, Any]:
    """Return the parts of a city as sums name it, such as “Dallas, US”; “other” is all beyond the most frequent."""
    city, _, country = value.rpartition(", ")
    if len(country) != 2:
        city, country = value, ""
    return {"city": city or None, "region": None, "country": country or None}


def _device(value: str) -> str | None:
    return value if value not in {"", "other"} else None
