"""Access: keys with what they may do, members, invitations, usage, and the audit log."""

from collections.abc import Generator
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QLabel, QWidget
from pytestqt.qtbot import QtBot

from qrdesk.client import (
    AcceptDraft,
    Client,
    InvitationDraft,
    KeyDraft,
    LinkDraft,
    LinkPatch,
    PlanChoiceDraft,
    PlanDraft,
    WorkspaceDraft,
)
from qrdesk.core.schemas.access import Role, Scope
from qrdesk.core.schemas.folders import FolderDraft
from qrdesk.gui.desk import Desk
from qrdesk.gui.pages.access import AccessPage
from qrdesk.gui.pages.access_scopes import USUAL
from tests.gui.desks import a_desk, client_of, wait_for
from tests.gui.held_jobs import HeldJobs


@pytest.fixture
def desk(tmp_path: Path) -> Generator[Desk]:
    with a_desk(tmp_path) as made:
        yield made


def access(desk: Desk, tab: str) -> AccessPage:
    desk.window.show_page("access")
    page = desk.window.page("access")
    assert isinstance(page, AccessPage)
    page.show_tab(tab)
    return page


def a_member(client: Client, name: str, role: Role = Role.MEMBER) -> str:
    """Invite somebody who comes; return their key."""
    code = client.invitations.create(InvitationDraft(name=name, role=role)).code
    return client.invitations.accept(AcceptDraft(code=code)).key.key


def shown_of(panel: QWidget) -> str:
    """Return all that is written in a panel."""
    return " ".join(label.text().replace("\N{ZERO WIDTH SPACE}", "") for label in panel.findChildren(QLabel))


def test_a_key_is_shown_once_and_can_be_revoked(desk: Desk, qtbot: QtBot) -> None:
    panel = access(desk, "keys").keys.panel
    qtbot.keyClicks(panel.name.input, "Till")
    qtbot.keyClick(panel.name.input, Qt.Key.Key_Return)
    key = panel.shown_key()
    assert key.startswith("qrd_")
    panel.once.copy.click()
    assert QApplication.clipboard().text() == key
    (view,) = client_of(desk).keys.list()
    panel.show_new()
    assert panel.shown_key() == ""
    panel.show_key(view)
    assert panel.shown_key() == key, "a stray click on another row does not lose it"
    panel.once.keep.click()
    panel.show_key(view)
    assert panel.shown_key() == ""
    panel.revoke.click()
    panel.last.final.click()
    assert client_of(desk).keys.list()[0].revoked_at is not None


def test_the_app_works_with_each_kind_of_key_it_offers() -> None:
    for reach in ("links", "read"):
        assert {"links:read", "codes:read", "stats:read", "domains:read", "workspace:read"} <= set(USUAL[reach])


def test_a_key_needs_a_name(desk: Desk) -> None:
    panel = access(desk, "keys").keys.panel
    panel.make.click()
    assert panel.name.has_error()
    assert not client_of(desk).keys.list()


def test_a_key_is_made_with_scopes_networks_a_limit_and_an_end(desk: Desk) -> None:
    client_of(desk).plans.save("cafe", PlanDraft(links_month=10))
    panel = access(desk, "keys").keys.panel
    panel.name.set_text("Till")
    panel.reach.usual.button("read").click()
    panel.reach.boxes[Scope.LINKS_CREATE].click()
    assert panel.reach.usual.key() == "own"
    panel.form.plan.choose("cafe")
    panel.form.pace.setValue(60)
    panel.form.networks.input.setText("203.0.113.7, 2001:db8::/32")
    end = datetime.now(UTC).replace(second=0, microsecond=0) + timedelta(days=30)
    panel.form.ends.set_instant(end)
    panel.make.click()
    (key,) = client_of(desk).keys.list()
    assert "links:create" in key.scopes
    assert "links:update" not in key.scopes
    assert (key.plan, key.rate_limit, key.expires_at) == ("cafe", 60, end)
    assert set(key.allowed_networks) == {"203.0.113.7/32", "2001:db8::/32"}
    assert not panel.form.has_changes(), "what is shown of it is what was kept"


