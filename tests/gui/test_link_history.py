"""The history of a link in its editor: who changed what, and a way back from each change."""

import re
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, nullcontext
from html import unescape
from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from qrdesk.client import LinkDraft, LinkPatch
from qrdesk.core.schemas.links import LinkView
from qrdesk.gui.desk import Desk
from qrdesk.gui.widgets.labels import Elided
from tests.gui.desks import a_desk, client_of, wait_for
from tests.gui.spoken import german

HERE = "https://example.com/"


@pytest.fixture
def desk(tmp_path: Path, qtbot: QtBot) -> Iterator[Desk]:
    with a_desk(tmp_path) as made:
        yield made


@pytest.fixture
def link(desk: Desk) -> LinkView:
    """A link that was changed twice, open in the editor with its history."""
    client = client_of(desk)
    made = client.links.create(LinkDraft(destination=f"{HERE}first", title="Menu"))
    client.links.update(made.id, LinkPatch(destination=f"{HERE}second"))
    client.links.update(made.id, LinkPatch(title="Lunch", note="At noon"))
    desk.routes.open_link(made.id)
    desk.links.editor.sections["history"].set_open(True)
    return client.links.get(made.id)


def test_the_newest_change_comes_first_and_can_be_looked_into(desk: Desk, link: LinkView) -> None:
    history = desk.links.editor.parts.history
    assert [line.entry.action for line in history.lines] == ["link.updated", "link.updated", "link.created"]
    newest = history.lines[0]
    assert set(newest.entry.changes) >= {"title", "note"}
    before_and_after = [line.text() for line in history.lines[1].findChildren(Elided)]
    assert before_and_after == [f"Before: {HERE}first", f"After: {HERE}second"], "never one address of two"
    newest.unfold.click()
    assert not newest.details.isHidden()
    assert {"Menu", "Lunch"} <= set(re.findall(r"\w+", newest.details.text()))
    assert [line.restore.isHidden() for line in history.lines] == [False, False, True]
    assert history.lines[0].restore.text() == "Put back", "several fields"
    assert {"Title: Menu", "Note: –"} <= set(history.lines[0].restore.toolTip().splitlines())
    assert history.lines[1].restore.text() == "Put back “https://…ample.com/first”"
    assert history.lines[1].restore.toolTip() == f"Destination: {HERE}first"


def test_a_change_is_put_back_and_that_taken_back(desk: Desk, link: LinkView) -> None:
    client, editor = client_of(desk), desk.links.editor
    editor.parts.history.lines[1].restore.click()
    assert client.links.get(link.id).destination == f"{HERE}first"
    assert (editor.fields.leads.text(), editor.values().title) == (f"{HERE}first", "Lunch")
    assert len(editor.parts.history.lines) == 4
    desk.window.undo_last()
    assert client.links.get(link.id).destination == f"{HERE}second"
    assert editor.fields.leads.text() == f"{HERE}second"


@pytest.mark.wide
def test_what_is_typed_meanwhile_stays(desk: Desk, link: LinkView) -> None:
    editor = desk.links.editor
    editor.fields.title.set_text("Dinner")
    editor.parts.history.lines[1].restore.click()
    assert (editor.fields.title.text(), editor.fields.leads.text()) == ("Dinner", f"{HERE}first")
    assert set(editor.changes()) == {"title"}


def test_it_is_asked_for_only_while_it_is_open(desk: Desk, link: LinkView) -> None:
    editor = desk.links.editor
    other = client_of(desk).links.create(LinkDraft(destination=f"{HERE}other"))
    editor.sections["history"].set_open(False)
    desk.routes.open_link(other.id)
    assert editor.parts.history.lines == []
    editor.sections["history"].set_open(True)
    assert [line.entry.subject_id for line in editor.parts.history.lines] == [other.id]


@pytest.mark.fast_cases(2)
@pytest.mark.parametrize("speaks", [nullcontext, german])
@pytest.mark.parametrize("tail", ["%C3%A4" * 330, "a" * 1980, "+" * 1980, "/winter-prices" * 140])
def test_no_address_makes_the_panel_wider_than_its_place(
    qapp: QApplication, tmp_path: Path, tail: str, speaks: Callable[[QApplication], AbstractContextManager[object]]
) -> None:
    with speaks(qapp), a_desk(tmp_path) as desk:
        desk.window.resize(1024, 700)
        client, editor = client_of(desk), desk.links.editor
        made = client.links.create(LinkDraft(destination=f"{HERE}first"))
        client.links.update(made.id, LinkPatch(destination=f"{HERE}{tail}", title="T" * 200))
        client.links.update(made.id, LinkPatch(destination=f"{HERE}{tail[::-1]}"))
        desk.routes.open_link(made.id)
        editor.sections["history"].set_open(True)
        for line in editor.parts.history.lines:
            line.unfold.click()
        QApplication.processEvents()
        room = editor._scrolls.viewport().width()
        assert editor.parts.width() <= room
        assert editor.parts.minimumSizeHint().width() <= room, "nor is anything squeezed"
        assert editor.width() < 500


def test_a_long_address_is_folded_out_whole_and_as_people_write_it(desk: Desk, link: LinkView) -> None:
    long = f"{HERE}{'%C3%A4' * 30}/card"
    client_of(desk).links.update(link.id, LinkPatch(destination=long))
    desk.session.links_changed.emit()
    history = desk.links.editor.parts.history
    wait_for(lambda: len(history.lines) == 4, "the change to be listed")
    line = history.lines[0]
    brief = line.findChildren(Elided)
    assert [one.isHidden() for one in brief] == [False, False]
    line.unfold.click()
    shown = unescape(line.details.text()).replace("\N{ZERO WIDTH SPACE}", "").replace("</p>", "")
    before, after = re.sub(r"^<p[^>]*>", "", shown).split("<br>")
    assert before == f"Destination, before: {HERE}second"
    assert after == f"Destination, after: {HERE}{'ä' * 30}/card"
    assert [one.isHidden() for one in brief] == [True, True], "it is not said twice"
    assert line.why_not.isHidden()


def test_where_a_change_cannot_be_put_back_is_said_why(desk: Desk, link: LinkView) -> None:
    client = client_of(desk)
    client.links.update(link.id, LinkPatch(destination=f"{HERE}{'%C3%A4' * 335}"))
    client.links.update(link.id, LinkPatch(destination=f"{HERE}card"))
    desk.session.links_changed.emit()
    history = desk.links.editor.parts.history
    wait_for(lambda: len(history.lines) == 5, "the changes to be listed")
    newest, created = history.lines[0], history.lines[-1]
    assert newest.restore.isHidden()
    assert "only its beginning was kept" in newest.why_not.text()
    newest.unfold.click()
    before = unescape(newest.details.text()).partition("<br>")[0]
    assert before.endswith(("ä…", "ä\N{ZERO WIDTH SPACE}…")), "no half of a letter stands at the end"
    assert created.restore.isHidden()
    assert created.why_not.isHidden(), "nothing was before"
