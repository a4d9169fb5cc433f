"""Many changes of others, one after the other: all of them arrive, and not each has everything looked at."""

import time
from pathlib import Path

import psycopg

from qrdesk.core import database
from qrdesk.core.opening import open_database
from qrdesk.core.redirect.store import PlanStore
from qrdesk.core.settings import Settings
from tests.core.redirect.making import add_link
from tests.daemon.asking import until

CHANGES = 300
_CHANGE = (
    "WITH bumped AS (UPDATE change_epoch SET value = value + 1 RETURNING value, pg_notify('qrdesk_changes', '')) "
    "UPDATE link SET destination = %s, epoch = bumped.value FROM bumped WHERE id = %s"
)


class Counting(PlanStore):
    """Knows how often it looked."""

    looks = 0

    def refresh(self) -> None:
        """Count, and look."""
        self.looks += 1
        super().refresh()


def test_a_rush_of_changes_is_looked_at_together(postgres_database: str, tmp_path: Path) -> None:
    open_database(postgres_database, Settings(data_dir=str(tmp_path), public_url="https://go.example"))
    with database.scope():
        link = add_link("menu", "https://example.com/0")
    store = Counting(poll_ms=60_000)
    store.refresh()
    store.start()
    try:
        until(lambda: store.looks > 1)  # that of the listener, which begins with one
        with psycopg.connect(postgres_database, autocommit=True) as other:
            begun, before = time.monotonic(), store.looks
            for number in range(1, CHANGES + 1):
                other.execute(_CHANGE, (f"https://example.com/{number}", link.id))

        def last_is_seen() -> bool:
            plan = store.find("go.example", "menu")
            return plan is not None and plan.destination == f"https://example.com/{CHANGES}"

        until(last_is_seen, within_s=20)
        took_s = time.monotonic() - begun
        assert store.looks - before <= took_s / 0.02 + 2
    finally:
        store.stop()
        database.close()
