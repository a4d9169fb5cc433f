"""The API in process, and whole daemons, on databases of their own."""

import sys
from collections.abc import Callable, Generator, Iterator
from pathlib import Path

import pytest

from qrdesk.core.context import Actor
from tests.daemon.daemons import Daemon, daemons
from tests.desks import Desk, desk, make_key, second_workspace


@pytest.fixture
def api(tmp_path: Path, heavy_work: None) -> Iterator[Desk]:
    """An empty QRDesk and its owner's key."""
    with desk(str(tmp_path / "qrdesk.db"), tmp_path / "data") as found:
        yield found


@pytest.fixture
def neighbour(api: Desk) -> Actor:
    """The owner of another workspace on the same server."""
    return second_workspace()


@pytest.fixture
def neighbours_key(api: Desk, neighbour: Actor) -> str:
    """The key of the other workspace, good for everything there."""
    return make_key(api.opened, actor=neighbour)


@pytest.fixture
def path(tmp_path: Path) -> Path:
    """The file of a new database, in a folder with all that belongs to it."""
    return tmp_path / "q.db"


@pytest.fixture
def start(path: Path) -> Generator[Callable[..., Daemon]]:
    """Starts daemons on that database, which is open in this process too, as the desktop app has it."""
    if sys.platform != "linux":
        pytest.skip("finds processes in /proc")
    with daemons(path) as starting:
        yield starting
