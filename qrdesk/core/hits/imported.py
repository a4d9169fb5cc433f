"""Hits that another program counted before a link moved here, by the day."""

from collections.abc import Iterable

from qrdesk.core.errors import Invalid
from qrdesk.core.hits import rollups, rows
from qrdesk.core.hits.days import days_of
from qrdesk.core.hits.sums import ImportedDay, Sums

_LAST_DAY = 2_932_000  # in the year 9997; days since 1970
_MOST = 1_000_000_000  # of a link in all: sums hold twice as many, and hits go on being added
_BEGIN = "INSERT INTO imported_day (link_id, day, workspace_id, scans, clicks)"
_REPLACE = "ON CONFLICT (link_id, day) DO UPDATE SET scans = excluded.scans, clicks = excluded.clicks"


def add(imported: Iterable[ImportedDay]) -> None:
    """Keep days of another program, and their sums, within the running transaction.

    A day that was imported before is replaced, not added to: the same file twice counts once. Of one day given twice,
    the last counts.

    Raises:
        Invalid: a number of hits below zero, more than a thousand million for one link, or a day outside the calendar.
    """
    wanted = {(one.link_id, one.day): one for one in imported}
    for one in wanted.values():
        _check(one)
    if not wanted:
        return
    rollups.lock()
    before = _before(sorted(wanted))
    rows.run(_BEGIN, [wanted[key] for key in sorted(wanted)], _REPLACE)
    _check_totals(sorted({link_id for link_id, _ in wanted}))
    sums = Sums()
    days = days_of(one.workspace_id for one in wanted.values())
    sums.add_imported((_more(one, *before.get(key, (0, 0))) for key, one in wanted.items()), days)
    rollups.store(sums)


def _before(wanted: list[tuple[int, int]]) -> dict[tuple[int, int], tuple[int, int]]:
    """Return scans and clicks kept so far, by link and day."""
    # a join: for a list of keys SQLite would read the table
    head = "SELECT d.link_id, d.day, d.scans, d.clicks FROM ("
    tail = ") AS k JOIN imported_day d ON d.link_id = k.column1 AND d.day = k.column2"
    return {(link_id, day): (scans, clicks) for link_id, day, scans, clicks in rows.run(head, wanted, tail)}


def _more(one: ImportedDay, scans: int, clicks: int) -> ImportedDay:
    return one._replace(scans=one.scans - scans, clicks=one.clicks - clicks)


def _check(one: ImportedDay) -> None:
    if not 0 <= one.day <= _LAST_DAY:
        raise Invalid.field("day", "This day lies outside the calendar that QRDesk keeps.")
    if not (0 <= one.scans <= _MOST and 0 <= one.clicks <= _MOST):
        raise Invalid.field("hits", f"A day has from 0 to {_MOST:,} hits.")


def _check_totals(links: list[int]) -> None:
    head = "SELECT link_id FROM imported_day WHERE link_id IN ("
    tail = f") GROUP BY link_id HAVING SUM(scans) + SUM(clicks) > {_MOST}"
    if rows.run(head, [(link_id,) for link_id in links], tail):
        raise Invalid.field("hits", f"A link cannot bring more than {_MOST:,} hits with it.")
