"""An update of the database says what it does; what was before it, or before a damage, is restored."""

import re
import sqlite3
from contextlib import closing
from pathlib import Path

import pytest

from qrdesk import __version__
from qrdesk.client import LinkDraft
from qrdesk.gui.desk import Desk
from qrdesk.gui.pages.settings_backups import BackupsPart
from qrdesk.gui.updating import UpdatePage
from qrdesk.gui.widgets.buttons import Button
from tests.core.older import step_back
from tests.gui.desks import a_desk, client_of

pytestmark = pytest.mark.usefixtures("british")


def backups(desk: Desk) -> BackupsPart:
    desk.routes.open_settings("backups")
    return desk.settings.backups


def add(desk: Desk, slug: str) -> None:
    client_of(desk).links.create(LinkDraft(destination="https://example.com/", slug=slug))
    desk.session.links_changed.emit()


def slugs(desk: Desk) -> set[str]:
    return {link.slug for link in client_of(desk).links.each()}


@pytest.mark.wide
def test_the_copy_from_before_an_update_can_be_restored(tmp_path: Path) -> None:
    with a_desk(tmp_path) as desk:
        add(desk, "menu")
        copy = tmp_path / "links.db.before-update-20261120-120000"
        with closing(sqlite3.connect(tmp_path / "links.db")) as now, closing(sqlite3.connect(copy)) as then:
            now.backup(then)
        add(desk, "later")
        card = backups(desk).schema
        assert f"Up to date for QRDesk {__version__}" in card.said.text()
        assert not re.search(r"\d{4}_", card.said.text()), "how a step is called is for nobody to read"
        assert copy.name in card.copy.text().replace("\N{ZERO WIDTH SPACE}", "")
        card.back.click()
        desk.settings.backups.restore.confirm = lambda _title, _said: True
        desk.settings.backups.restore.go.click()
        assert slugs(desk) == {"menu"}


@pytest.mark.wide
def test_what_an_update_does_is_said_before_and_after(tmp_path: Path) -> None:
    path = tmp_path / "links.db"
    with a_desk(tmp_path) as desk:
        add(desk, "menu")
    step_back(path)
    with a_desk(tmp_path, connected=False) as desk:
        desk.opening.start(str(path))
        page = desk.opening.page()
        assert isinstance(page, UpdatePage)
        assert str(path) in page.note.accessibleName()
        assert list(tmp_path.glob("*.before-update-*")) == []
        page.note.findChildren(Button)[1].click()
        assert slugs(desk) == {"menu"}
        (copy,) = tmp_path.glob("*.before-update-*")
        assert copy.name in desk.window.status.sentence()
        assert copy.name in backups(desk).schema.copy.text().replace("\N{ZERO WIDTH SPACE}", "")


def test_a_damaged_database_is_restored_where_it_cannot_be_opened(tmp_path: Path) -> None:
    path = tmp_path / "links.db"
    with a_desk(tmp_path) as desk:
        add(desk, "menu")
        backups(desk).backup.make(tmp_path / "b.zip")
    path.write_bytes(b"nothing" + path.read_bytes()[7:])
    damaged = path.read_bytes()
    with a_desk(tmp_path, connected=False) as desk:
        desk.opening.start(str(path))
        desk.opening.restoring.choose_path = lambda: tmp_path / "b.zip"
        desk.opening.restoring.confirm = lambda _title, _said: True
        page = desk.opening.page()
        assert page is not None
        restore = next(one for one in page.findChildren(Button) if one.text() == "Restore a backup…")
        restore.click()
        assert (desk.opening.is_done(), slugs(desk)) == (True, {"menu"})
        (kept,) = tmp_path.glob("links.db.before-restore-*")
        assert kept.read_bytes() == damaged
