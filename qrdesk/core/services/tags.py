"""Tags: words of the workspace's own for finding links again."""

import json
from collections.abc import Iterable, Sequence
from typing import Any

from peewee import IntegrityError, Value, chunked

from qrdesk.core import database
from qrdesk.core.context import Context
from qrdesk.core.errors import Conflict, NotFound
from qrdesk.core.hits import regroup
from qrdesk.core.hits.sums import TAG
from qrdesk.core.models import Endpoint, Link, LinkTag, Tag
from qrdesk.core.schemas.folders import PALETTE
from qrdesk.core.schemas.tags import TagDraft, TagPatch, TagView
from qrdesk.core.services import link_events
from qrdesk.core.services.counts import count_by
from qrdesk.core.services.queries import tuples
from qrdesk.core.webhooks import leases

_AT_ONCE = 500  # rows that are written by one statement


def create_tag(ctx: Context, draft: TagDraft) -> TagView:
    """Make a tag. Giving a link a new word as a tag makes one, too.

    Raises:
        Conflict: there is this tag already.
    """
    try:
        with database.write():
            database.bump_epoch()  # first: on PostgreSQL its row keeps renames to this word waiting until we are done
            row = Tag.create(workspace=ctx.actor.workspace_id, name=draft.name, colour=draft.colour or "")
    except IntegrityError as clash:
        reason = f"There is a tag “{draft.name}” already."
        raise Conflict(reason, field_errors={"name": reason}) from clash
    return _views(ctx, [row])[0]


def list_tags(ctx: Context) -> list[TagView]:
    """Return the workspace's tags by name, with how many links carry each."""
    rows = list(Tag.select().where(Tag.workspace == ctx.actor.workspace_id))
    return _views(ctx, sorted(rows, key=lambda row: (row.name.casefold(), row.name)))


def get_tag(ctx: Context, tag_id: str) -> TagView:
    """Return a tag by id, UUID or name.

    Raises:
        NotFound: no such tag in this workspace.
    """
    return _views(ctx, [_get_owned(ctx, tag_id)])[0]


def update_tag(ctx: Context, tag_id: str, patch: TagPatch) -> TagView:
    """Change a tag's name or colour. With the name of another tag, its links get that one, and it is gone.

    Raises:
        NotFound: no such tag in this workspace.
    """
    with database.write():
        database.bump_epoch()  # first: on PostgreSQL its row keeps edits of links waiting until we are done
        row = _get_owned(ctx, tag_id)
        other = _find_called(ctx, patch.name) if patch.name is not None else None
        with link_events.watching_all(ctx, _carries(row)):
            if other is not None and other.id != row.id:
                _move_links(row, other)
                _move_endpoints(ctx, row, other)
                row.delete_instance()
                regroup.mark(ctx.actor.workspace_id, [(TAG, row.id), (TAG, other.id)])
                row = other
            row.name, row.colour, row.updated_at = patch.name or row.name, patch.colour or row.colour, ctx.now
            row.save(only=[Tag.name, Tag.colour, Tag.updated_at])
    return _views(ctx, [row])[0]


def delete_tag(ctx: Context, tag_id: str) -> None:
    """Delete a tag, and take it off its links.

    Raises:
        NotFound: no such tag in this workspace.
    """
    with database.write():
        database.bump_epoch()  # first: as above
        row = _get_owned(ctx, tag_id)
        with link_events.watching_all(ctx, _carries(row)):
            row.delete_instance()
        regroup.mark(ctx.actor.workspace_id, [(TAG, row.id)])  # its sums go, too


def set_tags(ctx: Context, link: Link, names: Iterable[str]) -> None:
    """Make ``names`` the link's tags, within the running transaction. New words become tags."""
    wanted = list(dict.fromkeys(names))
    present = {tag_id for (tag_id,) in tuples(LinkTag.select(LinkTag.tag).where(LinkTag.link == link.id))}
    meant = set(find_or_make(ctx, wanted).values())
    if gone := present - meant:
        LinkTag.delete().where((LinkTag.link == link.id) & LinkTag.tag.in_(list(gone))).execute()
    give([(link.id, tag_id) for tag_id in sorted(meant - present)])
    regroup.mark_moved(link.workspace_id, [link.id], [(TAG, tag_id) for tag_id in present ^ meant])


