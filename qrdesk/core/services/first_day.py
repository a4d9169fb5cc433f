"""Since when there is anything to tell about a link."""

from datetime import date

from qrdesk.core.context import Context
from qrdesk.core.hits import rows
from qrdesk.core.hits.sums import LINK
from qrdesk.core.services import link_rows
from qrdesk.core.services.periods import day_at

_FIRST = "SELECT MIN(day) FROM rollup_day WHERE scope = ? AND owner_id = ?"


def find_first_day(ctx: Context, link_id: str) -> date | None:
    """Return the first day, by the workspace's clock, on which a link was visited, by a bot perhaps; None for none.

    Raises:
        NotFound: no such link.
    """
    (day,) = rows.ask(_FIRST, (LINK, link_rows.get_even_deleted(ctx, link_id).id)).fetchone()
    return None if day is None else day_at(day)
