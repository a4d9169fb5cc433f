"""What stands on labels: a text that counts, the address, and how large; seen before it is made, and kept."""

from collections.abc import Generator
from pathlib import Path

import pytest

from qrdesk.core.schemas.domains import PublicUrlDraft
from qrdesk.gui.pages.batch import BatchPage
from qrdesk.gui.pages.batch_making import Order
from tests.gui.desks import a_desk, client_of, wait_for
from tests.gui.test_batch import a_list, read_back, wines


@pytest.fixture
def page(tmp_path: Path) -> Generator[BatchPage]:
    with a_desk(tmp_path) as desk:
        client_of(desk).domains.set_public_url(PublicUrlDraft(url="https://go.example"))
        desk.window.show_page("batch")
        desk.batch.bring(a_list(tmp_path, wines(3)))
        wait_for(desk.batch.make.isEnabled, "the check")
        yield desk.batch


def test_a_text_counts_the_rows_and_names_columns(page: BatchPage, tmp_path: Path) -> None:
    page.output.label.serial.set_text("No. {row:04} of {Jahrgang}")
    wait_for(lambda: page.preview.label.accessibleName() == "Riesling 1, No. 0001 of 2024", "the text")
    page.output.label.slug.click()
    page.output.label.address.click()
    wanted = "Riesling 1, AD-0001, No. 0001 of 2024, go.example/r/AD-0001"
    wait_for(lambda: page.preview.label.accessibleName() == wanted, "slug and address")
    page.output.label.text_mm.setValue(2.5)
    wait_for(lambda: page.preview.label._label.text_mm == 2.5, "smaller words")
    ordered: list[Order] = []
    page.runner.began.connect(lambda order, _pace: ordered.append(order))
    page.run_to(tmp_path / "out.pdf")
    wait_for(lambda: page.bar.title.text() == "3 codes made", "the run")
    label = ordered[0].draft.label
    assert (label.lines[-1], label.address, label.text_mm) == ("No. {row:04} of {Jahrgang}", True, 2.5)
    assert len(read_back(tmp_path / "out.pdf")) == 3


def test_a_column_that_is_not_there_is_said_and_nothing_is_made(page: BatchPage) -> None:
    page.output.label.serial.set_text("No. {serial}")
    wait_for(page.preview.note.isVisible, "the refusal")
    assert "“serial”" in page.preview.note.accessibleName()
    assert not page.make.isEnabled()
    page.output.label.layout_.choose("code")
    page.output.label.layout_.chosen.emit("code")
    wait_for(page.make.isEnabled, "a label without words")
    assert page.output.label.serial.isHidden()


def test_the_words_of_labels_are_there_again(page: BatchPage) -> None:
    label = page.output.label
    label.serial.set_text("No. {row}")
    label.address.click()
    label.text_mm.setValue(2)
    kept = page.output.choices()
    label.serial.set_text("")
    label.address.click()
    label.text_mm.setValue(5)
    page.output.put_choices(kept)
    assert (label.serial.text(), label.address.isChecked(), label.text_mm.value()) == ("No. {row}", True, 2)
    page.output.put_choices({})
    assert (label.serial.text(), label.address.isChecked(), label.text_mm.value()) == ("", False, 3.5)
