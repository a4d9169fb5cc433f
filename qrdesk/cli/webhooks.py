"""qrdesk webhook ..."""

from collections.abc import Callable
from typing import Any, TypeVar, get_args

import click

from qrdesk.cli import completing, webhook_lines
from qrdesk.cli.common import confirm, id_of, show, tell, tell_deleted, where
from qrdesk.cli.json_files import json_in
from qrdesk.cli.standard_output import shown_once
from qrdesk.client import Client, EndpointDraft, EndpointPatch, EndpointQuery, SecretDraft
from qrdesk.core.errors import Invalid
from qrdesk.core.schemas.webhooks import EndpointView, Format, NewEndpointView, SecretView

F = TypeVar("F", bound=Callable[..., Any])
_FORMATS = [str(word) for word in get_args(Format)]
_ANY, _NONE = "any", "none"
_LISTS = ("kinds", "folders", "tags", "links")
_MORE = "may be given again"


def _about(command: F) -> F:
    """Add what can be said of a new endpoint and of one that is there."""
    options = (
        click.option("--event", "kinds", multiple=True, metavar="KIND", help=f"Tell this; {_MORE}. Else all."),
        click.option(
            "--folder",
            "folders",
            multiple=True,
            help=f"Only of links in this folder; {_MORE}.",
            shell_complete=completing.folders,
        ),
        click.option(
            "--tag",
            "tags",
            multiple=True,
            help=f"Only of links with this tag; {_MORE}.",
            shell_complete=completing.tags,
        ),
        click.option(
            "--only",
            "links",
            multiple=True,
            metavar="LINK",
            help=f"Only of this link; {_MORE}.",
            shell_complete=completing.links,
        ),
        click.option("--bots/--no-bots", "bots", default=None, help="Tell visits of robots, too. [no]"),
        click.option(
            "--header", "headers", multiple=True, metavar="'NAME: VALUE'", help=f"Sent with each event; {_MORE}."
        ),
        click.option("--data", "data", default=None, metavar="FILE", help="File of JSON that is sent along; or none."),
        click.option("--signature-header", default=None, metavar="NAME", help="For h0p: where the signature goes."),
        click.option("--signature-prefix", default=None, metavar="TEXT", help="For h0p: what stands before it."),
    )
    for option in reversed(options):
        command = option(command)
    return command


@click.group()
def webhook() -> None:
    """Tell your other programs what happens: scans, new links, pages that are down."""


@webhook.command()
@click.argument("url")
@click.option("--name", default=None, help="What you call it. Else its host.")
@click.option("--format", "format", default=None, type=click.Choice(_FORMATS), help="How events are written. [native]")
@click.option(
    "--link",
    default=None,
    metavar="NAME",
    help="It belongs to this link, and is told of no other.",
    shell_complete=completing.links,
)
@click.option("--secret", default=None, help="What requests are signed with, if the receiver has one. Else a new one.")
@_about
@where
def create(client: Client, as_json: bool, url: str, **options: Any) -> None:
    """Send events to an address. The secret that they are signed with is shown this one time."""
    made = client.webhooks.create(EndpointDraft.model_validate({"url": url, **_sent(options)}))
    lost = f"“{made.name}” was made all the same, and nobody has seen its secret: qrdesk webhook rotate {made.id}"
    _tell_secret(made, as_json, lost)
    if not as_json:
        for warning in made.warnings:
            click.echo(warning, err=True)
        click.echo(f"See whether it arrives: qrdesk webhook test {made.id}", err=True)


@webhook.command("list")
@click.option(
    "--link", default="", metavar="NAME", help="Those that belong to this link.", shell_complete=completing.links
)
@where
def list_endpoints(client: Client, as_json: bool, link: str) -> None:
    """List webhooks by name: how they are, and how many attempts arrived and failed in the last 24 hours."""
    found = client.webhooks.list(EndpointQuery(link=link))
    if as_json:
        show(list(found))
        return
    for one in webhook_lines.lines(found, client.webhooks.watch_all() if found else []):
        click.echo(one)


@webhook.command("show")
@click.argument("name", metavar="NAME_OR_ID")
@where
def show_endpoint(client: Client, as_json: bool, name: str) -> None:
    """Show one webhook: what it is told, how it is, and what waits for it."""
    found = client.webhooks.get(of(client, name))
    tell(found, as_json, lambda one: webhook_lines.told(one, client.webhooks.watch(one.id)))


@webhook.command()
@click.argument("name", metavar="NAME_OR_ID")
@click.option("--url", default=None, help="Another address.")
@click.option("--rename", "rename", default=None, metavar="NAME", help="Another name.")
@click.option("--format", "format", default=None, type=click.Choice(_FORMATS), help="How events are written.")
@_about
@where
def update(client: Client, as_json: bool, name: str, rename: str | None, **options: Any) -> None:
    """Change a webhook. Lists are given whole: --event any tells all, --folder any takes that bound away.

    So do --tag any and --only any; --header none takes the headers away.
    """
    patch = EndpointPatch.model_validate({**({} if rename is None else {"name": rename}), **_sent(options)})
    found = client.webhooks.update(of(client, name), patch)
    tell(found, as_json, webhook_lines.line)
    if not as_json:
        for warning in found.warnings:
            click.echo(warning, err=True)


