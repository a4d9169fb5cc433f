"""qrdesk preset ..."""

from collections.abc import Callable
from typing import Any, TypeVar

import click

from qrdesk.cli.common import tell, tell_all, tell_deleted, where
from qrdesk.client import Client, UtmPresetDraft, UtmPresetPatch
from qrdesk.core.schemas.presets import UtmPresetView
from qrdesk.core.schemas.rules import Utm

F = TypeVar("F", bound=Callable[..., Any])


def _parameters(command: F) -> F:
    for name in reversed(tuple(Utm.model_fields)):
        command = click.option(f"--{name}", default=None, help=f"utm_{name}.")(command)
    return command


@click.group()
def preset() -> None:
    """Keep campaign parameters under a name."""


@preset.command("list")
@where
def list_presets(client: Client, as_json: bool) -> None:
    """List presets by name."""
    tell_all(client.presets.list(), as_json, _line)


@preset.command()
@click.argument("name")
@where
def show(client: Client, as_json: bool, name: str) -> None:
    """Show a preset, by name or id."""
    tell(client.presets.get(name), as_json, _line)


@preset.command()
@click.argument("name")
@_parameters
@where
def create(client: Client, as_json: bool, name: str, **parameters: str | None) -> None:
    """Keep campaign parameters as NAME."""
    tell(client.presets.create(UtmPresetDraft(name=name, utm=_utm(parameters))), as_json, _line)


@preset.command()
@click.argument("name")
@click.option("--name", "new_name", default=None, help="What it is to be called.")
@_parameters
@where
def update(client: Client, as_json: bool, name: str, new_name: str | None, **parameters: str | None) -> None:
    """Change a preset's name, or its parameters: then give all of them."""
    sent: dict[str, Any] = {} if new_name is None else {"name": new_name}
    if any(value is not None for value in parameters.values()):
        sent["utm"] = _utm(parameters)
    tell(client.presets.update(name, UtmPresetPatch.model_validate(sent)), as_json, _line)


@preset.command()
@click.argument("name")
@where
def delete(client: Client, as_json: bool, name: str) -> None:
    """Delete a preset. Links that were filled from it keep what they have."""
    client.presets.delete(name)
    tell_deleted("preset", name, as_json)


def _utm(parameters: dict[str, str | None]) -> Utm:
    return Utm.model_validate({name: value for name, value in parameters.items() if value is not None})


def _line(one: UtmPresetView) -> str:
    said = one.utm.model_dump(exclude_defaults=True)
    return f"{one.id}  {one.name}  {', '.join(f'{name}={value}' for name, value in said.items())}"
