"""qrdesk workspace ..."""

import click

from qrdesk.cli.common import show, where
from qrdesk.client import Client, WorkspacePatch
from qrdesk.core.schemas.access import WorkspaceView


@click.group()
def workspace() -> None:
    """Show and change the workspace."""


@workspace.command("show")
@where
def show_workspace(client: Client, as_json: bool) -> None:
    """Show name and time zone."""
    _answer(client.workspace.get(), as_json)


@workspace.command()
@click.option("--name", default=None)
@click.option("--time-zone", default=None, metavar="ZONE", help="Such as Europe/Berlin. Days are counted anew.")
@where
def update(client: Client, as_json: bool, name: str | None, time_zone: str | None) -> None:
    """Change name or time zone."""
    sent = {"name": name, "time_zone": time_zone}
    patch = WorkspacePatch.model_validate({field: value for field, value in sent.items() if value is not None})
    _answer(client.workspace.update(patch), as_json)


def _answer(found: WorkspaceView, as_json: bool) -> None:
    if as_json:
        show(found)
    else:
        click.echo(f"{found.name}  {found.time_zone}  {found.id}")
