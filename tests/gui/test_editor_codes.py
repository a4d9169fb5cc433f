"""The codes of a link in its editor: an address of a code's own is given, changed, refused and taken off again."""

from collections.abc import Generator
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from qrdesk.client import AliasDraft, CodeDraft, CodePatch, DomainDraft, ExportDraft, LinkDraft, LinkPatch
from qrdesk.core.errors import Conflict, ServerUnreachable
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


def typing(desk: Desk, link: LinkView, qtbot: QtBot, text: str, slug: str | None = None) -> tuple[CodeView, CodeLine]:
    """Return a new code of ``link``, and its line with an address being typed there."""
    code = a_code(desk, link, slug)
    line = opened(desk, link)
    typed(qtbot, line, text)
    return code, line


def test_a_code_gets_an_address_of_its_own_and_the_whole_of_it_is_shown_while_typing(
    desk: Desk, menu: LinkView, qtbot: QtBot
) -> None:
    code, line = typing(desk, menu, qtbot, "tent")
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
    code, line = typing(desk, menu, qtbot, "poster")
    wait_for(line.field.has_error, "the answer")
    assert "Summer poster" in line.field.input.accessibleDescription()
    assert not line.accept.isEnabled()
    line.save()
    assert client_of(desk).codes.get(code.id).slug == ""
    assert line.field.text() == "poster"
    line.field.set_text("tent")
    assert line.accept.isEnabled(), "another one may be free"


@pytest.mark.parametrize("slug", ["menu", "docs", "a/b", "MENU"])
@pytest.mark.fast_cases(1)
def test_what_no_code_can_carry_is_refused_at_the_field(desk: Desk, menu: LinkView, qtbot: QtBot, slug: str) -> None:
    code, line = typing(desk, menu, qtbot, slug)
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
    code, line = typing(desk, menu, qtbot, "", "poster")
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
    code, line = typing(desk, menu, qtbot, "tent")

    def away(*_asked: object) -> CodeView:
        raise ServerUnreachable("https://go.example does not answer.")

    with monkeypatch.context() as patched:
        patched.setattr(client_of(desk).codes, "update", away)
        line.save()
    assert line.field.text() == "tent"
    assert line.field.input.accessibleDescription() == "https://go.example does not answer."
    qtbot.keyClick(line.field.input, Qt.Key.Key_Return)  # it is back
    assert client_of(desk).codes.get(code.id).slug == "tent"


@pytest.mark.wide
def test_an_address_that_could_not_be_taken_off_is_said_in_the_question_which_stays(
    desk: Desk, menu: LinkView, monkeypatch: pytest.MonkeyPatch
) -> None:
    code = a_code(desk, menu, "poster")
    line = opened(desk, menu)
    line.take_off.click()

    def away(*_asked: object) -> CodeView:
        raise ServerUnreachable("https://go.example does not answer.")

    with monkeypatch.context() as patched:
        patched.setattr(client_of(desk).codes, "update", away)
        line.final.click()
    assert line.editing.isHidden()
    assert not line.question.isHidden()
    assert not line._why.isHidden()
    assert "does not answer" in line._why.text()
    line.final.click()
    assert client_of(desk).codes.get(code.id).slug == ""


@pytest.mark.wide
def test_a_code_made_elsewhere_appears_and_leaves_the_line_one_is_typing_in_alone(
    desk: Desk, menu: LinkView, qtbot: QtBot
) -> None:
    first, line = typing(desk, menu, qtbot, "tent")
    second = a_code(desk, menu)
    desk.links.editor.parts.codes.show_link(menu)
    lines = desk.links.editor.parts.codes.lines
    assert [one.code.id for one in lines] == [second.id, first.id]
    assert lines[1] is line
    assert line.field.text() == "tent"


@pytest.mark.wide
def test_letter_case_counts_where_the_domain_says_so(desk: Desk, qtbot: QtBot) -> None:
    client = client_of(desk)
    client.domains.create(DomainDraft(url="https://case.example", case_sensitive=True))
    link = client.links.create(LinkDraft(destination="https://example.com/", slug="Menu", host="case.example"))
    code, line = typing(desk, link, qtbot, "menu")
    line._look_up()
    assert not line.field.has_error()
    line.save()
    assert client.codes.get(code.id).slug == "menu"


@pytest.mark.wide
def test_an_alias_of_the_link_is_to_be_had_unless_prints_of_another_code_carry_it(
    desk: Desk, menu: LinkView, qtbot: QtBot
) -> None:
    client = client_of(desk)
    client.links.add_alias(menu.id, AliasDraft(slug="card"))
    first = a_code(desk, menu, "poster")
    client.codes.export(first.id, ExportDraft())
    client.codes.update(first.id, CodePatch(slug=None, name="<b>Poster</b>"))
    code = client.codes.create(CodeDraft(link_id=menu.id, name="Tent"))
    desk.routes.open_link(menu.id)
    line = next(one for one in desk.links.editor.parts.codes.lines if one.code.id == code.id)
    typed(qtbot, line, "poster")
    line._look_up()
    assert "was exported: scans of its prints count for it" in line.field.input.accessibleDescription()
    line.save()
    assert client.codes.get(code.id).slug == ""
    with pytest.raises(Conflict, match="scans of its prints"):
        client.codes.update(code.id, CodePatch(slug="poster"))
    assert client.codes.update(first.id, CodePatch(slug="poster")).slug == "poster"  # its own
    typed(qtbot, line, "card")
    line._look_up()
    assert not line.field.has_error()
    line.save()
    assert client.codes.get(code.id).slug == "card"


@pytest.mark.wide
def test_names_are_shown_as_they_are_in_tooltips(desk: Desk, menu: LinkView) -> None:
    client_of(desk).codes.create(CodeDraft(link_id=menu.id, name="<img src=x>", slug="poster"))
    line = opened(desk, menu)
    for button in (line.change, line.take_off):
        assert "&lt;img src=x&gt;" in button.toolTip()
        assert "<img src=x>" in button.accessibleName()


@pytest.mark.wide
def test_of_many_codes_the_first_are_listed_and_the_others_when_asked(desk: Desk, menu: LinkView) -> None:
    for _ in range(45):
        a_code(desk, menu)
    said: list[str] = []
    codes = desk.links.editor.parts.codes
    codes.said.connect(said.append)
    desk.routes.open_link(menu.id)
    assert (len(codes.lines), said[-1], codes.more.isHidden()) == (20, "45 codes", False)
    codes.more.click()
    assert len(codes.lines) == 40
    codes.more.click()
    assert (len(codes.lines), codes.more.isHidden()) == (45, True)
    codes.show_link(client_of(desk).links.get(menu.id))
    assert len(codes.lines) == 45


@pytest.mark.wide
def test_lines_follow_a_link_that_gets_another_address(desk: Desk, menu: LinkView) -> None:
    a_code(desk, menu, "poster")
    line = opened(desk, menu)
    line.take_off.click()
    client_of(desk).links.update(menu.id, LinkPatch(slug="lunch"))
    desk.session.links_changed.emit()
    desk.links.editor.parts.codes.show_link(client_of(desk).links.get(menu.id))
    assert only(desk) is line
    assert "/lunch" in line._loss.text()
