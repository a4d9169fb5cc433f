"""QR codes, of links and static: what they carry and look like, and the files that are printed from."""

from typing import Any

from peewee import Field

from qrdesk.core import database, slugs
from qrdesk.core.artwork.contents import text_of
from qrdesk.core.context import Context
from qrdesk.core.errors import Conflict, Invalid
from qrdesk.core.models import Code, Link, Slug
from qrdesk.core.schemas.artwork import ExportDraft
from qrdesk.core.schemas.base import Blob, Page
from qrdesk.core.schemas.codes import CodeDraft, CodePatch, CodeQuery, CodeView, PrintQuery
from qrdesk.core.schemas.contents import AnyContent
from qrdesk.core.schemas.design import Design
from qrdesk.core.services import code_addresses, code_artwork, code_rows, code_search, design_assets, link_events, links
from qrdesk.core.services.domain_views import design_of
from qrdesk.core.services.paging import paged

_NO_ADDRESS = "Only a code of a link carries an address of its own."


def create_code(ctx: Context, draft: CodeDraft) -> CodeView:
    """Make a code for a link, or a static one with a content of its own.

    Without a look it gets the one that the link's domain gives to new codes. With a slug it carries an address of its
    own, which becomes an alias of the link: its scans are told apart. A static code needs no server to be scanned:
    nobody counts its scans, and what is printed can never be changed.

    Raises:
        NotFound: no such link.
        BadSlug, SlugReserved, SlugTaken: the address cannot be had.
        Invalid: it is the link's own; or the content is too long, or the look has a picture that is not there.
        Conflict: another code carries it, or did when it was exported; the link has very many addresses already.
    """
    if draft.content is not None:
        return _create_static(ctx, draft, draft.content)
    with database.write():
        link = links.get_row(ctx, draft.link_id or "")
        slug = _taken(ctx, link, draft.slug) if draft.slug else ""
        design = draft.design if "design" in draft.model_fields_set else design_of(link.domain) or draft.design
        design_assets.check(ctx, design)
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
        view = code_rows.view(code)
        link_events.tell_code(ctx, link_events.CODE_CREATED, link.id, code_rows.told(view))
        return view


def _create_static(ctx: Context, draft: CodeDraft, content: AnyContent) -> CodeView:
    if draft.slug:
        raise Invalid.field("slug", _NO_ADDRESS)
    text = text_of(content)
    with database.write():
        design_assets.check(ctx, draft.design)
        code = Code.create(
            workspace=ctx.actor.workspace_id,
            link=None,
            name=draft.name,
            content=code_rows.json_of(content),
            content_text=text,
            design=draft.design.model_dump_json(),
            created_at=ctx.now,
            updated_at=ctx.now,
        )
        return code_rows.view(code)


def list_codes(ctx: Context, query: CodeQuery) -> Page[CodeView]:
    """Return a page of codes, newest first, without the passwords that some say unless these are asked for.

    Raises:
        NotFound: no such link.
        Invalid: a cursor of another list.
    """
    rows, found = code_rows.mine(ctx), code_search.Found(None)
    if query.search.strip():
        found = code_search.found(ctx, query)
        rows = rows.where(found.holds)
    if query.link_id:
        rows = rows.where(Code.link == links.get_row(ctx, query.link_id).id)
    if query.kind != "all":
        rows = rows.where(Code.link.is_null(query.kind == "static"))
    views = code_rows.views if query.secrets else code_rows.masked_views
    count = None if found.total is None else lambda: found.total
    return paged(rows, query, Code.created_at, Code.id, descending=True, views=views, count=count)


def get_code(ctx: Context, code_id: str) -> CodeView:
    """Return a code by id or UUID.

    Raises:
        NotFound: no such code in this workspace.
    """
    return code_rows.view(code_rows.get_row(ctx, code_id))


def update_code(ctx: Context, code_id: str, patch: CodePatch) -> CodeView:
    """Change a code's name, its look, or what it carries.

    Of another address only what is exported from now on knows. Printed ones go on leading to the link: the address
    before stays its alias, and scans of it go on counting for this code. What a static code says can be changed until
    it was exported and remembered as printed: paper goes on saying what it says.

    Raises:
        NotFound: no such code.
        BadSlug, SlugReserved, SlugTaken, Invalid, Conflict: as ``create_code``; nothing was changed.
        Conflict: a static code was printed, and is to say something else.
    """
    with database.write():
        if patch.content is not None:
            database.hold_edits()  # whoever exports holds them, too: it is not printed between the look and the change
        code = code_rows.get_row(ctx, code_id)
        before = (code.name, code.slug, code.design, code.content_text)
        changed: list[Field[Any]] = [Code.updated_at]  # only these: an export at the same time writes the others
        code.updated_at = ctx.now
        if patch.name is not None:
            code.name = patch.name
            changed.append(Code.name)
        if "slug" in patch.model_fields_set:
            code.slug = _other_slug(ctx, code, patch.slug)
            changed.append(Code.slug)
        if patch.content is not None:
            _say(code, patch.content)
            changed += [Code.content, Code.content_text]
        if patch.design is not None:
            design_assets.check(ctx, patch.design)
            _wear(code, patch.design)
            changed += [Code.design, Code.styling]
        code.save(only=changed)
        _name(code)
        view = code_rows.view(code)
        if code.link_id is not None and before[:3] != (code.name, code.slug, code.design):
            link_events.tell_code(ctx, link_events.CODE_UPDATED, code.link_id, code_rows.told(view))
        return view


