"""Closing while long work is on its way: it is said in the window, and nothing ends half-way."""

import subprocess
import sys
import threading
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from qrdesk.client import importing
from qrdesk.client.formats import parts
from qrdesk.gui.chooser import Chooser
from qrdesk.gui.desk import Desk
from qrdesk.gui.jobs import PoolRunner
from qrdesk.gui.shell.status import AtClose
from tests.gui.desks import a_desk, client_of, wait_for

_PART = 100  # rows that go in at once here: a thousand take long
_ROWS = 2 * _PART + 1  # the second part sets out before Cancel is heard, the third does not

pytestmark = pytest.mark.usefixtures("british")


@pytest.fixture
def gate(monkeypatch: pytest.MonkeyPatch) -> Iterator[threading.Event]:
    """Parts of a list after the first wait for this."""
    opened, real = threading.Event(), importing.send

    def slow(*given: object, **named: object) -> Iterator[object]:
        for report in real(*given, **named):  # type: ignore[arg-type]  # as it was called
            yield report
            opened.wait(30)

    monkeypatch.setattr(importing, "send", slow)
    monkeypatch.setattr(parts, "MAX_IMPORT", _PART)
    yield opened
    opened.set()


@pytest.fixture
def desk(tmp_path: Path, gate: threading.Event) -> Iterator[Desk]:
    """A desk whose import is on its way, with another page in sight."""
    with a_desk(tmp_path, PoolRunner()) as made:
        path = tmp_path / "list.csv"
        rows = "".join(f"https://example.com/{n},T{n}\n" for n in range(_ROWS))
        path.write_text(f"url,title\n{rows}", encoding="utf-8")
        made.links.importer.start(path)
        made.window.show_page("studio")
        try:
            wait_for(lambda: made.window.status.works()[0].done >= _PART, "the first part")
            yield made
        finally:
            gate.set()


def closings(desk: Desk) -> list[bool]:
    closed: list[bool] = []
    desk.window.closing.connect(lambda: closed.append(True))
    return closed


def press(desk: Desk, words: str) -> None:
    chooser: Chooser = desk.ending.chooser
    assert chooser.isVisible()
    next(button for button in chooser.buttons if button.text() == words).click()


def by_keys(desk: Desk) -> None:
    desk.window.activateWindow()
    QTest.keyClick(desk.window, Qt.Key.Key_Q, Qt.KeyboardModifier.ControlModifier)


def by_its_button(desk: Desk) -> None:
    desk.window.close()


@pytest.mark.parametrize("close", [by_its_button, by_keys])
@pytest.mark.fast_cases(1)
def test_the_window_waits_for_what_is_on_its_way(
    desk: Desk, gate: threading.Event, close: Callable[[Desk], None]
) -> None:
    closed = closings(desk)
    close(desk)
    assert desk.ending.chooser.accessibleName() == "Not done yet: Importing list.csv"
    press(desk, "Wait, then close")
    assert (desk.window.isVisible(), closed) == (True, [])
    gate.set()
    wait_for(lambda: bool(closed), "the window to close")
    assert not desk.window.isVisible()
    assert client_of(desk).links.list().pagination.total == _ROWS


@pytest.mark.wide
def test_what_came_of_it_is_said_when_the_app_is_opened_next(
    desk: Desk, gate: threading.Event, tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    closed = closings(desk)
    desk.window.close()
    press(desk, "Wait, then close")
    with caplog.at_level("INFO", "qrdesk.gui.ending"):
        gate.set()
        wait_for(lambda: bool(closed), "the window to close")
    assert "201 links imported" in caplog.text
    with a_desk(tmp_path) as again:
        again.ending.tell_last()
        assert [toast.words for toast in again.window.toasts()] == ["Before QRDesk closed: 201 links imported"]
    with a_desk(tmp_path) as third:
        third.ending.tell_last()
        assert third.window.toasts() == [], "it is said once"


@pytest.mark.wide
def test_what_is_over_while_it_is_asked_about_is_said_next_time_too(desk: Desk, gate: threading.Event) -> None:
    closed = closings(desk)
    desk.window.close()
    gate.set()
    wait_for(lambda: bool(closed), "the window to close")
    assert desk.state.read("ending/told", "") == '["201 links imported"]'


def test_what_is_on_its_way_is_stopped_in_order(desk: Desk, gate: threading.Event, tmp_path: Path) -> None:
    closed = closings(desk)
    desk.window.close()
    press(desk, "Stop it and close")
    assert closed == [], "not before it has stopped"
    gate.set()
    wait_for(lambda: bool(closed), "the window to close")
    made = client_of(desk).links.list().pagination.total
    assert made is not None
    assert made < _ROWS
    rest = (tmp_path / "list-not-imported.csv").read_text(encoding="utf-8-sig")
    assert len(rest.splitlines()) == _ROWS - made + 1


@pytest.mark.wide
def test_who_thinks_again_goes_on(desk: Desk, gate: threading.Event) -> None:
    closed = closings(desk)
    desk.window.close()
    press(desk, "Wait, then close")
    desk.window.quit()
    press(desk, "Cancel")
    gate.set()
    wait_for(lambda: not desk.window.status.works(), "the import")
    assert (desk.window.isVisible(), closed) == (True, [])
    assert desk.window.status.sentence() == "201 links imported"


def test_a_signal_ends_the_app_without_a_question(desk: Desk) -> None:
    closed = closings(desk)
    desk.ending.ask_no_more()
    desk.window.close()
    assert closed == [True]


def test_what_is_only_read_holds_nobody_up_and_what_is_shown_once_stays(tmp_path: Path) -> None:
    with a_desk(tmp_path) as desk:
        closed, status = closings(desk), desk.window.status
        copying = status.start("Copying", None, AtClose.SEEN)
        desk.window.close()
        assert [button.text() for button in desk.ending.chooser.buttons] == ["Wait, then close", "Cancel"]
        press(desk, "Wait, then close")
        copying.finish("Copied")
        wait_for(lambda: status.sentence().startswith("QRDesk stays open"), "the word that it stays")
        assert closed == []
        status.start("Counting", None, AtClose.LET_GO)
        desk.window.close()
        assert closed == [True]


@pytest.mark.wide
def test_a_job_that_cannot_be_called_off_does_not_keep_the_process(tmp_path: Path) -> None:
    said = """
import threading
from PySide6.QtCore import QCoreApplication, QObject
from qrdesk.gui import app
from qrdesk.gui.jobs import PoolRunner
qt, jobs, owner, began = QCoreApplication([]), PoolRunner(), QObject(), threading.Event()
jobs.run(owner, lambda: (began.set(), threading.Event().wait(60)), print)
began.wait(10)
assert not jobs.close(0.1)
app.end_at_once(3)
"""
    ended = subprocess.run([sys.executable, "-c", said], timeout=30, check=False, cwd=tmp_path)
    assert ended.returncode == 3
