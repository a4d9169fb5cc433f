"""Closing the window while long work is on its way: it says so, and waits for it or stops it, never half-way."""

import logging
from contextlib import suppress

from pydantic import TypeAdapter, ValidationError
from PySide6.QtCore import QObject, Qt

from qrdesk.gui import language, words
from qrdesk.gui.chooser import Chooser, Way
from qrdesk.gui.shell.status import AtClose, Work
from qrdesk.gui.shell.window import MainWindow
from qrdesk.gui.tray import raise_window

_TOLD, _MOST = "ending/told", 2  # as many as there are toasts at once
_WORDS: TypeAdapter[list[str]] = TypeAdapter(list[str])
_log = logging.getLogger(__name__)


class Ending(QObject):
    """Asks in the window, whichever way it is closed; a child of the window."""

    def __init__(self, window: MainWindow) -> None:
        super().__init__(window)
        self._window = window
        self._asks = True
        self._waits = self._seen = self._again = False
        self.chooser = Chooser(window)
        window.holds = self._holds
        # what ends may begin something else in the same breath, and has its last words to say
        window.status.came_out.connect(self._note)
        window.status.work_over.connect(self._look, Qt.ConnectionType.QueuedConnection)

    def tell_last(self) -> None:
        """Say what came of that for which the window waited before it closed: nobody saw it then."""
        for said in self._told():
            self._window.toast(self.tr("Before QRDesk closed: {what}").format(what=said), None, "clock")
        self._forget_told()

    def _told(self) -> list[str]:
        with suppress(ValidationError):
            return _WORDS.validate_json(self._window.state.read(_TOLD, "") or "[]")
        return []

    def _forget_told(self) -> None:
        if self._told():
            self._window.state.write(_TOLD, "")

    def _note(self, title: str, outcome: str) -> None:
        """Write down what comes of work while the window waits to close, so that the next start can say it."""
        if (self._waits or self.chooser.isVisible()) and not self._seen:
            said = outcome or self.tr("Done: {work}").format(work=title)
            _log.info("over before the app closed: %s", said)
            self._window.state.write(_TOLD, _WORDS.dump_json([*self._told(), said][-_MOST:]).decode())
            self._window.state.sync()

    def ask_no_more(self) -> None:
        """The app ends without a question: what can be stopped is stopped."""
        self._asks = False

    def _works(self) -> list[Work]:
        return [work for work in self._window.status.works() if work.at_close is not AtClose.LET_GO]

    def _holds(self) -> bool:
        works = self._works()
        if not works or not self._asks:
            return False
        self._wait(waits=False)
        self._forget_told()  # it is seen in the window
        self._again = language.take_back()
        if not self._window.isVisible():
            raise_window(self._window)
        self._ask(works)
        return True

    def _ask(self, works: list[Work]) -> None:
        title = self.tr("Not done yet: {work}").format(work=works[-1].title)
        if len(works) > 1:
            title = self.tr("{count} things are not done yet").format(count=words.number(len(works)))
        said = self.tr("It cannot be stopped on its way. QRDesk closes when it is done.")
        ways = [Way(self.tr("Wait, then close"), "clock", lambda: self._wait(waits=True))]
        if any(work.can_cancel for work in works):
            said = self.tr("QRDesk closes when it is done, or stops it first. Nothing is left half done.")
            ways.append(Way(self.tr("Stop it and close"), "x", self._stop))
        self.chooser.ask(title, said, ways)

    def _wait(self, *, waits: bool) -> None:
        self._waits = waits
        self._seen = waits and any(work.at_close is AtClose.SEEN for work in self._works())
        self._window.status.say_closes(closes=waits and not self._seen)

    def _stop(self) -> None:
        self._wait(waits=True)
        for work in self._works():
            work.cancel()

    def _look(self) -> None:
        if self._works():
            return
        if self.chooser.isVisible():  # what it asks about is over
            self.chooser.leave()
        elif not self._waits:
            return
        elif self._seen:
            self._wait(waits=False)
            self._window.status.say(self.tr("QRDesk stays open: what came of it is shown here once"))
            return
        self._wait(waits=False)
        if self._again:
            language.restart()
        else:
            self._window.quit()
