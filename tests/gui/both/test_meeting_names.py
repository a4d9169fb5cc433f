"""Names that two people change at once, and prints of a code that two people make: nobody's is lost silently."""

from pathlib import Path

from PySide6.QtCore import Qt

from qrdesk.client import (
    ArtworkFormat,
    CodeDraft,
    CodePatch,
    CodeQuery,
    ExportDraft,
    FolderDraft,
    FolderPatch,
    LinkDraft,
    LinkQuery,
    SavedViewDraft,
    SavedViewPatch,
    TagDraft,
    TagPatch,
)
from qrdesk.core.schemas.codes import CodeView
from qrdesk.core.schemas.contents import TextContent
from qrdesk.gui.desk import Desk
from qrdesk.gui.pages.links_order import OrderRow
from tests.gui.both.acting import Hand
from tests.gui.desks import client_of, wait_for

HELLO = TextContent(type="text", text="Hello")


def rows(desk: Desk) -> tuple[OrderRow, OrderRow]:
    """Open the panel of folders and tags, and return the row of the one folder and of the one tag."""
    desk.window.show_page("links")
    desk.links.side.open_order()
    order = desk.links.side.order
    wait_for(lambda: bool(order.folders and order.tags), "the rows of both")
    return order.folders[0], order.tags[0]


def test_a_folder_and_a_tag_that_both_rename_ask_once_more(desk: Desk, hand: Hand) -> None:
    client = client_of(desk)
    menus = client.folders.create(FolderDraft(name="Menus"))
    door = client.tags.create(TagDraft(name="door"))
    folder, tag = rows(desk)
    hand.write(folder.name, "My cards")
    client.folders.update(menus.id, FolderPatch(name="Their cards", colour="#1e8a52"))
    desk.changes.poll()
    assert folder.name.text() == "My cards", "what is being typed stays while the list comes anew"
    assert desk.links.side.order.folders == [folder]
    hand.key(folder.name.input, Qt.Key.Key_Return)
    assert "Their cards" in folder.name.input.accessibleDescription()
    assert client.folders.get(menus.id).name == "Their cards"
    hand.key(folder.name.input, Qt.Key.Key_Return)
    now = client.folders.get(menus.id)
    assert (now.name, now.colour) == ("My cards", "#1e8a52"), "what only they changed stays"
    desk.changes.poll()
    assert [row.kept.name for row in desk.links.side.order.folders] == ["My cards"]
    (tag,) = desk.links.side.order.tags
    hand.write(tag.name, "window")
    client.tags.update(door.id, TagPatch(name="gate"))
    hand.key(tag.name.input, Qt.Key.Key_Return)
    assert "gate" in tag.name.input.accessibleDescription()
    assert client.tags.get(door.id).name == "gate"


def test_a_half_typed_name_is_not_saved_when_its_folder_is_deleted_elsewhere(desk: Desk, hand: Hand) -> None:
    client = client_of(desk)
    menus = client.folders.create(FolderDraft(name="Menus"))
    client.tags.create(TagDraft(name="door"))
    folder, _tag = rows(desk)
    hand.write(folder.name, "My ca")
    client.folders.delete(menus.id)
    desk.changes.poll()
    assert desk.links.side.order.folders == []
    assert client.folders.list() == []
    assert "My ca" not in desk.window.status.sentence()


def test_a_view_that_both_rename_asks_once_more_and_is_called_as_before_again(desk: Desk, hand: Hand) -> None:
    client = client_of(desk)
    kept = client.views.create(SavedViewDraft(name="Jobs", query=LinkQuery(tag="job")))
    desk.window.show_page("links")
    views = desk.links.views
    views.ask_name(kept)
    hand.write(views.renaming.field, "Mine")
    client.views.update(kept.id, SavedViewPatch(name="Theirs"))
    hand.key(views.renaming.field.input, Qt.Key.Key_Return)
    assert "Theirs" in views.renaming.field.input.accessibleDescription()
    assert client.views.get(kept.id).name == "Theirs"
    hand.key(views.renaming.field.input, Qt.Key.Key_Return)
    assert client.views.get(kept.id).name == "Mine"
    desk.window.toasts()[-1].undo()
    now = client.views.get(kept.id)
    assert (now.name, now.query) == ("Theirs", kept.query)


