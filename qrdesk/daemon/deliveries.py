"""Webhooks in the background process: a sender in a thread of its own, so that the drain waits for no receiver."""

import logging
import threading
from collections.abc import Mapping

from qrdesk.core.settings import Settings
from qrdesk.core.webhooks.delivery import Sender

_STOP_S = 10.0  # requests under way get 2 s of it; the rest is for a database that is slow to take what came of them
_log = logging.getLogger("qrdesk.webhooks")


class Deliveries:
    """The webhooks of one process: ``start`` is called once the database is open, ``stop`` once at the end."""

    def __init__(self, settings: Settings) -> None:
        self._settings = settings
        self._stopping = threading.Event()
        self._sender: Sender | None = None
        self._thread: threading.Thread | None = None

    def start(self, secret_key: bytes) -> None:
        """Send from now on."""
        self._sender = Sender(self._settings, secret_key)
        # a daemon: when the process must end, it does
        self._thread = threading.Thread(target=self._run, args=(self._sender,), name="webhooks", daemon=True)
        self._thread.start()

    def stop(self, timeout_s: float = _STOP_S) -> bool:
        """Begin nothing more and write down what ends soon; False when that takes too long: it is sent again later."""
        self._stopping.set()
        if self._thread is not None:
            self._thread.join(timeout_s)
        return self._thread is None or not self._thread.is_alive()

    @property
    def counts(self) -> Mapping[str, int]:
        """What was sent since the start: ``webhooks_sent`` and ``webhooks_failed`` attempts."""
        return self._sender.counts if self._sender is not None else {}

    def _run(self, sender: Sender) -> None:
        try:
            sender.run(self._stopping.is_set)
        except Exception:  # noqa: BLE001 - it says so and not nothing
            _log.exception("Webhooks are not sent any more before QRDesk is started anew.")
