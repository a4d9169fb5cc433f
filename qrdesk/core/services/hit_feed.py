"""The latest hits, for those who ask every second."""

from qrdesk.core.context import Context
from qrdesk.core.errors import Invalid
from qrdesk.core.hits import rows
from qrdesk.core.hits.days import is_shared
from qrdesk.core.schemas.analytics import HitFeed, HitQuery
from qrdesk.core.services import hit_marks, hit_rows
from qrdesk.core.services.analytics_questions import find_link
from qrdesk.core.services.hit_rows import Hits

_AT_ONCE = 100_000  # hits of everybody that are looked through one by one
_TIMES = 10  # in one answer: about a third of a second
_AHEAD = "The database was restored from a backup that is older than this cursor. Start again without one."
_Owner = tuple[str, int]  # a column, and what it holds


def list_hits(ctx: Context, query: HitQuery) -> HitFeed:
    """Return the latest hits, or those that have come in since a cursor, newest first.

    Where more have come in than fit, or very many to look through, the oldest of them: who goes on asking gets each
    hit once.

    Raises:
        NotFound: no such link.
        Invalid: a cursor that is none of ours, or from a time that a restored backup knows nothing of.
    """
    link = find_link(ctx, query.link_id)
    owner = ("link_id", link.id) if link is not None else ("workspace_id", ctx.actor.workspace_id)
    after = None if query.after is None else hit_marks.read_cursor(ctx, query.after)
    # Numbers are given in the order of commits, and never twice: whatever is stored later than this has a larger one.
    # Where the newest hits were erased it is smaller than the last answer's, which does no harm.
    newest = rows.ask("SELECT MAX(id) FROM hit").fetchone()[0] or 0
    if after is not None and after > newest and after > _last_given():
        raise Invalid.field("after", _AHEAD)
    found, last = _latest(owner, newest, query.limit) if after is None else _since(owner, after, newest, query.limit)
    views = hit_rows.views(ctx, found, hit_rows.names_of({hit[3] for hit in found}))
    return HitFeed(hits=views, cursor=hit_marks.write_cursor(ctx, last), more=last < newest)


def _last_given() -> int:
    """Return the largest number that a hit of this database ever had. A backup brings its own back."""
    words = "last_value FROM hit_id_seq" if is_shared() else "seq FROM sqlite_sequence WHERE name = 'hit'"
    given = rows.ask(f"SELECT {words}").fetchone()
    return given[0] if given else 0


def _latest(owner: _Owner, newest: int, limit: int) -> tuple[Hits, int]:
    column, value = owner
    return hit_rows.read(f"{column} = ? AND id <= ?", (value, newest), "at DESC, id DESC", limit), newest


def _since(owner: _Owner, after: int, newest: int, limit: int) -> tuple[Hits, int]:
    """Return hits by their numbers, largest first, and the number up to which all are among them."""
    column, value = owner
    found: Hits = []
    for _ in range(_TIMES):
        last = min(after + _AT_ONCE, newest)
        # the plus keeps databases from going through all hits of the workspace instead of the few new ones
        some = hit_rows.read(f"+{column} = ? AND id > ? AND id <= ?", (value, after, last), "id", limit - len(found))
        found += some
        if len(found) == limit:
            return found[::-1], found[-1][0]
        after = last
        if last >= newest:
            break
    return found[::-1], after
