"""qrdesk tag ..."""

import click

from qrdesk.cli import completing
from qrdesk.cli.common import tell, tell_all, tell_deleted, where
from qrdesk.client import Client, TagDraft, TagPatch
from qrdesk.core.schemas.tags import TagView


@click.group()
def tag() -> None:
    """Keep the words that links are found by."""


@tag.command("list")
@where
def list_tags(client: Client, as_json: bool) -> None:
    """List tags by name, with how many links carry each."""
    tell_all(client.tags.list(), as_json, _line)


@tag.command()
@click.argument("name", shell_complete=completing.tags)
@where
def show(client: Client, as_json: bool, name: str) -> None:
    """Show a tag, by name or id."""
    tell(client.tags.get(name), as_json, _line)


@tag.command()
@click.argument("name")
@click.option("--colour", default=None, metavar="#RRGGBB", help="Left out: one of our palette.")
@where
def create(client: Client, as_json: bool, name: str, colour: str | None) -> None:
    """Make a tag."""
    tell(client.tags.create(TagDraft(name=name, colour=colour)), as_json, _line)


@tag.command()
@click.argument("name", shell_complete=completing.tags)
@click.option("--name", "new_name", default=None, help="What it is to be called; that of another tag joins the two.")
@click.option("--colour", default=None, metavar="#RRGGBB")
@where
def update(client: Client, as_json: bool, name: str, new_name: str | None, colour: str | None) -> None:
    """Change a tag's name or colour."""
    sent = {"name": new_name, "colour": colour}
    patch = TagPatch.model_validate({field: value for field, value in sent.items() if value is not None})
    tell(client.tags.update(name, patch), as_json, _line)


@tag.command()
@click.argument("name", shell_complete=completing.tags)
@where
def delete(client: Client, as_json: bool, name: str) -> None:
    """Delete a tag, and take it off its links."""
    client.tags.delete(name)
    tell_deleted("tag", name, as_json)


def _line(one: TagView) -> str:
    return f"{one.id}  {one.colour}  {one.link_count:>8,}  {one.name}"
