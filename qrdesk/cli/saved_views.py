"""qrdesk view ..."""

from collections.abc import Callable
from typing import Any, TypeVar

import click

from qrdesk.cli.common import tell, tell_all, tell_deleted, where
from qrdesk.cli.link_listing import SORTS, STATES, TARGETS
from qrdesk.client import Client, SavedViewDraft, SavedViewPatch
from qrdesk.core.schemas.links import LinkQuery
from qrdesk.core.schemas.saved_views import SavedViewView

F = TypeVar("F", bound=Callable[..., Any])
_CHOICES = {"state": STATES, "target": TARGETS, "sort": SORTS}
_FIELDS = ("search", "state", "tag", "folder", "target", "host", "sort")


def asked(command: F) -> F:
    """Add an option for each thing that a list of links can be asked for."""
    for field in reversed(_FIELDS):
        said = LinkQuery.model_fields[field].description or ""
        words = click.Choice(_CHOICES[field]) if field in _CHOICES else None
        command = click.option(f"--{field}", default=None, type=words, help=said.replace("`", ""))(command)
    return click.option("--printed/--not-printed", default=None, help="With, or without, an exported code.")(command)


def chosen(options: dict[str, Any]) -> LinkQuery:
    """Return the query that the options of ``asked`` mean."""
    return LinkQuery.model_validate({field: value for field, value in options.items() if value is not None})


@click.group()
def view() -> None:
    """Keep lists of links that you want to see again."""


@view.command("list")
@where
def list_views(client: Client, as_json: bool) -> None:
    """List saved views by name."""
    tell_all(client.views.list(), as_json, _line)


@view.command()
@click.argument("name")
@where
def show(client: Client, as_json: bool, name: str) -> None:
    """Show a saved view, by name or id."""
    tell(client.views.get(name), as_json, _line)


@view.command()
@click.argument("name")
@asked
@where
def create(client: Client, as_json: bool, name: str, **options: Any) -> None:
    """Save a view."""
    tell(client.views.create(SavedViewDraft(name=name, query=chosen(options))), as_json, _line)


@view.command()
@click.argument("name")
@click.option("--name", "new_name", default=None, help="What it is to be called.")
@asked
@where
def update(client: Client, as_json: bool, name: str, new_name: str | None, **options: Any) -> None:
    """Change a view's name, or what it asks for: then give all of it."""
    sent: dict[str, Any] = {} if new_name is None else {"name": new_name}
    if any(value is not None for value in options.values()):
        sent["query"] = chosen(options)
    tell(client.views.update(name, SavedViewPatch.model_validate(sent)), as_json, _line)


@view.command()
@click.argument("name")
@where
def delete(client: Client, as_json: bool, name: str) -> None:
    """Delete a view; the links stay as they are."""
    client.views.delete(name)
    tell_deleted("view", name, as_json)


def _line(one: SavedViewView) -> str:
    said = one.query.model_dump(mode="json", exclude_defaults=True)
    return f"{one.id}  {one.name}  {', '.join(f'{field}={value}' for field, value in said.items()) or 'all links'}"
