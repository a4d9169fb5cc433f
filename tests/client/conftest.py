"""One client, three ways: in process, over HTTP, and over HTTP on PostgreSQL where there is a server of it."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from qrdesk.client import Client, LinkDraft
from qrdesk.core.schemas.links import LinkView
from qrdesk.core.settings import Settings
from tests.desks import desk, served
from tests.eyes import Read, read


@pytest.fixture(params=["local", "http", "postgres"])
def client(request: pytest.FixtureRequest, tmp_path: Path, heavy_work: None) -> Iterator[Client]:
    """A client of an empty QRDesk, as its owner."""
    url = str(tmp_path / "qrdesk.db")
    if request.param == "local":
        with Client.local(url, Settings(data_dir=str(tmp_path / "data"))) as local:
            yield local
        return
    if request.param == "postgres":
        url = request.getfixturevalue("postgres_database")
    with (
        desk(url, tmp_path / "data") as found,
        served(found.app) as address,
        Client.remote(address, found.key) as remote,
    ):
        yield remote


@pytest.fixture
def lunch(client: Client) -> LinkView:
    """A link."""
    return client.links.create(LinkDraft(destination="https://example.com/menu", slug="lunch", title="Lunch"))


@pytest.fixture(scope="session")
def scan() -> Read:
    """Return the reader of artwork: (content, media type) -> text, or None."""
    return read
