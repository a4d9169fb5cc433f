"""Importing a list of links: choose a file, send it in parts with progress and Cancel, say what did not go in."""

from collections.abc import Callable
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import TypeVar

from PySide6.QtCore import QObject, Signal

from qrdesk.client import Client, importing
from qrdesk.client.formats.lists import AUTO
from qrdesk.client.importing import Tally
from qrdesk.client.patience import Tell, telling
from qrdesk.core.errors import CalledOff, CannotWrite, QRDeskError
from qrdesk.gui import file_dialogs, words
from qrdesk.gui.jobs import Cancelled, Handle, JobRunner, Step
from qrdesk.gui.session import Session
from qrdesk.gui.shell.status import AtClose, Work
from qrdesk.gui.shell.window import MainWindow

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Outcome:
    """What became of a file. ``stopped`` says why it ended early; ``rest`` is where the other rows are."""

    tally: Tally
    left_out: int = 0
    stopped: str = ""
    rest: Path | None = None
    cannot_write: str = ""


@dataclass(frozen=True, slots=True)
class Asked:
    """What is to be imported: a file, the program that wrote it (``auto``: to be seen), a folder for its links."""

    path: Path
    source: str = AUTO
    folder: str = ""


@dataclass(frozen=True, slots=True)
class Rehearsal:
    """What would become of a file; nothing is made yet."""

    asked: Asked
    title: str  # of the program that wrote it
    tally: Tally


