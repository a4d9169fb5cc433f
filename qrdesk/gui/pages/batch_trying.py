"""One sheet as it will be: its labels drawn, and the whole way to its file tried. Never on the window's thread."""

import tempfile
from dataclasses import dataclass
from pathlib import Path

from qrdesk.client import Client
from qrdesk.core.artwork import batch, export, rendition
from qrdesk.core.artwork.assets import Assets
from qrdesk.core.artwork.batches import work
from qrdesk.core.errors import ArtworkRisky, QRDeskError
from qrdesk.core.schemas.artwork import ExportDraft, Preflight
from qrdesk.core.schemas.batch import BatchDraft, BatchForm, ColumnDraft
from qrdesk.gui.pages.batch_checking import Checked, Fixes, line_of
from qrdesk.gui.pages.batch_making import OWN, first_texts, trial_table
from qrdesk.gui.pages.batch_meaning import Meanings
from qrdesk.gui.pages.batch_rows import Listed
from qrdesk.gui.widgets.scene_paint import Prepared, prepared

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


def sheets_of(codes: int, draft: BatchDraft) -> int:
    """Return how many sheets so many codes take; of anything but sheets, how many codes there are."""
    if draft.form is not BatchForm.SHEETS or draft.sheet is None:
        return codes
    return -(-(codes + draft.start - 1) // draft.sheet.labels) if codes else 0


def base_address(client: Client) -> str:
    """Return what short addresses begin with."""
    domains = client.domains.list()
    return next((one.url for one in domains if one.is_default), domains[0].url if domains else "https://example.com")


def try_out(wanted: Wanted, base: str) -> Tried:
    """Draw a sheet, and try the way to its file."""
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
        bounded = work.labels_of(draft, wanted.assets).code_mm if draft.form is BatchForm.SHEETS else None
        labels = [
            Shown(_drawn(text, wanted, bounded) if at < MOST_DRAWN else None, line.lines())
            for at, (text, line) in enumerate(texts)
        ]
        _, report = export.preview(texts[0][0], draft.design, order, wanted.assets, bounded_mm=bounded)
        points, checks = _whole_way(wanted, trial_table(texts, wanted.listed.header))
    except QRDeskError as refusal:
        return Tried(sheet, total, 0, (), 0, None, _said(refusal), isinstance(refusal, ArtworkRisky))
    facts = Facts(report.module_mm, report.version, report.error_correction, report.modules, points, checks)
    first = skipped if sheet == 0 else 0
    return Tried(sheet, total, first, tuple(labels), bounded or draft.order.size_mm, facts)


def _drawn(text: str, wanted: Wanted, bounded: float | None) -> Prepared:
    order = wanted.draft.order
    return prepared(rendition.draw(text, wanted.draft.design, order, wanted.assets, bounded_mm=bounded).scene)


def _whole_way(wanted: Wanted, table: batch.Table) -> tuple[int | None, Preflight | None]:
    """Make a real file of this sheet, and throw it away."""
    columns = ColumnDraft(text=OWN[0], slug=OWN[1], title=OWN[2], name=OWN[3])
    draft = wanted.draft.model_copy(update={"columns": columns, "keep_duplicates": True, "start": 1})
    with tempfile.TemporaryDirectory(prefix="qrdesk-") as folder:
        report = batch.run(table, draft, Path(folder) / "tried", wanted.assets, processes=1)
    return report.points, report.preflight


def _said(refusal: QRDeskError) -> str:
    return next(iter(refusal.field_errors.values()), str(refusal))
