"""qrdesk folder ..."""

import click

from qrdesk.cli import completing
from qrdesk.cli.common import tell, tell_all, tell_deleted, where
from qrdesk.client import Client, FolderDraft, FolderPatch
from qrdesk.core.schemas.folders import FolderView


@click.group()
def folder() -> None:
    """Keep links in folders."""


@folder.command("list")
@where
def list_folders(client: Client, as_json: bool) -> None:
    """List folders by name, with how many links each has."""
    tell_all(client.folders.list(), as_json, _line)


@folder.command()
@click.argument("name", shell_complete=completing.folders)
@where
def show(client: Client, as_json: bool, name: str) -> None:
    """Show a folder, by name or id."""
    tell(client.folders.get(name), as_json, _line)


@folder.command()
@click.argument("name")
@click.option("--colour", default=None, metavar="#RRGGBB", help="Left out: the next of our palette.")
@where
def create(client: Client, as_json: bool, name: str, colour: str | None) -> None:
    """Make a folder."""
    tell(client.folders.create(FolderDraft(name=name, colour=colour)), as_json, _line)


@folder.command()
@click.argument("name", shell_complete=completing.folders)
@click.option("--name", "new_name", default=None, help="What it is to be called.")
@click.option("--colour", default=None, metavar="#RRGGBB")
@where
def update(client: Client, as_json: bool, name: str, new_name: str | None, colour: str | None) -> None:
    """Change a folder's name or colour."""
    sent = {"name": new_name, "colour": colour}
    patch = FolderPatch.model_validate({field: value for field, value in sent.items() if value is not None})
    tell(client.folders.update(name, patch), as_json, _line)


@folder.command()
@click.argument("name", shell_complete=completing.folders)
@where
def delete(client: Client, as_json: bool, name: str) -> None:
    """Delete a folder. Its links stay, in no folder."""
    client.folders.delete(name)
    tell_deleted("folder", name, as_json, "Its links are in no folder now.")


def _line(one: FolderView) -> str:
    return f"{one.id}  {one.colour}  {one.link_count:>8,}  {one.name}"
