"""How many links there are, beside Links in the sidebar, until the page of links is made and counts for itself."""

from functools import partial

from PySide6.QtCore import QObject

from qrdesk.client import Client, LinkQuery
from qrdesk.gui import words
from qrdesk.gui.jobs import JobRunner
from qrdesk.gui.session import Session
from qrdesk.gui.shell.window import MainWindow

_LINKS = "links"


class LinkCount(QObject):
    """Asks with every connection, and when links change."""

    def __init__(self, parent: QObject, session: Session, jobs: JobRunner, window: MainWindow) -> None:
        super().__init__(parent)
        self._session, self._jobs, self._window = session, jobs, window
        session.connected.connect(self.look)
        session.links_changed.connect(self.look)

    def look(self) -> None:
        """Ask how many there are, unless the page does."""
        client = self._session.client
        if client is not None and not self._window.is_made(_LINKS):
            self._jobs.run(self, partial(_count, client), partial(self._show, client), lambda _error: None)

    def _show(self, client: Client, count: int) -> None:
        if client is self._session.client and not self._window.is_made(_LINKS):
            self._window.set_badge(_LINKS, words.number(count) if count else "")


def _count(client: Client) -> int:
    return client.links.list(LinkQuery(state="current", limit=1)).pagination.total or 0
