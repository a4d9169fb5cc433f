"""Telling what somebody did with links and codes, where an endpoint of the workspace wants to know."""

from collections.abc import Generator, Iterable, Mapping, Sequence
from contextlib import contextmanager
from typing import Any

from peewee import chunked

from qrdesk.core.context import Context
from qrdesk.core.models import Domain, Link
from qrdesk.core.models.base import to_micros
from qrdesk.core.services import link_views
from qrdesk.core.services.queries import beside, tuples
from qrdesk.core.webhooks import briefs, limits, outbox, wanting
from qrdesk.core.webhooks.outbox import Event

CREATED, UPDATED, DELETED = "link.created", "link.updated", "link.deleted"
MOST_TOLD = 1000  # links that change because something of theirs does
_AT_ONCE = 500  # links in one statement
CODE_CREATED, CODE_UPDATED, CODE_EXPORTED = "code.created", "code.updated", "code.exported"
# What nobody changed who changed a link: it follows from something else, or is said beside the changes.
_UNTOLD = {
    *("hit_count", "target", "warnings", "printed", "printed_at", "updated_at"),
    *("short_url", "code_url", "final_url"),
}
_Said = Mapping[str, Any]


def tell_created(ctx: Context, link_ids: Sequence[int]) -> None:
    """Tell of new links, given by row number, within the running transaction."""
    if link_ids:
        _tell(ctx, wanting.load([ctx.actor.workspace_id], ctx.now), CREATED, {link_id: {} for link_id in link_ids})


def tell_code(ctx: Context, kind: str, link_id: int, code: Mapping[str, Any], **more: object) -> None:
    """Tell of a code of a link, within the running transaction; ``more`` stands beside it."""
    _tell(ctx, wanting.load([ctx.actor.workspace_id], ctx.now), kind, {link_id: {"code": code, **more}})


def tell_codes(ctx: Context, kind: str, codes: Iterable[tuple[int, Mapping[str, Any]]], **more: object) -> None:
    """Tell of many codes, each with the row number of its link, within the running transaction.

    ``more`` stands beside each.
    """
    wanted = wanting.load([ctx.actor.workspace_id], ctx.now)
    waiting = list(codes)
    while waiting:  # a link has one event at a time: of its other codes it is told in the next round
        bodies: dict[int, _Said] = {}
        later: list[tuple[int, Mapping[str, Any]]] = []
        for link_id, code in waiting:
            if link_id in bodies:
                later.append((link_id, code))
            else:
                bodies[link_id] = {"code": code, **more}
        _tell(ctx, wanted, kind, bodies)
        waiting = later


class Watch:
    """Links that change in the running transaction: each is told once, with all that became of it."""

    def __init__(self, ctx: Context) -> None:
        self._ctx = ctx
        self._wanted = wanting.load([ctx.actor.workspace_id], ctx.now)
        self._on = any(self._wanted.wants(ctx.actor.workspace_id, kind) for kind in (UPDATED, DELETED))
        self._before: dict[int, _Said] = {}
        self._changed: dict[int, Link] = {}

    def expect(self, names: Iterable[str]) -> None:
        """Note how those of the links are that are called by their id: many at once cost little."""
        if self._on:
            mine = beside(Link.workspace, self._ctx.actor.workspace_id) & Link.public_id.in_(list(names))
            self.before(list(Link.select(Link, Domain).join(Domain).where(mine)))

    def before(self, links: Sequence[Link]) -> None:
        """Note how links are that are about to be changed; one that was noted stays as it was."""
        if self._on:
            self._wanted.meet(link.id for link in links)  # tags and folder are looked at in the end
            new = [link for link in links if link.id not in self._before and self._wants(link.id)]
            self._before.update(_said(self._ctx, new))

    def changed(self, link: Link) -> None:
        """Note that a link was changed; it is looked at in the end. One that nobody wants to hear of is left alone."""
        if link.id in self._before:
            self._changed[link.id] = link

    def expect_all(self, which: Any) -> list[int]:
        """Note how all links are that a condition is true of, unless they are too many; return their row numbers."""
        if not self._on:
            return []
        mine = (Link.workspace == self._ctx.actor.workspace_id) & Link.deleted_at.is_null() & which
        found = list(Link.select(Link, Domain).join(Domain).where(mine).order_by(Link.id).limit(MOST_TOLD + 1))
        if len(found) > MOST_TOLD:
            return []
        self.before(found)
        return [link.id for link in found if link.id in self._before]

    def look_again(self, link_ids: Sequence[int]) -> None:
        """Note that links may have become something else, and perhaps endpoints with them."""
        if link_ids:
            self._wanted = wanting.load([self._ctx.actor.workspace_id], self._ctx.now)
        for some in chunked(link_ids, _AT_ONCE):
            for link in Link.select(Link, Domain).join(Domain).where(Link.id.in_(some)).order_by(Link.id):
                self.changed(link)

    def _wants(self, link_id: int) -> bool:
        workspace_id = self._ctx.actor.workspace_id
        return any(self._wanted.wants_of(workspace_id, kind, link_id) for kind in (UPDATED, DELETED))

    def finish(self) -> None:
        """Write the events."""
        updated: dict[int, _Said] = {}
        deleted: dict[int, _Said] = {}
        for link_id, after in _said(self._ctx, list(self._changed.values())).items():
            if self._changed[link_id].deleted_at is not None:
                deleted[link_id] = {}
            elif changes := _changes(self._before[link_id], after):
                updated[link_id] = {"changes": changes}
        _tell(self._ctx, self._wanted, UPDATED, updated)
        _tell(self._ctx, self._wanted, DELETED, deleted)


