"""qrdesk import"""

import sys
from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import TypedDict, Unpack

import click

from qrdesk.cli import completing
from qrdesk.cli.common import show, where
from qrdesk.cli.progress import progress
from qrdesk.client import Client, importing
from qrdesk.client.formats import NAMES
from qrdesk.client.importing import Refusal, Tally
from qrdesk.core.errors import CannotWrite, QRDeskError

_STOPPED = 130  # what shells say of a program that Ctrl-C ended
_SHOWN = 20  # notices, before the rest is only counted
_REASONS = 10  # of rows left out that are said although they are in a file
_REJECTS = "Write the rows left out to this file. Else to a new one beside the list."
_REFUSED_TO = "The folder for that new file, instead of the list's own."
_AGAIN = "Run the same command again to go on: what is in is not made twice."


class _Asked(TypedDict):
    host: str | None
    folder: str
    dry_run: bool


@dataclass(slots=True)
class _Run:
    """How an import went."""

    tally: Tally
    failure: QRDeskError | None = None
    stopped: bool = False
    left: list[Refusal] = field(default_factory=list[Refusal])
    written: Path | None = None


@click.command("import")
@click.argument("file", type=click.Path(path_type=Path, exists=True, dir_okay=False))
@click.option("--format", "name", default="auto", show_default=True, type=click.Choice(["auto", *NAMES]))
@click.option("--dry-run", is_flag=True, help="Make nothing; only say what would become of each row.")
@click.option(
    "--host",
    default=None,
    help="For all links; left out: where each was, if that is a domain of yours.",
    shell_complete=completing.domains,
)
@click.option(
    "--folder", default="", help="Name of a folder for links whose row names none.", shell_complete=completing.folders
)
@click.option("--rejects", default=None, type=click.Path(path_type=Path, dir_okay=False), metavar="FILE", help=_REJECTS)
@click.option(
    "--refused-to", default=None, type=click.Path(path_type=Path, file_okay=False), metavar="FOLDER", help=_REFUSED_TO
)
@where
def import_command(
    client: Client,
    as_json: bool,
    file: Path,
    name: str,
    rejects: Path | None,
    refused_to: Path | None,
    **asked: Unpack[_Asked],
) -> None:
    """Make links from a file: any CSV with a column for the destination, or what QRDesk, Bitly, YOURLS, Kutt, Shlink,
    Dub, Rebrandly or Short.io exports as CSV or JSON.

    Good rows go in. Bad ones are written, with the reason, to a file beside the original. To import the same file again
    makes nothing twice.
    """
    run = _send(client, Tally(importing.read_links(file, name)), quiet=as_json, **asked)
    if not asked["dry_run"] or rejects:
        _write_left(run, refused_to, rejects)
    if as_json:
        _show(run, dry_run=asked["dry_run"])
    else:
        _say(run, dry_run=asked["dry_run"])
    if run.stopped:
        sys.exit(_STOPPED)
    if run.failure is not None:
        raise run.failure
    if not run.tally.made and not run.tally.there:
        sys.exit(1)  # a script must not take this for a success


def _send(client: Client, tally: Tally, *, quiet: bool, **asked: Unpack[_Asked]) -> _Run:
    run = _Run(tally)
    source = tally.source
    try:
        with progress(len(source.rows), source.format.title, quiet=quiet) as step:
            for report in importing.send(
                client, source, asked["host"], folder=asked["folder"], dry_run=asked["dry_run"]
            ):
                before = tally.sent
                tally.add(report)
                step(tally.sent - before)
    except KeyboardInterrupt:
        run.stopped = True
    except QRDeskError as fault:
        run.failure = fault  # what went in stays; the rest is written out like bad rows
    why = f"Not sent: {run.failure}" if run.failure else ""
    # stopped, the rows not sent stay in their own file: that one is imported again
    run.left = [one for one in tally.left_out(why) if one.reason or not run.stopped]
    return run


def _write_left(run: _Run, folder: Path | None, path: Path | None) -> None:
    try:
        if run.left:
            run.written = importing.write_refused(run.tally.source, run.left, folder, path=path)
    except CannotWrite as fault:
        run.failure = fault  # said last: the rows that are not in are printed instead


def _show(run: _Run, *, dry_run: bool) -> None:
    tally = run.tally
    show(
        {
            "format": tally.source.format.name,
            "dry_run": dry_run,
            "created": tally.made,
            "there": tally.there,
            "refused": [{"row": one.row.number, "reason": one.reason} for one in run.left],
            "notices": [one.model_dump() for one in tally.notices],
            "foreign_hosts": sorted(tally.foreign_hosts),
            "undated": tally.undated,
            "stopped": run.stopped,
            "file": str(run.written) if run.written else None,
        }
    )


def _say(run: _Run, *, dry_run: bool) -> None:
    tally = run.tally
    count = len(tally.source.rows)
    made = "would be made" if dry_run else "made"
    click.echo(
        f"{count:,} row{'' if count == 1 else 's'}: "
        f"{tally.made:,} {made}, {tally.there:,} there already, {len(run.left):,} left out"
    )
    if tally.foreign_hosts:
        _say_foreign(sorted(tally.foreign_hosts), dry_run=dry_run)
    if tally.undated:
        _say_undated(len(tally.undated), dry_run=dry_run)
    for one in tally.notices[:_SHOWN]:
        click.echo(f"Row {one.row}: {one.notice}", err=True)
    if len(tally.notices) > _SHOWN:
        click.echo(f"The same or alike for {len(tally.notices) - _SHOWN:,} more rows; --json lists them all.", err=True)
    for left in run.left[:_REASONS] if run.written else run.left:
        click.echo(f"Row {left.row.number}: {left.reason}", err=True)
    if run.written:
        click.echo(f"The rows left out, with the reason for each: {run.written}", err=True)
    if run.stopped or run.failure:
        click.echo(_AGAIN, err=True)


def _say_undated(rows: int, *, dry_run: bool) -> None:
    bring = "1 row brings a number of hits" if rows == 1 else f"{rows:,} rows bring numbers of hits"
    count = "would count" if dry_run else "count"
    click.echo(
        f"{bring} but no days: they {count} on the day the link was made, today where the list names none.", err=True
    )


def _say_foreign(hosts: Sequence[str], *, dry_run: bool) -> None:
    named = ", ".join(hosts[:_SHOWN]) + (f" and {len(hosts) - _SHOWN:,} more" if len(hosts) > _SHOWN else "")
    what = "is no domain" if len(hosts) == 1 else "are no domains"
    click.echo(
        f"{named} {what} of this workspace: links from there {'would get' if dry_run else 'got'} an address on its "
        "default domain. Codes printed with the old addresses do not lead here.",
        err=True,
    )
