"""qrdesk stats ..."""

from datetime import date
from pathlib import Path
from typing import Any

import click

from qrdesk.cli.common import show, where
from qrdesk.cli.stats_options import DAY, asked, chosen
from qrdesk.client import (
    Client,
    Dimension,
    ExportQuery,
    HitQuery,
    LeadersQuery,
    MissQuery,
    PeriodQuery,
    TimelineQuery,
    TopQuery,
    TotalsQuery,
    exporting,
)

_STEPS = ["hour", "day", "week", "month"]
_WEEKDAYS = ("Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun")
_LIMIT = click.option("--limit", default=10, show_default=True, type=click.IntRange(1, 200))


@click.group()
def stats() -> None:
    """Count scans and clicks."""


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
    if as_json:
        show(found)
        return
    visitors = "" if found.visitors is None else f", {found.visitors:,} visitors by the day"
    counts = f"{found.scans:,} scans, {found.clicks:,} clicks, {found.bots:,} bots{visitors}"
    click.echo(f"{found.start} to {found.end}: {counts}")
    before = "before that" if compare == "before" else "a year before"
    click.echo(f"{before}: {found.previous_scans:,} scans, {found.previous_clicks:,} clicks", err=True)
    _tell_start(found.exact_from)


@stats.command()
@chosen
@click.option("--step", default="day", show_default=True, type=click.Choice(_STEPS))
@where
def timeline(client: Client, as_json: bool, step: str, **options: Any) -> None:
    """Show hits over time."""
    found = client.analytics.timeline(TimelineQuery.model_validate({**asked(options), "step": step}))
    if as_json:
        show(found)
        return
    for point in found.points:
        click.echo(f"{point.at:%Y-%m-%d %H:%M}  {point.scans:>8,} scans  {point.clicks:>8,} clicks")
    _tell_start(found.exact_from)


@stats.command()
@click.argument("dimension", type=click.Choice([one.value for one in Dimension]))
@chosen
@_LIMIT
@where
def top(client: Client, as_json: bool, dimension: str, limit: int, **options: Any) -> None:
    """Show the most frequent values of a dimension, such as country or rule."""
    query = {**asked(options), "dimension": dimension, "limit": limit}
    found = client.analytics.top(TopQuery.model_validate(query))
    if as_json:
        show(found)
        return
    for row in found.rows:
        click.echo(f"{row.hits:>8,}  {row.share:>5.0%}  {row.label or row.value or 'unknown'}")
    _tell_start(found.exact_from)


@stats.command()
@chosen
@_LIMIT
@where
def leaders(client: Client, as_json: bool, limit: int, **options: Any) -> None:
    """Show the links with most hits."""
    found = client.analytics.leaders(LeadersQuery.model_validate({**asked(options), "limit": limit}))
    if as_json:
        show(found)
        return
    for row in found.rows:
        click.echo(f"{row.hits:>8,}  {row.link_id}  {row.title}")
    _tell_start(found.exact_from)


@stats.command()
@chosen
@where
def heatmap(client: Client, as_json: bool, **options: Any) -> None:
    """Show hits by weekday and hour."""
    found = client.analytics.heatmap(PeriodQuery.model_validate(asked(options)))
    if as_json:
        show(found)
        return
    width = max(3, *(len(f"{count:,}") + 1 for row in found.rows for count in row))
    click.echo("   " + "".join(f"{hour:>{width}}" for hour in range(24)))
    for weekday, row in zip(_WEEKDAYS, found.rows, strict=True):
        click.echo(weekday + "".join(f"{count:>{width},}" for count in row))
    _tell_start(found.exact_from)


@stats.command()
@click.option("--from", "start", type=DAY, default=None, help="First day; left out: 29 days before --to.")
@click.option("--to", "end", type=DAY, default=None, help="Last day; left out: today.")
@click.option("--domain", default="", help="Only this domain (host or id).")
@click.option("--limit", default=50, show_default=True, type=click.IntRange(1, 200))
@where
def misses(client: Client, as_json: bool, start: Any, end: Any, domain: str, limit: int) -> None:
    """Show visits that met no link: addresses nobody made, and domains without one."""
    days = {name: day.date() for name, day in (("start", start), ("end", end)) if day}
    found = client.analytics.misses(MissQuery.model_validate({**days, "domain": domain, "limit": limit}))
    if as_json:
        show(found)
        return
    click.echo(
        f"{found.start} to {found.end}: {found.misses:,} at addresses nobody made, {found.index:,} at a bare domain, "
        f"{found.bots:,} bots"
    )
    for row in found.rows:
        click.echo(f"{row.hits:>8,}  {row.host}/{row.slug or '…  (all others)'}")


@stats.command()
@click.option("--link", default="", help="Only this link (address or id).")
@click.option("--limit", default=50, show_default=True, type=click.IntRange(1, 500))
@where
def hits(client: Client, as_json: bool, link: str, limit: int) -> None:
    """List the latest hits, newest first."""
    found = client.analytics.hits(HitQuery(link_id=link, limit=limit))
    if as_json:
        show(found)
        return
    for hit in found.hits:
        kind = "bot" if hit.bot else hit.source
        click.echo(f"{hit.at:%Y-%m-%d %H:%M:%S} UTC  {kind:<5}  {hit.country or '--'}  {hit.device:<8}  {hit.title}")


@stats.command()
@chosen
@click.option("--format", "file_format", default=None, type=click.Choice(["csv", "jsonl"]), help="Else as FILE ends.")
@click.option("-o", "--output", required=True, type=click.Path(path_type=Path, dir_okay=False), metavar="FILE")
@where
def export(client: Client, as_json: bool, file_format: str | None, output: Path, **options: Any) -> None:
    """Write single hits to a file, the oldest first: CSV, or a line of JSON for each."""
    ending = "jsonl" if output.suffix.lower() in {".json", ".jsonl", ".ndjson"} else "csv"
    query = ExportQuery.model_validate({**asked(options), "format": file_format or ending})
    size = exporting.export_hits(client, output, query)
    if as_json:
        show({"bytes": size, "file": str(output)})
    else:
        click.echo(f"The hits are in {output} ({size:,} bytes)")


@stats.command("link")
@click.argument("names", nargs=-1, required=True, metavar="NAME...")
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


def _tell_start(exact_from: date | None) -> None:
    if exact_from is not None:
        click.echo(f"Single hits are kept since {exact_from}: this is about hits from that day on.", err=True)
