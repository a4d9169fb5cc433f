"""Short links: the only place where they are made and changed."""

from collections.abc import Generator, Mapping
from contextlib import contextmanager
from datetime import datetime
from typing import Any

from peewee import Field

from qrdesk.core import database, ids, slugs
from qrdesk.core.context import Context
from qrdesk.core.errors import Conflict
from qrdesk.core.hits import regroup
from qrdesk.core.hits.sums import FOLDER
from qrdesk.core.models import Link, TargetCheck
from qrdesk.core.passwords import hash_password
from qrdesk.core.schemas.base import Page
from qrdesk.core.schemas.links import AliasDraft, LinkDraft, LinkPatch, LinkQuery, LinkView
from qrdesk.core.services import (
    folders,
    link_batch,
    link_events,
    link_fields,
    link_framing,
    link_queries,
    link_views,
    link_warnings,
    search,
    tags,
)
from qrdesk.core.services import slugs as addresses
from qrdesk.core.services.link_batch import LinkBatch
from qrdesk.core.services.link_rows import get_row, get_row_to_change
from qrdesk.core.services.paging import paged

_MOST_ALIASES = 200  # every list shows all of them
_ORDERS: dict[str, "Field[Any]"] = {"created_at": Link.created_at, "hit_count": Link.hit_count, "title": Link.title}


def create_link(ctx: Context, draft: LinkDraft) -> LinkView:
    """Create a link. Without a slug it gets six letters that can be read aloud.

    Raises:
        BadDestination: a destination cannot be used; ``field_errors`` names each.
        Invalid: another field cannot be used.
        BadSlug, SlugReserved, SlugTaken: the address cannot be had.
        NotFound: no such domain or folder in this workspace.
        PlanLimitReached: the links of this month are used up.
        Busy: it hides its page, and another look at a page is under way; nothing was made.
    """
    link_framing.check_draft(ctx, draft)  # slow, as hashing is: before anybody waits for us
    password_hash = hash_password(draft.password) if draft.password else ""
    with database.write():
        with link_batch.begun(ctx) as batch:
            link = insert_link(batch, draft, password_hash)
        return link_views.view(ctx, link, link_warnings.after_create(ctx, link))


def insert_link(
    batch: LinkBatch, draft: LinkDraft, password_hash: str = "", brought: Mapping[str, object] | None = None
) -> Link:
    """Write a new link within the running transaction; ``create_link`` says what is raised.

    Its words and tags are written with those of the other links of the batch.

    Args:
        batch: what it shares with the links made beside it, and who makes them.
        draft: what it shall be.
        password_hash: of the draft's password, where the caller has made it before the transaction.
        brought: columns that a draft has no place for, and what they held where the link was before.
    """
    ctx, domain = batch.ctx, batch.domain(draft.host)
    slug = ids.mint_slug() if draft.slug is None else slugs.check(draft.slug)
    link = Link(workspace=ctx.actor.workspace_id, domain=domain, slug=slug, destination="")
    link_fields.settle(ctx, link, link_fields.said_by(draft))
    if draft.folder:
        link.folder = batch.folder(draft.folder)
    if draft.password:
        link.password_hash, link.password_version = password_hash or hash_password(draft.password), 1
    link.created_at = link.updated_at = ctx.now
    link.epoch = batch.epoch
    for name, value in (brought or {}).items():
        setattr(link, name, value)
    batch.insert(link)
    if draft.slug is not None:
        addresses.take(domain, link, slug)
    elif (free := addresses.mint(domain, link)) != slug:
        link.slug = free
        link.save(only=[Link.slug])
    batch.add(link.id, draft.tags)
    return link


def list_links(ctx: Context, query: LinkQuery) -> Page[LinkView]:
    """Return a page of the workspace's links that match the query.

    Raises:
        Invalid: a cursor of another list.
    """
    found = link_queries.found(ctx, query)
    order = _ORDERS[query.sort.removeprefix("-")]
    return paged(
        found.rows,
        query,
        order,
        Link.id,
        descending=query.sort.startswith("-"),
        views=lambda shown: link_views.views(ctx, link_queries.with_domains(shown)),
        count=lambda: link_queries.count(ctx, query, found),
    )


def get_link(ctx: Context, link_id: str) -> LinkView:
    """Return a link by id, UUID or slug.

    Raises:
        NotFound: no such link in this workspace, or it was deleted.
    """
    return link_views.view(ctx, get_row(ctx, link_id))


def update_link(ctx: Context, link_id: str, patch: LinkPatch) -> LinkView:
    """Change a link. Scans follow at once, in each server process within a second; an old slug goes on working.

    Raises:
        NotFound, BadDestination, Invalid, BadSlug, SlugReserved, SlugTaken: nothing was changed.
        Busy: it hides its page, and another look at a page is under way; nothing was changed.
    """
    link_framing.check_patch(ctx, link_id, patch)  # slow, as hashing is: before anybody waits for us
    password_hash = hash_password(patch.password) if patch.password else ""
    with changing(ctx, link_id) as link:
        warnings = change_link(ctx, link, patch, password_hash)
        return link_views.view(ctx, link, warnings)


