"""Studio: an export or a print that is cancelled, or fails, leaves no half file and no code that was made for it."""

from collections.abc import Callable, Generator
from contextlib import ExitStack
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtPrintSupport import QPrinter

from qrdesk.client import Client, CodeDraft, CodeQuery, PublicUrlDraft
from qrdesk.core.errors import CannotWrite
from qrdesk.core.settings import Settings
from qrdesk.gui.pages import studio_export, studio_printing
from qrdesk.gui.pages.studio import StudioPage
from qrdesk.gui.pages.studio_print_dialog import PrintDialog
from qrdesk.gui.session import Session
from qrdesk.gui.shell.window import MainWindow
from tests.desks import desk as served_desk
from tests.desks import served
from tests.gui.test_long_jobs import LongJobs

pytestmark = pytest.mark.usefixtures("british")


@pytest.fixture(params=["local", "http"])
def session(request: pytest.FixtureRequest, tmp_path: Path) -> Generator[Session]:
    """A place on this computer, and one that is served."""
    with ExitStack() as stack:
        made = Session()
        if request.param == "local":
            made.connect_local(str(tmp_path / "qrdesk.db"), Settings(public_url="https://go.example"))
        else:
            there = stack.enter_context(served_desk(str(tmp_path / "there.db"), tmp_path / "there"))
            address = stack.enter_context(served(there.app))
            made.use(Client.remote(address, there.key), "remote", address)
            made.the_client().domains.set_public_url(PublicUrlDraft(url="https://go.example"))
        yield made
        made.close()


@pytest.fixture
def jobs() -> LongJobs:
    return LongJobs()


def begun(jobs: LongJobs, begin: Callable[[], object]) -> None:
    """Begin something that waits for ``go_on``."""
    jobs.holds = True
    begin()
    jobs.holds = False


def go_on(jobs: LongJobs) -> None:
    for job in jobs.held:
        job()


def when_called(monkeypatch: pytest.MonkeyPatch, owner: Any, name: str, act: Callable[[], object]) -> None:
    """Do something right after a call."""
    real = getattr(owner, name)

    def called(*given: Any, **named: Any) -> Any:
        found = real(*given, **named)
        act()
        return found

    monkeypatch.setattr(owner, name, called)


@pytest.mark.parametrize("late", [False, True], ids=["before", "while it is drawn"])
@pytest.mark.fast_cases(1)
def test_a_cancelled_export_leaves_nothing(
    page: StudioPage,
    client: Client,
    window: MainWindow,
    jobs: LongJobs,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    *,
    late: bool,
) -> None:
    target = tmp_path / "out" / "lunch.pdf"
    target.parent.mkdir()
    target.write_bytes(b"of before")
    page.exporting.choose_path = lambda _suggested: target
    begun(jobs, page.export)
    (work,) = window.status.works()
    assert work.can_cancel
    if late:
        when_called(monkeypatch, client.codes, "export", work.cancel)
    else:
        work.cancel()
    go_on(jobs)
    assert window.status.works() == []
    assert window.status.sentence() == "Export cancelled; no file was written"
    assert [(one.name, one.read_bytes()) for one in target.parent.iterdir()] == [("lunch.pdf", b"of before")]
    assert client.codes.list(CodeQuery()).data == []
    assert page.right.problem.isHidden()
    page.export()
    assert target.read_bytes().startswith(b"%PDF")


