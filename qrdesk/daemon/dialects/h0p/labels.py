"""Folders and tags of H0p. Links in no folder are in the one called “Links” there, which has the workspace's UUID."""

from datetime import UTC, datetime
from typing import Any
from uuid import UUID

from qrdesk.core import database
from qrdesk.core.context import Context
from qrdesk.core.errors import Conflict, Forbidden, Invalid, NotFound
from qrdesk.core.schemas.access import Scope
from qrdesk.core.schemas.folders import PALETTE, FolderDraft, FolderPatch, FolderView
from qrdesk.core.schemas.tags import TagDraft, TagPatch, TagView
from qrdesk.core.services import folders, link_company, tags
from qrdesk.core.services.link_company import FolderCompany, WorkspaceBrief
from qrdesk.daemon.dialects.dialect import Ask, Route, milliseconds
from qrdesk.daemon.dialects.h0p.reading import colour_of, cut, id_in_path, listed, name_of, page_of, search_of

DEFAULT_FOLDER = "Links"
_FOLDERS_AT_ONCE = 25
_FIELDS = {"colour": "color"}
_DELETED = {"rowCount": 1}


def is_default_folder(name: str, own: WorkspaceBrief) -> bool:
    """Say whether an id is that of the folder for links that are in none."""
    return name in {own.uuid, own.id}


def create_folder(ask: Ask) -> dict[str, Any]:
    """Make a folder."""
    name = name_of(ask.json)
    if name is None:
        raise Invalid.field("name", "This is needed.")
    _check_not_default(name)
    made = ask.do(folders.create_folder, FolderDraft(name=name, colour=colour_of(ask.json)))
    return _folder(made, link_company.get_own(ask.ctx))


def list_folders(ask: Ask) -> dict[str, Any]:
    """Return a page of folders, the one for links in none first."""
    page, limit = page_of(ask, _FOLDERS_AT_ONCE)
    wanted, own = search_of(ask).casefold(), link_company.get_own(ask.ctx)
    found = [_default_folder(own), *(_folder(one, own) for one in link_company.folders_of(ask.ctx))]
    found = [one for one in found if wanted in one["name"].casefold()]
    return listed(cut(found, page, limit), len(found), page, limit)


def get_folder(ask: Ask) -> dict[str, Any]:
    """Return one folder."""
    name, own = id_in_path(ask, "folder"), link_company.get_own(ask.ctx)
    return _default_folder(own) if is_default_folder(name, own) else _folder(folders.get_folder(ask.ctx, name), own)


def update_folder(ask: Ask) -> dict[str, Any]:
    """Change a folder's name or colour."""
    name, own = id_in_path(ask, "folder"), link_company.get_own(ask.ctx)
    called, colour = name_of(ask.json), colour_of(ask.json)
    if is_default_folder(name, own):
        same = _default_folder(own)
        if called not in {None, same["name"]} or (colour or same["color"]).lower() != same["color"]:
            raise Forbidden(f"“{DEFAULT_FOLDER}” holds the links that are in no folder. It stays as it is.")
        return same
    if called is not None:
        _check_not_default(called)
    sent = {"name": called, "colour": colour}
    patch = FolderPatch(**{field: value for field, value in sent.items() if value is not None})
    return _folder(ask.do(folders.update_folder, folders.get_folder(ask.ctx, name).id, patch), own)


def delete_folder(ask: Ask) -> dict[str, Any]:
    """Delete a folder; its links are in “Links” then."""
    name, own = id_in_path(ask, "folder"), link_company.get_own(ask.ctx)
    if is_default_folder(name, own):
        raise Forbidden(f"“{DEFAULT_FOLDER}” holds the links that are in no folder. It cannot be deleted.")
    ask.do(folders.delete_folder, folders.get_folder(ask.ctx, name).id)
    return _DELETED


def create_tag(ask: Ask) -> dict[str, Any]:
    """Make a tag."""
    name = name_of(ask.json)
    if name is None:
        raise Invalid.field("name", "This is needed.")
    return _tags(ask.ctx, [ask.do(tags.create_tag, TagDraft(name=name, colour=colour_of(ask.json)))])[0]


def list_tags(ask: Ask) -> dict[str, Any]:
    """Return a page of tags by name."""
    page, limit = page_of(ask)
    wanted = search_of(ask).casefold()
    found = [one for one in ask.do(tags.list_tags) if wanted in one.name.casefold()]
    return listed(_tags(ask.ctx, cut(found, page, limit)), len(found), page, limit)


