"""Places known: servers and their workspaces as profiles, each with its key; switching, renaming, forgetting."""

from collections.abc import Generator
from pathlib import Path

import pytest

from qrdesk.client import Client, KeyDraft, server_keys
from qrdesk.gui.desk import Desk
from qrdesk.gui.pages.first_run import FirstRun
from qrdesk.gui.profiles import LOCAL, Profile, Profiles, place_for
from qrdesk.gui.shell.state import State
from tests.gui.away import FarServer, far_server
from tests.gui.desks import a_desk, client_of, wait_for


@pytest.fixture
def server(tmp_path: Path) -> Generator[FarServer]:
    with far_server(tmp_path / "far") as made:
        yield made


@pytest.fixture
def other_key(tmp_path: Path, server: FarServer) -> str:
    """A key of another workspace on the same server."""
    server.stop()
    with Client.local(str(tmp_path / "far" / "links.db")) as owner:
        made = owner.workspaces.create({"name": "Agency", "url": "https://agency.example"})
        key = owner.in_workspace(made.id).keys.create(KeyDraft(name="Anna")).key
    server.start()
    return key


def connect(desk: Desk, server: FarServer, key: str) -> None:
    desk.show_page("first_run")
    page = desk.opening.page()
    assert isinstance(page, FirstRun)
    page.address.set_text(server.address)
    page.key.set_text(key)
    page.connect_button.click()
    assert desk.opening.is_done()


def workspace_of(desk: Desk) -> str:
    return client_of(desk).me.get().workspace.name


@pytest.mark.wide
def test_each_workspace_connected_to_stays_a_place_to_go_back_to(
    tmp_path: Path, server: FarServer, other_key: str
) -> None:
    with a_desk(tmp_path) as desk:
        desk.server.start = lambda: None  # nothing has to be served here
        connect(desk, server, server.key)
        connect(desk, server, other_key)
        assert workspace_of(desk) == "Agency"
        first, second = desk.opening.profiles.every()
        assert (first.name, second.name) == ("Agency", "Café Linde")
        host = server.address.partition("://")[2]
        assert list(desk.workspaces._places) == [f"Café Linde at {host}", "This computer"]
        desk.window.workspace_chosen.emit(f"Café Linde at {host}")
        assert workspace_of(desk) == "Café Linde"
        assert [link.title for link in desk.links.model.links()] == ["Menu"]
        desk.window.finder.open_with("agency")
        found = next(hit for hit in desk.window.finder.hits() if hit.title.startswith("Open Agency"))
        found.open()
        assert workspace_of(desk) == "Agency"
        desk.window.workspace_chosen.emit("This computer")
        assert desk.session.mode == "local"
        desk.routes.open_place(second.place)
    with a_desk(tmp_path, connected=False) as desk:
        desk.opening.start()
        assert workspace_of(desk) == "Café Linde", "what was open last opens first"


@pytest.mark.wide
def test_a_place_is_renamed_and_forgotten_with_its_key(tmp_path: Path, server: FarServer, other_key: str) -> None:
    with a_desk(tmp_path, connected=False) as desk:
        connect(desk, server, server.key)
        connect(desk, server, other_key)
        desk.show_page("settings")
        card = desk.settings.places
        agency, cafe = desk.opening.profiles.every()
        assert list(card.lines) == [LOCAL, agency.place, cafe.place]
        assert agency.place not in card.openers, "it is open"
        desk.routes.open_settings("here")
        card.rename(cafe.place)
        place = card._list.indexOf(card._form)
        assert place == card._list.indexOf(card.lines[cafe.place]) + 1, "it stands under what it is the name of"
        wait_for(lambda: card._form.visibleRegion().boundingRect() == card._form.rect(), "the name in sight")
        card.refresh()
        assert (card._list.indexOf(card._form), card._form.isVisible()) == (place, True)
        card.name.set_text("Our café")
        card._keep.click()
        assert not card._form.isVisible()
        assert [one.name for one in desk.opening.profiles.every()] == ["Agency", "Our café"]
        assert server_keys.recall(desk.state.folder, cafe.place) == server.key
        card.forget(cafe.place)
        assert server_keys.recall(desk.state.folder, cafe.place) == ""
        assert list(card.lines) == [LOCAL, agency.place]
        card.forget(agency.place)
        assert isinstance(desk.opening.page(), FirstRun), "what was open is not ours any more"
        assert server_keys.recall(desk.state.folder, agency.place) == ""
        assert desk.opening.profiles.every() == []


@pytest.mark.wide
def test_what_is_typed_waits_at_its_own_place(tmp_path: Path, server: FarServer, other_key: str) -> None:
    with a_desk(tmp_path, connected=False) as desk:
        connect(desk, server, other_key)
        connect(desk, server, server.key)
        desk.routes.new_link("https://example.com/half")
        agency, cafe = desk.opening.profiles.every()
        desk.routes.open_place(agency.place)
        desk.routes.new_link("")
        assert desk.links.editor.values().destination == ""
        desk.routes.open_place(cafe.place)
        desk.routes.new_link("")
        assert desk.links.editor.values().destination == "https://example.com/half"


@pytest.mark.wide
def test_no_key_is_among_what_the_window_remembers(tmp_path: Path, server: FarServer) -> None:
    with a_desk(tmp_path, connected=False) as desk:
        connect(desk, server, server.key)
        desk.state.sync()
        text = "".join(path.read_text() for path in desk.state.folder.glob("*.ini"))
        assert "Linde" in text
        assert server.key not in text


def test_a_key_has_a_place_of_its_own_for_each_workspace(tmp_path: Path) -> None:
    profiles = Profiles(State(tmp_path))
    assert place_for([], "https://a.example", "wsp_1") == "https://a.example"
    profiles.put(Profile("a.example", "a.example"))  # of a time when there was one workspace for each server
    assert place_for(profiles.every(), "https://a.example", "wsp_1") == "a.example"
    profiles.put(Profile("a.example", "https://a.example", "wsp_1", "One"))
    assert place_for(profiles.every(), "https://a.example", "wsp_2") == "https://a.example#wsp_2"
    assert place_for(profiles.every(), "https://b.example", "wsp_2") == "https://b.example"
    State(tmp_path).write("connection/profiles", "[{]")
    assert Profiles(State(tmp_path)).every() == []
