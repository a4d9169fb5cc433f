"""The last scans and clicks of a workspace, with the slugs of their links."""

from typing import NamedTuple

from qrdesk.core.context import Context
from qrdesk.core.models import Link
from qrdesk.core.schemas.analytics import HitView
from qrdesk.core.services import hit_rows
from qrdesk.core.services.queries import tuples


class RecentScan(NamedTuple):
    """A hit, and the slug that its link has now."""

    hit: HitView
    slug: str


def list_recent_scans(ctx: Context, most: int) -> list[RecentScan]:
    """Return the last ``most`` hits of all links, newest first, those of bots included."""
    found = hit_rows.read("workspace_id = ?", (ctx.actor.workspace_id,), "at DESC, id DESC", most)
    links = {hit[3] for hit in found}
    views = hit_rows.views(ctx, found, hit_rows.names_of(links))
    slugs = dict(tuples(Link.select(Link.public_id, Link.slug).where(Link.id.in_(list(links)))))
    return [RecentScan(view, slugs[view.link_id]) for view in views]
