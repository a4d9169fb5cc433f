"""qrdesk batch"""

import sys
import tempfile
from collections.abc import Callable, Sequence
from contextlib import ExitStack
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple

import click

from qrdesk.cli.artwork_options import FORMATS, OF_LOOKS, design_from, look, order, order_from
from qrdesk.cli.batch_assets import assets_of
from qrdesk.cli.batch_links import TEXT, LinkCodes, made_of, with_codes
from qrdesk.cli.batch_printed import Printed, alone, is_begun
from qrdesk.cli.batch_sheets import OF_PAPER, sheet_of, sheet_options
from qrdesk.cli.batch_trial import marked
from qrdesk.cli.common import counted, show, where
from qrdesk.cli.progress import progress
from qrdesk.client import Client, Design
from qrdesk.core.errors import CannotWrite, QRDeskError
from qrdesk.core.schemas.batch import BatchDraft, BatchForm, BatchReport

if TYPE_CHECKING:
    from qrdesk.core.artwork.assets import Assets
    from qrdesk.core.artwork.batch import Table
    from qrdesk.core.artwork.batches.trial import Survey

_SHOWN = 20  # problems, before the rest is only counted
_COLUMNS = ("text", "url", "slug", "title", "name")
_FORMS = [one.value for one in BatchForm]
_BY_FORM = {BatchForm.FILES: "svg", BatchForm.ZIP: "svg"}
_AGAIN = "Run the same command again to go on: what is finished is not made twice."
_TRIAL = "A trial: the codes are not remembered as printed."
_EXAMPLES = """\b
Examples:
  qrdesk batch list.csv --out codes.pdf --format pdfx4 --ink k
  qrdesk batch list.xlsx --out labels.pdf --as sheets --sheet L7160 \\
    --line "{name}" --line "No. {serial}"
  qrdesk batch slugs.csv --links --as zip --format eps --out codes.zip
"""


class _Wanted(NamedTuple):
    """What is to be made of a list, and how."""

    draft: BatchDraft
    assets: "Assets"
    out: Path
    own: bool  # whether codes of links have their own looks
    remember: bool
    anew: bool
    force: bool
    quiet: bool


class _Done(NamedTuple):
    """What became of it; of links also how many codes are remembered as printed, and how many are gone meanwhile."""

    report: BatchReport
    remembered: int = 0
    gone: int = 0


@click.command(epilog=_EXAMPLES)
@click.argument("file", metavar="FILE", type=click.Path(path_type=Path))
@click.option("--out", required=True, metavar="OUT", type=click.Path(path_type=Path), help="File or folder to write.")
@click.option(
    "--as",
    "form",
    default="pdf",
    show_default=True,
    type=click.Choice(_FORMS),
    help="What it becomes.",
)
@click.option("--format", "kind", default=None, type=click.Choice(FORMATS), help="Left out: pdf, or svg for files.")
@click.option("--size-mm", default=25.0, show_default=True, help="Width of each code, its margin included.")
@click.option("--column", "columns", multiple=True, metavar="WHAT=HEADING", help=f"WHAT is {', '.join(_COLUMNS)}.")
@click.option("--links", is_flag=True, help="FILE has slugs of links: their codes, made where there are none.")
@click.option(
    "--trial", is_flag=True, help="With --links: not remembered as printed; codes that work nearby only say so."
)
@click.option(
    "--name",
    "pattern",
    default="{row:04}-{slug}",
    show_default=True,
    help="Of files; columns in braces. {row} counts the rows below the headings.",
)
@sheet_options
@click.option("--start", default=1, show_default=True, type=click.IntRange(1), help="First label that is free.")
@click.option("--line", "lines", multiple=True, metavar="WORDS", help="A line of a label, such as “{name}”; 4 at most.")
@click.option("--address", is_flag=True, help="Write what the code says on the label, too.")
@click.option(
    "--layout",
    default="beside",
    show_default=True,
    type=click.Choice(["beside", "above", "code"]),
    help="The code stands beside the words, above them, or alone.",
)
@click.option("--code-mm", default=None, type=float, help="Width of a label's code; left out: as large as it goes.")
@click.option("--text-mm", default=3.5, show_default=True, help="Size of a label's first line.")
@click.option("--keep-duplicates", is_flag=True, help="Make rows that say the same all the same.")
@click.option("--anew", is_flag=True, help="Begin from the first row, whatever was finished before.")
@click.option("--force", is_flag=True, help="Write over what is there.")
@look
@order
@where
def batch(
    client: Client, as_json: bool, file: Path, out: Path, form: str, force: bool, trial: bool, **options: Any
) -> None:
    """Make codes of a list (CSV or XLSX): one PDF, a file for each row, a zip, or sheets of labels.

    Rows that are no use are left out and told; then it exits 1. Stopped with Ctrl+C, the same command goes on.

    With --links each code has its own look, unless options here say another for all; when the output is finished, the
    codes in it are remembered as printed.
    """
    links, anew = options.pop("links"), options.pop("anew")
    if form != BatchForm.FILES.value and out.exists() and not force and not (links and is_begun(out)):
        raise _taken(out)
    own = links and all(options[name] is None for name in OF_LOOKS)
    draft, assets = _draft(client, form, options)
    wanted = _Wanted(draft, assets, out, own, links and not trial, anew, force, as_json)
    done = _run(client, file, wanted, links=links)
    if as_json:
        more = {"remembered": done.remembered} if links else {}
        show({"out": str(out), **done.report.model_dump(mode="json"), **more})
    else:
        _say(done.report, out)
        if links:
            _say_remembered(done, trial=trial)
    if done.report.refused:
        sys.exit(1)


