"""The app in a process of its own on a real screen, led by a script; prints what was seen as one line of JSON.

python -m tests.windows.driver SCRIPT DATABASE CONFIG_FOLDER
"""

import json
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

from PySide6.QtCore import QPoint, QRect, Qt
from PySide6.QtGui import QColor, QImage
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget

from qrdesk.gui.app import build
from qrdesk.gui.desk import Desk
from qrdesk.gui.jobs import PoolRunner
from qrdesk.gui.session import Session
from qrdesk.gui.shell.server_pill import ServerState
from qrdesk.gui.shell.state import State
from qrdesk.gui.theme import style, tokens
from tests.gui.desks import wait_for

Seen = dict[str, Any]
PAGES = ("home", "links", "studio", "analytics", "domains", "access", "activity", "settings")
PLACE = QRect(180, 60, 1222, 777)
SERVING = {ServerState.SERVING, ServerState.NETWORK_ONLY}


def main(script: str, database: str, config: str) -> None:
    """Open the app, wait until its window is on the screen, follow the script, close."""
    app = QApplication(sys.argv[:1])
    style.apply(app, "system")
    jobs, session, state = PoolRunner(), Session(), State(Path(config))
    desk = build(session, state, jobs)
    desk.window.show()
    desk.opening.start(database)
    try:
        wait_for(lambda: desk.opening.is_done() and desk.window.windowHandle().isExposed(), "the window to be shown")
        desk.window.activateWindow()  # a bare X server has no window manager that does it
        wait_for(desk.window.isActiveWindow, "the window to take the keyboard")
        wait_for(lambda: desk.server.state in SERVING, "the child to serve")
        seen = SCRIPTS[script](desk)
    finally:
        desk.window.close()
        desk.close()
        assert jobs.close(), "a job did not end"
        session.close()
    sys.stdout.write(json.dumps({"platform": app.platformName(), **seen}) + "\n")


def by_keyboard(desk: Desk) -> Seen:
    """Walk by Tab until the ring shows; then look for a link in the palette."""
    window = desk.window
    ring = window.focus_ring
    ringed_before = ring.isVisible()
    for _ in range(20):
        press(window, Qt.Key.Key_Tab)
        if ring.isVisible():
            break
    wait_for(lambda: has_colour(on_screen(ring), tokens.current().focus.ring), "the ring on the screen", 5)
    press(window, Qt.Key.Key_K, Qt.KeyboardModifier.ControlModifier)
    opened = window.finder.isVisible()
    for key in (Qt.Key.Key_A, Qt.Key.Key_N, Qt.Key.Key_A):
        press(window, key)
    wait_for(lambda: bool(window.finder.hits()), "the palette to find the page", 5)
    found = [hit.title for hit in window.finder.hits()]
    press(window, Qt.Key.Key_Return)
    return {
        "ringed_before": ringed_before,
        "opened": opened,
        "typed": window.finder.input.text(),
        "found": found,
        "page": window.current_page(),
    }


def moved(desk: Desk) -> Seen:
    """Put the window elsewhere."""
    desk.window.setGeometry(PLACE)
    wait_for(lambda: desk.window.geometry() == PLACE, "the window to move")
    desk.window.show_page("domains")
    return where(desk)


def where(desk: Desk) -> Seen:
    """Say where the window stands."""
    return {"place": place(desk), "page": desk.window.current_page()}


def every_page(desk: Desk) -> Seen:
    """Show every page, and compare what the screen has with what the window draws."""
    window, differing = desk.window, list[str]()
    for page in PAGES:
        window.show_page(page)
        try:
            wait_for(lambda: on_screen(window) == drawn(window), page, 10)
        except AssertionError:
            differing.append(page)
    room = window.screen().availableGeometry()
    return {
        "differing": differing,
        "scale": window.devicePixelRatio(),
        "drawn_scale": window.grab().devicePixelRatio(),
        "fits": room.contains(window.geometry()),
    }


def colours(desk: Desk) -> Seen:
    """Say which scheme the system names, which one is shown, and what colour the frame has on the screen."""
    window = desk.window
    corner = on_screen(window).pixelColor(2, window.height() // 2)
    return {
        "system": QApplication.styleHints().colorScheme().name,
        "scheme": tokens.scheme(),
        "frame": corner.name(),
        "light": tokens.theme("light").surface.canvas.name(),
        "dark": tokens.theme("dark").surface.canvas.name(),
    }


def place(desk: Desk) -> tuple[int, int, int, int]:
    """Return x, y, width and height of the window inside its frame, in px."""
    at = desk.window.geometry()
    return at.x(), at.y(), at.width(), at.height()


def press(window: QWidget, key: Qt.Key, modifier: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier) -> None:
    """Press a key as the keyboard does: through the window."""
    QTest.keyClick(window.windowHandle(), key, modifier)
    QApplication.processEvents()


def on_screen(widget: QWidget) -> QImage:
    """Return what the X server shows where ``widget`` is."""
    corner = widget.mapToGlobal(QPoint(0, 0))
    shown = widget.screen().grabWindow(0, corner.x(), corner.y(), widget.width(), widget.height())
    return shown.toImage().convertToFormat(QImage.Format.Format_RGB32)


def drawn(widget: QWidget) -> QImage:
    """Return what ``widget`` draws."""
    return widget.grab().toImage().convertToFormat(QImage.Format.Format_RGB32)


def has_colour(picture: QImage, colour: QColor) -> bool:
    """Whether a pixel of ``picture`` has ``colour``."""
    points = ((x, y) for y in range(picture.height()) for x in range(picture.width()))
    return any(picture.pixelColor(x, y).rgb() == colour.rgb() for x, y in points)


SCRIPTS: dict[str, Callable[[Desk], Seen]] = {
    "by_keyboard": by_keyboard,
    "moved": moved,
    "where": where,
    "every_page": every_page,
    "colours": colours,
}

if __name__ == "__main__":
    main(*sys.argv[1:])
