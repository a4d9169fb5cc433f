"""qrdesk link ..."""

from typing import Any

import click

from qrdesk.cli.common import show, where
from qrdesk.cli.link_options import fields, has_parts, ways
from qrdesk.client import AliasDraft, Client, LinkDraft, LinkPatch, LinkQuery
from qrdesk.core.rule_words import sentence
from qrdesk.core.schemas.links import LinkState, LinkView

_STATES = ["current", "any", *(state.value for state in LinkState)]
_CLEARED = {name.replace("_at", "").replace("_", "-"): name for name in sorted(LinkPatch.CLEARED_BY_NULL)}


@click.group()
def link() -> None:
    """Make, list and change short links."""


@link.command()
@click.argument("url")
@click.option("--slug", default=None, help="What stands behind the slash; left out: six letters.")
@click.option("--title", default=None, help="What you call it.")
@click.option("--note", default=None, help="Anything worth remembering.")
@click.option("--tag", "tags", multiple=True, help="May be given several times.")
@click.option("--host", default=None, help="One of your domains; left out: the default one.")
@ways
@where
def create(client: Client, as_json: bool, url: str, tags: tuple[str, ...], **options: Any) -> None:
    """Make a link that leads to URL; with --type, to a mail address, a telephone number or an app."""
    plain = _given(options, "slug", "title", "note", "host")
    draft = LinkDraft.model_validate({"destination": url, "tags": tags, **plain, **fields(options)})
    _answer(client.links.create(draft), as_json)


@link.command("list")
@click.option("--search", default="", help="In title, address, destination, note and tags.")
@click.option("--state", default="current", type=click.Choice(_STATES), show_default=True)
@click.option("--tag", default="")
@click.option("--folder", default="", help="Id or name; “none” for links in no folder.")
@click.option("--limit", default=50, show_default=True, type=click.IntRange(1, 1000))
@where
def list_links(client: Client, as_json: bool, limit: int, **options: str) -> None:
    """List links, newest first."""
    page = client.links.list(LinkQuery.model_validate({**options, "limit": limit}))
    if as_json:
        show(page)
        return
    for one in page.data:
        state = "" if one.state is LinkState.LIVE else f"  ({one.state.value.replace('_', ' ')})"
        click.echo(f"{one.short_url}  {one.hit_count:>8,}  {one.title or '-'}  {one.destination}{state}")
    total = page.pagination.total
    click.echo(f"{len(page.data)} links" if total is None else f"{len(page.data)} of {total} links", err=True)


@link.command("show")
@click.argument("name")
@where
def show_link(client: Client, as_json: bool, name: str) -> None:
    """Show one link, by id or address."""
    _answer(client.links.get(name), as_json)


@link.command()
@click.argument("name")
@click.option("--url", default=None, help="A new destination.")
@click.option("--slug", default=None, help="A new address; the old one goes on working.")
@click.option("--title", default=None)
@click.option("--note", default=None)
@click.option("--tag", "tags", multiple=True, help="These instead of its tags. May be given several times.")
@click.option("--clear", multiple=True, type=click.Choice(list(_CLEARED)), help="Take away what was set.")
@ways
@where
def update(
    client: Client, as_json: bool, name: str, tags: tuple[str, ...], clear: tuple[str, ...], **options: Any
) -> None:
    """Change a link. The next scan follows."""
    before = client.links.get(name) if has_parts(options) else None
    sent = {**_given(options, "slug", "title", "note"), **fields(options, before)}
    if options["url"] is not None:
        sent["destination"] = options["url"]
    if tags:
        sent["tags"] = tags
    sent |= {_CLEARED[one]: None for one in clear}
    _answer(client.links.update(name, LinkPatch.model_validate(sent)), as_json)


@link.command()
@click.argument("name")
@where
def pause(client: Client, as_json: bool, name: str) -> None:
    """Let a link rest; its codes say so until it is resumed."""
    _answer(client.links.pause(name), as_json)


@link.command()
@click.argument("name")
@where
def resume(client: Client, as_json: bool, name: str) -> None:
    """Let a paused link lead on."""
    _answer(client.links.resume(name), as_json)


@link.command()
@click.argument("name")
@click.argument("slug")
@where
def alias(client: Client, as_json: bool, name: str, slug: str) -> None:
    """Give a link one more address, for ever."""
    _answer(client.links.add_alias(name, AliasDraft(slug=slug)), as_json)


@link.command("reset-hits")
@click.argument("name")
@where
def reset_hits(client: Client, as_json: bool, name: str) -> None:
    """Let a link's hit limit count from nothing again; its statistics stay."""
    _answer(client.links.reset_hits(name), as_json)


@link.command()
@click.argument("name")
@where
def rules(client: Client, as_json: bool, name: str) -> None:
    """Say a link's rules in plain words, in their order."""
    found = client.links.get(name)
    said = [sentence(rule) for rule in found.rules]
    if as_json:
        show([{**rule.model_dump(mode="json"), "sentence": one} for rule, one in zip(found.rules, said, strict=True)])
        return
    for number, (rule, one) in enumerate(zip(found.rules, said, strict=True), 1):
        click.echo(f"{number}. {f'{rule.name}: ' if rule.name else ''}{one}")
    click.echo(f"{'Else' if said else 'Always'} → {found.destination}")


@link.command()
@click.argument("name")
@where
def archive(client: Client, as_json: bool, name: str) -> None:
    """Put a link away; its codes say so until it is restored."""
    _answer(client.links.archive(name), as_json)


@link.command()
@click.argument("name")
@where
def restore(client: Client, as_json: bool, name: str) -> None:
    """Bring an archived link back."""
    _answer(client.links.restore(name), as_json)


@link.command()
@click.argument("name")
@click.option("--yes", is_flag=True, help="Do not ask.")
@where
def delete(client: Client, as_json: bool, name: str, yes: bool) -> None:
    """Delete a link for ever. Its address is never given away again."""
    found = client.links.get(name)
    for code in found.printed:
        called = f"The code “{code.name}”" if code.name else "A code of it"
        click.echo(f"{called} was exported on {code.printed_at:%Y-%m-%d}. Printed, it will lead nowhere.", err=True)
    if not yes:
        click.confirm(f"Delete {found.short_url} for ever?", abort=True, err=True)
    client.links.delete(found.id)
    if as_json:
        show({"id": found.id, "deleted": True})
    else:
        click.echo(f"{found.short_url} is deleted.")


def _given(options: dict[str, Any], *names: str) -> dict[str, Any]:
    return {name: options[name] for name in names if options[name] is not None}


def _answer(one: LinkView, as_json: bool) -> None:
    if as_json:
        show(one)
        return
    click.echo(f"{one.short_url} -> {one.destination}")
    state = one.state.value.replace("_", " ")
    click.echo(f"id {one.id}, {state}, {one.hit_count:,} hits; its codes carry {one.code_url}", err=True)
    for warning in one.warnings:
        click.echo(f"Note: {warning}", err=True)
