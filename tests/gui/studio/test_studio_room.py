"""Studio in a low window: what is to be done first stays in sight, and what is typed has room."""

import re

import pytest
from PySide6.QtGui import QFontMetrics, QImage, QPainter
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from qrdesk.client import Design
from qrdesk.core.schemas.design import Body, BodyShape, Logo
from qrdesk.gui.pages.studio import StudioPage
from qrdesk.gui.theme import fonts
from qrdesk.gui.widgets import labels
from qrdesk.gui.widgets.buttons import IconButton
from qrdesk.gui.widgets.mockups import mockups, shrunk
from qrdesk.gui.widgets.tiles import two_lines
from tests.gui.spoken import painted
from tests.gui.studio.pressing import press
from tests.gui.studio.test_studio_static import type_in

pytestmark = pytest.mark.usefixtures("british")
_LOW = (972, 626)  # what a page has of a window of 1024 x 700


def in_sight(part: QWidget) -> bool:
    """Whether all of it is seen."""
    return part.isVisible() and part.visibleRegion().boundingRect().height() == part.height()


@pytest.fixture
def low(page: StudioPage) -> StudioPage:
    page.resize(*_LOW)
    return page


def test_what_matters_most_and_what_mends_it_stand_beside_the_dial(qtbot: QtBot, low: StudioPage) -> None:
    reader = low.right.reader
    low._design_changed({"ink": "#a0a0a0", "quiet_zone": 2})
    qtbot.waitUntil(lambda: not reader.dial.is_stale())
    assert "contrast" in reader.sentence.text()
    first = reader.fix_buttons()[0]
    assert first.text() == "Darker ink"
    qtbot.waitUntil(lambda: in_sight(reader.sentence) and in_sight(first))
    assert len(reader.sentences()) > 1
    first.click()
    assert low.look().design.ink != "#a0a0a0"


def test_what_keeps_a_code_from_being_read_has_the_button_that_mends_it(
    qtbot: QtBot, low: StudioPage, leaf: str
) -> None:
    reader = low.right.reader
    low._design_changed({"logo": Logo(file=leaf, size=0.3)})
    assert not low.right.export.isEnabled()
    qtbot.waitUntil(lambda: any(button.text().startswith("Use ") for button in reader.fix_buttons()))
    first = reader.fix_buttons()[0]
    assert "cannot be read" in reader.sentence.text()
    assert first.text().startswith("Use ")
    qtbot.waitUntil(lambda: in_sight(first))
    assert [button.text() for button in reader.fix_buttons()].count(first.text()) == 1
    first.click()
    assert low.right.export.isEnabled()


def test_one_width_is_offered_and_it_is_the_one_that_is_named(qtbot: QtBot, page: StudioPage) -> None:
    reader = page.right.reader
    page.right.order_changed.emit("size_mm", 9.0)
    qtbot.waitUntil(lambda: any("at least" in said for said in reader.sentences()))
    named = re.findall(r"at least (\d+) mm", " ".join(reader.sentences()))
    offered = [button.text() for button in reader.fix_buttons() if button.text().endswith(" mm")]
    assert offered == [f"Use {width} mm" for width in named]


@pytest.mark.parametrize(
    ("design", "said", "field"),
    [
        (Design(ink="spot:PANTONE 3435 C=93,24,85,68", paper="#f7f3e8"), "Paper in CMYK", "paper"),
        (Design(ink="#1e3a30", paper="cmyk:0,0,10,0"), "Modules in CMYK", "ink"),
    ],
)
def test_colours_of_screens_beside_those_of_a_press_become_inks(
    page: StudioPage, design: Design, said: str, field: str
) -> None:
    page._wear(design)
    reader = page.right.reader
    assert any("mixes press colours" in warning for warning in reader.warnings())
    first = reader.fix_buttons()[0]
    assert first.text() == said
    first.click()
    assert getattr(page.look().design, field).startswith("cmyk:")
    assert not any("mixes press colours" in warning for warning in reader.warnings())


def test_with_little_room_the_sorts_of_content_are_folded_to_the_chosen_one(qtbot: QtBot, low: StudioPage) -> None:
    kinds = low.content.kinds
    assert not kinds.button("link").isVisible()
    press(qtbot, kinds.change)
    assert kinds.button("link").hasFocus()
    press(qtbot, kinds.button("epc"))
    assert low.content.static.form().kind == "epc"
    assert not kinds.button("epc").isVisible()
    assert not in_hidden(QApplication.focusWidget())
    assert low.content.static.form().editors["iban"].isVisible()
    low.resize(1070, 726)
    qtbot.waitUntil(kinds.button("wifi").isVisible)
    assert not kinds.change.isVisible()


