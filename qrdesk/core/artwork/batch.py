"""From a list to one PDF, a file for each row, an archive, or sheets of labels; stopped at any time, and gone on with.

Rows are read as they are needed, drawn and read back in processes of their own, and what is finished is written down
beside the output: memory stays flat, however long the list is.
"""

from collections.abc import Callable
from functools import partial
from itertools import islice
from pathlib import Path

from qrdesk.core.artwork.assets import NOTHING, Assets
from qrdesk.core.artwork.batches import trial, words
from qrdesk.core.artwork.batches.alone import alone
from qrdesk.core.artwork.batches.drawing import Draw, chunks, drawing
from qrdesk.core.artwork.batches.maker import Maker
from qrdesk.core.artwork.batches.rows import Rows
from qrdesk.core.artwork.batches.state import Kept, fingerprint, folder_of, is_begun, made_so_far, telling
from qrdesk.core.artwork.batches.tables import Row, Table, read
from qrdesk.core.errors import CalledOff, Invalid
from qrdesk.core.schemas.artwork import Preflight
from qrdesk.core.schemas.batch import MOST_LISTED, BatchDraft, BatchForm, BatchReport

__all__ = ["PROCESSES", "Row", "Table", "is_free", "made_so_far", "read", "run"]

PROCESSES = 2
Tell = Callable[[int, int], None]


def is_free(table: Table, draft: BatchDraft, out: Path, assets: Assets = NOTHING) -> bool:
    """Say whether nothing is at ``out`` that this batch would write over: its own files are finished, and stay.

    Raises:
        CannotWrite: nobody may look there.
    """
    with telling(out):
        if not out.exists():
            return True
        if draft.form is not BatchForm.FILES or not out.is_dir():
            return False
        return not any(out.iterdir()) or is_begun(out, fingerprint(table, draft, assets))


def run(  # noqa: PLR0913 each is said by its name
    table: Table,
    draft: BatchDraft,
    out: Path,
    assets: Assets = NOTHING,
    *,
    processes: int = PROCESSES,
    progress: Tell = lambda _done, _all: None,
    cancelled: Callable[[], bool] = lambda: False,
    anew: bool = False,
    finishing: Callable[[frozenset[int]], None] = lambda _left_out: None,
    look: Tell = lambda _done, _all: None,
) -> BatchReport:
    """Make what ``draft`` asks for at ``out``: a file, or a folder of files. Rows of no use are left out, and told.

    ``progress`` is called with how many codes are done, of how many. What was finished before an end of any kind stays,
    and the same call goes on from there; ``anew`` begins from the first row. The output is there when all is done.
    Just before that, ``finishing`` is called with the rows that could not be drawn, by their numbers. One run at a
    time works at ``out``. ``look`` is called every moment until the output gets its name, with how many codes are
    drawn; it may raise to stop there, even within a list that is made in one go.

    Raises:
        Invalid, ArtworkRisky, ArtworkUnreadable, PreflightFailed: the whole cannot be made like this.
        CannotRead, CannotWrite: a file cannot be, or another run is at work there.
        CalledOff: ``cancelled`` said so.
        Busy: a process that drew codes was ended from outside.
    """
    with alone(folder_of(out), out):
        rows = Rows(table, draft)
        found = _surveyed(rows)
        look(0, found.jobs)
        with drawing(draft, assets, processes, found.jobs) as draw:
            tried = trial.look(draft, assets, found)
            look(0, found.jobs)
            with Maker(draft, assets, Kept(out, fingerprint(table, draft, assets), anew=anew), out) as maker:
                resumed = _make(maker, rows, draw, found.jobs, progress, cancelled, look)
        checked = _bound(maker, partial(look, found.jobs, found.jobs))
        finishing(maker.kept.left_out)
        maker.hand_out()
    return _told(maker.kept, found, tried).model_copy(update={"resumed": resumed, "preflight": checked})


def _surveyed(rows: Rows) -> trial.Survey:
    found = trial.survey(rows.each(bare=True))
    if not found.jobs:
        first = found.problems[0].text if found.problems else "It has no rows."
        raise Invalid.field("file", f"Nothing can be made of this list. {first}")
    return found


def _told(kept: Kept, found: trial.Survey, tried: trial.Trial) -> BatchReport:
    state = kept.progress
    problems = sorted([*found.problems, *state.problems], key=lambda one: one.row)[:MOST_LISTED]
    return BatchReport(
        rows=found.jobs + found.refused,
        made=state.made,
        resumed=0,
        refused=found.refused + state.refused,
        problems=tuple(problems),
        pages=state.pages,
        points=tried.points,
        warnings=(*tried.warnings, *words.warnings(state.told, state.made)),
    )


def _make(
    maker: Maker, rows: Rows, draw: Draw, total: int, progress: Tell, cancelled: Callable[[], bool], look: Tell
) -> int:
    """Draw what is not finished yet; return how many rows were finished before."""
    resumed = maker.finished(rows, maker.draft)
    maker.require_size(maker.kept.progress.module_mm)
    given = chunks(rows, maker.draft)
    done = sum(len(chunk.jobs) for chunk in islice(given, maker.kept.progress.chunks))
    progress(done, total)
    making = draw(given, lambda drawn: look(done + drawn, total))
    try:
        for chunk, made in making:
            if made.number == 0 and len(chunk.jobs) < total:
                trial.check_sheet(made, maker.draft, maker.assets)
            maker.take(made)
            done += len(chunk.jobs)
            progress(done, total)
            if cancelled() and done < total:
                raise CalledOff(f"Stopped after {done:,} of {total:,} codes. Run it again to go on from there.")
    finally:
        making.close()
    return resumed


def _bound(maker: Maker, look: Callable[[], None]) -> Preflight | None:
    if maker.draft.form is BatchForm.FILES:
        return None  # all of those are there by now
    look()
    checked = maker.bind()
    look()
    return checked
