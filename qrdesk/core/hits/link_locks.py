"""The order in which links are locked. Who locks several takes them by number: then nobody waits in a circle.

On PostgreSQL a statement locks the rows it changes in whatever order it meets them. The drain, which counts hits into
hundreds of links, and an edit of the same links would sooner or later each wait for what the other holds; PostgreSQL
then fails one of the two.
"""

from collections.abc import Iterable

from qrdesk.core.hits import rows
from qrdesk.core.hits.days import is_shared

_BY_NUMBER = ") ORDER BY id FOR NO KEY UPDATE"  # as an UPDATE would: rows may go on naming these links


def take(link_ids: Iterable[int]) -> None:
    """Wait for these links and keep others from changing them before the running transaction ends.

    To be called before the first of them is changed. A transaction that changes the epoch does so before this.
    """
    if is_shared():  # SQLite has one writer as it is
        rows.run("SELECT 1 FROM link WHERE id IN (", [(one,) for one in sorted(set(link_ids))], _BY_NUMBER)
