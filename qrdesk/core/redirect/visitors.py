"""Telling one visitor from another for a day, and never longer: no cookie, and no address is kept.

A visitor's id is a keyed hash of workspace, address and user agent. The key is the salt of the workspace's day: random,
the same for all processes of a database, and deleted two days later. Without it the way from an id back to an address
is gone, and the ids of two days have nothing in common.
"""

import secrets
import threading
import time
from collections.abc import Mapping
from datetime import UTC, datetime
from hashlib import blake2b
from typing import NamedTuple
from zoneinfo import ZoneInfo

from qrdesk.core import database
from qrdesk.core.hits import rows
from qrdesk.core.hits.days import QUARTER_US, day_of, number_of
from qrdesk.core.zone import known

KEPT_DAYS = 2
_AHEAD_DAYS = 2  # somewhere it is tomorrow already, and a salt must be there before its day
_SALT_BYTES = 32
_ID_BYTES = 11  # 22 hex digits; two visitors of a day share one by chance in one of 10^13 pairs of them
_AGENT_CHARS = 512
_REFRESH_S = 30.0
_QUARTER_S = QUARTER_US // 1_000_000
_UTC = ZoneInfo("UTC")


class _Quarter(NamedTuple):
    """One workspace in a quarter of an hour. ``start`` holds the day's salt, and is copied for each visitor."""

    quarter: int  # whole ones since 1970 UTC
    day: int
    start: "blake2b"


class VisitorIds:
    """Makes ids for one process. Every thread may call ``id``; it asks no database and waits for nothing."""

    def __init__(self) -> None:
        self._quarters: dict[int, _Quarter] = {}  # by workspace
        self._zones: dict[int, ZoneInfo] = {}
        self._salts: dict[int, bytes] = {}  # by day
        self._own: dict[int, bytes] = {}  # until the day's real one is known
        self._refreshing = threading.Lock()
        self._refreshed_s = -_REFRESH_S

    def id(self, workspace_id: int, now_s: float, address: str, user_agent: str) -> str:
        """Return the id of a visitor: 22 hex digits, the same for all hits of one visitor and day in one workspace.

        ``address`` is the visitor's full one; nothing of it can be told from the id.
        """
        now = self._quarters.get(workspace_id)
        if now is None or now.quarter != now_s // _QUARTER_S:
            now = self._at(workspace_id, int(now_s // _QUARTER_S))
        visitor = now.start.copy()
        visitor.update(f"{address}\n{user_agent[:_AGENT_CHARS]}".encode("utf-8", "surrogatepass"))
        return visitor.hexdigest()

    def day(self, workspace_id: int, now_s: float) -> int:
        """Return the workspace's day as days since 1970-01-01, the one that sums and ``seen_visitor`` rows go by."""
        now = self._quarters.get(workspace_id)
        if now is None or now.quarter != now_s // _QUARTER_S:
            now = self._at(workspace_id, int(now_s // _QUARTER_S))
        return now.day

    def refresh(self, now: datetime | None = None) -> None:
        """Load salts and time zones, and make the salts of the next days. Call it as often as plans are refreshed.

        Most calls return at once: the database is asked twice a minute. Opens its own scope.

        Raises:
            DatabaseUnreachable: ids go on with what is known, and where nothing is, with salts of this process alone.
        """
        with self._refreshing:
            if now is None and time.monotonic() - self._refreshed_s < _REFRESH_S:
                return
            with database.scope():
                salts = prepare(now or datetime.now(UTC))
                zones = dict(rows.ask("SELECT id, time_zone FROM workspace").fetchall())
            if salts != self._salts or zones != {key: zone.key for key, zone in self._zones.items()}:
                self._zones = {key: ZoneInfo(name if known(name) else "UTC") for key, name in zones.items()}
                self._salts, self._own, self._quarters = salts, {}, {}
            self._refreshed_s = time.monotonic()

    def _at(self, workspace_id: int, quarter: int) -> _Quarter:
        # first: a refresh meanwhile puts another in its place, and ours goes with the old salts
        quarters = self._quarters
        day = number_of(day_of(quarter * QUARTER_US, self._zones.get(workspace_id, _UTC)))
        salt = self._salts.get(day)
        if salt is None:
            salt = self._own.setdefault(day, secrets.token_bytes(_SALT_BYTES))
        start = blake2b(f"{workspace_id}\n".encode(), digest_size=_ID_BYTES, key=salt)
        made = quarters[workspace_id] = _Quarter(quarter, day, start)
        return made


def prepare(now: datetime) -> dict[int, bytes]:
    """Return the salts of the days around ``now``, and make those that nobody has made yet.

    Where two processes make one at once, the first wins, and both read that one.
    """
    today = number_of(now.astimezone(UTC).date())
    wanted = range(today - 1, today + _AHEAD_DAYS + 1)
    found = _read(wanted)
    missing = [(day, secrets.token_hex(_SALT_BYTES)) for day in wanted if day not in found]
    if missing:
        with database.write():
            rows.run("INSERT INTO visitor_salt (day, salt)", missing, "ON CONFLICT DO NOTHING")
        found = _read(wanted)
    return found


def sweep(now: datetime) -> None:
    """Delete the salts of days gone by, and who was seen on them."""
    last = number_of(now.astimezone(UTC).date()) - KEPT_DAYS
    with database.write():
        for table in ("visitor_salt", "seen_visitor"):
            rows.ask(f"DELETE FROM {table} WHERE day < ?", (last,))  # noqa: S608 - our own words only


def _read(days: range) -> dict[int, bytes]:
    sql = "SELECT day, salt FROM visitor_salt WHERE day >= ? AND day < ?"
    kept: Mapping[int, str] = dict(rows.ask(sql, (days.start, days.stop)).fetchall())
    return {day: bytes.fromhex(salt) for day, salt in kept.items()}
