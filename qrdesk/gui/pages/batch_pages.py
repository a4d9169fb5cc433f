"""Destinations of a list, tried when the person wants it: what does not answer is noted, and made all the same."""

from dataclasses import dataclass, field
from functools import partial
from time import monotonic

from PySide6.QtCore import QObject

from qrdesk.client.pages import MOST, ask_pages
from qrdesk.gui import words
from qrdesk.gui.jobs import Cancelled, Handle, JobRunner, Step
from qrdesk.gui.pages.batch_check import CheckStep
from qrdesk.gui.pages.batch_checking import Checked, Fixes, Problem, good_lines
from qrdesk.gui.pages.batch_desk import BatchDesk
from qrdesk.gui.pages.batch_meaning import Kind, Meaning, Meanings
from qrdesk.gui.pages.batch_rows import Listed
from qrdesk.gui.shell.status import AtClose
from qrdesk.gui.shell.window import MainWindow

_MOST_NOTED = 500  # rows


@dataclass(slots=True)
class _Found:
    """What came of it; ``pages`` are all of the list."""

    pages: int = 0
    tried: int = 0
    nothing: int = 0  # pages of which no server answered
    notes: list[Problem] = field(default_factory=list[Problem])

    @property
    def is_offline(self) -> bool:
        """Whether it is this computer that finds nobody, and no fault of the pages."""
        return self.nothing == self.tried > 1


class PagesTrial(QObject):
    """Serves the third step of the Batch page: one trial at a time, of the list that is there."""

    def __init__(self, desk: BatchDesk, check: CheckStep, jobs: JobRunner, window: MainWindow) -> None:
        super().__init__(desk)
        self._desk, self._check, self._jobs, self._window = desk, check, jobs, window
        self._handle: Handle | None = None
        self._kept: set[str] = set()
        check.pages_wanted.connect(self.start)
        check.kept.connect(self._keep)
        desk.read.connect(self._another)
        desk.checked.connect(self._look_again)

    def start(self) -> None:
        """Ask the pages, or stop asking them."""
        if self._handle is not None:
            self._handle.cancel()
            return
        listed, found = self._desk.listed, self._desk.found
        if listed is None or found is None or found.kind is not Kind.LINKS:
            return
        work = partial(_tried, listed, self._desk.meanings, self._desk.fixes, found)
        shown = self._window.status.start(
            self.tr("Trying the pages of the list"), cancel=self.start, at_close=AtClose.LET_GO
        )
        self._check.show_trying(on=True)

        def over(said: str) -> None:
            self._handle = None
            self._check.show_trying(on=False)
            shown.finish(said)

        def done(came: _Found) -> None:
            over(self._said(came))
            if self._desk.listed is listed and not came.is_offline:
                self._check.show_pages([one for one in came.notes if one.cell not in self._kept])
                self._look_again()  # cells may have been mended meanwhile

        def failed(error: Exception) -> None:
            over("" if isinstance(error, Cancelled) else words.failure(error))

        self._handle = self._jobs.run_long(self, work, done, failed, shown.progress)

    def _said(self, came: _Found) -> str:
        if came.is_offline:
            return self.tr("No page answers: this computer may be offline. Nothing was noted.")
        pages = words.counted(came.tried, self.tr("{count} page tried"), self.tr("{count} pages tried"))
        if came.tried < came.pages:
            pages = self.tr("{count} of {all} pages tried").format(
                count=words.number(came.tried), all=words.number(came.pages)
            )
        if not came.notes:
            return self.tr("{pages}: what was tried answers").format(pages=pages)
        down = len({one.cell for one in came.notes})
        return self.tr("{pages}, no good answer: {down}").format(pages=pages, down=words.number(down))

    def _keep(self, url: str) -> None:
        self._kept.add(url)
        self._check.show_pages([one for one in self._check.pages() if one.cell != url])

    def _another(self) -> None:
        if self._handle is not None:
            self._handle.cancel()
        self._kept = set()
        self._check.show_pages([])

    def _look_again(self) -> None:
        """What was mended since, or is no destination any more, is not what was tried."""
        meanings, fixes = self._desk.meanings, self._desk.fixes
        stays = [one for one in self._check.pages() if _still(one, meanings, fixes)]
        if len(stays) != len(self._check.pages()):
            self._check.show_pages(stays)


def _still(one: Problem, meanings: Meanings, fixes: Fixes) -> bool:
    is_there = one.column < len(meanings) and meanings[one.column] is Meaning.DESTINATION
    return is_there and fixes.get(one.place, {}).get(one.column, one.cell) == one.cell


def _tried(listed: Listed, meanings: Meanings, fixes: Fixes, found: Checked, step: Step) -> _Found:
    column, came = meanings.index(Meaning.DESTINATION), _Found()
    of_url: dict[str, list[tuple[int, int]]] = {}
    begun_s = monotonic()
    for line in good_lines(listed, meanings, fixes, found):
        of_url.setdefault(line.value(Meaning.DESTINATION), []).append((line.place, line.number))
        if monotonic() - begun_s > 0.1:
            begun_s = monotonic()
            step(0, 0)
    came.pages = len(of_url)
    for page in ask_pages(list(of_url), step.is_cancelled):
        came.tried += 1
        came.nothing += page.is_down and not page.status
        if page.is_down:
            came.notes += [
                Problem(place, number, "page_down", column, page.url, "", page.status, page.detail)
                for place, number in of_url[page.url][: _MOST_NOTED - len(came.notes)]
            ]
        if not step.is_cancelled():  # what was found by then counts
            step(came.tried, min(MOST, came.pages))
    return came
