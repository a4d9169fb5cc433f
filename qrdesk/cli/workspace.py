"""qrdesk workspace ..."""

from collections.abc import Sequence
from typing import Any

import click

from qrdesk.cli.common import aligned, counted, show, where
from qrdesk.client import Client, WorkspaceDraft, WorkspacePatch
from qrdesk.core.schemas.access import WorkspaceView


@click.group()
def workspace() -> None:
    """Show and change the workspace; list and add those of a database."""


@workspace.command("show")
@where
def show_workspace(client: Client, as_json: bool) -> None:
    """Show name, time zone, and what is kept of hits and of the audit log."""
    _answer(client.workspace.get(), as_json)


@workspace.command()
@click.option("--name", default=None)
@click.option("--time-zone", default=None, metavar="ZONE", help="Such as Europe/Berlin. Days are counted anew.")
@click.option("--keep-hits-days", default=None, type=int, metavar="DAYS", help="Delete older hits; their sums stay.")
@click.option("--keep-hits-for-ever", is_flag=True, help="Delete none from now on.")
@click.option(
    "--honour-dnt/--ignore-dnt",
    default=None,
    help="Note nothing of visitors who ask not to be tracked, or as of others.",
)
@click.option("--keep-audit-days", default=None, type=int, metavar="DAYS", help="Delete older entries of the log.")
@click.option("--keep-audit-for-ever", is_flag=True, help="Delete none from now on.")
@where
def update(client: Client, as_json: bool, keep_hits_for_ever: bool, keep_audit_for_ever: bool, **options: Any) -> None:
    """Change name, time zone, or what is kept of hits and of the audit log."""
    sent = {field: value for field, value in options.items() if value is not None}
    if keep_hits_for_ever:
        if "keep_hits_days" in sent:
            raise click.UsageError("Give either --keep-hits-days or --keep-hits-for-ever, not both.")
        sent["keep_hits_days"] = None
    if keep_audit_for_ever:
        if "keep_audit_days" in sent:
            raise click.UsageError("Give either --keep-audit-days or --keep-audit-for-ever, not both.")
        sent["keep_audit_days"] = None
    _answer(client.workspace.update(WorkspacePatch.model_validate(sent)), as_json)


@workspace.command("list")
@where
def list_workspaces(client: Client, as_json: bool) -> None:
    """List all workspaces of the database on this computer, with the address and plan of each."""
    found = client.workspaces.list()
    if as_json:
        show(list(found))
        return
    for line in _lines(found):
        click.echo(line)


@workspace.command()
@click.argument("name")
@click.option("--url", required=True, help="The address that its codes carry, such as https://go.two.example.")
@click.option("--owner", default="Owner", show_default=True, help="What its first owner is called.")
@click.option("--time-zone", default=None, metavar="ZONE", help="Left out: that of this computer.")
@where
def create(client: Client, as_json: bool, name: str, url: str, owner: str, time_zone: str | None) -> None:
    """Add a workspace to the database on this computer, for one more business.

    Work in it with --workspace NAME; let its people in with: qrdesk invitation create.
    """
    draft = WorkspaceDraft(name=name, url=url, owner=owner, time_zone=time_zone)
    made = client.workspaces.create(draft)
    if as_json:
        show(made)
    else:
        click.echo(_lines([made])[0])


def _lines(found: Sequence[WorkspaceView]) -> list[str]:
    return aligned((one.id, one.name, one.url or "no address", one.plan, one.time_zone) for one in found)


def _answer(found: WorkspaceView, as_json: bool) -> None:
    if as_json:
        show(found)
    else:
        click.echo(f"{found.name}  {found.time_zone}  {found.id}")
        days = found.keep_hits_days
        kept = "for ever" if days is None else f"for {counted(days, 'day')}, their sums for ever"
        click.echo(f"Hits are kept {kept}.")
        if found.hits_from is not None:
            click.echo(f"Those from before {found.hits_from:%Y-%m-%d %H:%M} UTC have been deleted.")
        click.echo(
            f"Visitors who ask not to be tracked are {'only counted' if found.honour_dnt else 'noted as others'}."
        )
        days = found.keep_audit_days
        kept = "for ever" if days is None else f"for {counted(days, 'day')}"
        click.echo(f"Entries of the audit log are kept {kept}.")
