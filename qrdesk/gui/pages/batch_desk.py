"""What the Batch page works on: the list, its columns, what was mended, found and tried. Work runs in jobs."""

import shutil
import tempfile
import weakref
from collections.abc import Callable
from dataclasses import replace
from functools import partial
from pathlib import Path
from typing import TypeVar

from PySide6.QtCore import QObject, Signal

from qrdesk.client import Client
from qrdesk.client.importing import write_csv
from qrdesk.core.artwork.assets import NOTHING
from qrdesk.core.schemas.batch import BatchDraft
from qrdesk.core.schemas.designs import DesignView
from qrdesk.gui import words
from qrdesk.gui.jobs import Cancelled, Handle, JobRunner, Step
from qrdesk.gui.pages import batch_words
from qrdesk.gui.pages.batch_asking import ask
from qrdesk.gui.pages.batch_checking import Checked, Fixes, Problem, check
from qrdesk.gui.pages.batch_making import Order
from qrdesk.gui.pages.batch_meaning import Meaning, Meanings, chosen, guess
from qrdesk.gui.pages.batch_rows import Listed, keep_pasted, open_list
from qrdesk.gui.pages.batch_trying import Tried, Wanted, base_address, try_out
from qrdesk.gui.pages.studio_assets import StudioAssets
from qrdesk.gui.session import Session

T = TypeVar("T")