def change_link(ctx: Context, link: Link, patch: LinkPatch, password_hash: str = "") -> list[str]:
    """Change a link from ``get_for_change`` within the running transaction; ``update_link`` says what is raised.

    Returns:
        What to know about printed codes of it, in words.
    """
    said = link_fields.said_by(patch)
    before, limit = link.destination, link.hit_limit
    touched = link_fields.settle(ctx, link, said)
    if link.destination != before:  # what was found out about the old one says nothing of this one
        TargetCheck.delete().where(TargetCheck.link == link.id).execute()
    if "slug" in said and said["slug"] != link.slug:
        link.slug = slugs.check(said["slug"])
        addresses.take(link.domain, link, link.slug)
        touched.append(Link.slug)
    if "folder" in said:
        left = link.folder_id
        link.folder = folders.get_owned(ctx, said["folder"]) if said["folder"] else None
        concerned = [(FOLDER, one) for one in {left, link.folder_id} if one is not None]
        regroup.mark_moved(link.workspace_id, [link.id], concerned if left != link.folder_id else ())
        touched.append(Link.folder)
    if "password" in said:
        link.password_hash = (password_hash or hash_password(said["password"])) if said["password"] else ""
        link.password_version += 1
        touched += [Link.password_hash, Link.password_version]
    if "tags" in said:
        tags.set_tags(ctx, link, said["tags"])
    save_change(ctx, link, *touched)
    link_events.tell_used_up(ctx, link, limit)
    return link_warnings.after_update(ctx, link, set(said))


def pause_link(ctx: Context, link_id: str) -> LinkView:
    """Let a link rest: its codes answer with a page that says so, until it is resumed.

    Raises:
        NotFound: no such link.
    """
    return _set(ctx, link_id, Link.paused_at, ctx.now, link_warnings.PAUSED)


def resume_link(ctx: Context, link_id: str) -> LinkView:
    """Let a paused link lead on.

    Raises:
        NotFound: no such link.
    """
    return _set(ctx, link_id, Link.paused_at, None)


def archive_link(ctx: Context, link_id: str) -> LinkView:
    """Put a link away: its codes answer with a page that says so, until it is restored.

    Raises:
        NotFound: no such link.
    """
    return _set(ctx, link_id, Link.archived_at, ctx.now, link_warnings.ARCHIVED)


def restore_link(ctx: Context, link_id: str) -> LinkView:
    """Bring an archived link back.

    Raises:
        NotFound: no such link.
    """
    return _set(ctx, link_id, Link.archived_at, None)


def delete_link(ctx: Context, link_id: str) -> None:
    """Delete a link for ever. Its address answers 410 and is never given away again.

    ``printed`` of ``get_link`` says beforehand which codes of it may be on paper.

    Raises:
        NotFound: no such link.
    """
    with changing(ctx, link_id) as link:
        link.deleted_at = ctx.now
        save_change(ctx, link, Link.deleted_at)


def reset_hits(ctx: Context, link_id: str) -> LinkView:
    """Let a link's hit limit count from nothing again; its statistics stay.

    Raises:
        NotFound: no such link.
    """
    with changing(ctx, link_id) as link:
        link.hits_used = 0
        save_change(ctx, link, Link.hits_used)
        return link_views.view(ctx, link)


def add_alias(ctx: Context, link_id: str, draft: AliasDraft) -> LinkView:
    """Give a link one more address on its domain, for ever; the one it shows stays.

    Raises:
        NotFound: no such link.
        BadSlug, SlugReserved, SlugTaken: the address cannot be had.
        Conflict: it has very many addresses already.
    """
    slug = slugs.check(draft.slug)
    with changing(ctx, link_id) as link:
        give_alias(ctx, link, slug)
        return link_views.view(ctx, link)


def give_alias(ctx: Context, link: Link, slug: str) -> None:
    """Give a link from ``get_for_change`` one more address within the running transaction.

    Raises:
        SlugTaken: it belongs to another link, or did.
        Conflict: the link has very many addresses already.
    """
    owner = addresses.find_owner(link.domain, slug)
    if owner is None or owner.id != link.id:  # its own already: its spelling stays too
        if addresses.count(link) > _MOST_ALIASES:
            raise Conflict(f"This link has {_MOST_ALIASES} aliases, which is the most. Make another link.")
        addresses.take(link.domain, link, slug)
    save_change(ctx, link)


@contextmanager
def changing(ctx: Context, link_id: str) -> Generator[Link]:
    """Run the body in one transaction, with a link from ``get_for_change``; what became of it is told at the end.

    Raises:
        NotFound: no such link.
    """
    with database.write():
        link = get_for_change(ctx, link_id)
        with link_events.watching(ctx) as watch:
            watch.before([link])
            yield link
            watch.changed(link)


def get_for_change(ctx: Context, link_id: str) -> Link:
    """Return a link to be changed within the running transaction, with its new change epoch.

    The epoch comes first: on PostgreSQL its row keeps other edits waiting until this one is done, so that two who
    change different rules of a link do not undo each other. ``changing`` also tells what becomes of it.

    Raises:
        NotFound: no such link.
    """
    epoch = database.bump_epoch()
    link = get_row_to_change(ctx, link_id)
    link.epoch = epoch
    return link


def save_change(ctx: Context, link: Link, *touched: "Field[Any]") -> None:
    """Write the columns that were ``touched``, and note that the link has changed, within the running transaction."""
    # only these: PostgreSQL lets others write the rest of the row meanwhile, the drain its hit count
    link.updated_at = ctx.now
    link.save(only=[*touched, Link.updated_at, Link.epoch])
    search.refresh([link.id])


def _set(ctx: Context, link_id: str, column: "Field[Any]", at: datetime | None, said: str = "") -> LinkView:
    """Set or clear one of a link's instants; one that is set keeps its time."""
    with changing(ctx, link_id) as link:
        if at is None or getattr(link, column.name) is None:
            setattr(link, column.name, at)
        save_change(ctx, link, column)
        return link_views.view(ctx, link, link_warnings.about(ctx, link, said) if said else ())
