"""Numbers: the hits of a link, and what a key has used in this month.

It knows one sort of hit: scans, clicks, and visits of robots and programs. What is frequent is told of people only.
"""

from collections.abc import Mapping
from datetime import timedelta
from typing import Any

from qrdesk.core.schemas.analytics import Dimension, TopQuery
from qrdesk.core.schemas.usage import Meter
from qrdesk.core.services import analytics, keys, short_ids, usage
from qrdesk.core.services.periods import MAX_DAYS, zone_of
from qrdesk.core.services.slug_holders import Holder
from qrdesk.core.services.visits import count_by_day, count_visits
from qrdesk.daemon.dialects.dialect import Ask

_DAYS = 30
_SHOWN = 10
_ASKED = 200  # values: cities of one name in two countries are one here
_DEVICES = frozenset({"desktop", "mobile", "tablet"})
_PARTS: Mapping[str, Dimension] = {
    "referrers": Dimension.REFERRER,
    "countries": Dimension.COUNTRY,
    "regions": Dimension.REGION,
    "cities": Dimension.CITY,
    "devices": Dimension.DEVICE,
}


def get_analytics(ask: Ask) -> dict[str, Any]:
    """Return all numbers of a link: lifetime sums, the last 30 days, and the ten most frequent of each kind."""
    link = short_ids.get_owned(ask.ctx, ask.path["short_id"])
    daily = count_by_day(ask.ctx, link, _DAYS)
    return {
        "total_hits": count_visits(link),
        "last_7_days": sum(list(daily.values())[-7:]),
        "daily": [{"date": day.isoformat(), "count": count} for day, count in daily.items()],
        **{part: _top(ask, link, dimension) for part, dimension in _PARTS.items()},
    }


def get_summary(ask: Ask) -> dict[str, Any]:
    """Return the sums of a link."""
    link = short_ids.get_owned(ask.ctx, ask.path["short_id"])
    counts = list(count_by_day(ask.ctx, link, _DAYS).values())
    return {
        "short_id": link.slug,
        "total_hits": count_visits(link),
        "last_7_days": sum(counts[-7:]),
        "last_30_days": sum(counts),
    }


def get_usage(ask: Ask) -> dict[str, Any]:
    """Return what the key that asks has used in this month, and may use by the tighter of the plans it is bound by."""
    own, found = keys.find_own_key(ask.ctx), ask.do(usage.get_usage)
    all_of_it, by_key = found.workspace, found.key or found.workspace
    return {
        "api_key_id": None if own is None else own.uuid,
        "month": found.month,
        "usage": {
            "links_created": _tighter(all_of_it.links, by_key.links),
            "hits_served": _tighter(all_of_it.hits, by_key.hits),
            "webhook_deliveries": _tighter(all_of_it.deliveries, by_key.deliveries),
        },
    }


def _top(ask: Ask, link: Holder, dimension: Dimension) -> list[dict[str, Any]]:
    now = ask.ctx.now.astimezone(zone_of(ask.ctx)).date()
    first = max(link.created_at.date() - timedelta(days=1), now - timedelta(days=MAX_DAYS - 1))
    query = TopQuery(dimension=dimension, link_id=link.id, start=first, limit=_ASKED)
    counted: dict[str, int] = {}
    for row in ask.do(analytics.get_top, query).rows:
        label = row.value.rpartition(", ")[0] if dimension is Dimension.CITY else row.value
        if label and (dimension is not Dimension.DEVICE or label in _DEVICES):
            counted[label] = counted.get(label, 0) + row.hits
    best = sorted(counted.items(), key=lambda one: (-one[1], one[0]))[:_SHOWN]
    return [{"label": label, "count": count} for label, count in best]


def _tighter(workspace: Meter, key: Meter) -> dict[str, int | None]:
    limited = [one for one in (key, workspace) if one.limit is not None]
    shown = min(limited, key=lambda one: (one.limit or 0) - one.current, default=key)
    return {"current": shown.current, "limit": shown.limit}
