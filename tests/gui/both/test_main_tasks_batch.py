"""Batch: from a list to one PDF and to a label sheet, over both transports."""

from collections.abc import Callable
from pathlib import Path

import pytest

from qrdesk.gui.desk import Desk
from tests.gui.both.acting import Hand
from tests.gui.desks import client_of
from tests.gui.test_batch import a_list, read_back, wines

ROWS = 20


@pytest.mark.parametrize("form", ["pdf", "sheets"])
@pytest.mark.fast_cases(1)
def test_a_list_of_20_rows_becomes_a_pdf_of_20_codes(
    desk: Desk, hand: Hand, tmp_path: Path, form: str, answer_dialogs: Callable[[Path], None]
) -> None:
    hand.click(desk.window.sidebar.item("batch"))
    page = desk.batch
    answer_dialogs(a_list(tmp_path, wines(ROWS)))
    hand.click(page.empty.choose)
    hand.until(lambda: page.make.text() == "Make 20 codes…", "the list to be checked")
    hand.click(page.output.form.button(form))
    if form == "sheets":
        hand.choose(page.output.sheet, "L7160")
    assert page.output.draft().form.value == form
    out = tmp_path / "codes.pdf"
    answer_dialogs(out)
    hand.click(page.make)
    assert page.bar.title.text() == "20 codes made"
    links = list(client_of(desk).links.each())
    assert len(links) == ROWS
    assert sorted(read_back(out)) == sorted(link.code_url for link in links)
