"""The editor: making a link with the keyboard alone, changing one, what is refused, and what is never lost."""

from collections.abc import Generator
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from qrdesk.client import LinkDraft, LinkPatch
from qrdesk.core.errors import NotFound, ServerUnreachable
from qrdesk.core.schemas.links import LinkState, LinkView
from qrdesk.gui.desk import Desk
from qrdesk.gui.jobs import PoolRunner
from qrdesk.gui.pages.link_editor_form import Values
from qrdesk.gui.shell.state import State
from qrdesk.gui.widgets import web_address
from tests.gui.desks import a_desk, client_of, wait_for
from tests.gui.held_jobs import HeldJobs

CTRL = Qt.KeyboardModifier.ControlModifier


@pytest.fixture
def desk(tmp_path: Path) -> Generator[Desk]:
    with a_desk(tmp_path) as made:
        made.window.show_page("links")
        yield made


def opened(desk: Desk, title: str = "Menu", slug: str = "menu") -> LinkView:
    draft = LinkDraft(destination="https://example.com/menu", title=title, slug=slug, tags=("door",))
    link = client_of(desk).links.create(draft)
    desk.session.links_changed.emit()
    desk.routes.open_link(link.id)
    return link


def test_a_link_is_made_with_the_keyboard_alone(desk: Desk, qtbot: QtBot) -> None:
    qtbot.keyClick(desk.window, Qt.Key.Key_N, CTRL)
    field = desk.links.editor.fields.destination.input
    wait_for(lambda: QApplication.focusWidget() is field, "the cursor to be in the destination")
    qtbot.keyClicks(field, "https://example.com/card")
    qtbot.keyClick(field, Qt.Key.Key_Tab)
    sort = desk.links.editor.fields.leads.sort
    assert QApplication.focusWidget() is sort, "what sort of address it is stands below it"
    qtbot.keyClick(sort, Qt.Key.Key_Tab)
    assert QApplication.focusWidget() is desk.links.editor.fields.title.input
    qtbot.keyClicks(desk.links.editor.fields.title.input, "Card")
    qtbot.keyClick(desk.links.editor.fields.title.input, Qt.Key.Key_S, CTRL)
    (link,) = client_of(desk).links.list().data
    assert (link.destination, link.title) == ("https://example.com/card", "Card")
    assert desk.window.status.sentence().endswith(": Card")
    assert desk.links.editor.link() == link, "the panel goes on with the link just made"
    assert desk.links.editor.bar.text() == "All changes saved"


def test_the_save_bar_counts_what_is_not_saved(desk: Desk) -> None:
    opened(desk)
    editor = desk.links.editor
    assert not editor.bar.save.isEnabled()
    editor.fields.title.set_text("Menu, winter")
    assert editor.bar.text() == "1 change not saved"
    editor.fields.tags.set_text("door, winter")
    assert editor.bar.text() == "2 changes not saved"
    editor.fields.tags.set_text(" door ")
    assert editor.bar.text() == "1 change not saved", "blanks around a tag are no change"
    editor.bar.discard.click()
    assert editor.fields.title.text() == "Menu"


def test_saving_changes_only_what_was_changed_and_undo_takes_it_back(desk: Desk, qtbot: QtBot) -> None:
    link = opened(desk)
    client_of(desk).links.update(link.id, LinkPatch(note="written elsewhere"))
    desk.links.editor.fields.destination.set_text("https://example.com/winter")
    desk.links.editor.save()
    now = client_of(desk).links.get(link.id)
    assert (now.destination, now.note) == ("https://example.com/winter", "written elsewhere")
    qtbot.keyClick(desk.window, Qt.Key.Key_Z, CTRL)
    assert client_of(desk).links.get(link.id).destination == "https://example.com/menu"


@pytest.mark.wide
def test_a_new_address_leaves_the_old_one_working(desk: Desk) -> None:
    link = opened(desk)
    desk.links.editor.address.slug.setText("lunch")
    desk.links.editor.save()
    assert client_of(desk).links.get(link.id).slug == "lunch"
    assert client_of(desk).links.get("menu").id == link.id


