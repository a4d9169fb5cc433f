"""The Batch page in plain words: sheets say their size, files whom they are for, and a trial ends when nobody waits."""

from pathlib import Path

import pytest
from PySide6.QtWidgets import QLabel
from pytestqt.qtbot import QtBot

from qrdesk.core.artwork.assets import NOTHING
from qrdesk.gui.desk import Desk
from qrdesk.gui.jobs import Cancelled, Handle, Step
from qrdesk.gui.pages.batch import BatchPage
from qrdesk.gui.pages.batch_columns import ColumnsStep
from qrdesk.gui.pages.batch_meaning import Meaning
from qrdesk.gui.pages.batch_output import OutputForm
from qrdesk.gui.pages.batch_trying import Wanted, try_out
from tests.gui.desks import a_desk, client_of, wait_for
from tests.gui.test_batch import a_list, brought, wines


def _page(desk: Desk, folder: Path) -> BatchPage:
    page = brought(desk, a_list(folder, wines(3)))
    wait_for(page.make.isEnabled, "the check")
    return page


def test_a_sheet_says_its_size_and_how_many_labels_it_has(qtbot: QtBot) -> None:
    form = OutputForm()
    qtbot.addWidget(form)
    sheet = form.sheet
    assert sheet.itemText(sheet.findData("L7160")) == "Avery L7160 · 63.5 × 38.1 mm · 21 labels"
    assert sheet.itemText(sheet.findData("5163")) == "Avery 5163, US Letter · 101.6 × 50.8 mm · 10 labels"


def test_a_narrow_column_puts_the_choice_below_its_heading(qtbot: QtBot) -> None:
    step = ColumnsStep()
    qtbot.addWidget(step)
    step.show_columns(["wine"], ["Riesling"], (Meaning.TITLE,))
    step.resize(300, 300)
    step.show()
    choice = step.choices[0]
    assert choice.x() > step.width() // 3, "beside it"
    step.resize(240, 300)
    qtbot.waitUntil(lambda: choice.x() < 24 and choice.y() > 30)
    assert choice.width() > 180


def test_a_trial_stops_when_nobody_waits_for_it(tmp_path: Path) -> None:
    with a_desk(tmp_path) as desk:
        work = _page(desk, tmp_path)
        listed, found = work.desk.listed, work.desk.found
        assert listed is not None
        assert found is not None
        wanted = Wanted(listed, work.desk.meanings, work.desk.fixes, found, work.output.draft(), NOTHING)
        handle = Handle()
        handle.cancel()
        with pytest.raises(Cancelled):
            try_out(wanted, client_of(desk), "https://go.example", Step(handle, lambda _done, _all: None))


@pytest.mark.wide
def test_that_codes_are_not_for_print_is_said_in_one_note_and_where_the_file_is_made(tmp_path: Path) -> None:
    with a_desk(tmp_path, public_url="http://127.0.0.1:8765") as desk:
        desk.window.show_page("batch")
        page = _page(desk, tmp_path)
        page.run_to(tmp_path / "labels.pdf")
        assert (tmp_path / "labels.pdf").exists()
        assert page.not_yet.isVisible()
        shown = [one.text() for one in page.findChildren(QLabel) if one.isVisible()]
        said = [one for one in shown if "not for print" in one.lower()]
        assert len(said) == 1
        assert "Not for print yet: the codes work on this computer only" in said[0]
