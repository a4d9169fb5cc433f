"""The foot of the window says when the last backup was made, here and of a server far away."""

from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from qrdesk.client import Client, LinkDraft
from qrdesk.core import backup_schedule
from qrdesk.core.errors import DatabaseNewer
from qrdesk.core.schemas.access import Scope
from qrdesk.core.schemas.backups import BackupRun, BackupSchedule
from qrdesk.gui.desk import Desk
from qrdesk.gui.seat import place_of
from tests.gui.desks import a_client, a_desk, a_server, client_of


def line(desk: Desk) -> str:
    button = desk.window.status._backup
    return button.text() if button.isVisible() else ""


def back_up(client: Client, folder: Path) -> BackupRun:
    return client.backups.create(folder / "one.zip", force=True, step=lambda _done, _of: None)


def data_dir(desk: Desk) -> Path:
    place = place_of(client_of(desk))
    assert place is not None
    return place.data_dir


def test_the_last_backup_stands_beside_the_version_and_opens_the_backups(tmp_path: Path) -> None:
    with a_desk(tmp_path) as desk:
        assert line(desk) == "", "there is nothing yet that could be lost"
        client_of(desk).links.create(LinkDraft(destination="https://example.com/"))
        desk.changes.poll()
        assert line(desk) == "No backup yet"
        back_up(client_of(desk), tmp_path)
        desk.changes.poll()
        assert line(desk) == "Backed up today", "it is noted, so it is heard of"
        assert "The last backup was made today at" in desk.window.status._backup.toolTip()
        desk.window.status._backup.click()
        assert desk.window.current_page() == "settings"
        assert desk.settings.backups.isVisible()


def test_nothing_is_said_of_backups_while_no_links_could_be_opened(tmp_path: Path) -> None:
    with a_desk(tmp_path) as desk:
        client_of(desk).links.create(LinkDraft(destination="https://example.com/"))
        desk.changes.poll()
        assert line(desk) == "No backup yet"
        desk.opening._not_opened(lambda: None, DatabaseNewer("A newer QRDesk was here."))
        assert line(desk) == ""
        desk.backup_age.look()
        desk.helping.open()
        assert line(desk) == "", "Help lies over it"
        desk.opening._frame()
        assert line(desk) == "No backup yet"


@pytest.mark.parametrize(("days", "said"), [(1, "Backed up yesterday"), (800, "Backed up on ")])
@pytest.mark.fast_cases(1)
def test_an_older_backup_is_told_by_its_day(tmp_path: Path, days: int, said: str) -> None:
    with a_desk(tmp_path) as desk:
        run = back_up(client_of(desk), tmp_path)
        before = run.model_copy(update={"at": run.at - timedelta(days=days)})
        backup_schedule._write(data_dir(desk) / backup_schedule._BY_HAND, before)
        desk.backup_age.look()
        assert line(desk).startswith(said)


def test_a_backup_that_is_missing_is_said_with_a_mark(tmp_path: Path) -> None:
    with a_desk(tmp_path) as desk:
        client_of(desk).backups.keep_schedule(BackupSchedule(every="daily"))
        backup_schedule.note_failure(data_dir(desk), datetime.now(UTC), "The disk is full.")
        desk.backup_age.look()
        assert line(desk) == "A backup is missing"
        assert desk.window.status._backup.toolTip() == "The disk is full."


def test_the_foot_says_what_the_backups_in_settings_say(tmp_path: Path) -> None:
    with a_desk(tmp_path) as desk:
        client_of(desk).backups.keep_schedule(BackupSchedule(every="daily"))
        back_up(client_of(desk), tmp_path)
        desk.changes.poll()
        assert line(desk) == "Backed up today"
        backup_schedule.note_failure(data_dir(desk), datetime.now(UTC), "The disk is full.")
        desk.routes.open_settings("backups")
        assert desk.settings.backups.schedule.note.isVisible()
        assert line(desk) == "A backup is missing"


def test_of_a_server_far_away_it_says_what_the_audit_log_tells(tmp_path: Path) -> None:
    far = tmp_path / "far"
    far.mkdir()
    with a_server(far) as (address, key), a_desk(tmp_path, connected=False) as desk:
        desk.session.use(Client.remote(address, key), "remote", address)
        desk.window.show_page("home")
        assert line(desk) == "", "nothing is known of its backups"
        desk.changes.poll()
        with a_client(far) as there:
            back_up(there, tmp_path)
        desk.changes.poll()
        assert line(desk) == "Backed up today"
        desk.session.set_reach(frozenset({Scope.LINKS_READ}))
        assert line(desk) == "", "the key may not read it"
