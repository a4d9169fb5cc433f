"""The API in process, and whole daemons, on databases of their own."""

import shutil
import sys
from collections.abc import Callable, Generator, Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest

from qrdesk.core.context import Actor
from tests.daemon.daemons import Daemon, daemons
from tests.desks import Desk, desk, make_key, second_workspace
from tests.table import things_of


@dataclass(frozen=True)
class Furnished:
    """A folder with a database that has something of everything, and all that belongs to it; nobody has it open."""

    folder: Path
    key: str  # its owner's
    ids: dict[str, str]


@pytest.fixture(scope="session")
def furnished(tmp_path_factory: pytest.TempPathFactory) -> Furnished:
    """What ``api`` is a copy of where a test wants things in it: making them takes longer than most tests."""
    folder = tmp_path_factory.mktemp("furnished")
    with desk(str(folder / "qrdesk.db"), folder / "data") as found:
        return Furnished(folder, found.key, things_of(found))


@pytest.fixture
def ids(furnished: Furnished) -> dict[str, str]:
    """Things of the first workspace, by the names that paths have for them. A test that wants them has them."""
    return dict(furnished.ids)


@pytest.fixture
def api(request: pytest.FixtureRequest, tmp_path: Path, heavy_work: None) -> Iterator[Desk]:
    """A QRDesk and its owner's key: an empty one, or one with the things of ``ids`` for a test that asks for these."""
    key = ""
    if "ids" in request.fixturenames:
        full: Furnished = request.getfixturevalue("furnished")
        shutil.copytree(full.folder, tmp_path, dirs_exist_ok=True)
        key = full.key
    with desk(str(tmp_path / "qrdesk.db"), tmp_path / "data", key) as found:
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
