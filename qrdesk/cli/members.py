"""qrdesk me ..., qrdesk member ..., qrdesk invitation ..."""

import click

from qrdesk.cli.common import id_of, show, tell, tell_all, where, where_without_key
from qrdesk.client import AcceptDraft, Client, InvitationDraft, MemberPatch
from qrdesk.core.schemas.access import Role
from qrdesk.core.schemas.members import InvitationView, MemberView, MeView

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
    if not yes:
        click.confirm(f"Take “{name}” out of the workspace? Their key ends at once.", abort=True)
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
    if not yes:
        click.confirm("Leave the workspace? Your key ends at once.", abort=True)
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


@invitation.command()
@click.argument("invitation_id", metavar="ID")
@where
def revoke(client: Client, as_json: bool, invitation_id: str) -> None:
    """Take an invitation back."""
    client.invitations.revoke(invitation_id)
    if as_json:
        show({"id": invitation_id, "revoked": True})
    else:
        click.echo(f"{invitation_id} lets nobody in any more.")


@invitation.command()
@click.argument("code")
@click.option("--name", default=None, help="What you want to be called. Left out: as you were invited.")
@where_without_key
def accept(client: Client, as_json: bool, code: str, name: str | None) -> None:
    """Come into a workspace with a code. Your key is shown this one time."""
    found = client.invitations.accept(AcceptDraft(code=code, name=name))
    if as_json:
        show(found)
        return
    click.echo(found.key.key)
    click.echo(
        f"You have come into “{found.workspace.name}” as {found.member.role}. This is your key. "
        "Copy it now: this is the one time you can see it.",
        err=True,
    )


def _who(one: MeView) -> str:
    by = f" by the key “{one.key.name}” ({one.key.hint})" if one.key else ", at the computer with the database"
    name = one.member.name if one.member else "A program"
    lines = [
        f"{name} is {one.role} in “{one.workspace.name}” ({one.workspace.id}){by}.",
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
