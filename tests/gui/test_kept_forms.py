"""What is typed on Home, in Settings, on the first page and for an import is there again; secrets are not."""

import threading
from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication, QPushButton, QWidget

from qrdesk.client import FolderDraft
from qrdesk.gui.desk import Desk
from qrdesk.gui.jobs import PoolRunner
from qrdesk.gui.pages.first_run import FirstRun
from qrdesk.gui.pages.links_import import ImportPanel
from qrdesk.gui.profiles import Profile, Profiles
from tests.gui.desks import a_client, a_desk, client_of, wait_for
from tests.gui.test_kept import kept_text

PAGE, NAME = "https://backhaus-mohn.example/karte", "Backhaus Mohn"


def first_page(desk: Desk) -> FirstRun:
    """Return the first page, shown because nothing is open."""
    desk.opening.ask()
    page = desk.opening.page()
    assert isinstance(page, FirstRun)
    return page


def press(inside: QWidget, said: str) -> None:
    """Press the one button with these words."""
    (button,) = (one for one in inside.findChildren(QPushButton) if one.text() == said and one.isEnabled())
    button.click()


def other_links(desk: Desk, folder: Path) -> None:
    """Open another database in the same window."""
    folder.mkdir(exist_ok=True)
    desk.session.use(a_client(folder), "local", str(folder / "links.db"))


def test_the_field_on_home_is_kept_for_its_place_until_the_link_is_made(tmp_path: Path) -> None:
    with a_desk(tmp_path) as desk:
        desk.home.make.field.set_text(PAGE)
        desk.keeper.write()
        assert PAGE in kept_text(tmp_path)
        other_links(desk, tmp_path / "other")
        assert desk.home.make.field.text() == "", "it is not for these links"
    with a_desk(tmp_path) as desk:
        assert desk.home.make.field.text() == PAGE
        desk.home.make.create_button.click()
        desk.keeper.write()
        assert [link.destination for link in client_of(desk).links.list().data] == [PAGE]
        assert PAGE not in kept_text(tmp_path)


def test_settings_are_kept_as_they_were_typed_and_not_once_they_are_saved(tmp_path: Path) -> None:
    with a_desk(tmp_path) as desk:
        desk.window.show_page("settings")
        page = desk.settings
        zone = page.zone.key()
        page.name.set_text(NAME)
        page.address.set_text("https://go.mohn.example")
        page.privacy.days.setValue(33)
        page.here.port.set_text("18765")
        desk.keeper.write()
    with a_desk(tmp_path) as desk:
        desk.window.show_page("settings")
        page = desk.settings
        assert (page.name.text(), page.zone.key(), page.address.text()) == (NAME, zone, "https://go.mohn.example")
        assert (page.privacy.kept.value(), page.here.port.text()) == (33, "18765")
        assert page.privacy.save.isEnabled(), "it is not saved yet"
        desk.window.show_page("home")
        desk.window.show_page("settings")
        assert page.here.port.text() == "18765", "it stays while other pages are shown"
        page.here.move_port.click()
        page.privacy.save.click()
        for said in ("Save", "Use this address"):
            press(page, said)
        desk.keeper.write()
        assert client_of(desk).workspace.get().name == NAME
        assert not any(said in kept_text(tmp_path) for said in (NAME, "go.mohn.example", "[true,33]"))
    with a_desk(tmp_path) as desk:
        desk.window.show_page("settings")
        assert desk.settings.here.port.text() == "18765", "saved"
        assert not desk.settings.here.drafts.is_touched()


def test_a_name_for_a_place_is_kept_with_the_place(tmp_path: Path) -> None:
    server = Profile("https://go.mohn.example", "https://go.mohn.example")
    with a_desk(tmp_path) as desk:
        desk.window.show_page("settings")
        places = desk.settings.places
        Profiles(desk.state).put(server)
        places.rename(server.place)
        places.name.set_text("The bakery")
        desk.keeper.write()
    with a_desk(tmp_path) as desk:
        desk.window.show_page("settings")
        places = desk.settings.places
        places.rename(server.place)
        assert places.name.text() == "The bakery"
        places.name.input.returnPressed.emit()
        desk.keeper.write()
        assert Profiles(desk.state).every()[0].called == "The bakery"
        places.rename(server.place)
        assert not places.drafts.is_touched()


