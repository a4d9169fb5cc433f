"""Scenes of the Batch page: the labels of a vineyard, 4,000 rows with a few that are wrong."""

import tempfile
import time
from datetime import UTC, datetime, timedelta
from pathlib import Path

from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest

from qrdesk.client import PlanChoiceDraft, refusals
from qrdesk.core.artwork.batches.state import Kept, Progress
from qrdesk.core.errors import CannotRead
from qrdesk.core.schemas.batch import BatchReport
from qrdesk.core.schemas.domains import PublicUrlDraft
from qrdesk.gui.desk import Desk
from qrdesk.gui.pages.batch import BatchPage
from qrdesk.gui.pages.batch_checking import Problem
from qrdesk.gui.pages.batch_making import Outcome, Pace
from qrdesk.gui.pages.batch_meaning import Meaning
from qrdesk.gui.pages.batch_runs import past_menu, past_run
from qrdesk.gui.pages.batch_trial import trial_name
from tests.core.artwork.test_batch_workbooks import workbook
from tests.scenes.steps import Shot, to_the_end

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


def _labels(desk: Desk) -> None:
    page = listed(desk, 60)
    page.more.set_open(True)
    page.output.label.address.click()
    page.output.label.serial.set_text("Nr. {row:04} · {Jahrgang}")
    QTest.qWait(600)
    to_the_end(page.output.more)


def _own_size(desk: Desk) -> None:
    page = listed(desk, 60)
    page.output.sheet.choose("own")
    page.output.sheet.chosen.emit("own")
    page.output.own_sheet.paper.choose("own")
    page.output.own_sheet.paper.chosen.emit("own")
    page.output.code_mm.setValue(60)
    QTest.qWait(300)


def _no_room(desk: Desk) -> None:
    page = listed(desk, 60)
    page.output.sheet.choose("own")
    page.output.sheet.chosen.emit("own")
    page.output.own_sheet.edge_mm.setValue(90)
    QTest.qWait(300)


def _running(desk: Desk) -> None:
    page = listed(desk)
    order = page.desk.order(page.output.draft(), Path("adler-etiketten.pdf"), trial=False)
    assert order is not None
    pace = Pace(3995, 3995, 3995, 2318, 3995, time.monotonic() - 4)
    page.runner.began.emit(order, pace)
    page.runner._shown = work = desk.window.status.start(
        page.runner.tr("Making codes for {name}").format(name="adler-etiketten"), cancel=lambda: None
    )
    work.progress(2318, 3995, pace.left_s())
    page._show_make()


def _done(desk: Desk) -> None:
    page = listed(desk)
    order = page.desk.order(page.output.draft(), Path("adler-etiketten.pdf"), trial=False)
    assert order is not None
    page.runner.began.emit(order, Pace(3995, 3995, 3995, 3995, 3995))
    report = BatchReport(rows=3995, made=3995, resumed=0, refused=0, problems=(), pages=191, points=97)
    page.runner.ended.emit(Outcome(order, report, 3995, remembered=3995))


def _stopped(desk: Desk) -> None:
    page = listed(desk)
    order = page.desk.order(page.output.draft(), Path("adler-etiketten.pdf"), trial=False)
    assert order is not None
    page.runner.began.emit(order, pace := Pace(3995, 3995, 3995, 2318, 3995))
    page.runner.pace = pace
    page.runner.ended.emit(Outcome(order))


def _near(desk: Desk) -> None:
    _trial(desk)
    desk.batch.question.not_now.click()
    desk.batch.more.set_open(True)
    QTest.qWait(300)


def _trial(desk: Desk) -> None:
    """A real one, with its question: the address is of this computer until the picture is taken."""
    client = desk.session.client
    assert client is not None
    client.domains.set_public_url(PublicUrlDraft(url="http://localhost:8765"))
    back = PublicUrlDraft(url="https://linde.example")
    desk.window.destroyed.connect(lambda: client.domains.set_public_url(back))
    try:
        page = listed(desk, 50)
        QTest.qWait(300)
        page.make.click()
    except BaseException:  # who fails leaves the address to the next scene as it was, whatever becomes of the window
        client.domains.set_public_url(back)
        raise


def _trial_done(desk: Desk) -> None:
    _trial(desk)
    desk.batch.question.not_now.click()
    desk.batch.run_to(Path(tempfile.mkdtemp()) / f"{trial_name('adler-etiketten')}.pdf")


def _reading(desk: Desk) -> None:
    desk.window.show_page("batch")
    desk.batch.desk.reading.emit("adler-etiketten.csv")
    desk.batch.desk.read_so_far.emit("adler-etiketten.csv", 12_000)


