"""Another place is opened before an answer has come: nothing of one workspace lands in another, nothing is lost."""

import json
import os
import stat
from collections.abc import Generator
from dataclasses import dataclass, replace
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from qrdesk.client import (
    Client,
    FolderDraft,
    InvitationDraft,
    KeyDraft,
    RotationDraft,
    WorkspaceDraft,
    WorkspacePatch,
    restoring,
)
from qrdesk.core.errors import Conflict
from qrdesk.core.schemas.access import Role, Scope
from qrdesk.core.schemas.folders import FolderPatch
from qrdesk.core.schemas.webhooks import SecretDraft
from qrdesk.gui.desk import Desk
from qrdesk.gui.pages.link_editor_drafts import Drafts
from qrdesk.gui.pages.link_editor_form import Values
from qrdesk.gui.shell.state import State
from tests.gui.desks import a_client, a_desk
from tests.gui.held_jobs import HeldJobs

ONE, TWO = "https://one.example", "https://two.example"
CTRL = Qt.KeyboardModifier.ControlModifier


@dataclass
class World:
    """The app between two servers; what ``jobs`` hold back is an answer on its way."""

    desk: Desk
    jobs: HeldJobs
    one: Client
    two: Client

    def go(self, place: str, page: str) -> None:
        """Open the one or the other."""
        self.desk.session.use(self.one if place == ONE else self.two, "remote", place)
        self.desk.window.show_page(page)


@pytest.fixture
def world(tmp_path: Path) -> Generator[World]:
    one = a_client(tmp_path)
    two = one.in_workspace(one.workspaces.create(WorkspaceDraft(name="Two", url=TWO)).id)
    jobs = HeldJobs(holds=False, only_answers=True)
    with a_desk(tmp_path, jobs, connected=False) as desk:
        yield World(desk, jobs, one, two)


def test_a_save_that_is_answered_elsewhere_is_not_told_or_undone_there(world: World, qtbot: QtBot) -> None:
    world.go(ONE, "settings")
    settings = world.desk.settings
    settings.name.set_text("Café One")
    world.jobs.holds = True
    settings._save.click()
    world.jobs.holds = False
    world.go(TWO, "settings")
    world.jobs.let_go()
    assert world.one.workspace.get().name == "Café One"
    assert settings._shown[0] == "Two"
    qtbot.keyClick(world.desk.window, Qt.Key.Key_Z, CTRL)
    assert (world.one.workspace.get().name, world.two.workspace.get().name) == ("Café One", "Two")


def test_an_undo_is_refused_where_other_links_are_open(world: World) -> None:
    world.go(ONE, "settings")
    settings = world.desk.settings
    done: list[Client] = []
    settings._undoing.tell("Saved", done.append)
    undo = world.desk.window._undo._steps[-1]
    world.desk.window.forget_undo = lambda: None  # as if it were still within reach
    world.go(TWO, "settings")
    undo()
    assert done == []
    assert world.desk.window.status.sentence() == "Not taken back: other links are open now"


def test_a_key_that_comes_late_is_shown_when_its_place_is_open_again(world: World) -> None:
    world.go(ONE, "access")
    keys = world.desk.access.keys
    keys.refresh()
    world.jobs.holds = True
    keys._create(KeyDraft(name="Till", scopes=(Scope.LINKS_READ,)))
    world.jobs.holds = False
    world.go(TWO, "access")
    world.jobs.let_go()
    assert any("Till" in toast.words for toast in world.desk.window.toasts()), "it is said where the key is"
    assert keys.panel.once.isHidden()
    world.go(ONE, "access")
    keys.refresh()
    assert keys.panel.once.text().startswith("qrd_")


def test_an_invitation_that_comes_late_is_shown_when_its_place_is_open_again(world: World) -> None:
    world.go(ONE, "access")
    invitations = world.desk.access.invitations
    world.jobs.holds = True
    invitations._create(InvitationDraft(name="Ada", role=Role.MEMBER, days=7))
    world.jobs.holds = False
    world.go(TWO, "access")
    world.jobs.let_go()
    world.go(ONE, "access")
    invitations.refresh()
    assert invitations.panel.once.text()


def test_a_webhook_secret_that_comes_late_is_shown_when_its_place_is_open_again(world: World) -> None:
    world.go(ONE, "webhooks")
    page = world.desk.webhooks
    hook = {"url": "https://shop.example.com/hook", "name": "Shop", "kinds": ["link.created"]}
    made = world.one.webhooks.create(hook)
    page.refresh()
    page.choose(made.id)
    world.jobs.holds = True
    page.doing._rotate(SecretDraft(grace_hours=0))
    world.jobs.holds = False
    world.go(TWO, "webhooks")
    world.jobs.let_go()
    assert page.detail.once.text() == ""
    world.go(ONE, "webhooks")
    page.refresh()
    assert page.detail.once.text().startswith("whsec_")


