"""QR codes of links: their look, and the files that are printed from."""

from collections.abc import Sequence
from typing import Any

from peewee import Field

from qrdesk.core import database, slugs
from qrdesk.core.artwork import export
from qrdesk.core.context import Context
from qrdesk.core.errors import NotFound
from qrdesk.core.models import Code, Domain, Link, Slug
from qrdesk.core.schemas.artwork import ExportDraft
from qrdesk.core.schemas.base import Blob, Page
from qrdesk.core.schemas.codes import CodeDraft, CodePatch, CodeQuery, CodeView
from qrdesk.core.schemas.design import Design
from qrdesk.core.services import code_addresses, link_events, links
from qrdesk.core.services.domain_views import design_of, find_print_fault
from qrdesk.core.services.link_views import code_url
from qrdesk.core.services.paging import paged


def create_code(ctx: Context, draft: CodeDraft) -> CodeView:
    """Make a code for a link. Without a look it gets the one that its domain gives to new codes.

    With a slug it carries an address of its own, which becomes an alias of the link: its scans are told apart.

    Raises:
        NotFound: no such link.
        BadSlug, SlugReserved, SlugTaken: the address cannot be had.
        Invalid: it is the link's own.
        Conflict: another code carries it, or did when it was exported; the link has very many addresses already.
    """
    with database.write():
        link = links.get_row(ctx, draft.link_id)
        slug = _taken(ctx, link, draft.slug) if draft.slug else ""
        design = draft.design if "design" in draft.model_fields_set else design_of(link.domain) or draft.design
        code = Code.create(
            workspace=ctx.actor.workspace_id,
            link=link,
            name=draft.name,
            slug=slug,
            design=design.model_dump_json(),
            created_at=ctx.now,
            updated_at=ctx.now,
        )
        _name(code)
        view = _view(code)
        link_events.tell_code(ctx, link_events.CODE_CREATED, link.id, _told(view))
        return view


def list_codes(ctx: Context, query: CodeQuery) -> Page[CodeView]:
    """Return a page of codes, newest first.

    Raises:
        NotFound: no such link.
        Invalid: a cursor of another list.
    """
    rows = _mine(ctx)
    if query.link_id:
        rows = rows.where(Code.link == links.get_row(ctx, query.link_id).id)
    return paged(rows, query, Code.created_at, Code.id, descending=True, views=_views)


def get_code(ctx: Context, code_id: str) -> CodeView:
    """Return a code by id or UUID.

    Raises:
        NotFound: no such code in this workspace.
    """
    return _view(_row(ctx, code_id))


def update_code(ctx: Context, code_id: str, patch: CodePatch) -> CodeView:
    """Change a code's name, its look, or the address that it carries.

    Of another address only what is exported from now on knows. Printed ones go on leading to the link: the address
    before stays its alias, and scans of it go on counting for this code.

    Raises:
        NotFound: no such code.
        BadSlug, SlugReserved, SlugTaken, Invalid, Conflict: as ``create_code``; nothing was changed.
    """
    with database.write():
        code = _row(ctx, code_id)
        before = (code.name, code.slug, code.design)
        changed: list[Field[Any]] = [Code.updated_at]  # only these: an export at the same time writes the others
        code.updated_at = ctx.now
        if patch.name is not None:
            code.name = patch.name
            changed.append(Code.name)
        if "slug" in patch.model_fields_set:
            code.slug = _taken(ctx, code.link, patch.slug, code.id) if patch.slug else ""
            changed.append(Code.slug)
        if patch.design is not None:
            code.design = patch.design.model_dump_json()
            changed.append(Code.design)
        code.save(only=changed)
        _name(code)
        view = _view(code)
        if before != (code.name, code.slug, code.design):
            link_events.tell_code(ctx, link_events.CODE_UPDATED, code.link_id, _told(view))
        return view


def export_code(ctx: Context, code_id: str, draft: ExportDraft) -> Blob:
    """Return a code's artwork as a file, read back before it is handed out, and remember it as printed.

    Raises:
        NotFound: no such code.
        ArtworkUnreadable: the look cannot be read back; nothing is remembered.
    """
    code = _row(ctx, code_id)
    text, design = _text(code), draft.design or Design.model_validate_json(code.design)
    artwork = ctx.compute(export.render, text, design, draft)
    with database.write():
        count: Any = Code.export_count + 1
        Code.update({Code.export_count: count}).where(Code.id == code.id).execute()
        if draft.remember:
            Code.update({Code.printed_at: ctx.now}).where(Code.id == code.id).execute()
        _tell_export(ctx, code.public_id, draft)
    report = artwork.report.model_dump(mode="json")
    if fault := find_print_fault(code.link.domain):
        report["warnings"].insert(0, f"not for print: {fault}")
    name = f"{_slug(code)}.{artwork.report.file_extension}"
    return Blob(artwork.content, artwork.report.media_type, name, report)


def _tell_export(ctx: Context, code_id: str, draft: ExportDraft) -> None:
    code = _mine(ctx).where(Code.public_id == code_id).first()  # as it is by now
    if code is None:  # deleted while it was drawn
        return
    said = {"format": draft.format.value, "size_mm": draft.size_mm, "printed": draft.remember}
    link_events.tell_code(ctx, link_events.CODE_EXPORTED, code.link_id, _told(_view(code)), **said)


def _told(view: CodeView) -> dict[str, Any]:
    """Return what events say of a code: all but its look, which is long."""
    return view.model_dump(mode="json", exclude={"design"})


def _mine(ctx: Context) -> Any:
    rows = Code.select(Code, Link, Domain).join(Link).join(Domain)
    return rows.where((Code.workspace == ctx.actor.workspace_id) & Link.deleted_at.is_null())


def _row(ctx: Context, code_id: str) -> Code:
    code = _mine(ctx).where((Code.public_id == code_id) | (Code.uuid == code_id)).first()
    if code is None:
        raise NotFound.of("code", code_id)
    return code


def _taken(ctx: Context, link: Link, slug: str, code_id: int = 0) -> str:
    """Give an address to a link within the running transaction, for one of its codes, and return it as it is stored."""
    wanted = slugs.check(slug)
    with links.changing(ctx, link.public_id) as held:  # from here on nobody else takes one
        code_addresses.check(held, wanted, code_id)
        links.give_alias(ctx, held, wanted)
    return wanted


def _name(code: Code) -> None:
    """Let scans of the code's own address count for it, and go on to when it carries another: this one is printed."""
    if code.slug:
        domain = code.link.domain
        folded = slugs.fold(code.slug, case_sensitive=domain.case_sensitive)
        Slug.update(code_id=code.id).where((Slug.domain == domain.id) & (Slug.folded == folded)).execute()


def _slug(code: Code) -> str:
    return code.slug or code.link.slug


def _text(code: Code) -> str:
    return code_url(code.link.domain, _slug(code))


def _view(code: Code) -> CodeView:
    return _views([code])[0]


def _views(codes: Sequence[Code]) -> list[CodeView]:
    return [
        CodeView(
            id=code.public_id,
            uuid=code.uuid,
            link_id=code.link.public_id,
            name=code.name,
            slug=code.slug,
            text=_text(code),
            design=Design.model_validate_json(code.design),
            export_count=code.export_count,
            printed_at=code.printed_at,
            created_at=code.created_at,
            updated_at=code.updated_at,
        )
        for code in codes
    ]
