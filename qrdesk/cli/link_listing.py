"""qrdesk link list"""

from typing import Any, get_args

import click

from qrdesk.cli import completing
from qrdesk.cli.common import show, where
from qrdesk.cli.link_lines import marks
from qrdesk.client import Client, LinkQuery
from qrdesk.core.errors import NotFound
from qrdesk.core.schemas.links import LinkState, TargetStatus

STATES = ["current", "any", *(state.value for state in LinkState)]
SORTS = [str(word) for word in get_args(LinkQuery.model_fields["sort"].annotation)]
TARGETS = [status.value for status in TargetStatus]
_LIMIT = 50


@click.command("list")
@click.option("--search", default=None, help="In title, address, destination, note and tags.")
@click.option("--state", default=None, type=click.Choice(STATES), help="Left out: current.")
@click.option("--tag", default=None, help="Only links with this tag.", shell_complete=completing.tags)
@click.option(
    "--folder", default=None, help="Id or name; “none” for links in no folder.", shell_complete=completing.folders
)
@click.option("--target", default=None, type=click.Choice(TARGETS), help="What the destination's last check found.")
@click.option("--host", default=None, help="Only links of this domain.", shell_complete=completing.domains)
@click.option("--printed/--not-printed", default=None, help="With, or without, an exported code.")
@click.option("--sort", default=None, type=click.Choice(SORTS), help="A minus: the other way round. Else newest first.")
@click.option("--view", default=None, metavar="NAME", help="As this saved view asks; other options change it.")
@click.option("--limit", default=_LIMIT, show_default=True, type=click.IntRange(1, 1000))
@where
def list_links(client: Client, as_json: bool, limit: int, view: str | None, **options: Any) -> None:
    """List links, newest first."""
    said = {name: value for name, value in options.items() if value is not None}
    if said.get("folder"):
        check_folder(client, said["folder"])
    kept = {} if view is None else _query_of(client, view).model_dump(mode="json", exclude_defaults=True)
    page = client.links.list(LinkQuery.model_validate({**kept, **said, "limit": limit}))
    if as_json:
        show(page)
        return
    for one in page.data:
        click.echo(f"{one.short_url}  {one.hit_count:>8,}  {one.title or '-'}  {one.destination}{marks(one)}")
    total = page.pagination.total
    click.echo(f"{len(page.data)} links" if total is None else f"{len(page.data)} of {total} links", err=True)


def check_folder(client: Client, name: str) -> None:
    """Make sure that there is a folder of this id or name; ``none`` is for links in no folder.

    Raises:
        NotFound: there is none.
    """
    if name.strip().casefold() == "none":
        return
    wanted = " ".join(name.split()).casefold()
    if not any(name == one.id or wanted == one.name.casefold() for one in client.folders.list()):
        raise NotFound.of("folder", name)


def _query_of(client: Client, name: str) -> LinkQuery:
    views = client.views.list()
    for one in views:
        if name == one.id or name.strip().casefold() == one.name.casefold():
            return one.query
    raise NotFound.of("saved view", name)
