"""Forgetting what visitors of a link did."""

from qrdesk.core.context import Context
from qrdesk.core.hits import erase
from qrdesk.core.schemas.links import ErasedView
from qrdesk.core.services.link_rows import get_even_deleted


def erase_hits(ctx: Context, link_id: str) -> ErasedView:
    """Forget all hits of a link for ever: the single ones, their sums, and those brought from another program.

    They go from the sums of its workspace, domain, folder and tags, too. The use of a hit limit and the events told so
    far stay. Hits answered a moment ago that still wait in a file are counted as new ones. A deleted link's hits can be
    erased by its id.

    Raises:
        NotFound: no such link.
    """
    row = get_even_deleted(ctx, link_id)
    return ErasedView(id=row.public_id, erased=erase.erase_link(ctx.actor.workspace_id, row.id))
