"""Batch: what the page says while it reads, asks and makes, and after a run that stopped."""

import threading
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QProgressBar, QWidget
from pytestqt.qtbot import QtBot

from qrdesk.client import refusals
from qrdesk.core.errors import CannotWrite, QRDeskError
from qrdesk.core.schemas.batch import BatchReport
from qrdesk.gui.jobs import PoolRunner, Step
from qrdesk.gui.pages import batch_desk, batch_making
from qrdesk.gui.pages.batch_bar import RunBar
from qrdesk.gui.pages.batch_check import CheckStep
from qrdesk.gui.pages.batch_making import Outcome, Pace
from qrdesk.gui.pages.batch_rows import Listed
from qrdesk.gui.pages.batch_runs import past_menu
from qrdesk.gui.theme import tokens
from tests.gui.desks import DEADLINE_S, a_desk, client_of, wait_for
from tests.gui.test_batch import a_list, brought, wines, wrong_list
from tests.gui.widgets.showing import colours

pytestmark = pytest.mark.usefixtures("british")


@pytest.mark.parametrize(
    ("fault", "said"),
    [
        (
            refusals.lost("go.example", "GET", ConnectionRefusedError()),
            "go.example does not answer. 3 links are made and stay.",
        ),
        (CannotWrite("There is no room."), "There is no room. 3 links are made and stay."),
    ],
)
def test_a_run_that_stops_after_its_links_says_what_stays(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, fault: QRDeskError, said: str
) -> None:
    def stops(*_given: object, **_named: object) -> BatchReport:
        raise fault

    monkeypatch.setattr(batch_making.batch, "run", stops)
    with a_desk(tmp_path) as desk:
        desk.window.show_page("batch")
        page = brought(desk, a_list(tmp_path, wines(3)))
        page.run_to(tmp_path / "labels.pdf")
        assert page.notice.note.accessibleName().endswith(f"{said} “Try again” goes on from there.")
        assert len(list(client_of(desk).links.each())) == 3


