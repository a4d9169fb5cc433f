"""A run: links, their codes, the file; then the codes are remembered as printed. Never on the window's thread."""

import json
import time
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import lru_cache
from hashlib import blake2b
from itertools import islice
from pathlib import Path
from secrets import token_hex
from typing import NamedTuple

from qrdesk.client import Client, CodesOfLinksDraft, PrintedDraft
from qrdesk.client.formats.parts import parts, send_part
from qrdesk.client.patience import patiently
from qrdesk.core.artwork import batch
from qrdesk.core.artwork.assets import Assets
from qrdesk.core.artwork.batch import Row, Table
from qrdesk.core.errors import CalledOff, CannotWrite, NotFound, QRDeskError
from qrdesk.core.schemas.artwork import ArtworkFormat
from qrdesk.core.schemas.batch import BatchDraft, BatchForm, BatchReport, ColumnDraft
from qrdesk.core.schemas.design import Design
from qrdesk.core.schemas.transfer import ImportRow
from qrdesk.gui import words
from qrdesk.gui.jobs import Cancelled, Step
from qrdesk.gui.pages.batch_asking import import_row
from qrdesk.gui.pages.batch_checking import Checked, Fixes, Line, Problem, good_lines
from qrdesk.gui.pages.batch_looks import OwnLooks
from qrdesk.gui.pages.batch_meaning import Kind, Meaning, Meanings
from qrdesk.gui.pages.batch_rows import Listed
from qrdesk.gui.pages.batch_trial import marked

_LOOKS = 64  # kept in memory
AT_ONCE = 1000  # links or codes in one call, as schemas.codes_bulk says
OWN = (  # headings of the list that is drawn
    "the code", "slug", "title", "name", "line 1", "line 2", "line 3", "line 3 or slug",
)  # fmt: skip
LINES = ("{line 1}", "{line 2}", "{line 3}")
LINES_WITH_SLUG = (*LINES[:2], "{line 3 or slug}")


@dataclass(frozen=True, slots=True)
class Order:
    """What is to be made of a list, and where. ``token`` is the name by which the server knows this run again.

    With ``looks``, codes of links have their own in place of the draft's.
    """

    listed: Listed
    meanings: Meanings
    fixes: Fixes
    checked: Checked
    draft: BatchDraft
    assets: Assets
    out: Path
    trial: bool = False
    looks: OwnLooks | None = None
    token: str = field(default_factory=lambda: token_hex(16))


@dataclass(slots=True)
class Pace:
    """How far a run is: written by the run, read by the window. Seconds are of a monotonic clock."""

    made: int = 0  # links that are there by now, their codes perhaps not
    links: int = 0
    links_total: int = 0
    codes: int = 0
    codes_total: int = 0
    begun_s: float = 0
    begun_with: int = 0

    def left_s(self) -> float | None:
        """Return how many seconds the codes will take, as it went so far; None while nobody can say."""
        done = self.codes - self.begun_with
        if not self.begun_s or done <= 0:
            return None
        return (time.monotonic() - self.begun_s) / done * (self.codes_total - self.codes)


@dataclass(frozen=True, slots=True)
class Outcome:
    """What became of a run. ``report`` is None where it was cancelled; ``untold`` codes wait to be remembered."""

    order: Order
    report: BatchReport | None = None
    links: int = 0
    problems: tuple[Problem, ...] = ()
    remembered: int = 0
    untold: tuple[str, ...] = ()
    trouble: str = ""
    warnings: tuple[str, ...] = ()


class _Drawn(NamedTuple):
    """A row that a code is drawn of. ``code`` is its id, empty for a text; ``look`` its own, empty for the draft's."""

    number: int
    place: int
    text: str
    code: str
    line: Line
    look: str = ""


@dataclass(slots=True)
class _Desk:
    order: Order
    client: Client
    pace: Pace
    step: Step
    problems: list[Problem] = field(default_factory=list[Problem])
    warnings: dict[str, None] = field(default_factory=dict[str, None])
    links: int = 0
    seen: set[str] = field(default_factory=set[str])  # looks whose files are there
    near: str = ""  # a host that codes of links lead to, and that works nearby only


def make(
    order: Order, client: Client, folder: Path, pace: Pace, step: Step, why: Callable[[Exception], str]
) -> Outcome:
    """Make everything; ``folder`` is for files of our own. ``why`` says in words what the server refused.

    Raises:
        QRDeskError: it cannot go on. What was made stays, and the same order goes on from there.
    """
    desk = _Desk(order, client, pace, step)
    try:
        table, ids = _table(desk, folder)
        made, report = _draw(desk, table, ids)
        ids.unlink(missing_ok=True)
    except (Cancelled, CalledOff):
        return Outcome(order, links=desk.links, problems=tuple(desk.problems), warnings=tuple(desk.warnings))
    problems = (*desk.problems, *_refused_rows(order.listed, {one.row: one.text for one in report.problems}))
    outcome = Outcome(order, report, desk.links, problems, warnings=(*desk.warnings, *report.warnings))
    return tell(outcome, client, made, why)


