"""qrdesk code ..."""

from contextlib import suppress
from typing import Any

import click

from qrdesk.cli import code_files, code_told, completing
from qrdesk.cli.artwork_options import (
    FORMATS,
    begun_with,
    design_from,
    format_of,
    look,
    order,
    order_from,
    printing,
    start,
)
from qrdesk.cli.code_contents import content_from
from qrdesk.cli.common import show, tell_deleted, where
from qrdesk.cli.content_fields import TypedCommand
from qrdesk.cli.outputs import Output, over_file, refuse_on_terminal
from qrdesk.client import ArtworkFormat, ArtworkReport, Client, CodeDraft, CodePatch, CodeQuery, PreviewDraft
from qrdesk.client.resource import every
from qrdesk.core.errors import Invalid, NotFound
from qrdesk.core.schemas.artwork import FileOrder
from qrdesk.core.schemas.codes import CodeView
from qrdesk.core.schemas.contents import TYPES

_STATIC = """\b
Examples:
  qrdesk code make --type wifi "ssid=Café Lund" password=secret123
  qrdesk code make --type vcard first_name=Anna phones.0.number=+4930901820
  qrdesk code make --type epc name=Lund iban=DE89370400440532013000 amount=12.50
  qrdesk code make --type gs1 --help
"""
_FEW = 5  # ids that a line names
_LONGEST = 200  # characters that are looked for


@click.group()
def code() -> None:
    """Make QR codes and export their artwork."""


@code.command()
@click.argument("name", metavar="SLUG_OR_ID", shell_complete=completing.links)
@click.option("--format", "form", default=None, type=click.Choice(FORMATS), help="Left out: as the file's name ends.")
@click.option("--size-mm", default=25.0, show_default=True, help="Width of the artwork, margin and frame included.")
@click.option(
    "--parts",
    default=1,
    type=click.IntRange(1, 16),
    help="Spread a long text over so many codes: menu-1.svg, menu-2.svg … Few phones put them together.",
)
@click.option("--trial", is_flag=True, help="Only to look at: the code is not remembered as printed.")
@look
@order
@where
@over_file
def export(
    client: Client,
    as_json: bool,
    name: str,
    form: str | None,
    size_mm: float,
    parts: int,
    trial: bool,
    output: Output,
    **more: Any,
) -> None:
    """Write a code's artwork to a file, after reading it back. SLUG_OR_ID is a link, or a code by its id or name.

    A file that is there is written over, as a whole or not at all; so are the files of several parts.
    """
    chosen = format_of(form, output)
    code_files.require_file(parts, output)
    if chosen != ArtworkFormat.SVG.value:
        refuse_on_terminal(f"Artwork as {chosen.upper()}", output)
    found, level = _code(client, name), more["level"]
    design = design_from(client, found.design, more)
    fields = {"format": chosen, "size_mm": size_mm, **order_from(client, more)}
    with code_told.confirmable(as_json=as_json):
        artworks = code_files.drawn(client, found, design, fields, parts=parts, trial=trial)
    names = code_files.keep(artworks, output)
    told = [{"file": file, **artwork.report} for file, artwork in zip(names, artworks, strict=True)]
    if as_json:
        show({"code_id": found.id, "text": found.text, **(told[0] if parts == 1 else {"files": told})})
        return
    wanted = FileOrder.model_validate(fields)
    reports = [ArtworkReport.model_validate(artwork.report) for artwork in artworks]
    for file, report in zip(names, reports, strict=True):
        for line in code_told.exported(file, report, wanted, design):
            output.say(line)
    warnings = [warning for report in reports for warning in report.warnings]
    code_told.warn(code_told.warned(warnings, parts) + code_told.level_left(level, reports[0]))


@code.command()
@click.argument("name", metavar="SLUG_OR_ID", shell_complete=completing.links)
@click.option("--size-mm", default=25.0, show_default=True, help="Width of the artwork, margin and frame included.")
@click.option("--format", "form", default="svg", show_default=True, type=click.Choice(FORMATS), help="Kind of file.")
@look
@printing
@where
def preview(client: Client, as_json: bool, name: str, size_mm: float, form: str, **more: Any) -> None:
    """Say how a code's file would turn out, and how surely it would be read; nothing is made."""
    found, level = _code(client, name), more["level"]
    carried = {"link_id": found.link_id} if found.content is None else {"content": found.content}
    design = design_from(client, found.design, more)
    order = {"format": form, "size_mm": size_mm, **order_from(client, more)}
    draft = PreviewDraft.model_validate({**carried, "design": design, "export": order})
    report = client.codes.preview(draft)
    if as_json:
        show(report)
        return
    for line in code_told.previewed(report, draft.export):
        click.echo(line)
    code_told.warn([*report.warnings, *code_told.level_left(level, report)])


@code.command()
@click.argument("link", metavar="LINK", shell_complete=completing.links)
@click.option("--name", default="", help="What you call it, such as “poster in the window”.")
@click.option("--slug", default=None, help="An address that only this code carries, to tell its scans apart.")
@where
def create(client: Client, as_json: bool, link: str, name: str, slug: str | None) -> None:
    """Make one more code for LINK (address or id)."""
    _say(client.codes.create(CodeDraft(link_id=link, name=name, slug=slug)), as_json)


