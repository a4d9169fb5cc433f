"""Saved views: lists of links that somebody wants to see again."""

from qrdesk.core import database
from qrdesk.core.context import Context
from qrdesk.core.models import SavedView
from qrdesk.core.schemas.lines import as_kept
from qrdesk.core.schemas.links import LinkQuery
from qrdesk.core.schemas.saved_views import SavedViewDraft, SavedViewPatch, SavedViewView
from qrdesk.core.services.names import check_free, get_named, list_named, rename

_PLACE = {"cursor", "page", "limit"}  # where somebody stood in the list is not what they asked for


def create_view(ctx: Context, draft: SavedViewDraft) -> SavedViewView:
    """Save a view.

    Raises:
        Conflict: there is a view of this name, perhaps in other letters.
    """
    with database.write():
        check_free(ctx, SavedView, draft.name, "view")
        row = SavedView.create(
            workspace=ctx.actor.workspace_id, name=draft.name, query=_text(draft.query), created_at=ctx.now
        )
    return _view(row)


def list_views(ctx: Context) -> list[SavedViewView]:
    """Return the workspace's saved views by name."""
    return [_view(row) for row in list_named(ctx, SavedView)]


def get_view(ctx: Context, view_id: str) -> SavedViewView:
    """Return a view by id, UUID or name.

    Raises:
        NotFound: no such view in this workspace.
    """
    return _view(get_named(ctx, SavedView, view_id, "view"))


def update_view(ctx: Context, view_id: str, patch: SavedViewPatch) -> SavedViewView:
    """Change a view's name or what it asks for.

    Raises:
        NotFound: no such view in this workspace.
        Conflict: another view has this name, perhaps in other letters.
    """
    with database.write():
        row = get_named(ctx, SavedView, view_id, "view")
        rename(ctx, row, patch.name, "view")
        row.query = row.query if patch.query is None else _text(patch.query)
        row.save(only=[SavedView.name, SavedView.query])
    return _view(row)


def delete_view(ctx: Context, view_id: str) -> None:
    """Delete a view; the links stay as they are.

    Raises:
        NotFound: no such view in this workspace.
    """
    with database.write():
        get_named(ctx, SavedView, view_id, "view").delete_instance()


def _text(query: LinkQuery) -> str:
    return query.model_dump_json(exclude_defaults=True, exclude=_PLACE)


def _view(row: SavedView) -> SavedViewView:
    return SavedViewView(
        id=row.public_id,
        uuid=row.uuid,
        name=row.name,
        query=as_kept(row.query, LinkQuery.model_validate_json),
        created_at=row.created_at,
    )
