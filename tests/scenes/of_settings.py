"""Scenes of Settings: its parts, backups made, looked through, restored, and what went wrong with them."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from functools import partial
from pathlib import Path
from tempfile import TemporaryDirectory

from PySide6.QtTest import QTest

from qrdesk.client import LinkDraft
from qrdesk.client.associations.standing import Standing
from qrdesk.core.backup_schedule import note_failure
from qrdesk.core.schemas.backups import BackupRun, BackupSchedule
from qrdesk.core.schemas.survival import KitRun
from qrdesk.gui.desk import Desk
from qrdesk.gui.pages.settings_restoring import Wait
from qrdesk.gui.seat import place_of
from tests.scenes.steps import SITE, Shot, scroll_to


def _part(desk: Desk, key: str) -> None:
    desk.window.show_page("settings")
    desk.settings.show_part(key)
    QTest.qWait(100)


def _data_dir(desk: Desk) -> Path:
    place = place_of(desk.session.the_client())
    assert place is not None
    return place.data_dir


def _schedule(desk: Desk, every: str) -> None:
    client = desk.session.the_client()
    client.backups.keep_schedule(BackupSchedule.model_validate({"every": every}))


def _backed_up(desk: Desk) -> None:
    _schedule(desk, "daily")
    path = _data_dir(desk).parent / "qrdesk-kaffeehaus-linde-2026-11-22.zip"
    run = BackupRun(at=datetime.now(UTC) - timedelta(hours=9), path=str(path), links=25, hits=41_200, bytes=4_000_000)
    for name in ("backup-last.json", "backup-last-made.json"):
        (_data_dir(desk) / name).write_text(run.model_dump_json())
    _part(desk, "backups")
    desk.settings.backups.backup.make(path)
    QTest.qWait(100)


def _missing(desk: Desk) -> None:
    _backed_up(desk)
    said = "The disk is full, so the backup /media/usb/backups/qrdesk-20261122-030000.zip was not saved. "
    note_failure(_data_dir(desk), datetime.now(UTC), said + "Free some space, or choose another folder.")
    desk.settings.refresh()
    QTest.qWait(50)
    scroll_to(desk.settings.backups.schedule)


def _home(desk: Desk) -> None:
    _schedule(desk, "daily")
    said = "The folder /media/usb is not there. Connect its disk, or choose another folder."
    note_failure(_data_dir(desk), datetime.now(UTC), said)
    desk.window.show_page("home")
    QTest.qWait(100)


def _looked_through(desk: Desk) -> None:
    client = desk.session.the_client()
    _backed_up(desk)
    later = client.links.create(LinkDraft(destination=f"{SITE}/glow", title="Mulled wine evening"))
    desk.settings.backups.restore.look_through(_data_dir(desk).parent / "qrdesk-kaffeehaus-linde-2026-11-22.zip")
    QTest.qWait(50)
    scroll_to(desk.settings.backups.restore)
    client.links.delete(later.id)


def _restored(desk: Desk) -> None:
    _looked_through(desk)
    desk.settings.backups.restore.confirm = lambda _title, _said: True
    desk.settings.backups.restore.go.click()
    desk.settings.show_part("backups")
    QTest.qWait(100)
    scroll_to(desk.settings.backups.restore)


def _restoring(desk: Desk, *, late: bool = False) -> None:
    restoring = desk.settings.backups.restore.restoring
    restoring.wait = Wait()
    if late:
        restoring.wait.show_too_late()
    desk.window.show_alone(restoring.wait)
    restoring.wait.show_progress(100 if late else 40)
    work = desk.window.status.start(
        restoring.tr("Restoring your links"), restoring.cancel, in_percent=True, cancelled_elsewhere=True
    )
    work.progress(100 if late else 40, 100)


def _damaged(desk: Desk) -> None:
    with TemporaryDirectory() as folder:
        path = Path(folder) / "holiday.zip"
        path.write_bytes(b"PK no backup")
        _part(desk, "backups")
        desk.settings.backups.restore.look_through(path)
    QTest.qWait(50)


def _geo_refused(desk: Desk) -> None:
    with TemporaryDirectory() as folder:
        path = Path(folder) / "photo.mmdb"
        path.write_bytes(b"no database")
        _part(desk, "scans")
        desk.settings.geo.take(path)
    QTest.qWait(50)


def _opens(desk: Desk, standing: Standing) -> None:
    _part(desk, "here")
    card = desk.settings.opens
    card.system = lambda: _Remembers(standing)
    card.refresh()
    QTest.qWait(50)
    scroll_to(card)


class _Remembers:
    """A system on which nothing is written."""

    def __init__(self, standing: Standing) -> None:
        self._standing = standing

    def standing(self) -> Standing:
        return self._standing

    def register(self) -> None:
        pass

    def unregister(self) -> None:
        pass


def _survival(desk: Desk, *, near: bool = False) -> None:
    _part(desk, "backups")
    card = desk.settings.backups.survival
    hosts = ["localhost:8765"] if near else ["kaffeehaus-linde.example", "go.linde.example"]
    left_out = [] if near else ["linde-shop.example"]
    folder = _data_dir(desk).parent / "stick" / "qrdesk-kit"
    folder.mkdir(parents=True, exist_ok=True)
    run = KitRun(
        at=datetime.now(UTC) - timedelta(minutes=3), path=str(folder), addresses=1_204, partly=0 if near else 37,
        hosts=hosts, left_out=left_out,
    )  # fmt: skip
    card.show_run(run)
    QTest.qWait(50)
    scroll_to(card)


def _survival_far(desk: Desk) -> None:
    desk.session.mode = "remote"
    _part(desk, "backups")
    desk.settings.backups.refresh()
    QTest.qWait(50)
    scroll_to(desk.settings.backups.survival)


def _never_backed_up(desk: Desk) -> None:
    _part(desk, "backups")
    state = desk.session.the_client().backups.state()
    # A place as people have it: the manual shows this scene, and the database of scenes is in a folder of ours.
    key = Path("/home/linde/.local/share/qrdesk/qrdesk.db.d/secret.key")
    desk.settings.backups.backup.show_state(replace(state, secret_key=key))


SCENES: dict[str, Shot] = {
    **{f"settings-{key}": partial(_part, key=key) for key in ("general", "address", "scans", "import", "here")},
    "settings-geo-refused": _geo_refused,
    "settings-backups": _backed_up,
    "settings-backups-preview": _looked_through,
    "settings-backups-restored": _restored,
    "settings-restoring": _restoring,
    "settings-restoring-late": partial(_restoring, late=True),
    "settings-backups-damaged": _damaged,
    "settings-backups-missing": _missing,
    "settings-survival": _survival,
    "settings-survival-near": partial(_survival, near=True),
    "settings-survival-far": _survival_far,
    "settings-opens": partial(_opens, standing=Standing("on")),
    "settings-opens-other": partial(_opens, standing=Standing("other", "/opt/older/bin/qrdesk")),
    "home-backup-missing": _home,
}

EMPTY: dict[str, Shot] = {"empty-backups": _never_backed_up}
