"""Pages follow what is changed elsewhere, and a server that was away and answers again."""

from collections.abc import Callable
from typing import Protocol, runtime_checkable

from PySide6.QtCore import QObject

from qrdesk.client import ChangesView
from qrdesk.gui.changes import SHOWN, SHOWN_WITH_LINKS, Changes
from qrdesk.gui.jobs import JobRunner
from qrdesk.gui.server import Server
from qrdesk.gui.session import Session
from qrdesk.gui.shell.server_pill import ServerState
from qrdesk.gui.shell.window import MainWindow

_HEAR = frozenset({"home", "links", "studio", "analytics"})  # ask anew by themselves where links have changed


@runtime_checkable
class Follows(Protocol):
    """A page that knows best how to take in what was changed."""

    def changed_elsewhere(self, found: ChangesView) -> None:
        """Show it; what is chosen, typed and scrolled to stays."""
        ...


@runtime_checkable
class Refreshes(Protocol):
    """A page that asks for its content when it is shown."""

    def refresh(self) -> None: ...


class Elsewhere(QObject):
    """Asks for changes while the window is in sight; what is chosen, typed and scrolled to stays."""

    def __init__(
        self, parent: QObject, session: Session, jobs: JobRunner, window: MainWindow, server: Server,
        is_open: Callable[[], bool], count: Callable[[], object],
    ) -> None:  # fmt: skip
        """``is_open`` says whether the frame with its pages is shown, ``count`` counts the links anew."""
        super().__init__(parent)
        self._session, self._window, self._server, self._is_open, self._count = session, window, server, is_open, count
        self.changes = Changes(session, jobs, self, self._in_sight)
        self.changes.came.connect(self._came)
        self.changes.unreachable.connect(self._look_for_server)
        server.recovered.connect(self._back)
        window.closing.connect(self.changes.clock.stop)

    def _in_sight(self) -> bool:
        return self._is_open() and self._window.isVisible() and not self._window.isMinimized()

    def _look_for_server(self) -> None:
        if self._session.mode == "remote" and self._server.state is ServerState.SERVING:
            self._server.look()

    def _came(self, found: ChangesView) -> None:
        if _shows(SHOWN_WITH_LINKS, found):
            self._count()
            if self._window.is_made("links"):
                self._tell("links", found)
        key = self._window.current_page()
        if key in SHOWN and not self._window.is_barred(key) and _shows(SHOWN[key], found):
            self._tell(key, found)

    def _tell(self, key: str, found: ChangesView) -> None:
        page: object = self._window.page(key)
        if isinstance(page, Follows):
            page.changed_elsewhere(found)
        elif isinstance(page, Refreshes):
            page.refresh()

    def _back(self) -> None:
        """The server answers again: what was kept meanwhile is as old as that."""
        self._session.links_changed.emit()
        key = self._window.current_page()
        page: object = self._window.page(key) if key else None
        if isinstance(page, Refreshes) and key not in _HEAR:
            page.refresh()


def _shows(kinds: frozenset[str] | None, found: ChangesView) -> bool:
    """Whether something of these kinds was changed; None: anything at all."""
    return found.everything or kinds is None or any(one.kind in kinds for one in found.changes)
