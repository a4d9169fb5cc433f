"""Artwork of one code, written to one file; or to several, where the code's text is spread over parts."""

from collections.abc import Mapping, Sequence
from contextlib import ExitStack
from pathlib import Path
from typing import Any

import click

from qrdesk.cli.outputs import Output
from qrdesk.client import Client, Design, ExportDraft
from qrdesk.client.files import writing
from qrdesk.core.schemas.base import Blob
from qrdesk.core.schemas.codes import CodeView


def require_file(parts: int, output: Output) -> None:
    """Do nothing if there is one part, or a file that parts can be named after.

    Raises:
        UsageError: several would go to standard output.
    """
    if parts > 1 and output.is_standard:
        raise click.UsageError(f"{parts} parts are {parts} files, and standard output is one. Name a file with -o.")


def drawn(
    client: Client, code: CodeView, design: Design, fields: Mapping[str, Any], *, parts: int, trial: bool
) -> list[Blob]:
    """Return a code's artwork, part by part. With the last one it is remembered as printed: then there are all."""
    return [
        _drawn(client, code, design, {**fields, **_share(part, parts)}, trial=trial or part < parts)
        for part in range(1, parts + 1)
    ]


def keep(artworks: Sequence[Blob], output: Output) -> list[str]:
    """Write artwork to its files, all of them or none, and return what they are called.

    Raises:
        CannotWrite: one of them cannot be written.
    """
    if len(artworks) == 1:
        with writing(output.target) as file:
            file.write(artworks[0].content)
        return [str(output)]
    paths = [_path_of(output.path, part) for part in range(1, len(artworks) + 1)]
    with ExitStack() as stack:
        files = [stack.enter_context(writing(path)) for path in paths]
        for file, artwork in zip(files, artworks, strict=True):
            file.write(artwork.content)
    return [str(path) for path in paths]


def _drawn(client: Client, code: CodeView, design: Design, fields: dict[str, Any], *, trial: bool) -> Blob:
    if trial and design == code.design:
        return client.codes.artwork(code.id, fields)
    return client.codes.export(code.id, ExportDraft.model_validate({**fields, "design": design, "remember": not trial}))


def _share(part: int, parts: int) -> dict[str, int]:
    return {"parts": parts, "part": part} if parts > 1 else {}


def _path_of(path: Path, part: int) -> Path:
    return path.with_name(f"{path.stem}-{part}{path.suffix}")
