"""Hits as they are shown and written to files: with the values that they name, and the link's own name."""

from collections.abc import Mapping, Sequence
from typing import Any

from qrdesk.core.context import Context
from qrdesk.core.hits import hit_ids, rows
from qrdesk.core.models import Link
from qrdesk.core.models.base import from_micros
from qrdesk.core.schemas.analytics import HitView
from qrdesk.core.services import hit_marks
from qrdesk.core.services.queries import tuples

_AGENT = "device, os, os_version, browser, browser_version, in_app"
_PLACE = "country, region, city"
_ORIGIN = "referrer_host, referrer_class, utm_source, utm_medium, utm_campaign, utm_term, utm_content"
_WAY = "destination, rule, variant, code"
_VALUES = ", ".join((_AGENT, _PLACE, _ORIGIN, _WAY)).split(", ")
Hits = list[tuple[Any, ...]]


def read(which: str, parameters: Sequence[Any], order: str, limit: int) -> Hits:
    """Return number, moment and all that is known of some hits; ``which`` and ``order`` are SQL about ``hit``."""
    chosen = f"SELECT * FROM hit WHERE {which} ORDER BY {order} LIMIT {limit}"  # noqa: S608 - our own words only
    sql = (
        f"SELECT h.id AS id, h.at AS at, h.hit_id, h.link_id, h.scan, h.bot, h.language, {', '.join(_VALUES)} "  # noqa: S608 - our own words only
        f"FROM ({chosen}) AS h JOIN hit_agent ON hit_agent.id = h.agent_id JOIN hit_place ON hit_place.id = h.place_id "
        f"JOIN hit_origin ON hit_origin.id = h.origin_id JOIN hit_way ON hit_way.id = h.way_id ORDER BY {order}"
    )
    return rows.ask(sql, parameters).fetchall()


def views(ctx: Context, hits: Hits, names: Mapping[int, tuple[str, str]]) -> list[HitView]:
    """Return hits as callers see them; ``names`` has id and title of each one's link."""
    key = hit_marks.key_of_ids(ctx.secret_key)
    return [HitView.model_validate(fields(key, hit, *names[hit[3]])) for hit in hits if hit[3] in names]


def fields(key: bytes, hit: Sequence[Any], link_id: str, title: str) -> dict[str, Any]:
    """Return the fields of one hit; ``key`` makes its id."""
    _, at, hit_id, _, scan, bot, language, *values = hit
    return {
        "id": hit_ids.id_of(key, hit_id, at),
        "at": from_micros(at),
        "link_id": link_id,
        "title": title,
        "source": "scan" if scan else "click",
        "bot": bool(bot),
        "language": language,
        **dict(zip(_VALUES, values, strict=True)),
    }


def names_of(link_ids: set[int]) -> dict[int, tuple[str, str]]:
    """Return id and title of links; the slug where a link has no title."""
    columns = (Link.id, Link.public_id, Link.title, Link.slug)
    found = tuples(Link.select(*columns).where(Link.id.in_(list(link_ids))))
    return {row_id: (public_id, title or slug) for row_id, public_id, title, slug in found}
