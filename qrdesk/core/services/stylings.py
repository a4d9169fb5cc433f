"""What more than a design callers say of a code's look, kept as they said it beside the design; for dialects alone."""

from qrdesk.core import database
from qrdesk.core.context import Context
from qrdesk.core.errors import NotFound
from qrdesk.core.models import Code, Domain, File, Link
from qrdesk.core.schemas.codes import CodeDraft, CodePatch, CodeView
from qrdesk.core.schemas.design import Design
from qrdesk.core.services import audit, codes
from qrdesk.core.services.domain_rows import get_row
from qrdesk.core.services.queries import tuples


def save_first_code(ctx: Context, link_id: str, design: Design, styling: str) -> CodeView:
    """Give the first code of a link a look; one that has none yet gets a code.

    ``styling`` is JSON, empty for none. Like the operations that make and change codes, this goes into the audit log.

    Raises:
        NotFound: no such link.
    """
    with database.write():
        database.hold_edits()  # of two who make the first code, one changes the other's
        code_id = find_first_code(ctx, link_id)
        before = None if code_id is None else codes.get_code(ctx, code_id)
        if before is None:
            after = codes.create_code(ctx, CodeDraft(link_id=link_id, design=design))
        else:
            after = codes.update_code(ctx, before.id, CodePatch(design=design))
        Code.update({Code.styling: styling or None}).where(Code.public_id == after.id).execute()
        if before is None or before.design != after.design:
            audit.note(ctx, "code.created" if before is None else "code.updated", before, after)
        return after


def find_first_code(ctx: Context, link_id: str) -> str | None:
    """Return the id of the oldest code of a link; None where it has none."""
    mine = (Code.workspace == ctx.actor.workspace_id) & (Link.public_id == link_id)
    found = tuples(Code.select(Code.public_id).join(Link).where(mine).order_by(Code.id).limit(1))
    return found[0][0] if found else None


def save_domain_styling(ctx: Context, domain_id: str, styling: str) -> None:
    """Keep the styling for codes of new links of a domain; JSON, empty for none.

    Raises:
        NotFound: no such domain in this workspace.
    """
    with database.write():
        row = get_row(ctx, domain_id)
        Domain.update({Domain.styling: styling or None, Domain.updated_at: ctx.now}).where(
            Domain.id == row.id
        ).execute()


def save_wish_for_apps(ctx: Context, link_id: str, *, wished: bool) -> None:
    """Note that a link should open apps, or need not; it leads where it did.

    Raises:
        NotFound: no such link in this workspace.
    """
    mine = (Link.workspace == ctx.actor.workspace_id) & Link.deleted_at.is_null() & (Link.public_id == link_id)
    with database.write():
        if not Link.update({Link.opens_apps: wished}).where(mine).execute():
            raise NotFound.of("link", link_id)


def require_file(ctx: Context, file_id: str) -> str:
    """Return the UUID of a picture of the workspace, by id or UUID.

    Raises:
        NotFound: it has none of that name.
    """
    mine = (File.workspace == ctx.actor.workspace_id) & ((File.public_id == file_id) | (File.uuid == file_id))
    found = tuples(File.select(File.uuid).where(mine))
    if not found:
        raise NotFound.of("file", file_id)
    return found[0][0]
