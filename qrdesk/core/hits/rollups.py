"""Sums of hits in the database: one row for each link, workspace, domain, folder and tag and each day.

Whoever writes sums takes the lock first thing in the transaction: then what is read here does not change before it is
written back, and numbers of hits are given in the order of commits.
"""

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from qrdesk.core.hits import link_locks, rows, uniques
from qrdesk.core.hits.days import is_shared
from qrdesk.core.hits.hit_row import DIMENSIONS
from qrdesk.core.hits.sums import (
    DOMAIN,
    FOLDER,
    TAG,
    WORKSPACE,
    DaySum,
    Group,
    Key,
    Sums,
    Tally,
    add_packed,
    merge,
    merge_totals,
    pack,
    pack_hours,
    totals_of,
    unpack,
    unpack_hours,
)

COLUMNS = ("workspace_id", "scans", "clicks", "bots", "visitors", "hours", *DIMENSIONS)
_LOCK = 0x51_52_44_53  # any number that nobody else takes in this database
_AT_ONCE = 250  # rows read, merged and written together
_HOURS = COLUMNS.index("hours")
_NOTHING: tuple[Any, ...] = (0, 0, 0, 0, 0, *[""] * (len(COLUMNS) - _HOURS))
# A join: for "(scope, owner_id, day) IN (VALUES ...)" SQLite looks at every row of the table.
_SELECT = f"SELECT r.scope, r.owner_id, r.day, {', '.join(f'r.{one}' for one in COLUMNS)} FROM ("  # noqa: S608 - our own words only
_OF_KEYS = ") AS k JOIN rollup_day r ON r.scope = k.column1 AND r.owner_id = k.column2 AND r.day = k.column3"
_INSERT = f"INSERT INTO rollup_day (scope, owner_id, day, {', '.join(COLUMNS)})"
_REPLACE = "ON CONFLICT (scope, owner_id, day) DO UPDATE SET " + ", ".join(f"{one} = excluded.{one}" for one in COLUMNS)
_INSERT_TOTALS = "INSERT INTO rollup_total (link_id, workspace_id, scans, clicks, bots)"
_ADD_TOTALS = (
    "ON CONFLICT (link_id) DO UPDATE SET scans = rollup_total.scans + excluded.scans, "
    "clicks = rollup_total.clicks + excluded.clicks, bots = rollup_total.bots + excluded.bots"
)


def lock() -> None:
    """Wait until nobody else writes sums, and let nobody else before the running transaction ends."""
    if is_shared():  # SQLite has one writer as it is
        rows.ask("SELECT pg_advisory_xact_lock(?)", (_LOCK,))


def groups_of(link_ids: Iterable[int]) -> dict[int, list[Group]]:
    """Return the workspace, domain, folder and tags of each link. One that is not there is in no group."""
    wanted = [(link_id,) for link_id in sorted(set(link_ids))]
    found: dict[int, list[Group]] = {}
    links = rows.run("SELECT id, workspace_id, domain_id, folder_id FROM link WHERE id IN (", wanted, ")")
    for link_id, workspace_id, domain_id, folder_id in links:
        found[link_id] = [(WORKSPACE, workspace_id), (DOMAIN, domain_id)]
        if folder_id is not None:
            found[link_id].append((FOLDER, folder_id))
    tags = rows.run("SELECT link_id, tag_id FROM link_tag WHERE link_id IN (", wanted, ")")
    for link_id, tag_id in sorted(tags):
        if link_id in found:
            found[link_id].append((TAG, tag_id))
    return found


def store(sums: Sums) -> None:
    """Add sums to the tables, for links and all their groups, within the running transaction, which has the lock."""
    groups = groups_of(sums.link_ids)
    more = sums.tallies(groups)
    for key, fresh in uniques.note(sums, groups).items():
        more[key].visitors = fresh
    _add(more)
    add_totals(sums.totals())


