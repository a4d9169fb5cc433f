"""Settings in its parts: backups made, restored and made by themselves, the geo database, the way to the importer."""

from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from qrdesk.client import Client, LinkDraft
from qrdesk.core.backup_reading import read_backup
from qrdesk.core.errors import DatabaseUnreachable
from qrdesk.core.schemas.audit import AuditQuery
from qrdesk.core.schemas.backups import BackupSchedule
from qrdesk.gui import file_dialogs, server_refusals
from qrdesk.gui.desk import Desk
from qrdesk.gui.jobs import PoolRunner
from qrdesk.gui.pages import settings_restore
from qrdesk.gui.pages.settings_backups import BackupsPart
from qrdesk.gui.pages.settings_sections import SectionList
from qrdesk.gui.seat import PORT, free_port, place_of, seat_of
from qrdesk.gui.shell.server_pill import ServerState
from qrdesk.gui.widgets.buttons import Button
from tests.core.mmdb import write_mmdb
from tests.gui.desks import a_desk, a_server, client_of, wait_for
from tests.gui.spoken import painted

pytestmark = pytest.mark.usefixtures("british")


def backups(desk: Desk) -> BackupsPart:
    desk.routes.open_settings("backups")
    return desk.settings.backups


def add(desk: Desk, slug: str) -> None:
    client_of(desk).links.create(LinkDraft(destination="https://example.com/", slug=slug))
    desk.session.links_changed.emit()


def slugs(desk: Desk) -> set[str]:
    return {link.slug for link in client_of(desk).links.each()}


def last_entry(desk: Desk) -> str:
    return client_of(desk).audit.list(AuditQuery(limit=1)).data[0].sentence


def run(desk: Desk, action: str) -> None:
    """Choose something in the palette."""
    finder = desk.window.finder
    finder.open_with(action)
    chosen = next(hit for hit in finder.hits() if hit.title == action)
    finder.close_it()
    chosen.open()


def data_dir(desk: Desk) -> Path:
    place = place_of(client_of(desk))
    assert place is not None
    return place.data_dir


@pytest.mark.wide
def test_the_parts_are_walked_by_the_keyboard(tmp_path: Path) -> None:
    with a_desk(tmp_path) as desk:
        desk.show_page("settings")
        page = desk.settings
        assert (page.parts.key(), page.look.isVisible(), page.backups.isVisible()) == ("general", True, False)
        QApplication.processEvents()  # the page puts the focus on its first control
        page.parts.item("general").setFocus()
        QTest.keyClick(page.parts.item("general"), Qt.Key.Key_Down)
        assert (page.parts.key(), page.address.isVisible(), page.look.isVisible()) == ("address", True, False)
        assert page.parts.item("address").hasFocus()
        desk.show_page("home")
        desk.show_page("settings")
        assert page.parts.key() == "address"


@pytest.mark.wide
def test_a_part_that_is_gone_to_puts_no_focus_on_what_it_deletes(tmp_path: Path) -> None:
    with a_desk(tmp_path) as desk:
        desk.show_page("settings")
        page = desk.settings
        QApplication.processEvents()  # the page puts the focus on its first control
        assert page.look.button("system").hasFocus()
        page.show_part("scans")
        assert page.parts.item("scans").hasFocus()


