"""Many links in one call and one transaction: each as the single call would have it, or the reason why not."""

from collections.abc import Callable, Generator, Sequence
from contextlib import AbstractContextManager, contextmanager, suppress
from typing import TypeVar

from qrdesk.core import database
from qrdesk.core.context import Context
from qrdesk.core.errors import Invalid, Kind, NotFound, QRDeskError
from qrdesk.core.hits import link_locks
from qrdesk.core.hits.days import is_shared
from qrdesk.core.models import Link
from qrdesk.core.passwords import hash_password
from qrdesk.core.schemas.access import Scope
from qrdesk.core.schemas.bulk import (
    MAX_BULK,
    BulkAction,
    BulkChanged,
    BulkCreate,
    BulkCreateReport,
    BulkMade,
    BulkRefusal,
    BulkUpdate,
    BulkUpdateReport,
    LinkStill,
)
from qrdesk.core.schemas.rules import Routing
from qrdesk.core.services import link_batch, link_events, link_queries, link_views, link_warnings, links, tags
from qrdesk.core.services.link_events import Watch
from qrdesk.core.services.link_rows import get_row_to_change
from qrdesk.core.services.queries import beside, tuples

T = TypeVar("T")
_MOST_TAGS = 50  # of one link, as schemas.links.Tags says
_MOST_PASSWORDS = 50  # in one call: each takes some 50 ms to be hashed
_OF_THE_CALLER = {Kind.INVALID, Kind.NOT_FOUND, Kind.CONFLICT, Kind.FORBIDDEN, Kind.GONE}


class _Undo(Exception):
    """Nothing is wrong: it takes back the transaction, and ends there."""


def create_links(ctx: Context, batch: BulkCreate) -> BulkCreateReport:
    """Create up to 1,000 links. Those that cannot be made come back with the reason and keep none from being made.

    With ``all_or_nothing`` they do: then the report holds the reasons, and nothing was made. One that is no link at all
    (a field that does not exist, a number where text belongs) refuses the whole call in any case.

    Raises:
        Invalid: more than 50 of them have a password.
    """
    if sum(draft.password is not None for draft in batch.links) > _MOST_PASSWORDS:
        raise Invalid.field("links", f"Send at most {_MOST_PASSWORDS} links with a password at once.")
    hashes = [hash_password(draft.password) if draft.password else "" for draft in batch.links]  # slow: beforehand
    made: list[tuple[int, Link]] = []
    refused: list[BulkRefusal] = []
    with _taken_back_unless(batch.all_or_nothing, made, refused), link_batch.begun(ctx) as shared:
        for index, (draft, password_hash) in enumerate(zip(batch.links, hashes, strict=True)):
            with _refusing(index, None, refused, shared.one):
                made.append((index, links.insert_link(shared, draft, password_hash)))
    rows = link_queries.with_domains([link for _, link in made])
    shown = [
        view.model_copy(update={"warnings": _after_create(ctx, row)})
        for row, view in zip(rows, link_views.views(ctx, rows), strict=True)
    ]
    pairs = zip(made, shown, strict=True)
    return BulkCreateReport(created=[BulkMade(index=one[0], link=link) for one, link in pairs], refused=refused)


def _after_create(ctx: Context, link: Link) -> list[str]:
    unknown = [link_warnings.FRAMING_UNKNOWN] if Routing.from_text(link.routing).hidden else []
    return link_warnings.after_create(ctx, link) + unknown


def update_links(ctx: Context, batch: BulkUpdate) -> BulkUpdateReport:
    """Change up to 1,000 links alike. Those that cannot be changed come back with the reason.

    Links that a query means no longer when their turn comes are left alone, and not in the report; so are those that
    are not ``still`` as the caller says.

    With ``all_or_nothing`` one of them keeps all as they were. A deleted link's address is never given away again.

    Raises:
        Invalid: the query matches more than 1,000 links.
        ScopeMissing: links are to be deleted, and the key may not do that.
    """
    if batch.action == "delete":
        ctx.actor.require(Scope.LINKS_DELETE)
    password = batch.changes.password
    password_hash = hash_password(password) if password else ""  # slow: before anybody waits for us
    names = _chosen(ctx, batch)  # a search may take seconds: before anybody waits for us
    changed: list[BulkChanged] = []
    refused: list[BulkRefusal] = []
    with _taken_back_unless(batch.all_or_nothing, changed, refused), link_events.watching(ctx) as watch:
        meant = _still_meant(ctx, batch, names)
        _lock(ctx, meant)
        watch.expect(meant)
        for index, name in enumerate(meant):
            with _refusing(index, name, refused):
                changed += _change(ctx, batch, index, name, password_hash, watch)
    return BulkUpdateReport(updated=changed, refused=refused)


@contextmanager
def _taken_back_unless(all_or_nothing: bool, done: list[T], refused: Sequence[BulkRefusal]) -> Generator[None]:
    """Run the body in one transaction; take it back where one was refused and so none may be done."""
    with suppress(_Undo), database.write():
        yield
        if all_or_nothing and refused:
            done.clear()
            raise _Undo


