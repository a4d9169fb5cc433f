"""Access: the workspace and its plan, other workspaces of the database, a new one, and changing to it."""

from collections.abc import Generator
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from qrdesk.client import Client, KeyDraft, LinkDraft, PlanChoiceDraft, PlanDraft, WorkspaceDraft, WorkspacePatch
from qrdesk.core.errors import ServerUnreachable
from qrdesk.core.schemas.access import Role, WorkspaceView
from qrdesk.core.schemas.members import MeView
from qrdesk.gui.desk import Desk
from qrdesk.gui.pages.access_plans import PlansPart
from qrdesk.gui.pages.access_workspace import WorkspacePart
from tests.access import access, choose_row
from tests.gui.desks import a_desk, client_of
from tests.gui.held_jobs import HeldJobs


@pytest.fixture
def desk(tmp_path: Path) -> Generator[Desk]:
    with a_desk(tmp_path) as made:
        yield made


def workspace(desk: Desk) -> WorkspacePart:
    return access(desk, "workspace").workspace


def plans(desk: Desk) -> PlansPart:
    return access(desk, "plans").plans


def as_seen_with_a_key(monkeypatch: pytest.MonkeyPatch, client: Client, role: Role) -> None:
    """Let the client say who it is as somebody with a key in that role would be told."""
    made = client.keys.create(KeyDraft(name="Mine"))
    me = client.me.get()
    key = {"id": made.id, "name": made.name, "hint": made.hint, "plan": made.plan, "expires_at": None}
    seen = MeView.model_validate({**me.model_dump(), "role": role, "key": key})
    monkeypatch.setattr(client.me, "get", lambda: seen)


def test_how_long_the_log_is_kept_is_saved_and_the_loss_is_said_before(desk: Desk) -> None:
    part = workspace(desk)
    kept = part.panel.kept
    assert kept.log.value() == 400
    assert not kept.save.isEnabled()
    kept.log.days.setValue(90)
    assert "are deleted for ever" in kept.loss.accessibleName()
    part.refresh()
    assert kept.log.value() == 90, "what is typed stays while the list comes anew"
    kept.save.click()
    assert client_of(desk).workspace.get().keep_audit_days == 90
    assert not kept.loss.isVisible()
    assert not kept.save.isEnabled()
    assert desk.window.status.sentence().startswith("Saved")
    kept.log.days.setValue(365)
    assert not kept.loss.isVisible(), "longer than before deletes nothing"
    kept.log.for_ever.click()
    kept.save.click()
    assert client_of(desk).workspace.get().keep_audit_days is None


