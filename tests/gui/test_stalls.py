"""The window reacts: what is done often leaves the event loop free, and the watchdog sees what does not."""

import logging
import threading
import time
from collections.abc import Callable
from pathlib import Path

import pytest
from PySide6.QtCore import QEvent, QObject, QSize, Qt, QTimer
from PySide6.QtGui import QCursor, QResizeEvent, QStandardItemModel
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from qrdesk.client import LinkDraft
from qrdesk.core.schemas.bulk import BulkCreate
from qrdesk.gui import late
from qrdesk.gui.hands import Hands
from qrdesk.gui.jobs import PoolRunner
from qrdesk.gui.pieces import Pieces
from qrdesk.gui.theme import style, tokens
from qrdesk.gui.watchdog import Stall, Watchdog, watch
from qrdesk.gui.widgets.rows import RowTable
from tests.gui.desks import a_desk, client_of, wait_for
from tests.gui.stalls import live, without_stall, yardstick_ms

_LINKS = 300
_PAGES = ("links", "studio", "batch", "analytics", "access", "settings", "home")


def burn(work_ms: float) -> None:
    """Work for so long, whatever else the machine does."""
    end = time.thread_time() + work_ms / 1000
    while time.thread_time() < end:
        pass


def test_a_stall_is_told_with_what_python_was_at(qapp: QApplication) -> None:
    found: list[Stall] = []
    dog = Watchdog(limit_ms=50)
    dog.stalled.connect(found.append)
    dog.start()
    QTimer.singleShot(0, lambda: burn(400))
    wait_for(lambda: any(stall.cpu_ms > 300 for stall in found), "the stall to be told")
    dog.stop()
    told = max(found, key=lambda stall: stall.cpu_ms)
    assert any(line.endswith(" burn") for line in told.stack)
    assert told.wall_ms >= told.cpu_ms * 0.9
    dog.forget()
    assert dog.hardest_ms == 0


def test_waiting_is_no_work(qapp: QApplication) -> None:
    dog = Watchdog()
    dog.start()
    threading.Event().wait(0.3)  # as when the machine is given to others
    wait_for(lambda: dog.longest.wall_ms >= 300, "a beat")
    dog.stop()
    assert dog.longest.cpu_ms < dog.longest.wall_ms / 2


@pytest.mark.wide
def test_stalls_are_logged_where_it_is_asked_for(qapp: QApplication, caplog: pytest.LogCaptureFixture) -> None:
    caplog.set_level(logging.WARNING, "qrdesk")
    dog = watch(qapp)
    QTimer.singleShot(0, lambda: burn(300))
    wait_for(lambda: "the window did not react" in caplog.text, "the log")
    dog.stop()
    dog.deleteLater()
    assert " burn" in caplog.text


def test_the_guard_sees_what_keeps_a_window_busy(qapp: QApplication) -> None:
    def burnt() -> None:
        with without_stall("burning"):
            QTimer.singleShot(0, lambda: burn(40 * yardstick_ms()))
            live(0.2)

    with pytest.raises(AssertionError, match="burning kept the window busy"):
        burnt()


def test_scrolling_filtering_and_ticking_many_links_leave_the_window_free(tmp_path: Path) -> None:
    jobs = PoolRunner()
    with a_desk(tmp_path, jobs) as desk:
        drafts = tuple(LinkDraft(destination=f"https://example.com/{at}", title=f"Menu {at}") for at in range(_LINKS))
        client_of(desk).links.create_many(BulkCreate(links=drafts))
        desk.window.show_page("links")
        table, model = desk.links.table, desk.links.model
        wait_for(lambda: model.rowCount() >= 100, "the list")
        wait_for(jobs.idle, "codes and numbers")
        with without_stall("scrolling"):
            for key in (Qt.Key.Key_PageDown, Qt.Key.Key_PageDown, Qt.Key.Key_End, Qt.Key.Key_Home):
                QTest.keyClick(table, key)
                live(0.1, jobs.idle)
        with without_stall("ticking all"):
            model.check_all(on=True)
            live(0.1)
        with without_stall("filtering"):
            QTest.keyClicks(desk.links.filter_row.filter, "menu 77")
            wait_for(lambda: 0 < model.rowCount() < 100, "what was looked for")


@pytest.mark.wide
def test_another_look_leaves_the_window_free(tmp_path: Path) -> None:
    with a_desk(tmp_path) as desk:
        for key in _PAGES:  # in sight once: those have much to change
            desk.window.show_page(key)
            QApplication.processEvents()
        look = style.appearance()
        with without_stall("another look"):
            look.turn_to("dark")
            wait_for(look.is_whole, "all pages")
        assert desk.home.palette().window().color() == tokens.theme("dark").surface.canvas


@pytest.mark.wide
def test_pages_made_while_nothing_is_done_leave_the_window_free(tmp_path: Path) -> None:
    jobs = PoolRunner()  # what a page asks for is asked beside the window
    with a_desk(tmp_path, jobs) as desk:
        late.import_all()
        wait_for(jobs.idle, "home")
        pieces = Pieces(desk.window, 20)  # as in the app
        with without_stall("making pages"):
            pieces.begin(late.all_steps(desk.window))
            wait_for(pieces.is_idle, "all pages")
        assert desk.window.is_made("access")


def test_no_page_is_made_while_somebody_types(tmp_path: Path) -> None:
    with a_desk(tmp_path) as desk:
        hands, made = Hands(desk.window), list[str]()
        pieces = Pieces(desk.window, 0, hands.busy)
        handle = desk.window.windowHandle()
        QTest.keyClick(handle, Qt.Key.Key_Shift)
        assert hands.busy()
        pieces.begin(iter([made.append("at once")]))
        pieces.begin(made.append("later") for _ in range(1))
        assert made == ["at once"], "a key was pressed a moment ago"
        wait_for(pieces.is_idle, "the hands to rest")
        assert (made, hands.busy()) == (["at once", "later"], False)


def test_a_window_made_smaller_is_laid_out_once_and_stays_free(tmp_path: Path) -> None:
    with a_desk(tmp_path) as desk:
        desk.window.show_page("links")
        QApplication.processEvents()
        told: list[QSize] = []
        sized = Sized(told.append)
        desk.links.installEventFilter(sized)
        with without_stall("a smaller window"):
            desk.window.resize(1024, 700)
            QApplication.processEvents()
        assert desk.window.sidebar.is_narrow()
        assert len(told) == 1, "with the narrow sidebar at once, not with the wide one first"


class Sized(QObject):
    """Hears of each size that what it watches is given."""

    def __init__(self, hear: Callable[[QSize], object]) -> None:
        super().__init__()
        self._hear = hear

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if isinstance(event, QResizeEvent):
            self._hear(event.size())
        return False


def test_rows_that_stay_are_moved_and_not_painted_anew(qtbot: QtBot, monkeypatch: pytest.MonkeyPatch) -> None:
    model = QStandardItemModel(60, 3)
    table = RowTable()
    qtbot.addWidget(table)
    table.setModel(model)
    table.set_columns([60, 60, 60])
    table.resize(400, 400)
    QCursor.setPos(700, 700)  # the row below the pointer is lit: another one lies there after the scrolling
    table.show()
    live(0.2)
    painted: list[int] = []
    really = RowTable.cell
    monkeypatch.setattr(RowTable, "cell", lambda self, index: painted.append(index.row()) or really(self, index))
    table.verticalScrollBar().setValue(table.row_height())
    wait_for(lambda: bool(painted), "the new row")
    live(0.1)
    assert len(set(painted)) <= 2, "one row came in sight, and one stood in it by half"
