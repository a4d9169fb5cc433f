"""The clock: hits, links that begin and end, keys and certificates all go by it."""

import time
from datetime import datetime, timedelta

from qrdesk.core import database
from qrdesk.core.doctor.finding import Case, Said, bad, good, spell, warning
from qrdesk.core.hits import rows
from qrdesk.core.models.base import from_micros

_JUMP_S = 1.0  # while this looks
_APART_S, _FAR_APART_S = 2.0, 60.0
_AHEAD = timedelta(minutes=10)  # hits are kept within five minutes of the clock when they are recorded
_SYNC = "Have the clock set by the network: timedatectl set-ntp true."


def look_at_clock(case: Case) -> Said:
    """Compare the clock with itself, with that of the database, and with what was written last."""
    jump_s = time.time() - time.monotonic() - case.offset_s
    if abs(jump_s) > _JUMP_S:
        return bad(f"The clock jumped by {jump_s:+.0f} seconds while this looked. {_SYNC}")
    apart_s = _apart_s() if case.opened.path is None else 0.0
    if abs(apart_s) > _APART_S:
        side = "behind" if apart_s > 0 else "ahead of"
        said = f"The clock of this computer is {abs(apart_s):.0f} seconds {side} that of the database. {_SYNC}"
        return bad(said) if abs(apart_s) > _FAR_APART_S else warning(said)
    newest = find_newest()
    if newest is not None and newest - case.now > _AHEAD:
        return bad(
            f"The newest entry of the database is from {newest:%Y-%m-%d %H:%M} UTC, {spell(newest - case.now)} ahead "
            f"of this computer's clock, so that is slow, or was fast before. {_SYNC}"
        )
    return good("It goes evenly, and fits what is in the database.")


def find_newest() -> datetime | None:
    """Return when the newest hit, link or change was; None where there is none."""
    # by workspace, because that is how these tables are indexed
    newest = [
        f"(SELECT MAX({at}) FROM {table} WHERE workspace_id = workspace.id)"  # noqa: S608 - our own words
        for table, at in (("hit", "at"), ("audit_entry", "at"), ("link", "created_at"))
    ]
    found = rows.ask(f"SELECT {', '.join(f'MAX({one})' for one in newest)} FROM workspace").fetchone()  # noqa: S608
    known = [int(one) for one in found if one is not None]
    return from_micros(max(known)) if known else None


def _apart_s() -> float:
    """Return how far the clock of the database is ahead, as seen from the middle of the question."""
    before_s = time.time()
    said = database.proxy.execute_sql("SELECT EXTRACT(EPOCH FROM clock_timestamp())").fetchone()
    return float(said[0]) - (before_s + time.time()) / 2
