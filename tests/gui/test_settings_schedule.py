"""Settings: backups that are made by themselves, how the last one went, and the way out where one is missing."""

from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from qrdesk.client import LinkDraft
from qrdesk.core.backup_reading import read_backup
from qrdesk.core.backup_schedule import note_failure
from qrdesk.core.schemas.audit import AuditQuery
from qrdesk.core.schemas.backups import BackupRun
from qrdesk.gui.desk import Desk
from qrdesk.gui.pages.settings_schedule import ScheduleCard
from qrdesk.gui.seat import place_of
from qrdesk.gui.widgets.buttons import Button
from tests.gui.desks import a_desk, client_of

pytestmark = pytest.mark.usefixtures("british")


def schedule(desk: Desk) -> ScheduleCard:
    desk.routes.open_settings("backups")
    return desk.settings.backups.schedule


def data_dir(desk: Desk) -> Path:
    place = place_of(client_of(desk))
    assert place is not None
    return place.data_dir


def test_backups_by_themselves_are_kept_as_chosen_at_once(tmp_path: Path) -> None:
    with a_desk(tmp_path) as desk:
        card = schedule(desk)
        assert not card.folder.isVisible()
        card.every.button("weekly").click()
        assert card.folder.text() == str(data_dir(desk) / "backups")
        card.keep.setValue(3)
        usb = tmp_path / "usb"
        card.choose_folder = lambda _before: usb
        card.change.click()
        assert "There is no folder" in card.note.accessibleName()
        usb.mkdir()
        card.change.click()
        kept = client_of(desk).backups.state().schedule
        assert (kept.every, kept.keep, kept.folder, card.note.isVisible()) == ("weekly", 3, str(usb), False)
        card.usual.click()
        assert client_of(desk).backups.state().schedule.folder == ""


@pytest.mark.wide
def test_a_backup_that_failed_is_said_in_settings_and_on_home(tmp_path: Path) -> None:
    with a_desk(tmp_path) as desk:
        card = schedule(desk)
        card.every.button("daily").click()
        made = BackupRun(at=datetime.now(UTC) - timedelta(days=1), path="/b.zip", links=7)
        (data_dir(desk) / "backup-last-made.json").write_text(made.model_dump_json())
        note_failure(data_dir(desk), datetime.now(UTC), "The disk is full.")
        desk.settings.refresh()
        assert "Last backup: yesterday at" in card.last.text()
        assert "The disk is full." in card.note.accessibleName()
        assert "need attention" in desk.settings.parts.item("backups").accessibleName()
        desk.show_page("home")
        assert desk.home.attention.backup.isVisible()
        way = next(one for one in desk.home.attention.backup.findChildren(Button) if one.text() == "Backups")
        way.click()
        assert (desk.window.current_page(), desk.settings.parts.key()) == ("settings", "backups")
        card.every.button("off").click()
        desk.show_page("home")
        assert not desk.home.attention.backup.isVisible()


@pytest.mark.wide
def test_a_backup_that_is_missing_is_made_from_its_note(tmp_path: Path) -> None:
    with a_desk(tmp_path) as desk:
        client_of(desk).links.create(LinkDraft(destination="https://example.com/", slug="menu"))
        card = schedule(desk)
        card.every.button("daily").click()
        usb = tmp_path / "usb"
        usb.mkdir()
        card.choose_folder = lambda _before: usb
        card.change.click()
        note_failure(data_dir(desk), datetime.now(UTC), "The disk is full.")
        usb.rmdir()
        desk.settings.refresh()
        card.again.click()
        assert "is not there. Connect its disk, or choose another folder." in card.note.accessibleName()
        assert card.again.isEnabled()
        usb.mkdir()
        card.again.click()
        (made,) = usb.glob("qrdesk-*.zip")
        assert read_backup(made).counts.links == 1
        assert not card.note.isVisible()
        assert desk.window.status.sentence() == f"Backed up to {made.name}, verified"
        (noted,) = client_of(desk).audit.list(AuditQuery(limit=1)).data
        assert noted.sentence == f"Owner made the backup “{made.name}”."
