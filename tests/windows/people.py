"""A person at a screen: looks for widgets, and moves the mouse and types through the X server, as hardware does."""

import json
import os
import shutil
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Generator
from contextlib import contextmanager
from pathlib import Path
from queue import Empty, Queue
from typing import Any

from PIL import Image, ImageGrab

from tests.faults.processes import family_of
from tests.windows import x11

ROOT = Path(__file__).parents[2]
SOON_S = 60.0
_TYPING_MS = 2  # between two keys

HAS_A_DESKTOP = bool(os.environ.get("DISPLAY") and shutil.which("openbox") and shutil.which("xdotool"))


def wait_for(condition: Callable[[], object], what: str, seconds: float = SOON_S) -> None:
    """Wait until ``condition`` holds."""
    deadline = time.monotonic() + seconds
    while not condition():
        assert time.monotonic() < deadline, f"waited {seconds:g} s for {what}"
        time.sleep(0.02)


@contextmanager
def window_manager(home: Path) -> Generator[None]:
    """Have openbox manage the windows of the screen."""
    nothing, own = subprocess.DEVNULL, {**os.environ, "HOME": str(home)}
    process = subprocess.Popen(["openbox", "--sm-disable"], env=own, stdout=nothing, stderr=nothing)
    try:
        with x11.screen() as screen:
            wait_for(screen.is_managed, "the window manager")
        yield
    finally:
        process.terminate()
        process.wait(20)


class Person:
    """The app in a process of its own, and somebody in front of it."""

    def __init__(self, config: Path, database: Path | None = None) -> None:
        self._log = config.parent / f"{config.name}.log"
        self.answers: Queue[str] = Queue()
        with self._log.open("ab") as log:
            self._process = subprocess.Popen(
                [sys.executable, "-m", "tests.windows.guided", str(database or "")],
                stdin=subprocess.PIPE,
                stdout=subprocess.PIPE,
                stderr=log,
                text=True,
                cwd=ROOT,
                start_new_session=True,
                env={**os.environ, **_environment(config), "PYTHONPATH": str(ROOT)},
            )
        self._reader = threading.Thread(target=self._read, daemon=True)
        self._reader.start()

    def _read(self) -> None:
        assert self._process.stdout is not None
        for line in self._process.stdout:
            self.answers.put(line)

    def ask(self, *request: str, seconds: float = SOON_S) -> Any:
        """Return what the app answers."""
        assert self._process.stdin is not None
        assert self._process.poll() is None, self.log()
        self._process.stdin.write(json.dumps(request) + "\n")
        self._process.stdin.flush()
        try:
            return json.loads(self.answers.get(timeout=seconds))
        except Empty:
            raise AssertionError(f"the app does not answer {request}: {self.log()}") from None

    def place(self, *request: str, seconds: float = SOON_S) -> tuple[int, int, int, int]:
        """Return where something stands, once it stands still."""
        seen: list[Any] = [None, {}]

        def still() -> bool:
            seen[:] = [seen[1], self.ask(*request)]
            return isinstance(seen[1], list) and seen[0] == seen[1]

        try:
            wait_for(still, " ".join(request), seconds)
        except AssertionError as fault:
            raise AssertionError(f"{fault}: {seen[1]} {self.log()}") from None
        x, y, width, height = seen[1]
        return x, y, width, height

    def value(self, path: str) -> Any:
        """Return what something in the app says; None where it is not there."""
        return self.ask("value", path).get("value")

    def until(self, path: str, right: Callable[[Any], object], seconds: float = SOON_S) -> Any:
        """Wait until what something says is right, and return it."""
        seen: list[Any] = [None]

        def is_right() -> bool:
            seen[0] = self.value(path)
            return seen[0] is not None and bool(right(seen[0]))

        try:
            wait_for(is_right, path, seconds)
        except AssertionError as fault:
            raise AssertionError(f"{fault}; it is {seen[0]!r} {self.log()}") from None
        return seen[0]

    def click(self, *request: str) -> None:
        """Click what is at a path, or a row, or an entry."""
        self._click(self.place(*(request if len(request) > 1 else ("box", *request))))

    def write(self, path: str, words: str) -> None:
        """Click into a field, and write instead of what stands there."""
        self.click(path)
        self.until(f"{path}.hasFocus()", bool)
        keys("ctrl+a")
        typed(words)

    def name_file(self, path: Path) -> None:
        """Write a name into the dialog that asks for a file, and take it."""
        self._click(self.place("file"))
        keys("ctrl+a")
        typed(str(path))
        keys("Return")

    def _click(self, box: tuple[int, int, int, int]) -> None:
        x, y, width, height = box
        x11_do("mousemove", str(x + width // 2), str(y + height // 2), "click", "1")

    def log(self) -> str:
        """Return what the app said where people do not look."""
        return self._log.read_text(encoding="utf-8")

    def leave(self, *, asked: bool = False) -> None:
        """Close the window by the window manager, and wait for the app to end in order.

        ``asked``: it is the first time that a serving app is closed, which asks whether to.
        """
        assert self._process.poll() is None, self.log()
        with x11.screen() as screen:
            (window,) = screen.shown(self._process.pid)
            x11_do("windowactivate", "--sync", str(window))
        keys("alt+F4")
        if asked:
            self.click("way", "Close QRDesk")
        assert self._process.wait(SOON_S) == 0, self.log()
        wait_for(lambda: not family_of(self._process.pid), "the daemon to end too")
        assert self.log() == ""

    def end(self) -> None:
        """Let nothing of it stay, however the test went."""
        if self._process.poll() is None:
            self._process.terminate()
            try:
                self._process.wait(SOON_S)
            except subprocess.TimeoutExpired:
                self._process.kill()
                self._process.wait()
        self._reader.join(SOON_S)
        for stream in (self._process.stdin, self._process.stdout):
            if stream is not None:
                stream.close()


@contextmanager
def person(config: Path, database: Path | None = None) -> Generator[Person]:
    """Start the app, and end it."""
    made = Person(config, database)
    try:
        yield made
    finally:
        made.end()


def keys(*names: str) -> None:
    """Press keys, such as "ctrl+s"."""
    x11_do("key", *names)


def typed(words: str) -> None:
    """Type ``words``."""
    x11_do("type", "--delay", str(_TYPING_MS), words)


def seen_on_screen() -> Image.Image:
    """Return the pixels of the whole screen."""
    return ImageGrab.grab(xdisplay=os.environ["DISPLAY"])


def x11_do(*what: str) -> None:
    """Have the X server believe that somebody moved the mouse or pressed keys (its extension XTEST)."""
    subprocess.run(["xdotool", *what], check=True, timeout=60)


def _environment(config: Path) -> dict[str, str]:
    return {"QT_QPA_PLATFORM": "xcb", "QRDESK_CONFIG_DIR": str(config), "QRDESK_REDUCED_MOTION": "1"}
