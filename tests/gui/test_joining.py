"""Coming into a server by invitation, leaving it, and a key of the app that gets a new text."""

from collections.abc import Generator
from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication

from qrdesk.client import Client, InvitationDraft, KeyDraft, server_keys
from qrdesk.client.server_keys import Kept
from qrdesk.core.errors import Unauthenticated
from qrdesk.core.schemas.access import Role
from qrdesk.gui.desk import Desk
from qrdesk.gui.pages.first_run import FirstRun
from qrdesk.gui.widgets.buttons import Button
from tests.access import access, choose_row
from tests.gui.desks import a_desk, a_server, client_of


@pytest.fixture
def server(tmp_path: Path) -> Generator[tuple[str, Client]]:
    """The address of a server, and a client of its owner."""
    with a_server(tmp_path) as (address, key), Client.remote(address, key) as owner:
        yield address, owner


def come_in(desk: Desk, address: str, code: str, name: str = "") -> FirstRun:
    desk.opening.start()
    page = desk.opening.page()
    assert isinstance(page, FirstRun)
    page.way.button("code").click()
    page.address.set_text(address)
    page.code.set_text(code)
    page.name.set_text(name)
    page.connect_button.click()
    return page


def a_code(owner: Client, role: Role = Role.MEMBER) -> str:
    return owner.invitations.create(InvitationDraft(name="Mara", role=role)).code


@pytest.mark.parametrize(
    ("code", "name", "field"),
    [("qri_a", "Ma\u202era", "name"), ("qri_\u202e", "Mara", "code"), ("qri_\u202e", "\u202e", "name")],
)
@pytest.mark.fast_cases(1)
def test_what_no_invitation_can_have_is_said_at_its_field(tmp_path: Path, code: str, name: str, field: str) -> None:
    with a_desk(tmp_path, connected=False) as desk:
        page = come_in(desk, "http://127.0.0.1:9", code, name)
        assert getattr(page, field).has_error()
        assert not page.address.has_error(), "nothing was sent"
        assert page.connect_button.isEnabled()
        assert page.try_button.isEnabled()
        page.code.set_text("qri_a")
        page.name.set_text("Mara")
        page.connect_button.click()
        assert page.address.has_error(), "it was sent, and nobody is there"


def test_who_is_invited_comes_in_and_the_next_start_goes_there_again(
    tmp_path: Path, server: tuple[str, Client]
) -> None:
    address, owner = server
    with a_desk(tmp_path, connected=False) as desk:
        come_in(desk, address, f" {a_code(owner)} ", "Mara Sommer")
        assert desk.opening.is_done()
        me = client_of(desk).me.get()
        assert me.member is not None
        assert (me.member.name, me.role) == ("Mara Sommer", "member")
    with a_desk(tmp_path, connected=False) as desk:
        desk.opening.start()
        assert desk.opening.is_done()
        assert client_of(desk).links.get("far").title == "Far away"


def test_a_code_that_is_of_no_use_is_said_at_its_field(tmp_path: Path, server: tuple[str, Client]) -> None:
    address, owner = server
    code = a_code(owner)
    owner.invitations.revoke(owner.invitations.list()[0].id)
    with a_desk(tmp_path, connected=False) as desk:
        page = come_in(desk, address, code)
        assert "taken back" in page.code.editor.accessibleDescription()
        assert page.code.text() == code
        assert desk.state.read("connection/server", "") == ""
        page.code.set_text("")
        page.connect_button.click()
        assert page.code.has_error()
        page.address.set_text("http://127.0.0.1:9")
        page.code.set_text(code)
        page.connect_button.click()
        assert page.address.has_error()


