"""A server far away that tests kill and start again at its port, and a desk that is connected to it."""

from collections.abc import Generator
from contextlib import contextmanager
from pathlib import Path

from qrdesk.client import Client, KeyDraft, LinkDraft
from qrdesk.gui import far
from qrdesk.gui.desk import Desk
from qrdesk.gui.jobs import PoolRunner
from qrdesk.gui.seat import free_port
from tests.daemon.daemons import Daemon
from tests.gui.desks import a_client, a_desk, wait_for


class FarServer:
    """A daemon of its own process that can go away and come back."""

    def __init__(self, folder: Path) -> None:
        folder.mkdir(parents=True, exist_ok=True)
        self._path, self._port = folder / "links.db", free_port(0)
        with a_client(folder, "https://linde.example") as client:
            client.workspace.update({"name": "Café Linde"})
            client.links.create(LinkDraft(destination="https://example.com/menu", title="Menu", slug="menu"))
            self.key = client.keys.create(KeyDraft(name="Anna")).key
        self.address = f"http://127.0.0.1:{self._port}"
        self._daemon: Daemon | None = None
        self.start()

    def start(self) -> None:
        """Serve, at the same port as before."""
        self._daemon = Daemon(self._path, port=self._port)
        assert self._daemon.port == self._port

    def stop(self) -> None:
        """Be away."""
        if self._daemon is not None:
            self._daemon.stop()
            self._daemon = None

    def client(self) -> Client:
        """Return a client of somebody else."""
        return Client.remote(self.address, self.key, tries=1)


@contextmanager
def far_server(folder: Path) -> Generator[FarServer]:
    """Yield a server, stopped afterwards."""
    made = FarServer(folder)
    try:
        yield made
    finally:
        made.stop()


@contextmanager
def a_far_desk(folder: Path, server: FarServer) -> Generator[Desk]:
    """Yield the app on ``server``, with jobs in threads and seconds that are shorter."""
    with a_desk(folder, PoolRunner(), connected=False) as desk:
        desk.server.backoff.second_ms = 50
        use(desk, server)
        yield desk


def use(desk: Desk, server: FarServer) -> None:
    """Use the server, as after a start."""
    desk.session.use(far.client_of(server.address, server.key), "remote", server.address)
    desk.server.follow(desk.session.the_client())
    desk.window.show_page("links")


def wait_for_links(desk: Desk, *titles: str) -> None:
    """Wait until these links are listed."""
    wait_for(lambda: [link.title for link in desk.links.model.links()] == list(titles), f"the links {titles}")
