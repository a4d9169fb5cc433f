"""qrdesk design ..."""

import json
import sys
from typing import Any, cast

import click

from qrdesk.cli.artwork_options import saved_or_file
from qrdesk.cli.common import counted, show, tell, tell_all, tell_deleted, where
from qrdesk.cli.json_files import json_in
from qrdesk.cli.saved_views import asked, chosen
from qrdesk.client import ApplyDraft, Client, Design, DesignDraft, DesignPatch, DesignView
from qrdesk.core.errors import Invalid, NotFound

_SOME_REFUSED = 1  # exit code


@click.group()
def design() -> None:
    """Keep looks of codes under a name, and give them to many codes."""


@design.command("list")
@where
def list_designs(client: Client, as_json: bool) -> None:
    """List designs by name."""
    tell_all(client.designs.list(), as_json, _line)


@design.command("show")
@click.argument("name")
@where
def show_design(client: Client, as_json: bool, name: str) -> None:
    """Show a design, by name or id: as the JSON that “qrdesk design import” reads."""
    found = client.designs.get(name)
    show(found if as_json else {"name": found.name, "design": _plain(found.design)})


@design.command()
@click.argument("name")
@click.argument("file", metavar="FILE.json", required=False)
@click.option("--code", default=None, metavar="ID", help="Take the look of this code, in place of a file.")
@click.option("--name", "new_name", default=None, help="What it is to be called.")
@where
def save(client: Client, as_json: bool, name: str, file: str | None, code: str | None, new_name: str | None) -> None:
    """Keep a look as NAME: the one in FILE.json, or a code's own. One of that name is changed; codes keep theirs."""
    if (file is None) == (code is None) and not (new_name and file is None):
        raise click.UsageError("Name a file with the look, or a code with --code.")
    look = client.codes.get(code).design if code is not None else None
    look = saved_or_file(client, file) if file is not None else look
    tell(_kept(client, name, look, new_name), as_json, _line)


@design.command("import")
@click.argument("file", metavar="FILE.json")
@where
def import_designs(client: Client, as_json: bool, file: str) -> None:
    """Keep the designs in FILE.json: one, or a list of them as “qrdesk design list --json” writes it."""
    found = json_in(file)
    rows = cast("list[Any]", found) if isinstance(found, list) else [found]
    drafts = [_draft(row) for row in rows]  # all are read before the first is kept
    tell_all([_kept(client, draft.name, draft.design, None) for draft in drafts], as_json, _line)


@design.command()
@click.argument("name")
@click.argument("codes", nargs=-1, metavar="[CODE]...")
@asked
@where
def apply(client: Client, as_json: bool, name: str, codes: tuple[str, ...], **options: Any) -> None:
    """Give a look to codes: to those named by id, or to all codes of the links that --search and the like find.

    What is printed stays as it is; files that are exported from now on look like this.
    """
    wanted = any(value is not None for value in options.values())
    links = {"links": chosen(options)} if wanted or not codes else {}
    report = client.designs.apply(name, ApplyDraft.model_validate({**({"codes": codes} if codes else {}), **links}))
    if as_json:
        show(report)
    else:
        click.echo(f"{counted(len(report.changed), 'code')} changed, {report.unchanged} looked like this already.")
        if report.printed:
            click.echo(f"{counted(report.printed, 'code')} may be on paper, where nothing changes.", err=True)
        for one in report.refused:
            click.echo(f"{one.id}: {one.message}", err=True)
    if report.refused:
        sys.exit(_SOME_REFUSED)


@design.command()
@click.argument("name")
@where
def delete(client: Client, as_json: bool, name: str) -> None:
    """Delete a design. Codes that have its look keep it."""
    client.designs.delete(name)
    tell_deleted("design", name, as_json)


def _draft(row: Any) -> DesignDraft:
    if not isinstance(row, dict):
        raise Invalid.field("file", "A design is an object with a name and a design.")
    return DesignDraft.model_validate({name: row[name] for name in ("name", "design") if name in row})


def _kept(client: Client, name: str, look: Design | None, new_name: str | None) -> DesignView:
    """Return a design that is made, or changed where there is one of that name already."""
    try:
        there = client.designs.get(name)
    except NotFound:
        if look is None:
            raise
        return client.designs.create(DesignDraft(name=new_name or name, design=look))
    said = {"name": new_name, "design": look}
    patch = DesignPatch.model_validate({field: value for field, value in said.items() if value is not None})
    return client.designs.update(there.id, patch)


def _plain(look: Design) -> Any:
    return json.loads(look.model_dump_json(exclude_defaults=True)) or {"ink": look.ink}


def _line(one: DesignView) -> str:
    look = one.design
    parts = [look.ink, f"body {look.body.shape}", *(["logo"] if look.logo else []), *(["frame"] if look.frame else [])]
    return f"{one.id}  {one.name}  {', '.join(parts)}"
