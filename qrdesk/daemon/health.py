"""Whether this server does all it should: the answer of ``/healthz``; and whether it leads visitors: ``/readyz``."""

import time
from collections.abc import Mapping
from dataclasses import dataclass, field

from qrdesk import __version__
from qrdesk.core.redirect.store import PlanStore
from qrdesk.daemon.figures import BACKGROUND, Figures, Told, total
from qrdesk.daemon.pages import Answer, json_answer

SILENT_S = 15.0  # every process speaks every second, and needs a few to start
_REMEMBERED_S = 60.0  # how long a dropped hit shows


@dataclass(frozen=True, slots=True)
class Health:
    """Reads what the processes say about themselves; asks no database."""

    database_id: str
    store: PlanStore
    figures: Figures
    started_at: float = field(default_factory=time.time)

    def answer(self) -> Answer:
        """Return 200 and "ok", or 503, "degraded" and the reason. Counts are those of all processes of the server.

        ``lag_ms`` is how long the oldest hit had waited that was counted last.
        """
        now_s = time.time()
        everybody = self.figures.everybody()
        background = everybody.get(BACKGROUND)
        lag_ms = int(lag_s(background, now_s) * 1000) if background is not None else 0
        hits = {"spooled": total(everybody, "spooled"), "dropped": total(everybody, "dropped"), "lag_ms": lag_ms}
        body: dict[str, object] = {
            "status": "ok",
            "database_id": self.database_id,
            "version": __version__,
            "hits": hits,
        }
        reason = _dropping(everybody, now_s) or self.store.trouble() or self._not_counting(background, now_s)
        if not reason:
            return json_answer("200 OK", body)
        return json_answer("503 Service Unavailable", {**body, "status": "degraded", "reason": reason})

    def _not_counting(self, background: Told | None, now_s: float) -> str:
        heard_at = max(background.at if background is not None else 0.0, self.started_at)
        silent_s = now_s - heard_at
        trouble = str(background.state.get("trouble", "")) if background is not None else ""
        if silent_s > SILENT_S:
            trouble = f"The background process has been silent for {silent_s:.0f} seconds."
        return f"Hits are kept, but not counted at the moment. {trouble}" if trouble else ""


def ready(store: PlanStore) -> Answer:
    """Return 200 as long as this process knows where links lead, from memory while the database is away; else 503.

    For what stands in front of several servers: one that leads visitors must stay in its round, degraded or not.
    """
    if store.is_loaded():
        return json_answer("200 OK", {"status": "ready"})
    reason = "The links are not loaded yet."
    return json_answer("503 Service Unavailable", {"status": "starting", "reason": reason})


def lag_s(background: Told, now_s: float) -> float:
    """Return how many seconds hits wait; while the background process is silent, those since it spoke included."""
    lag_ms = background.state.get("lag_ms", 0)
    silent_s = now_s - background.at
    seconds = lag_ms / 1000 if isinstance(lag_ms, int | float) else 0.0
    return seconds + silent_s if silent_s > SILENT_S and background.state.get("waiting_bytes") else seconds


def _dropping(everybody: Mapping[str, Told], now_s: float) -> str:
    dropped = [told.state.get("dropped_at", 0) for told in everybody.values()]
    if any(isinstance(at, int | float) and now_s - at <= _REMEMBERED_S for at in dropped):
        return "Hits of the last minute could not be recorded. Redirects go on; look at the disk of the data folder."
    return ""
