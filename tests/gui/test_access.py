"""Access: keys with what they may do, members, and invitations."""

from collections.abc import Generator
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QLabel, QScrollArea
from pytestqt.qtbot import QtBot

from qrdesk.client import (
    KeyDraft,
    PlanDraft,
)
from qrdesk.core.schemas.access import Scope
from qrdesk.gui.desk import Desk
from qrdesk.gui.pages.access_scopes import USUAL, scopes_in_words
from qrdesk.gui.words import near_host
from tests.access import a_member, access
from tests.gui.desks import a_desk, client_of


@pytest.fixture
def desk(tmp_path: Path) -> Generator[Desk]:
    with a_desk(tmp_path) as made:
        yield made


def test_a_key_is_shown_once_and_can_be_revoked(desk: Desk, qtbot: QtBot) -> None:
    panel = access(desk, "keys").keys.panel
    panel.reach.usual.button("figures").click()
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


def test_where_nobody_was_let_in_yet_one_button_leads_to_the_form(desk: Desk) -> None:
    page = access(desk, "keys")
    for part in (page.keys, page.invitations):
        panel = part.panel
        page.show_tab("keys" if part is page.keys else "invitations")
        assert (panel.empty.isVisible(), panel.name.isVisible(), panel.make.isVisible()) == (True, False, False)
        assert part.new.property("kind") == "secondary", "one filled button"
        panel.begin.click()
        assert (panel.empty.isVisible(), panel.name.isVisible(), panel.make.isVisible()) == (False, True, True)
        panel.name.set_text("Till")
        part.refresh()
        assert panel.name.isVisible(), "what is typed stays"


def test_a_key_that_nobody_copied_is_asked_for_once_more(desk: Desk) -> None:
    panel = access(desk, "keys").keys.panel
    panel.name.set_text("Till")
    panel.reach.boxes[Scope.LINKS_READ].click()
    panel.make.click()
    key = panel.shown_key()
    panel.once.keep.click()
    assert panel.shown_key() == key
    assert "not copied yet" in panel.once.foot.text()
    panel.once.copy.click()
    assert "not copied yet" not in panel.once.foot.text()
    panel.once.keep.click()
    assert panel.shown_key() == ""


def test_the_app_works_with_each_kind_of_key_it_offers() -> None:
    for reach in ("links", "read"):
        assert {"links:read", "codes:read", "stats:read", "domains:read", "workspace:read"} <= set(USUAL[reach])
    assert set(USUAL["figures"]) == {"links:read", "stats:read", "domains:read", "workspace:read"}, "no Wi-Fi passwords"


def test_figures_only_reads_and_no_more(desk: Desk) -> None:
    reach = access(desk, "keys").keys.panel.reach
    reach.usual.button("figures").click()
    assert set(reach.scopes()) == set(USUAL["figures"])
    assert all(scope.endswith(":read") for scope in reach.scopes())
    assert scopes_in_words(reach.scopes()) == "Figures only"
    assert "Audit log" not in " ".join(label.text() for label in reach.findChildren(QLabel))


def test_a_new_key_says_where_a_person_enters_it_and_begins_at_the_top(desk: Desk) -> None:
    page = access(desk, "keys")
    panel = page.keys.panel
    panel.name.set_text("Anna")
    panel.reach.boxes[Scope.LINKS_READ].click()
    panel.make.click()
    own = next(domain.url for domain in client_of(desk).domains.list() if domain.is_default)
    assert panel.way.isVisible()
    assert (panel.way.address.text(), panel.way.reach.isVisible()) == (own, bool(near_host(own)))
    QApplication.processEvents()
    area = next(one for one in page.findChildren(QScrollArea) if one.widget() is panel)
    assert area.verticalScrollBar().value() == 0
    panel.way.copy.click()
    assert QApplication.clipboard().text() == own
    panel.way.show_address("http://localhost:8765")
    assert "this computer only" in panel.way.reach.text()
    panel.way.show_address("http://192.168.1.7:8765")
    assert "this network only" in panel.way.reach.text()
    panel.once.copy.click()
    panel.once.keep.click()
    assert not panel.way.isVisible()


def test_a_key_needs_a_name(desk: Desk) -> None:
    panel = access(desk, "keys").keys.panel
    panel.make.click()
    assert panel.name.has_error()
    assert not client_of(desk).keys.list()


def test_a_key_is_made_with_scopes_networks_a_limit_and_an_end(desk: Desk) -> None:
    client_of(desk).plans.save("cafe", PlanDraft(links_month=10))
    panel = access(desk, "keys").keys.panel
    panel.name.set_text("Till")
    assert panel.reach.scopes() == (), "whoever makes it chooses what it may do"
    panel.make.click()
    assert "at least one thing" in panel.reach.accessibleDescription()
    assert not client_of(desk).keys.list()
    panel.reach.usual.button("read").click()
    panel.reach.boxes[Scope.LINKS_CREATE].click()
    assert panel.reach.usual.key() == "own"
    assert not panel.form.reach_field.has_error()
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
    panel.reach.boxes[Scope.LINKS_READ].click()
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


@pytest.mark.wide
def test_a_key_for_a_member_who_has_none(desk: Desk) -> None:
    panel = access(desk, "keys").keys.panel
    (me,) = client_of(desk).members.list()
    panel.name.set_text("Mine")
    panel.form.whose.choose(me.id)
    panel.reach.usual.button("all").click()
    panel.make.click()
    (key,) = client_of(desk).keys.list()
    assert (key.kind, key.member_id) == ("user", me.id)
    panel.show_new()
    assert [panel.form.whose.itemText(at) for at in range(panel.form.whose.count())] == ["A program"]
    assert "Invite a colleague" in panel.form.whose.accessibleDescription()


@pytest.mark.wide
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
    own = next(domain.url for domain in client_of(desk).domains.list() if domain.is_default)
    assert (panel.way.isVisible(), panel.way.address.text()) == (True, own), "where the code is entered"
    assert "lost" not in panel._about.text()
    panel.once.copy.click()
    assert QApplication.clipboard().text() == code
    (made,) = client_of(desk).invitations.list()
    assert (made.name, made.role, made.status) == ("Noor", "admin", "open")
    assert made.expires_at - made.created_at == timedelta(days=3)
    panel.once.keep.click()
    assert "make a new one" in panel._about.text(), "nobody sees the code again"
    panel.revoke.click()
    panel.last.final.click()
    assert client_of(desk).invitations.list()[0].status == "revoked"
    assert (panel.once.text(), panel.way.isVisible()) == ("", False)
