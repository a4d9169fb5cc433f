"""How the palette finds what is kept where the links are: it is asked there, in a job."""

from collections.abc import Callable, Sequence
from typing import Any

from PySide6.QtCore import QObject

from qrdesk.client import Client
from qrdesk.core.schemas.base import Page
from qrdesk.gui.jobs import JobRunner
from qrdesk.gui.routes import Routes
from qrdesk.gui.session import Session
from qrdesk.gui.shell.palette_list import Hit

LONGEST = 200  # characters that are looked for


class Finder(QObject):
    """Has things searched where they are. Where nobody answers, nothing is found."""

    def __init__(self, owner: QObject, session: Session, jobs: JobRunner, routes: Routes) -> None:
        super().__init__(owner)
        self._session, self._jobs, self._routes = session, jobs, routes

    def find(self, text: str, found: Callable[[Sequence[Hit]], None]) -> None:
        """Look for ``text``."""
        client, text = self._session.client, text.strip()[:LONGEST]
        if client is None or not text:
            return

        def here(page: Page[Any]) -> None:
            found([hit for one in page.data if (hit := self._hit(one)) is not None])

        self._jobs.run(self, self._asking(client, text), here, lambda _error: None)

    def _asking(self, client: Client, text: str) -> Callable[[], Page[Any]]:
        """Return the work that asks for what ``text`` may mean, and refuses there what nobody can look for."""
        raise NotImplementedError

    def _hit(self, one: Any) -> Hit | None:
        """Return how one of them is shown; None: not at all."""
        raise NotImplementedError
