"""What a worker process does: codes drawn, read back and packed."""

import signal
from collections.abc import Callable, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass, field, replace
from math import inf

from qrdesk.core.artwork import export
from qrdesk.core.artwork.assets import Assets
from qrdesk.core.artwork.batches import words
from qrdesk.core.artwork.batches.packing import pack, pack_pages
from qrdesk.core.artwork.batches.rows import Job
from qrdesk.core.artwork.pdf import Page, Sheet, Terms
from qrdesk.core.artwork.sheets import Label, Labels, Mark, codes
from qrdesk.core.artwork.style import paint
from qrdesk.core.errors import Invalid, QRDeskError
from qrdesk.core.schemas.artwork import ExportDraft, FileOrder
from qrdesk.core.schemas.batch import BatchDraft, BatchForm, RowProblem
from qrdesk.core.schemas.design import Design

_TOO_LONG = "too long"
_BLACK = paint("k")
Look = Callable[[int], None]


@dataclass(frozen=True, slots=True)
class Chunk:
    """Rows that are made together. ``start`` is the first free label of their first sheet, from 0."""

    number: int
    jobs: tuple[Job, ...]
    start: int = 0


@dataclass(slots=True)
class Made:
    """What became of a chunk: packed pages, or packed files."""

    number: int
    content: bytes
    made: int
    pages: int
    problems: list[RowProblem] = field(default_factory=list[RowProblem])
    module_mm: float = inf  # the smallest on its pages
    told: dict[str, list[int]] = field(default_factory=dict[str, list[int]])  # rows, by a key of ``words``


@dataclass(slots=True)
class _Desk:
    draft: BatchDraft
    assets: Assets


_desks: list[_Desk] = []  # of this process: sent once, not with each chunk


