"""A new style sheet is put on widget by widget, so that the event loop comes round meanwhile.

When the sheet of the application changes, Qt takes the old one off every widget that lives and puts the new one on,
all in one go; with every page made that lasts a second. Here what is in sight changes first, each widget by itself and
unpainted until the last has changed, and what is out of sight when there is time. Sizes do not differ between two
schemes, so nothing is laid out anew.
"""

from collections.abc import Callable, Generator, Iterable, Iterator
from contextlib import contextmanager
from itertools import islice
from typing import Any

from PySide6.QtCore import QCoreApplication, QEvent, Qt
from PySide6.QtGui import QPalette
from PySide6.QtWidgets import QApplication, QWidget
from shiboken6 import isValid

from qrdesk.gui.pieces import ALONE

_DRESSED = Qt.WidgetAttribute.WA_WState_Polished  # Qt changes the sheet of those alone
_DEAF = Qt.WidgetAttribute.WA_SetStyle  # Qt does not tell those that the style is another one: they would measure anew
_BEFORE_A_LOOK = 96  # widgets out of sight, changed before it is seen whether they still are


class Wardrobe:
    """Who wears the sheet of the application, and who wears one from before."""

    def __init__(self) -> None:
        self._late: dict[QWidget, None] = {}  # not in the newest sheet yet, in the order they change

    def change(self, change: Callable[[], object], *tell: Callable[[], object]) -> Iterator[object]:
        """Do ``change``, which sets the sheet of the application, and dress what is in sight; then ``tell`` those."""
        with _unpainted():
            deaf: list[QWidget] = []
            try:
                yield from self._set_aside(deaf)
                yield ALONE
                change()
                yield ALONE
            finally:
                for widget in filter(isValid, deaf):
                    widget.setAttribute(_DEAF, False)
            yield
            while seen := self._seen():
                yield from self._dressed(seen)
            for listener in tell:
                yield ALONE
                listener()
            yield ALONE

    def dress_rest(self) -> Iterator[None]:
        """Dress what is out of sight; what comes in sight meanwhile is dressed before it is painted again."""
        doors = yield from self._doors()
        while self._late:
            yield from self._dressed(islice(self._late, _BEFORE_A_LOOK))
            if any(isValid(door) and door.isVisible() for door in doors):
                doors = yield from self._doors()

    def _doors(self) -> Generator[None, None, list[QWidget]]:
        """Dress what is in sight; return what is hidden by itself: nothing else comes in sight before one of those."""
        found: list[QWidget] = []
        for widget in list(self._late):
            if isValid(widget) and not widget.isVisible():
                above = None if widget.isWindow() else widget.parentWidget()
                if above is None or above.isVisible():
                    found.append(widget)
            yield
        if not (seen := self._seen()):
            return found
        with _unpainted():
            yield from self._dressed(seen)
        return (yield from self._doors())

    def _set_aside(self, deaf: list[QWidget]) -> Generator[None]:
        """Let the change pass by all there are; note those that must hear of the next one."""
        for widget in QApplication.allWidgets():
            if isValid(widget) and not widget.testAttribute(_DEAF):
                deaf.append(widget)
                widget.setAttribute(_DEAF)
                if widget.testAttribute(_DRESSED):
                    self._late[widget] = None
                    widget.setAttribute(_DRESSED, False)
            yield

    def _seen(self) -> list[QWidget]:
        return [widget for widget in self._late if isValid(widget) and widget.isVisible()]

    def _dressed(self, widgets: Iterable[QWidget]) -> Generator[None]:
        for widget in list(widgets):
            self._late.pop(widget, None)
            if isValid(widget) and not widget.testAttribute(_DRESSED):
                style = widget.style()
                style.unpolish(widget)
                style.polish(widget)
                widget.setAttribute(_DRESSED)
            yield


def leave_undressed() -> None:
    """Let whoever was made since the event loop came round last wait for ``dress``.

    Qt would dress each as soon as the loop comes round, and anew with every box that it comes into from then on.
    """
    everybody: Any = None  # which PySide takes, and does not say
    QCoreApplication.removePostedEvents(everybody, QEvent.Type.PolishRequest.value)


def dress(made: QWidget) -> Iterator[None]:
    """Dress all that is in ``made``, out of sight, now that it is where it stays; what holds others comes after them.

    Whoever measures an undressed page has all of it dressed in one go.
    """
    for widget in reversed(made.findChildren(QWidget)):
        if isValid(widget):
            widget.ensurePolished()
        yield


def wear(app: QApplication, text: str, palette: QPalette) -> None:
    """Give ``app`` another sheet; each widget keeps what it knows of the one before, to be able to take it off."""
    keeps = QWidget()  # Qt forgets all of it with the last sheet there is
    keeps.setStyleSheet("QWidget {}")
    app.setPalette(palette)  # first: each widget hears of a palette by itself, but not while a sheet is on
    app.setStyleSheet("")  # from one sheet to the next at once takes five times as long as by way of none
    app.setStyleSheet(text)


@contextmanager
def _unpainted() -> Generator[None]:
    """Leave the windows as they look, and paint them once."""
    windows = [one for one in QApplication.topLevelWidgets() if one.isVisible() and one.updatesEnabled()]
    for window in windows:
        window.setUpdatesEnabled(False)
    try:
        yield
    finally:
        for window in filter(isValid, windows):
            window.setUpdatesEnabled(True)