def _run(client: Client, file: Path, wanted: _Wanted, *, links: bool) -> _Done:
    from qrdesk.core.artwork.batches import tables  # noqa: PLC0415 other commands need none of it

    with ExitStack() as stack:
        try:
            table = tables.read(file)
            if not links:
                return _Done(_make(table, wanted, stack))
            folder = Path(stack.enter_context(tempfile.TemporaryDirectory(prefix="qrdesk-")))
            codes = with_codes(client, table, wanted.draft.columns.slug, folder, own=wanted.own)
            columns = wanted.draft.columns.model_copy(update={"text": TEXT, "url": ""})
            draft = wanted.draft.model_copy(update={"columns": columns})
            if not wanted.remember:
                draft = marked(draft, codes.texts())
            wanted = wanted._replace(draft=draft)
            with alone(wanted.out):
                return _make_of_links(client, codes, wanted, stack)
        except KeyboardInterrupt:
            stack.close()
            click.echo(f"\n{_AGAIN}", err=True)
            raise


def _make_of_links(client: Client, codes: LinkCodes, wanted: _Wanted, stack: ExitStack) -> _Done:
    """Make the codes of links, and have those that were made remembered as printed when the output is finished."""
    from qrdesk.core.artwork.batches import rows, state, trial  # noqa: PLC0415 as above

    table, draft = codes.table, wanted.draft
    listed = rows.Rows(table, draft)
    printed = Printed(wanted.out, draft, state.fingerprint(table, draft, wanted.assets), anew=wanted.anew)
    if (before := printed.tell_before(client)) and not wanted.quiet:
        click.echo(f"Remembered as printed, of the batch before: {counted(before, 'code')}", err=True)
    if not wanted.remember:
        return _Done(_with_warnings(_make(table, wanted, stack), codes))

    def finishing(left_out: frozenset[int]) -> None:
        made = (isinstance(row, rows.Job) and row.row not in left_out for row in listed.each(bare=True))
        printed.drawn(made_of(codes.ids(), made), len(left_out))

    if printed.is_drawn:
        report = _finished(trial.survey(listed.each(bare=True)), printed.left_out)
    else:
        report = _make(table, wanted, stack, begin=printed.begin, finishing=finishing)
        if report.resumed < report.made:
            printed.drawn_again()
    try:
        remembered, gone = printed.tell(client)
    except QRDeskError:
        if not wanted.quiet:
            click.echo(f"{wanted.out} is finished; its codes are not all remembered as printed. {_AGAIN}", err=True)
        raise
    return _Done(_with_warnings(report, codes), remembered, gone)


