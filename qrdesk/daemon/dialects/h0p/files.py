"""Pictures of H0p: for previews of links, and for the middle of codes."""

from typing import Any

from qrdesk.core.errors import Invalid, TooLarge
from qrdesk.core.schemas.access import Scope
from qrdesk.core.schemas.base import Upload
from qrdesk.core.schemas.files import JPEG, PNG, WEBP, FileDraft, FileKind, FileView
from qrdesk.core.services import files, workspaces
from qrdesk.daemon.dialects.dialect import Ask, Route, milliseconds

_ENDINGS = {PNG: "png", JPEG: "jpg", WEBP: "webp"}
_FOLDERS = {"preview": "meta-tag", "logo": "qr-code"}


def upload_preview(ask: Ask) -> dict[str, Any]:
    """Keep a picture for ``metaTags``."""
    return _upload(ask, "preview")


def upload_logo(ask: Ask) -> dict[str, Any]:
    """Keep a picture for ``qrCode``."""
    return _upload(ask, "logo")


def key_of(kind: str, uuid: str, media_type: str) -> str:
    """Return where H0p would keep a picture, such as ``meta-tag/<uuid>.png``."""
    return f"{_FOLDERS.get(kind, kind)}/{uuid}.{_ENDINGS.get(media_type, 'svg')}"


def _upload(ask: Ask, kind: FileKind) -> dict[str, Any]:
    try:
        _, file = ask.form
        _check(file)
        view = ask.do(files.upload_file, FileDraft(kind=kind), file)
    except TooLarge as fault:
        raise Invalid.field("file", fault.message) from fault
    return _shown(view, ask)


def _check(file: Upload) -> None:
    """Refuse what H0p does not take; whether it is sound is seen when it is made anew."""
    begin = file.content[:12]
    if not (begin.startswith((b"\x89PNG", b"\xff\xd8\xff")) or (begin[:4] == b"RIFF" and begin[8:] == b"WEBP")):
        raise Invalid.field("file", "Send a picture as PNG, JPEG or WebP.")


def _shown(view: FileView, ask: Ask) -> dict[str, Any]:
    own = workspaces.get_workspace(ask.ctx)
    # a logo is for its workspace alone: its bytes lie where the native API shows them to whoever has a key
    private = f"{own.url or ''}/api/v1/files/{view.id}/content"
    return {
        "id": view.uuid,
        "createdAt": milliseconds(view.created_at),
        "name": view.name,
        "organizationId": own.uuid,
        "key": key_of(view.kind, view.uuid, view.media_type),
        "mime": view.media_type,
        "size": view.size_bytes,
        "url": view.url or private,
    }


ROUTES = (
    Route("POST", "/files/meta-tag-image", upload_preview, Scope.FILES_CREATE, 201, creates=True),
    Route("POST", "/files/qr-code-image", upload_logo, Scope.FILES_CREATE, 201, creates=True),
    Route("POST", "/files/qr-code", upload_logo, Scope.FILES_CREATE, 201, creates=True),
)
