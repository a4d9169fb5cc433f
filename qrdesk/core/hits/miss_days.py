"""Visits that were led nowhere, by domain and day. Who tries a million addresses fills two hundred rows a day."""

from collections.abc import Iterable, Sequence

from qrdesk.core.hits import rows
from qrdesk.core.hits.agents import is_bot
from qrdesk.core.hits.days import Days, days_of
from qrdesk.core.hits.misses import SHUT
from qrdesk.core.hits.records import Miss
from qrdesk.core.hits.texts import printable

MAX_SLUGS = 200  # kept per domain and day; the rest is counted under ""
MAX_SHUT = 1000  # the same of links that are shut: visitors invent none of these
_SLUG_CHARS = 64
_KINDS = frozenset({"miss", "index", SHUT})
_MOST = 1_000_000_000
# A domain that is gone may have left its number, and misses that came late, to another workspace's.
_KEPT = "CASE WHEN miss_day.workspace_id = excluded.workspace_id THEN 1 ELSE 0 END"
_ADD = (
    f"ON CONFLICT (domain_id, day, kind, slug) DO UPDATE SET hits = {_KEPT} * miss_day.hits + excluded.hits, "
    f"bots = {_KEPT} * miss_day.bots + excluded.bots, workspace_id = excluded.workspace_id"
)

_Day = tuple[int, int, str]  # domain, day, kind
_Counts = dict[str, list[int]]  # workspace, hits, bots by slug


def store(misses: Sequence[Miss]) -> int:
    """Count visits in, within the running transaction, which has the lock of sums; return their number."""
    good = [miss for miss in misses if miss.kind in _KINDS and 0 < miss.times <= _MOST]
    if not good:
        return 0
    wanted = _counted(good, days_of(miss.workspace_id for miss in good))
    kept = _kept(sorted(wanted))
    for day, counts in wanted.items():
        wanted[day] = _capped(counts, kept.get(day, set()), MAX_SHUT if day[2] == SHUT else MAX_SLUGS)
    rows.run(
        "INSERT INTO miss_day (domain_id, day, kind, slug, workspace_id, hits, bots)",
        sorted((*day, slug, *total) for day, counts in wanted.items() for slug, total in counts.items()),
        _ADD,
    )
    return sum(miss.times for miss in good)


def _counted(misses: Iterable[Miss], days: Days) -> dict[_Day, _Counts]:
    found: dict[_Day, _Counts] = {}
    for at_us, workspace_id, domain_id, kind, slug, user_agent, times in misses:
        day = (domain_id, days.number(workspace_id, at_us), kind)
        total = found.setdefault(day, {}).setdefault(printable(slug, _SLUG_CHARS), [workspace_id, 0, 0])
        # several people in one that had not the same agent have none, programs then have that of ``misses.PROGRAMS``
        bot = is_bot(user_agent) if user_agent or times == 1 else False
        total[2 if bot else 1] += times
    return found


def _kept(days: Sequence[_Day]) -> dict[_Day, set[str]]:
    found: dict[_Day, set[str]] = {}
    # A join: for "(domain_id, day, kind) IN (VALUES ...)" SQLite looks at every row of the table.
    tail = ") AS k JOIN miss_day m ON m.domain_id = k.column1 AND m.day = k.column2 AND m.kind = k.column3"
    for *day, slug in rows.run("SELECT m.domain_id, m.day, m.kind, m.slug FROM (", days, tail):
        found.setdefault((day[0], day[1], day[2]), set()).add(slug)
    return found


def _capped(counts: _Counts, kept: set[str], most: int) -> _Counts:
    found: _Counts = {}
    known = kept - {""}
    for slug, (workspace_id, hits, bots) in counts.items():
        name = slug if slug in known or len(known) < most else ""
        if name:
            known.add(name)
        total = found.setdefault(name, [workspace_id, 0, 0])
        total[1] += hits
        total[2] += bots
    return found
