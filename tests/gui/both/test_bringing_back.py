"""What is deleted in the app comes back by Undo, with all that had it: over both transports."""

import pytest
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from qrdesk.client import LinkDraft, Upload, bringing_back
from qrdesk.core.errors import CalledOff
from qrdesk.core.schemas.bulk import BulkCreate
from qrdesk.core.schemas.domains import DomainDraft, DomainPatch
from qrdesk.core.schemas.folders import FolderDraft, FolderView
from qrdesk.core.schemas.links import LinkPatch, LinkQuery
from qrdesk.core.schemas.presets import UtmPresetDraft
from qrdesk.core.schemas.rules import Utm
from qrdesk.core.schemas.saved_views import SavedViewDraft
from qrdesk.core.schemas.tags import TagDraft
from qrdesk.core.schemas.usage import PlanDraft
from qrdesk.core.schemas.webhooks import EndpointDraft
from qrdesk.gui.desk import Desk
from qrdesk.gui.pages.domains import DomainsPage
from tests.access import access
from tests.forms import LOGO
from tests.gui.both.acting import Hand
from tests.gui.desks import client_of

CTRL = Qt.KeyboardModifier.ControlModifier
FEW = 230  # more than one call changes


def undo(desk: Desk, qtbot: QtBot) -> None:
    """Take back the last thing; there has to be one that says so."""
    assert any(toast.can_undo() for toast in desk.window.toasts())
    qtbot.keyClick(desk.window, Qt.Key.Key_Z, CTRL)


def links_with(desk: Desk, *, tag: str = "", folder: str | None = None, count: int = FEW) -> list[str]:
    drafts = [
        LinkDraft(destination="https://example.com/menu", tags=(tag,) if tag else (), folder=folder)
        for _ in range(count)
    ]
    made = client_of(desk).links.create_many(BulkCreate(links=tuple(drafts)))
    return [one.link.id for one in made.created]


def test_a_preset_comes_back(desk: Desk, qtbot: QtBot) -> None:
    presets = client_of(desk).presets
    made = presets.create(UtmPresetDraft(name="Spring", utm=Utm(source="poster", campaign="spring")))
    desk.window.show_page("links")
    desk.links.editor.parts.campaign.preset_gone.emit(made.id)
    assert presets.list() == []
    undo(desk, qtbot)
    (back,) = presets.list()
    assert (back.name, back.utm) == ("Spring", made.utm)


def test_a_tag_comes_back_on_all_its_links(desk: Desk, qtbot: QtBot, hand: Hand) -> None:
    client = client_of(desk)
    tag = client.tags.create(TagDraft(name="Terrace", colour="#b87503"))
    ids = links_with(desk, tag="Terrace")
    client.links.archive(ids[0])
    desk.window.show_page("links")
    desk.links.side.open_order()
    row = desk.links.side.order.tags[0]
    hand.press(row, "Delete Terrace")
    hand.press(row, "Delete")
    assert client.tags.list() == []
    undo(desk, qtbot)
    (back,) = client.tags.list()
    assert (back.name, back.colour, back.link_count) == ("Terrace", tag.colour, FEW - 1)
    found = client.links.each(LinkQuery(tag="Terrace", state="any"))
    assert {link.id for link in found} == set(ids), "the archived one, too"


def test_a_folder_comes_back_with_links_view_and_webhook(desk: Desk, qtbot: QtBot, hand: Hand) -> None:
    client = client_of(desk)
    folder = client.folders.create(FolderDraft(name="Table tents", colour="#0f766e"))
    other = client.folders.create(FolderDraft(name="Posters"))
    ids = links_with(desk, folder=folder.id)
    view = client.views.create(SavedViewDraft(name="Tents", query=LinkQuery(folder=folder.id)))
    told = client.webhooks.create(EndpointDraft(url="https://shop.example.com/hook", folders=(folder.id,)))
    desk.window.show_page("links")
    desk.links.side.open_order()
    row = next(one for one in desk.links.side.order.folders if one.kept.id == folder.id)
    hand.press(row, "Delete Table tents")
    hand.press(row, "Delete")
    assert [one.name for one in client.folders.list()] == ["Posters"]
    client.links.update(ids[0], LinkPatch(folder=other.id))
    undo(desk, qtbot)
    back = client.folders.get("Table tents")
    assert (back.colour, back.link_count) == (folder.colour, FEW - 1)
    moved = client.links.get(ids[0]).folder
    assert moved is not None
    assert moved.id == other.id, "what was put elsewhere since stays there"
    assert client.views.get(view.id).query.folder == back.id
    assert list(client.webhooks.get(told.id).folders) == [back.id]


