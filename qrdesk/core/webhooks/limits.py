"""Telling that a link has had all of its hits: a visitor took the last one, or somebody lowered the limit."""

from datetime import datetime

from qrdesk.core.webhooks import briefs, outbox

REACHED = "link.limit_reached"


def tell_reached(workspace_id: int, link_id: int, hit_limit: int, now: datetime) -> None:
    """Tell, within the running transaction, that a link has had all hits of its limit."""
    body = {"link": briefs.load([link_id], now)[link_id], "hit_limit": hit_limit}
    outbox.write(workspace_id, REACHED, body, at=now, link_id=link_id)
