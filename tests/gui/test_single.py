"""One window for each config folder: others hand over what they were opened with; hostile words are not heard."""

import json
import os
import socket
import subprocess
import sys
import threading
from pathlib import Path

import pytest
from PySide6.QtCore import QLockFile
from PySide6.QtWidgets import QApplication

from qrdesk.client import Client
from qrdesk.gui.single import Request, Single, address, bounded, same_database, understood
from qrdesk.gui.welcome import Welcome
from tests.gui.desks import a_desk, wait_for

pytestmark = pytest.mark.qt_log_ignore(r"does not support raise\(\)")  # a screen in memory has one window
HAND_OVER = """
import sys
from pathlib import Path
from qrdesk.gui.single import Request, Single
print(Single(Path(sys.argv[1])).hand_over(Request(sys.argv[2], tuple(sys.argv[3:]))))
"""


def start(folder: Path, *words: str) -> "subprocess.Popen[str]":
    """Start once more, in a process of its own."""
    return subprocess.Popen(
        [sys.executable, "-c", HAND_OVER, str(folder), *words], stdout=subprocess.PIPE, text=True, env={**os.environ}
    )


def answer(process: "subprocess.Popen[str]") -> str:
    """Return what that start was told, while this one lives on."""
    wait_for(lambda: process.poll() is not None, "the other start to end")
    out, _ = process.communicate()
    return out.strip()


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return tmp_path / "desk"


def test_the_first_stays_and_the_second_hands_over(qapp: QApplication, folder: Path) -> None:
    first, came = Single(folder), list[Request]()
    assert not first.hand_over(Request())
    assert first.listens()
    first.serve(lambda request: not came.append(request) and request.database != "other.db")
    assert answer(start(folder, "", "qrdesk://link/lunch", "a.csv")) == "True"
    assert answer(start(folder, "other.db")) == "False"
    assert came == [Request("", ("qrdesk://link/lunch", "a.csv")), Request("other.db")]
    first.close()
    again = Single(folder)
    assert not again.hand_over(Request())
    again.close()


@pytest.mark.skipif(os.name == "nt", reason="a named pipe leaves nothing behind")
def test_what_a_killed_one_left_is_cleared_away(qapp: QApplication, folder: Path) -> None:
    folder.mkdir()
    left = socket.socket(socket.AF_UNIX)
    left.bind(address(folder))
    left.close()
    one = Single(folder)
    assert not one.hand_over(Request())
    assert one.listens()
    assert Path(address(folder)).stat().st_mode & 0o077 == 0, "for its own user alone"
    one.close()


def test_one_that_hangs_does_not_keep_another_from_opening(qapp: QApplication, folder: Path) -> None:
    folder.mkdir()
    lock = QLockFile(str(folder / "desktop.lock"))
    assert lock.tryLock(0)
    assert not Single(folder).hand_over(Request()), "nobody listens: a window of its own"
    lock.unlock()


@pytest.mark.skipif(os.name == "nt", reason="speaks to a socket by its path")
@pytest.mark.parametrize(
    "said",
    [
        b"\xff\xff\xff\xff" + b"x" * 100,
        b"\x00\x00\x00\x02[]",
        b"\x00\x00\x00\x05hello",
        b"GET / HTTP/1.1\r\n\r\n",
    ],
)
def test_hostile_words_are_cut_off(qapp: QApplication, folder: Path, said: bytes) -> None:
    one, came, heard = Single(folder), list[Request](), list[bytes]()
    assert not one.hand_over(Request())
    one.serve(lambda request: not came.append(request))

    def speak() -> None:
        with socket.socket(socket.AF_UNIX) as line:
            line.settimeout(30)
            line.connect(address(folder))
            line.sendall(said)
            try:
                heard.append(line.recv(16))
            except ConnectionError:
                heard.append(b"")

    speaker = threading.Thread(target=speak)
    speaker.start()
    wait_for(lambda: bool(heard), "the line to be cut")
    speaker.join()
    assert heard == [b""]
    assert came == []
    one.close()


@pytest.mark.parametrize(
    "body",
    [
        b"{}",
        b"null",
        b'{"database": 1, "said": []}',
        b'{"database": "", "said": "text"}',
        b'{"database": "", "said": [1]}',
        b'{"database": "", "said": [], "run": "x"}',
        b"[" * 60_000,
        json.dumps({"database": "", "said": ["x"] * 21}).encode(),
        json.dumps({"database": "x" * 5000, "said": []}).encode(),
    ],
)
def test_requests_of_another_shape_are_none(body: bytes) -> None:
    assert understood(body) is None


def test_paths_are_told_in_full(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    assert bounded("a.db", ["b.csv", "qrdesk://link/x"]) == Request(
        str(tmp_path / "a.db"), (str(tmp_path / "b.csv"), "qrdesk://link/x")
    )
    assert same_database("sqlite:///a.db", str(tmp_path / "a.db"))
    assert not same_database("postgresql://a/b", "postgresql://a/c")


@pytest.mark.wide
def test_the_window_comes_forward_unless_other_links_are_meant(tmp_path: Path, qapp: QApplication) -> None:
    with a_desk(tmp_path) as desk:
        welcome = Welcome(desk, qapp)
        desk.window.showMinimized()
        assert welcome.take(Request(str(tmp_path / "links.db")))
        assert not desk.window.isMinimized()
        assert not welcome.take(Request(str(tmp_path / "another.db"))), "that one opens a window of its own"
        desk.session.use(Client.remote("http://127.0.0.1:9", "k", tries=1), "remote", "http://127.0.0.1:9")
        assert not welcome.take(Request(str(tmp_path / "links.db")))