@pytest.mark.parametrize(
    "text", ["htp:/example.com/menu", "http:/example.com/menu", "://example.com/menu", "https//example.com/menu"]
)
@pytest.mark.fast_cases(1)
def test_a_mistyped_address_is_offered_in_order(desk: Desk, text: str) -> None:
    desk.routes.new_link("")
    fields = desk.links.editor.fields
    fields.destination.set_text(text)
    desk.links.editor.save()
    assert fields.destination.has_error()
    assert fields.destination.text() == text, "the text stays"
    assert web_address.mended(text) == "https://example.com/menu"


@pytest.mark.parametrize("text", ["", "menu", "two words.de", "mailto:me@example.com", "https://example.com"])
def test_what_nobody_can_guess_is_not_mended(text: str) -> None:
    assert web_address.mended(text) == ""


def test_a_taken_address_is_said_while_typing_with_free_ones_to_take(desk: Desk, qtbot: QtBot) -> None:
    opened(desk, "Lunch menu", "mittag")
    desk.routes.new_link("https://example.com/other")
    address = desk.links.editor.address
    qtbot.keyClicks(address.slug, "mittag")
    wait_for(address.has_error, "the address to be looked up")
    assert "Lunch menu" in address.slug.parent().parent().editor.accessibleDescription()  # type: ignore[union-attr] - the field
    desk.links.editor.save()
    assert "Lunch menu" in address.field.editor.accessibleDescription(), "why it cannot be had stays in sight"
    assert desk.links.editor.bar.text() == "1 field to check"
    address._take("mittag-2")
    assert not address.has_error()
    desk.links.editor.save()
    assert client_of(desk).links.get("mittag-2").destination == "https://example.com/other"


def test_what_the_server_refuses_is_said_at_its_field_and_the_text_stays(desk: Desk) -> None:
    desk.routes.new_link("")
    editor = desk.links.editor
    editor.fields.destination.set_text("https://go.example/menu")  # QRDesk's own address: visitors would go in circles
    editor.fields.note.setPlainText("important")
    editor.save()
    assert editor.fields.destination.has_error()
    assert editor.bar.text() == "1 field to check"
    assert editor.fields.note.toPlainText() == "important"


@pytest.mark.wide
def test_a_tag_that_is_too_long_is_said_before_anything_is_sent(desk: Desk) -> None:
    opened(desk)
    desk.links.editor.fields.tags.set_text("x" * 51)
    desk.links.editor.save()
    assert desk.links.editor.fields.tags.has_error()


def test_when_the_server_is_away_the_text_is_kept(desk: Desk) -> None:
    opened(desk)
    editor = desk.links.editor
    editor.fields.title.set_text("Winter")
    editor._refused(editor._turn, ServerUnreachable("go.example does not answer."))
    assert editor.bar.text() == "Not saved: the server is away. Your text is kept"
    assert editor.fields.title.text() == "Winter"


def test_text_typed_for_one_link_waits_while_another_is_looked_at(desk: Desk) -> None:
    first, second = opened(desk, "One", "one"), opened(desk, "Two", "two")
    desk.routes.open_link(first.id)
    desk.links.editor.fields.title.set_text("One and a half")
    desk.routes.open_link(second.id)
    assert desk.links.editor.fields.title.text() == "Two"
    desk.routes.open_link(first.id)
    assert desk.links.editor.fields.title.text() == "One and a half"
    assert desk.links.editor.changes() == {"title": "One and a half"}


@pytest.mark.wide
def test_escape_closes_a_clean_panel_and_points_to_discard_in_a_changed_one(desk: Desk, qtbot: QtBot) -> None:
    opened(desk)
    editor = desk.links.editor
    editor.fields.title.set_text("Winter")
    qtbot.keyClick(editor.fields.title.input, Qt.Key.Key_Escape)
    assert editor.isVisible()
    assert QApplication.focusWidget() is editor.bar.discard
    qtbot.keyClick(editor.bar.discard, Qt.Key.Key_Space)
    qtbot.keyClick(editor.fields.title.input, Qt.Key.Key_Escape)
    assert not editor.isVisible()