def tell(outcome: Outcome, client: Client, codes: Sequence[str], why: Callable[[Exception], str]) -> Outcome:
    """Have codes remembered as printed; those that could not be told are in the outcome."""
    order, told = outcome.order, 0
    if order.trial or not codes:
        return Outcome(order, outcome.report, outcome.links, outcome.problems, warnings=outcome.warnings)
    remembered = outcome.remembered
    trouble = ""
    sheet = order.draft.form is BatchForm.SHEETS
    size_mm = order.draft.label.code_mm if sheet else order.draft.order.size_mm
    try:
        while told < len(codes):
            part = tuple(codes[told : told + AT_ONCE])
            draft = PrintedDraft(codes=part, format=ArtworkFormat(order.draft.order.format), size_mm=size_mm)
            key = f"{order.token} {part[0]}"
            report = patiently(lambda draft=draft, key=key: client.codes.remember_printed(draft, idempotency_key=key))
            remembered, told = remembered + len(report.remembered), told + len(part)
    except QRDeskError as fault:
        trouble = why(fault)
    return Outcome(
        order, outcome.report, outcome.links, outcome.problems, remembered, tuple(codes[told:]), trouble,
        outcome.warnings,
    )  # fmt: skip


def _table(desk: _Desk, folder: Path) -> tuple[Table, Path]:
    """Return the list that is drawn, kept in ``folder``, and the file with the ids of its codes."""
    order = desk.order
    spool, digest = folder / f"{order.token}.drawn", blake2b(digest_size=16)
    heads = (*OWN, *order.listed.header)
    digest.update(json.dumps(heads).encode())
    begins = ""
    with spool.open("wb") as file:
        for one in _drawn(desk):
            begins = _note_near(desk, one.text, begins)
            line = json.dumps([one.number, _cells(one), one.code, one.look]).encode() + b"\n"
            digest.update(line)
            file.write(line)

    return Table(heads, lambda: _rows(spool, order.looks), digest.hexdigest()), spool


def _note_near(desk: _Desk, text: str, before: str) -> str:
    """Note where a code of a link works nearby only; return what it begins with. Most begin as the one before."""
    begins = text.rpartition("/")[0]
    if begins != before and not desk.near and desk.order.checked.kind is not Kind.STATIC:
        desk.near = words.near_host(begins)
    return begins


def _rows(spool: Path, looks: OwnLooks | None) -> Iterator[Row]:
    read_look = lru_cache(_LOOKS)(looks.read) if looks is not None else None  # rows that look alike share it
    for number, cells, _, look in _read(spool):
        if read_look is not None and look:
            design, files = read_look(look)
            yield Row(number, tuple(cells), "", design, files)
        else:
            yield Row(number, tuple(cells))


def _cells(one: _Drawn) -> list[str]:
    line = one.line
    slug = slug_of(line) or one.text.rpartition("/")[2]
    own = (one.text, slug, line.value(Meaning.TITLE), line.value(Meaning.NAME), *line.lines())
    return [*own, own[-1] or slug, *line.cells]


def slug_of(line: Line) -> str:
    """Return what a row calls its link, without what comes before it in a whole address."""
    return line.value(Meaning.SLUG).rpartition("/")[2]


def _read(spool: Path) -> Iterator[tuple[int, list[str], str, str]]:
    with spool.open("rb") as file:
        for line in file:
            number, cells, code, look = json.loads(line)
            yield number, cells, code, look


def _drawn(desk: _Desk) -> Iterator[_Drawn]:
    order = desk.order
    good = good_lines(order.listed, order.meanings, order.fixes, order.checked)
    desk.pace.links_total = 0 if order.checked.kind is Kind.STATIC else len(order.checked.good)
    if order.checked.kind is Kind.STATIC:
        for line in good:
            yield _Drawn(line.number, line.place, line.value(Meaning.TEXT), "", line)
    elif order.checked.kind is Kind.THERE:
        while some := list(islice(good, AT_ONCE)):
            desk.step(desk.pace.links, desk.pace.links_total)
            yield from _with_codes(desk, [(line, line.value(Meaning.SLUG)) for line in some])
    else:
        yield from _with_links(desk, good)


def _with_links(desk: _Desk, good: Iterable[Line]) -> Iterator[_Drawn]:
    """Make the links of rows in parts; a row whose link is there already keeps that."""
    waiting: dict[int, Line] = {}

    def rows() -> Iterator[ImportRow]:
        said: Counter[str] = Counter()
        for line in good:
            waiting[line.number] = line
            yield _import_row(line, said)

    for part in parts(rows()):
        desk.step(desk.pace.links, desk.pace.links_total)
        report = send_part(desk.client, part, None)
        made = report.made or [row.row for row in part]
        ids = {**dict(zip(made, report.created, strict=False)), **{one.row: one.id for one in report.there}}
        for refusal in report.refused:
            desk.problems.append(_refused(waiting[refusal.row], refusal.reason))
        desk.links += len(ids)
        desk.pace.made = desk.links
        sent = [waiting.pop(row.row) for row in part]
        named = [(line, ids[line.number]) for line in sent if line.number in ids]
        for begin in range(0, len(named), AT_ONCE):
            yield from _with_codes(desk, named[begin : begin + AT_ONCE])


