"""Two people edit one link: fields of one side merge, what both changed is asked for side by side, nothing is lost."""

from collections.abc import Generator
from pathlib import Path

import pytest

from qrdesk.client import Client, LinkDraft, LinkPatch, PreconditionFailed
from qrdesk.core.schemas.links import LinkView
from qrdesk.gui import far
from qrdesk.gui.desk import Desk
from qrdesk.gui.jobs import InlineRunner
from qrdesk.gui.pages import link_conflict_merge as merging
from qrdesk.gui.pages.link_editor_form import Values
from tests.gui.away import far_server
from tests.gui.desks import a_desk, client_of


@pytest.fixture(params=["local", "http"])
def shared(request: pytest.FixtureRequest, tmp_path: Path) -> Generator[tuple[Desk, Client]]:
    """The app on one link, and somebody else; nobody tells the app of what they change."""
    if request.param == "http":
        with (
            far_server(tmp_path / "far") as server,
            a_desk(tmp_path, InlineRunner(), connected=False) as desk,
            server.client() as other,
        ):
            desk.changes.clock.stop()
            desk.session.use(far.client_of(server.address, server.key), "remote", server.address)
            desk.changes.clock.stop()
            desk.window.show_page("links")
            yield desk, other
        return
    with a_desk(tmp_path) as desk:
        here = client_of(desk)
        here.links.create(LinkDraft(destination="https://example.com/menu", title="Menu", slug="menu"))
        desk.changes.clock.stop()
        desk.window.show_page("links")
        yield desk, here.in_workspace(here.me.get().workspace.id)


def opened(desk: Desk, other: Client) -> LinkView:
    menu = other.links.get("menu")
    desk.session.links_changed.emit()
    desk.routes.open_link(menu.id)
    return menu


def test_fields_of_one_side_alone_are_both_kept_without_asking(shared: tuple[Desk, Client]) -> None:
    desk, other = shared
    menu = opened(desk, other)
    desk.links.editor.fields.title.set_text("Mine")
    other.links.update(menu.id, LinkPatch(note="Theirs"))
    desk.links.editor.save()
    now = other.links.get(menu.id)
    assert (now.title, now.note) == ("Mine", "Theirs")
    assert "Changed by somebody else meanwhile, and kept: Note" in desk.window.status.sentence()
    assert desk.links.editor.fields.note.toPlainText() == "Theirs"
    assert desk.links.editor.bar.text() == "All changes saved"
    desk.window.undo_last()
    now = other.links.get(menu.id)
    assert (now.title, now.note) == ("Menu", "Theirs"), "only what was mine is taken back"


@pytest.mark.parametrize("holds", ["mine", "theirs"])
def test_what_both_changed_is_shown_side_by_side_and_chosen(shared: tuple[Desk, Client], holds: str) -> None:
    desk, other = shared
    menu = opened(desk, other)
    editor = desk.links.editor
    editor.fields.title.set_text("Mine")
    editor.fields.note.setPlainText("My note")
    other.links.update(menu.id, LinkPatch(title="Theirs", tags=("door",)))
    editor.save()
    panel = editor.meeting.panel
    assert panel.isVisible()
    assert not editor.bar.isVisible()
    assert list(panel.fields) == ["title"]
    assert "changed this link at" in panel.note.accessibleName()
    who = merging.look(other, menu.id).author.name
    assert (panel.all_mine.text(), panel.all_theirs.text()) == ("Mine everywhere", f"{who}'s everywhere")
    assert panel.fields["title"].button("theirs").text() == who
    assert other.links.get(menu.id).title == "Theirs", "nothing is saved before somebody has chosen"
    panel.back.click()
    assert (editor.fields.title.text(), editor.fields.note.toPlainText()) == ("Mine", "My note")
    editor.save()
    (panel.all_mine if holds == "mine" else panel.all_theirs).click()
    panel.save.click()
    now = other.links.get(menu.id)
    assert (now.title, now.note, now.tags) == ("Mine" if holds == "mine" else "Theirs", "My note", ["door"])
    assert panel.isHidden()
    assert editor.bar.text() == "All changes saved"
    assert editor.fields.title.text() == now.title


def test_who_reads_a_link_and_is_overtaken_before_the_save_loses_nothing(
    shared: tuple[Desk, Client], monkeypatch: pytest.MonkeyPatch
) -> None:
    desk, other = shared
    menu = opened(desk, other)
    client, real = client_of(desk), client_of(desk).links.update
    faster = iter([LinkPatch(note="First"), LinkPatch(note="Second")])

    def overtaken(link_id: str, patch: LinkPatch) -> LinkView:
        for theirs in faster:  # between our look and our save, each time anew
            other.links.update(menu.id, theirs)
            break
        return real(link_id, patch)

    monkeypatch.setattr(client.links, "update", overtaken)
    base = Values.of(menu)
    saved = merging.save(client, menu.id, base, merging.replace(base, title="Mine"))
    assert (saved.link.title, saved.link.note) == ("Mine", "Second")
    assert saved.theirs == ("note",)
    with pytest.raises(PreconditionFailed), client.if_match('"00"'):
        real(menu.id, LinkPatch(title="Lost"))


def test_a_draft_of_long_ago_does_not_undo_what_others_did_meanwhile(shared: tuple[Desk, Client]) -> None:
    desk, other = shared
    menu = opened(desk, other)
    editor = desk.links.editor
    editor.fields.title.set_text("Mine")
    editor.show_new()
    other.links.update(menu.id, LinkPatch(note="Theirs"))
    desk.session.links_changed.emit()
    desk.routes.open_link(menu.id)
    assert (editor.fields.title.text(), editor.fields.note.toPlainText()) == ("Mine", "Theirs")
    assert editor.unsaved() == 1
    editor.show_new()
    other.links.update(menu.id, LinkPatch(title="Theirs too"))
    desk.session.links_changed.emit()
    desk.routes.open_link(menu.id)
    editor.save()
    assert list(editor.meeting.panel.fields) == ["title"]
