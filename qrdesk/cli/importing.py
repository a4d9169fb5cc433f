"""qrdesk import"""

import sys
from dataclasses import dataclass, field
from pathlib import Path
from typing import TypedDict, Unpack

import click

from qrdesk.cli.common import show, where
from qrdesk.cli.progress import progress
from qrdesk.client import Client, importing
from qrdesk.client.formats import NAMES
from qrdesk.client.importing import Refusal, Tally
from qrdesk.core.errors import CannotWrite, QRDeskError

_STOPPED = 130  # what shells say of a program that Ctrl-C ended
_SHOWN = 20  # notices, before the rest is only counted
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
@click.option("--host", default=None, help="For all links; left out: where each was, if that is a domain of yours.")
@click.option("--folder", default="", help="Name of a folder for links whose row names none.")
@click.option("--rejects", default=None, type=click.Path(path_type=Path, dir_okay=False), help="File for bad rows.")
@click.option("--refused-to", default=None, type=click.Path(path_type=Path, file_okay=False), help="Folder for it.")
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
            "stopped": run.stopped,
            "file": str(run.written) if run.written else None,
        }
    )


def _say(run: _Run, *, dry_run: bool) -> None:
    tally = run.tally
    made = "links would be made" if dry_run else "links made"
    there = f" {tally.there:,} were there already," if tally.there else ""
    click.echo(f"{tally.made:,} {made},{there} {len(run.left):,} rows left out.")
    if tally.foreign_hosts:
        named = ", ".join(sorted(tally.foreign_hosts)[:_SHOWN])
        click.echo(f"No domains of yours: {named}. Links from there went to your own.", err=True)
    for one in tally.notices[:_SHOWN]:
        click.echo(f"Row {one.row}: {one.notice}", err=True)
    if len(tally.notices) > _SHOWN:
        click.echo(f"The same or alike for {len(tally.notices) - _SHOWN:,} more rows; --json lists them all.", err=True)
    if run.written:
        click.echo(f"The rows left out, with the reason for each: {run.written}", err=True)
    for left in run.left if run.written is None else ():
        click.echo(f"Row {left.row.number}: {left.reason}", err=True)
    if run.stopped or run.failure:
        click.echo(_AGAIN, err=True)
