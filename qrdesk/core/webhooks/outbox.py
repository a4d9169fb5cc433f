"""Events, written in the transaction of what they tell: they happen together or not at all.

The list of events reads them here, and webhooks are sent from here. What happens without anybody asking for it is
always written; what somebody did or visited, only where an endpoint wants to be told.
"""

import json
from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any, NamedTuple

from qrdesk.core import ids
from qrdesk.core.hits import rows
from qrdesk.core.models.base import to_micros
from qrdesk.core.webhooks import wanting

_INSERT = "INSERT INTO outbox (event_id, at, workspace_id, link_id, kind, body, pending)"
_ONCE = "ON CONFLICT (event_id) DO NOTHING"  # whoever comes to tell the same event twice: the first one stays


class Event(NamedTuple):
    """An event as it is kept: ``at`` is microseconds since 1970 UTC, ``body`` is JSON."""

    event_id: str
    at: int
    workspace_id: int
    link_id: int | None
    kind: str
    body: str
    pending: bool = True


def write(
    workspace_id: int,
    kind: str,
    body: Mapping[str, Any],
    *,
    at: datetime,
    link_id: int | None = None,
    event_id: str | None = None,
) -> str:
    """Write an event within the running transaction; return its id.

    ``kind`` is a name such as ``link.destination_down``; ``body`` is what JSON can say. Whoever may come to tell the
    same event twice names it by ``event_id``: the first one stays. It waits to be sent only where an endpoint wants it
    by now: what was told before anybody listened is no news to one who comes later.
    """
    named = event_id or mint_id()
    pending = bool(wanting.load([workspace_id], at).find(workspace_id, kind, link_id))
    write_all([Event(named, to_micros(at), workspace_id, link_id, kind, text_of(body), pending)])
    return named


def write_all(events: Sequence[Event]) -> None:
    """Write events in their order, within the running transaction."""
    rows.run(_INSERT, events, _ONCE)


def mint_id() -> str:
    """Return the id of a new event; ids sort by time."""
    return f"evt_{ids.mint_uuid().replace('-', '')}"


def text_of(body: Mapping[str, Any]) -> str:
    """Return a body as it is kept.

    Raises:
        ValueError: JSON has no word for a number in it.
    """
    return json.dumps(body, allow_nan=False, separators=(",", ":"))
