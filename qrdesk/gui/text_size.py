"""How large the app shows everything: chosen per computer, taken up before anything is shown, as far as it fits."""

import os
import sys

from PySide6.QtCore import QCoreApplication, QProcess, QSize
from PySide6.QtWidgets import QApplication

from qrdesk.gui.shell.fitting import FRAME
from qrdesk.gui.shell.state import State
from qrdesk.gui.theme import tokens

SIZE = "text_size"  # where the choice is remembered, in per cent
USUAL = 100
SIZES = (90, USUAL, 110, 125, 150)
VARIABLE = "QT_SCALE_FACTOR"  # in the environment; goes before what was chosen
_TOLD = "text_size_told"  # key under which is remembered what was said of it
_ROOM = "text_size_room"  # and the screen of last time, in px of the usual size
_AGAIN = "QRDESK_TEXT_SIZE_AGAIN"  # in the environment of a process that was begun anew
_SHOWN = "text_size"  # property of the application: the size it was made with, in per cent
_ROUNDED = 2  # px that a screen loses where its size is told as whole numbers of a larger unit


def chosen(state: State) -> int:
    """Return the size chosen, in per cent; what is none of ours is the usual one."""
    size = state.read(SIZE, USUAL)
    return size if size in SIZES else USUAL


def forced() -> bool:
    """Whether this computer says how large Qt shows everything."""
    return bool(os.environ.get(VARIABLE))


def ask(state: State) -> bool:
    """Ask Qt for the size chosen, before the application is made, or the largest that fitted the screen of last time.

    Return whether ``asked`` is to be told after it.
    """
    size = _largest(chosen(state), _room_of(state.read(_ROOM, "")))
    if forced() or size == USUAL:
        return False
    os.environ[VARIABLE] = f"{size / 100:g}"
    return True


def is_other(app: QApplication, state: State, *, asked_for: bool) -> bool:
    """Note the size that the application was made with, and the screen; whether on that screen it is to be another.

    Qt reads a size once for each process.
    """
    again = os.environ.pop(_AGAIN, "")
    if (forced() and not asked_for) or chosen(state) == USUAL:
        return False
    app.setProperty(_SHOWN, round(float(os.environ[VARIABLE]) * 100) if asked_for else USUAL)
    room = _room()
    state.write(_ROOM, f"{room.width()}x{room.height()}")
    state.sync()
    return largest(chosen(state)) != shown() and not again


def asked() -> None:
    """Qt has read it: whatever is started from here chooses for itself, the app that is opened again too."""
    os.environ.pop(VARIABLE, None)


def begin_anew() -> None:
    """Be the same process again, before it has opened or shown anything."""
    os.environ.pop(VARIABLE, None)
    os.environ[_AGAIN] = "1"  # once: screens that come and go are no reason to turn in circles
    if os.name == "nt":  # there the words become one line, and those with a blank in them fall apart
        QProcess.startDetached(sys.executable, sys.orig_argv[1:])
        sys.exit(0)
    os.execv(sys.executable, [sys.executable, *sys.orig_argv[1:]])


def shown() -> int:
    """Return the size that the application was made with, in per cent."""
    app = QApplication.instance()
    return int(app.property(_SHOWN) or USUAL) if app is not None else USUAL


def needed(size: int) -> QSize:
    """Return the least screen, in px of the usual size, on which the window fits with its title bar."""
    least = QSize(*tokens.measures().frame.window_min)
    return QSize(least.width() * size // 100, least.height() * size // 100 + FRAME.height())


def fits(size: int) -> bool:
    """Whether the window fits the screen; the usual size and a smaller one are always to be had."""
    return _fits(size, _room())


def largest(wanted: int) -> int:
    """Return ``wanted``, or the largest size below that fits."""
    return _largest(wanted, _room())


def fallen_back(state: State) -> str:
    """Return that the size chosen is too large for this screen, once for each screen that it meets; else nothing."""
    wanted, size = chosen(state), shown()
    said = "" if forced() or size >= wanted else f"{wanted} {size}"
    if state.read(_TOLD, "") == said:
        return ""
    state.write(_TOLD, said)
    words = QCoreApplication.translate(
        "TextSize", "{wanted} % does not fit this screen: everything is shown at {size} %"
    )
    return words.format(wanted=wanted, size=size) if said else ""


def _room() -> QSize:
    """Return the room on the screen, in px of the usual size."""
    return QApplication.primaryScreen().availableSize() * (shown() / 100) + QSize(_ROUNDED, _ROUNDED)


def _room_of(text: str) -> QSize | None:
    """Return a screen as it was written down; None where it was not."""
    wide, _, high = text.partition("x")
    return QSize(int(wide), int(high)) if wide.isdecimal() and high.isdecimal() else None


def _fits(size: int, room: QSize | None) -> bool:
    return size <= USUAL or room is None or needed(size).boundedTo(room) == needed(size)


def _largest(wanted: int, room: QSize | None) -> int:
    return next((size for size in reversed(SIZES) if size <= wanted and _fits(size, room)), USUAL)
