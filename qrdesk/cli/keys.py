"""qrdesk key ..."""

from collections.abc import Callable
from datetime import datetime
from typing import Any, TypeVar

import click

from qrdesk.cli.common import id_of, show, tell, where
from qrdesk.cli.key_lines import GOOD, at, line, lines, rank, state
from qrdesk.cli.key_lines import told as all_of
from qrdesk.cli.moments import MomentType, Typed, zone_of
from qrdesk.cli.standard_output import shown_once
from qrdesk.client import Client, KeyDraft, KeyPatch, RotationDraft
from qrdesk.core.errors import Forbidden, Invalid
from qrdesk.core.schemas.access import KeyView, NewKeyView, RotatedKeyView, Scope

F = TypeVar("F", bound=Callable[..., Any])
_ALL, _ANY, _NONE, _NEVER = "all", "any", "none", "never"
_EXPIRES = "When it ends by itself; a day alone is over at its end, on the clock of the workspace."


def _networks(command: F) -> F:
    said = "A network it may be used from, such as 203.0.113.0/24; may be given again. Else anywhere."
    return click.option("--from", "networks", multiple=True, metavar="NETWORK", help=said)(command)


@click.group()
def key() -> None:
    """Make, change and end keys for programs, and for members to sign in with."""


@key.command()
@click.option("--name", required=True, help="What it is for, such as “till”.")
@click.option(
    "--for", "member", default=None, metavar="NAME_OR_ID", help="For this member; owners only. Else for a program."
)
@click.option("--scopes", default="all", show_default=True, help="all, or a list such as links:read,codes:read.")
@click.option("--plan", default=None, help="What it may use in a month. [unlimited, or as the key used here]")
@click.option("--rate-limit", default=None, type=click.IntRange(1), help="Requests per minute.")
@_networks
@click.option("--expires", default=None, type=MomentType(), metavar="TIME", help=_EXPIRES)
@where
def create(
    client: Client,
    as_json: bool,
    member: str | None,
    networks: tuple[str, ...],
    scopes: str,
    expires: Typed | None,
    **options: Any,
) -> None:
    """Make a key. It is shown this one time.

    With --json it comes with a secret, for the webhooks of links that are made with it through usnp's API. Webhooks
    that are made here have secrets of their own.

    One made with a key (--key) is bound as that one is: by its plan, rate limit, networks and end.
    """
    found = {**options, "allowed_networks": _allowed(networks) if networks else None}
    found["expires_at"] = _end(client, expires)
    found["member_id"] = None if member is None else id_of(client.members.list, member, "member")
    sent = {"scopes": _words(scopes), **{field: value for field, value in found.items() if value is not None}}
    made = client.keys.create(KeyDraft.model_validate(sent))
    lost = f"The key “{made.name}” was made all the same, and nobody has seen it: qrdesk key revoke {made.id}"
    _tell_text(made, as_json, lost)
    if not as_json:
        click.echo(
            "With --json it comes with a secret for webhooks of links that it makes through usnp's API, "
            "which is shown once, too.",
            err=True,
        )
        _say_twins(client, made)


@key.command("list")
@where
def list_keys(client: Client, as_json: bool) -> None:
    """List keys, newest first: whether they are good, whose they are, and what bounds them."""
    found = client.keys.list()
    if as_json:
        show(list(found))
        return
    for one in lines(found, _members(client)):
        click.echo(one)


@key.command("show")
@click.argument("name", metavar="NAME_OR_ID")
@where
def show_key(client: Client, as_json: bool, name: str) -> None:
    """Show one key: what it may do, from where, and when it was last used."""
    found = client.keys.get(_id_of(client, name))
    tell(found, as_json, lambda one: all_of(one, {} if one.member_id is None else _members(client)))


