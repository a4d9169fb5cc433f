"""The API in process, and whole daemons, on databases of their own."""

import shutil
import sys
from collections.abc import Callable, Generator, Iterator
from contextlib import ExitStack
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import urlsplit

import pytest

from qrdesk.core.context import Actor
from tests.daemon.daemons import Daemon, daemons
from tests.desks import Desk, desk, make_key, second_workspace
from tests.postgres import BOTH, fresh_database
from tests.table import things_of


@dataclass(frozen=True)
class Furnished:
    """A folder with a database that has something of everything, and all that belongs to it; nobody has it open."""

    folder: Path
    database: str  # its name on PostgreSQL, empty where it lies in the folder
    key: str  # its owner's
    ids: dict[str, str]


@pytest.fixture(scope="session")
def furnished(tmp_path_factory: pytest.TempPathFactory) -> Furnished:
    """What ``api`` is a copy of where a test wants things in it: making them takes longer than most tests."""
    folder = tmp_path_factory.mktemp("furnished")
    with desk(str(folder / "q.db"), folder / "data") as found:
        return Furnished(folder, "", found.key, things_of(found))


@pytest.fixture(scope="session")
def furnished_postgres(
    postgres: str, postgres_template: str, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Furnished]:
    """The same on PostgreSQL."""
    folder = tmp_path_factory.mktemp("furnished")
    with fresh_database(postgres, like=postgres_template) as url:
        with desk(url, folder / "data") as found:
            key, ids = found.key, things_of(found)
        yield Furnished(folder, urlsplit(url).path.removeprefix("/"), key, ids)


@pytest.fixture
def ids(request: pytest.FixtureRequest, api: Desk) -> dict[str, str]:
    """Things of the first workspace, by the names that paths have for them. A test that wants them has them."""
    return dict(_furnished(request, on_postgres=api.opened.path is None).ids)


def _furnished(request: pytest.FixtureRequest, *, on_postgres: bool) -> Furnished:
    return request.getfixturevalue("furnished_postgres" if on_postgres else "furnished")


@pytest.fixture(params=BOTH)
def api(request: pytest.FixtureRequest, tmp_path: Path, heavy_work: None) -> Iterator[Desk]:
    """A QRDesk and its owner's key: an empty one, or one with the things of ``ids`` for a test that asks for these."""
    on_postgres = request.param == "postgres"
    url, key = str(tmp_path / "q.db"), ""
    with ExitStack() as stack:
        if "ids" in request.fixturenames:
            full = _furnished(request, on_postgres=on_postgres)
            shutil.copytree(full.folder, tmp_path, dirs_exist_ok=True)
            key = full.key
            if on_postgres:
                url = stack.enter_context(fresh_database(request.getfixturevalue("postgres"), like=full.database))
        elif on_postgres:
            url = request.getfixturevalue("postgres_database")
        yield stack.enter_context(desk(url, tmp_path / "data", key))


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


@pytest.fixture
def start_on_each(database_url: str) -> Generator[Callable[..., Daemon]]:
    """The same on an empty database of each kind."""
    if sys.platform != "linux":
        pytest.skip("finds processes in /proc")
    with daemons(database_url) as starting:
        yield starting
