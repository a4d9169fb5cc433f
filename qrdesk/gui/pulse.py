"""Scans as they come in: asked for every second, told to every page that shows them."""

from collections.abc import Callable
from functools import partial

from PySide6.QtCore import QObject, QTimer, Signal

from qrdesk.client import HitQuery
from qrdesk.core.errors import Invalid
from qrdesk.core.schemas.analytics import HitFeed, HitView
from qrdesk.gui.jobs import JobRunner
from qrdesk.gui.session import Session

POLL_MS = 1_000
_AWAY_MS = 5_000  # while nobody answers
_KEPT = 200


class Pulse(QObject):
    """The latest hits, newest first. ``came`` brings the new ones; ``began`` says that the list starts anew."""

    began = Signal()
    came = Signal(object)

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
        self._cursor: str | None = None
        self._waiting = False
        self._turn = 0  # an answer from before another start is of another place
        self.latest: list[HitView] = []
        self.clock = QTimer(self)
        self.clock.setInterval(POLL_MS)
        self.clock.timeout.connect(self.poll)
        session.connected.connect(self.start)

    def start(self) -> None:
        """Forget what was seen of another place, and begin to ask."""
        self._turn += 1
        self._cursor, self.latest, self._waiting = None, [], False
        self.clock.start()
        self.poll()

    def poll(self) -> None:
        """Ask for what is new."""
        client = self._session.client
        if client is None or self._waiting or not self._in_sight():
            return
        self._waiting = True
        query = HitQuery(after=self._cursor, limit=_KEPT)
        here, away = partial(self._here, self._turn), partial(self._away, self._turn)
        self._jobs.run(self, partial(client.analytics.hits, query), here, away)

    def _here(self, turn: int, feed: HitFeed) -> None:
        if turn != self._turn:
            return
        self._waiting = False
        self.clock.setInterval(POLL_MS)
        if feed.more:  # far behind, as after a night asleep: the latest are wanted, not one after the other
            self._cursor, self.latest = None, []
            return
        first, self._cursor = self._cursor is None, feed.cursor
        self.latest = [*feed.hits, *self.latest][:_KEPT]
        if first:
            self.began.emit()
        elif feed.hits:
            self.came.emit(feed.hits)

    def _away(self, turn: int, error: Exception) -> None:
        if turn != self._turn:
            return
        self._waiting = False
        if isinstance(error, Invalid) and self._cursor is not None:
            self._cursor, self.latest = None, []  # the server does not know its own mark any more: begin at the latest
        else:
            self.clock.setInterval(_AWAY_MS)