def get_tag(ask: Ask) -> dict[str, Any]:
    """Return one tag."""
    return _tags(ask.ctx, [tags.get_tag(ask.ctx, id_in_path(ask, "tag"))])[0]


def update_tag(ask: Ask) -> dict[str, Any]:
    """Change a tag's name or colour. The name of another tag is refused here: nobody asked for the two to be one."""
    before = tags.get_tag(ask.ctx, id_in_path(ask, "tag"))
    sent = {"name": name_of(ask.json), "colour": colour_of(ask.json)}
    patch = TagPatch(**{field: value for field, value in sent.items() if value is not None})
    with database.gathered(lambda: _check_tag_is_free(ask.ctx, before, patch.name)):
        return _tags(ask.ctx, [ask.do(tags.update_tag, before.id, patch)])[0]


def delete_tag(ask: Ask) -> dict[str, Any]:
    """Delete a tag, and take it off its links."""
    ask.do(tags.delete_tag, tags.get_tag(ask.ctx, id_in_path(ask, "tag")).id)
    return _DELETED


def _check_not_default(name: str) -> None:
    if " ".join(name.split()).casefold() == DEFAULT_FOLDER.casefold():
        reason = f"There is a folder “{DEFAULT_FOLDER}” already. Choose another name."
        raise Conflict(reason, field_errors={"name": reason})


def _check_tag_is_free(ctx: Context, before: TagView, name: str | None) -> None:
    if name is None or name == before.name:
        return
    database.hold_edits()  # nobody makes one of this name until we are done
    try:
        tags.get_tag(ctx, name)
    except NotFound:
        return
    reason = f"There is a tag “{name}” already."
    raise Conflict(reason, field_errors={"name": reason})


def _default_folder(own: WorkspaceBrief) -> dict[str, Any]:
    at = milliseconds(own.created_at)
    return {
        "id": own.uuid,
        "organizationId": own.uuid,
        "name": DEFAULT_FOLDER,
        "color": PALETTE[0],
        "isDefault": True,
        "createdAt": at,
        "updatedAt": at,
    }


def _folder(view: FolderView | FolderCompany, own: WorkspaceBrief) -> dict[str, Any]:
    return {
        "id": view.uuid,
        "organizationId": own.uuid,
        "name": view.name,
        "color": view.colour,
        "isDefault": False,
        "createdAt": milliseconds(view.created_at),
        "updatedAt": milliseconds(view.updated_at),
    }


def _tags(ctx: Context, views: "list[TagView] | Any") -> list[dict[str, Any]]:
    own = link_company.get_own(ctx)
    changed = link_company.tag_times(ctx, [view.id for view in views])
    return [
        {
            "id": view.uuid,
            "organizationId": own.uuid,
            "name": view.name,
            "color": view.colour,
            "createdAt": milliseconds(_made_at(view.uuid)),
            "updatedAt": milliseconds(changed.get(view.id) or _made_at(view.uuid)),
        }
        for view in views
    ]


def _made_at(uuid: str) -> datetime:
    """Return when a row was made: the first 48 bits of a UUID version 7 are milliseconds. Source: RFC 9562, 5.7."""
    return datetime.fromtimestamp((UUID(uuid).int >> 80) / 1000, UTC)


ROUTES = (
    Route("POST", "/folder", create_folder, Scope.LINKS_UPDATE, 201, creates=True, fields=_FIELDS),
    Route("GET", "/folder/list", list_folders, Scope.LINKS_READ),
    Route("GET", "/folder/{id}", get_folder, Scope.LINKS_READ),
    Route("PATCH", "/folder/{id}", update_folder, Scope.LINKS_UPDATE, fields=_FIELDS),
    Route("DELETE", "/folder/{id}", delete_folder, Scope.LINKS_UPDATE),
    Route("POST", "/tag", create_tag, Scope.LINKS_UPDATE, 201, creates=True, fields=_FIELDS),
    Route("GET", "/tag/list", list_tags, Scope.LINKS_READ),
    Route("GET", "/tag/{id}", get_tag, Scope.LINKS_READ),
    Route("PATCH", "/tag/{id}", update_tag, Scope.LINKS_UPDATE, fields=_FIELDS),
    Route("DELETE", "/tag/{id}", delete_tag, Scope.LINKS_UPDATE),
)