class Importer(QObject):
    """Runs one import at a time; ``finished`` brings its ``Outcome``, ``failed`` a title and a sentence."""

    rehearsed = Signal(object)  # a Rehearsal
    finished = Signal(object)
    failed = Signal(str, str)

    def __init__(self, session: Session, jobs: JobRunner, window: MainWindow) -> None:
        super().__init__(window)
        self._session, self._jobs, self._window = session, jobs, window
        self._work: Work | None = None
        self._handle: Handle | None = None

    def ask_path(self) -> Path | None:
        """Let the person choose a file."""
        kinds = self.tr("Lists (*.csv *.tsv *.txt *.json);;All files (*)")
        folder = self._window.state.read("import/folder", "")
        name, _ = file_dialogs.open_name(self._window, self.tr("Import links from a list"), folder, kinds)
        if name:
            self._window.state.write("import/folder", str(Path(name).parent))
        return Path(name) if name else None

    def look_for(self, path: Path, found: Callable[[], object]) -> None:
        """Call ``found`` if the file is there; a disk in a network may take its time to say so."""

        def told(there: bool) -> None:
            if there:
                found()

        here = self._session.here
        self._jobs.run(self, path.is_file, here(told), lambda _error: None)

    def rehearse(self, asked: Asked) -> None:
        """Tell what would become of a file; ``rehearsed`` brings it."""
        title = self.tr("Looking through {name}").format(name=asked.path.name)
        self._run(title, partial(_rehearse, asked), self._rehearsed, AtClose.LET_GO)

    def start(self, path: Path, source: str = AUTO, folder: str = "") -> None:
        """Import ``path``."""
        title = self.tr("Importing {name}").format(name=path.name)
        cancelled = self.tr("not sent: the import was cancelled")
        unsent = self.tr("not sent: {reason}")
        self._run(title, partial(_import, Asked(path, source, folder), cancelled, unsent), self._done)

    def is_busy(self) -> bool:
        """Whether a file is being read or sent."""
        return self._work is not None

    def _run(
        self,
        title: str,
        work: Callable[[Client, Step], T],
        done: Callable[[T], object],
        at_close: AtClose = AtClose.WAIT,
    ) -> None:
        client = self._session.client
        if client is None or self._work is not None:
            return
        self._work = shown = self._window.status.start(title, self._cancel, at_close)
        waiting = partial(_waiting, shown.paused.emit, partial(work, client))
        self._handle = self._jobs.run_long(self, waiting, done, self._failed, shown.progress)

    def write_rest(self, outcome: Outcome, folder: Path) -> None:
        """Write the rows that are not in into ``folder``."""
        why = outcome.stopped
        work = partial(importing.write_refused, outcome.tally.source, outcome.tally.left_out(why), folder)
        self._jobs.run(self, work, partial(self._rest_written, outcome), partial(self._rest_not_written, outcome))

    def choose_folder(self, outcome: Outcome) -> None:
        """Let the person choose where the rows that are not in are written."""
        name = file_dialogs.folder_name(self._window, self.tr("Folder for the rows that were not imported"))
        if name:
            self.write_rest(outcome, Path(name))

    def _cancel(self) -> None:
        if self._handle is not None:
            self._handle.cancel()

    def _rehearsed(self, rehearsal: Rehearsal) -> None:
        self._end(self.tr("{name} is looked through. Nothing is imported yet").format(name=rehearsal.asked.path.name))
        self.rehearsed.emit(rehearsal)

    def _done(self, outcome: Outcome) -> None:
        self._end(self._said(outcome))
        self._session.links_changed.emit()
        self.finished.emit(outcome)

    def _failed(self, error: Exception) -> None:
        if isinstance(error, Cancelled | CalledOff):
            self._end(self.tr("Cancelled: nothing was imported"))
            return
        said = words.failure(error)
        self._end(said)
        self.failed.emit(self.tr("Nothing was imported"), said)

    def _rest_written(self, outcome: Outcome, path: Path) -> None:
        self.finished.emit(Outcome(outcome.tally, outcome.left_out, outcome.stopped, path))

    def _rest_not_written(self, outcome: Outcome, error: Exception) -> None:
        said = words.failure(error)
        self.finished.emit(Outcome(outcome.tally, outcome.left_out, outcome.stopped, None, said))

    def _end(self, said: str) -> None:
        work, self._work, self._handle = self._work, None, None
        if work is not None:
            work.finish(said)

    def in_words(self, outcome: Outcome) -> tuple[str, str]:
        """Return what became of a file: a title, and where the rows are that did not go in."""
        if not outcome.left_out:
            return self._came_in(outcome.tally), ""
        made = outcome.tally.made + outcome.tally.there
        everything, left = words.number(len(outcome.tally.source.rows)), words.number(outcome.left_out)
        title = self.tr("{left} of {all} rows did not go in").format(left=left, all=everything)
        if outcome.rest is None:
            text = self.tr("{problem} The other {count} are in.")
            return title, text.format(problem=outcome.cannot_write, count=words.number(made))
        text = self.tr("They are in {file}, each with its reason. Mend them there and import that file.")
        return title, text.format(file=outcome.rest)

    def _said(self, outcome: Outcome) -> str:
        said = self._came_in(outcome.tally)
        if not outcome.left_out:
            return said
        one, many = self.tr("{count} row did not go in"), self.tr("{count} rows did not go in")
        return f"{said} · {words.counted(outcome.left_out, one, many)}"

    def _came_in(self, tally: Tally) -> str:
        made = words.counted(tally.made, self.tr("{count} link imported"), self.tr("{count} links imported"))
        if not tally.there:
            return made
        if tally.made:
            one, many = self.tr("{count} link was here already"), self.tr("{count} links were here already")
            return f"{made} · {words.counted(tally.there, one, many)}"
        one = self.tr("Nothing new: {count} link was here already")
        return words.counted(tally.there, one, self.tr("Nothing new: {count} links were here already"))


def _waiting(tell: Tell, work: Callable[[Step], T], step: Step) -> T:
    with telling(tell, step.is_cancelled):
        return work(step)


def _rehearse(asked: Asked, client: Client, step: Step) -> Rehearsal:
    source = importing.read_links(asked.path, asked.source)
    tally = Tally(source)
    step(0, len(source.rows))
    for report in importing.send(client, source, folder=asked.folder, dry_run=True):
        tally.add(report)
        step(tally.sent, len(source.rows))
    return Rehearsal(asked, source.format.title, tally)


def _import(asked: Asked, cancelled: str, unsent: str, client: Client, step: Step) -> Outcome:
    source = importing.read_links(asked.path, asked.source)
    tally = Tally(source)
    stopped = ""
    try:
        step(0, len(source.rows))
        for report in importing.send(client, source, folder=asked.folder):
            tally.add(report)
            step(tally.sent, len(source.rows))
    except (Cancelled, CalledOff):
        stopped = cancelled if tally.sent < len(source.rows) else ""
    except QRDeskError as fault:
        if not tally.sent:
            raise
        stopped = unsent.format(reason=fault)
    left = tally.left_out(stopped)
    if not left:
        return Outcome(tally)
    try:
        return Outcome(tally, len(left), stopped, importing.write_refused(source, left))
    except CannotWrite as fault:
        return Outcome(tally, len(left), stopped, None, str(fault))
