"""Undo: what is saved can be taken back, by the toast or by Ctrl+Z, with all that it was before."""

from collections.abc import Generator
from pathlib import Path
from typing import cast

import pytest
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from qrdesk.client import KeyDraft, KeyPatch, LinkDraft, LinkPatch, MemberPatch
from qrdesk.core.schemas.access import Role, Scope
from qrdesk.core.schemas.domains import DomainPatch
from qrdesk.core.schemas.folders import FolderDraft
from qrdesk.core.schemas.tags import TagDraft
from qrdesk.core.schemas.webhooks import EndpointPatch
from qrdesk.gui.desk import Desk
from qrdesk.gui.pages.domains import DomainsPage
from tests.access import a_member, access
from tests.gui.desks import a_desk, client_of

CTRL = Qt.KeyboardModifier.ControlModifier
RULE = {"conditions": [{"kind": "country", "any_of": ["DE"]}], "destination": "https://example.com/de"}


@pytest.fixture
def desk(tmp_path: Path) -> Generator[Desk]:
    with a_desk(tmp_path) as made:
        yield made


def undo(desk: Desk, qtbot: QtBot) -> None:
    """Take back the last thing; there has to be one that says so."""
    assert any(toast.can_undo() for toast in desk.window.toasts())
    qtbot.keyClick(desk.window, Qt.Key.Key_Z, CTRL)


def test_a_saved_link_is_as_it_was_with_its_rules(desk: Desk, qtbot: QtBot) -> None:
    client = client_of(desk)
    link = client.links.create({"destination": "https://example.com/old", "title": "Menu", "rules": [RULE]})
    desk.routes.open_link(link.id)
    editor = desk.links.editor
    editor.fields.destination.set_text("https://example.com/new")
    editor.parts.rules._remove(0)
    editor.save()
    assert client.links.get(link.id).rules == ()
    undo(desk, qtbot)
    back = client.links.get(link.id)
    assert back.destination == "https://example.com/old"
    assert [rule.destination for rule in back.rules] == ["https://example.com/de"]
    assert editor.fields.destination.text() == "https://example.com/old"


def test_a_domain_is_as_it_was(desk: Desk, qtbot: QtBot) -> None:
    desk.window.show_page("domains")
    page = cast(DomainsPage, desk.window.page("domains"))
    (domain,) = client_of(desk).domains.list()
    page._change(domain.id, DomainPatch(index_url="https://example.com/", fallback_url="https://example.com/404"))
    assert client_of(desk).domains.get(domain.id).index_url == "https://example.com/"
    undo(desk, qtbot)
    assert client_of(desk).domains.get(domain.id).index_url == ""
    assert page.panel.index.text() == ""


@pytest.mark.wide
def test_a_webhook_is_as_it_was_and_a_pause_is_taken_back(desk: Desk, qtbot: QtBot) -> None:
    client = client_of(desk)
    made = client.webhooks.create({"url": "https://shop.example.com/hook", "name": "Shop", "kinds": ["link.created"]})
    desk.window.show_page("webhooks")
    doing = desk.webhooks.doing
    doing._change(made.id, EndpointPatch(name="Till", kinds=("link.updated",)))
    undo(desk, qtbot)
    back = client.webhooks.get(made.id)
    assert (back.name, tuple(back.kinds)) == ("Shop", ("link.created",))
    desk.webhooks.choose(made.id)
    doing._do("pause")
    assert client.webhooks.get(made.id).paused_at is not None
    undo(desk, qtbot)
    assert client.webhooks.get(made.id).paused_at is None


@pytest.mark.parametrize("noun", ["folder", "tag"])
@pytest.mark.wide
def test_folders_and_tags_get_their_name_and_colour_back(desk: Desk, qtbot: QtBot, noun: str) -> None:
    client = client_of(desk)
    resource = client.folders if noun == "folder" else client.tags
    made = resource.create(FolderDraft(name="Winter") if noun == "folder" else TagDraft(name="Winter"))  # type: ignore[arg-type]  # its own draft
    desk.window.show_page("links")
    panel = desk.links.side.order
    desk.links.side.open_order()
    row = (panel.folders if noun == "folder" else panel.tags)[0]
    row.renamed.emit(made.id, "Summer")
    assert resource.get(made.id).name == "Summer"
    undo(desk, qtbot)
    assert resource.get(made.id).name == "Winter"


@pytest.mark.wide
def test_a_role_and_a_key_are_as_they_were(desk: Desk, qtbot: QtBot) -> None:
    client = client_of(desk)
    a_member(client, "Mara")
    mara = next(one for one in client.members.list() if one.name == "Mara")
    access(desk, "members").members._change(mara.id, MemberPatch(role=Role.ADMIN))
    assert client.members.get(mara.id).role is Role.ADMIN
    undo(desk, qtbot)
    assert client.members.get(mara.id).role is Role.MEMBER
    key = client.keys.create(KeyDraft(name="Till", scopes=(Scope.LINKS_READ,)))
    access(desk, "keys").keys._change(key.id, KeyPatch(name="Bar", scopes=(Scope.LINKS_READ, Scope.STATS_READ)))
    undo(desk, qtbot)
    back = client.keys.get(key.id)
    assert (back.name, tuple(back.scopes)) == ("Till", (Scope.LINKS_READ,))


@pytest.mark.wide
def test_settings_of_the_workspace_and_the_address_are_as_they_were(desk: Desk, qtbot: QtBot) -> None:
    client = client_of(desk)
    name = client.workspace.get().name
    desk.window.show_page("settings")
    desk.settings.name.set_text("Kaffeehaus Linde")
    desk.settings._save_workspace()
    assert client.workspace.get().name == "Kaffeehaus Linde"
    undo(desk, qtbot)
    assert client.workspace.get().name == name
    assert desk.settings.name.text() == name
    before = client.workspace.get().honour_dnt
    desk.settings.privacy.honour.click()
    assert client.workspace.get().honour_dnt is not before
    undo(desk, qtbot)
    assert client.workspace.get().honour_dnt is before
    assert desk.settings.privacy.honour.isChecked() is before


def test_what_others_changed_meanwhile_in_other_fields_stays(desk: Desk, qtbot: QtBot) -> None:
    client = client_of(desk)
    link = client.links.create(LinkDraft(destination="https://example.com/old", title="Menu"))
    desk.routes.open_link(link.id)
    desk.links.editor.fields.destination.set_text("https://example.com/new")
    desk.links.editor.save()
    client.links.update(link.id, LinkPatch(note="of a colleague"))
    undo(desk, qtbot)
    back = client.links.get(link.id)
    assert (back.destination, back.note) == ("https://example.com/old", "of a colleague")


def test_what_cannot_be_taken_back_any_more_says_so(desk: Desk, qtbot: QtBot) -> None:
    client = client_of(desk)
    folder = client.folders.create(FolderDraft(name="Winter"))
    desk.window.show_page("links")
    desk.links.side.open_order()
    desk.links.side.order.folders[0].renamed.emit(folder.id, "Summer")
    client.folders.delete(folder.id)
    undo(desk, qtbot)
    assert desk.window.status.sentence().startswith("Not taken back:")