@pytest.mark.wide
def test_a_key_that_cannot_be_kept_is_there_to_be_copied(
    tmp_path: Path, server: tuple[str, Client], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(server_keys, "remember", lambda *_told: Kept.NOWHERE)
    address, owner = server
    with a_desk(tmp_path, connected=False) as desk:
        come_in(desk, address, a_code(owner))
        assert desk.window.current_page() == "home"
        assert desk.home.notice.isVisible()
        press(desk, "Copy the key")
        with Client.remote(address, QApplication.clipboard().text()) as mine:
            assert mine.me.get().role == "member"


def press(desk: Desk, words: str) -> None:
    next(button for button in desk.home.notice.findChildren(Button) if button.text() == words).click()


def test_a_member_is_told_what_is_not_theirs_to_see(tmp_path: Path, server: tuple[str, Client]) -> None:
    address, owner = server
    with a_desk(tmp_path, connected=False) as desk:
        come_in(desk, address, a_code(owner))
        page = desk.access
        desk.window.show_page("access")
        for part in (page.keys, page.invitations, desk.activity, page.members):
            part.refresh()
            assert not part.notice.isHidden()
        assert page.keys.panel.isHidden()
        assert page.keys.panel.foot.isHidden()
        assert page.invitations.panel.isHidden()
        for part in (page.keys, page.invitations, page.workspace, page.plans):
            assert part.new.isHidden(), "nothing to press that leads nowhere"
        page.show_tab("usage")
        assert page.usage.key.isVisible()
        page.show_tab("workspace")
        assert page.workspace.notice.isHidden(), "what one is in, and by which plan, anybody may know"
        assert desk.window.windowTitle().startswith("Far away") or page.workspace.model.rowCount() == 1


@pytest.mark.wide
def test_leaving_ends_the_key_and_asks_for_other_links(tmp_path: Path, server: tuple[str, Client]) -> None:
    address, owner = server
    with a_desk(tmp_path, connected=False) as desk:
        come_in(desk, address, a_code(owner, Role.ADMIN), "Mara")
        left = client_of(desk)
        desk.window.show_page("access")
        desk.access.show_tab("members")
        panel = desk.access.members.panel
        desk.access.members.table.selectRow(1)
        assert not panel.leave.isHidden()
        panel.leave.click()
        panel.last_own.final.click()
        assert isinstance(desk.opening.page(), FirstRun)
        assert "You have left" in desk.window.status.sentence()
        with pytest.raises(Unauthenticated):
            left.me.get()
        assert server_keys.recall(desk.state.folder, address) == "", "a key that ended is not kept"
    assert [one.name for one in owner.members.list()] == ["Owner"]


@pytest.mark.wide
def test_who_revokes_the_key_of_the_app_is_asked_for_other_links(tmp_path: Path, server: tuple[str, Client]) -> None:
    address, owner = server
    with a_desk(tmp_path, connected=False) as desk:
        come_in(desk, address, a_code(owner, Role.ADMIN), "Mara")
        part = access(desk, "keys").keys
        choose_row(part, "Mara")
        assert part.panel.is_own()
        part.panel.revoke.click()
        part.panel.last.final.click()
        assert isinstance(desk.opening.page(), FirstRun)
        assert "is revoked" in desk.window.status.sentence()
        assert server_keys.recall(desk.state.folder, address) == ""


def test_the_app_goes_on_with_the_new_text_of_its_own_key(tmp_path: Path, server: tuple[str, Client]) -> None:
    address, owner = server
    with a_desk(tmp_path, connected=False) as desk:
        come_in(desk, address, a_code(owner, Role.ADMIN))
        owner.keys.create(KeyDraft(name="Another"))
        desk.window.show_page("access")
        desk.access.show_tab("keys")
        part = desk.access.keys
        me = client_of(desk).me.get().key
        assert me is not None
        part.table.selectRow(part.model.row_of(me.id))
        assert part.panel.is_own()
        part.panel.grace.choose("0")
        before = client_of(desk)
        part.panel._rotate()
        with pytest.raises(Unauthenticated):
            before.me.get()
        assert client_of(desk).me.get().key is not None
        assert part.panel.shown_key().startswith("qrd_")
    with a_desk(tmp_path, connected=False) as desk:
        desk.opening.start()
        assert desk.opening.is_done(), "the new text was kept"
