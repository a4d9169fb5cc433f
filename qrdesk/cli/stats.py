"""qrdesk stats ..."""

from collections.abc import Iterable, Iterator
from typing import Any

import click

from qrdesk.cli import completing
from qrdesk.cli.common import counted, show, where
from qrdesk.cli.outputs import Output, to_file
from qrdesk.cli.stats_hits import NONE, hits
from qrdesk.cli.stats_options import DAY, asked, chosen
from qrdesk.client import (
    Client,
    Dimension,
    ExportQuery,
    LeadersQuery,
    MissQuery,
    PeriodQuery,
    TimelineQuery,
    TopQuery,
    TotalsQuery,
    exporting,
)
from qrdesk.core.schemas.analytics import Answer, TopView

_NAMED = {Dimension.RULE, Dimension.VARIANT, Dimension.CODE}  # shown by name, and chosen by id
_STEPS = ["hour", "day", "week", "month"]
_NOT_KNOWN = "-"
_WEEKDAYS = ("Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun")
_LIMIT = click.option("--limit", default=10, show_default=True, type=click.IntRange(1, 200))


@click.group()
def stats() -> None:
    """Count scans and clicks."""


stats.add_command(hits)


@stats.command()
@chosen
@click.option(
    "--compare",
    default="before",
    show_default=True,
    type=click.Choice(["before", "year"]),
    help="With the time before.",
)
@where
def totals(client: Client, as_json: bool, compare: str, **options: Any) -> None:
    """Show the sums of a period, and of the one it is compared with."""
    found = client.analytics.totals(TotalsQuery.model_validate({**asked(options), "compare": compare}))
    people = f"{counted(found.bots, 'bot')}, {counted(found.visitors, 'visitor')} by the day"
    lines = [f"{found.start} to {found.end}: {_hits(found.scans, found.clicks)}, {people}"]
    if found.bots is None:
        lines.append("Bots and visitors are not known with a filter.")
    _tell(found, as_json, lines)
    if not as_json:
        before = "before that" if compare == "before" else "a year before"
        click.echo(f"{before}: {_hits(found.previous_scans, found.previous_clicks)}", err=True)


@stats.command()
@chosen
@click.option("--step", default="day", show_default=True, type=click.Choice(_STEPS))
@where
def timeline(client: Client, as_json: bool, step: str, **options: Any) -> None:
    """Show hits over time."""
    found = client.analytics.timeline(TimelineQuery.model_validate({**asked(options), "step": step}))
    points = found.points
    _tell(found, as_json, (f"{p.at:%Y-%m-%d %H:%M}  {p.scans:>8,} scans  {p.clicks:>8,} clicks" for p in points))


@stats.command()
@click.argument("dimension", type=click.Choice([one.value for one in Dimension]))
@chosen
@_LIMIT
@where
def top(client: Client, as_json: bool, dimension: str, limit: int, **options: Any) -> None:
    """Show the most frequent values of a dimension, such as country or rule.

    Rules, variants and codes come with the id that --where takes, as --where rule=ID.
    """
    query = {**asked(options), "dimension": dimension, "limit": limit}
    found = client.analytics.top(TopQuery.model_validate(query))
    _tell(found, as_json, _top_lines(found) if found.rows else [NONE])


@stats.command()
@chosen
@_LIMIT
@where
def leaders(client: Client, as_json: bool, limit: int, **options: Any) -> None:
    """Show the links with most hits."""
    found = client.analytics.leaders(LeadersQuery.model_validate({**asked(options), "limit": limit}))
    lines = [f"{row.hits:>8,}  {row.link_id}  {row.title}" for row in found.rows]
    _tell(found, as_json, lines or [NONE])


@stats.command()
@chosen
@where
def heatmap(client: Client, as_json: bool, **options: Any) -> None:
    """Show hits by weekday and hour."""
    found = client.analytics.heatmap(PeriodQuery.model_validate(asked(options)))
    width = max(3, *(len(f"{count:,}") + 1 for row in found.rows for count in row))
    hours = "   " + "".join(f"{hour:>{width}}" for hour in range(24))
    days = (
        weekday + "".join(f"{count:>{width},}" for count in row)
        for weekday, row in zip(_WEEKDAYS, found.rows, strict=True)
    )
    _tell(found, as_json, [hours, *days])


