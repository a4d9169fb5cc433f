"""Forgetting what visitors of a link did."""

from qrdesk.core import database
from qrdesk.core.context import Context
from qrdesk.core.hits import erase, rollups
from qrdesk.core.hits.misses import SHUT
from qrdesk.core.journal import Changes
from qrdesk.core.models import Link, MissDay, Slug
from qrdesk.core.schemas.links import ErasedView
from qrdesk.core.services import audit, link_views
from qrdesk.core.services.link_rows import get_holder
from qrdesk.core.services.queries import tuples


def erase_hits(ctx: Context, link_id: str) -> ErasedView:
    """Forget all hits of a link for ever: the single ones, their sums, and those brought from another program.

    They go from the sums of its workspace, domain, folder and tags, too, and so do visits that came while it led
    nowhere, and the events that told endpoints of its hits, with every try to send them. The use of a hit limit and
    other events stay. Hits answered a moment ago that still wait in a file are counted as new ones. A deleted link is
    found by its id, or by the address that it had; a slug without its host is first that of the default domain.

    Raises:
        NotFound: no such link.
    """
    row = get_holder(ctx, link_id)
    erased = erase.erase_link(ctx.actor.workspace_id, row.id)
    with database.write():
        view = ErasedView(id=row.public_id, erased=erased, shut=_erase_shut(ctx, row))
        audit.note(ctx, "hits.erased", None, link_views.view(ctx, row), changes=_told(view))
    return view


def _told(view: ErasedView) -> Changes:
    return {"hits": (view.erased, 0), "shut": (view.shut, 0)}


def _erase_shut(ctx: Context, row: Link) -> int:
    """Forget the visits that a link's addresses had while it led nowhere; return how many there were."""
    erased = 0
    with database.write():
        rollups.lock()  # the drain adds to these rows
        for domain_id, folded in tuples(Slug.select(Slug.domain, Slug.folded).where(Slug.link == row.id)):
            here = (MissDay.domain_id == domain_id) & (MissDay.workspace_id == ctx.actor.workspace_id)
            these = here & (MissDay.kind == SHUT) & (MissDay.slug == folded)
            erased += sum(hits + bots for hits, bots in tuples(MissDay.select(MissDay.hits, MissDay.bots).where(these)))
            MissDay.delete().where(these).execute()
    return erased
