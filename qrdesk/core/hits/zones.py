"""Another time zone for a workspace some of whose hits have been deleted.

All other hits are counted into the days of the new zone by a recount. Sums of days gone by keep the day they were
counted for; here the two are joined, so that no hit is counted twice and none is lost.
"""

from qrdesk.core import database
from qrdesk.core.hits import rollups, rows, spans, uniques
from qrdesk.core.hits.days import Days, days_of
from qrdesk.core.hits.recount import read_imported, take_out
from qrdesk.core.hits.spans import Span
from qrdesk.core.hits.stored import read_hits
from qrdesk.core.hits.sums import Sums


def join_days(workspace_id: int, before: str, after: str) -> None:
    """Prepare the sums for a recount in the zone ``after``, within the transaction that changes it, under the lock.

    The new zone has the first day that can be counted anew begin at another time. The hits between the two are
    added to the days before it, and count as deleted from now on.
    """
    if rows.ask("SELECT hits_from FROM workspace WHERE id = ?", (workspace_id,)).fetchone()[0] is None:
        return
    old, new = Days({workspace_id: before}), Days({workspace_id: after})
    first = spans.whole_from(workspace_id, old)
    begins_us = old.first_us(workspace_id, first)
    day = max(first, new.number(workspace_id, begins_us))  # sums before the first one hold deleted hits
    while new.first_us(workspace_id, day) < begins_us:
        day += 1
    ends_us = new.first_us(workspace_id, day)
    edge = Span(workspace_id, first, day)
    sums = Sums()
    for page in read_hits(workspace_id, begins_us, ends_us):
        sums.add(page, new)
    sums.add_imported(read_imported(edge), new)
    uniques.replace({key: set() for key in take_out(edge)})
    rollups.store(sums)
    rows.ask("UPDATE workspace SET hits_from = ? WHERE id = ?", (ends_us, workspace_id))


def join_edge(workspace_id: int) -> None:
    """Prepare sums that were counted by full hours of UTC, of a zone with parts of hours, for a recount.

    Its days begin up to three quarters of an hour later now: the hits of the first whole day before that moment are
    counted to the day before, whose other hits have been deleted, and count as deleted from now on.
    """
    with database.write():
        rollups.lock()
        (hits_from,) = rows.ask("SELECT hits_from FROM workspace WHERE id = ?", (workspace_id,)).fetchone() or (None,)
        if hits_from is None:
            return
        days = days_of([workspace_id])
        begins_us = days.first_us(workspace_id, spans.whole_from(workspace_id, days))
        sums = Sums()
        for page in read_hits(workspace_id, hits_from, begins_us):
            sums.add(page, days)
        rollups.store(sums)
        rows.ask("UPDATE workspace SET hits_from = ? WHERE id = ?", (begins_us, workspace_id))