def delete_code(ctx: Context, code_id: str) -> None:
    """Delete a static code, or one of a link that was never printed. Addresses stay those of the link.

    Raises:
        NotFound: no such code.
        Conflict: it leads to a link, and may be on paper: its scans go on being counted.
    """
    with database.write():
        database.hold_edits()
        code = code_rows.get_row(ctx, code_id)
        if code.link_id is not None and code.printed_at is not None:
            raise Conflict(
                f"This code was exported on {code.printed_at:%Y-%m-%d} and may be on paper: it stays, so that its "
                "scans are told apart. Delete its link to end both."
            )
        Slug.update(code_id=None).where(Slug.code_id == code.id).execute()
        code.delete_instance()


def forget_printed(ctx: Context, code_id: str, query: PrintQuery) -> CodeView:
    """Take back that a code was remembered as printed: no paper has it. How often it was exported stays.

    What a static code says can be changed again, and a code of a link deleted.

    Raises:
        NotFound: no such code.
        Conflict: it was printed again since the print that was named.
    """
    with database.write():
        database.hold_edits()
        code = code_rows.get_row(ctx, code_id)
        if query.printed_at is not None and code.printed_at not in {None, query.printed_at}:
            raise Conflict("It was printed again since, so it stays remembered as printed.")
        was_printed, code.printed_at = code.printed_at is not None, None
        code.save(only=[Code.printed_at])
        view = code_rows.view(code)
        if was_printed and code.link_id is not None:
            link_events.tell_code(ctx, link_events.CODE_UPDATED, code.link_id, code_rows.told(view))
        return view


def export_code(ctx: Context, code_id: str, draft: ExportDraft) -> Blob:
    """Return a code's artwork as a file, read back before it is handed out, and remember it as printed.

    Of several parts it is remembered, counted and told of with the last one: then they are all there.

    Raises:
        NotFound: no such code, or a picture, font or profile of it has gone.
        ArtworkUnreadable: the look cannot be read back; nothing is remembered.
        ArtworkRisky: its scan score is too low, and nobody confirmed that.
        PreflightFailed: a press file would not pass the checks of a print shop.
        Invalid: it cannot be drawn like this.
        Conflict: a static code was given something else to say while it was drawn.
    """
    code = code_rows.get_row(ctx, code_id)
    artwork = code_artwork.render(ctx, code, draft)
    with database.write():
        if code.link_id is None:
            _require_same(ctx, code)
        if draft.part == draft.parts:
            _count_export(ctx, code, draft)
    return code_artwork.as_file(code, artwork, draft)


def _count_export(ctx: Context, code: Code, draft: ExportDraft) -> None:
    """Note that all of a code was exported, within the running transaction, and tell those who listen to its link."""
    count: Any = Code.export_count + 1
    Code.update({Code.export_count: count}).where(Code.id == code.id).execute()
    if draft.remember:
        Code.update({Code.printed_at: ctx.now}).where(Code.id == code.id).execute()
    if code.link_id is not None:
        _tell_export(ctx, code.public_id, code.link_id, draft)


def _require_same(ctx: Context, drawn: Code) -> None:
    """Do nothing if a static code says what was drawn, and let nobody change it within the running transaction.

    Raises:
        NotFound: it was deleted meanwhile.
        Conflict: it says something else by now: paper would say what the code does not.
    """
    database.hold_edits()
    if code_rows.text_of(code_rows.get_row(ctx, drawn.public_id)) != code_rows.text_of(drawn):
        raise Conflict("This code was changed while it was drawn, and nothing was exported. Export it again.")


def _tell_export(ctx: Context, code_id: str, link_id: int, draft: ExportDraft) -> None:
    code = code_rows.mine(ctx).where(Code.public_id == code_id).first()  # as it is by now
    if code is None:  # deleted while it was drawn
        return
    said = {"format": draft.format.value, "size_mm": draft.size_mm, "printed": draft.remember}
    link_events.tell_code(ctx, link_events.CODE_EXPORTED, link_id, code_rows.told(code_rows.view(code)), **said)


def _other_slug(ctx: Context, code: Code, slug: str | None) -> str:
    if not slug:
        return ""
    if code.link is None:
        raise Invalid.field("slug", _NO_ADDRESS)
    return _taken(ctx, code.link, slug, code.id)


def _say(code: Code, content: AnyContent) -> None:
    """Let a static code say something else, within the running transaction; it is not saved."""
    if code.link_id is not None:
        raise Invalid.field("content", "This code leads to its link. Change where that leads, or make a static code.")
    text = text_of(content)
    if text != code.content_text and code.printed_at is not None:
        reason = (
            f"This code was exported on {code.printed_at:%Y-%m-%d} and may be on paper, where it goes on saying what "
            "it says. Make another code for the new content."
        )
        raise Conflict(reason, field_errors={"content": reason})
    code.content, code.content_text = code_rows.json_of(content), text


def _wear(code: Code, design: Design) -> None:
    """Give a code another look, within the running transaction; it is not saved.

    What a dialect keeps beside it stays, but for its picture once the look has another logo: nothing shows it any more.
    """
    if code.styling and design.logo != code_rows.design_of(code).logo:
        code.styling = code_rows.without_picture(code.styling)
    code.design = design.model_dump_json()


def _taken(ctx: Context, link: Link, slug: str, code_id: int = 0) -> str:
    """Give an address to a link within the running transaction, for one of its codes, and return it as it is stored."""
    wanted = slugs.check(slug)
    with links.changing(ctx, link.public_id) as held:  # from here on nobody else takes one
        code_addresses.check(held, wanted, code_id)
        links.give_alias(ctx, held, wanted)
    return wanted


def _name(code: Code) -> None:
    """Let scans of the code's own address count for it, and go on to when it carries another: this one is printed."""
    if code.slug and code.link is not None:
        domain = code.link.domain
        folded = slugs.fold(code.slug, case_sensitive=domain.case_sensitive)
        Slug.update(code_id=code.id).where((Slug.domain == domain.id) & (Slug.folded == folded)).execute()
