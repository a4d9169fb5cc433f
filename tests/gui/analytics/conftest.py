"""Fixtures of the tests that look at the Analytics page: a session on a real database, one link, the page."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from qrdesk.client import LinkDraft, WorkspacePatch
from qrdesk.core.schemas.links import LinkView
from qrdesk.core.settings import Settings
from qrdesk.gui.jobs import InlineRunner
from qrdesk.gui.pages.analytics import AnalyticsPage
from qrdesk.gui.routes import Routes
from qrdesk.gui.session import Session
from qrdesk.gui.shell.state import State
from qrdesk.gui.shell.window import MainWindow


@pytest.fixture
def session(tmp_path: Path) -> Iterator[Session]:
    made = Session()
    made.connect_local(str(tmp_path / "qrdesk.db"), Settings(public_url="https://go.example"))
    made.the_client().workspace.update(WorkspacePatch(time_zone="UTC"))
    yield made
    made.close()


@pytest.fixture
def lunch(session: Session) -> LinkView:
    draft = LinkDraft(destination="https://example.com/menu", slug="lunch", title="Lunch menu", tags=("menus",))
    return session.the_client().links.create(draft)


@pytest.fixture
def window(qtbot: QtBot, state: State) -> MainWindow:
    made = MainWindow(state)
    qtbot.addWidget(made)
    return made


@pytest.fixture
def routes() -> Routes:
    return Routes()


@pytest.fixture
def page(qtbot: QtBot, session: Session, jobs: InlineRunner, window: MainWindow, routes: Routes) -> AnalyticsPage:
    made = AnalyticsPage(session, jobs, window, routes)
    qtbot.addWidget(made)
    made.resize(1050, 720)
    return made
