"""How many endpoints need somebody, in red beside Webhooks in the sidebar."""

from collections.abc import Sequence
from functools import partial

from PySide6.QtCore import QObject, QTimer

from qrdesk.client import Client
from qrdesk.core.schemas.webhooks import EndpointView
from qrdesk.gui import words
from qrdesk.gui.jobs import JobRunner
from qrdesk.gui.session import Session
from qrdesk.gui.shell.window import MainWindow

PAGE = "webhooks"
_LOOK_MS = 60_000
_TROUBLE = frozenset({"failing", "disabled"})


class WebhookCount(QObject):
    """Asks with every connection, and every minute while the page itself is not in sight."""

    def __init__(self, parent: QObject, session: Session, jobs: JobRunner, window: MainWindow) -> None:
        super().__init__(parent)
        self._session, self._jobs, self._window = session, jobs, window
        self.clock = QTimer(self)
        self.clock.setInterval(_LOOK_MS)
        self.clock.timeout.connect(self.look)
        session.connected.connect(self._connected)

    def look(self) -> None:
        """Ask how many there are, unless the page does."""
        client = self._session.client
        if client is not None and self._window.current_page() != PAGE:
            self._jobs.run(self, client.webhooks.list, partial(self._show, client), lambda _error: None)

    def _connected(self) -> None:
        self._window.set_badge(PAGE, "")
        self.clock.start()
        self.look()

    def _show(self, client: Client, endpoints: Sequence[EndpointView]) -> None:
        if client is self._session.client:
            show_count(self._window, endpoints)


def show_count(window: MainWindow, endpoints: Sequence[EndpointView]) -> None:
    """Show how many of these are failing or disabled."""
    count = sum(one.state in _TROUBLE for one in endpoints)
    window.set_badge(PAGE, words.number(count) if count else "", alarm=True)
