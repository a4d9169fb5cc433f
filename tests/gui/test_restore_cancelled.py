"""A restore is cancelled until the backup is in its place, and then says why not; nothing has changed before that."""

from collections.abc import Callable, Generator
from pathlib import Path
from typing import Any

import pytest

from qrdesk.client import Client, LinkDraft
from qrdesk.client.backups import Backups
from qrdesk.core import restore
from qrdesk.core.errors import DatabaseCorrupt
from qrdesk.gui.desk import Desk
from qrdesk.gui.jobs import PoolRunner
from qrdesk.gui.seat import PORT, free_port, seat_of
from qrdesk.gui.shell.server_pill import ServerState
from tests.gui.desks import a_client, a_desk, client_of, wait_for

pytestmark = pytest.mark.usefixtures("british")


@pytest.fixture
def desk(tmp_path: Path) -> Generator[Desk]:
    """A desk with a link more than there is in b.zip, which is looked through."""
    with a_desk(tmp_path, PoolRunner()) as made:
        add(made, "menu")
        made.routes.open_settings("backups")
        part = made.settings.backups
        part.backup.make(tmp_path / "b.zip")
        wait_for(lambda: not made.window.status.works(), "the backup")
        add(made, "later")
        part.restore.confirm = lambda _title, _said: True
        part.restore.look_through(tmp_path / "b.zip")
        wait_for(part.restore.go.isVisible, "the look through the backup")
        yield made


def add(desk: Desk, slug: str) -> None:
    client_of(desk).links.create(LinkDraft(destination="https://example.com", slug=slug))


def slugs(desk: Desk) -> set[str]:
    return {one.slug for one in client_of(desk).links.each()}


def at(monkeypatch: pytest.MonkeyPatch, name: str, act: Callable[[], object]) -> None:
    """Do something right before a part of the restore."""
    real = getattr(restore, name)

    def called(*given: Any, **named: Any) -> Any:
        act()
        return real(*given, **named)

    monkeypatch.setattr(restore, name, called)


@pytest.mark.parametrize("moment", ["stage", "back_up", "swap_contents"])
@pytest.mark.fast_cases(1)
def test_cancelled_before_the_switch_nothing_has_changed(
    desk: Desk, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, moment: str
) -> None:
    restoring = desk.settings.backups.restore.restoring
    at(monkeypatch, moment, lambda: restoring._handle and restoring._handle.cancel())
    desk.settings.backups.restore.go.click()
    assert restoring.wait is not None
    assert restoring.wait.cancel.isVisible()
    assert not desk.window.status._cancel.isVisible(), "one Cancel is enough"
    wait_for(lambda: not desk.window.status.works(), "the end")
    assert desk.window.status.sentence() == "Restore cancelled; nothing has changed"
    assert slugs(desk) == {"menu", "later"}
    assert not list(tmp_path.rglob("before-restore-*")), "nothing is left of it"
    card = desk.settings.backups.restore
    assert (card.note.isVisible(), card.go.isEnabled()) == (False, True)
    monkeypatch.undo()
    card.go.click()
    wait_for(card.note.isVisible, "the restore")
    assert slugs(desk) == {"menu"}


def test_cancel_in_the_status_line_is_the_same(desk: Desk) -> None:
    desk.settings.backups.restore.go.click()
    desk.window.status.works()[0].cancel()
    wait_for(lambda: not desk.window.status.works(), "the end")
    assert slugs(desk) == {"menu", "later"}
    assert desk.window.status.sentence() == "Restore cancelled; nothing has changed"


def test_once_it_is_in_its_place_the_button_says_why_not(desk: Desk) -> None:
    card = desk.settings.backups.restore
    seen: list[tuple[bool, bool, str]] = []
    told: list[tuple[str, str, str]] = []

    def look() -> None:
        wait = card.restoring.wait
        assert wait is not None
        told.append((wait.percent.text(), desk.window.status._count.text(), wait.step.text()))
        seen.append((wait.cancel.isEnabled(), desk.window.status.works()[0].can_cancel, wait.why.text()))

    card.restoring._switched.connect(look)
    card.go.click()
    wait_for(card.note.isVisible, "the restore")
    said = "The backup is in its place: it can be taken back, but not cancelled any more"
    assert seen == [(False, False, said)]
    (page, foot, step), *_ = told
    assert page == foot
    assert page.endswith(" %")
    assert step == "Your links are opened again. What was here before is kept as a backup."


def test_a_restore_that_the_audit_log_does_not_take_is_one(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    def broken(*_given: object) -> None:
        raise OSError("the disk is full")

    monkeypatch.setattr(Backups, "note_restored", broken)
    card = desk.settings.backups.restore
    card.go.click()
    wait_for(lambda: not desk.window.status.works(), "the end")
    assert card.note.isVisible()
    assert slugs(desk) == {"menu"}


def test_where_even_what_was_before_cannot_be_opened_it_is_said_what_to_do(
    desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    def broken(*_given: object) -> Client:
        raise DatabaseCorrupt("The file is damaged.")

    monkeypatch.setattr(Client, "after_restore", broken)
    card = desk.settings.backups.restore
    card.go.click()
    wait_for(lambda: not desk.window.status.works(), "the end")
    said = card.note.accessibleName()
    assert "The file is damaged. What was here before is in " in said
    assert "before-restore-" in said
    assert said.endswith("Close QRDesk, open it again, and restore that.")


@pytest.mark.wide
def test_cancelled_while_the_server_stops_it_serves_again(desk: Desk) -> None:
    serving = {ServerState.SERVING, ServerState.NETWORK_ONLY}
    desk.state.write(PORT, free_port(0))
    desk.server.serve(client_of(desk), seat_of(desk.state))
    wait_for(lambda: desk.server.state in serving and desk.server.own, "the server")
    card = desk.settings.backups.restore
    card.go.click()
    wait = card.restoring.wait
    assert wait is not None
    wait.cancel.click()
    assert wait.why.text() == "Stopping; everything stays as it is"
    wait_for(lambda: card.restoring.wait is None and desk.server.state in serving, "the server again")
    assert slugs(desk) == {"menu", "later"}
    assert card.go.isVisible()


def test_a_database_that_cannot_be_read_stays_as_it_lies_when_its_restore_is_called_off(tmp_path: Path) -> None:
    client = a_client(tmp_path)
    client.backups.create(tmp_path / "b.zip", step=lambda _done, _all: None)
    client.close()
    damaged = tmp_path / "links.db"
    damaged.write_bytes(b"SQLite format 3\0" + b"nothing" * 2000)
    with a_desk(tmp_path, PoolRunner(), connected=False) as desk:
        restoring = desk.opening.restoring
        restoring.choose_path = lambda: tmp_path / "b.zip"
        restoring.confirm = lambda _title, _said: True
        failed: list[Exception] = []
        restoring.begin(str(damaged), lambda: failed.append(DatabaseCorrupt("it was restored")), failed.append)
        desk.window.status.works()[0].cancel()
        wait_for(lambda: not desk.window.status.works(), "the end")
        assert desk.window.status.sentence() == "Restore cancelled; nothing has changed"
    assert failed == []
    assert damaged.read_bytes().startswith(b"SQLite format 3\0nothing")
    assert not list(tmp_path.glob("*before-restore*"))
