"""qrdesk link ..."""

from typing import Any

import click

from qrdesk.cli import completing
from qrdesk.cli.common import counted, show, where
from qrdesk.cli.link_lines import address, how_many_rules, say_link, state_of
from qrdesk.cli.link_listing import list_links
from qrdesk.cli.link_options import CLEARED, cleared, fields, needs_link, proposing, tag_words, times, ways
from qrdesk.cli.moments import limits, shown_zone
from qrdesk.client import AliasDraft, Client, LinkDraft, LinkPatch
from qrdesk.core.rule_words import sentence
from qrdesk.core.schemas.links import LinkView


@click.group()
def link() -> None:
    """Make, list and change short links."""


link.add_command(list_links)


@link.command()
@click.argument("url")
@click.option("--slug", default=None, help="What stands behind the slash; left out: six letters.")
@click.option("--title", default=None, help="What you call it.")
@click.option("--note", default=None, help="Anything worth remembering.")
@click.option(
    "--tag",
    "tags",
    multiple=True,
    callback=tag_words,
    help="May be given several times.",
    shell_complete=completing.tags,
)
@click.option(
    "--host", default=None, help="One of your domains; left out: the default one.", shell_complete=completing.domains
)
@ways
@where
def create(client: Client, as_json: bool, url: str, tags: tuple[str, ...], **options: Any) -> None:
    """Make a link that leads to URL; with --type, to a mail address, a telephone number or an app."""
    plain = _given(options, "slug", "title", "note", "host")
    said = {**fields(options), **times(client, options)}
    draft = LinkDraft.model_validate({"destination": url, "tags": tags, **plain, **said})
    with proposing(url, options["kind"]):
        made = client.links.create(draft)
    _answer(made, as_json)
    _say_changed(client, made, said, as_json)


@link.command("show")
@click.argument("name", shell_complete=completing.links)
@where
def show_link(client: Client, as_json: bool, name: str) -> None:
    """Show all that is set of one link, by id or address."""
    found = client.links.get(name)
    if as_json:
        show(found)
    else:
        say_link(found, shown_zone(client, found))


@link.command()
@click.argument("name", shell_complete=completing.links)
@click.option("--url", default=None, help="A new destination.")
@click.option("--slug", default=None, help="A new address; the old one goes on working.")
@click.option("--title", default=None)
@click.option("--note", default=None)
@click.option(
    "--tag",
    "tags",
    multiple=True,
    callback=tag_words,
    help="These instead of its tags. May be given several times.",
    shell_complete=completing.tags,
)
@click.option("--clear", multiple=True, type=click.Choice(CLEARED), help="Take away what was set.")
@ways
@where
def update(
    client: Client, as_json: bool, name: str, tags: tuple[str, ...], clear: tuple[str, ...], **options: Any
) -> None:
    """Change a link. Scans follow at once."""
    before = client.links.get(name) if needs_link(options) else None
    sent = {
        **_given(options, "slug", "title", "note"),
        **fields(options, before),
        **times(client, options, before),
        **({"tags": tags} if tags else {}),
        **({} if options["url"] is None else {"destination": options["url"]}),
    }
    sent = cleared(clear, sent)
    with proposing(options["url"] or "", options["kind"]):
        after = client.links.update(name, LinkPatch.model_validate(sent))
    _answer(after, as_json)
    _say_changed(client, after, sent, as_json)
    if before is not None and before.slug != after.slug and not as_json:
        click.echo(f"The old address {before.short_url} goes on working.", err=True)


@link.command()
@click.argument("name", shell_complete=completing.links)
@where
def pause(client: Client, as_json: bool, name: str) -> None:
    """Let a link rest; its codes say so until it is resumed."""
    _answer(client.links.pause(name), as_json)


@link.command()
@click.argument("name", shell_complete=completing.links)
@where
def resume(client: Client, as_json: bool, name: str) -> None:
    """Let a paused link lead on."""
    _answer(client.links.resume(name), as_json)


@link.command()
@click.argument("name", shell_complete=completing.links)
@click.argument("slug")
@where
def alias(client: Client, as_json: bool, name: str, slug: str) -> None:
    """Give a link one more address, for ever."""
    changed = client.links.add_alias(name, AliasDraft(slug=slug))
    if as_json:
        show(changed)
        return
    added = next((one for one in (changed.slug, *changed.aliases) if one.casefold() == slug.strip().casefold()), slug)
    click.echo(f"{address(changed, added)} leads to {changed.destination} too, beside {changed.short_url}.")


@link.command("reset-hits")
@click.argument("name", shell_complete=completing.links)
@where
def reset_hits(client: Client, as_json: bool, name: str) -> None:
    """Let a link's hit limit count from nothing again; its statistics stay."""
    _answer(client.links.reset_hits(name), as_json)


@link.command("erase-hits")
@click.argument("name", shell_complete=completing.links)
@click.option("--yes", is_flag=True, help="Do not ask.")
@where
def erase_hits(client: Client, as_json: bool, name: str, yes: bool) -> None:
    """Forget all hits of a link for ever, their sums included. Hits still in files are counted as new ones.

    The visits that it had while it led nowhere (paused, ended or deleted, say) are forgotten, too.

    NAME is its address or id. That of a deleted link will do, where no other link has the address.
    """
    found = client.links.summary(name)
    if not yes:
        number, which = found.total_hits + found.bots, found.address
        more = ", ".join([f"“{found.title}”"] * bool(found.title) + ["deleted"] * found.deleted)
        called = f"{which} ({more})" if more else which
        those = f"all {counted(number, 'hit')} of {called} for ever, bots included"
        click.confirm(f"Forget {those}, and all its visits that led nowhere?", abort=True, err=True)
    erased = client.links.erase_hits(found.link_id)
    if as_json:
        show(erased)
    else:
        nowhere = f"{counted(erased.shut, 'visit')} that led nowhere"
        click.echo(f"{counted(erased.erased, 'hit')} of {found.address} and {nowhere} are forgotten, bots included.")


@link.command()
@click.argument("name", shell_complete=completing.links)
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
@click.argument("name", shell_complete=completing.links)
@where
def archive(client: Client, as_json: bool, name: str) -> None:
    """Put a link away; its codes say so until it is restored."""
    _answer(client.links.archive(name), as_json)


@link.command()
@click.argument("name", shell_complete=completing.links)
@where
def restore(client: Client, as_json: bool, name: str) -> None:
    """Bring an archived link back."""
    _answer(client.links.restore(name), as_json)


@link.command()
@click.argument("name", shell_complete=completing.links)
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
    click.echo(
        f"id {one.id}, {state_of(one)}, {counted(one.hit_count, 'hit')}; its codes carry {one.code_url}", err=True
    )
    for warning in one.warnings:
        click.echo(f"Note: {warning}", err=True)


def _say_changed(client: Client, one: LinkView, sent: dict[str, Any], as_json: bool) -> None:
    """Say how the times and the rules that were given have been understood."""
    if as_json:
        return
    if sent.get("starts_at") or sent.get("ends_at"):
        for said in limits(one, shown_zone(client, one)):
            click.echo(said, err=True)
    if "rules" in sent:
        click.echo(how_many_rules(one), err=True)
