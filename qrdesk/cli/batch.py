"""qrdesk batch"""

import sys
import tempfile
from collections.abc import Sequence
from contextlib import ExitStack
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from qrdesk.cli.artwork_options import FORMATS, design_from, look, order, order_from
from qrdesk.cli.batch_links import TEXT, with_codes
from qrdesk.cli.common import counted, show, where
from qrdesk.cli.json_files import object_in
from qrdesk.cli.progress import progress
from qrdesk.client import Client, Design
from qrdesk.core.errors import CannotWrite
from qrdesk.core.schemas.batch import BatchDraft, BatchForm, BatchReport, SheetDraft

if TYPE_CHECKING:
    from qrdesk.core.artwork.assets import Assets

_SHOWN = 20  # problems, before the rest is only counted
_COLUMNS = ("text", "url", "slug", "title", "name")
_FORMS = [one.value for one in BatchForm]
_BY_FORM = {BatchForm.FILES: "svg", BatchForm.ZIP: "svg"}
_AGAIN = "Run the same command again to go on: what is finished is not made twice."


@click.command()
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
@click.option("--links", is_flag=True, help="FILE has slugs of links: their codes are made.")
@click.option("--name", "pattern", default="{row:04}-{slug}", show_default=True, help="Of files; columns in braces.")
@click.option("--sheet", default=None, metavar="CODE|WxH|FILE.json", help="Label sheet, such as L7160, or 50x30 in mm.")
@click.option("--gap-mm", default=0.0, help="Between labels of a size of your own.")
@click.option("--start", default=1, show_default=True, type=click.IntRange(1), help="First label that is free.")
@click.option("--line", "lines", multiple=True, metavar="WORDS", help="A line of a label, such as “{name}”; 3 at most.")
@click.option("--address", is_flag=True, help="Write what the code says on the label, too.")
@click.option("--layout", default="beside", show_default=True, type=click.Choice(["beside", "above", "code"]))
@click.option("--code-mm", default=None, type=float, help="Width of a label's code; left out: as large as it goes.")
@click.option("--text-mm", default=3.5, show_default=True, help="Size of a label's first line.")
@click.option("--keep-duplicates", is_flag=True, help="Make rows that say the same all the same.")
@click.option("--anew", is_flag=True, help="Begin from the first row, whatever was finished before.")
@click.option("--force", is_flag=True, help="Write over what is there.")
@look
@order
@where
def batch(client: Client, as_json: bool, file: Path, out: Path, form: str, force: bool, **options: Any) -> None:
    r"""Make codes of a list (CSV or XLSX): one PDF, a file for each row, a zip, or sheets of labels.

    Rows that are no use are left out and told; then it exits 1. Stopped with Ctrl+C, the same command goes on.

    \b
    qrdesk batch list.csv --out codes.pdf --format pdfx4 --ink k
    qrdesk batch list.xlsx --out labels.pdf --as sheets --sheet L7160 --line "{name}" --line "No. {serial}"
    qrdesk batch slugs.csv --links --as zip --format eps --out codes.zip
    """
    if form != BatchForm.FILES.value and out.exists() and not force:
        raise _taken(out)
    links, anew = options.pop("links"), options.pop("anew")
    report = _run(client, file, out, _draft(client, form, options), links=links, anew=anew, force=force, quiet=as_json)
    if as_json:
        show({"out": str(out), **report.model_dump(mode="json")})
    else:
        _say(report, out)
    if report.refused:
        sys.exit(1)


def _run(
    client: Client,
    file: Path,
    out: Path,
    wanted: "tuple[BatchDraft, Assets]",
    *,
    links: bool,
    anew: bool,
    force: bool,
    quiet: bool,
) -> BatchReport:
    from qrdesk.core.artwork import batch as batches  # noqa: PLC0415 zxing takes 30 ms, and other commands need none

    draft, assets = wanted
    with ExitStack() as stack:
        table = batches.read(file)
        if links:
            folder = stack.enter_context(tempfile.TemporaryDirectory(prefix="qrdesk-"))
            table = with_codes(client, table, draft.columns.slug, Path(folder))
            columns = draft.columns.model_copy(update={"text": TEXT, "url": ""})
            draft = draft.model_copy(update={"columns": columns})
        if not force and not batches.is_free(table, draft, out, assets):
            raise _taken(out)
        bar = _Bar(stack, quiet=quiet)
        try:
            return batches.run(table, draft, out, assets, progress=bar, anew=anew)
        except KeyboardInterrupt:
            stack.close()
            click.echo(f"\n{_AGAIN}", err=True)
            raise


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
    fields: dict[str, Any] = {"format": kind, "size_mm": options.pop("size_mm"), **order_from(options)}
    sheet = _sheet(options.pop("sheet"), options.pop("gap_mm"), fields.get("bleed_mm", 0))
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
    return draft, _assets(client, draft)


def _columns(said: Sequence[str]) -> dict[str, str]:
    found: dict[str, str] = {}
    for one in said:
        what, equals, heading = one.partition("=")
        if not equals or what.strip() not in _COLUMNS or not heading.strip():
            raise click.UsageError(f"Write --column WHAT=HEADING, where WHAT is one of {', '.join(_COLUMNS)}.")
        found[what.strip()] = heading.strip()
    return found


def _sheet(said: str | None, gap_mm: float, bleed_mm: float) -> SheetDraft | None:
    from qrdesk.core.artwork import sheet as sheets  # noqa: PLC0415 only this command needs them

    if said is None:
        return None
    if said.lower().endswith(".json"):
        return SheetDraft.model_validate(object_in(said))
    width, times, height = said.lower().replace("×", "x").partition("x")
    try:
        size = (float(width), float(height)) if times else None
    except ValueError:
        size = None
    return sheets.by_code(said) if size is None else sheets.n_up(*size, gap_mm=gap_mm, bleed_mm=bleed_mm)


def _assets(client: Client, draft: BatchDraft) -> "Assets":
    """Return the files that a look and an order name."""
    from qrdesk.core.artwork.assets import Assets  # noqa: PLC0415 only this command needs them

    look, profile = draft.design, draft.order.profile
    logo = look.logo.file if look.logo is not None else ""
    font = look.frame.font if look.frame is not None and look.frame.font.startswith("fil_") else ""
    return Assets(
        logo=client.files.download(logo).content if logo else b"",
        logo_type=client.files.get(logo).media_type if logo else "",
        font=client.files.download(font).content if font else b"",
        profile=client.files.download(profile).content if profile else b"",
    )


def _say(report: BatchReport, out: Path) -> None:
    pages = f" on {counted(report.pages, 'page')}" if report.pages else ""
    score = "" if report.points is None else f", score {report.points} of 100"
    before = f" ({report.resumed:,} from before)" if report.resumed else ""
    click.echo(f"{out}: {counted(report.made, 'code')}{before}{pages}, each read back{score}")
    for warning in report.warnings:
        click.echo(f"Warning: {warning}", err=True)
    for problem in report.problems[:_SHOWN]:
        click.echo(f"Row {problem.row}: {problem.text}", err=True)
    if report.refused > _SHOWN:
        click.echo(f"... and {report.refused - _SHOWN:,} more rows were left out.", err=True)
