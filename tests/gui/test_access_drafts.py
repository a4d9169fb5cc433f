"""Access: what was typed and not saved is there again with its row; answers that come late take nothing away."""

from collections.abc import Generator
from pathlib import Path

import pytest

from qrdesk.client import Client, KeyDraft, KeyPatch, PlanDraft, WorkspaceDraft
from qrdesk.core.errors import Busy
from qrdesk.core.schemas.access import KeyView, Scope
from qrdesk.gui.desk import Desk
from qrdesk.gui.pages.access_keys import KeysPart
from tests.access import a_member, access, choose_row
from tests.gui.desks import a_desk, client_of
from tests.gui.held_jobs import HeldJobs


@pytest.fixture
def desk(tmp_path: Path) -> Generator[Desk]:
    with a_desk(tmp_path) as made:
        yield made


def keys(desk: Desk) -> KeysPart:
    for name in ("Till", "Website"):
        client_of(desk).keys.create(KeyDraft(name=name))
    return access(desk, "keys").keys


@pytest.mark.wide
def test_what_is_typed_of_a_key_is_there_again_with_its_row(desk: Desk) -> None:
    part = keys(desk)
    panel = part.panel
    choose_row(part, "Till")
    panel.name.set_text("Till in the garden")
    panel.reach.usual.button("read").click()
    panel.reach.boxes[Scope.LINKS_CREATE].click()
    panel.form.networks.input.setText("the office")
    choose_row(part, "Website")
    assert (panel.name.text(), panel.form.networks.input.text()) == ("Website", "")
    assert not panel.save.isEnabled()
    assert not panel.discard.isVisible()
    part.new.click()
    assert panel.name.text() == ""
    choose_row(part, "Till")
    assert (panel.name.text(), panel.form.networks.input.text()) == ("Till in the garden", "the office")
    assert panel.reach.boxes[Scope.LINKS_CREATE].isChecked()
    assert not panel.reach.boxes[Scope.LINKS_DELETE].isChecked()
    panel.form.networks.input.setText("")
    panel.save.click()
    kept = next(key for key in client_of(desk).keys.list() if key.name == "Till in the garden")
    assert "links:create" in kept.scopes
    choose_row(part, "Website")
    choose_row(part, "Till")
    assert not panel.discard.isVisible(), "what is saved is typed no more"


def test_what_is_typed_of_a_new_key_stays_until_it_is_made_or_discarded(desk: Desk) -> None:
    part = keys(desk)
    panel = part.panel
    part.new.click()
    panel.name.set_text("Label printer")
    panel.form.pace.setValue(60)
    choose_row(part, "Till")
    part.new.click()
    assert (panel.name.text(), panel.form.pace.value()) == ("Label printer", 60)
    panel.discard.click()
    assert (panel.name.text(), panel.form.pace.value()) == ("", 0)
    assert not panel.discard.isVisible()
    panel.name.set_text("Label printer")
    panel.reach.usual.button("read").click()
    panel.make.click()
    part.new.click()
    assert panel.name.text() == "", "it is made"


def test_what_is_typed_is_kept_by_workspace(desk: Desk) -> None:
    client_of(desk).workspaces.create(WorkspaceDraft(name="Catering", url="https://catering.example"))
    desk.session.workspace_changed.emit()
    part = keys(desk)
    part.new.click()
    part.panel.name.set_text("Label printer")
    desk.window.top.workspace.chosen.emit("Catering")
    assert client_of(desk).workspace.get().name == "Catering"
    assert part.panel.name.text() == ""
    desk.window.top.workspace.chosen.emit("My workspace")
    part.new.click()
    assert part.panel.name.text() == "Label printer"


def test_what_is_typed_of_a_member_is_there_again_with_its_row(desk: Desk) -> None:
    a_member(client_of(desk), "Mara")
    part = access(desk, "members").members
    panel = part.panel
    choose_row(part, "Mara")
    panel.name.set_text("Mara Sommer")
    panel.role.choose("admin")
    panel.role.chosen.emit("admin")
    choose_row(part, "Owner")
    assert (panel.name.text(), panel.role.key()) == ("Owner", "owner")
    choose_row(part, "Mara")
    assert (panel.name.text(), panel.role.key()) == ("Mara Sommer", "admin")
    assert panel.save.isEnabled()
    panel.discard.click()
    assert (panel.name.text(), panel.role.key()) == ("Mara", "member")
    assert not panel.discard.isVisible()


