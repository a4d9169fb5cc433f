"""qrdesk key ..."""

from collections.abc import Callable
from datetime import datetime
from typing import Any, TypeVar

import click

from qrdesk.cli.common import id_of, show, tell, tell_all, where
from qrdesk.cli.moments import MomentType, Typed, zone_of
from qrdesk.client import Client, KeyDraft, KeyPatch, RotationDraft
from qrdesk.core.schemas.access import KeyView, NewKeyView, RotatedKeyView

F = TypeVar("F", bound=Callable[..., Any])
_ANY, _NONE, _NEVER = "any", "none", "never"


def _networks(command: F) -> F:
    said = "A network it may be used from, such as 203.0.113.0/24; may be given again. Else anywhere."
    return click.option("--from", "networks", multiple=True, metavar="NETWORK", help=said)(command)


@click.group()
def key() -> None:
    """Make, change and end keys for programs, and for members to sign in with."""


@key.command()
@click.option("--name", required=True, help="What it is for, such as “till”.")
@click.option("--for", "member_id", default=None, metavar="MEMBER_ID", help="For this member. Else for a program.")
@click.option("--scopes", default="all", show_default=True, help="all, or a list such as links:read,codes:read.")
@click.option("--plan", default="unlimited", show_default=True, help="What it may use in a month.")
@click.option("--rate-limit", default=None, type=click.IntRange(1), help="Requests per minute.")
@_networks
@click.option("--expires", default=None, type=MomentType(), metavar="TIME", help="When it ends by itself.")
@where
def create(
    client: Client, as_json: bool, networks: tuple[str, ...], scopes: str, expires: Typed | None, **options: Any
) -> None:
    """Make a key. It is shown this one time."""
    sent = {**options, "scopes": _words(scopes), "allowed_networks": networks}
    sent["expires_at"] = _end(client, expires)
    _tell_text(client.keys.create(KeyDraft.model_validate(sent)), as_json)


@key.command("list")
@where
def list_keys(client: Client, as_json: bool) -> None:
    """List keys, newest first."""
    tell_all(client.keys.list(), as_json, _line)


@key.command("show")
@click.argument("name", metavar="NAME_OR_ID")
@where
def show_key(client: Client, as_json: bool, name: str) -> None:
    """Show one key: what it may do, from where, and when it was last used."""
    tell(client.keys.get(_id_of(client, name)), as_json, _lines)


@key.command()
@click.argument("name", metavar="NAME_OR_ID")
@click.option("--rename", default=None, metavar="NAME", help="Another name.")
@click.option("--scopes", default=None, help="all, or a list such as links:read,codes:read.")
@click.option("--plan", default=None, help="What it may use in a month.")
@click.option("--rate-limit", default=None, metavar="NUMBER", help="Requests per minute; none for those of its plan.")
@click.option("--from", "networks", multiple=True, metavar="NETWORK", help="Networks it may be used from; or any.")
@click.option("--expires", default=None, metavar="TIME", help="When it ends by itself; or never.")
@where
def update(client: Client, as_json: bool, name: str, **options: Any) -> None:
    """Change a key. The change holds from its next request on."""
    patch = KeyPatch.model_validate(_changes(client, **options))
    tell(client.keys.update(_id_of(client, name), patch), as_json, _line)


@key.command()
@click.argument("name", metavar="[NAME_OR_ID]", default="")
@click.option("--grace-days", default=0, type=click.IntRange(0, 7), help="The old text is good for so long. [0]")
@where
def rotate(client: Client, as_json: bool, name: str, grace_days: int) -> None:
    """Give a key a new text, which is shown this one time. Without a name, the key that you use here (--key)."""
    draft = RotationDraft(grace_days=grace_days)
    made = client.keys.rotate(_id_of(client, name), draft) if name else client.keys.rotate_own(draft)
    _tell_text(made, as_json)


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


def _changes(
    client: Client,
    rename: str | None,
    scopes: str | None,
    rate_limit: str | None,
    networks: tuple[str, ...],
    expires: str | None,
    plan: str | None,
) -> dict[str, Any]:
    """Return what was given on the command line as a patch has it."""
    sent: dict[str, Any] = {"name": rename, "plan": plan, "scopes": None if scopes is None else _words(scopes)}
    sent = {field: value for field, value in sent.items() if value is not None}
    if rate_limit is not None:
        sent["rate_limit"] = None if rate_limit == _NONE else rate_limit
    if networks:
        sent["allowed_networks"] = () if networks == (_ANY,) else networks
    if expires is not None:
        typed = None if expires == _NEVER else MomentType().convert(expires, None, click.get_current_context())
        sent["expires_at"] = _end(client, typed)
    return sent


def _end(client: Client, typed: Typed | None) -> datetime | None:
    if typed is None:
        return None
    return typed.end("UTC" if typed.at.tzinfo is not None else zone_of(client))  # who says which clock needs no other


def _words(scopes: str) -> list[str]:
    return [scope.strip() for scope in scopes.split(",") if scope.strip()]


def _tell_text(made: NewKeyView | RotatedKeyView, as_json: bool) -> None:
    if as_json:
        show(made)
        return
    click.echo(made.key)
    click.echo("Copy it now: this is the one time you can see it.", err=True)
    if made.old_until is not None and made.rotated_at is not None and made.old_until > made.rotated_at:
        click.echo(f"The key until now is good until {_at(made.old_until)}.", err=True)


def _line(one: KeyView) -> str:
    state = "revoked" if one.revoked_at else "good"
    return f"{one.id}  {one.hint}  {state:<8}  {one.name}  ({', '.join(one.scopes)})"


def _lines(one: KeyView) -> str:
    """Return all that is to be said of a key, a line each."""
    said = [_line(one), "For a program." if one.member_id is None else f"For the member {one.member_id}."]
    if one.rate_limit is not None:
        said.append(f"{one.rate_limit:,} requests per minute.")
    said.append(f"Plan: {one.plan}.")
    said.append(f"May be used from {', '.join(one.allowed_networks) or 'anywhere'}.")
    moments = (
        ("Made", one.created_at), ("Expires", one.expires_at), ("Rotated", one.rotated_at), ("Revoked", one.revoked_at)
    )  # fmt: skip
    said += [f"{word} {_at(at)}." for word, at in moments if at is not None]
    if one.last_used_at is None:
        said.append("Never used.")
    else:
        where_from = f" from {one.last_used_from}" if one.last_used_from else ""
        by = f" by {one.last_used_agent}" if one.last_used_agent else ""
        said.append(f"Last used {_at(one.last_used_at)}{where_from}{by}.")
    return "\n".join(said)


def _at(moment: datetime) -> str:
    return f"{moment:%Y-%m-%d %H:%M} UTC"


def _id_of(client: Client, name: str) -> str:
    return id_of(client.keys.list, name, "key", good=lambda one: one.revoked_at is None)
