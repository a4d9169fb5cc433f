"""Forgetting all hits of one link, as if they had never been: in the sums of its groups, too."""

from collections.abc import Iterable
from typing import NamedTuple

from qrdesk.core import database
from qrdesk.core.hits import rollups, rows, spans
from qrdesk.core.hits.days import Days, days_of
from qrdesk.core.hits.hit_row import OTHER
from qrdesk.core.hits.regroup import MEMBERS, is_stale
from qrdesk.core.hits.spans import Span
from qrdesk.core.hits.sums import LINK, WORKSPACE, Counts, DaySum, Group, Key, merge_totals
from qrdesk.core.hits.visitors_seen import seen_on
from qrdesk.core.webhooks import forgetting

_HITS_AT_ONCE = 50_000  # of the workspace, looked through for visitors


class _Circle(NamedTuple):
    """A group of the link with the links in it; None is every link of the workspace."""

    group: Group
    members: set[int] | None


def erase_link(workspace_id: int, link_id: int) -> int:
    """Forget all hits of a link, those brought from another program included; return how many there were.

    What endpoints were told of them goes from the log, too. Done in several transactions, each of which leaves
    everything right: after a crash, the rest is still there, and the same call erases it. Hits in spool files are
    counted later, as new ones.

    Raises:
        DatabaseUnreachable: or one of its kinds.
    """
    erased = 0
    with database.scope():
        for span in spans.cut(workspace_id, _weights(workspace_id, link_id), _HITS_AT_ONCE):
            with database.write():
                rollups.lock()
                erased += _erase_span(span, link_id)
        with database.write():
            rollups.lock()
            none_left = "scans = 0 AND clicks = 0 AND bots = 0"
            rows.ask(f"DELETE FROM rollup_total WHERE link_id = ? AND {none_left}", (link_id,))  # noqa: S608 - our own words only
        forgetting.forget_clicks(workspace_id, link_id)
    return erased


def _weights(workspace_id: int, link_id: int) -> dict[int, int]:
    own = "SELECT day, 1 FROM rollup_day WHERE scope = ? AND owner_id = ?"
    weights = spans.weigh(rows.ask(own, (LINK, link_id)).fetchall())
    for day, number in spans.hits_by_day(workspace_id):
        if day in weights:
            weights[day] += number
    return weights


def _erase_span(span: Span, link_id: int) -> int:
    days = days_of([span.workspace_id])
    found = rollups.read_rows(LINK, [link_id], span.first, span.end - 1, rollups.COLUMNS)
    gone = {day: rollups.unpack_row(row) for _, day, *row in found}
    noted = _visitors_noted(span, link_id)
    _delete(span, link_id, days)
    left: dict[Key, DaySum] = {(LINK, link_id, day): DaySum(span.workspace_id) for day in gone}
    circles = [one for one in _circles(span.workspace_id, link_id) if not is_stale(one.group)]
    kept = rollups.read((*one.group, day) for one in circles for day in gone)
    for key, row in kept.items():
        _take(row, gone[key[2]])
    _count_visitors(span, link_id, circles, kept, {day for day, one in gone.items() if one.visitors}, noted)
    left.update(kept)
    rollups.put(left)
    totals = [one.totals for one in gone.values()]
    scans, clicks, bots = (sum(one[place] for one in totals) for place in range(3))
    rollups.add_totals({link_id: (span.workspace_id, -scans, -clicks, -bots)} if gone else {})
    return scans + clicks + bots


def _visitors_noted(span: Span, link_id: int) -> dict[int, set[str]]:
    sql = "SELECT day, visitor FROM visitor_day WHERE scope = ? AND owner_id = ? AND day >= ? AND day < ?"
    found: dict[int, set[str]] = {}
    for day, visitor in rows.ask(sql, (LINK, link_id, span.first, span.end)).fetchall():
        found.setdefault(day, set()).add(visitor)
    return found


