"""Undo of an edit: a toast that takes it back through the client, in a job, and says so."""

from collections.abc import Callable
from functools import partial
from typing import TypeVar

from PySide6.QtCore import QCoreApplication, QObject

from qrdesk.client.restoring import Restore
from qrdesk.gui import words
from qrdesk.gui.jobs import JobRunner
from qrdesk.gui.session import Session
from qrdesk.gui.shell.window import MainWindow

ICON = "undo-2"
T = TypeVar("T")
V = TypeVar("V")


class Undoing(QObject):
    """For one page or panel, which is shown anew by ``after`` once an edit is taken back."""

    def __init__(
        self, owner: QObject, session: Session, jobs: JobRunner, window: MainWindow, after: Callable[[], object]
    ) -> None:
        super().__init__(owner)
        self._session, self._jobs, self._window, self._after = session, jobs, window, after

    def tell(self, said: str, back: Restore | None, icon: str = "check") -> None:
        """Say what was done, with Undo where it can be taken back; to be said while the place of the edit is open."""
        if back is None:
            self._window.status.say(said)
        else:
            self._window.toast(said, partial(self._take_back, self._session.visit, back), icon)

    def _take_back(self, visit: int, back: Restore) -> None:
        client, here = self._session.client, self._session.here
        if visit != self._session.visit:
            self._window.status.say(_tr("Not taken back: other links are open now"))
        elif client is not None:
            take_back(self, self._window, self._jobs, partial(back, client), here(self._taken_back), here(self._failed))

    def _taken_back(self, _again: Restore | None) -> None:
        self._window.toast(_tr("It is as it was before"), icon=ICON)
        self._after()

    def _failed(self, error: Exception) -> None:
        self._window.status.say(_tr("Not taken back: {reason}").format(reason=words.failure(error)))
        self._after()


def take_back(
    owner: QObject,
    window: MainWindow,
    jobs: JobRunner,
    work: Callable[[], T],
    done: Callable[[T], object],
    failed: Callable[[Exception], object],
) -> None:
    """Take something back by ``work``, which is seen in the status line until it is done: a server may be slow."""
    shown = window.status.start(_tr("Undoing"))

    def over(tell: Callable[[V], object], answer: V) -> None:
        shown.finish()
        tell(answer)

    jobs.run(owner, work, partial(over, done), partial(over, failed))


def _tr(said: str) -> str:
    return QCoreApplication.translate("Undoing", said)