def test_a_run_that_stops_before_its_links_says_that_nothing_changed(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def stops(*_given: object, **_named: object) -> None:
        raise refusals.lost("go.example", "GET", ConnectionRefusedError())

    monkeypatch.setattr(batch_making, "send_part", stops)
    with a_desk(tmp_path) as desk:
        desk.window.show_page("batch")
        page = brought(desk, a_list(tmp_path, wines(3)))
        page.run_to(tmp_path / "labels.pdf")
        assert "Nothing was changed there." in page.notice.note.accessibleName()


def test_while_it_is_asked_whether_it_is_a_trial_that_is_said_once(tmp_path: Path) -> None:
    with a_desk(tmp_path, public_url="http://127.0.0.1:8765") as desk:
        desk.window.show_page("batch")
        page = brought(desk, a_list(tmp_path, wines(2)))
        assert page.check.near.isVisible()
        page.make.click()
        assert page.question.isVisible()
        assert not page.check.near.isVisible()
        assert page.question.set_address.text() == "Set a public address", "as everywhere"
        page.question.not_now.click()
        assert page.check.near.isVisible()


def test_a_list_that_is_being_read_says_how_far_it_is_and_can_be_left(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    left = threading.Event()

    def endless(_path: Path, _folder: Path, _has_names: bool, step: Step) -> Listed:
        try:
            for _ in range(DEADLINE_S * 100):
                step(3000, 0)
                threading.Event().wait(0.01)
        finally:
            left.set()
        raise AssertionError("nobody left it")

    monkeypatch.setattr(batch_desk, "_open", endless)
    with a_desk(tmp_path, jobs=PoolRunner()) as desk:
        desk.window.show_page("batch")
        page, empty = desk.batch, desk.batch.empty
        assert not empty.stop.isVisible()
        page.bring(a_list(tmp_path, wines(1)))
        wait_for(lambda: "3,000 rows so far" in empty.reading.sentence.text(), "how far it is")
        assert empty.reading.promise.text() == "Reading adler-etiketten.csv"
        assert (empty.stop.isVisible(), empty.choose.isVisible()) == (True, False), "it is no place for a list now"
        empty.stop.click()
        assert left.wait(DEADLINE_S)
        assert (empty.reading.isVisible(), empty.choose.isVisible()) == (False, True)


def test_what_was_chosen_and_suggestions_wait_while_something_is_made(tmp_path: Path) -> None:
    with a_desk(tmp_path) as desk:
        desk.window.show_page("batch")
        page = brought(desk, wrong_list(tmp_path))
        output = page.output
        chosen = (output.sheet, output.code_mm, output.ink, output.kind, output.form, output.label, page.preview._head)
        parts = (*page.columns.choices, page.columns.names, page.check.accept, *chosen)
        wanted: list[int] = []
        page.check.table.fix_wanted.connect(wanted.append)
        order = page.desk.order(page.output.draft(), tmp_path / "labels.pdf", trial=False)
        assert order is not None
        page.runner.began.emit(order, Pace())
        assert not any(part.isEnabled() for part in parts)
        QTest.keyClick(page.check.table, Qt.Key.Key_Space)
        assert wanted == []
        page.runner.ended.emit(Outcome(order))
        assert all(part.isEnabled() for part in parts)
        QTest.keyClick(page.check.table, Qt.Key.Key_Space)
        assert len(wanted) == 1


def test_the_name_of_a_step_has_room_before_the_count(qtbot: QtBot) -> None:
    check = CheckStep()
    qtbot.addWidget(check)
    check.resize(500, 600)
    check.show()
    check.name_rows(all_rows=4000, problems=5)
    assert check.which.button("all").text() == "All 4,000"
    check.resize(270, 600)
    assert check.which.button("all").text() == "All"
    assert check.which.button("problems").text() == "Problems 5"
    check.resize(500, 600)
    assert check.which.button("all").text() == "All 4,000"


def test_what_was_made_is_named_whole_and_its_folder_is_the_next_step(tmp_path: Path) -> None:
    with a_desk(tmp_path) as desk:
        desk.window.show_page("batch")
        page = brought(desk, wrong_list(tmp_path))
        page.run_to(tmp_path / "labels.pdf")
        assert page.bar.said.text().endswith("left out")
        assert (page.bar.file.text(), page.bar.file.isVisible()) == ("labels.pdf", True)
        kinds = [button.property("kind") for button in (page.bar.open, page.make)]
        assert kinds == ["primary", "secondary"], "one way on"


def test_what_is_to_be_typed_is_said_above_the_rows(tmp_path: Path) -> None:
    rows = [*wines(2), "Rivaner;;AD-0003;2024;0,75 l;"]
    with a_desk(tmp_path) as desk:
        desk.window.show_page("batch")
        page = brought(desk, a_list(tmp_path, rows))
        table, typing = page.check.table, page.check.typing
        button = table.button_at(table.model().index(0, 3)).center().toPoint()
        QTest.mouseClick(table.viewport(), Qt.MouseButton.LeftButton, pos=button)
        assert desk.window.focusWidget() is typing.field.input
        assert (typing._title.text(), typing.field.input.placeholderText()) == (
            "Row 4: Destination is empty",
            "Destination",
        )
        assert typing.geometry().bottom() < table.geometry().top()


def test_a_suggestion_stands_below_the_words_where_there_is_little_room(tmp_path: Path) -> None:
    with a_desk(tmp_path) as desk:
        desk.window.show_page("batch")
        page = brought(desk, wrong_list(tmp_path))
        table = page.check.table
        model, said = table.model(), table.model().index(1, 3)
        table.setFixedWidth(500)
        assert table.button_at(said).left() > table.visualRect(said).center().x()
        assert model.headerData(4, Qt.Orientation.Horizontal) == "Suggested"
        table.setFixedWidth(300)
        assert table.is_stacked()
        assert table.fix_words(model.index(1, 4)) == "Use AD-0002-2"
        row, button = table.visualRect(said), table.button_at(said)
        assert button.left() == row.left()
        assert row.top() + 40 < button.top() < button.bottom() < row.bottom()
        assert model.headerData(4, Qt.Orientation.Horizontal) == "", "nothing stands below it"


def test_words_of_two_lines_make_their_row_higher(tmp_path: Path) -> None:
    with a_desk(tmp_path) as desk:
        desk.window.show_page("batch")
        page = brought(desk, wrong_list(tmp_path))
        table = page.check.table
        high: dict[int, list[int]] = {}
        for wide in (700, 345):
            table.setFixedWidth(wide)
            high[wide] = [table.rowHeight(row) for row in range(5)]
        usual, *_ = high[700]
        assert high[700] == [usual] * 5
        assert high[345][1] == usual + 17, "“Same address as row 3” beside its button"
        assert high[345][2] == usual, "“Destination is empty” beside a short one"
        page.check.accept.click()
        assert [table.rowHeight(row) for row in range(table.model().rowCount())] == [usual]


def test_the_bar_of_a_run_stands_at_its_words(qtbot: QtBot) -> None:
    bar = RunBar()
    qtbot.addWidget(bar)
    bar.resize(1000, bar.height())
    bar.begin(Pace(links_total=10, codes_total=10), links=True, per_sheet=0)
    meter = bar.links.findChild(QProgressBar)
    assert meter is not None
    words, line = (one.geometry().translated(bar.links.pos()) for one in (bar.links.count, meter))
    assert 4 <= line.top() - words.bottom() <= 10
    assert abs(words.top() - (bar.height() - line.bottom())) <= 4, "both in the middle of the foot"


def test_what_a_menu_of_runs_is_for_is_readable(qtbot: QtBot) -> None:
    parent = QWidget()
    qtbot.addWidget(parent)
    menu = past_menu(parent, [], print)
    menu.resize(menu.sizeHint())
    seen = colours(menu)
    assert tokens.current().text.secondary.name() in seen
    assert tokens.current().text.disabled.name() not in seen


def test_a_list_that_was_moved_is_said_in_plain_words(tmp_path: Path) -> None:
    with a_desk(tmp_path) as desk:
        desk.window.show_page("batch")
        page = desk.batch
        page.bring(tmp_path / "gone.csv")
        assert page.empty.notice.note.accessibleName().endswith("The file is not where it was.")
