"""How often this process answered what is no redirect. Redirects are counted by their hits, at no further cost."""

import threading


class Tally:
    """Counts requests by who answers them. Every thread may call it."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._counts: dict[str, int] = {"pages": 0, "api": 0, "other": 0}

    def add(self, kind: str) -> None:
        """Count one request that goes to the pages, the api, or what is other than these."""
        with self._lock:
            self._counts[kind] += 1

    def counts(self) -> dict[str, int]:
        """Return how many there were since this process started, by kind."""
        with self._lock:
            return dict(self._counts)
