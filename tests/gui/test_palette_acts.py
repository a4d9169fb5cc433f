"""The palette offers what can be done now: with the link that is open, the server, and the rest of the app."""

from collections.abc import Generator, Iterator
from pathlib import Path

import pytest
from PySide6.QtGui import QGuiApplication

from qrdesk.client import LinkDraft, LinkQuery, SavedViewDraft
from qrdesk.core.schemas.access import Scope
from qrdesk.core.schemas.links import LinkState, LinkView
from qrdesk.gui.desk import Desk
from qrdesk.gui.pages.first_run import FirstRun
from qrdesk.gui.pages.move import MovePage
from qrdesk.gui.shell.palette_list import Hit
from qrdesk.gui.shell.server_pill import ServerState
from qrdesk.gui.theme import style, tokens
from qrdesk.gui.theme.style import LOOK
from tests.gui.desks import a_desk, a_desk_at, client_of
from tests.gui.test_reach_batch import with_key

OF_MENU = (
    "Copy the address of Menu",
    "Archive Menu",
    "Pause Menu",
    "Export the code of Menu…",
    "Remember Menu as printed",
)


@pytest.fixture
def desk(tmp_path: Path) -> Generator[Desk]:
    with a_desk(tmp_path) as made:
        yield made


@pytest.fixture(params=["local", "http"])
def anywhere(request: pytest.FixtureRequest, tmp_path: Path) -> Generator[Desk]:
    with a_desk_at(request.param, tmp_path) as made:
        yield made


@pytest.fixture
def look() -> Iterator[None]:
    before = style.appearance().choice
    yield
    style.appearance().choose(before)


def found(desk: Desk, text: str) -> dict[str, Hit]:
    desk.window.finder.open_with(text)
    hits = desk.window.finder.hits()
    desk.window.finder.close_it()
    return {hit.title: hit for hit in hits}


def choose(desk: Desk, title: str) -> None:
    found(desk, title)[title].open()


def menu(desk: Desk) -> LinkView:
    """Return the link as it is now."""
    return client_of(desk).links.get("menu")


def open_menu(desk: Desk) -> None:
    draft = LinkDraft(destination="https://example.com/menu", slug="menu", title="Menu")
    link = client_of(desk).links.create(draft)
    desk.session.links_changed.emit()
    desk.routes.open_link(link.id)


def test_the_open_link_is_acted_on_by_its_name(anywhere: Desk) -> None:
    desk = anywhere
    open_menu(desk)
    offered = list(found(desk, ""))
    assert tuple(offered[: len(OF_MENU)]) == OF_MENU, "before all other actions"
    choose(desk, "Copy the address of Menu")
    assert QGuiApplication.clipboard().text() == menu(desk).short_url
    choose(desk, "Pause Menu")
    assert menu(desk).state is LinkState.PAUSED
    assert "Pause Menu" not in found(desk, "menu")
    choose(desk, "Let Menu go on")
    assert menu(desk).state is LinkState.LIVE
    choose(desk, "Archive Menu")
    assert menu(desk).state is LinkState.ARCHIVED
    assert {"Archive Menu", "Pause Menu", "Let Menu go on"}.isdisjoint(found(desk, "menu"))
    desk.window.undo_last()
    assert menu(desk).state is LinkState.LIVE


def test_a_link_is_remembered_as_printed_and_that_is_taken_back(anywhere: Desk) -> None:
    desk = anywhere
    open_menu(desk)
    choose(desk, "Remember Menu as printed")
    assert menu(desk).printed_at is not None
    assert desk.window.status.sentence() == "Menu is remembered as printed"
    assert "Remember Menu as printed" not in found(desk, "printed")
    desk.window.undo_last()
    assert menu(desk).printed_at is None
    assert client_of(desk).codes.list({"limit": 5}).data == [], "the code that was made for it went, too"