@contextmanager
def _refusing(
    index: int,
    name: str | None,
    refused: list[BulkRefusal],
    one: Callable[[], AbstractContextManager[None]] = database.write,
) -> Generator[None]:
    """Run the body so that what the caller did wrong undoes this one alone, and is noted."""
    try:
        with one():
            yield
    except QRDeskError as fault:
        if fault.kind not in _OF_THE_CALLER:
            raise
        refused.append(
            BulkRefusal(index=index, id=name, code=fault.code, message=str(fault), field_errors=fault.field_errors)
        )


def _chosen(ctx: Context, batch: BulkUpdate) -> list[str]:
    if batch.query is None:
        return list(dict.fromkeys(batch.ids))
    rows = link_queries.filtered(ctx, batch.query).order_by(Link.id).limit(MAX_BULK + 1)
    found = [link.public_id for link in rows]
    if len(found) > MAX_BULK:
        raise Invalid.field("query", f"It matches more than {MAX_BULK:,} links. Narrow it down.")
    return found


def _still_meant(ctx: Context, batch: BulkUpdate, names: Sequence[str]) -> Sequence[str]:
    """Return those of the chosen links that the query means now that nobody else can change them."""
    if batch.query is None or not names:
        return names
    database.bump_epoch()  # on PostgreSQL its row keeps other edits waiting until we are done
    rows = link_queries.filtered(ctx, batch.query, few=True).where(Link.public_id.in_(names))
    still = {link.public_id for link in rows}
    return [name for name in names if name in still]


def _lock(ctx: Context, names: Sequence[str]) -> None:
    """Lock the links in their one order, whatever order the caller named them in."""
    if len(names) < 2 or not is_shared():
        return
    database.bump_epoch()  # first, as every edit
    mine = Link.select(Link.id, Link.public_id).where(beside(Link.workspace, ctx.actor.workspace_id))
    found = {public_id: link_id for link_id, public_id in tuples(mine.where(Link.public_id.in_(names)))}
    others: list[int] = []
    for name in names:
        if name not in found:
            with suppress(NotFound):  # told when its turn comes
                others.append(get_row_to_change(ctx, name).id)
    link_locks.take([*found.values(), *others])


def _change(
    ctx: Context, batch: BulkUpdate, index: int, name: str, password_hash: str, watch: Watch
) -> list[BulkChanged]:
    """Return what became of a link; nothing where it is not as it has to be still."""
    link = links.get_for_change(ctx, name)
    if batch.still is not None and not _is_still(ctx, link, batch.still):
        return []
    watch.before([link])
    hidden_before, led_before = Routing.from_text(link.routing).hidden, link.destination
    warnings = links.change_link(ctx, link, batch.changes, password_hash)
    if Routing.from_text(link.routing).hidden and not (hidden_before and link.destination == led_before):
        warnings.append(link_warnings.FRAMING_UNKNOWN)
    if batch.add_tags or batch.remove_tags:
        kept = [tag for tag in tags.names_of([link])[link.id] if tag not in batch.remove_tags]
        names = dict.fromkeys([*kept, *batch.add_tags])
        if len(names) > _MOST_TAGS:
            raise Invalid.field("add_tags", f"It would have {len(names)} tags: {_MOST_TAGS} are the most.")
        tags.set_tags(ctx, link, names)
    if batch.action is not None:
        warnings += _ACTIONS[batch.action](ctx, link)
    watch.changed(link)
    return [BulkChanged(index=index, id=link.public_id, warnings=warnings)]


def _is_still(ctx: Context, link: Link, still: LinkStill) -> bool:
    if still.states and link_views.state_of(link, ctx.now) not in still.states:
        return False
    if still.folder is not None and (link.folder.public_id if link.folder else "") != still.folder:
        return False
    named = tags.names_of([link])[link.id] if still.tag or still.without_tag else []
    return (not still.tag or still.tag in named) and still.without_tag not in named


def _archive(ctx: Context, link: Link) -> list[str]:
    link.archived_at = link.archived_at or ctx.now
    links.save_change(ctx, link, Link.archived_at)
    return link_warnings.about(ctx, link, link_warnings.ARCHIVED)


def _restore(ctx: Context, link: Link) -> list[str]:
    link.archived_at = None
    links.save_change(ctx, link, Link.archived_at)
    return []


def _pause(ctx: Context, link: Link) -> list[str]:
    link.paused_at = link.paused_at or ctx.now
    links.save_change(ctx, link, Link.paused_at)
    return link_warnings.about(ctx, link, link_warnings.PAUSED)


def _resume(ctx: Context, link: Link) -> list[str]:
    link.paused_at = None
    links.save_change(ctx, link, Link.paused_at)
    return []


def _delete(ctx: Context, link: Link) -> list[str]:
    link.deleted_at = ctx.now
    links.save_change(ctx, link, Link.deleted_at)
    return link_warnings.about(ctx, link, link_warnings.DELETED)


_ACTIONS: dict[BulkAction, Callable[[Context, Link], list[str]]] = {
    "archive": _archive,
    "restore": _restore,
    "pause": _pause,
    "resume": _resume,
    "delete": _delete,
}
