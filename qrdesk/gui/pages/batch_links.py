"""Links that come from their own list to the Batch page: gathered as long work, then read as any list is."""

from functools import partial
from pathlib import Path

from PySide6.QtCore import QObject

from qrdesk.client import Client
from qrdesk.gui import words
from qrdesk.gui.chosen_links import CHOSEN, ChosenLinks, keep_chosen
from qrdesk.gui.jobs import Cancelled, Handle, JobRunner, Step
from qrdesk.gui.pages.batch_desk import BatchDesk
from qrdesk.gui.pages.batch_drafts import BatchDrafts
from qrdesk.gui.pages.batch_output import OutputForm
from qrdesk.gui.pages.batch_rows import OWN_FILES
from qrdesk.gui.pages.batch_runner import BatchRunner
from qrdesk.gui.session import Session
from qrdesk.gui.shell.status import Work
from qrdesk.gui.shell.window import MainWindow


class LinkBringer(QObject):
    """Serves the Batch page. What was worked on there before can be had back."""

    def __init__(
        self,
        session: Session,
        jobs: JobRunner,
        window: MainWindow,
        desk: BatchDesk,
        drafts: BatchDrafts,
        output: OutputForm,
        runner: BatchRunner,
    ) -> None:
        super().__init__(desk)
        self._session, self._jobs, self._window = session, jobs, window
        self._desk, self._drafts, self._output, self._runner = desk, drafts, output, runner
        self._handle: Handle | None = None

    def bring(self, chosen: ChosenLinks) -> None:
        """Make a list of the links, and have it read; those asked for before are not waited for."""
        client = self._session.client
        if client is None or self._is_held_up():
            return
        if self._handle is not None:
            self._handle.cancel()
        handles: list[Handle] = []
        shown = self._window.status.start(
            self.tr("Listing the links that were chosen"), cancel=lambda: [handle.cancel() for handle in handles]
        )
        names = (self.tr("Short link"), self.tr("Title"), self.tr("Tags"), self.tr("Folder"))
        work = partial(_kept, chosen, client, names, self._desk.kept_in)
        take = self._session.here(self._take)

        def listed(path: Path) -> None:
            shown.finish("")
            take(path)

        self._handle = self._jobs.run_long(self, work, listed, partial(self._failed, shown), shown.progress)
        handles.append(self._handle)

    def _is_held_up(self) -> bool:
        """Say so where a run is on its way: it reads the list that is there."""
        if self._runner.is_busy():
            said = self.tr("Batch makes other codes at the moment. Export these when it is done.")
            self._window.toast(said, icon="triangle-alert")
        return self._runner.is_busy()

    def _take(self, path: Path) -> None:
        if self._is_held_up():
            return
        before = self._drafts.now()
        was_of_links = before is not None and Path(before.path).name == CHOSEN
        self._output.take_links(files=not was_of_links)
        self._desk.bring(path)
        if before is not None and Path(before.path).name not in OWN_FILES:
            said = self.tr("The list {file} is put away, the links are here").format(file=Path(before.path).name)
            self._window.toast(said, partial(self._drafts.take_up, before), "table")

    def _failed(self, shown: Work, error: Exception) -> None:
        stopped = isinstance(error, Cancelled)
        shown.finish(self.tr("Cancelled. Batch is as it was.") if stopped else words.failure(error))
        if not stopped:
            self._desk.refused.emit(self.tr("The links could not be listed"), words.failure(error))


def _kept(chosen: ChosenLinks, client: Client, names: tuple[str, ...], folder: Path, step: Step) -> Path:
    return keep_chosen(chosen, client, names, folder, step)
