"""Batch: labels of a size of one's own, on a paper that is chosen."""

from collections.abc import Generator
from pathlib import Path

import pypdfium2
import pytest
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from qrdesk.core.artwork import sheet
from qrdesk.gui.desk import Desk
from qrdesk.gui.pages.batch import BatchPage
from qrdesk.gui.pages.batch_meaning import Meaning
from qrdesk.gui.widgets.glyph import Glyph
from tests.gui.desks import a_desk
from tests.gui.test_batch import a_list, brought, read_back, wines

pytestmark = pytest.mark.usefixtures("british")


@pytest.fixture
def desk(tmp_path: Path) -> Generator[Desk]:
    with a_desk(tmp_path) as made:
        made.window.show_page("batch")
        yield made


def own_labels(desk: Desk, path: Path, paper: str) -> BatchPage:
    page = brought(desk, path)
    page.output.sheet.choose("own")
    page.output.sheet.chosen.emit("own")
    own = page.output.own_sheet
    own.paper.choose(paper)
    own.paper.chosen.emit(paper)
    return page


def test_labels_are_made_on_the_paper_that_is_chosen(desk: Desk, tmp_path: Path) -> None:
    page = own_labels(desk, a_list(tmp_path, wines(3)), "letter")
    own = page.output.own_sheet
    assert own._fits.text() == "24 labels on each sheet"
    own.edge_mm.setValue(30)
    page.output.changed.emit()
    assert own._fits.text() == "18 labels on each sheet"
    out = tmp_path / "labels.pdf"
    page.run_to(out)
    with pypdfium2.PdfDocument(str(out)) as document:
        (one,) = document
        assert (one.get_width(), one.get_height()) == pytest.approx((612, 792), abs=0.1)
    assert len(read_back(out)) == 3


def test_a_paper_of_ones_own_is_typed_in_mm_and_there_again(desk: Desk, tmp_path: Path, qtbot: QtBot) -> None:
    page = own_labels(desk, a_list(tmp_path, wines(3)), "own")
    own = page.output.own_sheet
    for number, typed in ((own.page_width_mm, "105"), (own.page_height_mm, "148"), (own.edge_mm, "4")):
        assert number.isVisible()
        number.setFocus()
        number.selectAll()
        qtbot.keyClicks(number, typed)
        qtbot.keyClick(number, Qt.Key.Key_Return)
    chosen = page.output.chosen_sheet()
    assert (chosen.page_width_mm, chosen.page_height_mm, chosen.labels) == (105, 148, 4)
    assert page.output.start.maximum() == 4
    desk.keeper.write()
    kept = page.output.choices()
    with a_desk(tmp_path) as again:
        again.window.show_page("batch")
        assert again.batch.output.choices() == kept
        assert again.batch.output.chosen_sheet() == chosen


def test_what_does_not_fit_is_said_and_nothing_is_made(desk: Desk, tmp_path: Path) -> None:
    page = own_labels(desk, a_list(tmp_path, wines(2)), "a4")
    page.output.own_sheet.edge_mm.setValue(90)
    page.output.changed.emit()
    said = "No label of 50 × 30 mm fits on this paper."
    assert page.output.own_sheet.edge_mm.accessibleDescription() == said, "at the number it comes from"
    assert not page.output._fields["sheet"].has_error()
    assert (page.output.head.state, page.make.isEnabled(), page.make.toolTip()) == ("warn", False, said)
    assert not page.preview.sheet.isVisible(), "no picture of before"
    assert not page.preview.after.isVisible()
    assert not page.output.own_sheet._fits.isVisible()
    page.output.own_sheet.edge_mm.setValue(10)
    page.output.changed.emit()
    assert page.make.isEnabled()
    assert page.preview.sheet.isVisible()
    page.output.own_sheet.height_mm.setValue(300)
    page.output.changed.emit()
    assert page.output.own_sheet._fields["height_mm"].has_error()
    assert not page.output.own_sheet._fields["edge_mm"].has_error()


def test_a_code_without_room_is_said_where_its_width_is_typed(desk: Desk, tmp_path: Path) -> None:
    page = own_labels(desk, a_list(tmp_path, wines(2)), "a4")
    page.output.code_mm.setValue(60)
    page.output.changed.emit()
    assert page.output._fields["code"].has_error()
    assert "has no room" in page.output.code_mm.accessibleDescription()
    assert page.output._too_wide.isVisible()
    mark = page.output._too_wide.findChild(Glyph)
    assert mark is not None
    assert mark.isVisible(), "not in red alone"
    assert page.make.toolTip() == page.output.code_mm.accessibleDescription()
    assert not page.make.isEnabled()
    assert not page.preview.note.isVisible(), "it is said once"
    assert not page.preview.sheet.isVisible()
    page.output.code_mm.setValue(20)
    page.output.changed.emit()
    assert not page.output._fields["code"].has_error()
    assert not page.output._too_wide.isVisible()
    assert page.make.isEnabled()


def test_without_a_column_for_the_code_nothing_empty_is_shown(desk: Desk, tmp_path: Path) -> None:
    page = brought(desk, a_list(tmp_path, wines(2)))
    assert page.preview.sheet.isVisible()
    assert page.check.which.button("problems").text() == "Problems 0"
    for place in range(6):
        page.desk.choose(place, Meaning.OUT)
    assert page.check.which.button("problems").text() == "Problems", "nobody has looked for any"
    assert (page.make.text(), page.make.isEnabled()) == ("Make codes…", False)
    assert page.make.toolTip() == "Choose which column holds the destination, the address or the code's text."
    assert not page.preview.sheet.isVisible()
    assert not page.preview.after.isVisible()
    assert page.columns._missing.isVisible(), "it is said where it is chosen"
    page.desk.choose(1, Meaning.DESTINATION)
    assert not page.columns._missing.isVisible()


def test_sheets_on_american_paper_say_so(desk: Desk) -> None:
    choice = desk.batch.output.sheet
    offered = {str(choice.itemData(row)): choice.itemText(row) for row in range(choice.count())}
    on_letter = {code for code, one in sheet.known().items() if one.page_width_mm == sheet.LETTER_MM[0]}
    assert on_letter
    assert {code for code, said in offered.items() if "US Letter" in said} == on_letter
    assert offered["5160"] == "Avery 5160, US Letter · 66.7 × 25.4 mm · 30 labels"
