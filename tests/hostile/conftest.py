"""The API in process, asked from a new address each time: who has no good key is counted by where they come from."""

from collections.abc import Iterator
from contextlib import ExitStack
from dataclasses import dataclass, replace
from pathlib import Path

import pytest

from qrdesk.core import database
from qrdesk.core.schemas.access import KeyDraft, NewKeyView
from qrdesk.core.services import keys
from tests.desks import Desk, context, desk, from_everywhere, make_key, second_workspace
from tests.postgres import fresh_database
from tests.table import things_of


@dataclass(frozen=True)
class World:
    """An application and what is in it, by the names that paths have for it."""

    api: Desk
    ids: dict[str, str]


@pytest.fixture
def api(tmp_path: Path) -> Iterator[Desk]:
    """An empty QRDesk and its owner's key."""
    with desk(str(tmp_path / "qrdesk.db"), tmp_path / "data") as found:
        yield replace(found, app=from_everywhere(found.app))


@pytest.fixture(scope="module")
def world(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Iterator[World]:
    """A QRDesk with something of everything, and a key that may ask as often as it likes, for all tests of a file.

    It is kept in SQLite unless a test asks for PostgreSQL.
    """
    folder = tmp_path_factory.mktemp("world")
    with ExitStack() as stack:
        url = str(folder / "qrdesk.db")
        if getattr(request, "param", "sqlite") == "postgres":
            server, template = (request.getfixturevalue(name) for name in ("postgres", "postgres_template"))
            url = stack.enter_context(fresh_database(server, like=template))
        found = stack.enter_context(desk(url, folder / "data"))
        api = replace(found, app=from_everywhere(found.app), key=quick_key(found).key)
        yield World(api, things_of(api))


@pytest.fixture
def neighbours_key(api: Desk) -> str:
    """The key of another workspace on the same server, good for everything there."""
    return make_key(api.opened, actor=second_workspace())


def quick_key(api: Desk) -> NewKeyView:
    """Make a key that may ask as often as it likes."""
    with database.scope():
        return keys.create_key(context(api.opened), KeyDraft(name="Till", rate_limit=1_000_000))
