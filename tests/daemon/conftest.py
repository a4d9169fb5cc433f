"""The API in process, on a database of its own."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from qrdesk.core.context import Actor
from tests.desks import Desk, desk, make_key, second_workspace


@pytest.fixture
def api(tmp_path: Path) -> Iterator[Desk]:
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
