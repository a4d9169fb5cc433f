"""Different visitors of a day, exactly: a row says that a link or a group of links had this one.

Visitor ids change with the day and cannot be told from one another afterwards, so there is nothing to count over
longer spans than a day.
"""

from collections import Counter
from collections.abc import Iterable, Mapping

from qrdesk.core.hits import rows
from qrdesk.core.hits.sums import LINK, Group, Groups, Key, Sums, owners

KEPT_DAYS = 9  # a hit is dated back by seven at most
_NOTE = "INSERT INTO visitor_day (scope, owner_id, day, visitor)"
_UNLESS_KNOWN = "ON CONFLICT DO NOTHING"


def note(sums: Sums, groups: Groups) -> dict[Key, int]:
    """Note the visitors of some hits within the running transaction; return how many of them are new, by row of sums.

    Who is known to the link is known to its groups: where that changed since, the group is added up anew anyway.
    """
    wanted: dict[Key, Iterable[str]] = {}
    circles: dict[int, list[Group]] = {}
    for link_id, day, workspace_id, visitors in sums.visitors():
        wanted[LINK, link_id, day] = visitors
        circles[link_id] = owners(link_id, workspace_id, groups)
    beyond: dict[Key, set[str]] = {}
    found: dict[Key, int] = {}
    for (link_id, day), visitors in _new(wanted).items():
        found[LINK, link_id, day] = len(visitors)
        for scope, owner in circles[link_id]:
            beyond.setdefault((scope, owner, day), set()).update(visitors)
    found.update(Counter(rows.run(_NOTE, _in_order(beyond), f"{_UNLESS_KNOWN} RETURNING scope, owner_id, day")))
    return found


def _new(wanted: Mapping[Key, Iterable[str]]) -> dict[tuple[int, int], list[str]]:
    """Note visitors of links; return those that were not known, by link and day."""
    found: dict[tuple[int, int], list[str]] = {}
    tail = f"{_UNLESS_KNOWN} RETURNING owner_id, day, visitor"
    for link_id, day, visitor in rows.run(_NOTE, _in_order(wanted), tail):
        found.setdefault((link_id, day), []).append(visitor)
    return found


def _in_order(visitors: Mapping[Key, Iterable[str]]) -> list[tuple[str, int, int, str]]:
    """Return rows in the order of their key: that is how they are inserted fastest."""
    keys = sorted(visitors, key=lambda key: (key[2], key))
    return [(*key, visitor) for key in keys for visitor in sorted(visitors[key])]


def replace(visitors: Mapping[Key, set[str]]) -> None:
    """Put other visitors in the place of those noted for some rows of sums, within the running transaction."""
    rows.forget("visitor_day", visitors)
    rows.run(_NOTE, _in_order(visitors), _UNLESS_KNOWN)


def sweep(before_day: int) -> None:
    """Forget the visitors of the days before one, within the running transaction; their number stays."""
    rows.ask("DELETE FROM visitor_day WHERE day < ?", (before_day,))
