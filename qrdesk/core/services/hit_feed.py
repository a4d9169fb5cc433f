"""The latest hits, for those who ask every second."""

from qrdesk.core.context import Context
from qrdesk.core.hits import rows
from qrdesk.core.schemas.analytics import HitFeed, HitQuery
from qrdesk.core.services import hit_rows
from qrdesk.core.services.analytics_questions import find_link

_OLDEST_FIRST = "id"
_LATEST = "at DESC, id DESC"
_FEW = 100_000  # hits of everybody that are looked through one by one


def list_hits(ctx: Context, query: HitQuery) -> HitFeed:
    """Return the latest hits, or those that have come in since a cursor, newest first.

    Where more have come in than fit, the oldest of them, so that who goes on asking misses none; but only the latest
    after very many.

    Raises:
        NotFound: no such link.
    """
    link = find_link(ctx, query.link_id)
    owner = ("link_id", link.id) if link is not None else ("workspace_id", ctx.actor.workspace_id)
    newest = rows.ask("SELECT MAX(id) FROM hit").fetchone()[0] or 0
    # Numbers are given in the order of commits: whatever is stored later than this has a larger one. Where the newest
    # hits were erased it is smaller than the last answer's: what comes next is new all the same.
    after = query.after or 0
    if query.after is None or newest - after > _FEW:
        which, order = f"{owner[0]} = ? AND id > ? AND id <= ?", _LATEST
    else:  # the plus keeps databases from going through all hits of the workspace instead of the few new ones
        which, order = f"+{owner[0]} = ? AND id > ? AND id <= ?", _OLDEST_FIRST
    found = hit_rows.read(which, (owner[1], after, newest), order, query.limit)
    if order is _OLDEST_FIRST:
        if len(found) == query.limit:  # there may be more: the next question gets them
            newest = found[-1][0]
        found.reverse()
    return HitFeed(hits=hit_rows.views(found, hit_rows.names_of({hit[3] for hit in found})), cursor=newest)
