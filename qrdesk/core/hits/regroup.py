"""Sums of domains, folders and tags whose links are others than their sums know, added up anew.

Hits are counted for the groups that their link is in when they are stored. Where a link is moved afterwards, the groups
concerned are marked in the transaction that moves it. Until they are added up anew, answers add up their links' sums.
"""

from collections.abc import Callable, Iterable
from datetime import UTC, datetime
from typing import Any, NamedTuple

from qrdesk.core import database
from qrdesk.core.hits import rollups, rows, spans, uniques
from qrdesk.core.hits.days import days_of, is_shared, number_of
from qrdesk.core.hits.spans import Span
from qrdesk.core.hits.sums import DOMAIN, FOLDER, LINK, TAG, DaySum, Group, Key, merge
from qrdesk.core.hits.visitors_seen import seen_on

_ROWS_AT_ONCE = 2000  # sums of links; about a fifth of a second
_HITS_FOR_A_ROW = 25  # that are looked through for visitors in the time of one such sum
MEMBERS = {
    DOMAIN: "SELECT id FROM link WHERE domain_id = ?",
    FOLDER: "SELECT id FROM link WHERE folder_id = ?",
    TAG: "SELECT link_id FROM link_tag WHERE tag_id = ?",
}
_MARK = (
    "ON CONFLICT (scope, owner_id) DO UPDATE SET marked = CASE WHEN excluded.marked > rollup_stale.marked "
    "THEN excluded.marked ELSE rollup_stale.marked + 1 END"
)


class _Stale(NamedTuple):
    """A marked group. ``marked`` is greater after each mark."""

    scope: str
    owner_id: int
    workspace_id: int
    marked: int


def mark(workspace_id: int, groups: Iterable[Group]) -> None:
    """Note that groups have other links from now on, within the transaction that changes them.

    The transaction has changed the epoch before: its number tells this mark from all others.
    """
    epoch = database.read_epoch()
    marked = [(*group, workspace_id, epoch) for group in sorted(set(groups))]
    rows.run("INSERT INTO rollup_stale (scope, owner_id, workspace_id, marked)", marked, _MARK)


def mark_moved(workspace_id: int, link_ids: Iterable[int], groups: Iterable[Group]) -> None:
    """Note that these links have come into groups, or have gone, within the transaction that moves them.

    Links without a hit change no sums, and nothing is marked for them.
    """
    groups = list(groups)
    if groups and _may_have_hits(list(link_ids)):
        mark(workspace_id, groups)


def is_stale(group: Group) -> bool:
    """Say whether a group's sums are those of other links than it has."""
    return rows.ask("SELECT 1 FROM rollup_stale WHERE scope = ? AND owner_id = ?", group).fetchone() is not None


def _may_have_hits(link_ids: list[int]) -> bool:
    if is_shared():  # a drain under way may be storing their first hits, by what we are about to change
        return bool(link_ids)
    return bool(rows.run("SELECT 1 FROM rollup_total WHERE link_id IN (", [(one,) for one in link_ids], ") LIMIT 1"))


def regroup(
    *,
    now: datetime | None = None,
    breathe: Callable[[], object] = lambda: None,
) -> bool:
    """Add up one of the marked groups anew; False where none is marked.

    Visitors of days whose hits are kept are counted exactly. Of older days nobody can tell which links had the same
    visitors: the sum of the links' visitors stands there, which is as many as there can have been.

    ``breathe`` is called between two transactions; what it raises ends it, and the group stays marked.

    Raises:
        DatabaseUnreachable: or one of its kinds; the group stays marked, and the next time begins anew.
    """
    with database.scope():
        found = rows.ask(
            "SELECT scope, owner_id, workspace_id, marked FROM rollup_stale ORDER BY marked, scope LIMIT 1"
        )
        stale = next(map(_Stale._make, found.fetchall()), None)
        if stale is None:
            return False
        today = number_of((now or datetime.now(UTC)).date())
        for span in spans.cut(stale.workspace_id, _weights(stale), _ROWS_AT_ONCE):
            with database.write():
                rollups.lock()
                _add_up(stale, span, today)
            breathe()
        with database.write():  # unless it was marked again meanwhile
            rows.ask("DELETE FROM rollup_stale WHERE scope = ? AND owner_id = ? AND marked = ?", (*stale[:2], stale[3]))
    return True


def _weights(stale: _Stale) -> dict[int, int]:
    which = f"scope = ? AND owner_id IN ({MEMBERS[stale.scope]})"
    of_links = rows.ask(f"SELECT day, COUNT(*) FROM rollup_day WHERE {which} GROUP BY day", (LINK, stale.owner_id))  # noqa: S608 - our own words only
    own = rows.ask("SELECT day, 1 FROM rollup_day WHERE scope = ? AND owner_id = ?", stale[:2]).fetchall()
    weights = spans.weigh(of_links.fetchall(), own)
    for day, number in spans.hits_by_day(stale.workspace_id):
        if day in weights:
            weights[day] += number // _HITS_FOR_A_ROW
    return weights


def _add_up(stale: _Stale, span: Span, today: int) -> None:
    """Make the group's sums of a span those of the links that it has now."""
    members = {link_id for (link_id,) in rows.ask(MEMBERS[stale.scope], (stale.owner_id,)).fetchall()}
    found = {key: DaySum(span.workspace_id) for key in _own_keys(stale, span)}
    with_visitors: dict[int, int] = {}  # links by day
    for _, day, *row in _of_links(members, span):
        one = rollups.unpack_row(row)
        merge(found.setdefault((stale.scope, stale.owner_id, day), DaySum(one.workspace_id)), one)
        with_visitors[day] = with_visitors.get(day, 0) + bool(one.visitors)
    _count_visitors(span, members, found, with_visitors, today)
    rollups.put(found)


def _own_keys(stale: _Stale, span: Span) -> list[Key]:
    sql = "SELECT scope, owner_id, day FROM rollup_day WHERE scope = ? AND owner_id = ? AND day >= ? AND day < ?"
    return rows.ask(sql, (*stale[:2], span.first, span.end)).fetchall()


def _of_links(members: set[int], span: Span) -> list[tuple[Any, ...]]:
    return sorted(rollups.read_rows(LINK, members, span.first, span.end - 1, rollups.COLUMNS), key=_order)


def _order(row: tuple[Any, ...]) -> tuple[int, int]:
    return row[1], row[0]


def _count_visitors(
    span: Span, members: set[int], found: dict[Key, DaySum], with_visitors: dict[int, int], today: int
) -> None:
    """Put the number of different visitors where the sum of the links' visitors stands, as far as it can be told."""
    days = days_of([span.workspace_id])
    whole = spans.whole_from(span.workspace_id, days)
    noted: dict[Key, set[str]] = {}
    for key, one in found.items():
        day, recent = key[2], key[2] >= today - uniques.KEPT_DAYS
        if day < whole and recent:
            noted[key] = set()  # who is to come may count once more: better than one too few
        if day < whole or not (recent or with_visitors.get(day, 0) > 1):  # one link's visitors are all different
            continue
        visitors = {visitor for link_id, visitor in seen_on(span.workspace_id, day, days) if link_id in members}
        one.visitors = len(visitors)
        if recent:
            noted[key] = visitors
    uniques.replace(noted)
