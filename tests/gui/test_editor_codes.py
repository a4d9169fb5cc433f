"""The codes of a link in its editor: an address of a code's own is given, changed, refused and taken off again."""

from collections.abc import Generator
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from qrdesk.client import CodeDraft, ExportDraft, LinkDraft
from qrdesk.core.errors import ServerUnreachable
from qrdesk.core.schemas.codes import CodeView
from qrdesk.core.schemas.links import LinkView
from qrdesk.gui.desk import Desk
from qrdesk.gui.pages.link_editor_codes_line import CodeLine
from tests.gui.desks import a_desk, client_of, wait_for


@pytest.fixture
def desk(tmp_path: Path) -> Generator[Desk]:
    with a_desk(tmp_path) as made:
        made.window.show_page("links")
        yield made


@pytest.fixture
def menu(desk: Desk) -> LinkView:
    return client_of(desk).links.create(LinkDraft(destination="https://example.com/menu", slug="menu", title="Menu"))


def opened(desk: Desk, link: LinkView) -> CodeLine:
    """Open the editor at the codes of ``link``, which has one."""
    desk.session.links_changed.emit()
    desk.routes.open_link(link.id)
    desk.links.editor.sections["codes"].set_open(True)
    return only(desk)


def only(desk: Desk) -> CodeLine:
    (line,) = desk.links.editor.parts.codes.lines
    return line


def a_code(desk: Desk, link: LinkView, slug: str | None = None) -> CodeView:
    return client_of(desk).codes.create(CodeDraft(link_id=link.id, name="Table tent", slug=slug))


def typed(qtbot: QtBot, line: CodeLine, text: str) -> None:
    line.change.click()
    line.field.input.clear()
    qtbot.keyClicks(line.field.input, text)


def test_a_code_gets_an_address_of_its_own_and_the_whole_of_it_is_shown_while_typing(
    desk: Desk, menu: LinkView, qtbot: QtBot
) -> None:
    code = a_code(desk, menu)
    line = opened(desk, menu)
    typed(qtbot, line, "tent")
    assert "go.example/r/tent" in line.field.input.accessibleDescription()
    qtbot.keyClick(line.field.input, Qt.Key.Key_Return)
    assert client_of(desk).codes.get(code.id).text == "https://go.example/r/tent"
    assert only(desk).code.slug == "tent"
    assert desk.window.status.sentence() == "The code carries go.example/r/tent now"
    assert client_of(desk).links.get(menu.id).aliases == ["tent"]


def test_a_taken_address_is_said_while_it_is_typed_with_one_that_is_free(
    desk: Desk, menu: LinkView, qtbot: QtBot
) -> None:
    client_of(desk).links.create(LinkDraft(destination="https://example.com/b", slug="poster", title="Summer poster"))
    code = a_code(desk, menu)
    line = opened(desk, menu)
    typed(qtbot, line, "poster")
    wait_for(line.field.has_error, "the answer")
    assert "Summer poster" in line.field.input.accessibleDescription()
    line.save()
    assert client_of(desk).codes.get(code.id).slug == ""
    assert line.field.text() == "poster"


@pytest.mark.parametrize("slug", ["menu", "docs", "a/b", "MENU"])
def test_what_no_code_can_carry_is_refused_at_the_field(desk: Desk, menu: LinkView, qtbot: QtBot, slug: str) -> None:
    code = a_code(desk, menu)
    line = opened(desk, menu)
    typed(qtbot, line, slug)
    line.save()
    assert line.field.has_error()
    assert not line.editing.isHidden()
    assert client_of(desk).codes.get(code.id).slug == ""


def test_the_address_of_another_code_of_the_link_is_refused_at_the_field(
    desk: Desk, menu: LinkView, qtbot: QtBot
) -> None:
    a_code(desk, menu, "poster")
    code = a_code(desk, menu)
    desk.routes.open_link(menu.id)
    line = next(one for one in desk.links.editor.parts.codes.lines if one.code.id == code.id)
    typed(qtbot, line, "poster")
    line.save()
    assert "Another code of this link" in line.field.input.accessibleDescription()


def test_nothing_typed_is_no_address_and_leaving_keeps_the_one_it_has(desk: Desk, menu: LinkView, qtbot: QtBot) -> None:
    code = a_code(desk, menu, "poster")
    line = opened(desk, menu)
    typed(qtbot, line, "")
    line.save()
    assert line.field.has_error()
    line.change.click()
    assert line.field.text() == "poster"
    line.save()
    assert line.editing.isHidden()
    assert client_of(desk).codes.get(code.id).slug == "poster"


def test_an_address_is_taken_off_only_after_a_question_that_says_what_is_printed(desk: Desk, menu: LinkView) -> None:
    code = a_code(desk, menu, "poster")
    client_of(desk).codes.export(code.id, ExportDraft())
    line = opened(desk, menu)
    line.take_off.click()
    assert not line.question.isHidden()
    line.keep.click()
    assert client_of(desk).codes.get(code.id).slug == "poster"
    line.take_off.click()
    assert any("those prints lead on as before" in sentence for sentence in line._losses())
    line.final.click()
    assert client_of(desk).codes.get(code.id).text == "https://go.example/r/menu"
    assert client_of(desk).links.get("poster").id == menu.id, "what is printed leads on"
    assert only(desk).take_off.isHidden()


def test_a_server_that_is_away_keeps_what_is_typed(
    desk: Desk, menu: LinkView, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    a_code(desk, menu)
    line = opened(desk, menu)
    typed(qtbot, line, "tent")

    def away(*_asked: object) -> CodeView:
        raise ServerUnreachable("https://go.example does not answer.")

    monkeypatch.setattr(client_of(desk).codes, "update", away)
    line.save()
    assert line.field.text() == "tent"
    assert line.field.input.accessibleDescription() == "https://go.example does not answer."


def test_a_code_made_elsewhere_appears_and_leaves_the_line_one_is_typing_in_alone(
    desk: Desk, menu: LinkView, qtbot: QtBot
) -> None:
    first = a_code(desk, menu)
    line = opened(desk, menu)
    typed(qtbot, line, "tent")
    second = a_code(desk, menu)
    desk.links.editor.parts.codes.show_link(menu)
    lines = desk.links.editor.parts.codes.lines
    assert [one.code.id for one in lines] == [second.id, first.id]
    assert lines[1] is line
    assert line.field.text() == "tent"
