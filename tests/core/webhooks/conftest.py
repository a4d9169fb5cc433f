"""A database of each kind: with one link and its spool folder, or as a workspace that services are called for."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from qrdesk.core import database
from qrdesk.core.context import Context
from qrdesk.core.settings import Settings
from qrdesk.core.webhooks import delivery
from tests.core.hits.places import Place, make_link, opened
from tests.core.services.places import workspace
from tests.core.webhooks.hearing import Desk, Receiver, receiving


@pytest.fixture
def place(database_url: str, tmp_path: Path) -> Iterator[Place]:
    """A fresh database of each kind, with one link."""
    with opened(database_url, tmp_path / "data") as found, database.scope():
        yield Place(found.spool, found.owner.workspace_id, make_link(found.owner.workspace_id))


@pytest.fixture
def ctx(database_url: str, tmp_path: Path) -> Iterator[Context]:
    """Whoever owns an empty workspace."""
    with workspace(database_url, tmp_path / "data", Settings()) as found:
        yield found


@pytest.fixture
def receiver() -> Iterator[Receiver]:
    """Hears what is sent."""
    with receiving() as found:
        yield found


@pytest.fixture
def desk(ctx: Context, receiver: Receiver, monkeypatch: pytest.MonkeyPatch) -> Desk:
    """A workspace whose webhooks go to the receiver, and that waits for less than others do."""
    for name, seconds in {"_POLL_S": 0.02, "_GATHER_S": 0.005, "_FIRST_BACKOFF_S": 0.01}.items():
        monkeypatch.setattr(delivery, name, seconds)
    return Desk(ctx, receiver)
