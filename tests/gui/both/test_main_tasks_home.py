"""Home: a code is made, over both transports."""

from PySide6.QtCore import Qt

from qrdesk.gui.desk import Desk
from tests.gui.both.acting import Hand
from tests.gui.desks import client_of

PAGE = "https://example.com/menu"


def test_a_pasted_address_becomes_a_code(desk: Desk, hand: Hand) -> None:
    make = desk.home.make
    hand.write(make.field.input, PAGE)
    assert make.code.has_code(), "the very code is seen before it is made"
    shown = make._as.text()
    hand.click(make.create_button)
    (link,) = client_of(desk).links.list().data
    assert link.destination == PAGE
    assert shown.endswith(f"/{link.slug}")
    assert desk.window.current_page() == "links"
    assert desk.links.editor.link() == link


def test_the_key_return_makes_one_too_and_what_is_no_address_is_mended(desk: Desk, hand: Hand) -> None:
    make = desk.home.make
    hand.write(make.field.input, "htp:/" + PAGE.removeprefix("https://"))
    hand.key(make.field.input, Qt.Key.Key_Return)
    assert make.field.has_error()
    assert client_of(desk).links.list().data == []
    hand.press(make, "Use https://…")
    hand.key(make.field.input, Qt.Key.Key_Return)
    assert [link.destination for link in client_of(desk).links.list().data] == [PAGE]


def test_create_and_print_goes_to_the_studio(desk: Desk, hand: Hand) -> None:
    hand.write(desk.home.make.field.input, PAGE)
    hand.click(desk.home.make.print_button)
    assert desk.window.current_page() == "studio"
    assert desk.studio.middle.artboard.accessibleName()