def test_the_code_of_the_open_link_is_exported_in_the_studio(desk: Desk) -> None:
    open_menu(desk)
    choose(desk, "Export the code of Menu…")
    assert desk.window.current_page() == "studio"
    assert desk.studio.middle.title.text() == "Menu"
    assert desk.window.focusWidget() is desk.studio.right.format


def test_no_link_is_acted_on_that_nobody_sees(desk: Desk) -> None:
    open_menu(desk)
    desk.window.show_page("home")
    assert set(OF_MENU).isdisjoint(found(desk, ""))
    desk.window.show_page("links")
    desk.links.editor.close_panel()
    assert set(OF_MENU).isdisjoint(found(desk, ""))
    desk.links.new_link()
    assert set(OF_MENU).isdisjoint(found(desk, ""))


def test_a_key_that_reads_alone_is_offered_no_change(tmp_path: Path) -> None:
    with with_key(tmp_path, Scope.LINKS_READ) as desk:
        desk.routes.open_link("menu")
        offered = found(desk, "")
        name = "go.example/menu"
        assert f"Copy the address of {name}" in offered
        changes = (f"Archive {name}", f"Pause {name}", f"Export the code of {name}…", f"Remember {name} as printed")
        assert {*changes, "Add domain", "New key", "Move to your server…"}.isdisjoint(offered)


def test_the_server_is_started_and_stopped_as_it_stands(desk: Desk) -> None:
    pill, heard = desk.window.pill, list[str]()
    pill.start_wanted.disconnect()
    pill.stop_wanted.disconnect()
    pill.start_wanted.connect(lambda: heard.append("start"))
    pill.stop_wanted.connect(lambda: heard.append("stop"))
    pill.retry_wanted.connect(lambda: heard.append("retry"))
    ways = {
        ServerState.STOPPED: "Start serving",
        ServerState.SERVING: "Stop serving",
        ServerState.UNREACHABLE: "Try the server now",
    }
    for state, title in ways.items():
        pill.show_state(state, "go.example")
        assert set(ways.values()) & set(found(desk, "server")) == {title}
        choose(desk, title)
    assert heard == ["start", "stop", "retry"]
    pill.show_state(ServerState.SERVING, "go.example", can_stop=False)
    assert "Stop serving" not in found(desk, "serving"), "nobody stops a server far away from here"


@pytest.mark.usefixtures("look")
def test_the_look_is_chosen_and_the_settings_show_it(desk: Desk) -> None:
    desk.window.show_page("settings")
    choose(desk, "Show the app in dark colours")
    style.appearance().choose(style.appearance().choice)
    assert (desk.state.read(LOOK, ""), desk.settings.look.key(), tokens.scheme()) == ("dark", "dark", "dark")
    assert "Show the app in dark colours" not in found(desk, "theme")
    choose(desk, "Light or dark as the system")
    assert desk.state.read(LOOK, "") == "system"


def test_a_saved_view_is_found_by_its_name_and_listed(anywhere: Desk) -> None:
    desk, client = anywhere, client_of(anywhere)
    for slug in ("menu", "wine"):
        client.links.create(LinkDraft(destination="https://example.com/", slug=slug, title=slug.title()))
    client.views.create(SavedViewDraft(name="Seasonal", query=LinkQuery(search="wine")))
    choose(desk, "Seasonal")
    assert desk.window.current_page() == "links"
    assert [link.slug for link in desk.links.model.links()] == ["wine"]


def test_what_is_new_is_begun_where_it_is_made(desk: Desk) -> None:
    choose(desk, "Add domain")
    assert desk.window.current_page() == "domains"
    assert desk.window.focusWidget() is not None
    choose(desk, "New key")
    assert desk.window.current_page() == "access"
    assert desk.window.focusWidget() is desk.access.keys.panel.name.input
    choose(desk, "Move to your server…")
    assert isinstance(desk.opening.page(), MovePage)


def test_a_server_is_set_up_from_its_field(desk: Desk) -> None:
    choose(desk, "Set up a server…")
    page = desk.opening.page()
    assert isinstance(page, FirstRun)
    assert desk.window.focusWidget() is page.setup.host.input