def _import_row(line: Line, said: Counter[str]) -> ImportRow:
    row = import_row(line)
    if row.slug:
        return row
    digest = blake2b("\0".join((row.destination, row.title, row.tags)).encode(), digest_size=16).hexdigest()
    said[digest] += 1  # the same rows in the same order make no second links
    return row.model_copy(update={"key": f"{digest}-{said[digest]}"})


def _with_codes(desk: _Desk, named: Sequence[tuple[Line, str]]) -> Iterator[_Drawn]:
    """Yield rows with the codes of their links, which are made where there are none."""
    if not named:
        return
    draft = CodesOfLinksDraft(links=tuple(link for _, link in named))
    report = patiently(lambda: desk.client.codes.of_links(draft))
    desk.warnings |= dict.fromkeys(report.warnings)
    for refusal in report.refused:
        desk.problems.append(_refused(named[refusal.index][0], refusal.message))
    for one in report.codes:
        line = named[one.index][0]
        try:
            look = _look(desk, one.code.design)
        except NotFound as gone:
            desk.problems.append(_refused(line, str(gone)))
            continue
        yield _Drawn(line.number, line.place, one.code.text, one.code.id, line, look)
    desk.pace.links += len(named)
    desk.step(desk.pace.links, desk.pace.links_total)


def _look(desk: _Desk, design: Design) -> str:
    """Return the look of a code, as it is written down; empty where all have that of the draft.

    Raises:
        NotFound: a file that it names is gone.
    """
    looks = desk.order.looks
    if looks is None:
        return ""
    said = looks.said(design)
    if said not in desk.seen:
        looks.read(said)
        desk.seen.add(said)
    return said


def _draw(desk: _Desk, table: Table, spool: Path) -> tuple[list[str], BatchReport]:
    """Make the output; return the ids of the codes in it, each once."""
    order, pace = desk.order, desk.pace
    left_out: set[int] = set()

    def progress(done: int, total: int) -> None:
        if not pace.begun_s:
            pace.begun_s, pace.begun_with = time.monotonic(), done
        pace.codes, pace.codes_total = done, total
        if not desk.step.is_cancelled():  # the batch itself looks at that, when what is finished is written down
            desk.step(done, total)

    def look(done: int, total: int) -> None:
        if pace.begun_s:
            pace.codes = max(pace.codes, done)
        desk.step(max(pace.codes, done), total)

    draft = order.draft.model_copy(
        update={
            "columns": ColumnDraft(text=OWN[0], slug=OWN[1], title=OWN[2], name=OWN[3]),
            "keep_duplicates": True,
        }
    )
    if order.trial and desk.near:
        draft = marked(draft, desk.near)
    desk.step(pace.codes, pace.codes_total)  # cancelled while the last links were on their way
    if order.draft.form is BatchForm.FILES and not batch.is_free(table, draft, order.out, order.assets):
        raise CannotWrite(f"{order.out} has files in it that are not of this run, and stays as it is. Choose another.")
    report = batch.run(
        table, draft, order.out, order.assets,
        progress=progress, cancelled=desk.step.is_cancelled, finishing=left_out.update, look=look,
    )  # fmt: skip
    codes = (code for number, _, code, _ in _read(spool) if code and number not in left_out)
    return list(dict.fromkeys(codes)), report


def _refused(line: Line, reason: str) -> Problem:
    return Problem(line.place, line.number, "refused", said=reason)


def _refused_rows(listed: Listed, reasons: Mapping[int, str]) -> list[Problem]:
    """Return rows that could not be drawn, by their numbers, as problems of the list."""
    if not reasons:
        return []
    rows = (row for row in listed.rows() if row.number in reasons)
    return [Problem(row.place, row.number, "refused", said=reasons[row.number]) for row in rows]


def first_texts(order_lines: Iterable[Line], kind: Kind, base: str) -> list[tuple[str, Line]]:
    """Return what codes will say, as far as it is known: a link without a slug gets one of six characters."""
    return [(line.value(Meaning.TEXT) if kind is Kind.STATIC else _foreseen(line, base), line) for line in order_lines]


def _foreseen(line: Line, base: str) -> str:
    own = line.value(Meaning.SLUG).rpartition("/")[0].removesuffix("/r")
    return f"{own if '://' in own else base}/r/{slug_of(line) or 'BCDFGH'}"


def trial_table(
    texts: Sequence[tuple[str, Line]], header: Sequence[str], looks: Sequence[tuple[Design | None, Assets]]
) -> Table:
    """Return a list of what codes will say, to be tried, each with its own look where it has one."""
    rows = [
        Row(line.number, tuple(_cells(_Drawn(line.number, line.place, text, "", line))), "", *look)
        for (text, line), look in zip(texts, looks, strict=True)
    ]
    digest = blake2b(json.dumps([list(row.cells) for row in rows]).encode(), digest_size=16).hexdigest()
    return Table((*OWN, *header), lambda: iter(rows), digest)
