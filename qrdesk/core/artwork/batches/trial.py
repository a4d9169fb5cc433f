"""What is looked at before a batch begins: the largest code of each look, because all rows of one look are alike."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from io import BytesIO

from qrdesk.core.artwork import export
from qrdesk.core.artwork.assets import Assets
from qrdesk.core.artwork.batches import work
from qrdesk.core.artwork.batches.candidates import Candidates
from qrdesk.core.artwork.batches.packing import unpack_pages
from qrdesk.core.artwork.batches.rows import Job
from qrdesk.core.artwork.pdf import Book, Page
from qrdesk.core.errors import ArtworkRisky, ArtworkUnreadable, Invalid, QRDeskError
from qrdesk.core.schemas.artwork import FOR_PRESS, OF_INKS
from qrdesk.core.schemas.batch import MOST_LISTED, BatchDraft, BatchForm, RowProblem
from qrdesk.core.schemas.design import Design

MOST_LOOKS = 24  # that are tried: a quarter of a second each
_OF_ONE_ROW = frozenset({"text", "symbol.version", "design.barcode"})  # fields of errors that depend on the text alone
_Look = tuple[Design, Assets] | None  # None: that of the batch


@dataclass(slots=True)
class Survey:
    """What is in a list. ``looks`` are the first that were met, each with what is tried of it."""

    jobs: int = 0
    refused: int = 0
    problems: list[RowProblem] = field(default_factory=list[RowProblem])
    looks: dict[_Look, Candidates] = field(default_factory=dict[_Look, Candidates])
    has_more_looks: bool = False


@dataclass(frozen=True, slots=True)
class Trial:
    """What was found."""

    points: int | None = None
    warnings: tuple[str, ...] = ()


def survey(rows: Iterable[Job | RowProblem]) -> Survey:
    """Read a list once."""
    found = Survey()
    for row in rows:
        if isinstance(row, RowProblem):
            found.refused += 1
            if len(found.problems) < MOST_LISTED:
                found.problems.append(row)
        else:
            found.jobs += 1
            _meet(found, row)
    return found


def _meet(found: Survey, job: Job) -> None:
    look = None if job.design is None else (job.design, job.assets)
    candidates = found.looks.get(look)
    if candidates is None:
        if look is not None and len(found.looks) >= MOST_LOOKS:
            found.has_more_looks = True
            return
        candidates = found.looks[look] = Candidates()
    candidates.add(job)


def look(draft: BatchDraft, assets: Assets, found: Survey) -> Trial:
    """Draw the largest code of each look that can be drawn, and measure how surely it is read.

    What cannot be drawn or read is said when the turn of its row comes, unless nothing that was tried can be.

    Raises:
        Invalid: the look of the batch cannot be drawn, or a label has no room for it.
        ArtworkRisky: a scan score is too low, and that was not confirmed.
        ArtworkUnreadable: the look of the batch cannot be read at all.
        PreflightFailed: the file would not be what a press takes.
    """
    bounded_mm = work.labels_of(draft, assets).code_mm if draft.form is BatchForm.SHEETS else None
    points: list[int] = []
    warnings: dict[str, None] = {}
    for own, candidates in found.looks.items():
        tried = _tried(draft, assets, candidates.jobs(), bounded_mm, is_own=own is not None)
        points += [] if tried.points is None else [tried.points]
        warnings.update(dict.fromkeys(tried.warnings))
    if found.has_more_looks and not draft.order.confirmed:
        words = f"Only the first {MOST_LOOKS} looks of this list were scored. The codes of all were read back."
        warnings[words] = None
    return Trial(min(points, default=None), tuple(warnings))


def _tried(draft: BatchDraft, assets: Assets, jobs: list[Job], bounded_mm: float | None, *, is_own: bool) -> Trial:
    refusals: list[QRDeskError] = []
    for job in jobs:
        try:
            return _look(draft, assets, job, bounded_mm)
        except ArtworkRisky:
            raise
        except (Invalid, ArtworkUnreadable) as reason:
            refusals.append(reason)
    of_all = (one for one in refusals if not one.field_errors or not set(one.field_errors) <= _OF_ONE_ROW)
    refusal = None if is_own else next(of_all, None)
    if refusal is not None:
        raise refusal
    return Trial()


def _look(draft: BatchDraft, assets: Assets, job: Job, bounded_mm: float | None) -> Trial:
    order = work.order_of(draft)
    design, own = work.look_of(job, draft, assets)
    _, report = export.preview(job.text, design, order, own, bounded_mm=bounded_mm)
    if report.decoded is None:
        raise ArtworkUnreadable(report.warnings[0])
    points = None
    if not order.confirmed:
        score = export.score(job.text, design, order, own, bounded_mm=bounded_mm)
        points = score.points
        export.require_sure(score, order, report.module_mm)
    if draft.order.format in OF_INKS:
        _check(job, draft, assets)
    return Trial(points, tuple(report.warnings))


def _check(job: Job, draft: BatchDraft, assets: Assets) -> None:
    if draft.form in {BatchForm.FILES, BatchForm.ZIP}:
        design, own = work.look_of(job, draft, assets)
        export.render(job.text, design, work.order_of(draft), own, scored=False)
        return
    made = work.make(work.Chunk(0, (job,)), draft, assets)
    _require_passed(unpack_pages(made.content), made.module_mm, draft, assets)


def check_sheet(made: work.Made, draft: BatchDraft, assets: Assets) -> None:
    """Do nothing if the fullest of these sheets is what a press takes, or none does: not all is drawn for nothing.

    Raises:
        PreflightFailed: it is not.
    """
    if draft.form is BatchForm.SHEETS and draft.order.format in FOR_PRESS:
        fullest = max(unpack_pages(made.content), key=lambda page: len(page.stream))
        _require_passed([fullest], made.module_mm, draft, assets)


def _require_passed(pages: Iterable[Page], module_mm: float, draft: BatchDraft, assets: Assets) -> None:
    from qrdesk.core.artwork import preflight  # noqa: PLC0415 pikepdf takes 100 ms, and only press files need it

    file = BytesIO()
    with Book(file, "Codes", work.terms_of(draft, assets)) as book:
        for page in pages:
            book.add(page)
    kind = draft.order.format
    found = preflight.preflight(file.getvalue(), kind, order=draft.order, module_mm=module_mm)
    export.require_passed(found, kind)
