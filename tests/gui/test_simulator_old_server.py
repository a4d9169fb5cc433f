"""Trying a link that is not saved: a server that knows no such question yet is called too old, nothing else is."""

from collections.abc import Generator
from pathlib import Path

import pytest

from qrdesk.client import Client
from qrdesk.core.errors import NotFound, QRDeskError
from qrdesk.gui.desk import Desk
from tests.gui.desks import a_desk_at, client_of


@pytest.fixture
def desk(tmp_path: Path, british: None) -> Generator[Desk]:
    with a_desk_at("http", tmp_path) as made:
        made.routes.new_link("https://example.com/menu")
        yield made


def wrong_method() -> QRDeskError:
    """Return what a server says that has another question at that address, as the app of today reads it."""
    error = QRDeskError("POST is not possible here.")
    error.code = "method_not_allowed"
    return error


def said(desk: Desk, monkeypatch: pytest.MonkeyPatch, error: QRDeskError) -> str:
    """Return what the simulator says where the server answers so."""

    def refused(_draft: object) -> None:
        raise error

    client: Client = client_of(desk)
    monkeypatch.setattr(client.links, "simulate_draft", refused)
    simulator = desk.links.editor.parts.simulator
    simulator.go.click()
    return simulator.outcome.accessibleName()


@pytest.mark.parametrize("error", [NotFound("There is no such address here."), wrong_method()])
def test_a_server_that_cannot_try_it_is_too_old_and_it_can_be_saved_first(
    desk: Desk, monkeypatch: pytest.MonkeyPatch, error: QRDeskError
) -> None:
    old = "This server is too old to try a link that is not saved yet. Save the link, then try it."
    assert said(desk, monkeypatch, error) == f"Not tried {old}"


def test_what_is_not_there_is_said_as_it_is(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    missing = NotFound.of("folder", "Menus")
    assert said(desk, monkeypatch, missing) == "Not tried There is no folder “Menus” here."
