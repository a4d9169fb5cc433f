"""Fixtures of the Webhooks page: the app, and an endpoint."""

from collections.abc import Generator
from pathlib import Path

import pytest

from qrdesk.client import EndpointDraft
from qrdesk.core.schemas.webhooks import EndpointView
from qrdesk.gui.desk import Desk
from qrdesk.gui.shell.server_pill import ServerState
from tests.gui.desks import a_desk, client_of
from tests.gui.webhooks.reading import URL


@pytest.fixture
def desk(tmp_path: Path) -> Generator[Desk]:
    with a_desk(tmp_path) as made:
        made.server.state = ServerState.SERVING  # of which these tests start none
        yield made


@pytest.fixture
def till(desk: Desk) -> EndpointView:
    draft = EndpointDraft(url=URL, name="Till", kinds=("link.clicked",), headers={"Authorization": "Bearer 1"})
    return client_of(desk).webhooks.create(draft)
