"""Scenes of the Batch page: the labels of a vineyard, 4,000 rows with a few that are wrong."""

import tempfile
from pathlib import Path

from PySide6.QtTest import QTest

from qrdesk.client import PlanChoiceDraft
from qrdesk.core.schemas.batch import BatchReport
from qrdesk.gui.desk import Desk
from qrdesk.gui.pages.batch import BatchPage
from qrdesk.gui.pages.batch_making import Outcome, Pace
from qrdesk.gui.pages.batch_meaning import Meaning
from tests.scenes.steps import Shot

_WINES = ("Riesling Kabinett", "Rivaner", "Silvaner", "Spätburgunder", "Weißburgunder", "Grauburgunder")
_HEADS = "Wein;URL;Art.-Nr.;Jahrgang;Füllmenge;Notiz"


def adler(rows: int = 4000) -> str:
    """Return the list of a vineyard, with five rows that are wrong where there are so many."""
    found = [_HEADS]
    for number in range(2, rows + 2):
        wine, slug = _WINES[number % 6], f"AD-24-{number:04}"
        page = f"https://adler.example/w/{number}"
        wrong = {
            118: (slug, "https://adler.example/w/riesling 2024"),
            402: ("AD-24-0097", page),
            1206: (slug, ""),
            2871: ("AD/24/2871", page),
            2872: ("AD/24/2872", page),
        }
        slug, page = wrong.get(number, (slug, page))
        found.append(f"{wine};{page};{slug};2024;0,75 l;")
    return "\n".join(found) + "\n"


def listed(desk: Desk, rows: int = 4000) -> BatchPage:
    """Show the page with the list, its columns chosen as the print shop wants them."""
    path = Path(tempfile.mkdtemp()) / "adler-etiketten.csv"
    path.write_text(adler(rows), encoding="utf-8")
    client = desk.session.client
    assert client is not None
    client.plans.choose(  # a café's is too small
        client.workspace.get().id, PlanChoiceDraft(plan="unlimited")
    )
    desk.window.show_page("batch")
    page = desk.batch
    page.bring(path)
    page.desk.choose(3, Meaning.TAG)
    page.desk.choose(4, Meaning.LINE_2)
    return page


def _problems(desk: Desk) -> None:
    listed(desk).check.table.selectRow(1)


def _all(desk: Desk) -> None:
    listed(desk).check.which.button("all").click()


def _typing(desk: Desk) -> None:
    page = listed(desk)
    page.check.table.fix_wanted.emit(2)


def _clean(desk: Desk) -> None:
    page = listed(desk, 60)
    page.preview.turned.emit(1)


def _one_pdf(desk: Desk) -> None:
    page = listed(desk, 60)
    page.output.form.button("pdf").click()
    QTest.qWait(300)


def _files(desk: Desk) -> None:
    page = listed(desk, 60)
    page.output.form.button("files").click()
    page.more.set_open(True)
    QTest.qWait(300)


def _running(desk: Desk) -> None:
    page = listed(desk)
    order = page.desk.order(page.output.draft(), Path("adler-etiketten.pdf"), trial=False)
    assert order is not None
    pace = Pace(3995, 3995, 2318, 3995)
    page.runner.began.emit(order, pace)
    page.runner._shown = work = desk.window.status.start("Making codes for adler-etiketten", cancel=lambda: None)
    work.progress(2318, 3995)
    page._show_make()


def _done(desk: Desk) -> None:
    page = listed(desk)
    order = page.desk.order(page.output.draft(), Path("adler-etiketten.pdf"), trial=False)
    assert order is not None
    page.runner.began.emit(order, Pace(3995, 3995, 3995, 3995))
    report = BatchReport(rows=3995, made=3995, resumed=0, refused=0, problems=(), pages=191, points=97)
    page.runner.ended.emit(Outcome(order, report, 3995, remembered=3995))


def _failed(desk: Desk) -> None:
    page = listed(desk)
    order = page.desk.order(page.output.draft(), Path("adler-etiketten.pdf"), trial=False)
    assert order is not None
    page.runner.began.emit(order, Pace(3995, 3995, 2318, 3995))
    page.runner.failed.emit("linde.example has not answered. What was finished is kept; run it again to go on.")


def _empty(desk: Desk) -> None:
    desk.window.show_page("batch")


SCENES: dict[str, Shot] = {
    "batch": _problems,
    "batch-all": _all,
    "batch-typing": _typing,
    "batch-clean": _clean,
    "batch-pdf": _one_pdf,
    "batch-files": _files,
    "batch-running": _running,
    "batch-done": _done,
    "batch-failed": _failed,
}

EMPTY: dict[str, Shot] = {"empty-batch": _empty}