def test_what_could_not_be_saved_is_said_and_stays(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    def fails(_patch: WorkspacePatch) -> WorkspaceView:
        raise ServerUnreachable("https://go.example does not answer.")

    part = workspace(desk)
    monkeypatch.setattr(client_of(desk).workspace, "update", fails)
    part.panel.kept.log.for_ever.click()
    part.panel.kept.save.click()
    assert "does not answer" in part.panel._trouble.accessibleName()
    assert part.panel.kept.log.value() is None
    assert part.panel.kept.save.isEnabled()


def test_whoever_sits_at_the_database_chooses_the_plan(desk: Desk) -> None:
    client_of(desk).plans.save("cafe", PlanDraft(links_month=10))
    page = access(desk, "usage")
    page.usage.choose.click()
    kept = page.workspace.panel.kept
    kept.plan.choose("cafe")
    kept.plan.chosen.emit("cafe")
    kept.save.click()
    assert client_of(desk).me.get().plan == "cafe"
    page.workspace.panel.plans.click()
    assert page.tabs.key() == "plans"
    assert page.plans.panel.shown_name() == "cafe", "its own plan is in sight first"


@pytest.mark.wide
def test_undo_of_a_plan_leaves_what_was_chosen_since(desk: Desk, qtbot: QtBot) -> None:
    client = client_of(desk)
    for name in ("cafe", "other"):
        client.plans.save(name, PlanDraft(links_month=10))
    page = access(desk, "usage")
    page.usage.choose.click()
    kept = page.workspace.panel.kept
    kept.plan.choose("cafe")
    kept.plan.chosen.emit("cafe")
    kept.save.click()
    client.plans.choose(client.workspace.get().id, PlanChoiceDraft(plan="other"))
    assert any(toast.can_undo() for toast in desk.window.toasts())
    qtbot.keyClick(desk.window, Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
    assert client.me.get().plan == "other"


def test_a_member_sees_the_plan_and_is_told_who_chooses_it(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    as_seen_with_a_key(monkeypatch, client_of(desk), Role.ADMIN)
    page = access(desk, "workspace")
    panel = page.workspace.panel
    assert not page.workspace.new.isVisible()
    assert not panel.kept.plan_field.isVisible()
    assert not panel.kept.save.isVisible()
    assert not panel.kept.log.isEnabled()
    assert "Only an owner" in panel.kept.log.editor.accessibleDescription()
    assert "Its plan is Unlimited" in panel._about.text()
    page.show_tab("plans")
    assert not page.plans.new.isVisible()
    assert not page.plans.panel.delete.isVisible()
    assert not page.plans.panel.save.isVisible()
    assert "at the computer with the database" in page.plans.panel._about.text()
    page.show_tab("usage")
    assert not page.usage.choose.isVisible()


def test_a_workspace_is_made_and_the_app_changes_to_it(desk: Desk, qtbot: QtBot) -> None:
    part = workspace(desk)
    part.new.click()
    form = part.panel.form
    form.make.click()
    assert form.name.has_error()
    qtbot.keyClicks(form.name.input, "Linde Catering")
    form.url.set_text("go.example")
    form.zone.choose("Europe/Lisbon")
    qtbot.keyClick(form.url.input, Qt.Key.Key_Return)
    assert form.url.has_error()
    assert form.name.text() == "Linde Catering", "what is typed stays"
    form.url.set_text("https://catering.example")
    form.owner.set_text("Jonas")
    form.make.click()
    assert part.panel.made.isVisible()
    assert part.model.rowCount() == 2
    assert desk.window.top.workspace._names == ("My workspace", "Linde Catering")
    part.panel.open.click()
    assert desk.window.current_page() == "access"
    me = client_of(desk).me.get()
    assert (me.workspace.name, me.workspace.time_zone) == ("Linde Catering", "Europe/Lisbon")
    assert me.member is not None
    assert me.member.name == "Jonas"
    assert part.panel.shown_id() == me.workspace.id
    assert not part.panel.open.isVisible()


def test_an_address_of_another_workspace_is_said_at_its_field(desk: Desk) -> None:
    part = workspace(desk)
    part.new.click()
    form = part.panel.form
    form.name.set_text("Twin")
    form.url.set_text("https://go.example")
    form.make.click()
    assert "belongs to another workspace" in form.url.input.accessibleDescription()
    assert form.make.isEnabled()
    assert len(client_of(desk).workspaces.list()) == 1


def test_a_database_on_this_computer_offers_no_signing_out(desk: Desk) -> None:
    assert not workspace(desk).panel.sign_out.isVisible()


def test_a_plan_is_made_changed_and_deleted(desk: Desk, qtbot: QtBot) -> None:
    part = plans(desk)
    assert not part.panel.delete.isVisible(), "the plan without limits stays"
    assert not part.panel.save.isVisible()
    part.new.click()
    panel = part.panel
    qtbot.keyClick(panel.name.input, Qt.Key.Key_Return)
    assert panel.name.has_error()
    qtbot.keyClicks(panel.name.input, "Big Agency")
    panel.numbers["links_month"].setValue(0)
    panel.numbers["rate_limit"].setValue(120)
    panel.save.click()
    assert "small letters" in panel.name.input.accessibleDescription()
    panel.name.set_text("agency")
    panel.own_domains.click()
    panel.save.click()
    (made,) = (plan for plan in client_of(desk).plans.list() if plan.name == "agency")
    assert (made.links_month, made.hits_month, made.rate_limit, made.own_domains) == (0, None, 120, False)
    assert panel.shown_name() == "agency"
    assert not panel.save.isEnabled()
    panel.numbers["links_month"].setValue(-1)
    part.refresh()
    assert panel.numbers["links_month"].value() == -1, "what is typed stays while the list comes anew"
    panel.save.click()
    assert [one.links_month for one in client_of(desk).plans.list() if one.name == "agency"] == [None]
    panel.delete.click()
    panel.last.final.click()
    assert "agency" not in {one.name for one in client_of(desk).plans.list()}
    assert part.model.row_of("agency") == -1
    assert panel.shown_name() == "unlimited"


def test_a_plan_that_somebody_has_stays_and_a_name_is_not_taken_twice(desk: Desk) -> None:
    client = client_of(desk)
    client.plans.save("cafe", PlanDraft(links_month=10))
    mine = client.workspace.get()
    client.plans.choose(mine.id, PlanChoiceDraft(plan="cafe"))
    part = plans(desk)
    assert part.panel.shown_name() == "cafe"
    assert not part.panel.delete.isVisible(), "what would be refused is not offered"
    assert f"In use by {mine.name}." in part.panel._about.text()
    part.panel._delete()  # as when somebody else has chosen it since
    assert "in use" in part.panel._trouble.accessibleName()
    client.plans.choose(mine.id, PlanChoiceDraft(plan="unlimited"))
    part.refresh()
    assert part.panel.delete.isVisible()
    assert "In use" not in part.panel._about.text()
    part.new.click()
    part.panel.name.set_text("cafe")
    part.panel.save.click()
    assert part.panel.name.has_error()
    assert [one.links_month for one in client.plans.list() if one.name == "cafe"] == [10]
    choose_row(part, "Unlimited")
    assert part.panel.shown_name() == "unlimited"
    said = [part.model._sentence_of(row).partition(",")[0] for row in range(part.model.rowCount())]
    assert said == ["Business", "cafe", "Free", "Pro", "Unlimited"], "people's own as they wrote them"


def test_a_limit_is_typed_over_its_words_and_taken_away_by_emptying_it(desk: Desk, qtbot: QtBot) -> None:
    part = plans(desk)
    part.new.click()
    number = part.panel.numbers["links_month"]
    assert number.text() == "no limit"
    number.setFocus(Qt.FocusReason.MouseFocusReason)
    qtbot.waitUntil(lambda: number.lineEdit().selectedText() == "no limit")
    qtbot.keyClicks(number, "250")
    assert number.value() == 250
    number.selectAll()
    qtbot.keyClick(number, Qt.Key.Key_Backspace)
    qtbot.keyClick(number, Qt.Key.Key_Return)
    assert number.value() == -1


def test_what_was_shown_of_one_workspace_is_not_shown_of_the_next(desk: Desk) -> None:
    client = client_of(desk)
    client.keys.create(KeyDraft(name="Till"))
    client.workspaces.create(WorkspaceDraft(name="Catering", url="https://catering.example"))
    page = access(desk, "keys")
    late = HeldJobs(only_answers=True)
    page.keys.jobs = late
    page.keys.refresh()
    desk.session.workspace_changed.emit()
    desk.window.top.workspace.chosen.emit("Catering")
    assert desk.session.the_client().workspace.get().name == "Catering"
    late.held[0]()
    assert page.keys.model.rowCount() == 0
    assert page.keys.panel.shown_id() == ""


def test_a_workspace_that_comes_late_is_not_shown_in_place_of_other_links(
    desk: Desk, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    client_of(desk).workspaces.create(WorkspaceDraft(name="Catering", url="https://catering.example"))
    desk.session.workspace_changed.emit()
    late = HeldJobs(only_answers=True)
    monkeypatch.setattr(desk.workspaces, "_jobs", late)
    desk.window.top.workspace.chosen.emit("Catering")
    (moved,) = late.held
    other = Client.remote("http://127.0.0.1:9", "qrd_none", "app", tries=1)
    desk.session.use(other, "remote", "http://127.0.0.1:9")
    moved()
    assert desk.session.client is other
    assert (desk.session.mode, desk.session.place) == ("remote", "http://127.0.0.1:9")
    assert desk.state.read("connection/workspace", "") == ""


def test_another_workspace_is_chosen_and_remembered(desk: Desk) -> None:
    client = client_of(desk)
    client.links.create(LinkDraft(destination="https://example.com", title="Menu"))
    client.workspaces.create(WorkspaceDraft(name="Catering", url="https://catering.example"))
    desk.session.workspace_changed.emit()
    assert desk.window.top.workspace._names == ("My workspace", "Catering")
    desk.window.show_page("links")
    desk.window.top.workspace.chosen.emit("Catering")
    assert client_of(desk).workspace.get().name == "Catering"
    assert desk.window.windowTitle().startswith("Catering")
    assert desk.window.top.workspace._names == ("My workspace", "Catering")
    assert desk.links.model.rowCount() == 0
    assert desk.window.current_page() == "links"
    kept = desk.state.read("connection/workspace", "")
    assert kept == client_of(desk).workspace.get().id
    client_of(desk).links.create(LinkDraft(destination="https://example.com", title="Buffet"))
    desk.window.top.workspace.chosen.emit("My workspace")
    assert [link.title for link in client_of(desk).links.list().data] == ["Menu"]


def test_a_plan_that_both_change_asks_once_more_and_a_new_one_takes_nobodys_name(desk: Desk) -> None:
    client = client_of(desk)
    client.plans.save("cafe", PlanDraft(links_month=10, hits_month=100))
    part = plans(desk)
    choose_row(part, "cafe")
    panel = part.panel
    panel.numbers["links_month"].setValue(20)
    client.plans.save("cafe", PlanDraft(links_month=15, hits_month=200))  # somebody else, in a window of their own
    panel.save.click()
    assert "15" in panel._trouble.accessibleName()
    assert client.plans.get("cafe").links_month == 15
    assert panel.numbers["hits_month"].value() == 200, "what only they changed is shown"
    panel.save.click()
    now = client.plans.get("cafe")
    assert (now.links_month, now.hits_month) == (20, 200)
    part.new.click()
    panel.name.set_text("bar")
    client.plans.save("bar", PlanDraft(links_month=1))
    panel.save.click()
    assert "There is a plan of that name" in panel.name.input.accessibleDescription()
    assert client.plans.get("bar").links_month == 1