def test_archiving_is_taken_back_by_the_toast(desk: Desk) -> None:
    link = opened(desk)
    desk.links.editor.acts.archive(link)
    assert client_of(desk).links.get(link.id).state is LinkState.ARCHIVED
    assert desk.window.toasts()[-1].words == "Menu is archived"
    desk.window.toasts()[-1].undo()
    assert client_of(desk).links.get(link.id).state is LinkState.LIVE


def test_deleting_says_what_it_means_and_takes_a_second_step(desk: Desk) -> None:
    link = opened(desk)
    editor = desk.links.editor
    editor.head.delete_wanted.emit()
    assert editor.last_step.isVisible()
    assert not editor.bar.isVisible()
    editor.last_step.keep.click()
    assert editor.bar.isVisible()
    editor.head.delete_wanted.emit()
    editor.last_step.delete.click()
    with pytest.raises(NotFound):
        client_of(desk).links.get(link.id)
    assert not editor.isVisible()


@pytest.mark.wide
def test_arrow_keys_in_the_table_walk_the_editor_along(desk: Desk, qtbot: QtBot) -> None:
    opened(desk, "One", "one")
    opened(desk, "Two", "two")
    table = desk.links.table
    table.setFocus()
    assert desk.links.editor.fields.title.text() == "Two"
    qtbot.keyClick(table, Qt.Key.Key_Down)
    assert desk.links.editor.fields.title.text() == "One"


def test_what_changed_elsewhere_is_shown_unless_something_is_typed_here(desk: Desk) -> None:
    link = opened(desk)
    client_of(desk).links.update(link.id, LinkPatch(title="Elsewhere"))
    desk.session.links_changed.emit()
    assert desk.links.editor.fields.title.text() == "Elsewhere"
    desk.links.editor.fields.title.set_text("Here")
    client_of(desk).links.update(link.id, LinkPatch(title="Elsewhere again"))
    desk.session.links_changed.emit()
    assert desk.links.editor.fields.title.text() == "Here"


def test_saving_works_off_the_gui_thread_and_keeps_what_is_typed_meanwhile(tmp_path: Path) -> None:
    with a_desk(tmp_path, PoolRunner()) as desk:
        desk.window.show_page("links")
        desk.routes.new_link("https://example.com/card")
        editor = desk.links.editor
        editor.save()
        editor.fields.title.set_text("Typed while it was saved")
        wait_for(lambda: editor.link() is not None, "the link to be made")
        assert editor.changes() == {"title": "Typed while it was saved"}


def test_changes_compare_what_matters() -> None:
    before = Values("https://example.com", "Menu", "a, b", "", "menu")
    assert Values("https://example.com", "Menu ", "a,b", "", "menu").changed(before) == {}
    assert Values("https://example.com", "Card", "b, a", "", "menu").changed(before) == {
        "title": "Card",
        "tags": "b, a",
    }


@pytest.mark.wide
def test_a_new_link_left_before_its_answer_is_not_offered_again(desk: Desk) -> None:
    link = opened(desk)
    editor = desk.links.editor
    jobs, editor._jobs = editor._jobs, HeldJobs()
    editor.show_new("https://example.com/card")
    editor.save()
    editor.show_link(link)
    held, editor._jobs = editor._jobs, jobs
    held.let_go()
    assert editor.link() == link, "the answer changes no other link"
    editor.show_new()
    assert editor.values() == Values(), "the link is made: its text is not waiting to be made again"


def test_what_is_typed_outlives_the_window(tmp_path: Path) -> None:
    with a_desk(tmp_path) as desk:
        link = opened(desk)
        desk.links.editor.fields.title.set_text("Menu, winter")
        desk.routes.new_link("")
        desk.links.editor.fields.destination.set_text("https://example.com/card")
    with a_desk(tmp_path) as desk:
        desk.routes.new_link("")
        assert desk.links.editor.fields.destination.text() == "https://example.com/card"
        desk.routes.open_link(link.id)
        assert desk.links.editor.fields.title.text() == "Menu, winter"
        assert desk.links.editor.bar.text() == "1 change not saved"


def test_drafts_that_cannot_be_read_are_none(tmp_path: Path) -> None:
    State(tmp_path / "desk").write("editor/drafts", '{"": {"lnk_1": {"unknown": 1}}}')
    with a_desk(tmp_path) as desk:
        assert desk.links.editor.values() == Values()
