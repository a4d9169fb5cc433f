"""An address typed as people type it, without https://: it is completed quietly once it is left or saved."""

from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from qrdesk.client import LinkDraft
from qrdesk.core.errors import QRDeskError
from qrdesk.core.schemas.rules import DestinationType
from qrdesk.gui.pages import batch_checking
from qrdesk.gui.widgets import boxes, web_address
from qrdesk.gui.widgets.web_address import AddressField, completed
from tests.gui.desks import a_desk, a_desk_at, client_of, wait_for
from tests.gui.ruling import form_of, rules_of

TYPED = "radwerk-lindau.de/preise"
WHOLE = f"https://{TYPED}"


def test_an_address_shows_its_beginning_unless_somebody_types(qtbot: QtBot) -> None:
    field, other = AddressField("Destination"), AddressField("Other")
    whole = boxes.box(boxes.rows(field, other))
    qtbot.addWidget(whole)
    whole.resize(200, 200)
    field.set_text("https://kaffeehaus-linde.example/karte/winter")
    assert field.input.cursorPosition() == 0
    with qtbot.waitActive(whole):
        whole.show()
        whole.activateWindow()
    field.input.setFocus()
    field.input.selectAll()
    assert field.input.cursorPosition() > 0
    other.input.setFocus()
    assert field.input.cursorPosition() == 0


@pytest.mark.parametrize(
    ("text", "whole"),
    [
        (TYPED, WHOLE),
        (" radwerk.de ", "https://radwerk.de"),
        ("straße.de:8443/a?b=c#d", "https://straße.de:8443/a?b=c#d"),
        *((same, same) for same in (WHOLE, "http://radwerk.de", "localhost:8080/x", "radwerk", "rad werk.de", "")),
        ("menu.pdf/", "https://menu.pdf/"),
        ("example.com/menu.pdf", "https://example.com/menu.pdf"),
        *((same, same) for same in ("menu.pdf", "Menu.Of.Week.PDF", "a.docx", "b.html#top", "htp:/menu.pdf")),
        *((same, same) for same in ("mailto:me@example.com", "me@example.com", "tel:+49301", "htp:/radwerk.de")),
    ],
)
def test_only_what_is_the_name_of_a_site_is_completed(text: str, whole: str) -> None:
    assert completed(text) == whole
    assert web_address.looks_like_address(whole) or whole == text


def test_a_destination_is_completed_when_it_is_left_and_nothing_is_red(qtbot: QtBot, tmp_path: Path) -> None:
    with a_desk(tmp_path) as desk:
        desk.window.activateWindow()
        wait_for(desk.window.isActiveWindow, "the window to take the keyboard")
        desk.routes.new_link("")
        field, leads = desk.links.editor.fields.destination, desk.links.editor.fields.leads
        field.input.setFocus()
        for letter in TYPED:
            qtbot.keyClicks(field.input, letter)
            assert not field.has_error()
        assert field.input.text() == TYPED, "nothing changes under the fingers"
        qtbot.keyClick(field.input, Qt.Key.Key_Tab)
        assert (field.input.text(), field.has_error()) == (WHOLE, False)
        leads.put("radwerk.de", DestinationType.APP)
        field.input.editingFinished.emit()
        assert field.input.text() == "radwerk.de", "this is no page"


def test_the_name_of_a_file_is_no_address_and_what_it_lacks_is_said(qtbot: QtBot, tmp_path: Path) -> None:
    said = "menu.pdf is the name of a file. Enter the whole address, such as https://example.com/menu.pdf"
    with a_desk(tmp_path) as desk:
        desk.window.activateWindow()
        wait_for(desk.window.isActiveWindow, "the window to take the keyboard")
        make = desk.home.make.field
        make.input.setFocus()
        qtbot.keyClicks(make.input, "menu.pdf")
        qtbot.keyClick(make.input, Qt.Key.Key_Tab)
        assert (make.input.text(), make.input.accessibleDescription()) == ("menu.pdf", said)
        assert web_address.mended("menu.pdf") == "", "nobody knows its site"
        desk.home.make.create_button.click()
        assert client_of(desk).links.list().data == []
        desk.routes.new_link("")
        editor = desk.links.editor
        field = editor.fields.destination
        field.input.setText("menu.pdf")
        field.input.editingFinished.emit()
        assert field.input.accessibleDescription() == said
        qtbot.keyClicks(field.input, "/")
        assert not field.has_error()
        field.input.setText("menu.pdf")
        editor.save()
        assert field.input.accessibleDescription() == said
        editor.fields.destination.set_text(WHOLE)
        editor.parts.limits.expired.input.setText("over.html")
        editor.save()
        assert editor.parts.limits.expired.has_error()
        assert client_of(desk).links.list().data == []


def test_in_a_list_it_is_offered_with_no_site_of_its_own_name() -> None:
    assert batch_checking._destination("menu.pdf") == ("bad_destination", "")
    assert batch_checking._destination(TYPED) == ("no_scheme", WHOLE)


@pytest.mark.parametrize("where", ["local", "http"])
def test_it_is_completed_by_saving_too_and_only_by_the_app(where: str, tmp_path: Path) -> None:
    with a_desk_at(where, tmp_path) as desk:
        with pytest.raises(QRDeskError):
            client_of(desk).links.create(LinkDraft(destination=TYPED))
        desk.routes.new_link("")
        editor = desk.links.editor
        editor.fields.destination.input.setText(TYPED)
        editor.parts.limits.expired.input.setText("radwerk.de/over")
        rules_of(desk).more.click()
        form_of(desk).name.set_text("Saturday")
        form_of(desk).leads.one.field.input.setText("radwerk.de/sat")
        form_of(desk).conditions.add("country")
        form_of(desk).conditions.rows[0].editor.field.input.setText("Germany")  # type: ignore[attr-defined] - countries
        editor.save()
        (link,) = client_of(desk).links.list().data
        assert (link.destination, link.expired_destination) == (WHOLE, "https://radwerk.de/over")
        assert [rule.destination for rule in link.rules] == ["https://radwerk.de/sat"]
        assert (editor.fields.destination.input.text(), editor.unsaved()) == (WHOLE, 0)


def test_home_shows_the_code_while_it_is_typed_and_makes_it(tmp_path: Path) -> None:
    with a_desk(tmp_path) as desk:
        make = desk.home.make
        make.field.input.setText(TYPED)
        assert make._as.text(), "the address it will carry"
        make.create_button.click()
        assert [link.destination for link in client_of(desk).links.list().data] == [WHOLE]
        assert make.field.input.text() == ""
        make.field.input.setText("localhost/x")
        make.create_button.click()
        assert make.field.has_error(), "nobody can tell what is meant"
