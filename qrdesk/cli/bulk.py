"""qrdesk link bulk-create, bulk-update, duplicates"""

import json
import sys
from typing import Any, TextIO

import click

from qrdesk.cli import completing
from qrdesk.cli.common import show, where
from qrdesk.cli.saved_views import asked, chosen
from qrdesk.client import BulkCreate, BulkUpdate, Client, DuplicateQuery
from qrdesk.core.errors import Invalid
from qrdesk.core.schemas.bulk import BulkRefusal

_SOME_REFUSED = 1  # exit code


@click.command("bulk-create")
@click.argument("file", type=click.File(encoding="utf-8"))
@click.option("--all-or-nothing", is_flag=True, help="One that cannot be made keeps all from being made.")
@where
def bulk_create(client: Client, as_json: bool, file: TextIO, all_or_nothing: bool) -> None:
    """Make up to 1,000 links from FILE (- is the standard input): a JSON list of links as the API takes them."""
    try:
        rows: Any = json.load(file)
    except (ValueError, RecursionError) as fault:
        raise Invalid.field("file", f"This is no JSON: {fault}.") from fault
    report = client.links.create_many(BulkCreate.model_validate({"links": rows, "all_or_nothing": all_or_nothing}))
    if as_json:
        show(report)
    for one in [] if as_json else report.created:
        click.echo(f"{one.link.short_url} -> {one.link.destination}")
    _end(f"{len(report.created)} links made", report.refused, as_json)


@click.command("bulk-update")
@click.argument("names", nargs=-1, shell_complete=completing.links)
@click.option("--url", default=None, help="A new destination.")
@click.option("--to-folder", default=None, help="Id or name of a folder; empty: out of their folders.")
@click.option("--count-only/--no-count-only", default=None, help="Note nothing of who comes.")
@click.option("--add-tag", "add_tags", multiple=True, help="May be given several times.")
@click.option("--remove-tag", "remove_tags", multiple=True, help="May be given several times.")
@click.option("--action", default=None, type=click.Choice(["archive", "restore", "pause", "resume", "delete"]))
@click.option("--all-or-nothing", is_flag=True, help="One that cannot be changed keeps all as they were.")
@click.option("--yes", is_flag=True, help="Do not ask before links are deleted.")
@asked
@where
def bulk_update(client: Client, as_json: bool, names: tuple[str, ...], yes: bool, **options: Any) -> None:
    """Change up to 1,000 links alike: those named by id or address, or those that --search and the like find."""
    if options["action"] == "delete" and not yes:
        click.confirm("Delete these links for ever? Codes printed with them will lead nowhere.", abort=True, err=True)
    report = client.links.update_many(BulkUpdate.model_validate(_changes(names, options)))
    if as_json:
        show(report)
    for warning in [] if as_json else [text for one in report.updated for text in one.warnings]:
        click.echo(warning, err=True)
    _end(f"{len(report.updated)} links changed", report.refused, as_json)


@click.command()
@click.option("--limit", default=20, show_default=True, type=click.IntRange(1, 100))
@click.option("--page", default=1, show_default=True, type=click.IntRange(1))
@where
def duplicates(client: Client, as_json: bool, limit: int, page: int) -> None:
    """List links that lead to the same page, the largest groups first."""
    found = client.links.duplicates(DuplicateQuery(limit=limit, page=page))
    if as_json:
        show(found)
        return
    for group in found.data:
        click.echo(f"{group.link_count:,} links lead to {group.destination}")
        for one in group.links:
            click.echo(f"  {one.short_url}  {one.hit_count:>8,}  {one.title or '-'}")
    click.echo(f"{len(found.data)} of {found.pagination.total} groups", err=True)


def _changes(names: tuple[str, ...], options: dict[str, Any]) -> dict[str, Any]:
    """Return the body of a bulk update; what is left of ``options`` says which links."""
    url, folder = options.pop("url"), options.pop("to_folder")
    changes: dict[str, Any] = {} if url is None else {"destination": url}
    if folder is not None:
        changes["folder"] = folder or None
    if (count_only := options.pop("count_only")) is not None:
        changes["count_only"] = count_only
    body = {name: options.pop(name) for name in ("add_tags", "remove_tags", "action", "all_or_nothing")}
    body |= {"changes": changes, "ids": names}
    if any(value is not None for value in options.values()):
        body["query"] = chosen(options)
    return body


def _end(said: str, refused: list[BulkRefusal], as_json: bool) -> None:
    if not as_json:
        for one in refused:
            click.echo(f"{one.id or f'number {one.index + 1}'}: {one.message}", err=True)
        click.echo(f"{said}, {len(refused)} refused", err=True)
    if refused:
        sys.exit(_SOME_REFUSED)
