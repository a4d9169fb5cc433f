"""Deleting folders and tags, and giving them back to the links that had them."""

from collections.abc import Callable
from functools import partial
from typing import TypeVar

from PySide6.QtCore import QObject

from qrdesk.client import Client, bringing_back
from qrdesk.client.bringing_back import Gone, TooMany
from qrdesk.client.patience import telling
from qrdesk.core.errors import CalledOff
from qrdesk.core.schemas.folders import FolderView
from qrdesk.core.schemas.tags import TagView
from qrdesk.gui import words
from qrdesk.gui.jobs import Cancelled, Handle, JobRunner, Step
from qrdesk.gui.session import Session
from qrdesk.gui.shell.window import MainWindow

T = TypeVar("T")


class OrderDeleting(QObject):
    """Of many links it takes a while: then the status line says how far it is, and has Cancel."""

    def __init__(self, owner: QObject, session: Session, jobs: JobRunner, window: MainWindow) -> None:
        super().__init__(owner)
        self._session, self._jobs, self._window = session, jobs, window
        self._begun: set[str] = set()  # ids: pressed once more before the list is without them, it was said already
        session.connected.connect(self._begun.clear)

    def delete(self, kept: FolderView | TagView, *, for_ever: bool, too_many: Callable[[], object]) -> None:
        """Delete a folder or a tag; ``too_many``: more links have it than are remembered, so it is still there."""
        if kept.id in self._begun:
            return
        self._begun.add(kept.id)
        work = partial(bringing_back.delete_order, kept, for_ever=for_ever)
        refused = partial(self._refused, kept.id, too_many)
        self._run(self.tr("Deleting {name}").format(name=kept.name), work, self._deleted, refused)

    def _deleted(self, gone: Gone) -> None:
        said = self.tr("{name} is deleted; its links stay").format(name=gone.kept.name)
        self._window.toast(said, partial(self._bring_back, gone) if gone.can_come_back else None, "trash-2")
        self._session.links_changed.emit()

    def _refused(self, begun: str, too_many: Callable[[], object], error: Exception) -> None:
        self._begun.discard(begun)
        if isinstance(error, TooMany):
            too_many()
            return
        self._window.status.say(_why(error) or self.tr("Nothing was deleted"))
        self._session.links_changed.emit()  # shows what there is

    def _bring_back(self, gone: Gone) -> None:
        self._begun.discard(gone.kept.id)
        title = self.tr("Bringing back {name}").format(name=gone.kept.name)
        failed = partial(self._cut_off, gone)
        self._run(title, partial(bringing_back.order_again, gone), partial(self._is_back, gone), failed)

    def _is_back(self, gone: Gone, left: int) -> None:
        self._session.links_changed.emit()
        said = self.tr("{name} is back, with its links").format(name=gone.kept.name)
        if left:
            one = self.tr("It is back; {count} link could not be given it")
            many = self.tr("It is back; {count} links could not be given it")
            said = words.counted(left, one, many)
        self._window.status.say(said)

    def _cut_off(self, gone: Gone, error: Exception) -> None:
        """Say so, with a way on: what was done once is not done again."""
        said = self.tr("Not all links of {name} were given it back").format(name=gone.kept.name)
        self._window.toast(said, partial(self._bring_back, gone), "triangle-alert")
        if reason := _why(error):
            self._window.status.say(self.tr("Not taken back: {reason}").format(reason=reason))
        self._session.links_changed.emit()

    def _run(
        self,
        title: str,
        work: Callable[[Client, Step], T],
        done: Callable[[T], object],
        failed: Callable[[Exception], object],
    ) -> None:
        client, here = self._session.client, self._session.here
        if client is None:
            return
        handles: list[Handle] = []
        shown = self._window.status.start(title, cancel=lambda: [handle.cancel() for handle in handles])

        def waiting(step: Step) -> T:
            with telling(shown.paused.emit, step.is_cancelled):
                return work(client, step)

        def ended(error: Exception) -> None:
            shown.finish("")
            here(failed)(error)

        def came(answer: T) -> None:
            shown.finish("")
            here(done)(answer)

        handles.append(self._jobs.run_long(self, waiting, came, ended, shown.progress))


def _why(error: Exception) -> str:
    return "" if isinstance(error, Cancelled | CalledOff) else words.failure(error)
