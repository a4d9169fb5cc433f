"""Which workspace of a database on this computer is shown, and changing to another. A key has one workspace alone."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import partial

from PySide6.QtCore import QObject

from qrdesk.client import Client
from qrdesk.client.local import LocalTransport
from qrdesk.core.errors import NotFound
from qrdesk.core.schemas.access import WorkspaceView
from qrdesk.core.settings import Settings
from qrdesk.gui import words
from qrdesk.gui.jobs import JobRunner
from qrdesk.gui.server import Server
from qrdesk.gui.session import Session
from qrdesk.gui.shell.window import MainWindow

WORKSPACE = "connection/workspace"  # key under which the id of the one chosen is remembered


@dataclass(frozen=True, slots=True)
class Known:
    """The workspace shown, and all that can be changed to."""

    client: Client
    shown: WorkspaceView
    workspaces: Sequence[WorkspaceView]


class Workspaces(QObject):
    """Fills the button over the sidebar, and does what is chosen there."""

    def __init__(self, parent: QObject, session: Session, jobs: JobRunner, window: MainWindow, server: Server) -> None:
        super().__init__(parent)
        self._session, self._jobs, self._window, self._server = session, jobs, window, server
        self._ids: dict[str, str] = {}
        session.connected.connect(self.look)
        session.workspace_changed.connect(self.look)
        window.workspace_chosen.connect(self.choose)

    def look(self) -> None:
        """Ask which there are."""
        client = self._session.client
        if client is not None:
            self._jobs.run(self, partial(_known, client), self._show, lambda _error: None)

    def choose(self, name: str) -> None:
        """Show the workspace that the menu calls ``name``."""
        if name in self._ids:
            self.open(self._ids[name])

    def open(self, chosen: str) -> None:
        """Show the workspace with that id."""
        client = self._session.client
        if client is not None and self._session.mode == "local":
            moved = partial(self._moved, client, chosen)
            self._jobs.run(self, partial(client.in_workspace, chosen), moved, self._not_moved)

    def _show(self, known: Known) -> None:
        if known.client is not self._session.client:
            return
        names = [one.name for one in known.workspaces]
        titles = {
            one.id: one.name if names.count(one.name) == 1 else f"{one.name} ({one.id})" for one in known.workspaces
        }
        self._ids = {title: key for key, title in titles.items()}
        self._window.set_workspace(titles[known.shown.id], list(titles.values()))

    def _moved(self, before: Client, chosen: str, client: Client) -> None:
        if self._session.client is not before:  # other links were opened meanwhile, and are shown
            return
        self._window.state.write(WORKSPACE, chosen)
        self._session.use(client, "local", self._session.place)
        self._server.go_on_with(client)
        self._window.show_page(self._window.current_page() or "home")

    def _not_moved(self, error: Exception) -> None:
        self._window.status.say(words.failure(error))
        self.look()


def open_local(database: str, workspace: str) -> Client:
    """Open a database on the workspace chosen last; on its first one where that is not in there."""
    if workspace and not Settings.load().workspace:
        try:
            return Client.local(database, workspace=workspace)
        except NotFound:
            pass
    return Client.local(database)


def _known(client: Client) -> Known:
    shown = client.me.get().workspace  # not every key may read workspaces; each knows its own
    here = isinstance(client.transport, LocalTransport)
    return Known(client, shown, client.workspaces.list() if here else [shown])