def test_the_first_page_is_filled_in_again_but_for_what_is_secret(tmp_path: Path) -> None:
    with a_desk(tmp_path, connected=False) as desk:
        page = first_page(desk)
        page.address.set_text("https://go.mohn.example")
        page.key.set_text("qrd_secret_key")
        page.code.set_text("qri_secret_code")
        page.name.set_text("Ada")
        page.way.choose("code")
        page.setup.host.set_text("go.linde.example")
        desk.keeper.write()
        page.address.set_text("https://ada:hunter2@go.mohn.example")
        assert "go.linde.example" in kept_text(tmp_path)
        desk.keeper.write()
        assert not any(secret in kept_text(tmp_path) for secret in ("secret", "hunter2"))
        page.address.set_text("https://go.mohn.example")
        desk.keeper.write()
    with a_desk(tmp_path, connected=False) as desk:
        page = first_page(desk)
        assert (page.address.text(), page.name.text(), page.way.key()) == ("https://go.mohn.example", "Ada", "code")
        assert (page.setup.host.text(), page.key.text(), page.code.text()) == ("go.linde.example", "", "")
        desk.session.use(a_client(tmp_path), "local", str(tmp_path / "links.db"))
        desk.keeper.write()
        assert "go.linde.example" not in kept_text(tmp_path), "the links are open"


def test_a_key_pasted_beside_its_field_is_written_nowhere(tmp_path: Path) -> None:
    key = f"qrd_{'A1b2C3' * 6}"
    with a_desk(tmp_path, connected=False) as desk:
        page = first_page(desk)
        for field, said in (
            (page.address, key), (page.address, f"https://go.mohn.example/?key={key}"), (page.name, "qri_K7P2M9"),
            (page.address, "https://go.mohn.example/join#K7P2M9"), (page.setup.host, key),
        ):  # fmt: skip
            field.set_text(said)
            page.way.choose("code")
            desk.keeper.write()
            assert not any(secret in kept_text(tmp_path) for secret in ("A1b2C3", "K7P2M9")), said
            field.set_text("")
        assert '"code"' in kept_text(tmp_path).replace("\\", ""), "the rest is kept"


def test_a_list_chosen_for_an_import_is_looked_through_again(tmp_path: Path) -> None:
    chosen = tmp_path / "bakery.csv"
    chosen.write_text(f"destination,slug\n{PAGE},karte\n", encoding="utf-8")
    with a_desk(tmp_path) as desk:
        client_of(desk).folders.create(FolderDraft(name="Summer"))
        desk.routes.open_import()
        panel = desk.links.side.importing
        wait_for(lambda: panel.folder.findData("Summer") > 0, "the folders")
        panel.source.choose("csv")
        panel.folder.choose("Summer")
        panel.look_through(chosen)
        assert "1 of 1 row can be imported" in panel.outcome.accessibleName()
        desk.keeper.write()
        other_links(desk, tmp_path / "other")
        desk.routes.open_import()
        assert nothing_chosen(panel), "it is not for these links"
    with a_desk(tmp_path) as desk:
        desk.routes.open_import()
        panel = desk.links.side.importing
        wait_for(lambda: not nothing_chosen(panel), "the list to be looked through again")
        assert "1 of 1 row can be imported" in panel.outcome.accessibleName()
        assert (panel.source.key(), panel.folder.key()) == ("csv", "Summer")
        panel.go.click()
        desk.keeper.write()
        assert len(client_of(desk).links.list().data) == 1
        assert "bakery.csv" not in kept_text(tmp_path)


def test_a_list_on_a_disk_that_is_slow_to_answer_holds_nothing_up(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    chosen = tmp_path / "bakery.csv"
    chosen.write_text(f"destination,slug\n{PAGE},karte\n", encoding="utf-8")
    with a_desk(tmp_path) as desk:
        desk.routes.open_import()
        desk.links.side.importing.look_through(chosen)
        desk.keeper.write()
    asked: list[threading.Thread] = []
    is_file = Path.is_file

    def noted(path: Path) -> bool:
        if path == chosen:
            asked.append(threading.current_thread())
        return is_file(path)

    monkeypatch.setattr(Path, "is_file", noted)
    with a_desk(tmp_path, PoolRunner()) as desk:
        desk.routes.open_import()
        wait_for(lambda: not nothing_chosen(desk.links.side.importing), "the list to be looked through again")
    assert asked
    assert threading.main_thread() not in asked


def nothing_chosen(panel: ImportPanel) -> bool:
    """Whether the panel shows no list."""
    QApplication.processEvents()
    return panel.outcome.isHidden()
