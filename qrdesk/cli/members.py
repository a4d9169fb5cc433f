"""qrdesk me ..., qrdesk member ..., qrdesk invitation ..."""

import sys

import click

from qrdesk.cli.common import INVITED, confirm, id_of, is_here, show, tell, tell_all, where, where_without_key
from qrdesk.cli.standard_output import shown_once
from qrdesk.client import AcceptDraft, Client, InvitationDraft, MemberPatch
from qrdesk.core.errors import NotFound
from qrdesk.core.schemas.access import Role
from qrdesk.core.schemas.members import AcceptedView, InvitationView, MemberView, MeView

_LONGEST = 1000  # bytes of a line that may hold a code
_ROLES = click.Choice([role.value for role in Role])


@click.command()
@where
def me(client: Client, as_json: bool) -> None:
    """Show who you are here, and what you may do."""
    tell(client.me.get(), as_json, _who)


@click.group()
def member() -> None:
    """See who is in the workspace, and as what."""


@member.command("list")
@where
def list_members(client: Client, as_json: bool) -> None:
    """List members, the longest there first."""
    tell_all(client.members.list(), as_json, _member)


@member.command("show")
@click.argument("name", metavar="NAME_OR_ID")
@where
def show_member(client: Client, as_json: bool, name: str) -> None:
    """Show a member."""
    tell(client.members.get(_id_of(client, name)), as_json, _member)


@member.command()
@click.argument("name", metavar="NAME_OR_ID")
@click.option("--name", "new_name", default=None, help="What they are to be called.")
@click.option("--role", type=_ROLES, default=None, help="What they may do; their key follows at once.")
@where
def update(client: Client, as_json: bool, name: str, new_name: str | None, role: str | None) -> None:
    """Change a member's name or role."""
    sent = {"name": new_name, "role": role}
    patch = MemberPatch.model_validate({field: value for field, value in sent.items() if value is not None})
    tell(client.members.update(_id_of(client, name), patch), as_json, _member)


@member.command()
@click.argument("name", metavar="NAME_OR_ID")
@click.option("--yes", is_flag=True, help="Do not ask.")
@where
def remove(client: Client, as_json: bool, name: str, yes: bool) -> None:
    """Take a member out of the workspace. Their key ends at once."""
    found = _id_of(client, name)
    confirm(f"Take “{name}” out of the workspace? Their key ends at once.", yes)
    client.members.remove(found)
    if as_json:
        show({"id": found, "removed": True})
    else:
        click.echo(f"“{name}” is no longer a member.")


@member.command()
@click.option("--yes", is_flag=True, help="Do not ask.")
@where
def leave(client: Client, as_json: bool, yes: bool) -> None:
    """Leave the workspace. Your key ends at once."""
    confirm("Leave the workspace? Your key ends at once.", yes)
    client.members.leave()
    if as_json:
        show({"left": True})
    else:
        click.echo("You have left the workspace.")


@click.group()
def invitation() -> None:
    """Let one more person in, with a code that is good once."""


@invitation.command()
@click.argument("name")
@click.option("--role", type=_ROLES, default=Role.MEMBER.value, show_default=True, help="What they will be.")
@click.option("--days", type=click.IntRange(1), default=7, show_default=True, help="For how long the code is good.")
@where
def create(client: Client, as_json: bool, name: str, role: str, days: int) -> None:
    """Make a code for NAME to come in with. It is shown this one time."""
    made = client.invitations.create(InvitationDraft(name=name, role=Role(role), days=days))
    with shown_once(
        f"The invitation was made all the same, and nobody has seen it: qrdesk invitation revoke {made.id}"
    ):
        if as_json:
            show(made)
            return
        click.echo(made.code)
    click.echo(
        f"Give it to them: this is the one time you can see it. It is good once, until "
        f"{made.expires_at:%Y-%m-%d %H:%M} UTC. They come in with: qrdesk invitation accept CODE --server URL",
        err=True,
    )


@invitation.command("list")
@where
def list_invitations(client: Client, as_json: bool) -> None:
    """List invitations, newest first."""
    tell_all(client.invitations.list(), as_json, _invitation)


@invitation.command("show")
@click.argument("name", metavar="NAME_OR_ID")
@where
def show_invitation(client: Client, as_json: bool, name: str) -> None:
    """Show an invitation, and whether its code is still good."""
    tell(client.invitations.get(id_of(client.invitations.list, name, "invitation")), as_json, _invitation)


@invitation.command()
@click.argument("name", metavar="NAME_OR_ID")
@where
def revoke(client: Client, as_json: bool, name: str) -> None:
    """Take an invitation back. A name will do where only one open invitation is for it."""
    found = id_of(client.invitations.list, name, "invitation", lambda one: int(one.status != "open"))
    client.invitations.revoke(found)
    if as_json:
        show({"id": found, "revoked": True})
    else:
        click.echo(f"The invitation {name if name == found else f'of “{name}”'} lets nobody in any more.")


@invitation.command()
@click.argument("code")
@click.option("--name", default=None, help="What you want to be called. Left out: as you were invited.")
@where_without_key
def accept(client: Client, as_json: bool, code: str, name: str | None) -> None:
    """Come into a workspace with a code; - reads it from standard input. Your key is shown this one time."""
    found = _accepted(client, AcceptDraft(code=_code(code), name=name))
    with shown_once("You have come in all the same, but nobody has seen your key: ask an owner for another one."):
        if as_json:
            show(found)
            return
        click.echo(found.key.key)
    click.echo(
        f"You have come into “{found.workspace.name}” as {found.member.role}. This is your key. "
        "Copy it now: this is the one time you can see it.",
        err=True,
    )


def _code(given: str) -> str:
    if given != "-":
        return given
    read = sys.stdin.buffer.readline(_LONGEST).decode(errors="replace").strip()
    if not read:
        raise click.UsageError("There is no code on standard input.")
    return read


def _accepted(client: Client, draft: AcceptDraft) -> AcceptedView:
    try:
        return client.invitations.accept(draft)
    except NotFound as fault:
        raise NotFound(f"{fault} {INVITED}") if is_here() else fault from fault


def _who(one: MeView) -> str:
    by = f" by the key “{one.key.name}” ({one.key.hint})" if one.key else ", at the computer with the database"
    name = f"{one.member.name} is {one.role}" if one.member else "A program is at work"
    lines = [
        f"{name} in “{one.workspace.name}” ({one.workspace.id}){by}.",
        f"Plan: {one.plan}",
        f"May: {', '.join(one.scopes)}",
    ]
    return "\n".join(lines)


def _member(one: MemberView) -> str:
    return f"{one.id}  {one.role:<6}  {one.key_hint or 'no key':<13}  {one.name}"


def _invitation(one: InvitationView) -> str:
    return f"{one.id}  {one.status:<8}  {one.role:<6}  until {one.expires_at:%Y-%m-%d %H:%M} UTC  {one.name}"


def _id_of(client: Client, name: str) -> str:
    return id_of(client.members.list, name, "member")
