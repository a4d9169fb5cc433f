"""Brings logos from the disk to where the links are, and shows the one of a look."""

from collections.abc import Callable
from functools import partial
from pathlib import Path

from PySide6.QtCore import QObject
from PySide6.QtGui import QImage

from qrdesk.client import Client, Design
from qrdesk.core.schemas.files import FileView
from qrdesk.gui import pictures, words
from qrdesk.gui.jobs import JobRunner
from qrdesk.gui.pages.studio_logo import LogoTab
from qrdesk.gui.session import Session
from qrdesk.gui.shell.window import MainWindow


class Logos(QObject):
    """Serves the Logo tab."""

    def __init__(self, session: Session, jobs: JobRunner, window: MainWindow, tab: LogoTab) -> None:
        super().__init__(tab)
        self._session, self._jobs, self._tab = session, jobs, tab
        self.choose_path: Callable[[], Path | None] = partial(pictures.ask_path, window, window.state, "logo")
        self._shown = ""
        tab.picture_wanted.connect(self._choose)

    def show_design(self, design: Design) -> None:
        """Show the picture of ``design``, if that is another one than before."""
        client, wanted = self._session.client, "" if design.logo is None else design.logo.file
        if client is None or wanted == self._shown:
            return
        self._shown = wanted
        self._tab.show_picture(QImage(), "")
        if wanted:
            self._jobs.run(self._tab, partial(_seen, client, wanted), partial(self._show, wanted), self._not_seen)

    def _choose(self) -> None:
        client, path = self._session.client, self.choose_path()
        if client is not None and path is not None:
            self._tab.setEnabled(False)
            self._jobs.run(self._tab, partial(pictures.bring, client, path, "logo"), self._brought, self._not_brought)

    def _brought(self, file: FileView) -> None:
        self._tab.setEnabled(True)
        self._tab.take(file.id)

    def _not_brought(self, error: Exception) -> None:
        self._tab.setEnabled(True)
        self._tab.show_problem(words.failure(error))

    def _show(self, wanted: str, seen: tuple[QImage, str]) -> None:
        if wanted == self._shown:
            self._tab.show_picture(*seen)

    def _not_seen(self, error: Exception) -> None:
        self._tab.show_problem(words.failure(error))


def _seen(client: Client, file_id: str) -> tuple[QImage, str]:
    view = client.files.get(file_id)
    return pictures.small(client.files.download(file_id).content, view.media_type), view.name
