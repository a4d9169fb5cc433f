"""Many links at once: archive, restore, export. It runs as long work, with progress and Cancel."""

from collections.abc import Callable, Sequence
from functools import partial
from pathlib import Path

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QFileDialog

from qrdesk.client import Client, importing
from qrdesk.core.schemas.links import LinkView
from qrdesk.gui import words
from qrdesk.gui.jobs import Cancelled, Handle, JobRunner, Step
from qrdesk.gui.pages.links_loading import LinkLoader
from qrdesk.gui.session import Session
from qrdesk.gui.shell.window import MainWindow
from qrdesk.gui.tables.link_table import LinkTableModel

_Change = Callable[[str], object]
_AT_ONCE = 500


class Bulk(QObject):
    """Acts on the rows ticked; with ``everything`` on all that the list holds, loaded or not."""

    def __init__(
        self, session: Session, jobs: JobRunner, window: MainWindow, loader: LinkLoader, model: LinkTableModel
    ) -> None:
        super().__init__(window)
        self._session, self._jobs, self._window = session, jobs, window
        self._loader, self._model = loader, model
        self.everything = False

    def archive(self) -> None:
        """Put the links away; a toast brings them back."""
        self._change(archive=True, ids=self._chosen())

    def restore(self) -> None:
        """Bring the links back."""
        self._change(archive=False, ids=self._chosen())

    def export(self) -> None:
        """Let the person choose a file, and write the links there: those ticked, else the whole list."""
        folder = Path(self._window.state.read("export/folder", str(Path.home())))
        kinds = self.tr("CSV (*.csv)")
        name, _ = QFileDialog.getSaveFileName(self._window, self.tr("Export links"), str(folder / "links.csv"), kinds)
        if name:
            self._window.state.write("export/folder", str(Path(name).parent))
            self.export_to(Path(name))

    def export_to(self, path: Path) -> None:
        """Write the links to ``path``."""
        client = self._session.client
        if client is None:
            return
        ticked = [] if self.everything else self._model.checked()
        handles: list[Handle] = []
        work = self._window.status.start(
            self.tr("Exporting links"), cancel=lambda: [handle.cancel() for handle in handles]
        )
        handle = self._jobs.run_long(
            self,
            partial(self._written, client, ticked, path),
            lambda count: work.finish(
                self.tr("{count} links are in {file}").format(count=words.number(count), file=path)
            ),
            lambda error: work.finish(
                self.tr("Export cancelled") if isinstance(error, Cancelled) else words.failure(error)
            ),
            work.progress,
        )
        handles.append(handle)

    def _written(self, client: Client, ticked: Sequence[LinkView], path: Path, step: Step) -> int:
        found: list[LinkView] = []
        for link in ticked or client.links.each(self._loader.wanted.query(_AT_ONCE)):
            found.append(link)
            step(len(found), len(ticked) or self._loader.total)
        return importing.write_links(path, found)

    def _chosen(self) -> Sequence[str] | None:
        """Return the ids ticked; None for everything."""
        return None if self.everything else [link.id for link in self._model.checked()]

    def _change(self, *, archive: bool, ids: Sequence[str] | None) -> None:
        client = self._session.client
        if client is None:
            return
        title = self.tr("Archiving links") if archive else self.tr("Restoring links")
        changed: list[str] = []
        handles: list[Handle] = []
        work = self._window.status.start(title, cancel=lambda: [handle.cancel() for handle in handles])

        def ended(error: Exception | None = None) -> None:
            self._tell(archive=archive, ids=tuple(changed))
            work.finish("" if error is None or isinstance(error, Cancelled) else words.failure(error))

        handle = self._jobs.run_long(
            self,
            partial(self._changed, client, client.links.archive if archive else client.links.restore, ids, changed),
            lambda _count: ended(),
            ended,
            work.progress,
        )
        handles.append(handle)

    def _changed(
        self, client: Client, change: _Change, ids: Sequence[str] | None, changed: list[str], step: Step
    ) -> int:
        if ids is None:
            ids = [link.id for link in client.links.each(self._loader.wanted.query(_AT_ONCE))]
        for link_id in ids:
            step(len(changed), len(ids))
            change(link_id)
            changed.append(link_id)
        return len(changed)

    def _tell(self, *, archive: bool, ids: Sequence[str]) -> None:
        self._model.check_all(on=False)
        self._session.links_changed.emit()
        if not ids:
            return
        if archive:
            said = words.counted(len(ids), self.tr("{count} link is archived"), self.tr("{count} links are archived"))
        else:
            said = words.counted(
                len(ids), self.tr("{count} link is live again"), self.tr("{count} links are live again")
            )
        self._window.toast(said, partial(self._change, archive=not archive, ids=ids), "archive")