def in_hidden(part: QWidget | None) -> bool:
    """Whether the keyboard is where nobody sees it."""
    return part is not None and not part.isVisible()


def test_a_field_that_is_wrong_comes_into_sight_with_what_is_wrong_from_its_beginning(
    qtbot: QtBot, low: StudioPage
) -> None:
    low.open_kind("epc")
    type_in(low, "name", "Kaffeehaus Linde")
    type_in(low, "iban", "DE89 3704 0044 0532 0130 01")
    iban = low.content.static.form().editors["iban"]
    bar = low.content.area.verticalScrollBar()
    low.resize(972, 420)
    qtbot.waitUntil(lambda: bar.maximum() > 0)
    bar.setValue(bar.maximum())
    low.content.static.form().say_all()
    qtbot.waitUntil(lambda: in_sight(iban))
    assert iban.is_wrong()
    assert iban.findChild(type(low.content.name.input)).cursorPosition() == 0  # type: ignore[union-attr] # it has one


def test_a_contact_is_read_as_people_say_it(page: StudioPage) -> None:
    page.open_kind("vcard")
    type_in(page, "first_name", "Ada")
    type_in(page, "last_name", "Lovelace")
    assert "Contact Ada Lovelace" in page.middle.reads.text()
    assert "BEGIN:VCARD" in page.middle.reads.toolTip()


def test_captions_have_two_lines_before_they_are_cut_off() -> None:
    metrics = QFontMetrics(fonts.font("caption"))
    width = metrics.horizontalAdvance("Press black,")
    assert two_lines("Navy", metrics, width) == ["Navy"]
    assert two_lines("Press black, rounded", metrics, width) == ["Press black,", "rounded"]


def test_a_title_on_a_thing_is_smaller_before_it_is_cut_off() -> None:
    assert [shrunk(needed, 30.0) for needed in (20.0, 40.0, 300.0)] == [1.0, 0.75, 0.5]


@pytest.mark.parametrize("title", ["Lunch menu, winter", "Speisekarte im Winter", "Kaffeehaus Linde, Terrasse"])
def test_a_title_that_was_made_smaller_to_fit_is_not_cut_off(
    qapp: QApplication, title: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    picture = QImage(600, 600, QImage.Format.Format_RGB32)
    for mockup in mockups():
        with painted(monkeypatch) as said:
            painter = QPainter(picture)
            mockup.paint(painter, title)
            painter.end()
        assert said == {title}, mockup.key


def test_a_score_has_its_word_and_one_of_before_has_none(qtbot: QtBot, page: StudioPage) -> None:
    reader = page.right.reader
    qtbot.waitUntil(lambda: reader.word.accessibleName() == "Print-safe")
    said: list[str] = []
    page.preview.drawn.connect(lambda *_: said.append(reader.word.accessibleName()))
    page._design_changed({"ink": "#a0a0a0", "quiet_zone": 2, "body": Body(shape=BodyShape.DOTS, size=0.7)})
    assert said == ["Measuring…"]
    assert reader.word.isVisible()
    qtbot.waitUntil(lambda: reader.word.accessibleName() == "Risky")
    reader.show_near("192.168.1.20:8080")
    assert reader.word.accessibleName() == "Risky", "an address is no better than the code that carries it"


def test_a_number_and_its_unit_stay_on_one_line(qtbot: QtBot, page: StudioPage) -> None:
    page._design_changed({"ink": "#a0a0a0", "quiet_zone": 2})
    qtbot.waitUntil(lambda: not page.right.reader.dial.is_stale())
    assert "70 % is good" in page.right.reader.sentences()[0]
    assert "70\N{NO-BREAK SPACE}% is good" in page.right.reader.sentence.text()


def test_a_number_that_is_wrong_is_seen_to_its_last_digit(qtbot: QtBot, low: StudioPage) -> None:
    low.open_kind("epc")
    type_in(low, "name", "Kaffeehaus Linde")
    type_in(low, "iban", "DE89 37040044 0532 013001")
    low.content.static.form().say_all()
    iban = low.content.static.form().editors["iban"]
    assert any("DE89 3704 0044 0532 0130 01" in said.text() for said in iban.findChildren(labels.Paragraph))
    type_in(low, "iban", "DE89 3704 0044 0532 0130 00")
    assert not iban.is_wrong()


def test_nothing_covers_the_outline_of_the_bank_card(page: StudioPage) -> None:
    page.middle.true_size.click()
    larger = next(one for one in page.middle.artboard.findChildren(IconButton) if one.toolTip() == "Larger")
    assert larger.isVisible()
    page.middle.measure.adjust.click()
    assert not larger.isVisible()
    page.middle.measure.leave.click()
    assert larger.isVisible()