def test_a_code_that_was_there_stays_and_is_not_printed_by_a_cancelled_export(
    page: StudioPage,
    client: Client,
    window: MainWindow,
    jobs: LongJobs,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    code = client.codes.create(CodeDraft(link_id="lunch"))
    page.open_link("lunch", code.id)
    page.exporting.choose_path = lambda suggested: tmp_path / suggested.name
    begun(jobs, page.export)
    when_called(monkeypatch, client.codes, "export", window.status.works()[0].cancel)
    go_on(jobs)
    assert client.codes.get(code.id).printed_at is None


def test_a_disk_that_is_full_leaves_no_code_that_counts_as_printed(
    page: StudioPage, client: Client, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(*_given: object) -> None:
        raise CannotWrite("The disk is full.")

    monkeypatch.setattr(studio_export, "write_file", full)
    page.exporting.choose_path = lambda suggested: tmp_path / suggested.name
    page.export()
    assert page.right.problem.isVisible()
    assert client.codes.list(CodeQuery()).data == []


@pytest.mark.parametrize("sheets", [0, 1], ids=["before", "after a sheet"])
@pytest.mark.fast_cases(1)
def test_printing_tells_its_sheets_and_a_cancelled_one_leaves_no_file(
    page: StudioPage, client: Client, window: MainWindow, jobs: LongJobs, tmp_path: Path, sheets: int
) -> None:
    target = tmp_path / "out" / "sheets.pdf"
    target.parent.mkdir()
    printing = page.leaving.printing

    def answer(dialog: PrintDialog) -> bool:
        dialog.copies.setValue(200)
        dialog.wanted = "pdf"
        return True

    printing.ask = answer
    printing.choose_path = lambda _suggested: target
    begun(jobs, page.right.office.click)
    (work,) = window.status.works()

    def stop() -> None:
        if work.total and work.done == sheets:
            work.cancel()

    jobs.at_step = stop
    go_on(jobs)
    assert jobs.seen[-1][0] == sheets
    assert jobs.seen[-1][1] > 2
    assert window.status.sentence() == "Printing cancelled; no file was written"
    assert list(target.parent.iterdir()) == []
    assert client.codes.list(CodeQuery()).data == []
    jobs.at_step = lambda: None
    page.right.office.click()
    assert [one.name for one in target.parent.iterdir()] == ["sheets.pdf"]


def test_a_printer_that_takes_nothing_leaves_no_code(
    page: StudioPage, client: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    printing = page.leaving.printing

    def nothing(
        _printer: object, _scene: object, _layout: object, _said: str, tell: Callable[[int, int], None]
    ) -> None:
        tell(0, 1)
        raise OSError("Office printer")

    def answer(dialog: PrintDialog) -> bool:
        dialog.wanted = "printer"
        return True

    monkeypatch.setattr(studio_printing, "print_on", nothing)
    printing.ask, printing.choose_printer = answer, lambda _printer: True
    page.right.office.click()
    assert "Nothing was printed" in page.right.problem.accessibleName()
    assert client.codes.list(CodeQuery()).data == []


def test_a_pdf_of_sheets_that_cannot_be_written_leaves_no_code(
    page: StudioPage, client: Client, tmp_path: Path
) -> None:
    printing = page.leaving.printing

    def answer(dialog: PrintDialog) -> bool:
        dialog.wanted = "pdf"
        return True

    printing.ask, printing.choose_path = answer, lambda _suggested: tmp_path / "gone" / "sheets.pdf"
    page.right.office.click()
    assert "Nothing was printed" in page.right.problem.accessibleName()
    assert client.codes.list(CodeQuery()).data == []


def test_a_code_goes_even_if_what_it_counts_as_cannot_be_taken_back(
    page: StudioPage, client: Client, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refused(*_given: object) -> None:
        raise CannotWrite("The disk is full.")

    monkeypatch.setattr(studio_export, "write_file", refused)
    monkeypatch.setattr(client.codes, "forget_printed", refused)
    page.right.print.remember.click()  # then it counts as nothing, and there is nothing to take back
    page.exporting.choose_path = lambda suggested: tmp_path / suggested.name
    page.export()
    assert client.codes.list(CodeQuery()).data == []


def test_a_sheet_that_may_be_on_paper_keeps_its_code(
    page: StudioPage, client: Client, window: MainWindow, jobs: LongJobs, tmp_path: Path
) -> None:
    printing = page.leaving.printing

    def answer(dialog: PrintDialog) -> bool:
        dialog.copies.setValue(200)
        dialog.wanted = "printer"
        return True

    def choose(printer: QPrinter) -> bool:  # a file stands for the printer that this machine has not
        printer.setOutputFormat(QPrinter.OutputFormat.PdfFormat)
        printer.setOutputFileName(str(tmp_path / "spooled.pdf"))
        printer.outputFileName = lambda: ""
        return True

    printing.ask, printing.choose_printer = answer, choose
    begun(jobs, page.right.office.click)
    (work,) = window.status.works()
    jobs.at_step = lambda: work.cancel() if work.done else None
    go_on(jobs)
    assert window.status.sentence().startswith("Printing stopped.")
    (code,) = client.codes.list(CodeQuery()).data
    assert code.printed_at is None
