"""Days begin at midnight where that is at no full hour of UTC, too: sums of such workspaces are counted anew."""

from datetime import UTC, datetime
from zoneinfo import ZoneInfo

from peewee import Database
from playhouse.migrate import SchemaMigrator

_HOUR_S = 3600
_MOMENTS = [datetime(year, month, 15, tzinfo=UTC) for year in (2025, 2026) for month in range(1, 13)]


def up(migrator: SchemaMigrator, db: Database) -> None:
    _ask_for_recounts(db)


def down(migrator: SchemaMigrator, db: Database) -> None:
    _ask_for_recounts(db)


def _ask_for_recounts(db: Database) -> None:
    """Have whoever opens the database next count the sums of these workspaces anew."""
    if db.execute_sql("SELECT 1 FROM fact WHERE name = 'sums'").fetchone():
        return  # all sums will be
    ask = (
        f"INSERT INTO fact (name, value) VALUES ({db.param}, 'to recount since midnight') "  # noqa: S608 - a mark for a value
        "ON CONFLICT (name) DO UPDATE SET value = excluded.value"
    )
    sql = "SELECT id, time_zone FROM workspace WHERE id IN (SELECT workspace_id FROM rollup_day)"
    for workspace_id, zone in db.execute_sql(sql).fetchall():
        if _has_parts_of_hours(zone):
            db.execute_sql(ask, (f"sums:{workspace_id}",))


def _has_parts_of_hours(name: str) -> bool:
    """Say whether clocks of a zone differ from UTC by no full hours."""
    try:
        zone = ZoneInfo(name)
    except (ValueError, OSError, KeyError):  # no zone of this computer: it counts by UTC
        return False
    return any(
        (at.utcoffset() or at - at).total_seconds() % _HOUR_S for at in (one.astimezone(zone) for one in _MOMENTS)
    )