def test_what_is_typed_of_plans_is_there_again_with_its_row(desk: Desk) -> None:
    client_of(desk).plans.save("cafe", PlanDraft(links_month=10))
    part = access(desk, "plans").plans
    panel = part.panel
    choose_row(part, "cafe")
    panel.numbers["links_month"].setValue(20)
    part.new.click()
    panel.name.set_text("agency")
    panel.numbers["hits_month"].setValue(5000)
    choose_row(part, "cafe")
    assert panel.numbers["links_month"].value() == 20
    part.new.click()
    assert (panel.name.text(), panel.numbers["hits_month"].value()) == ("agency", 5000)
    panel.save.click()
    assert panel.shown_name() == "agency"
    part.new.click()
    assert panel.name.text() == "", "it is made"
    choose_row(part, "cafe")
    panel.discard.click()
    assert panel.numbers["links_month"].value() == 10
    assert [plan.links_month for plan in client_of(desk).plans.list() if plan.name == "cafe"] == [10]


def test_what_is_typed_of_a_workspace_and_of_an_invitation_stays(desk: Desk) -> None:
    page = access(desk, "workspace")
    part = page.workspace
    part.panel.kept.log.days.setValue(90)
    part.new.click()
    part.panel.form.name.set_text("Catering")
    choose_row(part, "My workspace")
    assert part.panel.kept.log.value() == 90
    part.new.click()
    assert part.panel.form.name.text() == "Catering"
    page.show_tab("invitations")
    invitations = page.invitations
    invitations.panel.name.set_text("Noor")
    invitations.panel.make.click()
    invitations.new.click()
    invitations.panel.name.set_text("Ayla")
    invitations.panel.days.setValue(3)
    choose_row(invitations, "Noor")
    invitations.new.click()
    assert (invitations.panel.name.text(), invitations.panel.days.value()) == ("Ayla", 3)
    invitations.panel.discard.click()
    assert (invitations.panel.name.text(), invitations.panel.days.value()) == ("", 7)


def test_what_is_typed_while_a_key_is_saved_stays(desk: Desk) -> None:
    part = keys(desk)
    panel = part.panel
    choose_row(part, "Till")
    late = HeldJobs(only_answers=True)
    part.jobs = late
    panel.name.set_text("Till in the garden")
    panel.save.click()
    panel.name.set_text("Till in the yard")
    late.holds = False
    late.let_go()
    assert panel.name.text() == "Till in the yard"
    assert panel.save.isEnabled()
    panel.save.click()
    assert "Till in the yard" in {key.name for key in client_of(desk).keys.list()}


def test_a_late_refusal_is_said_and_takes_no_other_key_away(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    part = keys(desk)
    panel = part.panel
    choose_row(part, "Till")
    late = HeldJobs(only_answers=True)
    part.jobs = late
    monkeypatch.setattr(client_of(desk).keys, "update", _busy)
    panel.name.set_text("Till in the garden")
    panel.save.click()
    choose_row(part, "Website")
    late.let_go()
    assert panel.name.text() == "Website"
    assert not panel._trouble.isVisible()
    assert "try again in a moment" in desk.window.status.sentence()
    choose_row(part, "Till")
    assert panel.name.text() == "Till in the garden"


@pytest.mark.wide
def test_a_busy_server_is_said_in_words_and_what_is_typed_stays(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    part = keys(desk)
    choose_row(part, "Till")
    client: Client = client_of(desk)
    with monkeypatch.context() as patch:
        patch.setattr(client.keys, "update", _busy)
        part.panel.name.set_text("Till in the garden")
        part.panel.save.click()
    assert "try again in a moment" in part.panel._trouble.accessibleName()
    assert part.panel.name.text() == "Till in the garden"
    part.panel.save.click()
    assert "Till in the garden" in {key.name for key in client.keys.list()}
    assert not part.panel._trouble.isVisible()


def _busy(_key_id: str, _patch: KeyPatch) -> KeyView:
    raise Busy("The server has as much to do as it can. Nothing was saved; try again in a moment.")