def a_static(desk: Desk, hand: Hand) -> CodeView:
    made = client_of(desk).codes.create(CodeDraft(content=HELLO, name="Table 7"))
    desk.window.show_page("studio")
    desk.studio.open_static(made.id)
    hand.until(lambda: desk.studio.middle.title.text() == "Table 7", "the code")
    return made


def test_a_static_code_that_both_rename_asks_once_more(desk: Desk, hand: Hand) -> None:
    client = client_of(desk)
    made = a_static(desk, hand)
    desk.studio.content.show_view("codes")
    panel = desk.studio.content.statics
    hand.click(panel.rename)
    hand.write(panel.naming.field, "Mine")
    client.codes.update(made.id, CodePatch(name="Theirs"))
    desk.changes.poll()
    hand.key(panel.naming.field.input, Qt.Key.Key_Return)
    assert "Theirs" in panel.naming.field.input.accessibleDescription()
    assert client.codes.get(made.id).name == "Theirs"
    hand.key(panel.naming.field.input, Qt.Key.Key_Return)
    assert client.codes.get(made.id).name == "Mine"


def test_an_address_of_a_code_that_both_change_asks_once_more(desk: Desk, hand: Hand) -> None:
    client = client_of(desk)
    link = client.links.create(LinkDraft(destination="https://example.com/menu", title="Menu"))
    code = client.codes.create(CodeDraft(link_id=link.id, name="Door"))
    desk.routes.open_link(link.id)
    desk.links.editor.sections["codes"].set_open(True)
    (line,) = desk.links.editor.parts.codes.lines
    hand.click(line.change)
    hand.write(line.field, "mine")
    client.codes.update(code.id, CodePatch(slug="theirs"))
    desk.changes.poll()
    hand.key(line.field.input, Qt.Key.Key_Return)
    assert "theirs" in line.field.input.accessibleDescription()
    assert client.codes.get(code.id).slug == "theirs"
    hand.key(line.field.input, Qt.Key.Key_Return)
    assert client.codes.get(code.id).slug == "mine"


def printed(desk: Desk, hand: Hand, folder: Path) -> CodeView:
    """Export a static code from the Studio, so that it is remembered as printed."""
    made = a_static(desk, hand)
    page = desk.studio
    page.right.order_changed.emit("format", ArtworkFormat.SVG)
    page.right.print.remember.click()
    page.exporting.choose_path = lambda suggested: folder / suggested.name
    hand.until(page.right.export.isEnabled, "it can be exported")
    page.export()
    assert "Remembered as printed" in desk.window.toasts()[-1].words
    return made


def test_taking_back_ones_own_print_leaves_what_somebody_else_printed_since(
    desk: Desk, hand: Hand, tmp_path: Path
) -> None:
    client = client_of(desk)
    code = printed(desk, hand, tmp_path)
    client.codes.export(code.id, ExportDraft())
    theirs = client.codes.get(code.id).printed_at
    desk.window.undo_last()
    assert client.codes.get(code.id).printed_at == theirs is not None
    assert "printed again since" in desk.window.toasts()[-1].words
    desk.changes.poll()
    hand.click(desk.studio.content.static.not_yet)  # who has seen of it can say so all the same
    assert client.codes.get(code.id).printed_at is None


def test_what_somebody_else_printed_before_is_not_offered_to_be_taken_back(
    desk: Desk, hand: Hand, tmp_path: Path
) -> None:
    client = client_of(desk)
    made = a_static(desk, hand)
    page = desk.studio
    page.right.order_changed.emit("format", ArtworkFormat.SVG)
    page.right.print.remember.click()
    page.exporting.choose_path = lambda suggested: tmp_path / suggested.name
    client.codes.export(made.id, ExportDraft())  # this app has not heard of it yet
    page.export()
    assert "Remembered as printed" in desk.window.toasts()[-1].words
    desk.window.undo_last()
    assert [one.printed_at is not None for one in client.codes.list(CodeQuery(kind="static")).data] == [True]
