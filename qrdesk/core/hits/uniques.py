"""Different visitors of a day, exactly: a row says that a link or a group of links had this one.

Visitor ids change with the day and cannot be told from one another afterwards, so there is nothing to count over
longer spans than a day.
"""

from collections.abc import Iterable

from qrdesk.core.hits import rows
from qrdesk.core.hits.sums import LINK, Groups, Key, Sums, owners

KEPT_DAYS = 9  # a hit is dated back by seven at most
_NOTE = "INSERT INTO visitor_day (scope, owner_id, day, visitor)"


def note(sums: Sums, groups: Groups) -> dict[Key, int]:
    """Note the visitors of some hits within the running transaction; return how many of them are new, by row of sums.

    Who is known to the link is known to its groups: where that changed since, the group is added up anew anyway.
    """
    workspaces: dict[int, int] = {}
    wanted: list[tuple[str, int, int, str]] = []
    for link_id, day, workspace_id, visitors in sums.visitors():
        workspaces[link_id] = workspace_id
        wanted.extend((LINK, link_id, day, visitor) for visitor in visitors)
    fresh = _insert(wanted)
    beyond = {
        (scope, owner, day, visitor): None
        for _, link_id, day, visitor in fresh
        for scope, owner in owners(link_id, workspaces[link_id], groups)
    }
    found: dict[Key, int] = {}
    for scope, owner, day, _ in (*fresh, *_insert(beyond)):
        found[scope, owner, day] = found.get((scope, owner, day), 0) + 1
    return found


def replace(visitors: dict[Key, set[str]]) -> None:
    """Put other visitors in the place of those noted for some rows of sums, within the running transaction."""
    rows.run("DELETE FROM visitor_day WHERE (scope, owner_id, day) IN (", sorted(visitors), ")")
    _insert((*key, visitor) for key, found in visitors.items() for visitor in found)


def sweep(before_day: int) -> None:
    """Forget the visitors of the days before one, within the running transaction; their number stays."""
    rows.ask("DELETE FROM visitor_day WHERE day < ?", (before_day,))


def _insert(wanted: Iterable[tuple[str, int, int, str]]) -> list[tuple[str, int, int, str]]:
    """Insert rows in the order of their key, which is fast; return the new ones."""
    tail = "ON CONFLICT DO NOTHING RETURNING scope, owner_id, day, visitor"
    return rows.run(_NOTE, sorted(wanted), tail)
