"""How a link is shown wherever it is told: its addresses, and what a visitor meets there."""

from datetime import datetime
from typing import NamedTuple
from urllib.parse import quote

from qrdesk.core.schemas.links import LinkState


class Held(NamedTuple):
    """What decides whether a link leads anywhere."""

    deleted_at: datetime | None
    suspended_at: datetime | None
    archived_at: datetime | None
    paused_at: datetime | None
    starts_at: datetime | None
    ends_at: datetime | None
    hit_limit: int | None
    hits_used: int


def short_url(scheme: str, host: str, slug: str) -> str:
    """Return the address that people are told: a hit there is a click."""
    return f"{scheme}://{host}/{quote(slug)}"


def code_url(scheme: str, host: str, slug: str) -> str:
    """Return what a code carries: a hit at ``/r/`` is a scan, anywhere else a click."""
    return f"{scheme}://{host}/r/{quote(slug)}"


def state_of(link: Held, now: datetime) -> LinkState:
    """Return what a visitor of the link meets at ``now``, an aware instant."""
    met = (
        (link.deleted_at is not None, LinkState.DELETED),
        (link.suspended_at is not None, LinkState.SUSPENDED),
        (link.archived_at is not None, LinkState.ARCHIVED),
        (link.paused_at is not None, LinkState.PAUSED),
        (link.starts_at is not None and now < link.starts_at, LinkState.SCHEDULED),
        (link.ends_at is not None and now >= link.ends_at, LinkState.EXPIRED),
        (link.hit_limit is not None and link.hits_used >= link.hit_limit, LinkState.USED_UP),
    )
    return next((state for holds, state in met if holds), LinkState.LIVE)