def _delete(span: Span, link_id: int, days: Days) -> None:
    rows.ask("DELETE FROM hit WHERE link_id = ? AND at >= ? AND at < ?", (link_id, *spans.bounds_us(span, days)))
    for table, which, value in (
        ("imported_day", "link_id = ?", link_id),
        ("seen_visitor", "link_id = ?", link_id),
        ("visitor_day", f"scope = '{LINK}' AND owner_id = ?", link_id),
    ):
        rows.ask(f"DELETE FROM {table} WHERE {which} AND day >= ? AND day < ?", (value, span.first, span.end))  # noqa: S608 - our own words only


def _circles(workspace_id: int, link_id: int) -> list[_Circle]:
    found = [_Circle((WORKSPACE, workspace_id), None)]
    for group in rollups.groups_of([link_id]).get(link_id, ()):
        if group[0] != WORKSPACE:
            ids = rows.ask(MEMBERS[group[0]], (group[1],)).fetchall()
            found.append(_Circle(group, {one for (one,) in ids} - {link_id}))
    return found


def _count_visitors(
    span: Span,
    link_id: int,
    circles: list[_Circle],
    kept: dict[Key, DaySum],
    visited: set[int],
    noted: dict[int, set[str]],
) -> None:
    """Put the number of visitors of the other links into the groups' rows, and forget the visitors of this link alone.

    Where hits are gone, nobody can tell how many came to this link alone: as many stay as there can have been.
    """
    days = days_of([span.workspace_id])
    whole = spans.whole_from(span.workspace_id, days)
    most = _most(span, link_id, circles) if any(day < whole for day in visited) else {}
    for day in sorted(visited):
        seen = list(seen_on(span.workspace_id, day, days)) if day >= whole else []
        for circle in circles:
            key = (*circle.group, day)
            row = kept.get(key, DaySum(span.workspace_id))
            others = {visitor for link, visitor in seen if circle.members is None or link in circle.members}
            row.visitors = len(others) if day >= whole else min(row.visitors, most.get(key, 0))
            _forget(key, noted.get(day, set()) - others)


def _forget(key: Key, visitors: set[str]) -> None:
    scope, owner, day = key
    # all but the visitor in words: for a list of whole keys SQLite would read the table
    head = (
        f"DELETE FROM visitor_day WHERE scope = '{scope}' AND owner_id = {owner:d} AND day = {day:d} AND visitor IN ("  # noqa: S608 - a letter of ours, and numbers
    )
    rows.run(head, [(visitor,) for visitor in sorted(visitors)], ")")


def _most(span: Span, link_id: int, circles: Iterable[_Circle]) -> dict[Key, int]:
    """Return how many visitors there can have been of the other links: their numbers added up."""
    sql = "SELECT owner_id, day, visitors FROM rollup_day WHERE workspace_id = ? AND day >= ? AND day < ? AND scope = ?"
    found: dict[Key, int] = {}
    for link, day, visitors in rows.ask(sql, (*span, LINK)).fetchall():
        for circle in circles:
            if link != link_id and (circle.members is None or link in circle.members):
                key = (*circle.group, day)
                found[key] = found.get(key, 0) + visitors
    return found


def _take(row: DaySum, gone: DaySum) -> None:
    """Take one row's sums out of another's, in place."""
    merge_totals(row.hours, {hour: [-number for number in numbers] for hour, numbers in gone.hours.items()})
    for dimension, counts in gone.counts.items():
        kept = row.counts.get(dimension, {})
        for which in (0, 1):
            _take_counts(kept, counts, which)
        for value in [value for value, numbers in kept.items() if not any(numbers)]:
            del kept[value]


def _take_counts(kept: Counts, gone: Counts, which: int) -> None:
    """Take out scans (0) or clicks (1). What is not there under its own name was put together with others."""
    left = 0
    for value, numbers in gone.items():
        left += numbers[which] - _taken(kept, value, numbers[which], which)
    # which values were put together depends on the order of the hits: in the end the total has to be right
    for value in (OTHER, *sorted(kept, key=lambda one: kept[one][which], reverse=True)):
        left -= _taken(kept, value, left, which)


def _taken(kept: Counts, value: str, number: int, which: int) -> int:
    numbers = kept.get(value)
    if numbers is None:
        return 0
    taken = min(number, numbers[which])
    numbers[which] -= taken
    return taken
