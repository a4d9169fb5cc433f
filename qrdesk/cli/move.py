"""qrdesk move"""

import sys
from pathlib import Path
from typing import Any

import click

from qrdesk.cli.common import show, where
from qrdesk.cli.move_database import or_to_database
from qrdesk.cli.progress import progress
from qrdesk.cli.standard_output import shown_once
from qrdesk.client import Client, moving
from qrdesk.client.moving import Report, Survey, Verified

_NEEDS_KEY = "--to needs --to-key (or QRDESK_TO_KEY in the environment)."
_SHOWN = 20  # changed codes, before the rest is only counted
_AGAIN = "Run the same command again to go on: nothing is made twice."


@click.command()
@click.option("--to", "address", required=True, metavar="URL", help="The server or the database that takes everything.")
@click.option(
    "--to-key", default="", envvar="QRDESK_TO_KEY", metavar="KEY",
    help="Its key. QRDESK_TO_KEY in the environment keeps it out of the list of processes.",
)  # fmt: skip
@click.option("--dry-run", is_flag=True, help="Copy nothing; only say what would be.")
@click.option(
    "--changed", default=None, type=click.Path(path_type=Path, dir_okay=False), metavar="FILE",
    help="Write the codes whose address changes to this file, as CSV.",
)  # fmt: skip
@or_to_database
@where
def move(client: Client, as_json: bool, address: str, to_key: str, dry_run: bool, changed: Path | None) -> None:
    """Copy everything of the workspace to a server: links, codes, designs, files, webhooks, hits by day.

    Nothing is taken away here. Members, keys, passwords and single hits do not go along. Exits 1 if something is not
    there as it was.

    --to postgresql://USER:PASSWORD@HOST/NAME, or a file (.db), copies the whole database instead, every row of it, and
    compares each table by count and checksum. Nobody may have used it before, and no server may run meanwhile.
    """
    if not to_key:
        raise click.UsageError(_NEEDS_KEY)
    with Client.remote(address, to_key, "cli") as target:
        seen = moving.survey(client, target)
        if changed is not None:
            moving.write_changes(changed, seen.changes)
        if dry_run:
            show(_planned(seen)) if as_json else _say_plan(seen)
            return
        report, found = _run(client, target, seen, quiet=as_json)
    with shown_once("Everything was copied all the same. Give each webhook there another secret."):
        show(_planned(seen) | _done(report, found)) if as_json else _say(seen, report, found)
    sys.exit(0 if found.good and not moving.lost(report, found) else 1)


def _run(client: Client, target: Client, seen: Survey, *, quiet: bool) -> tuple[Report, Verified]:
    report, before = Report(), 0
    try:
        with progress(sum(seen.counts.values()), "Copying", quiet=quiet) as bar:

            def step(done: int, _total: int) -> None:
                nonlocal before
                bar(done - before)
                before = done

            moving.move(client, target, step, report)
        return report, moving.verify(client, target)
    except BaseException:
        for one in report.secrets:  # seen now or never
            click.echo(f"Secret of the webhook “{one.name}”: {one.secret}", err=True)
        if not quiet:
            click.echo(_AGAIN, err=True)
        raise


def _planned(seen: Survey) -> dict[str, Any]:
    return {
        "to": seen.server_url,
        "workspace": seen.workspace,
        "counts": {kind.value: count for kind, count in seen.counts.items()},
        "passwords": seen.passwords,
        "changed": [
            {"code_id": one.code_id, "before": one.before, "after": one.after, "printed": one.printed_at is not None}
            for one in seen.changes
        ],
    }


def _done(report: Report, found: Verified) -> dict[str, Any]:
    return {
        "copied": {
            kind.value: {"made": one.made, "there": one.there, "left": one.left}
            for kind, one in report.counts.items()
        },
        "remarks": [
            {"kind": one.kind and one.kind.value, "name": one.name, "why": one.why.value, "said": one.said}
            for one in report.remarks
        ],
        "secrets": [{"name": one.name, "url": one.url, "secret": one.secret} for one in report.secrets],
        "verified": {
            "good": found.good, "links": found.links, "missing": found.missing, "astray": found.astray,
            "paused": found.paused, "fewer_hits": found.fewer_hits,
            "lost": {kind.value: list(counts) for kind, counts in moving.lost(report, found).items()},
        },
    }  # fmt: skip


def _say_plan(seen: Survey) -> None:
    click.echo(f"To {seen.workspace} at {seen.server_url}:")
    for kind, count in seen.counts.items():
        click.echo(f"  {count:>9,}  {kind.value}")
    _say_changes(seen)


def _say(seen: Survey, report: Report, found: Verified) -> None:
    for kind, one in report.counts.items():
        click.echo(f"{kind.value}: {one.made:,} made, {one.there:,} there already, {one.left:,} left out")
    for one in report.remarks:
        click.echo(f"{one.name}: {one.sentence()}", err=True)
    for one in report.secrets:
        click.echo(f"Secret of the webhook “{one.name}”, shown this one time: {one.secret}")
    _say_changes(seen)
    for said, slugs in (
        ("are not there", found.missing), ("are not as they were", found.astray), ("have fewer hits", found.fewer_hits),
    ):  # fmt: skip
        if slugs:
            click.echo(f"Links that {said}: {', '.join(slugs[:_SHOWN])}", err=True)
    for kind, (there, copied) in moving.lost(report, found).items():
        click.echo(f"{kind.value}: only {there:,} of {copied:,} that were copied are there", err=True)
    click.echo(f"{found.links:,} links lead where they led.")


def _say_changes(seen: Survey) -> None:
    if not seen.changes:
        click.echo("Every code keeps its address.")
        return
    count = len(seen.changes)
    click.echo(f"{count:,} {'code carries' if count == 1 else 'codes carry'} another address there:")
    for one in seen.changes[:_SHOWN]:
        mark = "printed, " if one.printed_at else ""
        click.echo(f"  {one.link}: {mark}{one.before} -> {one.after}")
    if count > _SHOWN:
        click.echo(f"  and {count - _SHOWN:,} more; --changed FILE writes them all.")
    click.echo("What is on paper goes on saying the old address: keep serving it (qrdesk serve), or print these again.")
