"""Saved designs: looks under a name, to be given to many codes."""

from collections.abc import Sequence
from typing import Any

from qrdesk.core import database
from qrdesk.core.context import Context
from qrdesk.core.errors import Conflict, Invalid, NotFound
from qrdesk.core.models import Code, Link, SavedDesign
from qrdesk.core.schemas.bulk import BulkRefusal
from qrdesk.core.schemas.design import Design
from qrdesk.core.schemas.designs import MAX_APPLIED, AppliedReport, ApplyDraft, DesignDraft, DesignPatch, DesignView
from qrdesk.core.schemas.lines import as_kept
from qrdesk.core.services import code_rows, design_assets, link_events, link_queries
from qrdesk.core.services.names import check_free, get_named, list_named, rename

MAX_DESIGNS = 500  # of a workspace: all of them are listed at once
_NOUN = "design"


def create_design(ctx: Context, draft: DesignDraft) -> DesignView:
    """Keep a look under a name.

    Raises:
        Conflict: there is a design of this name, perhaps in other letters; or the workspace has very many.
        Invalid: the look has a picture or font that is not there.
    """
    with database.write():
        check_free(ctx, SavedDesign, draft.name, _NOUN)
        if SavedDesign.select().where(SavedDesign.workspace == ctx.actor.workspace_id).count() >= MAX_DESIGNS:
            raise Conflict(f"This workspace has {MAX_DESIGNS} designs. Delete some that are not used any more.")
        design_assets.check(ctx, draft.design)
        row = SavedDesign.create(
            workspace=ctx.actor.workspace_id,
            name=draft.name,
            design=draft.design.model_dump_json(),
            created_at=ctx.now,
            updated_at=ctx.now,
        )
    return _view(row)


def list_designs(ctx: Context) -> list[DesignView]:
    """Return the workspace's designs by name."""
    return [_view(row) for row in list_named(ctx, SavedDesign)]


def get_design(ctx: Context, design_id: str) -> DesignView:
    """Return a design by id, UUID or name.

    Raises:
        NotFound: no such design in this workspace.
    """
    return _view(get_named(ctx, SavedDesign, design_id, _NOUN))


def update_design(ctx: Context, design_id: str, patch: DesignPatch) -> DesignView:
    """Change a design. Codes that have its look keep what they have: apply it again to change them.

    Raises:
        NotFound: no such design in this workspace.
        Conflict: another design has this name, perhaps in other letters.
        Invalid: the look has a picture or font that is not there.
    """
    with database.write():
        row = get_named(ctx, SavedDesign, design_id, _NOUN)
        rename(ctx, row, patch.name, _NOUN)
        if patch.design is not None:
            design_assets.check(ctx, patch.design)
            row.design = patch.design.model_dump_json()
        row.updated_at = ctx.now
        row.save(only=[SavedDesign.name, SavedDesign.design, SavedDesign.updated_at])
    return _view(row)


def delete_design(ctx: Context, design_id: str) -> None:
    """Delete a design. Codes that have its look keep it.

    Raises:
        NotFound: no such design in this workspace.
    """
    with database.write():
        get_named(ctx, SavedDesign, design_id, _NOUN).delete_instance()


def apply_design(ctx: Context, design_id: str, draft: ApplyDraft) -> AppliedReport:
    """Give the look of a design to many codes at once: to those named, or to all codes of links that match.

    What is printed looks as before; new files look like this. Codes that are not there come back with the reason.

    Raises:
        NotFound: no such design in this workspace.
        Invalid: the links that match have more than 1,000 codes; or the look has a picture that is not there.
    """
    with database.write():
        database.hold_edits()
        design = _design(get_named(ctx, SavedDesign, design_id, _NOUN))
        design_assets.check(ctx, design)
        found, refused = _named(ctx, draft.codes) if draft.links is None else (_matching(ctx, draft), [])
        changed = [code for code in found if code_rows.design_of(code) != design]
        if changed:
            numbers = [code.id for code in changed]
            text = design.model_dump_json()
            # the look is all there is: what a dialect kept beside the one before goes with that
            new: dict[Any, Any] = {Code.design: text, Code.styling: None, Code.updated_at: ctx.now}
            Code.update(new).where(Code.id.in_(numbers)).execute()
            _tell(ctx, changed, text)
    return AppliedReport(
        changed=[code.public_id for code in changed],
        unchanged=len(found) - len(changed),
        printed=sum(code.printed_at is not None for code in changed),
        refused=refused,
    )


def _named(ctx: Context, ids: Sequence[str]) -> tuple[list[Code], list[BulkRefusal]]:
    wanted = list(dict.fromkeys(ids))
    found = code_rows.called(ctx, wanted)
    there = {name for code in found for name in (code.public_id, code.uuid)}
    return found, [_refusal(index, one) for index, one in enumerate(wanted) if one not in there]


def _refusal(index: int, code_id: str) -> BulkRefusal:
    fault = NotFound.of("code", code_id)
    return BulkRefusal(index=index, id=code_id, code=fault.code, message=str(fault), field_errors={})


def _matching(ctx: Context, draft: ApplyDraft) -> list[Code]:
    assert draft.links is not None
    chosen = link_queries.filtered(ctx, draft.links).select(Link.id)
    rows = code_rows.mine(ctx).where(Code.link.in_(chosen)).order_by(Code.id).limit(MAX_APPLIED + 1)
    found = list(rows)
    if len(found) > MAX_APPLIED:
        raise Invalid.field("links", f"These links have more than {MAX_APPLIED:,} codes. Narrow it down.")
    return found


def _tell(ctx: Context, codes: Sequence[Code], design: str) -> None:
    for code in codes:
        code.design, code.updated_at = design, ctx.now
    told = [(code.link_id, code_rows.told(code_rows.view(code))) for code in codes if code.link_id is not None]
    link_events.tell_codes(ctx, link_events.CODE_UPDATED, told)


def _design(row: SavedDesign) -> Design:
    return as_kept(row.design, Design.model_validate_json)


def _view(row: SavedDesign) -> DesignView:
    return DesignView(
        id=row.public_id,
        uuid=row.uuid,
        name=row.name,
        design=_design(row),
        created_at=row.created_at,
        updated_at=row.updated_at,
    )
