"""qrdesk key ..."""

import click

from qrdesk.cli.common import show, tell_all, where
from qrdesk.client import Client, KeyDraft
from qrdesk.core.errors import Forbidden, Invalid
from qrdesk.core.schemas.access import KEPT, KeyView


@click.group()
def key() -> None:
    """Make and end keys for programs."""


@key.command()
@click.option("--name", required=True, help="What it is for, such as “till”.")
@click.option("--scopes", default="all", show_default=True, help="all, or a list such as links:read,codes:read.")
@click.option("--plan", default="unlimited", show_default=True, help=f"Its plan. {KEPT}")
@click.option("--rate-limit", default=None, type=click.IntRange(1), help=f"Requests per minute. {KEPT}")
@where
def create(client: Client, as_json: bool, name: str, scopes: str, plan: str, rate_limit: int | None) -> None:
    """Make a key. It is shown this one time."""
    wanted = [scope.strip() for scope in scopes.split(",") if scope.strip()]
    made = client.keys.create(
        KeyDraft.model_validate({"name": name, "scopes": wanted, "plan": plan, "rate_limit": rate_limit})
    )
    if as_json:
        show(made)
        return
    click.echo(made.key)
    click.echo("Copy it now: this is the one time you can see it.", err=True)


@key.command("list")
@where
def list_keys(client: Client, as_json: bool) -> None:
    """List keys, newest first."""
    tell_all(client.keys.list(), as_json, _line)


@key.command()
@click.argument("name", metavar="NAME_OR_ID")
@where
def revoke(client: Client, as_json: bool, name: str) -> None:
    """End a key at once. A name will do where only one good key has it."""
    found = _id_of(client, name)
    client.keys.revoke(found)
    if as_json:
        show({"id": found, "revoked": True})
    else:
        click.echo(f"{name} is revoked.")


def _line(one: KeyView) -> str:
    state = "revoked" if one.revoked_at else "good"
    return f"{one.id}  {one.hint}  {state:<8}  {one.name}  ({', '.join(one.scopes)})"


def _id_of(client: Client, name: str) -> str:
    """Return the id of a key; what names no key goes to the server as it is, which says so.

    Raises:
        Invalid: several keys have that name.
    """
    try:
        keys = client.keys.list()
    except Forbidden:  # it may end keys, but not see them
        return name
    if any(name in {one.id, one.uuid} for one in keys):
        return name
    good = [one.id for one in keys if one.revoked_at is None and one.name.casefold() == name.strip().casefold()]
    if len(good) > 1:
        raise Invalid.field("name", f"{len(good)} keys are called “{name}”. Give the id of one: {', '.join(good)}.")
    return good[0] if good else name
