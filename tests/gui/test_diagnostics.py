"""Unexpected faults: noted, said once with ways on, never shown; and what diagnostics never tell."""

import logging
import sys
import threading
from collections.abc import Generator, Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QObject, QTimer, qWarning
from PySide6.QtWidgets import QPushButton

from qrdesk.client import diagnosing
from qrdesk.core.doctor import Finding, Verdict
from qrdesk.gui import diagnostics, faults
from qrdesk.gui.desk import Desk
from qrdesk.gui.faults import Faults
from qrdesk.gui.jobs import PoolRunner
from tests.gui.desks import a_desk, wait_for

pytestmark = pytest.mark.filterwarnings("ignore::pytest.PytestUnhandledThreadExceptionWarning")
SECRET = "qrd_SECRETsecretSECRET12"


@pytest.fixture
def desk(tmp_path: Path) -> Generator[Desk]:
    with a_desk(tmp_path) as made:
        yield made


@pytest.fixture
def caught() -> Iterator[None]:
    """Faults are caught as in the app, and as before afterwards."""
    release = faults.catch()
    yield
    release()


def fail() -> None:
    raise RuntimeError(f"nobody foresaw {SECRET}")


def raise_through_hook() -> None:
    try:
        fail()
    except RuntimeError:
        sys.excepthook(*sys.exc_info())  # type: ignore[arg-type]  # as Python calls it


@pytest.mark.usefixtures("caught")
def test_a_fault_is_said_with_ways_on_and_without_its_words(desk: Desk, capsys: pytest.CaptureFixture[str]) -> None:
    raise_through_hook()
    note = desk.helping.notice
    assert note.isVisible()
    assert "Something went wrong here" in note.note.accessibleName()
    assert SECRET not in note.note.accessibleName()
    (fault,) = desk.helping.faults.known()
    assert fault.number in note.note.accessibleName()
    said = capsys.readouterr()
    assert "Traceback" not in said.out + said.err
    next(one for one in note.findChildren(QPushButton) if one.text() == "Copy diagnostics…").click()
    wait_for(desk.helping.page.diagnostics.copy.isEnabled, "the diagnostics")
    text = desk.helping.page.diagnostics.text.toPlainText()
    assert fault.number in text
    assert "RuntimeError" in text
    assert SECRET not in text


@pytest.mark.usefixtures("caught")
def test_faults_of_threads_and_jobs_are_noted_too(tmp_path: Path) -> None:
    jobs = PoolRunner()
    with a_desk(tmp_path, jobs) as desk:
        thread = threading.Thread(target=fail)
        thread.start()
        thread.join()
        wait_for(desk.helping.notice.isVisible, "the notice of the thread")
        desk.helping.notice.clear()

        def other() -> None:
            raise LookupError("of a job")

        jobs.run(desk, other, lambda _nothing: None)
        wait_for(desk.helping.notice.isVisible, "the notice of the job")
        assert [one.kind for one in desk.helping.faults.known()] == ["RuntimeError", "LookupError"]


@pytest.mark.usefixtures("caught")
def test_a_fault_that_comes_again_and_again_is_said_once(desk: Desk) -> None:
    raise_through_hook()
    desk.helping.notice.clear()
    raise_through_hook()
    assert desk.helping.notice.isHidden()
    assert len(desk.helping.faults.known()) == 2


@pytest.mark.usefixtures("caught")
def test_a_fault_in_telling_of_a_fault_does_no_harm(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(faults, "_fault", lambda _record: fail())
    raise_through_hook()
    assert desk.helping.notice.isHidden()
    assert desk.helping.faults.known() == []


@pytest.mark.usefixtures("caught")
def test_messages_of_qt_go_to_the_log(caplog: pytest.LogCaptureFixture) -> None:
    with caplog.at_level(logging.WARNING, "qrdesk.qt"):
        qWarning("QLayout: something is odd")
    assert [one.getMessage() for one in caplog.records] == ["QLayout: something is odd"]


def test_findings_name_no_host_and_no_link(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    said = "Codes lead to a page that is down: linde.example/allergene. /data/linde.db is there."
    monkeypatch.setattr(diagnosing, "findings", lambda _client: [Finding("printed codes", Verdict.WARNING, said)])
    with a_desk(tmp_path) as desk:
        text = diagnostics.text(diagnostics.Surroundings.of("local", []), desk.session.client)
    assert "linde.example" not in text
    assert "allergene" not in text
    assert "/data/linde.db is there" in text


@pytest.mark.parametrize("host", ["GO.EXAMPLE.COM", "кафе.рф", "xn--80akt4c.xn--p1ai", "Go.Example.com/menu"])
def test_hosts_are_hidden_however_they_are_spelt(host: str) -> None:
    finding = Finding("address", Verdict.WARNING, f"Nothing answers at {host} today.")
    assert diagnostics._finding(finding, "en").endswith("address. Nothing answers at [hidden] today.")


def test_nobody_listens_after_the_end() -> None:
    parent = QObject()
    listening = Faults(parent)
    listening.close()
    logging.getLogger("qrdesk.test").error("odd", exc_info=(RuntimeError, RuntimeError("x"), None))
    assert listening.known() == []
    assert isinstance(QTimer(parent), QTimer)


@pytest.mark.parametrize(
    ("said", "kept"),
    [
        ("key qrd_AbCdEfGhIjKl12345 is old", "key [hidden] is old"),
        ("secret whsec_c2VjcmV0c2VjcmV0 too", "secret [hidden] too"),
        ("invited by qri_ABCDEF123456", "invited by [hidden]"),
        ("password: hunter2, then", "[hidden] then"),
        (r"C:\Users\anna\links.db is intact", r"~\links.db is intact"),
        ("from 203.0.113.7 and 2001:db8::1 came", "from [hidden] and [hidden] came"),
        ("at https://me:word@go.example.com:8443/x", "at https://[hidden]/x"),
        ("postgresql://u:p@db.internal/q?password=hush", "postgresql://[hidden]/q?[hidden]"),
        ("{home}/links.db is intact", "~/links.db is intact"),
        ("at 12:38:05 all was well", "at 12:38:05 all was well"),
    ],
)
def test_diagnostics_hold_no_key_no_host_and_no_address(said: str, kept: str) -> None:
    assert diagnostics.scrubbed(said.format(home=Path.home())) == kept
