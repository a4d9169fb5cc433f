"""Artwork of codes: drawn with the pictures, fonts and profiles that the workspace has."""

import re
import unicodedata

from qrdesk.core.artwork import export
from qrdesk.core.artwork.contents import require_small, require_whole, suited
from qrdesk.core.artwork.export import Artwork
from qrdesk.core.context import Context
from qrdesk.core.models import Code
from qrdesk.core.schemas.artwork import ExportDraft, FileOrder
from qrdesk.core.schemas.base import Blob
from qrdesk.core.services import code_rows, design_assets
from qrdesk.core.services.domain_views import find_print_fault

_NOT_IN_NAMES = re.compile(r"[^\w.-]+")
_LONGEST = 60  # characters of a file's name


def render(ctx: Context, code: Code, draft: ExportDraft) -> Artwork:
    """Return a code's artwork as ``draft`` asks for it; that of a payment as its standard demands.

    Raises:
        NotFound: a picture, font or profile has gone.
        ArtworkUnreadable, ArtworkRisky, PreflightFailed: as for an export.
        Invalid: it cannot be drawn like this.
    """
    content = code_rows.content_of(code)
    require_whole(content, draft.parts)
    design = suited(draft.design or code_rows.design_of(code), content)
    drawn = draft.model_copy(update={"design": design})
    assets = design_assets.assets_of(ctx, design, draft.profile or "")
    artwork: Artwork = ctx.compute(export.render, code_rows.text_of(code), design, drawn, assets)
    require_small(content, artwork.report.version)
    return artwork


def as_file(code: Code, artwork: Artwork, order: FileOrder) -> Blob:
    """Return artwork as the file that ``order`` asked for, with its report.

    The report says first what keeps the code from being printed; the name of one of several parts says which it is.
    """
    report = artwork.report.model_dump(mode="json")
    if code.link is not None and (fault := find_print_fault(code.link.domain)):
        report["warnings"].insert(0, f"not for print: {fault}")
    part = f"-{order.part}" if order.parts > 1 else ""
    name = f"{_file_name(code)}{part}.{artwork.report.file_extension}"
    return Blob(artwork.content, artwork.report.media_type, name, report)


def _file_name(code: Code) -> str:
    if code.link is not None:
        return code_rows.slug_of(code)
    content = code_rows.content_of(code)
    plain = _NOT_IN_NAMES.sub("-", unicodedata.normalize("NFC", code.name)).strip("-.")
    return plain[:_LONGEST] or (content.type if content is not None else "code")
