"""Codes whose address works nearby only: the Batch page asks once, and what it makes says that it is a trial."""

import subprocess
from collections.abc import Generator
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from qrdesk.core.schemas.domains import PublicUrlDraft
from qrdesk.gui.desk import Desk
from qrdesk.gui.pages.batch import BatchPage
from tests.gui.desks import a_desk, client_of, wait_for
from tests.gui.held_jobs import HeldJobs
from tests.gui.test_batch import a_list, read_back, wines

WORDS = "TRIAL · leads only to this computer · not for use"


@pytest.fixture
def desk(tmp_path: Path) -> Generator[Desk]:
    with a_desk(tmp_path, public_url="http://127.0.0.1:8765") as made:
        made.window.show_page("batch")
        yield made


def asked_for(page: BatchPage, monkeypatch: pytest.MonkeyPatch, out: Path) -> list[str]:
    """Have the dialog answer with ``out``; return the names that it proposed."""
    proposed: list[str] = []

    def answer(_window: object, _title: str, name: str, _ending: str) -> Path:
        proposed.append(name)
        return out

    monkeypatch.setattr("qrdesk.gui.pages.batch_dialogs.ask_file", answer)
    return proposed


def brought(desk: Desk, folder: Path, rows: int = 3) -> BatchPage:
    desk.batch.bring(a_list(folder, wines(rows)))
    wait_for(lambda: bool(desk.batch.question.near), "the address")
    return desk.batch


def test_a_trial_is_asked_about_once_and_says_so_on_its_sheets(
    desk: Desk, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, qtbot: QtBot
) -> None:
    page = brought(desk, tmp_path)
    proposed = asked_for(page, monkeypatch, tmp_path / "out.pdf")
    page.make.click()
    assert not (tmp_path / "out.pdf").exists()
    assert page.question.isVisible()
    assert (page.question.make.property("kind"), page.make.property("kind")) == ("primary", "secondary"), "one way on"
    said = page.question.note.accessibleName()
    assert "lead nowhere outside of this computer" in said
    assert "127.0.0.1:8765" in said
    page.question.not_now.click()
    assert not page.question.isVisible()
    assert page.make.property("kind") == "primary"
    page.make.click()
    qtbot.keyClick(page.question.make, Qt.Key.Key_Space)
    wait_for(lambda: page.bar.title.text() == "3 codes made", "the run")
    assert proposed == ["trial-adler-etiketten.pdf"]
    assert sorted(read_back(tmp_path / "out.pdf")) == [f"http://127.0.0.1:8765/r/AD-000{n}" for n in (1, 2, 3)]
    told = subprocess.run(["pdftotext", str(tmp_path / "out.pdf"), "-"], capture_output=True, check=True, timeout=60)
    assert told.stdout.decode().count(WORDS) == 4, "the sheet and each label"
    page.make.click()
    assert not page.question.isVisible(), "it was answered"
    page.bring(a_list(tmp_path, wines(2)))
    page.make.click()
    assert page.question.isVisible(), "another list"


def test_the_question_comes_before_the_first_sheet_is_drawn(
    desk: Desk, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(desk.batch.desk, "try_out", lambda *_, **__: None)  # it takes its time
    page = desk.batch
    page.bring(a_list(tmp_path, wines(3)))
    assert not page.question.near, "nothing was drawn that would have told"
    page.make.click()
    assert page.question.isVisible()
    assert page.output.trial.isChecked()


def test_the_sheet_in_sight_says_that_it_is_a_trial(desk: Desk, tmp_path: Path) -> None:
    page = brought(desk, tmp_path)
    wait_for(lambda: page.preview.sheet.accessibleDescription() == WORDS, "the words")
    with_words = page.preview.grab().toImage()
    page.output.trial.click()  # the person knows better
    wait_for(lambda: page.preview.sheet.accessibleDescription() == "", "the sheet without them")
    assert page.preview.grab().toImage() != with_words


def test_the_question_leads_to_the_address(desk: Desk, tmp_path: Path) -> None:
    page = brought(desk, tmp_path)
    page.make.click()
    page.question.set_address.click()
    assert desk.window.current_page() == "settings"
    assert not page.question.isVisible()
    assert not list(client_of(desk).links.each())


def test_there_is_one_verdict_on_a_trial(desk: Desk, tmp_path: Path) -> None:
    page = brought(desk, tmp_path)
    assert page.output.head.state == "warn"
    assert page.preview._clean.isHidden()
    assert page.preview._safe._words is not None
    assert page.preview._safe._words.text() == "Works on this computer only"
    client_of(desk).domains.set_public_url(PublicUrlDraft(url="https://go.example"))
    page.bring(a_list(tmp_path, wines(3)))
    wait_for(lambda: not page.question.near, "the address")
    assert page.output.head.state == "ready"
    assert not page.preview._clean.isHidden()


def test_files_of_a_trial_are_called_so_and_what_is_none_has_no_mark(desk: Desk, tmp_path: Path) -> None:
    page = brought(desk, tmp_path)
    page.output.form.button("files").click()
    page.run_to(tmp_path / "out")
    wait_for(lambda: page.bar.title.text() == "3 codes made", "the run")
    assert sorted(one.name for one in (tmp_path / "out").iterdir()) == [
        f"trial-000{n}-AD-000{n}.svg" for n in (1, 2, 3)
    ]
    page.output.form.button("pdf").click()
    page.output.trial.click()  # the person knows better
    page.question.before(lambda: page.run_to(tmp_path / "out.pdf"), trial=page.output.trial.isChecked())
    wait_for((tmp_path / "out.pdf").exists, "the book")
    told = subprocess.run(["pdftotext", str(tmp_path / "out.pdf"), "-"], capture_output=True, check=True, timeout=60)
    assert "TRIAL" not in told.stdout.decode()


def test_what_was_asked_of_a_list_makes_nothing_of_the_next(tmp_path: Path) -> None:
    jobs = HeldJobs(holds=False)
    with a_desk(tmp_path, jobs, public_url="http://127.0.0.1:8765") as desk:
        desk.window.show_page("batch")
        page = brought(desk, tmp_path)
        jobs.holds = True
        page.make.click()
        answer = jobs.held.pop()
        jobs.holds = False
        page.bring(a_list(tmp_path, wines(2)))
        wait_for(lambda: page.make.text() == "Make 2 codes…", "the other list")
        answer()
        assert not page.question.isVisible()
        page.make.click()
        assert page.question.isVisible()
