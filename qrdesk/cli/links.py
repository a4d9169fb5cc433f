"""qrdesk link ..."""

import click

from qrdesk.cli.common import show, where
from qrdesk.client import Client, LinkDraft, LinkPatch, LinkQuery
from qrdesk.core.schemas.links import LinkView


@click.group()
def link() -> None:
    """Make, list and change short links."""


@link.command()
@click.argument("url")
@click.option("--slug", default=None, help="What stands behind the slash; left out: six letters.")
@click.option("--title", default="", help="What you call it.")
@click.option("--note", default="", help="Anything worth remembering.")
@click.option("--tag", "tags", multiple=True, help="May be given several times.")
@click.option("--host", default=None, help="One of your domains; left out: the default one.")
@where
def create(
    client: Client,
    as_json: bool,
    url: str,
    slug: str | None,
    title: str,
    note: str,
    tags: tuple[str, ...],
    host: str | None,
) -> None:
    """Make a link that leads to URL."""
    made = client.links.create(LinkDraft(destination=url, slug=slug, title=title, note=note, tags=tags, host=host))
    _answer(made, as_json)


@link.command("list")
@click.option("--search", default="", help="In title, address, destination, note and tags.")
@click.option("--state", default="live", type=click.Choice(["live", "archived", "deleted", "any"]), show_default=True)
@click.option("--tag", default="")
@click.option("--limit", default=50, show_default=True, type=click.IntRange(1, 1000))
@where
def list_links(client: Client, as_json: bool, search: str, state: str, tag: str, limit: int) -> None:
    """List links, newest first."""
    query = LinkQuery.model_validate({"search": search, "state": state, "tag": tag, "limit": limit})
    page = client.links.list(query)
    if as_json:
        show(page)
        return
    for one in page.data:
        click.echo(f"{one.short_url}  {one.hit_count:>8,}  {one.title or '-'}  {one.destination}")
    click.echo(f"{len(page.data)} of {page.pagination.total} links", err=True)


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
@where
def update(
    client: Client, as_json: bool, name: str, url: str | None, slug: str | None, title: str | None, note: str | None
) -> None:
    """Change a link. The next scan follows."""
    sent = {"destination": url, "slug": slug, "title": title, "note": note}
    patch = LinkPatch.model_validate({field: value for field, value in sent.items() if value is not None})
    _answer(client.links.update(name, patch), as_json)


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
    if found.printed_at is not None:
        click.echo(
            f"A code of it was exported on {found.printed_at:%Y-%m-%d}. Printed, it will lead nowhere.", err=True
        )
    if not yes:
        click.confirm(f"Delete {found.short_url} for ever?", abort=True, err=True)
    client.links.delete(found.id)
    if as_json:
        show({"id": found.id, "deleted": True})
    else:
        click.echo(f"{found.short_url} is deleted.")


def _answer(one: LinkView, as_json: bool) -> None:
    if as_json:
        show(one)
        return
    click.echo(f"{one.short_url} -> {one.destination}")
    click.echo(f"id {one.id}, {one.state.value}, {one.hit_count:,} hits; its codes carry {one.code_url}", err=True)