def begin(draft: BatchDraft, assets: Assets) -> None:
    """Make this process ready. Ctrl+C is for the one who gives it work, and that one ends it."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    _desks[:] = [_Desk(draft, assets)]


def make_here(chunk: Chunk) -> Made:
    """Make a chunk in a process that ``begin`` made ready."""
    return make(chunk, _desks[0].draft, _desks[0].assets)


def make(chunk: Chunk, draft: BatchDraft, assets: Assets, look: Look = lambda _drawn: None) -> Made:
    """Make the codes of a chunk. One that cannot be made, or that does not read, is a problem of its row.

    ``look`` is called before each code, or sheet of them, with how many are drawn; it may raise to stop.
    """
    if draft.form is BatchForm.SHEETS:
        return _sheets(chunk, draft, assets, look)
    if draft.form is BatchForm.PDF:
        return _book(chunk, draft, assets, look)
    names: list[str] = []
    files: list[bytes] = []
    problems: list[RowProblem] = []
    order = order_of(draft)
    for drawn, job in enumerate(chunk.jobs):
        look(drawn)
        try:
            design, own = look_of(job, draft, assets)
            files.append(export.render(job.text, design, order, own, scored=False).content)  # its look was: trial.look
            names.append(job.name)
        except QRDeskError as reason:
            problems.append(problem_of(job.row, reason))
    return Made(chunk.number, pack(names, files), len(files), 0, problems)


def look_of(job: Job, draft: BatchDraft, assets: Assets) -> tuple[Design, Assets]:
    """Return what a job is drawn with: its own look before that of the batch; the profile is for all."""
    if job.design is None:
        return draft.design, assets
    return job.design, replace(job.assets, profile=assets.profile)


def order_of(draft: BatchDraft) -> ExportDraft:
    """Return what each file of a batch is made for."""
    return ExportDraft.model_validate({**draft.order.model_dump(), "remember": False})


def terms_of(draft: BatchDraft, assets: Assets) -> Terms:
    """Return what the PDF of a batch is made for; sheets of labels have their own bleed and marks."""
    order = draft.order
    if draft.form is BatchForm.SHEETS:
        return Terms(order.format, profile=assets.profile)
    return Terms(order.format, order.bleed_mm, order.crop_marks, assets.profile)


def labels_of(draft: BatchDraft, assets: Assets) -> Labels:
    """Return what draws the labels of a batch.

    Raises:
        Invalid: they have no room, or no sheet was chosen.
    """
    if draft.sheet is None:
        raise Invalid.field("sheet", "Say which label sheet it is.")
    return Labels(draft.sheet, draft.label, draft.design, terms_of(draft, assets), assets, draft.order, draft.mark)


def problem_of(row: int, reason: QRDeskError) -> RowProblem:
    """Return what is wrong with a row that was refused."""
    code = "too_long" if "text" in reason.field_errors and _TOO_LONG in str(reason) else reason.code
    return RowProblem(row=row, code=code, text=str(reason))


def _sheets(chunk: Chunk, draft: BatchDraft, assets: Assets, look: Look) -> Made:
    labels = labels_of(draft, assets)
    per_sheet = 0 if draft.sheet is None else draft.sheet.labels
    pages: list[Page] = []
    problems: list[RowProblem] = []
    told: dict[str, list[int]] = {}
    done, start = 0, chunk.start
    while done < len(chunk.jobs):
        look(done)
        jobs = chunk.jobs[done : done + per_sheet - start]
        drawn, refused = labels.page([_label(job, draft, assets) for job in jobs], start)
        problems += [problem_of(jobs[index].row, reason) for index, reason in refused]
        _tell_words(told, jobs, {index for index, _ in refused}, labels)
        pages.append(drawn)
        done, start = done + len(jobs), 0
    made = len(chunk.jobs) - len(problems)
    return Made(chunk.number, pack_pages(pages), made, len(pages), problems, labels.least_module_mm, told)


def _tell_words(told: dict[str, list[int]], jobs: Sequence[Job], refused: AbstractSet[int], labels: Labels) -> None:
    """Note the rows on the page just drawn whose words are cut, or miss something."""
    for index, job in enumerate(jobs):
        if index in refused or not labels.has_words:
            continue
        if index in labels.cut:
            told.setdefault(words.CUT, []).append(job.row)
        for line in job.bare_lines:
            told.setdefault(str(line), []).append(job.row)


def _label(job: Job, draft: BatchDraft, assets: Assets) -> Label:
    if job.design is None:
        return Label(job.text, job.lines)
    return Label(job.text, job.lines, *look_of(job, draft, assets))


def _book(chunk: Chunk, draft: BatchDraft, assets: Assets, look: Look) -> Made:
    pages: list[Page] = []
    problems: list[RowProblem] = []
    terms, mark = terms_of(draft, assets), Mark(draft.mark)
    least_mm = inf
    for drawn, job in enumerate(chunk.jobs):
        look(drawn)
        try:
            page, module_mm = _page(job, draft, terms, assets, mark)
        except QRDeskError as reason:
            problems.append(problem_of(job.row, reason))
        else:
            pages.append(page)
            least_mm = min(least_mm, module_mm)
    return Made(chunk.number, pack_pages(pages), len(pages), len(pages), problems, least_mm)


def _page(job: Job, draft: BatchDraft, terms: Terms, assets: Assets, mark: Mark) -> tuple[Page, float]:
    """Return a page, and the width of its modules in mm."""
    order = draft.order
    design, assets = look_of(job, draft, assets)
    if codes.painted_paper(design) or not codes.is_plain(design, order) or not codes.is_bare(job.text):
        scene = codes.drawn(job.text, design, order, assets)
        sheet = _marked(scene.width_mm, scene.height_mm, terms, mark, order)
        sheet.scene(scene, bleed_mm=terms.bleed_mm)
        return sheet.page(), scene.module_mm
    code = codes.plain(job.text, design, order, assets.profile)
    module_mm = codes.module_mm(code, design, order.size_mm, order)
    quiet_mm = design.quiet_zone * module_mm
    side_mm = code.modules * module_mm + 2 * quiet_mm if order.snap else order.size_mm
    sheet = _marked(side_mm, side_mm, terms, mark, order)
    sheet.squares(code.rows, quiet_mm, quiet_mm, module_mm, paint(design.ink))
    return sheet.page(), module_mm


def _marked(width_mm: float, height_mm: float, terms: Terms, mark: Mark, order: FileOrder) -> Sheet:
    """Return a page for a code of that size, the higher for the words of a trial below it and its bleed."""
    sheet = Sheet(width_mm, height_mm + mark.room_mm(width_mm, order), terms)
    mark.below(sheet, width_mm, height_mm + terms.bleed_mm, _BLACK)
    return sheet
