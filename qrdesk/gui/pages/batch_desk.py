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
from qrdesk.core.schemas.access import Scope
from qrdesk.core.schemas.batch import BatchDraft
from qrdesk.core.schemas.designs import DesignView
from qrdesk.gui import words
from qrdesk.gui.chosen_links import CHOSEN
from qrdesk.gui.jobs import Cancelled, Handle, JobRunner, Step
from qrdesk.gui.look_assets import LookAssets
from qrdesk.gui.pages import batch_words
from qrdesk.gui.pages.batch_asking import ask
from qrdesk.gui.pages.batch_checking import Checked, Fixes, Problem, check
from qrdesk.gui.pages.batch_looks import KnownLooks, OwnLooks
from qrdesk.gui.pages.batch_making import Order
from qrdesk.gui.pages.batch_meaning import OF_CHOSEN, Meaning, Meanings, chosen, guess
from qrdesk.gui.pages.batch_rows import OWN_FILES, Listed, forget_pasted, keep_pasted, open_list
from qrdesk.gui.pages.batch_trying import Tried, Wanted, base_address, near_of, try_out
from qrdesk.gui.pages.batch_typed import Typed
from qrdesk.gui.session import Session

T = TypeVar("T")


class BatchDesk(QObject):
    """Keeps what the four steps share, and asks for what takes long."""

    reading = Signal(str)  # name of a list that is being read; empty: it is over
    read_so_far = Signal(str, int)  # its name, and how many of its rows
    read = Signal()  # there is another list
    checking = Signal()
    checked = Signal()
    tried = Signal(object, object)  # Tried, BatchDraft
    designs_came = Signal(object)  # list[DesignView]
    refused = Signal(str, str)  # title and sentence
    saved = Signal(str)  # what to say
    resumed = Signal(object, bool)  # Typed, and whether the list is still the same
    lost = Signal(str, str)  # file of a list that was to be resumed, and why it cannot be

    def __init__(self, session: Session, jobs: JobRunner, pasted_in: Path, parent: QObject) -> None:
        """``pasted_in`` is the folder where pasted rows outlive the app."""
        super().__init__(parent)
        self.kept_in = pasted_in
        self._waiting: Typed | None = None
        self._session, self._jobs = session, jobs
        self.assets, self._known_looks = LookAssets(session), KnownLooks()
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
            self.ask_designs()
            self.recheck()

    def ask_designs(self) -> None:
        """Ask which designs there are to choose from."""
        client, here = self._session.client, self._session.here
        if client is not None:
            self._jobs.run(self, partial(_designs, client), here(self.designs_came.emit), here(self._no_designs))

    def bring(self, path: Path, *, has_names: bool = True) -> None:
        """Read a list."""
        self.reading.emit(path.name)
        work = partial(_open, path, self.folder, has_names)
        self._latest("read", work, self._was_read, self._not_read, partial(self.read_so_far.emit, path.name))

    def stop_reading(self) -> None:
        """Leave the list that is being read."""
        if "read" in self._handles:
            self._handles["read"].cancel()
            self._turns["read"] += 1  # what it found meanwhile is for nobody
        self.reading.emit("")

    def resume(self, typed: Typed) -> None:
        """Read the list of before again; what was chosen of it is taken up, also where it is brought only later."""
        self._waiting, path = typed, Path(typed.path)
        self.reading.emit(path.name)
        work = partial(_open, path, self.folder, typed.has_names)
        told = partial(self.read_so_far.emit, path.name)
        self._latest("read", work, self._was_read, partial(self._not_resumed, path), told)

    def paste(self, text: str) -> None:
        """Take rows that were copied elsewhere."""
        self._jobs.run(self, partial(keep_pasted, text, self.kept_in), self.bring, self._not_read)

    def close_pasted(self) -> None:
        """Pasted rows, or those of links, were made into codes: they are kept on only as long as the app runs."""
        if self.listed is not None and self._is_pasted(self.listed.path):
            own = self.folder / self.listed.path.name
            try:
                shutil.move(self.listed.path, own)
            except OSError:  # then the list has to be pasted again before its columns are named anew
                forget_pasted(self.kept_in)
            self.listed = replace(self.listed, path=own)

    def forget_pasted(self, *, but: Path | None) -> None:
        """Take pasted rows of before away, unless that is the list that is worked on."""
        forget_pasted(self.kept_in, but=but.name if but is not None and self._is_pasted(but) else "")

    def _is_pasted(self, path: Path) -> bool:
        return path.parent == self.kept_in and path.name in OWN_FILES

    def name(self) -> str:
        """Return what the list is called; empty while there is none."""
        return batch_words.list_name(self.listed.path) if self.listed is not None else ""

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

    def try_out(self, draft: BatchDraft, sheet: int | None = None, *, trial: bool, own_ink: str | None = None) -> None:
        """Draw a sheet, the one in sight unless another is wanted. ``trial`` and ``own_ink`` as in ``order``."""
        client = self._session.client
        if self.listed is None or self.found is None or client is None:
            return
        self.sheet = self.sheet if sheet is None else max(0, sheet)
        looks = self._looks(own_ink)
        wanted = Wanted(self.listed, self.meanings, self.fixes, self.found, draft, NOTHING, self.sheet, looks, trial)
        work = partial(_try, client, self.assets, wanted)
        self._latest("try", work, partial(self._was_tried, draft), self._not_tried)

    def ask_near(self, done: Callable[[str], object]) -> None:
        """Ask for the host that the codes would lead to, where it works nearby only; ``done`` has it, else empty."""
        client, found, listed = self._session.client, self.found, self.listed

        def told(near: str) -> None:
            if self.listed is listed:  # of another one that came meanwhile nobody asked
                done(near)

        if client is not None and found is not None:
            self._latest("near", lambda _step: near_of(found, base_address(client)), told, self._not_near)

    def order(self, draft: BatchDraft, out: Path, *, trial: bool, own_ink: str | None = None) -> Order | None:
        """Return what is to be made; None while there is nothing to make it of.

        ``own_ink``: codes of links keep their own looks, but for that ink; empty: wholly. None: all look as the draft.
        """
        if self.listed is None or self.found is None or not self.found.good:
            return None
        looks = self._looks(own_ink)
        return Order(self.listed, self.meanings, self.fixes, self.found, draft, NOTHING, out, trial, looks)

    def _looks(self, own_ink: str | None) -> OwnLooks | None:
        return OwnLooks(self.assets, self._known_looks, own_ink) if own_ink is not None else None

    def save_problems(self, problems: list[Problem], path: Path) -> None:
        """Write rows with a problem, each with its reason, to ``path``."""
        if self.listed is not None:
            work = partial(_write_problems, self.listed, problems, self.tr("reason"), path)
            done = self.tr("{file} is written").format(file=path.name)
            self._jobs.run(self, work, lambda _none: self.saved.emit(done), self._not_saved)

    def _latest(
        self,
        what: str,
        work: Callable[[Step], T],
        done: Callable[[T], object],
        failed: Callable[[Exception], object],
        told: Callable[[int], object] = lambda _count: None,
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

        def so_far(count: int, _all: int) -> None:
            if self._turns[what] == turn:
                told(count)

        self._handles[what] = self._jobs.run_long(self, work, here, away, so_far)

    def _was_read(self, listed: Listed) -> None:
        before = self.listed
        again = before is not None and before.path == listed.path and before.has_names
        if not again or before is None or before.header != listed.header:
            self.meanings = OF_CHOSEN if listed.path.name == CHOSEN else guess(listed.header)
        self.listed, self.fixes, self.found, self.left_out, self.sheet = listed, {}, None, (), 0
        self._taken_by_server = set()
        if before is not None and self._is_pasted(before.path):
            self.forget_pasted(but=listed.path)
        self._take_up(listed)
        self.reading.emit("")  # out of sight by now, which costs less
        self.recheck()

    def _take_up(self, listed: Listed) -> None:
        """Tell of the list; what was chosen of one like it before the app was closed is there again."""
        waiting, self._waiting = self._waiting, None
        if waiting is None or waiting.header != listed.header:
            self.read.emit()
            return
        same = waiting.digest == listed.digest
        self.meanings, self.fixes = waiting.meanings, waiting.fixes if same else {}
        self.read.emit()
        self.resumed.emit(waiting, same)

    def _not_resumed(self, path: Path, error: Exception) -> None:
        self.reading.emit("")
        self.lost.emit(path.name, self._why(error))

    def _not_read(self, error: Exception) -> None:
        self.reading.emit("")
        self.refused.emit(self.tr("This list cannot be read"), self._why(error))

    def _why(self, error: Exception) -> str:
        if isinstance(error.__cause__, FileNotFoundError):
            return self.tr("The file is not where it was.")
        return words.failure(error)

    def _was_checked(self, found: Checked) -> None:
        self.found = found
        self.checked.emit()
        client = self._session.client
        asks = self._session.may(Scope.LINKS_CREATE)  # who makes no links needs not know whose slug is taken
        if self.listed is not None and client is not None and asks:
            work = partial(ask, self.listed, self.meanings, self.fixes, found, self._taken_by_server, client)
            self._latest("ask", work, partial(self._was_asked, found), self._not_asked)

    def _was_asked(self, before: Checked, found: Checked) -> None:
        if self.found is before and found is not before:
            self.found = found
            self.checked.emit()

    def _not_asked(self, error: Exception) -> None:
        self.saved.emit(
            self.tr("Whether addresses are taken is not known: {reason}").format(reason=words.failure(error))
        )

    def _not_checked(self, error: Exception) -> None:
        self.refused.emit(self.tr("The rows could not be checked"), words.failure(error))

    def _was_tried(self, draft: BatchDraft, tried: Tried) -> None:
        self.sheet = tried.sheet
        self.tried.emit(tried, draft)

    def _not_tried(self, error: Exception) -> None:
        self.refused.emit(self.tr("The sheet could not be drawn"), words.failure(error))

    def _not_near(self, error: Exception) -> None:
        self.refused.emit(self.tr("Where the codes would lead is not known"), words.failure(error))

    def _no_designs(self, error: Exception) -> None:
        self.refused.emit(self.tr("Saved designs could not be loaded"), words.failure(error))

    def _not_saved(self, error: Exception) -> None:
        self.refused.emit(self.tr("The problems were not saved"), words.failure(error))


def _open(path: Path, folder: Path, has_names: bool, step: Step) -> Listed:
    return open_list(path, folder, has_names=has_names, tell=step)


def _check(listed: Listed, meanings: Meanings, fixes: Fixes, step: Step) -> Checked:
    return check(listed, meanings, fixes, step)


def _try(client: Client, assets: LookAssets, wanted: Wanted, step: Step) -> Tried:
    own = assets.of(wanted.draft.design)
    step(0, 0)  # another sheet may be wanted by now
    return try_out(replace(wanted, assets=own), client, base_address(client), step)


def _designs(client: Client) -> list[DesignView]:
    return client.designs.list()


def _write_problems(listed: Listed, problems: list[Problem], reason: str, path: Path) -> None:
    said = {one.place: batch_words.wrong(one) for one in problems if one.place >= 0}
    rows = ([*row.cells, said[row.place]] for row in listed.at(list(said)))
    write_csv(path, [*listed.header, reason], rows)
