"""One sheet as it will be: its labels drawn, and the whole way to its file tried. Never on the window's thread."""

import tempfile
from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from qrdesk.client import Client
from qrdesk.core.artwork import batch, export, rendition
from qrdesk.core.artwork.assets import NOTHING, Assets
from qrdesk.core.artwork.batches import work
from qrdesk.core.artwork.batches.rows import Job, Rows
from qrdesk.core.errors import ArtworkRisky, QRDeskError, ScopeMissing
from qrdesk.core.schemas.artwork import ExportDraft, Preflight
from qrdesk.core.schemas.batch import BatchDraft, BatchForm, ColumnDraft
from qrdesk.core.schemas.design import Design
from qrdesk.gui import words
from qrdesk.gui.jobs import Step
from qrdesk.gui.pages.batch_checking import Checked, Fixes, Line, line_of
from qrdesk.gui.pages.batch_looks import OwnLooks
from qrdesk.gui.pages.batch_making import OWN, first_texts, trial_table
from qrdesk.gui.pages.batch_meaning import Kind, Meaning, Meanings
from qrdesk.gui.pages.batch_rows import Listed
from qrdesk.gui.pages.batch_trial import marked
from qrdesk.gui.widgets.scene_paint import Prepared, prepared

_Look = tuple[Design | None, Assets]  # None: that of all
_EXAMPLE = "https://example.com"
MOST_DRAWN = 24  # labels of a sheet: what has more shows the others empty


@dataclass(frozen=True, slots=True)
class Shown:
    """One label. ``drawn`` is None where it is not drawn for real."""

    drawn: Prepared | None
    lines: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Facts:
    """What is known of a label, as it would be printed."""

    module_mm: float
    version: int
    level: str
    modules: int
    points: int | None
    preflight: Preflight | None


@dataclass(frozen=True, slots=True)
class Tried:
    """A sheet, counted from 0, of how many; ``first`` is the label that its first code is on."""

    sheet: int
    sheets: int
    first: int
    labels: tuple[Shown, ...]
    code_mm: float
    facts: Facts | None
    refusal: str = ""
    is_risky: bool = False  # refused for its scan score alone, which can be confirmed
    near: str = ""  # the host that new codes carry, where it works nearby only
    mark: tuple[str, ...] = ()  # what the paper says beside them
    at: str = ""  # what was refused, as it is named in the draft

    @property
    def is_too_wide(self) -> bool:
        """Whether the code has no room on the label."""
        return self.at == "label"


@dataclass(frozen=True, slots=True)
class Wanted:
    """What is to be tried."""

    listed: Listed
    meanings: Meanings
    fixes: Fixes
    checked: Checked
    draft: BatchDraft
    assets: Assets
    sheet: int = 0
    looks: OwnLooks | None = None  # codes of links have their own
    trial: bool = False


