"""qrdesk import"""

import sys
from pathlib import Path

import click

from qrdesk.cli.common import show, where
from qrdesk.client import Client, importing
from qrdesk.core.errors import CannotWrite, QRDeskError


@click.command("import")
@click.argument("file", type=click.Path(path_type=Path, exists=True, dir_okay=False))
@click.option("--host", default=None, help="One of your domains; left out: the default one.")
@click.option("--refused-to", default=None, type=click.Path(path_type=Path, file_okay=False), help="Where bad rows go.")
@where
def import_command(client: Client, as_json: bool, file: Path, host: str | None, refused_to: Path | None) -> None:
    """Make links from a CSV file with the columns destination (or url), slug, title, note, tags.

    Good rows go in. Bad ones are written, with the reason, to a file beside the original.
    """
    source = importing.read_links(file)
    tally = importing.Tally(source)
    failure: QRDeskError | None = None
    try:
        for report in importing.send(client, source, host):
            tally.add(report)
    except QRDeskError as fault:
        failure = fault  # what went in stays; the rest is written out like bad rows
    refused = tally.left_out(f"Not sent: {failure}" if failure else "")
    written: Path | None = None
    try:
        written = importing.write_refused(source, refused, refused_to) if refused else None
    except CannotWrite as fault:
        failure = fault  # said last: the rows that are not in are printed instead
    if as_json:
        rows = [{"row": one.row.number, "reason": one.reason} for one in refused]
        show({"created": len(tally.created), "refused": rows, "file": str(written) if written else None})
    else:
        click.echo(f"{len(tally.created):,} links made, {len(refused):,} rows left out.")
        if written:
            click.echo(f"The rows left out, with the reason for each: {written}", err=True)
        for one in refused if written is None else ():
            click.echo(f"Row {one.row.number}: {one.reason}", err=True)
    if failure is not None:
        raise failure
    if not tally.created:
        sys.exit(1)  # a script must not take this for a success
