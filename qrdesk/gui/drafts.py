"""What is typed is on the disk in less time than it takes to notice a crash: a killed process loses none of it."""

import time
from collections.abc import Callable

import shiboken6
from PySide6.QtCore import QObject, QTimer
from PySide6.QtWidgets import QApplication, QLineEdit, QPlainTextEdit, QWidget

from qrdesk.gui.shell.state import State

_EVERY_MS = 700  # for whatever is chosen and not typed
_PAUSE_MS, _LATEST_MS = 120, 300  # after the last letter, and while letters come: a write costs a disk some 20 ms
Note = Callable[[], object]  # remembers what stands in a form, if that is something new


class Keeper(QObject):
    """Looks at forms while somebody may be typing, and writes down what they remember.

    Forms are asked instead of listened to: each field of each would have to tell, and one that forgot would be lost.
    When to ask is told by whichever field has the keyboard.
    """

    def __init__(self, state: State, may_type: Callable[[], bool], parent: QObject) -> None:
        super().__init__(parent)
        self._state, self._may_type = state, may_type
        self._might = False  # when it was looked last
        self._forms: list[tuple[QObject, Note]] = []
        self._changes = state.changes
        self.clock = QTimer(self)
        self.clock.setInterval(_EVERY_MS)
        self.clock.timeout.connect(self._tick)
        self.clock.start()
        self._field: QLineEdit | QPlainTextEdit | None = None  # that has the keyboard
        self._typed_at = 0.0  # the first letter that is not written yet
        self._soon = QTimer(self)
        self._closed = False
        self._soon.setSingleShot(True)
        self._soon.timeout.connect(self.write)
        QApplication.instance().focusChanged.connect(self._focus_changed)  # type: ignore[union-attr] # there by now

    def watch(self, page: QObject, note: Note) -> None:
        """Look at a form of a page from now on, while there is that page."""
        self._forms.append((page, note))

    def close(self) -> None:
        """Look at every form once more, and then no longer."""
        self.write()
        self.clock.stop()
        self._soon.stop()
        self._focus_changed(None, None)  # lets go of the field, and takes no other
        self._closed = True

    def write(self) -> None:
        """Look at every form now, and write what is new."""
        self._forms = [form for form in self._forms if shiboken6.isValid(form[0])]  # a page that is gone is let go of
        for _, note in self._forms:
            note()
        if self._state.changes != self._changes:
            self._changes = self._state.changes
            self._state.sync()

    def _focus_changed(self, _before: QWidget | None, now: QWidget | None) -> None:
        if self._closed:
            return
        if self._field is not None and shiboken6.isValid(self._field):
            self._field.textChanged.disconnect(self._typed)
        self._field = now if isinstance(now, QLineEdit | QPlainTextEdit) else None
        if self._field is not None:
            self._field.textChanged.connect(self._typed)

    def _typed(self) -> None:
        now = time.monotonic()
        if not self._soon.isActive():
            self._typed_at = now
        since_ms = (now - self._typed_at) * 1000
        self._soon.start(max(0, min(_PAUSE_MS, int(_LATEST_MS - since_ms))))

    def _tick(self) -> None:
        may = self._may_type()
        if may or self._might:  # what was typed right before another program came to the front
            self.write()
        self._might = may


def is_in_front() -> bool:
    """Whether a window of the app has the keyboard: the one, or a list that has come down in it."""
    return QApplication.activeWindow() is not None
