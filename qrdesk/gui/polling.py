"""Asking again and again where the links are, while somebody sees the answers."""

from collections.abc import Callable
from functools import partial
from typing import Any

from PySide6.QtCore import QObject, QTimer

from qrdesk.client import Client
from qrdesk.gui.jobs import JobRunner
from qrdesk.gui.session import Session

POLL_MS = 1_000
_AWAY_MS = 5_000  # while nobody answers


class Polling(QObject):
    """Asks every second, one question at a time; an answer that is of another place counts for nothing."""

    def __init__(
        self,
        session: Session,
        jobs: JobRunner,
        parent: QObject | None = None,
        in_sight: Callable[[], bool] = lambda: True,
    ) -> None:
        """Ask only while ``in_sight`` says that somebody sees the answers."""
        super().__init__(parent)
        self._session, self._jobs, self._in_sight = session, jobs, in_sight
        self._waiting = False
        self._turn = 0  # an answer from before another start is of another place
        self._forget()
        self.clock = QTimer(self)
        self.clock.setInterval(POLL_MS)
        self.clock.timeout.connect(self.poll)
        session.connected.connect(self.start)

    def start(self) -> None:
        """Forget what was seen of another place, and begin to ask."""
        self._turn += 1
        self._waiting = False
        self._forget()
        self.clock.start()
        self.poll()

    def poll(self) -> None:
        """Ask for what is new."""
        client = self._session.client
        if client is None or self._waiting or not self._in_sight():
            return
        self._waiting = True
        self._jobs.run(self, self._asking(client), partial(self._here, self._turn), partial(self._away, self._turn))

    def _here(self, turn: int, answer: Any) -> None:
        if turn == self._turn:
            self._waiting = False
            self.clock.setInterval(POLL_MS)
            self._take(answer)

    def _away(self, turn: int, error: Exception) -> None:
        if turn == self._turn:
            self._waiting = False
            self.clock.setInterval(_AWAY_MS)
            self._not_answered(error)

    def _forget(self) -> None:
        """Forget what was seen."""
        raise NotImplementedError

    def _asking(self, client: Client) -> Callable[[], object]:
        """Return the work that asks for what came since the last answer."""
        raise NotImplementedError

    def _take(self, answer: Any) -> None:
        """Tell what came."""
        raise NotImplementedError

    def _not_answered(self, error: Exception) -> None:
        """Do what there is to do; it is asked less often by now."""
        raise NotImplementedError
