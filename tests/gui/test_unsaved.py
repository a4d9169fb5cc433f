"""What was typed for links and not saved is there at the next start: open where the person was, else named."""

from pathlib import Path

from PySide6.QtWidgets import QPushButton

from qrdesk.client import LinkDraft
from qrdesk.core.schemas.links import LinkView
from qrdesk.gui.desk import Desk
from qrdesk.gui.pages.notice import Notice
from tests.gui.desks import a_desk, client_of, wait_for

SAID = "What you typed before QRDesk ended is here again. It is not saved."


def typed(desk: Desk, title: str, text: str) -> LinkView:
    """Type another title for a link that is made first."""
    link = client_of(desk).links.create(LinkDraft(destination=f"https://example.com/{title}", title=title))
    desk.routes.open_link(link.id)
    desk.links.editor.fields.title.set_text(text)
    desk.keeper.write()
    return link


def ways(notice: Notice) -> dict[str, QPushButton]:
    """Return the buttons of a note in sight by their words."""
    if notice.isHidden():
        return {}
    return {one.text(): one for one in notice.findChildren(QPushButton) if one.isVisibleTo(notice)}


def test_one_link_is_named_on_home_and_opens_with_what_was_typed(tmp_path: Path) -> None:
    with a_desk(tmp_path) as desk:
        typed(desk, "Menu", "Lunch")
    with a_desk(tmp_path) as desk:
        wait_for(lambda: not desk.home.notice.isHidden(), "the note on Home")
        assert desk.home.notice.note.accessibleName().startswith("Not saved: Menu")
        ways(desk.home.notice)["Open"].click()
        editor = desk.links.editor
        assert (desk.window.current_page(), editor.values().title) == ("links", "Lunch")
        assert SAID in editor.notice.note.accessibleName()
        assert desk.home.notice.isHidden()
        ways(editor.notice)["Save"].click()
        assert editor.notice.isHidden()
        assert client_of(desk).links.list().data[0].title == "Lunch"
    with a_desk(tmp_path) as desk:
        desk.window.show_page("links")
        assert desk.home.notice.isHidden(), "nothing is unsaved any more"
        assert desk.links.side.shown() is None


def test_of_several_the_last_one_is_open_on_links_and_the_others_are_named(tmp_path: Path) -> None:
    with a_desk(tmp_path) as desk:
        first, second = typed(desk, "Menu", "Lunch"), typed(desk, "Wine", "Wines")
        gone = typed(desk, "Gone", "Going")
        desk.routes.open_link(second.id)
        desk.keeper.write()
        client_of(desk).links.delete(gone.id)
    with a_desk(tmp_path, connected=False) as desk:
        desk.session.connect_local(str(tmp_path / "links.db"))
        desk.window.show_page("links")
        editor = desk.links.editor
        wait_for(lambda: editor.link() is not None, "the link typed in last")
        shown = editor.link()
        assert shown is not None
        assert (shown.id, editor.values().title) == (second.id, "Wines")
        assert SAID in editor.notice.note.accessibleName()
        assert desk.links.notice.note.accessibleName().startswith("Not saved: Menu")
        ways(desk.links.notice)["Open"].click()
        shown = editor.link()
        assert shown is not None
        assert (shown.id, editor.values().title) == (first.id, "Lunch")
        ways(editor.notice)["Discard"].click()
        assert (editor.values().title, editor.notice.isHidden()) == ("Menu", True)


def test_a_new_link_that_was_begun_is_named_and_there_again(tmp_path: Path) -> None:
    with a_desk(tmp_path) as desk:
        desk.routes.new_link("")
        desk.links.editor.fields.destination.set_text("https://example.com/half")
        desk.keeper.write()
    with a_desk(tmp_path) as desk:
        wait_for(lambda: not desk.home.notice.isHidden(), "the note on Home")
        assert desk.home.notice.note.accessibleName().startswith("Not saved: New link")
        ways(desk.home.notice)["Open"].click()
        assert desk.links.editor.values().destination == "https://example.com/half"
        assert SAID in desk.links.editor.notice.note.accessibleName()


def test_several_are_named_on_home_with_a_way_to_each(tmp_path: Path) -> None:
    with a_desk(tmp_path) as desk:
        typed(desk, "Menu", "Lunch")
        second = typed(desk, "Wine", "Wines")
    with a_desk(tmp_path) as desk:
        wait_for(lambda: not desk.home.notice.isHidden(), "the note on Home")
        assert desk.home.notice.note.accessibleName().startswith("2 links have changes that are not saved")
        ways(desk.home.notice)["Open Wine"].click()
        shown = desk.links.editor.link()
        assert shown is not None
        assert shown.id == second.id
        desk.window.show_page("home")
        assert desk.home.notice.note.accessibleName().startswith("Not saved: Menu"), "the other one waits still"
