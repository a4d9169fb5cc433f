"""qrdesk domain ..."""

from collections.abc import Callable
from typing import Any, TypeVar

import click

from qrdesk.cli import completing
from qrdesk.cli.artwork_options import of_preset, require_one_look, saved_or_file
from qrdesk.cli.common import show, tell_all, where
from qrdesk.cli.json_files import json_in
from qrdesk.client import Client, DomainDraft, DomainPatch, PublicUrlDraft
from qrdesk.core.schemas.domains import DomainStatus, DomainView

F = TypeVar("F", bound=Callable[..., Any])
_NONE = "none"  # in place of what is set
_FILES = {  # options that name a file of JSON, and what is read from it
    "apple_association": "apple_association",
    "asset_links": "asset_links",
}


def _leading(command: F) -> F:
    index = click.option("--index", "index_url", default=None, metavar="URL", help="Where the bare host leads.")
    words = "Where unknown and ended addresses lead."
    return index(click.option("--fallback", "fallback_url", default=None, metavar="URL", help=words)(command))


@click.group()
def domain() -> None:
    """Add, verify and change the domains of your links."""


@domain.command("list")
@where
def list_domains(client: Client, as_json: bool) -> None:
    """List domains, the default one first."""
    tell_all(client.domains.list(), as_json, _line)


@domain.command()
@click.argument("url")
@click.option("--case-sensitive", is_flag=True, help="/Menu and /menu are two addresses. Fixed for ever.")
@_leading
@where
def add(
    client: Client, as_json: bool, url: str, case_sensitive: bool, index_url: str | None, fallback_url: str | None
) -> None:
    """Add a domain. It answers visitors once it has been verified."""
    draft = DomainDraft(
        url=url, case_sensitive=case_sensitive, index_url=index_url or "", fallback_url=fallback_url or ""
    )
    _answer(client.domains.create(draft), as_json)


@domain.command("show")
@click.argument("name", shell_complete=completing.domains)
@where
def show_domain(client: Client, as_json: bool, name: str) -> None:
    """Show one domain, by host or id, and the proof that it needs."""
    _answer(client.domains.get(name), as_json)


@domain.command()
@click.argument("name", shell_complete=completing.domains)
@click.option("--scheme", default=None, type=click.Choice(["http", "https"]), help="How its addresses begin.")
@_leading
@click.option(
    "--design", default=None, metavar="NAME|FILE.json", help="Look of new codes: a saved one, a file; or none."
)
@click.option("--preset", default=None, metavar="NAME", help="The same, of QRDesk's own: see “design presets”.")
@click.option("--apple-association", default=None, metavar="FILE", help="JSON for iOS; or none.")
@click.option("--asset-links", default=None, metavar="FILE", help="JSON for Android; or none.")
@where
def update(client: Client, as_json: bool, name: str, **options: Any) -> None:
    """Change a domain. Its host never changes; --index "" leads nowhere again."""
    require_one_look(options["design"], options["preset"])
    sent = {field: value for field, value in options.items() if value is not None}
    if (preset := sent.pop("preset", None)) is not None:
        sent["default_design"] = of_preset(client, preset)
    if (named := sent.pop("design", None)) is not None:
        sent["default_design"] = None if named == _NONE else saved_or_file(client, named)
    for option, field in _FILES.items():
        if (path := sent.pop(option, None)) is not None:
            sent[field] = json_in(path)
    _answer(client.domains.update(name, DomainPatch.model_validate(sent)), as_json)


@domain.command()
@click.argument("name", shell_complete=completing.domains)
@where
def verify(client: Client, as_json: bool, name: str) -> None:
    """Look for the proof that a domain is yours."""
    found = client.domains.verify(name)
    _answer(found, as_json)
    if found.status is not DomainStatus.SERVING:
        raise click.exceptions.Exit(1)


@domain.command()
@click.argument("name", shell_complete=completing.domains)
@where
def default(client: Client, as_json: bool, name: str) -> None:
    """Make a verified domain the one that new codes carry."""
    _answer(client.domains.set_public_url(PublicUrlDraft(url=client.domains.get(name).url)), as_json)


@domain.command()
@click.argument("name", shell_complete=completing.domains)
@click.option("--yes", is_flag=True, help="Do not ask.")
@where
def delete(client: Client, as_json: bool, name: str, yes: bool) -> None:
    """Remove a domain on which no link has ever been."""
    found = client.domains.get(name)
    if not yes:
        click.confirm(f"Remove {found.host}?", abort=True, err=True)
    client.domains.delete(found.id)
    if as_json:
        show({"id": found.id, "deleted": True})
    else:
        click.echo(f"{found.host} is removed.")


def _line(one: DomainView) -> str:
    default = "  (default)" if one.is_default else ""
    return f"{one.url}  {one.status.value}{default}"


def _answer(one: DomainView, as_json: bool) -> None:
    if as_json:
        show(one)
        return
    click.echo(f"{one.url}  {one.status.value}{'  (default)' if one.is_default else ''}")
    click.echo(one.status_text, err=True)
    if one.status is not DomainStatus.SERVING and one.dns_record is not None:
        click.echo(f"{one.dns_record.name}  {one.dns_record.type}  {one.dns_record.value}")
        click.echo(f"Or let {one.proof_url} answer with the last part of that address.", err=True)
    if one.status is DomainStatus.WAITING:
        for step in one.steps:
            click.echo(step, err=True)
    if one.check_fault and one.status is DomainStatus.WAITING:
        click.echo(one.check_fault, err=True)
