"""Scans as they come in: asked for every second, told to every page that shows them."""

from collections.abc import Callable
from functools import partial

from PySide6.QtCore import Signal

from qrdesk.client import Client, HitQuery
from qrdesk.core.errors import Invalid
from qrdesk.core.schemas.analytics import HitFeed, HitView
from qrdesk.gui.polling import POLL_MS, Polling

_KEPT = 200


class Pulse(Polling):
    """The latest hits, newest first. ``came`` brings the new ones; ``began`` says that the list starts anew."""

    began = Signal()
    came = Signal(object)

    _cursor: str | None
    latest: list[HitView]

    def _forget(self) -> None:
        self._cursor, self.latest = None, []

    def _asking(self, client: Client) -> Callable[[], HitFeed]:
        return partial(client.analytics.hits, HitQuery(after=self._cursor, limit=_KEPT))

    def _take(self, answer: HitFeed) -> None:
        if answer.more:  # far behind, as after a night asleep: the latest are wanted, not one after the other
            self._forget()
            return
        first, self._cursor = self._cursor is None, answer.cursor
        self.latest = [*answer.hits, *self.latest][:_KEPT]
        if first:
            self.began.emit()
        elif answer.hits:
            self.came.emit(answer.hits)

    def _not_answered(self, error: Exception) -> None:
        if isinstance(error, Invalid) and self._cursor is not None:
            self._forget()  # the server does not know its own mark any more: begin at the latest
            self.clock.setInterval(POLL_MS)