def sheets_of(codes: int, draft: BatchDraft) -> int:
    """Return how many sheets so many codes take; of anything but sheets, how many codes there are."""
    if draft.form is not BatchForm.SHEETS or draft.sheet is None:
        return codes
    return -(-(codes + draft.start - 1) // draft.sheet.labels) if codes else 0


def base_address(client: Client) -> str:
    """Return what short addresses begin with; an example where the key may not read domains."""
    try:
        domains = client.domains.list()
    except ScopeMissing:
        return _EXAMPLE
    return next((one.url for one in domains if one.is_default), domains[0].url if domains else _EXAMPLE)


def try_out(wanted: Wanted, client: Client, base: str, step: Step) -> Tried:
    """Draw a sheet, and try the way to its file.

    Raises:
        Cancelled: nobody waits for it any more.
    """
    near = near_of(wanted.checked, base)
    if wanted.trial and near:
        wanted = replace(wanted, draft=marked(wanted.draft, near))
    return replace(_tried(wanted, client, base, step), near=near, mark=wanted.draft.mark)


def near_of(checked: Checked, base: str) -> str:
    """Return the host that codes of a list lead to, where it works nearby only; else empty."""
    if checked.kind is Kind.STATIC:
        return ""
    return words.near_host(base) if checked.near is None else checked.near  # rows may name another domain


def _tried(wanted: Wanted, client: Client, base: str, step: Step) -> Tried:
    draft, checked = wanted.draft, wanted.checked
    total = sheets_of(len(checked.good), draft)
    if not total:
        return Tried(0, 0, 0, (), 0, None)
    sheet = min(wanted.sheet, total - 1)
    per_sheet = draft.sheet.labels if draft.form is BatchForm.SHEETS and draft.sheet is not None else 1
    skipped = draft.start - 1 if draft.form is BatchForm.SHEETS else 0
    begin = max(0, sheet * per_sheet - skipped)
    end = min((sheet + 1) * per_sheet - skipped, len(checked.good))
    rows = wanted.listed.at(checked.good[begin:end])
    texts = first_texts((line_of(row, wanted.meanings, wanted.fixes) for row in rows), checked.kind, base)
    order = ExportDraft.model_validate({**draft.order.model_dump(), "remember": False})
    try:
        looks = _looks(wanted, client, [line for _, line in texts], step)
        bounded = work.labels_of(draft, wanted.assets).code_mm if draft.form is BatchForm.SHEETS else None
        table = trial_table(texts, wanted.listed.header, looks)
        said = _said_on_labels(table, draft)
        labels = [
            Shown(_drawn(text, wanted, looks[at], bounded) if at < MOST_DRAWN else None, said.get(line.number, ()))
            for at, (text, line) in enumerate(texts)
        ]
        design, files = _as_drawn(wanted, looks[0])
        _, report = export.preview(texts[0][0], design, order, files, bounded_mm=bounded)
        points, checks = _whole_way(wanted, table, step)
    except QRDeskError as refusal:
        at = next(iter(refusal.field_errors), "")
        return Tried(sheet, total, 0, (), 0, None, _said(refusal), isinstance(refusal, ArtworkRisky), at=at)
    facts = Facts(report.module_mm, report.version, report.error_correction, report.modules, points, checks)
    first = skipped if sheet == 0 else 0
    return Tried(sheet, total, first, tuple(labels), bounded or draft.order.size_mm, facts)


def _said_on_labels(table: batch.Table, draft: BatchDraft) -> dict[int, tuple[str, ...]]:
    """Return the words of each label, by the number of its row: as they will be printed."""
    jobs = Rows(table, _of_own_columns(draft)).each()
    return {job.row: job.lines for job in jobs if isinstance(job, Job)}


def _of_own_columns(draft: BatchDraft) -> BatchDraft:
    columns = ColumnDraft(text=OWN[0], slug=OWN[1], title=OWN[2], name=OWN[3])
    return draft.model_copy(update={"columns": columns, "keep_duplicates": True, "start": 1})


def _looks(wanted: Wanted, client: Client, sheet: Sequence[Line], step: Step) -> list[_Look]:
    """Return the look of each code of a sheet; of those that are not drawn that of all."""
    looks, found = wanted.looks, list[_Look]()
    for at, line in enumerate(sheet):
        if looks is None or at >= MOST_DRAWN:
            found.append((None, NOTHING))
        else:
            step(0, 0)  # each may ask the server
            found.append(looks.foreseen(client, line.value(Meaning.SLUG)))
    return found


def _as_drawn(wanted: Wanted, look: _Look) -> tuple[Design, Assets]:
    design, files = look
    return (wanted.draft.design, wanted.assets) if design is None else (design, files)


def _drawn(text: str, wanted: Wanted, look: _Look, bounded: float | None) -> Prepared:
    design, files = _as_drawn(wanted, look)
    return prepared(rendition.draw(text, design, wanted.draft.order, files, bounded_mm=bounded).scene)


def _whole_way(wanted: Wanted, table: batch.Table, step: Step) -> tuple[int | None, Preflight | None]:
    """Make a real file of this sheet, and throw it away."""
    draft = _of_own_columns(wanted.draft)
    with tempfile.TemporaryDirectory(prefix="qrdesk-") as folder:
        report = batch.run(table, draft, Path(folder) / "tried", wanted.assets, processes=1, look=step)
    return report.points, report.preflight


def _said(refusal: QRDeskError) -> str:
    return next(iter(refusal.field_errors.values()), str(refusal))
