"""Hits as the drain stores them, for tests that look at them."""

import secrets
from collections.abc import Mapping
from datetime import UTC, datetime

from qrdesk.core import database
from qrdesk.core.hits.hit_row import Agent, HitRow, Origin, Place, Way
from qrdesk.core.hits.ingest import store_hits
from qrdesk.core.models import Link
from qrdesk.core.schemas.links import LinkView

_USUAL: Mapping[str, str] = {
    "country": "DE",
    "device": "mobile",
    "os": "iOS",
    "browser": "Safari",
    "referrer_class": "direct",
}


def store(link: LinkView, count: int = 1, at: datetime | None = None, **facts: str | bool) -> None:
    """Store ``count`` hits of ``link``: scans from Germany on a phone, unless ``facts`` say something else."""
    when = int((at or datetime.now(UTC)).timestamp() * 1e6)
    known = {**_USUAL} | {name: value for name, value in facts.items() if isinstance(value, str)}
    with database.scope(), database.write():
        row = Link.get(Link.public_id == link.id)
        store_hits([_hit(row, when, known, bot=bool(facts.get("bot"))) for _ in range(count)])


def _hit(row: Link, at: int, known: Mapping[str, str], *, bot: bool) -> HitRow:
    return HitRow(
        secrets.token_hex(12),
        at,
        row.workspace_id,
        row.id,
        known.get("source", "scan") == "scan",
        bot,
        known.get("language", "de"),
        "" if bot else known.get("visitor", secrets.token_hex(8)),
        Agent(**_of(Agent._fields, known)),
        Place(**_of(Place._fields, known)),
        Origin(**_of(Origin._fields, known)),
        Way(**_of(Way._fields, known)),
    )


def _of(fields: tuple[str, ...], known: Mapping[str, str]) -> dict[str, str]:
    return {name: known[name] for name in fields if name in known}
