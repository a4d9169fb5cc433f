"""Fixtures of Studio: a link on a real database, and the page that shows its code."""

from collections.abc import Iterator
from io import BytesIO
from pathlib import Path

import pytest
from PIL import Image, ImageDraw
from pytestqt.qtbot import QtBot

from qrdesk.client import Client, FileDraft, LinkDraft, Upload
from qrdesk.core.schemas.links import LinkView
from qrdesk.core.settings import Settings
from qrdesk.gui.jobs import InlineRunner
from qrdesk.gui.pages.studio import StudioPage
from qrdesk.gui.routes import Routes
from qrdesk.gui.session import Session
from qrdesk.gui.shell.state import State
from qrdesk.gui.shell.window import MainWindow


@pytest.fixture
def session(tmp_path: Path) -> Iterator[Session]:
    made = Session()
    made.connect_local(str(tmp_path / "qrdesk.db"), Settings(public_url="https://go.example"))
    yield made
    made.close()


@pytest.fixture
def client(session: Session) -> Client:
    return session.the_client()


@pytest.fixture
def lunch(client: Client) -> LinkView:
    return client.links.create(LinkDraft(destination="https://example.com/menu", slug="lunch", title="Lunch menu"))


@pytest.fixture
def window(qtbot: QtBot, state: State) -> MainWindow:
    made = MainWindow(state)
    qtbot.addWidget(made)
    return made


@pytest.fixture
def page(qtbot: QtBot, session: Session, jobs: InlineRunner, window: MainWindow, lunch: LinkView) -> StudioPage:
    made = StudioPage(session, jobs, window, Routes())
    qtbot.addWidget(made)
    made.resize(1070, 726)
    made.show()
    qtbot.waitExposed(made)
    assert made.middle.title.text() == lunch.title
    return made


@pytest.fixture
def leaf(client: Client) -> str:
    """The id of a logo: a leaf on nothing."""
    picture = Image.new("RGBA", (60, 60), (0, 0, 0, 0))
    ImageDraw.Draw(picture).ellipse((4, 4, 56, 56), fill=(200, 30, 60, 255))
    stream = BytesIO()
    picture.save(stream, "PNG")
    return client.files.upload(FileDraft(kind="logo"), Upload(stream.getvalue(), "leaf.png")).id
