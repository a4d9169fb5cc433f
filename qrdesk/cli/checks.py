"""qrdesk link check, qrdesk events"""

import click

from qrdesk.cli import completing
from qrdesk.cli.common import show, where
from qrdesk.client import Client, EventQuery
from qrdesk.core.schemas.links import TargetStatus


@click.command()
@click.argument("name", shell_complete=completing.links)
@where
def check(client: Client, as_json: bool, name: str) -> None:
    """Look whether the destination of a link answers. Ends with 1 when it does not."""
    found = client.links.check_target(name)
    if as_json:
        show(found)
    else:
        click.echo(f"{found.status.value}  {found.detail}")
        if found.on_fallback:
            click.echo("Visitors are sent to its fallback meanwhile.", err=True)
    if found.status in {TargetStatus.FAILING, TargetStatus.DOWN}:
        raise click.exceptions.Exit(1)


@click.command()
@click.option("--kind", default="", help="Only these, such as link.destination_down.")
@click.option("--link", default="", metavar="NAME", help="Only those of one link.", shell_complete=completing.links)
@click.option("--limit", default=50, show_default=True, type=click.IntRange(1, 1000))
@where
def events(client: Client, as_json: bool, kind: str, link: str, limit: int) -> None:
    """List what happened without anybody asking for it, newest first."""
    page = client.events.list(EventQuery(kind=kind, link=link, limit=limit))
    if as_json:
        show(page)
        return
    for one in page.data:
        click.echo(f"{one.at:%Y-%m-%d %H:%M}  {one.kind}  {one.sentence}")
    click.echo(f"{len(page.data)} of {page.pagination.total} events", err=True)