@contextmanager
def watching(ctx: Context) -> Generator[Watch]:
    """Watch the body, which stands in a transaction; with it, unless it fails, the events are written."""
    watch = Watch(ctx)
    yield watch
    watch.finish()


@contextmanager
def watching_all(ctx: Context, which: Any) -> Generator[None]:
    """Watch the body, as ``watching`` does, for what becomes of all links that a condition is true of.

    Where these are more than 1,000, none of them is told: whoever writes would keep all others waiting.
    """
    watch = Watch(ctx)
    link_ids = watch.expect_all(which)
    yield
    watch.look_again(link_ids)
    watch.finish()


def tell_used_up(ctx: Context, link: Link, before: int | None) -> None:
    """Tell, within the running transaction, that a link's new limit leaves it no hits, unless that from before did not.

    To be called when the link was written: nobody takes a hit of it meanwhile.
    """
    limit = link.hit_limit
    if limit is None or limit == before:
        return
    ((used,),) = tuples(Link.select(Link.hits_used).where(Link.id == link.id))
    if used >= limit and (before is None or used < before):
        limits.tell_reached(ctx.actor.workspace_id, link.id, limit, ctx.now)


def _said(ctx: Context, links: Sequence[Link]) -> dict[int, _Said]:
    if not links:
        return {}
    views = link_views.views(ctx, links)
    return {
        link.id: {**view.model_dump(mode="json", exclude=_UNTOLD), "password": link.password_version}
        for link, view in zip(links, views, strict=True)
    }


def _changes(before: _Said, after: _Said) -> dict[str, _Said]:
    changes: dict[str, _Said] = {
        name: {"before": before[name], "after": value} for name, value in after.items() if value != before[name]
    }
    if "password" in changes:  # that there is another is all that may be told
        changes["password"] = {"before": None, "after": None}
    return changes


def _tell(ctx: Context, wanted: wanting.Wanted, kind: str, bodies: Mapping[int, _Said]) -> None:
    """Write an event of each link, by row number, that somebody wants; ``bodies`` have what stands beside the link."""
    workspace_id = ctx.actor.workspace_id
    if not bodies or not wanted.wants(workspace_id, kind):
        return
    wanted.learn(bodies)
    told = [link_id for link_id in bodies if wanted.find(workspace_id, kind, link_id)]
    links = briefs.load(told, ctx.now)
    at = to_micros(ctx.now)
    outbox.write_all(
        [
            Event(
                outbox.mint_id(),
                at,
                workspace_id,
                link_id,
                kind,
                outbox.text_of({"link": links[link_id], **bodies[link_id]}),
            )
            for link_id in told
        ]
    )
