"""Events, written in the transaction of what they tell: they happen together or not at all.

The list of events reads them here, and webhooks will be sent from here. Hits write none yet: an event for each hit
comes with the webhooks, which are the first to want one.
"""

import json
from collections.abc import Mapping
from datetime import datetime
from typing import Any

from qrdesk.core import database, ids
from qrdesk.core.hits import rows
from qrdesk.core.models.base import to_micros

KEPT_DAYS = 30
_COLUMNS = "event_id, at, workspace_id, link_id, kind, body, pending"


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
    same event twice names it by ``event_id``: the first one stays.
    """
    event_id = event_id or f"evt_{ids.mint_uuid().replace('-', '')}"
    text = json.dumps(body, allow_nan=False, separators=(",", ":"))
    row = (event_id, to_micros(at), workspace_id, link_id, kind, text, True)
    rows.run(f"INSERT INTO outbox ({_COLUMNS})", [row], "ON CONFLICT (event_id) DO NOTHING")
    return event_id


def sweep(before: datetime) -> None:
    """Delete the events told before a moment."""
    with database.write():
        rows.ask("DELETE FROM outbox WHERE at < ?", (to_micros(before),))