def _excel(desk: Desk) -> None:
    cells = "".join(
        f'<row r="{number}">'
        + "".join(
            f'<c r="{column}{number}" t="inlineStr"><is><t>{cell}</t></is></c>'
            for column, cell in zip("ABCDEF", line.split(";"), strict=True)
        )
        + "</row>"
        for number, line in enumerate(adler(40).splitlines(), 1)
    )
    path = workbook(Path(tempfile.mkdtemp()) / "adler-etiketten.xlsx", cells)
    desk.window.show_page("batch")
    desk.batch.bring(path)


def _huge(desk: Desk) -> None:
    path = Path(tempfile.mkdtemp()) / "adler-lager.csv"
    path.write_text(adler(100_000).replace("Art.-Nr.", "Los", 1), encoding="utf-8")  # the server is asked about slugs
    desk.window.show_page("batch")
    desk.batch.bring(path)
    desk.batch.check.which.button("all").click()


def _past(desk: Desk) -> None:
    page = listed(desk, 60)
    at = datetime(2026, 10, 3, 9, 30, tzinfo=UTC)
    for number, name in enumerate(("ostern", "adler-etiketten", "weihnachten")):
        made = 40 * (number + 1)
        page.runs.add(past_run(name, at + timedelta(days=9 * number), made + number, made, 97, Path(f"{name}.pdf")))
    page._show_make()
    menu = past_menu(desk.window, page.runs.all(), lambda _path: None)
    menu.setWindowFlags(Qt.WindowType.Widget)  # a window of its own is in no picture
    menu.resize(menu.sizeHint())
    menu.move(page.past.mapTo(desk.window, page.past.rect().bottomRight()) - QPoint(menu.width(), 0))
    menu.show()


def _pages(desk: Desk) -> None:
    page = listed(desk)
    notes = [
        Problem(n - 2, n, "page_down", 1, f"https://adler.example/w/{n}", "", status, "")
        for n, status in ((119, 404), (3990, 0))
    ]
    page.check.show_pages(notes)


def _no_code(desk: Desk) -> None:
    page = listed(desk, 60)
    for place in range(6):
        page.desk.choose(place, Meaning.OUT)
    QTest.qWait(300)


def _pasted(desk: Desk) -> None:
    desk.window.show_page("batch")
    desk.batch.desk.paste(adler(12).replace(";", "\t"))


def _failed(desk: Desk) -> None:
    page = listed(desk)
    order = page.desk.order(page.output.draft(), Path("adler-etiketten.pdf"), trial=False)
    assert order is not None
    page.runner.pace = Pace(3995, 3995, 3995, 2318, 3995)
    page.runner.began.emit(order, page.runner.pace)
    page.runner._failed(refusals.lost("linde.example", "POST", ConnectionRefusedError()))


def _gone_on(desk: Desk) -> None:
    page = listed(desk)
    out = Path(tempfile.mkdtemp()) / "adler-etiketten.pdf"
    Kept(out, "of before").folder.joinpath("state.json").write_text(
        Progress(fingerprint="of before", made=2318).model_dump_json(), encoding="utf-8"
    )
    page.drafts.begun.emit(out)


def _gone(desk: Desk) -> None:
    desk.window.show_page("batch")
    error = CannotRead("adler-etiketten.csv cannot be read: No such file or directory.")
    error.__cause__ = FileNotFoundError()
    desk.batch.desk._not_resumed(Path("adler-etiketten.csv"), error)


def _empty(desk: Desk) -> None:
    desk.window.show_page("batch")


SCENES: dict[str, Shot] = {
    "batch": _problems,
    "batch-all": _all,
    "batch-typing": _typing,
    "batch-clean": _clean,
    "batch-pdf": _one_pdf,
    "batch-files": _files,
    "batch-labels": _labels,
    "batch-own-size": _own_size,
    "batch-no-room": _no_room,
    "batch-near": _near,
    "batch-trial": _trial,
    "batch-trial-done": _trial_done,
    "batch-reading": _reading,
    "batch-excel": _excel,
    "batch-huge": _huge,
    "batch-past-runs": _past,
    "batch-pages": _pages,
    "batch-no-code": _no_code,
    "batch-pasted": _pasted,
    "batch-running": _running,
    "batch-stopped": _stopped,
    "batch-done": _done,
    "batch-failed": _failed,
    "batch-go-on": _gone_on,
    "batch-list-gone": _gone,
}

EMPTY: dict[str, Shot] = {"empty-batch": _empty}
