"""Files that people bring: logos for codes, images for previews, fonts, and profiles of presses."""

import contextlib
from collections.abc import Sequence
from functools import partial
from pathlib import Path
from typing import cast

from qrdesk.core import database
from qrdesk.core.context import Context
from qrdesk.core.errors import Conflict, NotFound, QRDeskError
from qrdesk.core.models import File
from qrdesk.core.redirect import previews
from qrdesk.core.schemas.base import Blob, Page, Poster, Upload
from qrdesk.core.schemas.files import (
    ICC,
    JPEG,
    OTF,
    PNG,
    SVG,
    TTF,
    WEBP,
    FileDraft,
    FileKind,
    FileQuery,
    FileUses,
    FileView,
)
from qrdesk.core.services import domain_rows, file_bytes, file_contents, file_uses
from qrdesk.core.services.paging import paged

MAX_FILES = 1000  # of a workspace
_ENDINGS = {
    PNG: (".png",),
    JPEG: (".jpg", ".jpeg"),
    WEBP: (".webp",),
    SVG: (".svg",),
    TTF: (".ttf",),
    OTF: (".otf",),
    ICC: (".icc", ".icm"),
}
_LONGEST_NAME = 120


def upload_file(ctx: Context, draft: FileDraft, upload: Upload) -> FileView:
    """Keep a picture, a font, or the profile of a press. What it is, its bytes say, not its name.

    A picture is made anew, and only what is seen is kept. Fonts and profiles are tried, and kept as they came.

    Raises:
        TooLarge: a picture has more than 1 MB, another file more than 4 MB.
        BadPicture: it is none that can be used, or would do more than be seen.
        Conflict: the workspace has very many files already.
        FilesUnreachable: the data folder cannot be written.
        Busy: others have pictures made at the moment.
    """
    picture = file_contents.checked(upload.content, draft.kind, ctx.compute)
    with file_bytes.written(_folder(ctx), picture.content) as keep, database.write():
        database.hold_edits()
        if File.select().where(File.workspace == ctx.actor.workspace_id).count() >= MAX_FILES:
            raise Conflict(f"This workspace has {MAX_FILES:,} files. Delete some that are not used any more.")
        row = File.create(
            workspace=ctx.actor.workspace_id,
            name=_name(draft.name or _last(upload.file_name), draft.kind, picture.media_type),
            kind=draft.kind,
            media_type=picture.media_type,
            size_bytes=len(picture.content),
            width_px=picture.width_px,
            height_px=picture.height_px,
            digest=file_bytes.digest_of(picture.content),
            created_at=ctx.now,
        )
        keep()
    return describe_unused_file(ctx, row.public_id)


def list_files(ctx: Context, query: FileQuery) -> Page[FileView]:
    """Return a page of files, newest first.

    Raises:
        Invalid: a cursor of another list.
    """
    rows = File.select().where(File.workspace == ctx.actor.workspace_id)
    if query.kind is not None:
        rows = rows.where(File.kind == query.kind)
    return paged(rows, query, File.created_at, File.id, descending=True, views=partial(_views, ctx))


def get_file(ctx: Context, file_id: str) -> FileView:
    """Return what is known of a file, by id or UUID.

    Raises:
        NotFound: no such file in this workspace.
    """
    return _views(ctx, [_row(ctx, file_id)])[0]


def describe_unused_file(ctx: Context, file_id: str) -> FileView:
    """Return what is known of a file that nothing uses: to find that out, all links would be looked at.

    Raises:
        NotFound: no such file in this workspace.
    """
    row = _row(ctx, file_id)
    return _view(row, _start(ctx), FileUses())


def download_file(ctx: Context, file_id: str) -> Blob:
    """Return a file itself.

    Raises:
        NotFound: no such file in this workspace, or its bytes have been lost.
    """
    row = _row(ctx, file_id)
    return Blob(file_bytes.read(_folder(ctx), row.digest), row.media_type, row.name, {})


def show_picture(ctx: Context, picture_id: str) -> Poster:
    """Return a picture for previews, as networks and messengers fetch it. Its id is no secret, but cannot be guessed.

    Logos are not shown.

    Raises:
        NotFound: no such picture, or its bytes have been lost.
    """
    row = File.get_or_none((File.public_id == picture_id) & (File.kind == "preview"))
    if row is None:
        raise NotFound.of("picture", picture_id)
    content = file_bytes.read(_folder(ctx), row.digest)
    return Poster(content, row.media_type, row.name, {}, mark=row.digest)


def delete_file(ctx: Context, file_id: str) -> None:
    """Delete a file that nothing uses.

    Raises:
        NotFound: no such file in this workspace.
        Conflict: links are shown with it, codes have it in their look, or domains give it to new ones.
    """
    folder = _folder(ctx)
    with database.write():
        database.hold_edits()
        row = _row(ctx, file_id)
        if used := file_uses.in_words(_uses(row)):
            raise Conflict(f"“{row.name}” stays: it is used by {used}. Choose another picture there, or none, first.")
        row.delete_instance()
        digest = row.digest
        database.afterwards(lambda: _drop(folder, digest))


def _drop(folder: Path, digest: str) -> None:
    with contextlib.suppress(QRDeskError):  # the file is deleted; its bytes go another time (file_bytes.sweep)
        file_bytes.drop_unused(folder, [digest])


def _folder(ctx: Context) -> Path:
    if ctx.files is None:
        raise LookupError("this context does not say where files lie")
    return ctx.files


def _name(said: str, kind: str, media_type: str) -> str:
    """Return a name to show and to save under: it can be printed, and ends as what the file is."""
    plain = " ".join("".join(letter if letter.isprintable() else " " for letter in said).split()).strip(". ")
    endings = _ENDINGS[media_type]
    if plain.lower().endswith(endings):
        endings = (plain[plain.rindex(".") :],)
        plain = plain[: -len(endings[0])]
    return (plain or kind)[: _LONGEST_NAME - len(endings[0])] + endings[0]


def _last(path: str) -> str:
    """Return the name of a file alone: some programs send its folders, too."""
    return path.replace("\\", "/").rpartition("/")[2]


def _row(ctx: Context, file_id: str) -> File:
    mine = File.workspace == ctx.actor.workspace_id
    row = File.get_or_none(mine & ((File.public_id == file_id) | (File.uuid == file_id)))
    if row is None:
        raise NotFound.of("file", file_id)
    return row


def _uses(row: File) -> FileUses:
    return file_uses.uses_of(row.workspace_id, [row])[row.public_id]


def _start(ctx: Context) -> str:
    domain = domain_rows.find_default(ctx.actor.workspace_id)
    return domain_rows.url_of(domain) if domain is not None else ""


def _views(ctx: Context, rows: Sequence[File]) -> list[FileView]:
    start = _start(ctx)
    uses = file_uses.uses_of(ctx.actor.workspace_id, rows) if rows else {}
    return [_view(row, start, uses[row.public_id]) for row in rows]


def _view(row: File, start: str, uses: FileUses) -> FileView:
    """Return what is shown of a file; ``start`` is scheme and host that everybody finds it at, empty for none."""
    return FileView(
        id=row.public_id,
        uuid=row.uuid,
        name=row.name,
        kind=cast("FileKind", row.kind),
        media_type=row.media_type,
        size_bytes=row.size_bytes,
        width_px=row.width_px,
        height_px=row.height_px,
        digest=row.digest,
        url=start + previews.path_of(row.public_id) if start and row.kind == "preview" else None,
        used_by=uses,
        created_at=row.created_at,
    )
