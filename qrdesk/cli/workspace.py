"""qrdesk workspace ..."""

from typing import Any

import click

from qrdesk.cli.common import counted, show, where
from qrdesk.client import Client, WorkspacePatch
from qrdesk.core.schemas.access import WorkspaceView


@click.group()
def workspace() -> None:
    """Show and change the workspace."""


@workspace.command("show")
@where
def show_workspace(client: Client, as_json: bool) -> None:
    """Show name, time zone, and what is kept of hits."""
    _answer(client.workspace.get(), as_json)


@workspace.command()
@click.option("--name", default=None)
@click.option("--time-zone", default=None, metavar="ZONE", help="Such as Europe/Berlin. Days are counted anew.")
@click.option("--keep-hits-days", default=None, type=int, metavar="DAYS", help="Delete older hits; their sums stay.")
@click.option("--keep-hits-for-ever", is_flag=True, help="Delete none from now on.")
@click.option(
    "--honour-dnt/--ignore-dnt",
    default=None,
    help="Note nothing of visitors who ask not to be tracked, or as of others.",
)
@where
def update(client: Client, as_json: bool, keep_hits_for_ever: bool, **options: Any) -> None:
    """Change name, time zone, or what is kept of hits."""
    sent = {field: value for field, value in options.items() if value is not None}
    if keep_hits_for_ever:
        if "keep_hits_days" in sent:
            raise click.UsageError("Give either --keep-hits-days or --keep-hits-for-ever, not both.")
        sent["keep_hits_days"] = None
    _answer(client.workspace.update(WorkspacePatch.model_validate(sent)), as_json)


def _answer(found: WorkspaceView, as_json: bool) -> None:
    if as_json:
        show(found)
    else:
        click.echo(f"{found.name}  {found.time_zone}  {found.id}")
        days = found.keep_hits_days
        kept = "for ever" if days is None else f"for {counted(days, 'day')}, their sums for ever"
        click.echo(f"Hits are kept {kept}.")
        if found.hits_from is not None:
            click.echo(f"Those from before {found.hits_from:%Y-%m-%d %H:%M} UTC have been deleted.")
        click.echo(
            f"Visitors who ask not to be tracked are {'only counted' if found.honour_dnt else 'noted as others'}."
        )