@code.command(cls=TypedCommand, epilog=_STATIC)
@click.argument("fields", nargs=-1, metavar="[FIELD=VALUE]...")
@click.option(
    "--type",
    "kind",
    default=None,
    type=click.Choice(TYPES),
    is_eager=True,
    help="What sort of content it is; with --help behind it, the fields of that sort.",
)
@click.option("--content", default=None, metavar="FILE.json", help="The content as the API takes it, in a file.")
@click.option("--name", default="", help="What you call it, such as “Wi-Fi in the bar”.")
@start
@where
def make(
    client: Client,
    as_json: bool,
    fields: tuple[str, ...],
    kind: str | None,
    content: str | None,
    name: str,
    **named: Any,
) -> None:
    """Make a static code: it says its content by itself, for ever, and needs no link."""
    said = content_from(kind, fields, content)
    design = begun_with(client, named)
    look = {} if design is None else {"design": design}
    _say(client.codes.create(CodeDraft.model_validate({"content": said, "name": name, **look})), as_json)


@code.command()
@click.argument("code_id", metavar="CODE")
@where
def delete(client: Client, as_json: bool, code_id: str) -> None:
    """Delete CODE (its id): a static one, or one of a link that was never printed."""
    found = client.codes.get(code_id)
    client.codes.delete(found.id)
    tell_deleted("code", found.name or found.id, as_json)


@code.command()
@click.argument("code_id", metavar="CODE")
@click.option("--name", default=None, help="What you call it.")
@click.option(
    "--slug", default=None, help="Another address of its own; “” for the link's. The old one goes on working."
)
@where
def update(client: Client, as_json: bool, code_id: str, name: str | None, slug: str | None) -> None:
    """Change what CODE (its id) is called, or the address it carries. Printed codes go on leading to the link."""
    said = {"name": name} if name is not None else {}
    patch = CodePatch.model_validate(said if slug is None else {**said, "slug": slug or None})
    _say(client.codes.update(code_id, patch), as_json)


@code.command("not-printed")
@click.argument("code_id", metavar="CODE")
@where
def not_printed(client: Client, as_json: bool, code_id: str) -> None:
    """Take back that CODE (its id) was remembered as printed: no paper has it."""
    _say(client.codes.forget_printed(code_id), as_json)


@code.command("list")
@click.option("--link", default="", help="Only those of one link (address or id).")
@click.option(
    "--kind",
    default="all",
    show_default=True,
    type=click.Choice(["all", "link", "static"]),
    help="Of links, or static.",
)
@click.option("--search", default="", help="Only those with these words: in their names, their content, their links.")
@where
def list_codes(client: Client, as_json: bool, link: str, kind: str, search: str) -> None:
    """List codes, newest first, without the passwords that some say."""
    asked = {"link_id": link, "kind": kind, "search": search, "limit": 1000}
    page = client.codes.list(CodeQuery.model_validate(asked))
    if as_json:
        show(page)
        return
    for one in page.data:
        printed = f"exported {one.printed_at:%Y-%m-%d}" if one.printed_at else "never exported"
        click.echo(f"{one.id}  {code_told.in_a_line(one.text)}  {printed}  {one.name}")


@code.command()
@click.argument("name", metavar="SLUG_OR_ID", shell_complete=completing.links)
@click.option("--name", "called", required=True, help="What you call it, such as “poster in the window”.")
@where
def rename(client: Client, as_json: bool, name: str, called: str) -> None:
    """Give a code a name. SLUG_OR_ID is a link, or a code by its id or name."""
    _say(client.codes.update(_code(client, name).id, CodePatch(name=called)), as_json)


def _say(one: CodeView, as_json: bool) -> None:
    if as_json:
        show(one)
    else:
        click.echo(f"{one.id}  {code_told.in_a_line(one.text)}  {one.name}")


def _code(client: Client, name: str) -> CodeView:
    if name.startswith("qrc_"):  # an id of a code; but a slug may begin like that too
        with suppress(NotFound):
            return client.codes.get(name)
    try:
        found = client.codes.list(CodeQuery(link_id=name, limit=1000)).data
    except NotFound:
        return _called(client, name)
    # the code with that address of its own; else one that carries the link's, as is meant by naming the link
    own = [one for one in found if one.slug and one.slug.casefold() == name.casefold()]
    plain = [one for one in found if not one.slug]
    return next(iter([*own, *plain]), None) or client.codes.create(CodeDraft(link_id=name))


def _called(client: Client, name: str) -> CodeView:
    """Return the code that somebody called ``name``.

    Raises:
        NotFound: none is called so.
        Invalid: several are.
    """
    wanted = name.strip()
    some = every(client.codes.list, CodeQuery(search=wanted[:_LONGEST]))
    found = [one for one in some if one.name.casefold() == wanted.casefold()]
    if not found:
        raise NotFound.of("link or code", name)
    if len(found) > 1:
        ids = ", ".join(one.id for one in found[:_FEW]) + (", …" if len(found) > _FEW else "")
        raise Invalid.field("name", f"{len(found)} codes are called “{name}”. Give the id of one: {ids}")
    return client.codes.get(found[0].id)  # with the password that lists leave out
