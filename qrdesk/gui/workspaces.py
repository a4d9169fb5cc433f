"""Which workspace of a database on this computer is shown, and changing to another. A key has one workspace alone."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import partial

from PySide6.QtCore import QObject, Signal

from qrdesk.client import Client
from qrdesk.client.local import LocalTransport
from qrdesk.core.errors import NotFound
from qrdesk.core.schemas.access import WorkspaceView
from qrdesk.core.settings import Settings
from qrdesk.gui import words
from qrdesk.gui.jobs import JobRunner
from qrdesk.gui.profiles import LOCAL, Profiles
from qrdesk.gui.server import Server
from qrdesk.gui.session import Session
from qrdesk.gui.shell.palette_list import Group, Hit, fits
from qrdesk.gui.shell.window import MainWindow

WORKSPACE = "connection/workspace"  # key under which the id of the one chosen is remembered


@dataclass(frozen=True, slots=True)
class Known:
    """The workspace shown, and all that can be changed to."""

    client: Client
    shown: WorkspaceView
    workspaces: Sequence[WorkspaceView]


class Workspaces(QObject):
    """Fills the button over the sidebar, and does what is chosen there: workspaces, and other places known."""

    place_chosen = Signal(str)  # the place of a profile; empty for this computer
    found = Signal(object)  # the WorkspaceView that is shown

    def __init__(self, parent: QObject, session: Session, jobs: JobRunner, window: MainWindow, server: Server) -> None:
        super().__init__(parent)
        self._session, self._jobs, self._window, self._server = session, jobs, window, server
        self._ids: dict[str, str] = {}
        self._places: dict[str, str] = {}  # by what the menu calls them
        self._profiles = Profiles(window.state)
        self._known: Known | None = None
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
        elif name in self._places:
            self.place_chosen.emit(self._places[name])

    def find(self, text: str, found: Callable[[Sequence[Hit]], None]) -> None:
        """Offer the other places known in the palette, under what is typed."""
        said = self.tr("Open {workspace}")
        hits = [
            Hit(Group.ACTIONS, said.format(workspace=name), partial(self.place_chosen.emit, place), icon="server")
            for name, place in self._other_places(set()).items()
            if text
        ]
        found([hit for hit in hits if fits(text, hit.title)])

    def show_places(self) -> None:
        """Other places are known than before."""
        if self._known is not None:
            self._show(self._known)

    def open(self, chosen: str) -> None:
        """Show the workspace with that id."""
        client = self._session.client
        if client is not None and self._session.mode == "local":
            moved = partial(self._moved, client, chosen)
            self._jobs.run(self, partial(client.in_workspace, chosen), moved, self._not_moved)

    def _show(self, known: Known) -> None:
        if known.client is not self._session.client:
            return
        if known is not self._known:
            self._known = known
            self.found.emit(known.shown)
        names = [one.name for one in known.workspaces]
        titles = {
            one.id: one.name if names.count(one.name) == 1 else f"{one.name} ({one.id})" for one in known.workspaces
        }
        self._ids = {title: key for key, title in titles.items()}
        self._places = self._other_places(set(self._ids))
        self._window.set_workspace(titles[known.shown.id], [*titles.values(), *self._places])

    def _other_places(self, taken: set[str]) -> dict[str, str]:
        """Return what else can be opened, by a name that nothing else in the menu has."""
        far = [one for one in self._profiles.every() if one.place != self._session.place]
        said = self.tr("{workspace} at {host}")
        found = {said.format(workspace=one.name, host=one.host): one.place for one in far}
        if self._session.mode == "remote":
            found[self.tr("This computer")] = LOCAL
        return {name: place for name, place in found.items() if name not in taken}

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


def open_local(database: str, workspace: str, names: Sequence[str] = ()) -> Client:
    """Open a database on the workspace chosen last; on its first one where that is not in there."""
    if workspace and not Settings.load().workspace:
        try:
            return Client.local(database, workspace=workspace, first_names=names)
        except NotFound:
            pass
    return Client.local(database, first_names=names)


def _known(client: Client) -> Known:
    shown = client.me.get().workspace  # not every key may read workspaces; each knows its own
    here = isinstance(client.transport, LocalTransport)
    return Known(client, shown, client.workspaces.list() if here else [shown])
