"""qrdesk stats ..."""

from datetime import date
from typing import Any

import click

from qrdesk.cli.common import F, show, where
from qrdesk.client import Client, Dimension, HitQuery, PeriodQuery, TimelineQuery, TopQuery

_DAY = click.DateTime(["%Y-%m-%d"])


@click.group()
def stats() -> None:
    """Count scans and clicks."""


def _period(command: F) -> F:
    start = click.option("--from", "start", type=_DAY, default=None, help="First day; left out: 29 days before --to.")
    end = click.option("--to", "end", type=_DAY, default=None, help="Last day; left out: today.")
    link = click.option("--link", default="", help="Only this link (address or id).")
    return start(end(link(command)))


def _asked(start: Any, end: Any, link: str) -> dict[str, date | str]:
    days = {"start": start and start.date(), "end": end and end.date()}
    return {**{name: day for name, day in days.items() if day}, "link_id": link}


@stats.command()
@_period
@where
def totals(client: Client, as_json: bool, start: Any, end: Any, link: str) -> None:
    """Show the sums of a period, and of the one before it."""
    found = client.analytics.totals(PeriodQuery.model_validate(_asked(start, end, link)))
    if as_json:
        show(found)
        return
    click.echo(f"{found.start} to {found.end}: {found.scans:,} scans, {found.clicks:,} clicks, {found.bots:,} bots")
    click.echo(f"before that: {found.previous_scans:,} scans, {found.previous_clicks:,} clicks", err=True)


@stats.command()
@_period
@click.option("--step", default="day", show_default=True, type=click.Choice(["hour", "day"]))
@where
def timeline(client: Client, as_json: bool, start: Any, end: Any, link: str, step: str) -> None:
    """Show hits over time."""
    found = client.analytics.timeline(TimelineQuery.model_validate({**_asked(start, end, link), "step": step}))
    if as_json:
        show(found)
        return
    for point in found.points:
        click.echo(f"{point.at:%Y-%m-%d %H:%M}  {point.scans:>8,} scans  {point.clicks:>8,} clicks")


@stats.command()
@click.argument("dimension", type=click.Choice([one.value for one in Dimension]))
@_period
@click.option("--limit", default=10, show_default=True, type=click.IntRange(1, 200))
@where
def top(client: Client, as_json: bool, dimension: str, start: Any, end: Any, link: str, limit: int) -> None:
    """Show the most frequent values of a dimension, such as country or rule."""
    query = {**_asked(start, end, link), "dimension": dimension, "limit": limit}
    found = client.analytics.top(TopQuery.model_validate(query))
    if as_json:
        show(found)
        return
    for row in found.rows:
        click.echo(f"{row.hits:>8,}  {row.share:>5.0%}  {row.label or row.value or 'unknown'}")


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
        click.echo(f"{hit.at:%Y-%m-%d %H:%M:%S}  {kind:<5}  {hit.country or '--'}  {hit.device:<8}  {hit.title}")


@stats.command("link")
@click.argument("names", nargs=-1, required=True, metavar="NAME...")
@where
def of_links(client: Client, as_json: bool, names: tuple[str, ...]) -> None:
    """Show the hits of links at a glance, by id or address."""
    if len(names) == 1:
        found = [client.links.summary(names[0])]
    else:
        found = client.links.summaries([client.links.get(name).id for name in names])
    if as_json:
        show(list(found))
        return
    for one in found:
        click.echo(
            f"{one.link_id}  {one.total_hits:,} in all, {one.last_7_days:,} in 7 days, {one.last_30_days:,} in 30"
        )
