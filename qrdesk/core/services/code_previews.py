"""Artwork by an address, and what artwork would be like before there is a code."""

from qrdesk.core.artwork import export
from qrdesk.core.artwork.assets import Assets
from qrdesk.core.artwork.contents import require_small, require_whole, suited, text_of
from qrdesk.core.context import Context
from qrdesk.core.schemas.artwork import ArtworkReport, ExportDraft
from qrdesk.core.schemas.base import Blob
from qrdesk.core.schemas.codes import ArtworkQuery, PreviewDraft
from qrdesk.core.schemas.design import Design
from qrdesk.core.services import audit, audit_told, code_artwork, code_rows, codes, design_assets, links
from qrdesk.core.services.link_views import code_url


def get_artwork(ctx: Context, code_id: str, query: ArtworkQuery) -> Blob:
    """Return a code's artwork as a file, with its own look: the same file as an export with the same fields.

    It is not remembered as printed, nor counted as an export, unless `remember` says so.

    Raises:
        NotFound: no such code, or a picture, font or profile of it has gone.
        ArtworkUnreadable, ArtworkRisky, PreflightFailed: as for an export.
        Invalid: it cannot be drawn like this.
    """
    draft = ExportDraft.model_validate(query.model_dump(exclude_unset=True) | {"remember": query.remember})
    if query.remember:
        shown = codes.get_code(ctx, code_id)
        file = codes.export_code(ctx, code_id, draft)
        audit.note(ctx, "code.exported", shown, None, changes=audit_told.exported(None, None, {"draft": draft}))
        return file
    code = code_rows.get_row(ctx, code_id)
    return code_artwork.as_file(code, code_artwork.render(ctx, code, draft), draft)


def preview_code(ctx: Context, draft: PreviewDraft) -> ArtworkReport:
    """Return what is to be known of artwork before there is a code: its size, whether it is read, and how surely.

    Nothing is made and no file is drawn. `link_id` is a link that is there.

    Raises:
        NotFound: no such link, or a picture or font of the look is not there.
        Invalid: the content is too long, or cannot be drawn like this.
    """
    require_whole(draft.content, draft.export.parts)
    text = text_of(draft.content) if draft.content is not None else _address(ctx, draft.link_id or "")
    design = suited(draft.export.design or draft.design, draft.content)
    assets = design_assets.assets_of(ctx, design, draft.export.profile or "")
    wanted = draft.export.model_copy(update={"design": design})
    report: ArtworkReport = ctx.compute(_report, text, design, wanted, assets)
    require_small(draft.content, report.version)
    return report


def _address(ctx: Context, link_id: str) -> str:
    link = links.get_row(ctx, link_id)
    return code_url(link.domain, link.slug)


def _report(text: str, design: Design, draft: ExportDraft, assets: Assets) -> ArtworkReport:
    seen = export.preview(text, design, draft, assets)[1]
    return seen.model_copy(update={"score": export.score(text, design, draft, assets)})
