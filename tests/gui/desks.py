"""What tests of the whole app share: a desk on a real database, and waiting with a deadline."""

import time
from collections.abc import Callable, Generator
from contextlib import contextmanager
from pathlib import Path

from PySide6.QtCore import QEvent
from PySide6.QtWidgets import QApplication

from qrdesk.client import Client, KeyDraft, LinkDraft, PublicUrlDraft
from qrdesk.core.settings import Settings
from qrdesk.gui.app import build
from qrdesk.gui.desk import Desk
from qrdesk.gui.jobs import InlineRunner, JobRunner, PoolRunner
from qrdesk.gui.session import Session
from qrdesk.gui.shell.state import State
from tests.desks import desk as served_desk
from tests.desks import served

DEADLINE_S = 60


@contextmanager
def a_desk(
    folder: Path, jobs: JobRunner | None = None, *, public_url: str = "https://go.example", connected: bool = True
) -> Generator[Desk]:
    """Yield the app on a database in ``folder``, closed in order afterwards."""
    session = Session()
    desk = build(session, State(folder / "desk"), jobs or InlineRunner())
    desk.window.resize(1280, 800)
    desk.window.show()
    try:
        if connected:
            session.use(a_client(folder, public_url), "local", str(folder / "links.db"))
            desk.window.show_page("home")
        yield desk
    finally:
        desk.close()
        desk.window.close()
        if isinstance(jobs, PoolRunner):
            assert jobs.close(), "a job did not end"
        session.close()
        desk.window.deleteLater()
        QApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)


@contextmanager
def a_desk_at(where: str, folder: Path, jobs: JobRunner | None = None) -> Generator[Desk]:
    """Yield the app on a database of its own (``local``), or on one that is served (``http``)."""
    if where == "local":
        with a_desk(folder, jobs) as desk:
            yield desk
        return
    with (
        served_desk(str(folder / "there.db"), folder / "there") as there,
        served(there.app) as address,
        a_desk(folder, jobs, connected=False) as desk,
    ):
        desk.session.use(Client.remote(address, there.key), "remote", address)
        client_of(desk).domains.set_public_url(PublicUrlDraft(url="https://go.example"))
        desk.window.show_page("home")
        yield desk


@contextmanager
def a_server(folder: Path) -> Generator[tuple[str, str]]:
    """Serve the database in ``folder``, with one link more, from this process; yield address and key.

    It answers as a daemon's web process does, without the seconds that starting one takes.
    """
    with a_client(folder, "https://linde.example") as client:
        client.links.create(LinkDraft(destination="https://example.com", title="Far away", slug="far"))
        key = client.keys.create(KeyDraft(name="test")).key
    with served_desk(str(folder / "links.db"), folder / "links.db.d", key) as there, served(there.app) as address:
        yield address, key


def a_client(folder: Path, public_url: str = "https://go.example") -> Client:
    """Return a client on a database in ``folder``."""
    return Client.local(str(folder / "links.db"), Settings(public_url=public_url))


def client_of(desk: Desk) -> Client:
    """Return the client that the app goes through."""
    return desk.session.the_client()


def wait_for(condition: Callable[[], bool], what: str, deadline_s: float = DEADLINE_S) -> None:
    """Let the app live until ``condition`` holds.

    Raises:
        AssertionError: it did not within the deadline.
    """
    give_up_at = time.monotonic() + deadline_s
    while not condition():
        assert time.monotonic() < give_up_at, f"waited {deadline_s:g} s for {what}"
        QApplication.processEvents()
        time.sleep(0.005)