def test_the_new_key_of_the_app_is_kept_for_the_place_it_is_of(world: World) -> None:
    renewed: list[tuple[str, str]] = []
    world.go(ONE, "access")
    world.desk.routes.renew_key = lambda key, place: renewed.append((key, place))
    keys = world.desk.access.keys
    made = world.one.keys.create(KeyDraft(name="App", scopes=(Scope.LINKS_READ,)))
    keys.refresh()
    keys.chosen(made.id)
    keys.panel.is_own = lambda: True
    world.jobs.holds = True
    keys._rotate(made.id, RotationDraft(grace_days=0))
    world.jobs.holds = False
    world.go(TWO, "home")
    world.jobs.let_go()
    ((key, place),) = renewed
    assert place == ONE
    assert key != made.key


def test_a_link_saved_before_another_place_was_opened_is_not_offered_again(world: World) -> None:
    world.go(ONE, "links")
    editor = world.desk.links.editor
    told: list[str] = []
    editor.saved.connect(told.append)
    world.desk.routes.new_link("https://menu.example/")
    editor.note()
    world.jobs.holds = True
    editor.save()
    world.jobs.holds = False
    world.go(TWO, "links")
    world.jobs.let_go()
    assert told == []
    world.go(ONE, "links")
    world.desk.routes.new_link("")
    assert editor.values().destination == ""
    assert [link.destination for link in world.one.links.list().data] == ["https://menu.example/"]


def test_what_is_typed_stays_in_its_workspace_of_one_database(tmp_path: Path) -> None:
    with a_desk(tmp_path) as desk:
        client = desk.session.the_client()
        other = client.workspaces.create(WorkspaceDraft(name="Two", url=TWO))
        first = client.workspace.get().id
        desk.window.show_page("links")
        desk.routes.new_link("https://of-one.example/")
        desk.workspaces.open(other.id)
        desk.routes.new_link("")
        assert desk.links.editor.values().destination == ""
        desk.workspaces.open(first)
        desk.routes.new_link("")
        assert desk.links.editor.values().destination == "https://of-one.example/"


def test_old_drafts_are_those_of_the_first_workspace(tmp_path: Path) -> None:
    place = str(tmp_path / "links.db")
    old = {place: {"": {"destination": "https://typed-before.example/"}}}
    State(tmp_path / "desk").write("editor/drafts", json.dumps(old))
    with a_desk(tmp_path) as desk:
        desk.routes.new_link("")
        assert desk.links.editor.values().destination == "https://typed-before.example/"


def test_two_windows_on_one_folder_keep_the_drafts_of_each(tmp_path: Path) -> None:
    first, second = State(tmp_path), State(tmp_path)
    one, two = Drafts(first, "one.db"), Drafts(second, "two.db")
    for drafts, state, said in ((one, first, ONE), (two, second, TWO)):
        drafts.note("", replace(Values(), destination=said), Values())
        state.sync()
    kept = [Drafts(State(tmp_path), place).take("") for place in ("one.db", "two.db")]
    assert [values.destination for values in kept if values is not None] == [ONE, TWO]


@pytest.mark.skipif(os.name != "posix", reason="other systems keep a person's files apart by themselves")
def test_what_is_typed_is_for_its_owner_alone(tmp_path: Path) -> None:
    folder = tmp_path / "desk"
    folder.mkdir(mode=0o755)
    file = folder / "desktop.ini"
    file.touch(mode=0o644)
    state = State(folder)
    state.write("drafts/any", "DE02 1203 0000 0000 2020 51")
    state.sync()
    assert "DE02" in file.read_text()
    assert stat.S_IMODE(file.stat().st_mode) == 0o600
    assert stat.S_IMODE(folder.stat().st_mode) == 0o700


def test_an_undo_does_not_overwrite_what_somebody_else_saved_since(tmp_path: Path) -> None:
    with a_client(tmp_path) as client:
        folder = client.folders.create(FolderDraft(name="Lunch"))
        edit = restoring.changed("folder", folder.id, FolderPatch(name="Lunch menu"), client)
        assert edit.back is not None
        client.folders.update(folder.id, FolderPatch(name="Mittagstisch"))
        with pytest.raises(Conflict, match="Somebody else changed it since"):
            edit.back(client)
        assert client.folders.get(folder.id).name == "Mittagstisch"
        setting = restoring.workspace_changed(WorkspacePatch(name="Mine"), client)
        assert setting.back is not None
        client.workspace.update(WorkspacePatch(name="Theirs"))
        with pytest.raises(Conflict, match="not taken back"):
            setting.back(client)
        assert client.workspace.get().name == "Theirs"


def test_what_others_changed_beside_stays_and_the_undo_of_an_undo_compares_too(tmp_path: Path) -> None:
    with a_client(tmp_path) as client:
        folder = client.folders.create(FolderDraft(name="Lunch"))
        edit = restoring.changed("folder", folder.id, FolderPatch(name="Lunch menu"), client)
        assert edit.back is not None
        again = edit.back(client)
        assert client.folders.get(folder.id).name == "Lunch"
        assert again is not None
        client.folders.update(folder.id, FolderPatch(name="Theirs"))
        with pytest.raises(Conflict):
            again(client)
