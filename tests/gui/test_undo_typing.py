"""Ctrl+Z in the link editor: what is typed, and after a save what was saved, with the cursor where it was."""

from collections.abc import Generator
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from qrdesk.client import LinkDraft
from qrdesk.core.schemas.links import LinkView
from qrdesk.gui.desk import Desk
from qrdesk.gui.widgets.fields import Input
from tests.gui.desks import a_desk_at, client_of, wait_for

CTRL = Qt.KeyboardModifier.ControlModifier
OLD, NEW = "https://example.com/old", "https://example.com/new"


@pytest.fixture(params=["local", "http"])
def desk(request: pytest.FixtureRequest, tmp_path: Path) -> Generator[Desk]:
    with a_desk_at(request.param, tmp_path) as made:
        yield made


@pytest.fixture
def link(desk: Desk) -> LinkView:
    made = client_of(desk).links.create(LinkDraft(destination=OLD, title="Menu"))
    desk.routes.open_link(made.id)
    return made


def line(desk: Desk) -> Input:
    return desk.links.editor.fields.destination.input


def type_new(desk: Desk, qtbot: QtBot) -> None:
    line(desk).setFocus()
    line(desk).selectAll()
    qtbot.keyClicks(line(desk), NEW)


def undo(qtbot: QtBot, inside: Input) -> None:
    qtbot.keyClick(inside, Qt.Key.Key_Z, CTRL)


def test_after_a_save_the_key_takes_the_saved_change_back_and_says_which(
    desk: Desk, link: LinkView, qtbot: QtBot
) -> None:
    type_new(desk, qtbot)
    qtbot.keyClick(line(desk), Qt.Key.Key_S, CTRL)
    assert client_of(desk).links.get(link.id).destination == NEW
    undo(qtbot, line(desk))
    assert client_of(desk).links.get(link.id).destination == OLD
    assert line(desk).text() == OLD
    assert desk.links.editor.unsaved() == 0
    assert desk.window.status.sentence() == "Menu is as it was before: Destination"


def test_what_is_typed_after_a_save_goes_first(desk: Desk, link: LinkView, qtbot: QtBot) -> None:
    type_new(desk, qtbot)
    desk.links.editor.save()
    qtbot.keyClicks(line(desk), "er")
    undo(qtbot, line(desk))
    assert (line(desk).text(), client_of(desk).links.get(link.id).destination) == (NEW, NEW)
    undo(qtbot, line(desk))
    assert (line(desk).text(), client_of(desk).links.get(link.id).destination) == (OLD, OLD)


def test_what_is_typed_elsewhere_stays_when_a_save_is_taken_back(desk: Desk, link: LinkView, qtbot: QtBot) -> None:
    type_new(desk, qtbot)
    desk.links.editor.save()
    title = desk.links.editor.fields.title
    title.set_text("Lunch")
    undo(qtbot, line(desk))
    assert (line(desk).text(), title.text(), desk.links.editor.unsaved()) == (OLD, "Lunch", 1)


def test_the_note_is_taken_back_as_a_line_is(desk: Desk, link: LinkView, qtbot: QtBot) -> None:
    note = desk.links.editor.fields.note
    qtbot.keyClicks(note, "Counter")
    desk.links.editor.save()
    qtbot.keyClick(note, Qt.Key.Key_Z, CTRL)
    assert (client_of(desk).links.get(link.id).note, note.toPlainText()) == ("", "")


def test_the_menu_takes_back_each_save_of_this_link_and_shows_its_history(
    desk: Desk, link: LinkView, qtbot: QtBot
) -> None:
    editor, head = desk.links.editor, desk.links.editor.head
    assert not head.can_undo()
    for destination in (NEW, f"{NEW}er"):
        editor.fields.destination.set_text(destination)
        editor.save()
    assert head.can_undo()
    head.undo_wanted.emit()
    assert client_of(desk).links.get(link.id).destination == NEW
    assert sum(toast.can_undo() for toast in desk.window.toasts()) == 1  # that of the first save
    head.undo_wanted.emit()
    assert client_of(desk).links.get(link.id).destination == OLD
    assert not head.can_undo()
    desk.window.undo_last()  # what the menu took back is not taken back again
    assert client_of(desk).links.get(link.id).destination == OLD
    head.history_wanted.emit()
    assert editor.sections["history"].is_open()
    wait_for(lambda: len(editor.parts.history.lines) > 0, "the history to be listed")


def test_a_toast_with_undo_stays_longer_and_not_over_the_rules(desk: Desk, link: LinkView) -> None:
    desk.links.editor.fields.destination.set_text(NEW)
    desk.links.editor.save()
    (toast,) = desk.window.toasts()
    assert toast.stays_ms() == 15_000
    editor = desk.links.editor
    shown = editor.rect().translated(editor.mapTo(desk.window, editor.rect().topLeft()))
    assert not shown.intersects(toast.geometry())
    assert not desk.window.status.geometry().intersects(toast.geometry())