@webhook.command()
@click.argument("name", metavar="NAME_OR_ID")
@click.option("--yes", is_flag=True, help="Do not ask.")
@where
def delete(client: Client, as_json: bool, name: str, yes: bool) -> None:
    """Delete a webhook with its log. What waits for it is not sent any more."""
    found = client.webhooks.get(of(client, name))
    confirm(f"Delete “{found.name}” and its log?", yes)
    client.webhooks.delete(found.id)
    tell_deleted("webhook", found.name, as_json)


@webhook.command()
@click.argument("name", metavar="NAME_OR_ID")
@click.option("--grace-hours", default=24, show_default=True, type=click.IntRange(0, 168), help="Both sign so long.")
@click.option("--secret", default=None, help="This one, if the receiver has it already. Else a new one.")
@where
def rotate(client: Client, as_json: bool, name: str, grace_hours: int, secret: str | None) -> None:
    """Give a webhook a new secret, which is shown this one time. The one until now signs, too, for some hours."""
    made = client.webhooks.rotate(of(client, name), SecretDraft(grace_hours=grace_hours, secret=secret))
    _tell_secret(
        made, as_json, f"“{made.name}” has a new secret all the same, and nobody has seen it. Rotate it again."
    )
    if not as_json and made.old_secret_until is not None:
        click.echo(f"The secret until now signs, too, until {webhook_lines.at(made.old_secret_until)}.", err=True)


@webhook.command()
@click.argument("name", metavar="NAME_OR_ID")
@where
def test(client: Client, as_json: bool, name: str) -> None:
    """Send a test event now, and say what came of it. Ends with 1 when it did not arrive."""
    found = client.webhooks.test(of(client, name))
    tell(found, as_json, webhook_lines.attempt_line)
    if found.outcome != "delivered":
        raise click.exceptions.Exit(1)


@webhook.command()
@click.argument("name", metavar="NAME_OR_ID")
@where
def pause(client: Client, as_json: bool, name: str) -> None:
    """Send a webhook nothing for a while. Its events are kept, and sent when it goes on."""
    _tell_state(client.webhooks.pause(of(client, name)), as_json, "is paused. What happens is kept for it.")


@webhook.command()
@click.argument("name", metavar="NAME_OR_ID")
@where
def resume(client: Client, as_json: bool, name: str) -> None:
    """Let a webhook go on that was paused or switched off. What waits for it is sent."""
    _tell_state(client.webhooks.resume(of(client, name)), as_json, "goes on. What waits for it is sent.")


@webhook.command()
@click.option("--format", "format", default=None, type=click.Choice(_FORMATS), help="Only this format.")
@where
def kinds(client: Client, as_json: bool, format: str | None) -> None:
    """List the events that there are, by format, and what each format calls them."""
    found = [one for one in client.webhooks.kinds() if format in (None, one.format)]
    if as_json:
        show(list(found))
        return
    for one in webhook_lines.kind_lines(found):
        click.echo(one)


def of(client: Client, name: str) -> str:
    """Return the id of the webhook that a person named."""
    return id_of(client.webhooks.list, name, "webhook")


def _sent(options: dict[str, Any]) -> dict[str, Any]:
    """Return what was given on the command line as a draft or a patch has it."""
    sent = {field: value for field, value in options.items() if value is not None and value != ()}
    for field in _LISTS:
        if _ANY in sent.get(field, ()):
            sent[field] = _free(sent[field])
    if "headers" in sent:
        sent["headers"] = _headers(sent["headers"])
    if "data" in sent:
        sent["data"] = json_in(sent["data"])
    return sent


def _free(given: tuple[str, ...]) -> tuple[str, ...]:
    if len(given) > 1:
        raise click.UsageError("“any” stands alone: it takes the bound away.")
    return ()


def _headers(given: tuple[str, ...]) -> dict[str, str]:
    if given == (_NONE,):
        return {}
    found: dict[str, str] = {}
    for one in given:
        name, colon, value = one.partition(":")
        if not colon or not name.strip():  # not repeated: it may be a token
            raise Invalid.field("headers", "Write a header as “Name: value”.")
        found[name.strip()] = value.strip()
    return found


def _tell_secret(made: NewEndpointView | SecretView, as_json: bool, lost: str) -> None:
    with shown_once(lost):
        if as_json:
            show(made)
            return
        click.echo(f"{made.id}  {made.name}", err=True)
        click.echo(made.secret)
    click.echo("Copy the secret now: this is the one time you can see it.", err=True)


def _tell_state(one: EndpointView, as_json: bool, said: str) -> None:
    tell(one, as_json, lambda found: f"“{found.name}” {said}")