def test_what_was_cut_off_goes_on_where_it_was(desk: Desk) -> None:
    client = client_of(desk)
    folder = client.folders.create(FolderDraft(name="Autumn"))
    ids = links_with(desk, folder=folder.id)
    gone = bringing_back.delete_order(folder, client, lambda _done, _total: None)
    with pytest.raises(CalledOff):
        bringing_back.order_again(gone, client, cut_off)
    assert client.folders.get("Autumn").link_count == bringing_back._CHANGED
    assert bringing_back.order_again(gone, client, lambda _done, _total: None) == 0
    assert client.folders.get("Autumn").link_count == len(ids)


def cut_off(done: int, _total: int) -> None:
    if done:
        raise CalledOff("enough")


def test_with_too_many_links_it_is_asked_once_more(
    desk: Desk, qtbot: QtBot, hand: Hand, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(bringing_back, "MOST", 2)
    client = client_of(desk)
    folder = client.folders.create(FolderDraft(name="Everything"))
    links_with(desk, folder=folder.id, count=3)
    desk.window.show_page("links")
    desk.links.side.open_order()
    (row,) = desk.links.side.order.folders
    hand.press(row, "Delete Everything")
    hand.press(row, "Delete")
    assert isinstance(client.folders.get(folder.id), FolderView), "nothing is deleted yet"
    assert "cannot be undone" in row.said.text()
    hand.press(row, "Delete")
    assert client.folders.list() == []
    assert not any(toast.can_undo() for toast in desk.window.toasts())


def test_a_plan_comes_back(desk: Desk, qtbot: QtBot) -> None:
    part, client = access(desk, "plans").plans, client_of(desk)
    if desk.session.mode == "remote":
        assert part.panel.delete.isHidden(), "plans are deleted at the computer with the database alone"
        return
    made = client.plans.save("small", PlanDraft(links_month=50, own_domains=False))
    part._delete("small")
    assert "small" not in {one.name for one in client.plans.list()}
    undo(desk, qtbot)
    assert client.plans.get("small") == made


def test_a_domain_comes_back_with_its_settings_and_its_record(desk: Desk, qtbot: QtBot) -> None:
    client = client_of(desk)
    host = f"back-{desk.session.mode}.cafe.example"
    made = client.domains.create(DomainDraft(url=f"https://{host}", case_sensitive=True))
    sent = {"index_url": "https://example.com/", "asset_links": [{"relation": ["a"], "target": {"namespace": "web"}}]}
    before = client.domains.update(made.id, DomainPatch.model_validate(sent))
    desk.window.show_page("domains")
    page = desk.window.page("domains")
    assert isinstance(page, DomainsPage)
    page._delete(before)
    assert host not in {one.host for one in client.domains.list()}
    undo(desk, qtbot)
    back = next(one for one in client.domains.list() if one.host == host)
    same = ("url", "case_sensitive", "index_url", "fallback_url", "asset_links", "status", "dns_record")
    assert {name: getattr(back, name) for name in same} == {name: getattr(before, name) for name in same}
    shown = page.panel.domain()
    assert shown is not None
    assert shown.id == back.id


def test_a_picture_comes_back(desk: Desk, qtbot: QtBot) -> None:
    files = client_of(desk).files
    made = files.upload({"kind": "logo"}, Upload(LOGO, "cup.svg"))
    desk.routes.open_settings("pictures")
    card = desk.settings.pictures
    (line,) = card.lines
    line.ask()
    line.final.click()
    assert files.list().data == []
    undo(desk, qtbot)
    (back,) = files.list().data
    assert (back.name, back.kind, back.digest) == (made.name, "logo", made.digest)
    assert [line.file.id for line in card.lines] == [back.id]


def test_a_webhook_rests_until_it_is_deleted_and_goes_on_by_undo(desk: Desk, qtbot: QtBot, hand: Hand) -> None:
    webhooks = client_of(desk).webhooks
    made = webhooks.create(EndpointDraft(url="https://shop.example.com/hook", name="Shop"))
    desk.window.show_page("webhooks")
    page = desk.webhooks
    page.choose(made.id)
    page.detail.wanted.emit("delete")
    hand.press(page.detail.question, "Delete it")
    assert webhooks.get(made.id).state == "paused"
    page.refresh()
    assert page.list.ids() == []
    undo(desk, qtbot)
    assert webhooks.get(made.id).state == "healthy"
    assert page.list.ids() == [made.id]
    page.choose(made.id)
    page.detail.wanted.emit("delete")
    hand.press(page.detail.question, "Delete it")
    desk.window.closing.emit()  # nobody can take it back once the window is closed
    assert webhooks.list() == []