def give(pairs: Sequence[tuple[int, int]]) -> None:
    """Give links tags that they do not have, both by row number, within the running transaction."""
    for some in chunked(pairs, _AT_ONCE):
        LinkTag.insert_many(some, fields=[LinkTag.link, LinkTag.tag]).execute()


def find_or_make(ctx: Context, names: Sequence[str]) -> dict[str, int]:
    """Return the row numbers of tags by their names, within the running transaction. New words become tags."""
    if not names:
        return {}
    mine = Tag.workspace == ctx.actor.workspace_id
    asked = Tag.select(Tag.name, Tag.id).where(mine & Tag.name.in_(names))
    found: dict[str, int] = dict(tuples(asked))
    if new := [{"workspace": ctx.actor.workspace_id, "name": name} for name in names if name not in found]:
        # the unique index decides: two callers may invent the same word at once
        Tag.insert_many(new).on_conflict_ignore().execute()
        found = dict(tuples(asked.clone()))
    return found


def names_of(links: Sequence[Link]) -> dict[int, list[str]]:
    """Return the tags of each link by its row number, in alphabetical order."""
    found: dict[int, list[str]] = {link.id: [] for link in links}
    rows = (
        LinkTag.select(LinkTag.link, Tag.name)
        .join(Tag)
        .where(LinkTag.link.in_([link.id for link in links]))
        .order_by(Tag.name)
    )
    for link_id, name in tuples(rows):
        found[link_id].append(name)
    return found


def _move_links(row: Tag, other: Tag) -> None:
    carrying = LinkTag.select(LinkTag.link, Value(other.id)).where(LinkTag.tag == row.id)
    LinkTag.insert_from(carrying, [LinkTag.link, LinkTag.tag]).on_conflict_ignore().execute()  # some carry both


def _move_endpoints(ctx: Context, row: Tag, other: Tag) -> None:
    """Let endpoints that are told of links with a tag be told of those with another, which takes its place."""
    mine = (Endpoint.workspace == ctx.actor.workspace_id) & Endpoint.only.contains(row.public_id)
    leases.lock(endpoint_id for (endpoint_id,) in tuples(Endpoint.select(Endpoint.id).where(mine)))
    for endpoint_id, text in list(tuples(Endpoint.select(Endpoint.id, Endpoint.only).where(mine))):
        only = json.loads(text)
        only["tags"] = list(dict.fromkeys(other.public_id if one == row.public_id else one for one in only["tags"]))
        Endpoint.update(only=json.dumps(only)).where(Endpoint.id == endpoint_id).execute()


def _carries(row: Tag) -> Any:
    return Link.id.in_(LinkTag.select(LinkTag.link).where(LinkTag.tag == row.id))


def _get_owned(ctx: Context, name: str) -> Tag:
    mine = Tag.workspace == ctx.actor.workspace_id
    row = Tag.get_or_none(mine & ((Tag.public_id == name) | (Tag.uuid == name))) or _find_called(ctx, name)
    if row is None:
        raise NotFound.of("tag", name)
    return row


def _find_called(ctx: Context, name: str) -> Tag | None:
    return Tag.get_or_none((Tag.workspace == ctx.actor.workspace_id) & (Tag.name == name))


def _views(ctx: Context, rows: Sequence[Tag]) -> list[TagView]:
    counts = count_by(ctx, LinkTag.tag, LinkTag.link, LinkTag.tag.in_([row.id for row in rows]))
    return [
        TagView(
            id=row.public_id,
            uuid=row.uuid,
            name=row.name,
            colour=row.colour or PALETTE[row.id % len(PALETTE)],  # its own for as long as nobody chose another
            link_count=counts.get(row.id, 0),
        )
        for row in rows
    ]
