"""qrdesk design ..."""

import json
import sys
from typing import Any, cast

import click

from qrdesk.cli.artwork_options import of_preset, saved_or_file
from qrdesk.cli.common import counted, show, tell, tell_all, tell_deleted, where
from qrdesk.cli.json_files import json_in, object_in
from qrdesk.cli.saved_views import asked, chosen
from qrdesk.client import ApplyDraft, Client, Design, DesignDraft, DesignPatch, DesignView, PresetView, StylingDraft
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


@design.command("presets")
@where
def list_presets(client: Client, as_json: bool) -> None:
    """List the looks that QRDesk brings along: each is a --preset to begin with, and was seen to scan well."""
    tell_all(client.designs.presets(), as_json, _preset_line)


@design.command("show")
@click.argument("name")
@click.option("--styling", is_flag=True, help="As options of qr-code-styling, for web pages.")
@where
def show_design(client: Client, as_json: bool, name: str, styling: bool) -> None:
    """Show a design, by name or id: as the JSON that “qrdesk design import” reads."""
    found = client.designs.get(name)
    if not styling:
        show(found if as_json else {"name": found.name, "design": _plain(found.design)})
        return
    told = client.designs.styling(found.id)
    show(told if as_json else told.options)
    _note([] if as_json else told.notes)


@design.command()
@click.argument("name")
@click.argument("file", metavar="FILE.json", required=False)
@click.option("--code", default=None, metavar="ID", help="Take the look of this code, in place of a file.")
@click.option("--preset", default=None, metavar="NAME", help="Take a look of QRDesk's own: see “design presets”.")
@click.option("--name", "new_name", default=None, help="What it is to be called.")
@where
def save(client: Client, as_json: bool, name: str, new_name: str | None, **sources: str | None) -> None:
    """Keep a look as NAME: that in FILE.json, or a code's own. One of that name is changed; codes keep theirs."""
    named = {source: value for source, value in sources.items() if value is not None}
    if len(named) > 1 or not (named or new_name):
        raise click.UsageError("Name a file with the look, a code with --code, or a preset with --preset.")
    look = next((_look(client, source, value) for source, value in named.items()), None)
    tell(_kept(client, name, look, new_name), as_json, _line)


@design.command("import")
@click.argument("file", metavar="FILE.json")
@click.option("--styling", is_flag=True, help="FILE.json has options of qr-code-styling; give the look a --name.")
@click.option("--name", default=None, help="What a look of --styling is to be called.")
@click.option("--logo", default="", metavar="ID", help="The uploaded picture that stands for theirs (with --styling).")
@where
def import_designs(client: Client, as_json: bool, file: str, styling: bool, name: str | None, logo: str) -> None:
    """Keep the designs in FILE.json: one, or a list of them as “qrdesk design list --json” writes it.

    One of that name is changed; codes keep what they have.
    """
    if styling != (name is not None) or (logo and not styling):
        raise click.UsageError("--styling and --name go together, and --logo needs both.")
    if name is not None:
        found = client.designs.from_styling(StylingDraft(options=object_in(file), logo=logo))
        kept = _kept(client, name, found.design, None)
        if as_json:
            show({**kept.model_dump(mode="json"), "notes": found.notes})
        else:
            click.echo(_line(kept))
            _note(found.notes)
        return
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


def _look(client: Client, source: str, named: str) -> Design:
    if source == "code":
        return client.codes.get(named).design
    return of_preset(client, named) if source == "preset" else saved_or_file(client, named)


def _note(notes: list[str]) -> None:
    for note in notes:
        click.echo(f"Note: {note}", err=True)


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


def _preset_line(one: PresetView) -> str:
    return f"{one.name:<22}{one.group:<15}  {_in_words(one.design)}"


def _line(one: DesignView) -> str:
    return f"{one.id}  {one.name}  {_in_words(one.design)}"


def _in_words(look: Design) -> str:
    parts = [look.ink, f"body {look.body.shape}", *(["logo"] if look.logo else []), *(["frame"] if look.frame else [])]
    return ", ".join(parts)
