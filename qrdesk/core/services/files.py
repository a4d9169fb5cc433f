"""Pictures that people bring: logos for codes, and images for previews."""

import contextlib
from collections.abc import Sequence
from pathlib import Path
from typing import Any, cast

from qrdesk.core import database
from qrdesk.core.context import Context
from qrdesk.core.errors import Conflict, NotFound, QRDeskError, TooLarge
from qrdesk.core.models import Code, Domain, File
from qrdesk.core.pictures.picture import remake
from qrdesk.core.schemas.base import Blob, Page, Upload
from qrdesk.core.schemas.files import JPEG, MAX_FILE_BYTES, PNG, SVG, WEBP, FileDraft, FileKind, FileQuery, FileView
from qrdesk.core.services import file_bytes
from qrdesk.core.services.paging import paged

MAX_FILES = 1000  # of a workspace
_ENDINGS = {PNG: (".png",), JPEG: (".jpg", ".jpeg"), WEBP: (".webp",), SVG: (".svg",)}
_LONGEST_NAME = 120


def upload_file(ctx: Context, draft: FileDraft, upload: Upload) -> FileView:
    """Keep a picture. What it is, its bytes say, not its name; it is made anew, and only what is seen is kept.

    Raises:
        TooLarge: it has more than 1 MB.
        BadPicture: it is none that can be used, or would do more than be seen.
        Conflict: the workspace has very many files already.
        FilesUnreachable: the data folder cannot be written.
        Busy: others have pictures made at the moment.
    """
    if len(upload.content) > MAX_FILE_BYTES:
        raise TooLarge(f"A picture may have {MAX_FILE_BYTES:,} bytes at most. Nothing was saved; send a smaller one.")
    picture = remake(upload.content, ctx.compute, shapes=draft.kind == "logo")
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
    return _view(row)


def list_files(ctx: Context, query: FileQuery) -> Page[FileView]:
    """Return a page of files, newest first.

    Raises:
        Invalid: a cursor of another list.
    """
    rows = File.select().where(File.workspace == ctx.actor.workspace_id)
    if query.kind is not None:
        rows = rows.where(File.kind == query.kind)
    return paged(rows, query, File.created_at, File.id, descending=True, views=_views)


def get_file(ctx: Context, file_id: str) -> FileView:
    """Return what is known of a file, by id or UUID.

    Raises:
        NotFound: no such file in this workspace.
    """
    return _view(_row(ctx, file_id))


def download_file(ctx: Context, file_id: str) -> Blob:
    """Return a file itself.

    Raises:
        NotFound: no such file in this workspace, or its bytes have been lost.
    """
    row = _row(ctx, file_id)
    return Blob(file_bytes.read(_folder(ctx), row.digest), row.media_type, row.name, {})


def delete_file(ctx: Context, file_id: str) -> None:
    """Delete a file that nothing uses.

    Raises:
        NotFound: no such file in this workspace.
        Conflict: a code, or the look that a domain gives to new ones, has it.
    """
    folder = _folder(ctx)
    with database.write():
        database.hold_edits()
        row = _row(ctx, file_id)
        if used := _find_use(row):
            raise Conflict(f"“{row.name}” stays: {used} has it. Take it out there first.")
        row.delete_instance()
        digest = row.digest
        database.afterwards(lambda: _drop(folder, digest))


def _find_use(row: File) -> str:
    """Return what has a file in its look; empty for nothing. Looks are kept as text, and name files by their ids."""
    mine = (Code.workspace == row.workspace_id) & (Code.design.contains(row.public_id) | Code.design.contains(row.uuid))
    code = Code.select().where(mine).first()
    if code is not None:
        return f"the code {code.public_id}"
    looks = Domain.default_design
    ours = (Domain.workspace == row.workspace_id) & (looks.contains(row.public_id) | looks.contains(row.uuid))
    domain = Domain.select().where(ours).first()
    return f"the look of new codes of {domain.host}" if domain is not None else ""


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


def _views(rows: Sequence[Any]) -> list[FileView]:
    return [_view(row) for row in rows]


def _view(row: File) -> FileView:
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
        created_at=row.created_at,
    )
