"""All scenes, and what they are played on: the app without a screen, on a database full of data or on an empty one."""

import importlib
from collections.abc import Generator, Sequence
from contextlib import contextmanager
from pathlib import Path

from PySide6.QtTest import QTest

from qrdesk.client import Client
from qrdesk.core.settings import Settings
from qrdesk.gui.app import build
from qrdesk.gui.desk import Desk
from qrdesk.gui.jobs import InlineRunner
from qrdesk.gui.session import Session
from qrdesk.gui.shell.server_pill import ServerState
from qrdesk.gui.shell.state import State
from tests.scenes.filling import fill
from tests.scenes.steps import Shot


def scenes_of(place: str, wanted: Sequence[str] = ()) -> dict[str, Shot]:
    """Return the scenes of the place ``full`` or ``empty``, those whose name holds one of ``wanted``, or all."""
    found: dict[str, Shot] = {}
    for path in sorted(Path(__file__).parent.glob("of_*.py")):
        kept = vars(importlib.import_module(f"tests.scenes.{path.stem}"))
        found |= kept.get({"full": "SCENES", "empty": "EMPTY"}[place], {})
    return {name: shot for name, shot in found.items() if not wanted or any(one in name for one in wanted)}


@contextmanager
def a_place(folder: Path, place: str) -> Generator[Client]:
    """Yield a client on a database that is full of data, or on an empty one."""
    folder.mkdir(parents=True, exist_ok=True)
    with opened_place(folder) as client:
        if place == "full":
            fill(client)
        yield client


def opened_place(folder: Path) -> Client:
    """Return a client on the database that is in ``folder``; a process has one at a time."""
    return Client.local(str(folder / "linde.db"), Settings(public_url="https://linde.example"))


@contextmanager
def a_stage(folder: Path, client: Client, width: int, height: int) -> Generator[Desk]:
    """Yield the app, shown at that size, as it is just after it was opened."""
    session, jobs = Session(), InlineRunner()
    desk = build(session, State(folder), jobs)
    desk.window.resize(width, height)
    desk.window.show()
    session.use(client, "local", "")
    desk.window.pill.show_state(ServerState.SERVING, "linde.example")
    try:
        yield desk
    finally:
        desk.pulse.clock.stop()
        desk.window.close()
        desk.window.deleteLater()
        QTest.qWait(1)
