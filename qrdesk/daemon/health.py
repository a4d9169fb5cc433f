"""Whether this process does all it should: the answer of ``/healthz``."""

import json
import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from qrdesk import __version__
from qrdesk.core.hits.spool import Counters
from qrdesk.core.redirect.store import PlanStore
from qrdesk.daemon.pages import Answer, json_answer
from qrdesk.daemon.redirect import Redirects

_REMEMBERED_S = 60.0  # how long a dropped hit shows
_SILENT_S = 15.0  # the background process speaks every second, and needs a few to start


@dataclass(frozen=True, slots=True)
class Health:
    """Reads what the parts say about themselves; asks no database."""

    database_id: str
    store: PlanStore
    redirects: Redirects
    counters: Callable[[], Counters]
    background: Path  # the file in which the background process says how it is
    started_at: float = field(default_factory=time.time)

    def answer(self) -> Answer:
        """Return 200 and "ok", or 503, "degraded" and the reason. Counts are those of one web process.

        ``lag_ms`` is how long the oldest hit had waited that was counted last.
        """
        counters = self.counters()
        told, silent_s = self._told()
        body: dict[str, object] = {
            "status": "ok",
            "database_id": self.database_id,
            "version": __version__,
            "hits": {"spooled": counters.spooled, "dropped": counters.dropped, "lag_ms": told.get("lag_ms", 0)},
        }
        reason = self._dropping() or self.store.trouble() or _not_counting(told, silent_s)
        if not reason:
            return json_answer("200 OK", body)
        return json_answer("503 Service Unavailable", {**body, "status": "degraded", "reason": reason})

    def _dropping(self) -> str:
        dropped_at = self.redirects.dropped_at
        if dropped_at is None or time.monotonic() - dropped_at > _REMEMBERED_S:
            return ""
        return "Hits of the last minute could not be recorded. Redirects go on; look at the disk of the data folder."

    def _told(self) -> tuple[dict[str, Any], float]:
        """Return what the background process said last, and how many seconds ago; nothing of an earlier daemon's."""
        try:
            told_at = self.background.stat().st_mtime
            told = json.loads(self.background.read_text("utf-8"))
        except (OSError, ValueError):
            told_at, told = 0.0, {}
        if told_at < self.started_at:
            return {}, time.time() - self.started_at
        return told, time.time() - told_at


def _not_counting(told: Mapping[str, Any], silent_s: float) -> str:
    trouble = str(told.get("trouble", ""))
    if silent_s > _SILENT_S:
        trouble = f"The background process has been silent for {silent_s:.0f} seconds."
    return f"Hits are kept, but not counted at the moment. {trouble}" if trouble else ""
