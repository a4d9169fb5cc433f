"""Has requests refused that wait for a PostgreSQL that hangs: it takes callers and questions, and never answers.

Else each would hold its thread for as long as that lasts, and links with a password, which ask no database, would have
nobody to answer them. Plain redirects wait for none of this.
"""

import threading
from collections.abc import Callable

from qrdesk.core import database

_TURN_S = 1.0


class Impatience:
    """Looks each second, in a thread of its own, whether the database leaves everybody waiting."""

    def __init__(self, is_waiting: Callable[[], bool]) -> None:
        """``is_waiting`` is ``PlanStore.is_waiting``."""
        self._is_waiting = is_waiting
        self._stopping = threading.Event()
        self._thread = threading.Thread(target=self._keep, name="impatience", daemon=True)

    def start(self) -> None:
        """Look from now on."""
        self._thread.start()

    def stop(self) -> None:
        """Let the thread end."""
        self._stopping.set()

    def _keep(self) -> None:
        while not self._stopping.wait(_TURN_S):
            if self._is_waiting():
                database.let_go()