@key.command()
@click.argument("name", metavar="NAME_OR_ID")
@click.option("--rename", default=None, metavar="NAME", help="Another name.")
@click.option("--scopes", default=None, help="all, or a list such as links:read,codes:read.")
@click.option("--plan", default=None, help="What it may use in a month.")
@click.option("--rate-limit", default=None, metavar="NUMBER", help="Requests per minute; none for those of its plan.")
@click.option("--from", "networks", multiple=True, metavar="NETWORK", help="Networks it may be used from; or any.")
@click.option("--expires", default=None, metavar="TIME", help=f"{_EXPIRES} Or never.")
@where
def update(client: Client, as_json: bool, name: str, **options: Any) -> None:
    """Change a key. The change holds from its next request on."""
    patch = KeyPatch.model_validate(_changes(client, **options))
    tell(client.keys.update(_id_of(client, name), patch), as_json, line)


@key.command()
@click.argument("name", metavar="[NAME_OR_ID]", default="")
@click.option("--grace-days", default=0, type=click.IntRange(0, 7), help="The old text is good for so long. [0]")
@where
def rotate(client: Client, as_json: bool, name: str, grace_days: int) -> None:
    """Give a key a new text, which is shown this one time. Without a name, the key that you use here (--key).

    A member's key is rotated by the member, or by an owner. The text until now does not rotate it again.
    """
    draft = RotationDraft(grace_days=grace_days)
    made = client.keys.rotate(_id_of(client, name), draft) if name else client.keys.rotate_own(draft)
    lost = f"The key “{made.name}” has a new text all the same, and nobody has seen it. Rotate it with another key."
    _tell_text(made, as_json, lost)


@key.command()
@click.argument("name", metavar="NAME_OR_ID")
@where
def revoke(client: Client, as_json: bool, name: str) -> None:
    """End a key at once. A name will do where only one good key has it.

    A key (--key) ends no key that may do more than itself.
    """
    found = _id_of(client, name)
    before = next((one.revoked_at for one in _seen(client) if found in {one.id, one.uuid}), None)
    if before is None:  # else the audit log would tell it twice
        client.keys.revoke(found)
    if as_json:
        show({"id": found, "revoked": True})
    else:
        click.echo(f"{name} is revoked." if before is None else f"{name} was revoked already, {at(before)}.")


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
        sent["allowed_networks"] = _allowed(networks)
    if expires is not None:
        typed = None if expires == _NEVER else MomentType().convert(expires, None, click.get_current_context())
        sent["expires_at"] = _end(client, typed)
    return sent


def _end(client: Client, typed: Typed | None) -> datetime | None:
    if typed is None:
        return None
    return typed.end("UTC" if typed.at.tzinfo is not None else zone_of(client))  # who says which clock needs no other


def _allowed(networks: tuple[str, ...]) -> tuple[str, ...]:
    if _ANY not in networks:
        return networks
    if len(networks) > 1:
        raise click.UsageError("--from any stands alone: it lets the key be used from anywhere.")
    return ()


def _words(scopes: str) -> list[str]:
    words = [scope.strip() for scope in scopes.split(",") if scope.strip()]
    known = [_ALL, *(scope.value for scope in Scope)]
    for word in words:
        if word not in known:
            raise Invalid.field("scopes", f"There is no scope “{word}”. These are: {', '.join(known)}.")
    return words


def _tell_text(made: NewKeyView | RotatedKeyView, as_json: bool, lost: str) -> None:
    with shown_once(lost):
        if as_json:
            show(made)
            return
        click.echo(made.key)
    click.echo("Copy it now: this is the one time you can see it.", err=True)
    if made.old_until is not None and made.rotated_at is not None and made.old_until > made.rotated_at:
        click.echo(f"The key until now is good until {at(made.old_until)}.", err=True)


def _say_twins(client: Client, made: KeyView) -> None:
    named = made.name.casefold()
    if any(one.id != made.id and one.name.casefold() == named and state(one) == GOOD for one in _seen(client)):
        click.echo(f"Another good key is called “{made.name}”, too. Name them by id: this one is {made.id}.", err=True)


def _seen(client: Client) -> list[KeyView]:
    try:
        return client.keys.list()
    except Forbidden:
        return []


def _members(client: Client) -> dict[str, str]:
    """Return the names of members by id, as far as they may be seen."""
    try:
        return {one.id: one.name for one in client.members.list()}
    except Forbidden:
        return {}


def _id_of(client: Client, name: str) -> str:
    return id_of(client.keys.list, name, "key", rank)