@stats.command()
@click.option("--from", "start", type=DAY, default=None, help="First day; left out: 29 days before --to.")
@click.option("--to", "end", type=DAY, default=None, help="Last day; left out: today.")
@click.option("--domain", default=None, help="Only this domain (host or id).", shell_complete=completing.domains)
@click.option("--limit", default=50, show_default=True, type=click.IntRange(1, 200))
@where
def misses(client: Client, as_json: bool, start: Any, end: Any, domain: str | None, limit: int) -> None:
    """Show visits that were led nowhere: addresses nobody made, domains alone, and links paused, ended or deleted."""
    days = {name: day.date() for name, day in (("start", start), ("end", end)) if day}
    found = client.analytics.misses(MissQuery.model_validate({**days, "domain": domain, "limit": limit}))
    if as_json:
        show(found)
        return
    click.echo(
        f"{found.start} to {found.end}: {found.misses:,} at addresses nobody made, {found.index:,} at a bare domain, "
        f"{found.shut:,} at links that led nowhere, {counted(found.bots, 'bot')}"
    )
    for row in found.rows:
        click.echo(f"{row.hits:>8,}  {row.host}/{row.slug or '…  (all others)'}")
    if found.shut_rows:
        click.echo("Links that led nowhere (paused, not begun, ended, used up, archived, deleted, or in a circle):")
    for row in found.shut_rows:
        click.echo(f"{row.hits:>8,}  {row.host}/{row.slug or '…  (all others)'}  {row.title}".rstrip())


@stats.command()
@chosen
@click.option("--format", "file_format", default=None, type=click.Choice(["csv", "jsonl"]), help="Else as FILE ends.")
@where
@to_file
def export(client: Client, as_json: bool, file_format: str | None, output: Output, **options: Any) -> None:
    """Write single hits to a file, the oldest first: CSV, or a line of JSON for each.

    Without filters bots are in the file (column bot), with --source or --where they are not; times are UTC.
    """
    ending = "jsonl" if output.ending in {".json", ".jsonl", ".ndjson"} else "csv"
    query = ExportQuery.model_validate({**asked(options), "format": file_format or ending})
    size = exporting.export_hits(client, output.target, query)
    if as_json:
        show({"bytes": size, "file": str(output)})
    else:
        output.say(f"The hits are in {output} ({size:,} bytes)")


@stats.command("link")
@click.argument("names", nargs=-1, required=True, metavar="NAME...", shell_complete=completing.links)
@where
def of_links(client: Client, as_json: bool, names: tuple[str, ...]) -> None:
    """Show the hits of links at a glance, by id or address."""
    named: dict[str, str] = {}
    if len(names) == 1:
        found = [client.links.summary(names[0])]
        named[found[0].link_id] = names[0]
    else:
        named = {client.links.get(name).id: name for name in names}
        found = client.links.summaries(list(named))
    if as_json:
        show(list(found))
        return
    for one in found:
        lately = f"{one.last_7_days:,} in 7 days, {one.last_30_days:,} in 30"
        click.echo(f"{named[one.link_id]}  {one.total_hits:,} in all, {lately}")


def _tell(found: Answer, as_json: bool, lines: Iterable[str]) -> None:
    """Print an answer: as JSON, or the lines that say it and what it rests on."""
    if as_json:
        show(found)
        return
    for line in lines:
        click.echo(line)
    if found.exact_from is not None:
        click.echo(f"Single hits are kept since {found.exact_from}: this is about hits from that day on.", err=True)


def _top_lines(found: TopView) -> Iterator[str]:
    width = max((len(row.value) for row in found.rows), default=0)
    for row in found.rows:
        named = f"{row.value or _NOT_KNOWN:<{width}}  " if found.dimension in _NAMED else ""
        yield f"{row.hits:>8,}  {row.share:>5.0%}  {named}{row.label or row.value or 'unknown'}"


def _hits(scans: int, clicks: int) -> str:
    return f"{counted(scans, 'scan')}, {counted(clicks, 'click')}"
