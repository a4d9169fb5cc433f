"""The files that a look names: a logo, a font; and the profile of a press."""

import re

from qrdesk.core import database
from qrdesk.core.artwork.assets import NOTHING, Assets
from qrdesk.core.context import Context
from qrdesk.core.errors import Invalid, NotFound
from qrdesk.core.models import File
from qrdesk.core.schemas.design import Design
from qrdesk.core.services import file_bytes

_FILE = re.compile(r"fil_[0-9A-Za-z]{10}|[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}")
_NOUNS = {"logo": "logo", "font": "font file", "profile": "CMYK profile"}


def assets_of(ctx: Context, design: Design, profile_id: str = "") -> Assets:
    """Return the bytes of the files that a look and an order name.

    Raises:
        NotFound: one of them is not in this workspace any more, or its bytes were lost.
        Invalid: one is a file of another kind.
    """
    logo, font = _files_of(design)
    if not (logo or font or profile_id):
        return NOTHING
    picture = _get(ctx, logo, "logo") if logo else None
    return Assets(
        logo=_bytes(ctx, picture) if picture is not None else b"",
        logo_type=picture.media_type if picture is not None else "",
        font=_bytes(ctx, _get(ctx, font, "font")) if font else b"",
        profile=_bytes(ctx, _get(ctx, profile_id, "profile")) if profile_id else b"",
    )


def check(ctx: Context, design: Design, field: str = "design") -> None:
    """Do nothing if the files that a look names are there, within the running transaction: they stay while it lasts.

    ``field`` is where the look was sent.

    Raises:
        Invalid: one is not, or is of another kind.
    """
    logo, font = _files_of(design)
    if not (logo or font):
        return
    database.hold_edits()  # whoever deletes a file holds them, too
    for part, file_id, kind in (("logo.file", logo, "logo"), ("frame.font", font, "font")):
        try:
            if file_id:
                _get(ctx, file_id, kind)
        except NotFound as fault:
            raise Invalid.field(
                f"{field}.{part}", f"There is no {_NOUNS[kind]} with this id. Send the file first."
            ) from fault


def _files_of(design: Design) -> tuple[str, str]:
    """Return the ids of a look's logo and font; "" for none, and for a font of ours, which has a name."""
    logo = design.logo.file if design.logo is not None else ""
    font = design.frame.font if design.frame is not None and _FILE.fullmatch(design.frame.font) else ""
    return logo, font


def _get(ctx: Context, file_id: str, kind: str) -> File:
    mine = File.workspace == ctx.actor.workspace_id
    row = File.get_or_none(mine & ((File.public_id == file_id) | (File.uuid == file_id)))
    if row is None:
        raise NotFound.of(_NOUNS[kind], file_id)
    if row.kind != kind and not (kind == "logo" and row.kind == "preview"):  # a photo makes a logo, too
        raise Invalid(f"“{row.name}” is no {_NOUNS[kind]}. Choose another file.")
    return row


def _bytes(ctx: Context, row: File) -> bytes:
    if ctx.files is None:
        raise LookupError("this context does not say where files lie")
    return file_bytes.read(ctx.files, row.digest)