def test_what_is_wrong_with_a_key_is_said_at_its_field(desk: Desk) -> None:
    panel = access(desk, "keys").keys.panel
    panel.name.set_text("Till")
    panel.form.networks.input.setText("the office")
    panel.make.click()
    assert "is no network" in panel.form.networks.editor.accessibleDescription()
    panel.form.networks.input.setText("")
    panel.form.ends.set_instant(datetime.now(UTC) - timedelta(days=1))
    panel.make.click()
    assert panel.form.ends.has_error()
    assert not client_of(desk).keys.list()
    assert panel.make.isEnabled()


def test_only_what_was_changed_of_a_key_is_sent(desk: Desk) -> None:
    soon = datetime.now(UTC) + timedelta(days=3)
    client_of(desk).keys.create(KeyDraft(name="Till", scopes=USUAL["read"], expires_at=soon))
    panel = access(desk, "keys").keys.panel
    assert not panel.save.isEnabled()
    panel.name.set_text("Till in the garden")
    patch = panel.form.patch()
    assert patch is not None
    assert patch.model_dump(exclude_unset=True) == {"name": "Till in the garden"}
    panel.save.click()
    (key,) = client_of(desk).keys.list()
    assert (key.name, key.expires_at) == ("Till in the garden", soon)


def test_what_is_typed_of_a_key_stays_while_the_list_comes_anew(desk: Desk) -> None:
    client_of(desk).keys.create(KeyDraft(name="Till"))
    part = access(desk, "keys").keys
    part.panel.name.set_text("Till in the garden")
    part.refresh()
    assert part.panel.name.text() == "Till in the garden"
    part.panel.discard.click()
    assert part.panel.name.text() == "Till"


def test_a_key_gets_a_new_text_with_days_of_grace(desk: Desk) -> None:
    before = client_of(desk).keys.create(KeyDraft(name="Till")).key
    panel = access(desk, "keys").keys.panel
    panel.rotate.click()
    panel.grace.choose("7")
    panel._rotate()
    assert panel.shown_key() not in {"", before}
    (key,) = client_of(desk).keys.list()
    assert key.old_until is not None
    assert key.old_until > datetime.now(UTC) + timedelta(days=6)


def test_a_key_for_a_member_who_has_none(desk: Desk) -> None:
    panel = access(desk, "keys").keys.panel
    (me,) = client_of(desk).members.list()
    panel.name.set_text("Mine")
    panel.form.whose.choose(me.id)
    panel.make.click()
    (key,) = client_of(desk).keys.list()
    assert (key.kind, key.member_id) == ("user", me.id)
    panel.show_new()
    assert [panel.form.whose.itemText(at) for at in range(panel.form.whose.count())] == ["A program"]


def test_many_keys_are_listed_those_revoked_last(desk: Desk) -> None:
    client = client_of(desk)
    for number in range(60):
        client.keys.create(KeyDraft(name=f"Key {number:02}"))
    client.keys.revoke(client.keys.list()[0].id)
    page = access(desk, "keys")
    assert page.keys.model.rowCount() == 60
    assert page.keys.model.index(59, 0).data().startswith("Key 59")
    assert page.keys.table.verticalScrollBar().maximum() > 0


def test_a_member_gets_another_role_and_is_removed(desk: Desk) -> None:
    a_member(client_of(desk), "Mara")
    part = access(desk, "members").members
    part.table.selectRow(1)
    part.panel.role.choose("admin")
    part.panel.role.chosen.emit("admin")
    part.panel.save.click()
    assert [one.role for one in client_of(desk).members.list()] == ["owner", "admin"]
    part.panel.remove.click()
    part.panel.last.final.click()
    assert [one.name for one in client_of(desk).members.list()] == ["Owner"]
    assert client_of(desk).keys.list()[0].revoked_at is not None
    assert part.panel.shown_id() == client_of(desk).members.list()[0].id


def test_the_last_owner_stays_and_is_told_why(desk: Desk) -> None:
    panel = access(desk, "members").members.panel
    assert not panel.remove.isVisible(), "nobody at the database removes themselves"
    panel.role.choose("member")
    panel.role.chosen.emit("member")
    panel.save.click()
    assert "only owner" in panel._trouble.accessibleName()
    assert client_of(desk).members.list()[0].role == "owner"