class BatchDesk(QObject):
    """Keeps what the four steps share, and asks for what takes long."""

    reading = Signal(str)  # name of a list that is being read; empty: it is over
    read = Signal()  # there is another list
    checking = Signal()
    checked = Signal()
    tried = Signal(object, object)  # Tried, BatchDraft
    designs_came = Signal(object)  # list[DesignView]
    refused = Signal(str, str)  # title and sentence
    saved = Signal(str)  # what to say

    def __init__(self, session: Session, jobs: JobRunner, parent: QObject) -> None:
        super().__init__(parent)
        self._session, self._jobs = session, jobs
        self.assets = StudioAssets(session)
        self.folder = Path(tempfile.mkdtemp(prefix="qrdesk-"))
        weakref.finalize(self, shutil.rmtree, self.folder, ignore_errors=True)
        self.listed: Listed | None = None
        self.meanings: Meanings = ()
        self.fixes: Fixes = {}
        self.found: Checked | None = None
        self.left_out: tuple[Problem, ...] = ()  # by the last run
        self.sheet = 0
        self._taken_by_server: set[int] = set()  # rows, by what they say of their links
        self._handles: dict[str, Handle] = {}
        self._turns: dict[str, int] = {}

    def begin(self) -> None:
        """There is another place: ask for its designs, and whether it would take the links."""
        client = self._session.client
        self._taken_by_server = set()
        if client is not None:
            self._jobs.run(self, partial(_designs, client), self.designs_came.emit, self._no_designs)
            self.recheck()

    def bring(self, path: Path, *, has_names: bool = True) -> None:
        """Read a list."""
        self.reading.emit(path.name)
        work = partial(_open, path, self.folder, has_names)
        self._latest("read", work, self._was_read, self._not_read)

    def paste(self, text: str) -> None:
        """Take rows that were copied elsewhere."""
        self._jobs.run(self, partial(keep_pasted, text, self.folder), self.bring, self._not_read)

    def name_columns(self, has_names: bool) -> None:
        """Read the list again: its first row holds names, or is a row like the others."""
        if self.listed is not None:
            self.bring(self.listed.path, has_names=has_names)

    def mean(self, meanings: Meanings) -> None:
        """The columns mean something else."""
        self.meanings = meanings
        self.recheck()

    def choose(self, place: int, meaning: str) -> None:
        """One column means something else."""
        self.mean(chosen(self.meanings, place, Meaning(meaning)))

    def fix(self, fixes: Fixes) -> None:
        """Cells are mended."""
        for place, cells in fixes.items():
            self.fixes = {**self.fixes, place: {**self.fixes.get(place, {}), **cells}}
        self.left_out = tuple(one for one in self.left_out if one.place not in fixes)
        self.recheck()

    def put_back(self, fixes: Fixes) -> None:
        """Cells stand as they did before."""
        self.fixes = fixes
        self.recheck()

    def recheck(self) -> None:
        """Look at all rows again; what was found before stays until then."""
        if self.listed is None:
            return
        self.checking.emit()
        if "ask" in self._handles:
            self._handles["ask"].cancel()  # about what was found before
        work = partial(_check, self.listed, self.meanings, self.fixes)
        self._latest("check", work, self._was_checked, self._not_checked)

    def try_out(self, draft: BatchDraft, sheet: int | None = None) -> None:
        """Draw a sheet, the one in sight unless another is wanted."""
        client = self._session.client
        if self.listed is None or self.found is None or client is None:
            return
        self.sheet = self.sheet if sheet is None else max(0, sheet)
        wanted = Wanted(self.listed, self.meanings, self.fixes, self.found, draft, NOTHING, self.sheet)
        work = partial(_try, client, self.assets, wanted)
        self._latest("try", work, partial(self._was_tried, draft), self._not_tried)

    def order(self, draft: BatchDraft, out: Path, *, trial: bool) -> Order | None:
        """Return what is to be made; None while there is nothing to make it of."""
        if self.listed is None or self.found is None or not self.found.good:
            return None
        return Order(self.listed, self.meanings, self.fixes, self.found, draft, NOTHING, out, trial)

    def save_problems(self, problems: list[Problem], path: Path) -> None:
        """Write rows with a problem, each with its reason, to ``path``."""
        if self.listed is not None:
            work = partial(_write_problems, self.listed, problems, self.tr("reason"), path)
            done = self.tr("{file} is written").format(file=path.name)
            self._jobs.run(self, work, lambda _none: self.saved.emit(done), self._not_saved)

    def _latest(
        self, what: str, work: Callable[[Step], T], done: Callable[[T], object], failed: Callable[[Exception], object]
    ) -> None:
        """Run ``work``; what was asked for before of the same kind is stopped, and its answer is for nobody."""
        before = self._handles.get(what)
        if before is not None:
            before.cancel()
        turn = self._turns[what] = self._turns.get(what, 0) + 1

        def here(answer: T) -> None:
            if self._turns[what] == turn:
                done(answer)

        def away(error: Exception) -> None:
            if self._turns[what] == turn and not isinstance(error, Cancelled):
                failed(error)

        self._handles[what] = self._jobs.run_long(self, work, here, away)

    def _was_read(self, listed: Listed) -> None:
        again = self.listed is not None and self.listed.path == listed.path and self.listed.has_names
        if not again or self.listed is None or self.listed.header != listed.header:
            self.meanings = guess(listed.header)
        self.listed, self.fixes, self.found, self.left_out, self.sheet = listed, {}, None, (), 0
        self._taken_by_server = set()
        self.reading.emit("")
        self.read.emit()
        self.recheck()

    def _not_read(self, error: Exception) -> None:
        self.reading.emit("")
        self.refused.emit(self.tr("This list cannot be read"), words.failure(error))

    def _was_checked(self, found: Checked) -> None:
        self.found = found
        self.checked.emit()
        client = self._session.client
        if self.listed is not None and client is not None:
            work = partial(ask, self.listed, self.meanings, self.fixes, found, self._taken_by_server, client)
            self._latest("ask", work, partial(self._was_asked, found), self._not_asked)

    def _was_asked(self, before: Checked, found: Checked) -> None:
        if self.found is before and found is not before:
            self.found = found
            self.checked.emit()

    def _not_asked(self, error: Exception) -> None:
        self.saved.emit(self.tr("Whether slugs are taken is not known: {reason}").format(reason=words.failure(error)))

    def _not_checked(self, error: Exception) -> None:
        self.refused.emit(self.tr("The rows could not be checked"), words.failure(error))

    def _was_tried(self, draft: BatchDraft, tried: Tried) -> None:
        self.sheet = tried.sheet
        self.tried.emit(tried, draft)

    def _not_tried(self, error: Exception) -> None:
        self.refused.emit(self.tr("The sheet could not be drawn"), words.failure(error))

    def _no_designs(self, error: Exception) -> None:
        self.refused.emit(self.tr("Saved designs could not be loaded"), words.failure(error))

    def _not_saved(self, error: Exception) -> None:
        self.refused.emit(self.tr("The problems were not saved"), words.failure(error))


def _open(path: Path, folder: Path, has_names: bool, step: Step) -> Listed:
    return open_list(path, folder, has_names=has_names, tell=step)


def _check(listed: Listed, meanings: Meanings, fixes: Fixes, step: Step) -> Checked:
    return check(listed, meanings, fixes, step)


def _try(client: Client, assets: StudioAssets, wanted: Wanted, step: Step) -> Tried:
    own = assets.of(wanted.draft.design)
    step(0, 0)  # another sheet may be wanted by now
    return try_out(replace(wanted, assets=own), base_address(client))


def _designs(client: Client) -> list[DesignView]:
    return client.designs.list()


def _write_problems(listed: Listed, problems: list[Problem], reason: str, path: Path) -> None:
    said = {one.place: batch_words.wrong(one) for one in problems if one.place >= 0}
    rows = ([*row.cells, said[row.place]] for row in listed.at(list(said)))
    write_csv(path, [*listed.header, reason], rows)
