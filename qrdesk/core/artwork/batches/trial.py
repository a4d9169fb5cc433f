"""What is looked at before a batch begins: its longest text, once, because all rows have one look."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from heapq import nlargest
from io import BytesIO

from qrdesk.core.artwork import export
from qrdesk.core.artwork.assets import Assets
from qrdesk.core.artwork.batches import work
from qrdesk.core.artwork.batches.packing import unpack_pages
from qrdesk.core.artwork.batches.rows import Job
from qrdesk.core.artwork.pdf import Book
from qrdesk.core.errors import ArtworkRisky, ArtworkUnreadable, Invalid, PreflightFailed
from qrdesk.core.schemas.artwork import FOR_PRESS, LEAST_POINTS, ExportDraft
from qrdesk.core.schemas.batch import MOST_LISTED, BatchDraft, BatchForm, RowProblem

_LONGEST = 8  # texts: some of them may be too long for any code


@dataclass(slots=True)
class Survey:
    """What is in a list."""

    jobs: int = 0
    refused: int = 0
    problems: list[RowProblem] = field(default_factory=list[RowProblem])
    longest: list[Job] = field(default_factory=list[Job])


@dataclass(frozen=True, slots=True)
class Trial:
    """What was found."""

    points: int | None
    warnings: tuple[str, ...]


def survey(rows: Iterable[Job | RowProblem]) -> Survey:
    """Read a list once."""
    found = Survey()
    waiting: list[Job] = []
    for row in rows:
        if isinstance(row, RowProblem):
            found.refused += 1
            if len(found.problems) < MOST_LISTED:
                found.problems.append(row)
            continue
        found.jobs += 1
        waiting.append(row)
        if len(waiting) > 1000:
            waiting = _longest(waiting)
    found.longest = _longest(waiting)
    return found


def look(draft: BatchDraft, assets: Assets, found: Survey) -> Trial:
    """Draw the longest text that a code can say, and measure how surely it is read.

    Raises:
        Invalid: the look cannot be drawn, or a label has no room for it.
        ArtworkRisky: the scan score is too low, and that was not confirmed.
        ArtworkUnreadable: it cannot be read at all.
        PreflightFailed: the file would not be what a press takes.
    """
    size_mm = draft.order.size_mm
    if draft.form is BatchForm.SHEETS:
        size_mm = work.labels_of(draft, assets).code_mm
    order = ExportDraft.model_validate({**draft.order.model_dump(), "size_mm": size_mm, "remember": False})
    for job in found.longest:
        try:
            _, report = export.preview(job.text, draft.design, order, assets)
        except Invalid as reason:
            if set(reason.field_errors) <= {"text", "symbol.version"}:
                continue  # of this row alone, which is said when its turn comes
            raise
        if report.decoded is None:
            raise ArtworkUnreadable(report.warnings[0])
        points = None if order.confirmed else _points(job, draft, order, assets)
        if draft.form in {BatchForm.PDF, BatchForm.SHEETS} and draft.order.format in FOR_PRESS:
            _check(job, draft, assets)
        return Trial(points, tuple(report.warnings))
    return Trial(None, ())


def _points(job: Job, draft: BatchDraft, order: ExportDraft, assets: Assets) -> int:
    score = export.score(job.text, draft.design, order, assets)
    if score.points < LEAST_POINTS:
        raise ArtworkRisky.of(score.points, [reason.text for reason in score.reasons])
    return score.points


def _check(job: Job, draft: BatchDraft, assets: Assets) -> None:
    from qrdesk.core.artwork import preflight  # noqa: PLC0415 pikepdf takes 100 ms, and only press files need it

    made = work.make(work.Chunk(0, (job,)), draft, assets)
    file = BytesIO()
    with Book(file, "Codes", work.terms_of(draft, assets)) as book:
        for page in unpack_pages(made.content):
            book.add(page)
    found = preflight.preflight(file.getvalue(), draft.order.format)
    if not found.passed:
        raise PreflightFailed.of([check.text for check in found.checks if not check.passed])


def _longest(jobs: list[Job]) -> list[Job]:
    return nlargest(_LONGEST, jobs, key=lambda job: len(job.text.encode()))