def _make(
    table: "Table",
    wanted: _Wanted,
    stack: ExitStack,
    *,
    begin: Callable[[], None] = lambda: None,
    finishing: Callable[[frozenset[int]], None] = lambda _left_out: None,
) -> BatchReport:
    from qrdesk.core.artwork import batch as batches  # noqa: PLC0415 as above

    draft, assets, out = wanted.draft, wanted.assets, wanted.out
    if not wanted.force and not batches.is_free(table, draft, out, assets):
        raise _taken(out)
    begin()
    bar = _Bar(stack, quiet=wanted.quiet)
    return batches.run(table, draft, out, assets, progress=bar, anew=wanted.anew, finishing=finishing)


def _finished(found: "Survey", left_out: int) -> BatchReport:
    """Return what an earlier run had made, which only was not remembered."""
    made = found.jobs - left_out
    rows, refused = found.jobs + found.refused, found.refused + left_out
    return BatchReport(rows=rows, made=made, resumed=made, refused=refused, problems=tuple(found.problems))


def _with_warnings(report: BatchReport, codes: LinkCodes) -> BatchReport:
    return report.model_copy(update={"warnings": (*codes.warnings, *report.warnings)})


def _taken(out: Path) -> CannotWrite:
    what = "has files in it that are not of this batch" if out.is_dir() else "is there already"
    return CannotWrite(f"{out} {what}, and stays as it is. Choose another name, or add --force.")


class _Bar:
    """Shows how far it has come, from when it is known how far it goes."""

    def __init__(self, stack: ExitStack, *, quiet: bool) -> None:
        self._stack, self._quiet, self._done = stack, quiet, 0
        self._update = None

    def __call__(self, done: int, total: int) -> None:
        """Show that ``done`` of ``total`` are made."""
        if self._update is None:
            self._update = self._stack.enter_context(progress(total, "Codes", quiet=self._quiet))
        self._update(done - self._done)
        self._done = done


def _draft(client: Client, form: str, options: dict[str, Any]) -> "tuple[BatchDraft, Assets]":
    design = design_from(client, Design(), options)
    kind = options.pop("kind") or _BY_FORM.get(BatchForm(form), "pdf")
    fields: dict[str, Any] = {"format": kind, "size_mm": options.pop("size_mm"), **order_from(client, options)}
    paper = {name: options.pop(name) for name in OF_PAPER}
    sheet = sheet_of(options.pop("sheet"), paper, fields.get("bleed_mm", 0))
    label = {name: options.pop(name) for name in ("lines", "address", "layout", "code_mm", "text_mm")}
    draft = BatchDraft.model_validate(
        {
            "form": form,
            "columns": _columns(options.pop("columns")),
            "design": design,
            "order": fields,
            "name": options.pop("pattern"),
            "sheet": sheet,
            "label": label,
            **options,
        }
    )
    return draft, assets_of(client, draft.design, draft.order.profile)


def _columns(said: Sequence[str]) -> dict[str, str]:
    found: dict[str, str] = {}
    for one in said:
        what, equals, heading = one.partition("=")
        if not equals or what.strip() not in _COLUMNS or not heading.strip():
            raise click.UsageError(f"Write --column WHAT=HEADING, where WHAT is one of {', '.join(_COLUMNS)}.")
        found[what.strip()] = heading.strip()
    return found


def _say(report: BatchReport, out: Path) -> None:
    pages = f" on {counted(report.pages, 'page')}" if report.pages else ""
    score = "" if report.points is None else f", score {report.points} of 100"
    before = f" ({report.resumed:,} from before)" if report.resumed else ""
    click.echo(f"{out}: {counted(report.made, 'code')}{before}{pages}, each read back{score}")
    for warning in report.warnings:
        click.echo(f"Warning: {warning}", err=True)
    for problem in report.problems[:_SHOWN]:
        click.echo(f"Row {problem.row} of the file: {problem.text}", err=True)
    if report.refused > _SHOWN:
        click.echo(f"... and {report.refused - _SHOWN:,} more rows were left out.", err=True)


def _say_remembered(done: _Done, *, trial: bool) -> None:
    if trial:
        click.echo(_TRIAL)
    elif done.remembered or not done.report.made:
        click.echo(f"Remembered as printed: {counted(done.remembered, 'code')}")
    else:
        click.echo("They were remembered as printed before.")
    if done.gone:
        click.echo(f"Warning: not remembered, because deleted meanwhile: {counted(done.gone, 'code')}", err=True)