def add_totals(totals: Mapping[int, Sequence[int]]) -> None:
    """Add workspace, scans, clicks and bots by link to what links ever had; the lock is held."""
    wanted = [(link_id, *total) for link_id, total in sorted(totals.items())]
    rows.run(_INSERT_TOTALS, wanted, _ADD_TOTALS)
    link_locks.take(link_id for link_id, _, scans, clicks, _ in wanted if scans + clicks)
    rows.run(
        "UPDATE link SET hit_count = hit_count + more.column2 FROM (",
        [(link_id, scans + clicks) for link_id, _, scans, clicks, _ in wanted if scans + clicks],
        ") AS more WHERE link.id = more.column1",
    )


def put(sums: Mapping[Key, DaySum]) -> None:
    """Put whole rows in the place of what is kept; one without a hit goes. The lock is held."""
    _write({key: _packed(one) for key, one in sums.items()})


def read_rows(
    scope: str, owner_ids: Iterable[int], first_day: int, last_day: int, columns: Sequence[str]
) -> list[tuple[Any, ...]]:
    """Return owner, day and some columns, as the table keeps them, of the rows of a span of days, in no order."""
    words = f"SELECT owner_id, day, {', '.join(columns)} FROM rollup_day WHERE scope = '{scope}'"  # noqa: S608 - our own words only
    days = f"AND day BETWEEN {int(first_day)} AND {int(last_day)}"
    return rows.run(f"{words} {days} AND owner_id IN (", [(owner,) for owner in sorted(set(owner_ids))], ")")


def read(keys: Iterable[Key]) -> dict[Key, DaySum]:
    """Return the rows of these keys, unpacked; those that are not there are left out."""
    return {key: unpack_row(row) for key, row in _rows(sorted(keys)).items()}


def unpack_row(row: Sequence[Any]) -> DaySum:
    """Return what a row says, of all ``COLUMNS`` in their order."""
    counts = {name: unpack(text) for name, text in zip(DIMENSIONS, row[_HOURS + 1 :], strict=True) if text}
    return DaySum(row[0], visitors=row[4], hours=unpack_hours(row[_HOURS]), counts=counts)


def _add(more: dict[Key, Tally]) -> None:
    keys = sorted(more)
    for start in range(0, len(keys), _AT_ONCE):
        part = keys[start : start + _AT_ONCE]
        kept = _rows(part)
        _write({key: _added(kept.get(key, _NOTHING), more[key]) for key in part})


def _rows(keys: Sequence[Key]) -> dict[Key, tuple[Any, ...]]:
    return {row[:3]: row[3:] for row in rows.run(_SELECT, keys, _OF_KEYS)}


def _added(kept: tuple[Any, ...], more: Tally) -> list[Any]:
    """Return a row of the table with more counted in. Only the dimensions that get more are unpacked."""
    row: list[Any] = list(kept)
    hours = unpack_hours(kept[_HOURS])
    merge_totals(hours, more.hours)
    scans, clicks, bots = totals_of(more.hours)
    before = (more.workspace_id, kept[1] + scans, kept[2] + clicks, kept[3] + bots, kept[4] + more.visitors)
    row[: _HOURS + 1] = (*before, pack_hours(hours))
    for place, counts in enumerate(more.counts, _HOURS + 1):
        if counts:
            row[place] = add_packed(kept[place], counts)
    return row


def _packed(one: DaySum) -> tuple[Any, ...]:
    capped = DaySum(one.workspace_id)
    merge(capped, one)
    return (
        *(one.workspace_id, *totals_of(one.hours), one.visitors, pack_hours(capped.hours)),
        *(pack(capped.counts.get(name, {})) for name in DIMENSIONS),
    )


def _write(packed: Mapping[Key, Sequence[Any]]) -> None:
    keys = sorted(packed)
    empty = [key for key in keys if not any(packed[key][1:_HOURS])]
    rows.run(_INSERT, [(*key, *packed[key]) for key in keys if any(packed[key][1:_HOURS])], _REPLACE)
    rows.forget("rollup_day", empty)
