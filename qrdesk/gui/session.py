"""Where the app's data is: one client at a time, and word for all pages when it changes."""

from collections.abc import Callable
from functools import partial
from typing import Literal, TypeVar

from PySide6.QtCore import QObject, Signal

from qrdesk.client import Client
from qrdesk.client.local import LocalTransport
from qrdesk.core.settings import Settings
from qrdesk.gui import far
from qrdesk.gui.jobs import JobRunner

T = TypeVar("T")
Mode = Literal["", "local", "remote"]


class Session(QObject):
    """The connection that all pages share. Pages ask ``client`` through jobs only, never on the GUI thread."""

    connected = Signal()
    links_changed = Signal()
    back = Signal()  # the server was away, and answers again
    workspace_changed = Signal()  # its name
    backups_seen = Signal()  # it was asked how it stands with backups
    reach_changed = Signal()  # what the key may do is known, or not any more

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.client: Client | None = None
        self.local: Client | None = None  # the one database this process has opened, if any
        self.mode: Mode = ""
        self.place = ""  # database URL or server address
        self.reach: frozenset[str] | None = None  # what the key may do; None while nobody knows, or where all is open
        self.visit = 0  # counts what was opened: what is asked of one is not for the next
        self._left: list[Client] = []  # used before; jobs may still be at work on them

    def on_connecting(self, begin: Callable[[], object]) -> None:
        """Have a page ``begin`` with every connection, and at once where there is one: it may be made later than that.

        The last thing that a page does when it is made.
        """
        self.connected.connect(begin)
        if self.client is not None:
            begin()

    def connect_local(self, database_url: str = "", settings: Settings | None = None) -> None:
        """Open a database here and now (tests, pictures); the app opens it in a job and hands it to ``use``.

        Raises:
            DatabaseUnreachable, CannotWrite: it cannot be opened; the connection stays as it was.
        """
        self.use(Client.local(database_url, settings), "local", database_url)

    def connect_remote(self, server: str, key: str) -> None:
        """Use a server. Nothing is sent before the first call."""
        self.use(far.client_of(server, key), "remote", server)

    def use(self, client: Client, mode: Mode, place: str) -> None:
        """Make ``client`` the one that all pages use.

        The one before stays open to the end: jobs may still be at work on it, and closing takes it away from them.
        """
        before, self.client = self.client, client
        self.mode, self.place = mode, place
        self.visit += 1
        if mode == "local":
            self.local = client
        if before is not None:
            self._left.append(before)
        self.connected.emit()

    def renew(self, client: Client) -> None:
        """Use ``client`` from now on for the same place, as with a new key: nothing has to be asked for again."""
        if self.client is not None:
            self._left.append(self.client)
        self.client = client

    def set_reach(self, reach: frozenset[str] | None) -> None:
        """Take note of what the key may do."""
        if reach != self.reach:
            self.reach = reach
            self.reach_changed.emit()

    def may(self, scope: str) -> bool:
        """Whether the key may do that, as far as is known."""
        return self.reach is None or scope in self.reach or "all" in self.reach

    @property
    def whose(self) -> str:
        """The place, and the workspace in it where a database here has several: what is typed is kept under that."""
        transport = self.client.transport if self.client is not None else None
        other = transport.other_workspace if isinstance(transport, LocalTransport) else ""
        return f"{self.place}#{other}" if other else self.place

    def here(self, told: Callable[[T], object]) -> Callable[[T], object]:
        """Return ``told`` for an answer to what is asked now; it is for nobody once something else is opened."""
        return partial(self._told, self.visit, told)

    def ask(
        self,
        jobs: JobRunner,
        owner: QObject,
        work: Callable[[Client], T],
        done: Callable[[T], object],
        failed: Callable[[Exception], object],
    ) -> None:
        """Do ``work`` in a job where something is opened; its answer is for nobody once something else is."""
        if self.client is not None:
            jobs.run(owner, partial(work, self.client), self.here(done), self.here(failed))

    def _told(self, visit: int, told: Callable[[T], object], answer: T) -> None:
        if visit == self.visit:
            told(answer)

    def the_client(self) -> Client:
        """Return the client.

        Raises:
            RuntimeError: a page asked before the app was connected.
        """
        if self.client is None:
            raise RuntimeError("not connected yet")
        return self.client

    def close(self) -> None:
        """Let go of everything. No job may be at work any more."""
        for client in {self.client, self.local, *self._left}:
            if client is not None:
                client.close()
        self.client = self.local = None
        self._left = []
