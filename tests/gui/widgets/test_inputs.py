"""What a person types into or chooses with: fields, choices, tabs, chips, switches."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QPushButton, QWidget
from pytestqt.qtbot import QtBot

from qrdesk.gui.theme import tokens
from qrdesk.gui.widgets.chips import FilterChip
from qrdesk.gui.widgets.choices import Choice
from qrdesk.gui.widgets.colour import ColourField
from qrdesk.gui.widgets.fields import Below, SearchField, TextField
from qrdesk.gui.widgets.segment import Segment
from qrdesk.gui.widgets.switch import Switch
from qrdesk.gui.widgets.tabs import Tabs
from tests.gui.widgets.showing import colours, shown


def test_an_error_keeps_the_text_and_offers_the_way_out(qtbot: QtBot) -> None:
    field = TextField("Destination", hint="Where the code leads")
    field.set_text("htp:/linde.example/karte")
    shown(qtbot, field)
    field.show_error(
        "This does not start like a web address.",
        [("Use https://linde.example/karte", lambda: field.set_text("https://linde.example/karte"))],
    )
    assert field.text() == "htp:/linde.example/karte"
    assert field.input.accessibleDescription() == "This does not start like a web address."
    assert tokens.current().danger.default.name() in colours(field.input)
    fix = next(b for b in field.findChildren(QPushButton))
    qtbot.mouseClick(fix, Qt.MouseButton.LeftButton)
    assert field.text() == "https://linde.example/karte"
    assert not field.has_error()
    assert field.input.accessibleDescription() == "Where the code leads"


def test_what_is_said_below_a_field_has_the_width_of_its_buttons_too(qtbot: QtBot) -> None:
    field, save = TextField(hint="Where the code leads"), QPushButton("Save")
    field.put_beside(save)
    shown(qtbot, field)
    below = field.findChild(Below)
    assert below is not None
    assert field.input.geometry().right() < save.geometry().left()
    assert below.geometry().right() == save.geometry().right()
    assert below.geometry().top() > field.input.geometry().bottom()


def test_a_state_inside_a_field_leaves_room_for_the_text(qtbot: QtBot) -> None:
    field = TextField("Address")
    shown(qtbot, field)
    free = field.input.textMargins().right()
    field.show_state("yours", "success")
    assert field.input.textMargins().right() > free + 40
    field.show_state("")
    assert field.input.textMargins().right() == free


def test_escape_empties_a_filter(qtbot: QtBot) -> None:
    search = shown(qtbot, SearchField("Filter 214 links"))
    seen: list[str] = []
    search.changed.connect(seen.append)
    qtbot.keyClicks(search, "spr")
    qtbot.keyClick(search, Qt.Key.Key_Escape)
    assert seen == ["s", "sp", "spr", ""]


def test_a_choice_tells_keys_and_only_when_a_person_chose(qtbot: QtBot) -> None:
    choice = shown(qtbot, Choice([("de", "Germany"), ("at", "Austria")]))
    seen: list[str] = []
    choice.chosen.connect(seen.append)
    choice.choose("at")
    assert (choice.key(), seen) == ("at", [])
    choice.set_options([("at", "Österreich"), ("ch", "Schweiz")])
    assert choice.key() == "at", "the choice is kept where it still exists"
    qtbot.keyClick(choice, Qt.Key.Key_Down)
    assert seen == ["ch"]


def test_segments_and_tabs_tell_their_key_once(qtbot: QtBot) -> None:
    segment = shown(qtbot, Segment([("day", "Day"), ("week", "Week")]))
    tabs = shown(qtbot, Tabs([("all", "All"), ("printed", "Printed")]))
    for part, key in ((segment, "week"), (tabs, "printed")):
        seen: list[str] = []
        part.chosen.connect(seen.append)
        button = part.findChildren(type(part.findChildren(QWidget)[-1]))[-1]
        qtbot.mouseClick(button, Qt.MouseButton.LeftButton)
        assert seen == [key]
        assert part.key() == key


def test_tabs_keep_the_choice_when_they_change(qtbot: QtBot) -> None:
    tabs = shown(qtbot, Tabs([("all", "All"), ("printed", "Printed")]))
    tabs.choose("printed")
    tabs.set_count("printed", "61")
    tabs.set_tabs([("all", "All"), ("printed", "Printed"), ("new", "New")])
    assert tabs.key() == "printed"
    tabs.set_tabs([("all", "All")])
    assert tabs.key() == "all"


def test_a_filter_chip_goes_by_mouse_and_by_key(qtbot: QtBot) -> None:
    chip = shown(qtbot, FilterChip("Domain: linde.example"))
    seen: list[int] = []
    chip.removed.connect(lambda: seen.append(1))
    qtbot.mouseClick(chip, Qt.MouseButton.LeftButton)
    qtbot.keyClick(chip, Qt.Key.Key_Delete)
    assert len(seen) == 2


def test_a_switch_is_turned_by_space(qtbot: QtBot) -> None:
    switch = shown(qtbot, Switch("Phones on this Wi-Fi may scan"))
    with qtbot.waitSignal(switch.toggled):
        qtbot.keyClick(switch, Qt.Key.Key_Space)
    assert switch.isChecked()
    assert switch.accessibleName() == "Phones on this Wi-Fi may scan"


def test_a_colour_is_told_only_when_it_is_whole(qtbot: QtBot) -> None:
    field = shown(qtbot, ColourField("#000000", "Ink"))
    seen: list[str] = []
    field.changed.connect(seen.append)
    field.input.selectAll()
    qtbot.keyClicks(field.input, "#1d4")
    assert seen == ["#11DD44"]
    qtbot.keyClicks(field.input, "0")
    qtbot.keyClick(field.input, Qt.Key.Key_Return)
    assert field.input.text() == "#11DD44", "half a colour gives way"
