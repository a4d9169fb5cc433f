"""qrdesk file ..."""

from pathlib import Path

import click

from qrdesk.cli.common import show, tell, tell_deleted, where
from qrdesk.cli.outputs import Output, refuse_on_terminal, to_file
from qrdesk.client import Client, FileDraft, FileQuery, Upload
from qrdesk.client.files import writing
from qrdesk.core import live_files
from qrdesk.core.schemas.base import Blob
from qrdesk.core.schemas.files import MAX_OTHER_BYTES, FileView

_KINDS = click.Choice(["logo", "preview", "font", "profile"])


@click.group("file")
def file_commands() -> None:
    """Keep pictures for codes and previews of links, fonts for words, and profiles of presses."""


@file_commands.command()
@click.argument("path", metavar="FILE", type=click.Path(path_type=Path))
@click.option("--kind", default="logo", show_default=True, type=_KINDS, help="What it is for.")
@click.option("--name", default=None, help="What it is called. Else as FILE.")
@where
def upload(client: Client, as_json: bool, path: Path, kind: str, name: str | None) -> None:
    """Keep a PNG, JPEG or WebP, or a logo as SVG; 1 MB at most. It is made anew, and nothing else of FILE is kept.

    A preview gets an address where everybody may fetch it: give that to --social-image of links. A font (TTF, OTF)
    writes the words of frames; a profile (ICC) is that of a CMYK press. These have 4 MB at most.
    """
    draft = FileDraft.model_validate({"kind": kind, "name": name})
    tell(client.files.upload(draft, Upload(bytes_of(path), path.name)), as_json, _line)


@file_commands.command("list")
@click.option("--kind", default=None, type=_KINDS, help="Only those for this use.")
@where
def list_files(client: Client, as_json: bool, kind: str | None) -> None:
    """List pictures, newest first."""
    page = client.files.list(FileQuery.model_validate({"kind": kind, "limit": 1000}))
    if as_json:
        show(page)
        return
    for one in page.data:
        click.echo(_line(one))


@file_commands.command("show")
@click.argument("file_id", metavar="ID")
@where
def show_file(client: Client, as_json: bool, file_id: str) -> None:
    """Show what is known of a picture."""
    tell(client.files.get(file_id), as_json, _line)


@file_commands.command()
@click.argument("file_id", metavar="ID")
@where
@to_file
def download(client: Client, as_json: bool, file_id: str, output: Output) -> None:
    """Write a picture to a file."""
    refuse_on_terminal("A picture", output)
    _write(client.files.download(file_id), file_id, output, as_json)


@file_commands.command()
@click.argument("picture_id", metavar="ID")
@where
@to_file
def fetch(client: Client, as_json: bool, picture_id: str, output: Output) -> None:
    """Write a preview to a file, as networks and messengers fetch it."""
    refuse_on_terminal("A picture", output)
    _write(client.files.show_picture(picture_id), picture_id, output, as_json)


@file_commands.command()
@click.argument("file_id", metavar="ID")
@where
def delete(client: Client, as_json: bool, file_id: str) -> None:
    """Delete a picture that nothing uses."""
    found = client.files.get(file_id)
    client.files.delete(found.id)
    tell_deleted("file", found.name, as_json)


def _write(found: Blob, file_id: str, output: Output, as_json: bool) -> None:
    with writing(output.target) as file:
        file.write(found.content)
    if as_json:
        show({"file": str(output), "id": file_id, "media_type": found.media_type})
    else:
        output.say(f"{found.file_name} is in {output}")


def bytes_of(path: Path) -> bytes:
    """Return what is in a file that is to be kept, as far as anything may be that large.

    Raises:
        CannotRead: it cannot be read.
    """
    return live_files.read(path, MAX_OTHER_BYTES + 1)  # one more: it is told from a file that is just small enough


def _line(one: FileView) -> str:
    shapes = "shapes" if one.kind == "logo" else "-"
    size = shapes if one.width_px is None else f"{one.width_px} × {one.height_px} px"
    said = f"{one.id}  {one.kind:<7}  {one.media_type:<13}  {size}  {one.size_bytes:,} bytes  {one.name}"
    return f"{said}\n    {one.url}" if one.url else said
