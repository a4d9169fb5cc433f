"""What a page shows as a file, written as it comes; it can be cancelled, and one not finished is not there."""

from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import Literal

from PySide6.QtCore import QLocale, QObject

from qrdesk.client import Client
from qrdesk.client.cancelling import cancelled_by
from qrdesk.client.patience import Tell, telling
from qrdesk.core.errors import CalledOff
from qrdesk.gui import file_dialogs, words
from qrdesk.gui.folders import documents
from qrdesk.gui.jobs import Cancelled, Handle, JobRunner, Step
from qrdesk.gui.session import Session
from qrdesk.gui.shell.window import MainWindow

Form = Literal["csv", "jsonl"]
Write = Callable[[Client, Path, Step], int]  # returns the bytes of the file


class FileExport(QObject):
    """Asks for a file, and has it written. A file that was there stays whole until the new one is."""

    def __init__(self, session: Session, jobs: JobRunner, window: MainWindow) -> None:
        super().__init__(window)
        self._session, self._jobs, self._window = session, jobs, window

    def choose_file(self, title: str, name: str, form: Form) -> Path | None:
        """Let the person choose a file; ``name`` is proposed, without its ending."""
        folder = Path(self._window.state.read("export/folder", str(documents())))
        kinds = {"csv": self.tr("CSV (*.csv)"), "jsonl": self.tr("JSON lines (*.jsonl)")}[form]
        chosen, _ = file_dialogs.save_name(self._window, title, str(folder / f"{name}.{form}"), kinds)
        if not chosen:
            return None
        self._window.state.write("export/folder", str(Path(chosen).parent))
        return Path(chosen)

    def run(self, title: str, write: Write, path: Path, done: str) -> None:
        """Have ``path`` written; ``done`` is what is said then, with places for {file} and {size}."""
        client = self._session.client
        if client is None:
            return
        handles: list[Handle] = []
        work = self._window.status.start(title, cancel=lambda: [handle.cancel() for handle in handles])

        def written(size: int, _total: int) -> None:
            work.title = f"{title}, {_size(size)}"
            work.progress(0)

        handles.append(
            self._jobs.run_long(
                self,
                partial(_written, client, write, path, work.paused.emit),
                lambda size: work.finish(done.format(file=path, size=_size(size))),
                lambda error: work.finish(self._not_done(error)),
                written,
            )
        )

    def _not_done(self, error: Exception) -> str:
        if isinstance(error, Cancelled | CalledOff):
            return self.tr("Export cancelled; no file was written")
        return words.failure(error)


def _size(size: int) -> str:
    return QLocale().formattedDataSize(size, 1)


def _written(client: Client, write: Write, path: Path, tell: Tell, step: Step) -> int:
    with cancelled_by(step.is_cancelled), telling(tell):
        return write(client, path, step)