def test_an_invitation_is_shown_once_and_taken_back(desk: Desk, qtbot: QtBot) -> None:
    page = access(desk, "members")
    page.members.invite.click()
    assert page.tabs.key() == "invitations"
    panel = page.invitations.panel
    panel.make.click()
    assert panel.name.has_error()
    qtbot.keyClicks(panel.name.input, "Noor")
    panel.role.choose("admin")
    panel.days.setValue(3)
    panel.make.click()
    code = panel.once.text()
    assert code.startswith("qri_")
    panel.once.copy.click()
    assert QApplication.clipboard().text() == code
    (made,) = client_of(desk).invitations.list()
    assert (made.name, made.role, made.status) == ("Noor", "admin", "open")
    assert made.expires_at - made.created_at == timedelta(days=3)
    panel.revoke.click()
    panel.last.final.click()
    assert client_of(desk).invitations.list()[0].status == "revoked"
    assert panel.once.text() == ""


def test_usage_says_what_is_used_of_the_plan(desk: Desk) -> None:
    client = client_of(desk)
    part = access(desk, "usage").usage
    assert part.workspace.links.accessibleName() == "Links made: 0, no limit."
    client.plans.save("cafe", PlanDraft(links_month=2, hits_month=1000))
    client.plans.choose(client.workspace.get().id, PlanChoiceDraft(plan="cafe"))
    for number in range(2):
        client.links.create(LinkDraft(destination=f"https://example.com/{number}"))
    part.refresh()
    assert part.workspace.links.accessibleName() == "Links made: 2 of 2. Used up until next month."
    assert part.workspace.hits.accessibleName().startswith("Hits of all links: 0 of")
    assert not part.key.isVisible(), "nobody has a key here"


def test_the_audit_log_tells_what_was_changed(desk: Desk) -> None:
    client = client_of(desk)
    link = client.links.create(LinkDraft(destination="https://example.com/old", title="Menu"))
    client.links.update(link.id, LinkPatch(destination="https://example.com/new"))
    part = access(desk, "audit").audit
    assert part.model.index(0, 0).data().startswith("Owner changed the link “Menu”. In the app")
    assert "https://example.com/old" in shown_of(part.panel)
    assert "https://example.com/new" in shown_of(part.panel)
    part.panel.open.click()
    assert desk.window.current_page() == "links"
    assert desk.links.editor.link() is not None


def test_the_audit_log_is_narrowed_and_says_when_nothing_is_like_that(desk: Desk) -> None:
    client = client_of(desk)
    client.links.create(LinkDraft(destination="https://example.com", title="Menu"))
    key = client.keys.create(KeyDraft(name="Till"))
    part = access(desk, "audit").audit
    part.filters.what.choose("key")
    part.filters.what.chosen.emit("key")
    wait_for(lambda: part.model.rowCount() == 1, "the keys' changes alone")
    part.filters.search.setText("Menu")
    wait_for(part.empty.isVisible, "nothing to be found")
    assert not part.table.isVisible()
    part.filters.search.setText("")
    part.filters.what.choose("all")
    part.filters.who.choose(f"key {key.id}")
    assert part.filters.asked() == {"key": key.id}
    part.filters.period.choose("7")
    assert part.filters.asked()["since"] < datetime.now(UTC) - timedelta(days=5, hours=23)


def test_older_entries_come_as_one_scrolls(desk: Desk) -> None:
    client = client_of(desk)
    for number in range(130):
        client.folders.create(FolderDraft(name=f"Folder {number}"))
    part = access(desk, "audit").audit
    assert part.model.rowCount() == 100
    bar = part.table.verticalScrollBar()
    bar.setValue(bar.maximum())
    assert part.model.rowCount() == 130
    assert len({part.model.key_at(at) for at in range(130)}) == 130
    bar.setValue(bar.maximum())
    assert part.model.rowCount() == 130, "there are no older ones"


def test_the_audit_log_is_written_to_a_file(desk: Desk, tmp_path: Path) -> None:
    client_of(desk).links.create(LinkDraft(destination="https://example.com", title="=HYPERLINK(1)"))
    part = access(desk, "audit").audit
    part.exporting.write(part.filters.asked(), "csv", tmp_path / "audit.csv")
    assert "link.created" in (tmp_path / "audit.csv").read_text(encoding="utf-8-sig")
    assert "The audit log is in" in desk.window.status.sentence()
    part.exporting.write({}, "jsonl", tmp_path / "none" / "audit.jsonl")
    assert not (tmp_path / "none").exists()
    assert "The audit log is in" not in desk.window.status.sentence()


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
