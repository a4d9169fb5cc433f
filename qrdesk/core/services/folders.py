"""Folders: a place for links of one kind."""

from collections.abc import Sequence

from qrdesk.core import database
from qrdesk.core.context import Context
from qrdesk.core.errors import Invalid
from qrdesk.core.hits import link_locks, regroup
from qrdesk.core.hits.sums import FOLDER
from qrdesk.core.models import Folder, Link
from qrdesk.core.schemas.folders import PALETTE, FolderDraft, FolderPatch, FolderView
from qrdesk.core.services import link_events
from qrdesk.core.services.counts import count_by
from qrdesk.core.services.names import check_free, get_named, list_named
from qrdesk.core.services.queries import tuples


def create_folder(ctx: Context, draft: FolderDraft) -> FolderView:
    """Make a folder. Without a colour it gets the next of the palette.

    Raises:
        Conflict: there is a folder of this name, perhaps in other letters.
        Invalid: no folder can have this name.
    """
    with database.write():
        _check_name(ctx, draft.name)
        count = Folder.select().where(Folder.workspace == ctx.actor.workspace_id).count()
        row = Folder.create(
            workspace=ctx.actor.workspace_id,
            name=draft.name,
            colour=draft.colour or PALETTE[count % len(PALETTE)],
            created_at=ctx.now,
            updated_at=ctx.now,
        )
    return _views(ctx, [row])[0]


def list_folders(ctx: Context) -> list[FolderView]:
    """Return the workspace's folders by name, with how many links each has."""
    return _views(ctx, list_named(ctx, Folder))


def get_folder(ctx: Context, folder_id: str) -> FolderView:
    """Return a folder by id, UUID or name.

    Raises:
        NotFound: no such folder in this workspace.
    """
    return _views(ctx, [get_owned(ctx, folder_id)])[0]


def update_folder(ctx: Context, folder_id: str, patch: FolderPatch) -> FolderView:
    """Change a folder's name or colour.

    Raises:
        NotFound: no such folder in this workspace.
        Conflict: another folder has this name, perhaps in other letters.
        Invalid: no folder can have this name.
    """
    with database.write():
        database.bump_epoch()  # first: as below, so that what is told of its links is this change alone
        row = get_owned(ctx, folder_id)
        if patch.name is not None:
            _check_name(ctx, patch.name, but=row.id)
        with link_events.watching_all(ctx, Link.folder == row.id):
            row.name, row.colour, row.updated_at = patch.name or row.name, patch.colour or row.colour, ctx.now
            row.save(only=[Folder.name, Folder.colour, Folder.updated_at])
    return _views(ctx, [row])[0]


def delete_folder(ctx: Context, folder_id: str) -> None:
    """Delete a folder. Its links stay, in no folder.

    Raises:
        NotFound: no such folder in this workspace.
    """
    with database.write():
        database.bump_epoch()  # first: on PostgreSQL its row keeps edits of links waiting until we are done
        row = get_owned(ctx, folder_id)
        link_locks.take(link_id for (link_id,) in tuples(Link.select(Link.id).where(Link.folder == row.id)))
        with link_events.watching_all(ctx, Link.folder == row.id):
            row.delete_instance()  # the database takes its links out of it
        regroup.mark(ctx.actor.workspace_id, [(FOLDER, row.id)])  # its sums go, too


def get_owned(ctx: Context, name: str) -> Folder:
    """Return the workspace's folder called by id, UUID or name.

    Raises:
        NotFound: no such folder in this workspace.
    """
    return get_named(ctx, Folder, name, "folder")


def _check_name(ctx: Context, name: str, *, but: int | None = None) -> None:
    if name.casefold() == "none":  # NO_FOLDER of a query
        raise Invalid.field("name", "“none” asks for links in no folder, so a folder cannot have this name.")
    check_free(ctx, Folder, name, "folder", but=but)


def _views(ctx: Context, rows: Sequence[Folder]) -> list[FolderView]:
    counts = count_by(ctx, Link.folder, Link.id, Link.folder.in_([row.id for row in rows]))
    return [
        FolderView(
            id=row.public_id,
            uuid=row.uuid,
            name=row.name,
            colour=row.colour,
            link_count=counts.get(row.id, 0),
            created_at=row.created_at,
            updated_at=row.updated_at,
        )
        for row in rows
    ]
