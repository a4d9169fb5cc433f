"""qrdesk slug ..."""

import click

from qrdesk.cli import completing
from qrdesk.cli.common import show, where
from qrdesk.client import Client, SlugQuery


@click.group()
def slug() -> None:
    """Ask for addresses before a link is made."""


@slug.command()
@click.argument("wanted", metavar="SLUG")
@click.option(
    "--host", default=None, help="One of your domains; left out: the default one.", shell_complete=completing.domains
)
@where
def check(client: Client, as_json: bool, wanted: str, host: str | None) -> None:
    """Say whether an address is free, and if not, what would be."""
    found = client.links.check_slug(SlugQuery(slug=wanted, host=host))
    if as_json:
        show(found)
        return
    click.echo(f"{found.host}/{found.slug} is free." if found.free else found.reason)
    if found.suggestions:
        click.echo(f"Free: {', '.join(found.suggestions)}", err=True)