def test_a_backup_is_made_where_one_says_and_told(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    with a_desk(tmp_path) as desk:
        add(desk, "menu")
        card = backups(desk).backup
        assert card.said.text().count("No backup was made by hand yet") == 1
        card.copy_key_place.click()
        assert Path(QApplication.clipboard().text()).samefile(data_dir(desk) / "secret.key")
        names: list[str] = []
        card.choose_path = lambda name: names.append(name) or tmp_path / name
        desk.show_page("home")
        run(desk, "Back up now")
        assert names[0].startswith("qrdesk-")
        made = read_backup(tmp_path / names[0])
        assert (made.counts.links, made.has_secret_key) == (1, False)
        assert "today at" in card.said.text()
        assert "1 link, verified" in card.said.text()
        assert card.folder.isVisible()
        assert desk.window.status.sentence() == f"Backed up to {names[0]}, verified"
        assert card.file.text() == names[0]
        assert not card.key_kept.isVisible(), "it is folded away"
        card.fold.click()
        assert card.key_kept.isVisible()
        assert card.key_note.isVisible(), "on another computer it would not open"
        monkeypatch.setattr(file_dialogs, "save_name", lambda *asked: (asked[2], ""))
        assert card.save_key.isHidden(), "the note has this button already"
        card.save_key.click()
        saved = (tmp_path / names[0]).with_suffix(".key")
        assert saved.read_bytes().split() == (data_dir(desk) / "secret.key").read_bytes().split()
        assert not card.key_note.isVisible()
        assert card.save_key.isVisible()
        QTest.keyClick(card.with_key, Qt.Key.Key_Space)
        assert not card.key_kept.isVisible()
        card.go.click()
        assert read_backup(tmp_path / names[0]).has_secret_key
        assert not card.key_note.isVisible()
        (tmp_path / names[0]).unlink()
        desk.settings.refresh()
        assert "not there any more" in card.said.text()


def test_a_backup_that_cannot_be_written_says_why(tmp_path: Path) -> None:
    with a_desk(tmp_path) as desk:
        card = backups(desk).backup
        card.make(tmp_path / "nowhere" / "b.zip")
        assert card.trouble.isVisible()
        assert "Nothing was saved" in card.trouble.accessibleName()
        assert card.go.isEnabled()


def test_a_restore_shows_what_changes_asks_once_and_can_be_taken_back(tmp_path: Path) -> None:
    with a_desk(tmp_path) as desk:
        add(desk, "menu")
        part = backups(desk)
        part.backup.make(tmp_path / "b.zip")
        assert last_entry(desk) == "Owner made the backup “b.zip”."
        add(desk, "later")
        card = part.restore
        card.choose_path = lambda: tmp_path / "b.zip"
        card.pick.click()
        assert "1 link that is here is not in the backup and would be gone: go.example/later" in card.changes.text()
        asked: list[str] = []
        card.confirm = lambda title, _said: bool(asked.append(title))
        card.go.click()
        assert (slugs(desk), len(asked)) == ({"menu", "later"}, 1)
        card.confirm = lambda _title, _said: True
        card.go.click()
        assert slugs(desk) == {"menu"}
        assert last_entry(desk) == "Owner restored the backup “b.zip”."
        assert desk.opening.is_done()
        assert card.note.isVisible()
        assert "before-restore-" in card.note.accessibleName()
        kept = next((data_dir(desk) / "backups").glob("before-restore-*.zip"))
        assert read_backup(kept).counts.links == 2
        card.look_through(kept)
        assert "1 link is only in the backup and would be back" in card.changes.text()
        card.go.click()
        assert slugs(desk) == {"menu", "later"}
        add(desk, "after")  # the database goes on
        desk.show_page("links")
        wait_for(lambda: desk.links.model.rowCount() == 3, "the links of after the restore", 10)


def test_a_backup_that_cannot_be_opened_is_taken_back_and_refused(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    with a_desk(tmp_path) as desk:
        add(desk, "menu")
        part = backups(desk)
        part.backup.make(tmp_path / "b.zip")
        add(desk, "later")
        card, real, tries = part.restore, Client.after_restore, iter([1])
        card.confirm = lambda _title, _said: True

        def fails(client: Client, workspace: str = "") -> Client:
            if next(tries, None) is not None:
                raise DatabaseUnreachable("The disk is gone.")
            return real(client, workspace)

        monkeypatch.setattr(Client, "after_restore", fails)
        card.look_through(tmp_path / "b.zip")
        card.go.click()
        assert "taken back: everything is as it was before" in card.note.accessibleName()
        assert card.note.property("note") == "danger"
        assert slugs(desk) == {"menu", "later"}
        assert desk.window.current_page() == "settings"
        card.look_through(tmp_path / "b.zip")
        card.go.click()
        assert slugs(desk) == {"menu"}, "it can be tried again"


def test_what_a_backup_says_is_not_trusted_and_belongs_to_where_it_was_asked(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    with a_desk(tmp_path) as desk:
        part = backups(desk)
        part.backup.make(tmp_path / "b.zip")
        card = part.restore

        def overflows(_preview: object, _when: str) -> str:
            raise OverflowError("date value out of range")

        with monkeypatch.context() as patch:
            patch.setattr(settings_restore, "held", overflows)
            card.look_through(tmp_path / "b.zip")
        assert (card.note.isVisible(), card.go.isVisible(), card.pick.isEnabled()) == (True, False, True)
        card.look_through(tmp_path / "b.zip")
        assert card.go.isVisible()
        here = client_of(desk)
        desk.session.use(here.in_workspace(here.me.get().workspace.id), "local", desk.session.place)
        assert not card.go.isVisible(), "it was compared with other links"


def test_a_damaged_backup_changes_nothing(tmp_path: Path) -> None:
    with a_desk(tmp_path) as desk:
        add(desk, "menu")
        (tmp_path / "b.zip").write_bytes(b"PK no backup")
        card = backups(desk).restore
        card.look_through(tmp_path / "b.zip")
        assert card.note.isVisible()
        assert not card.go.isVisible()
        assert slugs(desk) == {"menu"}


@pytest.mark.wide
def test_the_server_stops_for_a_restore_and_serves_again(tmp_path: Path) -> None:
    with a_desk(tmp_path, PoolRunner()) as desk:
        desk.state.write(PORT, free_port(0))
        desk.server.serve(client_of(desk), seat_of(desk.state))
        serving = {ServerState.SERVING, ServerState.NETWORK_ONLY}
        client_of(desk).backups.keep_schedule(BackupSchedule(every="daily"))
        wait_for(lambda: desk.server.state in serving and desk.server.own, "the server")
        wait_for(lambda: client_of(desk).backups.state().made is not None, "the backup that the server makes")
        part = backups(desk)
        part.backup.make(tmp_path / "b.zip")
        wait_for(lambda: not desk.window.status.works(), "the backup")
        add(desk, "later")
        part.restore.confirm = lambda _title, _said: True
        part.restore.look_through(tmp_path / "b.zip")
        wait_for(part.restore.go.isVisible, "the look through the backup")
        part.restore.go.click()
        wait_for(lambda: part.restore.note.isVisible() and desk.server.state in serving, "the restore")
        assert part.restore.note.property("note") == "success", part.restore.note.accessibleName()
        assert (slugs(desk), desk.server.own) == (set(), True)


def test_a_workspace_is_saved_only_where_something_was_changed(tmp_path: Path) -> None:
    with a_desk(tmp_path) as desk:
        desk.routes.open_settings("general")
        page = desk.settings
        assert not page._save.isEnabled()
        before = page.name.text()
        page.name.set_text("Kaffeehaus Linde")
        assert page._save.isEnabled()
        page.name.set_text(before)
        assert not page._save.isEnabled()
        page.name.set_text("Kaffeehaus Linde")
        page._save.click()
        assert client_of(desk).workspace.get().name == "Kaffeehaus Linde"
        assert not page._save.isEnabled()


@pytest.mark.wide
def test_another_geo_database_is_looked_through_before_it_is_taken(tmp_path: Path) -> None:
    with a_desk(tmp_path) as desk:
        desk.routes.open_settings("scans")
        card = desk.settings.geo
        assert "comes with QRDesk" in card.said.text()
        photo = tmp_path / "photo.mmdb"
        photo.write_bytes(b"a photo")
        card.choose_path = lambda: photo
        card.pick.click()
        assert "no geo database" in card.trouble.accessibleName()
        own = write_mmdb(tmp_path / "own.mmdb", {"198.51.100.0/24": {"country_code": "DE", "city": "Ulm"}})
        card.choose_path = lambda: own
        card.pick.click()
        assert "countries, regions and cities" in card.said.text()
        assert (data_dir(desk) / "geo-database.mmdb").read_bytes() == own.read_bytes()
        card.bundled.click()
        assert "comes with QRDesk" in card.said.text()


@pytest.mark.wide
def test_of_a_server_it_is_said_where_backups_and_countries_are_seen_to(tmp_path: Path) -> None:
    with a_server(tmp_path) as (address, key), a_desk(tmp_path, connected=False) as desk:
        desk.session.connect_remote(address, key)
        part = backups(desk)
        assert (part.elsewhere.isVisible(), part.backup.isVisible(), part.restore.isVisible()) == (True, False, False)
        (copy, *_) = part.elsewhere.findChildren(Button)
        copy.click()
        assert QApplication.clipboard().text().startswith("qrdesk backup create ")
        desk.routes.open_settings("scans")
        assert "The server has a database of its own" in desk.settings.geo.said.text()
        assert not desk.settings.geo.pick.isVisible()
        desk.show_page("home")
        assert not desk.home.attention.backup.isVisible()
        asked: list[str] = []
        part.backup.choose_path = lambda name: asked.append(name) or None
        part.restore.choose_path = lambda: asked.append("restore") or None
        for said in ("Back up now", "Restore a backup"):
            run(desk, said)
        assert asked == []


@pytest.mark.wide
def test_import_leads_to_the_importer(tmp_path: Path) -> None:
    with a_desk(tmp_path) as desk:
        desk.routes.open_settings("import")
        desk.settings.bring.go.click()
        assert desk.window.current_page() == "links"
        assert desk.links.side.importing.isVisible()


def test_the_address_says_what_becomes_of_links_made_so_far(tmp_path: Path) -> None:
    with a_desk(tmp_path, public_url="http://192.0.2.2:8765") as desk:
        desk.routes.open_settings("address")
        assert "Links made so far move to the public address" in desk.settings.carried.text()
        assert "goes on working" not in desk.settings.carried.text()
    with a_desk(tmp_path / "public") as desk:
        desk.routes.open_settings("address")
        assert "Those made before keep theirs, and it goes on working." in desk.settings.carried.text()


@pytest.mark.parametrize(
    ("part", "chapter"), [("address", "server"), ("backups", "backup"), ("scans", "privacy"), ("pictures", "studio")]
)
def test_help_opens_at_the_chapter_of_the_part_in_sight(tmp_path: Path, part: str, chapter: str) -> None:
    with a_desk(tmp_path) as desk:
        desk.routes.open_settings(part)
        desk.window.help_wanted.emit()
        assert desk.state.read("help/chapter", "") == chapter


def test_another_port_is_a_button_away_when_the_port_is_taken(tmp_path: Path) -> None:
    with a_desk(tmp_path) as desk:
        desk.server.port_refused = True
        desk.server.trouble.emit(*server_refusals.taken(8765))
        next(one for one in desk.home.notice.findChildren(Button) if one.text() == "Use another port").click()
        assert desk.settings.parts.key() == "here"
        assert desk.window.focusWidget() is desk.settings.here.port.input


def test_the_pill_leads_to_a_public_address_where_codes_work_only_near(tmp_path: Path) -> None:
    with a_desk(tmp_path) as desk:
        pill = desk.window.pill
        way = next(one for one in pill.menu().actions() if one.text() == "Make codes work for everyone…")
        pill.show_state(ServerState.SERVING, "go.example")
        assert not way.isVisible()
        pill.show_state(ServerState.NETWORK_ONLY, "192.0.2.2:8765")
        assert way.isVisible()
        way.trigger()
        assert (desk.window.current_page(), desk.settings.parts.key()) == ("settings", "address")


def test_a_port_that_was_refused_is_tried_again_by_its_button(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    started: list[bool] = []
    with a_desk(tmp_path) as desk:
        monkeypatch.setattr(desk.server, "start", lambda: started.append(True))
        desk.routes.open_settings("here")
        desk.settings.here.move_port.click()
        assert started == [], "it holds already"
        desk.server.port_refused = True
        desk.settings.here.move_port.click()
        assert started == [True]


@pytest.mark.parametrize("language", ["en", "de"])
def test_the_part_that_is_chosen_is_read_whole(qtbot: QtBot, qapp: QApplication, language: str) -> None:
    names = {"en": "Scans and privacy", "de": "Scans und Datenschutz für alle"}  # of those, a longer one
    made = SectionList([("scans", names[language], "eye-off")], "Parts")
    qtbot.addWidget(made)
    made.resize(made.sizeHint())
    made.show()
    made.choose("scans")
    with pytest.MonkeyPatch.context() as patch, painted(patch) as said:
        made.grab()
    assert names[language] in said
