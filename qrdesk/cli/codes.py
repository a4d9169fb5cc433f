"""qrdesk code ..."""

from contextlib import suppress

import click

from qrdesk.cli import completing
from qrdesk.cli.common import show, where
from qrdesk.cli.outputs import Output, over_file, refuse_on_terminal
from qrdesk.client import ArtworkFormat, Client, CodeDraft, CodePatch, CodeQuery, ErrorCorrection, ExportDraft
from qrdesk.client.files import writing
from qrdesk.core.errors import NotFound
from qrdesk.core.schemas.codes import CodeView

_FORMATS = [one.value for one in ArtworkFormat]


@click.group()
def code() -> None:
    """Make QR codes and export their artwork."""


@code.command()
@click.argument("name", metavar="SLUG_OR_ID", shell_complete=completing.links)
@click.option("--format", "form", default=None, type=click.Choice(_FORMATS), help="Left out: as the file's name ends.")
@click.option("--size-mm", default=25.0, show_default=True, help="Width of the artwork, margin included.")
@click.option("--ink", default=None, metavar="INK", help="k, #rrggbb or cmyk:C,M,Y,K.")
@click.option("--paper", default=None, metavar="PAPER", help="#rrggbb, or none for transparent.")
@click.option("--margin", default=None, type=click.IntRange(0, 20), help="Quiet zone in modules; 4 is the standard.")
@click.option("--level", default=None, type=click.Choice([e.value for e in ErrorCorrection]), help="Error correction.")
@click.option("--dpi", default=600, show_default=True, help="Dots per inch (PNG).")
@where
@over_file
def export(  # noqa: PLR0913, PLR0917 - click hands every option over by name
    client: Client,
    as_json: bool,
    name: str,
    form: str | None,
    size_mm: float,
    ink: str | None,
    paper: str | None,
    margin: int | None,
    level: str | None,
    dpi: int,
    output: Output,
) -> None:
    """Write a code's artwork to a file, after reading it back. SLUG_OR_ID is a link or a code.

    A file that is there is written over, as a whole or not at all.
    """
    chosen = _format(form, output)
    if chosen != ArtworkFormat.SVG.value:
        refuse_on_terminal(f"Artwork as {chosen.upper()}", output)
    found = _code(client, name)
    changes = {"ink": ink, "quiet_zone": margin, "error_correction": level}
    look = {**found.design.model_dump(), **{field: value for field, value in changes.items() if value is not None}}
    if paper is not None:
        look["paper"] = None if paper == "none" else paper
    draft = ExportDraft.model_validate({"format": chosen, "size_mm": size_mm, "dpi": dpi, "design": look})
    artwork = client.codes.export(found.id, draft)
    with writing(output.target) as file:
        file.write(artwork.content)
    if as_json:
        show({"file": str(output), "code_id": found.id, "text": found.text, **artwork.report})
        return
    output.say(f"{output}: {size_mm:g} mm, reads {artwork.report.get('decoded', found.text)}")
    for warning in artwork.report.get("warnings", []):
        click.echo(f"Warning: {warning}", err=True)


@code.command()
@click.argument("link", metavar="LINK", shell_complete=completing.links)
@click.option("--name", default="", help="What you call it, such as “poster in the window”.")
@click.option("--slug", default=None, help="An address that only this code carries, to tell its scans apart.")
@where
def create(client: Client, as_json: bool, link: str, name: str, slug: str | None) -> None:
    """Make one more code for LINK (address or id)."""
    _say(client.codes.create(CodeDraft(link_id=link, name=name, slug=slug)), as_json)


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


@code.command("list")
@click.option("--link", default="", help="Only those of one link (address or id).")
@where
def list_codes(client: Client, as_json: bool, link: str) -> None:
    """List codes, newest first."""
    page = client.codes.list(CodeQuery(link_id=link, limit=1000))
    if as_json:
        show(page)
        return
    for one in page.data:
        printed = f"exported {one.printed_at:%Y-%m-%d}" if one.printed_at else "never exported"
        click.echo(f"{one.id}  {one.text}  {printed}  {one.name}")


@code.command()
@click.argument("name", metavar="SLUG_OR_ID", shell_complete=completing.links)
@click.option("--name", "called", required=True, help="What you call it, such as “poster in the window”.")
@where
def rename(client: Client, as_json: bool, name: str, called: str) -> None:
    """Give a code a name. SLUG_OR_ID is a link or a code."""
    _say(client.codes.update(_code(client, name).id, CodePatch(name=called)), as_json)


def _say(one: CodeView, as_json: bool) -> None:
    if as_json:
        show(one)
    else:
        click.echo(f"{one.id}  {one.text}  {one.name}")


def _format(form: str | None, output: Output) -> str:
    """Return the format asked for, or else the one that the file's name ends with; SVG where it ends with none."""
    ending = output.ending.removeprefix(".")
    if not ending:
        return form or ArtworkFormat.SVG.value
    if ending not in _FORMATS and form is None:
        raise click.UsageError(f"Artwork cannot be written as .{ending}. Choose one of: {', '.join(_FORMATS)}.")
    if form is not None and ending != form:
        name = output.path.name
        raise click.UsageError(f"--format is {form}, but {name} ends with .{ending}. Leave one of them out.")
    return ending


def _code(client: Client, name: str) -> CodeView:
    if name.startswith("qrc_"):  # an id of a code; but a slug may begin like that too
        with suppress(NotFound):
            return client.codes.get(name)
    try:
        found = client.codes.list(CodeQuery(link_id=name, limit=1000)).data
    except NotFound:
        raise NotFound.of("link or code", name) from None
    # the code with that address of its own; else one that carries the link's, as is meant by naming the link
    own = [one for one in found if one.slug and one.slug.casefold() == name.casefold()]
    plain = [one for one in found if not one.slug]
    return next(iter([*own, *plain]), None) or client.codes.create(CodeDraft(link_id=name))
