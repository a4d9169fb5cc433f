"""Hits name rows of small tables and are kept by the month; sums are packed by the day; privacy has its settings."""

from collections.abc import Iterator, Sequence
from datetime import UTC, datetime
from hashlib import blake2b
from typing import Any

from peewee import (
    BigAutoField,
    BigIntegerField,
    BooleanField,
    CharField,
    CompositeKey,
    Database,
    IntegerField,
    Model,
    PostgresqlDatabase,
    TextField,
)
from playhouse.migrate import SchemaMigrator
from playhouse.sqlite_ext import AutoIncrementField

_LOOKUPS: dict[str, dict[str, int]] = {
    "hit_agent": {
        "device": 16,
        "os": 32,
        "os_version": 48,
        "browser": 48,
        "browser_version": 64,
        "in_app": 32,
    },
    "hit_place": {"country": 2, "region": 64, "city": 72},
    "hit_origin": {
        "referrer_host": 253,
        "referrer_class": 8,
        "utm_source": 120,
        "utm_medium": 120,
        "utm_campaign": 120,
        "utm_term": 120,
        "utm_content": 120,
    },
    "hit_way": {"destination": 253, "rule": 24, "variant": 24, "code": 24},
}
_COUNTED = (
    "device",
    "os",
    "os_version",
    "browser",
    "browser_version",
    "in_app",
    "language",
    "country",
    "region",
    "city",
    "referrer_class",
    "referrer",
    "utm_source",
    "utm_medium",
    "utm_campaign",
    "utm_term",
    "utm_content",
    "destination",
    "rule",
    "variant",
    "code",
)
_OLD = "hit_before"
_NEW_COLUMNS = (
    "id, at, workspace_id, link_id, scan, bot, agent_id, place_id, origin_id, way_id, language, visitor, hit_id"
)
_CLASS = "CASE h.referrer_host WHEN '' THEN 'direct' ELSE 'site' END"
_FORTH = f"""INSERT INTO hit ({_NEW_COLUMNS})
SELECT h.id, h.at, h.workspace_id, h.link_id, h.source = 'scan', h.bot, a.id, p.id, o.id, w.id, h.language, h.visitor,
    h.hit_id
FROM {_OLD} h
JOIN hit_agent a ON a.device = h.device AND a.os = h.os AND a.browser = h.browser
JOIN hit_place p ON p.country = h.country
JOIN hit_origin o ON o.referrer_host = h.referrer_host
JOIN hit_way w ON w.rule = h.rule AND w.variant = h.variant"""  # noqa: S608 - our own words only
_BACK = f"""INSERT INTO hit (id, hit_id, at, workspace_id, link_id, source, bot, country, device, os, browser, language,
    referrer_host, visitor, rule, variant)
SELECT h.id, h.hit_id, h.at, h.workspace_id, h.link_id, CASE WHEN h.scan THEN 'scan' ELSE 'click' END, h.bot, p.country,
    a.device, a.os, a.browser, h.language, o.referrer_host, h.visitor, w.rule, w.variant
FROM {_OLD} h JOIN hit_agent a ON a.id = h.agent_id JOIN hit_place p ON p.id = h.place_id
JOIN hit_origin o ON o.id = h.origin_id JOIN hit_way w ON w.id = h.way_id"""  # noqa: S608 - our own words only
_TOTALS = """INSERT INTO rollup_total (link_id, workspace_id, scans, clicks, bots)
SELECT link_id, MIN(workspace_id), SUM(scans), SUM(clicks), SUM(bots) FROM rollup_hour GROUP BY link_id"""
_PARTED = """CREATE TABLE hit (id BIGSERIAL NOT NULL, at BIGINT NOT NULL, workspace_id INTEGER NOT NULL,
    link_id INTEGER NOT NULL, scan BOOLEAN NOT NULL, bot BOOLEAN NOT NULL, agent_id INTEGER NOT NULL,
    place_id INTEGER NOT NULL, origin_id INTEGER NOT NULL, way_id INTEGER NOT NULL, language VARCHAR(16) NOT NULL,
    visitor VARCHAR(24) NOT NULL, hit_id VARCHAR(24) NOT NULL, PRIMARY KEY (id, at)) PARTITION BY RANGE (at)"""
_HIT_INDEXES = ((("hit_id", "at"), True), (("link_id", "at"), False))
_INDEXES = (
    "CREATE UNIQUE INDEX hit_hit_id_at ON hit (hit_id, at)",
    "CREATE INDEX hit_link_id_at ON hit (link_id, at)",
    "CREATE INDEX hit_workspace_id_at ON hit (workspace_id, at)",
)


def up(migrator: SchemaMigrator, db: Database) -> None:
    _set_aside(db)
    for name, columns in _LOOKUPS.items():
        fields = {column: CharField(max_length=length) for column, length in columns.items()}
        db.create_tables([_table(db, name, key=CharField(max_length=24, unique=True), **fields)])
    _make_hits(db)
    _fill_lookups(db)
    db.execute_sql(_FORTH)
    _drop_aside(db)
    migrator.migrate(migrator.drop_table("rollup_day"))
    db.create_tables(_sums(db))
    db.execute_sql(_TOTALS)  # at once: many hits are counted for minutes
    migrator.migrate(migrator.drop_table("rollup_hour"))
    for table, name, column in _settings():
        migrator.migrate(migrator.add_column(table, name, column))
    migrator.migrate(migrator.add_index("imported_day", ("workspace_id", "day")))
    # whoever opens the database counts all hits anew
    db.execute_sql(
        "INSERT INTO fact (name, value) SELECT 'sums', 'to recount' WHERE EXISTS (SELECT 1 FROM hit)"
        " OR EXISTS (SELECT 1 FROM imported_day)"
    )


def down(migrator: SchemaMigrator, db: Database) -> None:
    migrator.migrate(migrator.drop_index("imported_day", "imported_day_workspace_id_day"))
    for table, name, _ in _settings():
        migrator.migrate(migrator.drop_column(table, name))
    for table in ("miss_day", "visitor_day", "rollup_stale", "rollup_total", "rollup_day"):
        migrator.migrate(migrator.drop_table(table))
    db.create_tables(_old_sums(db))
    _set_aside(db)
    db.create_tables([_old_hits(db)])
    db.execute_sql(_BACK)
    _drop_aside(db)
    for table in _LOOKUPS:
        migrator.migrate(migrator.drop_table(table))
    db.execute_sql("DELETE FROM fact WHERE name = 'sums'")


def _settings() -> list[tuple[str, str, Any]]:
    return [
        ("workspace", "keep_hits_days", IntegerField(null=True, default=400)),
        ("workspace", "hits_from", BigIntegerField(null=True)),
        ("workspace", "honour_dnt", BooleanField(default=True)),
        ("link", "count_only", BooleanField(default=False)),
        ("code", "slug", CharField(max_length=64, default="")),
        ("slug", "code_id", IntegerField(null=True)),
    ]


def _set_aside(db: Database) -> None:
    """Give the table of hits another name, and take its indexes away: the new ones bear the same names."""
    for index in ("hit_hit_id_at", "hit_link_id_at", "hit_workspace_id_id", "hit_workspace_id_at"):
        db.execute_sql(f"DROP INDEX IF EXISTS {index}")
    db.execute_sql(f"ALTER TABLE hit RENAME TO {_OLD}")
    if isinstance(db, PostgresqlDatabase):
        db.execute_sql("ALTER SEQUENCE hit_id_seq RENAME TO hit_before_id_seq")
        db.execute_sql(f"ALTER INDEX hit_pkey RENAME TO {_OLD}_pkey")


def _drop_aside(db: Database) -> None:
    db.execute_sql(f"DROP TABLE {_OLD}")
    if isinstance(db, PostgresqlDatabase):
        db.execute_sql("SELECT setval('hit_id_seq', COALESCE((SELECT MAX(id) FROM hit), 0) + 1, false)")


def _make_hits(db: Database) -> None:
    if not isinstance(db, PostgresqlDatabase):
        db.create_tables([_plain_hits(db)])
        return
    db.execute_sql(_PARTED)
    for statement in _INDEXES:
        db.execute_sql(statement)
    for name, first, end in _months(db):
        db.execute_sql(f"CREATE TABLE {name} PARTITION OF hit FOR VALUES FROM ({first}) TO ({end})")


def _plain_hits(db: Database) -> type[Model]:
    numbers = {name: IntegerField() for name in ("agent_id", "place_id", "origin_id", "way_id")}
    return _table(
        db,
        "hit",
        *_HIT_INDEXES,
        (("workspace_id", "at"), False),
        id=AutoIncrementField(),  # never given again, after an erasure either: cursors go by it
        at=BigIntegerField(),
        workspace_id=IntegerField(),
        link_id=IntegerField(),
        scan=BooleanField(),
        bot=BooleanField(),
        **numbers,
        language=CharField(max_length=16),
        visitor=CharField(max_length=24),
        hit_id=CharField(max_length=24),
    )


def _months(db: Database) -> Iterator[tuple[str, int, int]]:
    """Yield the parts that the present hits need: names and bounds, in microseconds since 1970 UTC."""
    first, last = db.execute_sql(f"SELECT MIN(at), MAX(at) FROM {_OLD}").fetchone()  # noqa: S608 - our own words only
    if first is None:
        return
    begin = datetime.fromtimestamp(first / 1e6, UTC)
    year, month = begin.year, begin.month
    while (start := _micros(year, month)) <= last:
        after = (year + 1, 1) if month == 12 else (year, month + 1)
        yield f"hit_{year:04d}_{month:02d}", start, _micros(*after)
        year, month = after


def _micros(year: int, month: int) -> int:
    return int(datetime(year, month, 1, tzinfo=UTC).timestamp()) * 1_000_000


def _fill_lookups(db: Database) -> None:
    known = {
        "hit_agent": "SELECT DISTINCT h.device, h.os, '', h.browser, '', ''",
        "hit_place": "SELECT DISTINCT h.country, '', ''",
        "hit_origin": f"SELECT DISTINCT h.referrer_host, {_CLASS}, '', '', '', '', ''",
        "hit_way": "SELECT DISTINCT '', h.rule, h.variant, ''",
    }
    for table, select in known.items():
        columns = ("key", *_LOOKUPS[table])
        marks = ", ".join([db.param] * len(columns))
        insert = f"INSERT INTO {table} ({', '.join(columns)}) VALUES ({marks})"  # noqa: S608 - our own words only
        for row in db.execute_sql(f"{select} FROM {_OLD} h").fetchall():
            db.execute_sql(insert, (_digest(row), *row))


def _digest(values: Sequence[str]) -> str:
    return blake2b("\x1f".join(values).encode(), digest_size=12).hexdigest()


def _sums(db: Database) -> list[type[Model]]:
    return [_days(db), _totals(db), _stale(db), _visitors(db), _misses(db)]


def _days(db: Database) -> type[Model]:
    scope = {"scope": CharField(max_length=1), "owner_id": IntegerField()}
    return _table(
        db,
        "rollup_day",
        (("workspace_id", "day"), False),
        key=CompositeKey("scope", "owner_id", "day"),
        **scope,
        day=IntegerField(),
        workspace_id=IntegerField(),
        **{name: BigIntegerField(default=0) for name in ("scans", "clicks")},
        bots=IntegerField(default=0),
        visitors=IntegerField(default=0),
        **{name: TextField(default="") for name in ("hours", *_COUNTED)},
    )


def _totals(db: Database) -> type[Model]:
    return _table(
        db,
        "rollup_total",
        link_id=IntegerField(primary_key=True),
        workspace_id=IntegerField(index=True),
        **_counts("scans", "clicks", "bots"),
    )


def _stale(db: Database) -> type[Model]:
    return _table(
        db,
        "rollup_stale",
        key=CompositeKey("scope", "owner_id"),
        scope=CharField(max_length=1),
        owner_id=IntegerField(),
        workspace_id=IntegerField(),
        marked=IntegerField(default=0),
    )


def _visitors(db: Database) -> type[Model]:
    return _table(
        db,
        "visitor_day",
        key=CompositeKey("day", "scope", "owner_id", "visitor"),
        all_key=True,
        scope=CharField(max_length=1),
        owner_id=IntegerField(),
        day=IntegerField(),
        visitor=CharField(max_length=24),
    )


def _misses(db: Database) -> type[Model]:
    return _table(
        db,
        "miss_day",
        (("workspace_id", "day"), False),
        key=CompositeKey("domain_id", "day", "kind", "slug"),
        domain_id=IntegerField(),
        day=IntegerField(),
        kind=CharField(max_length=5),
        slug=CharField(max_length=64),
        workspace_id=IntegerField(),
        **_counts("hits", "bots"),
    )


def _old_sums(db: Database) -> list[type[Model]]:
    return [_old_hours(db), _old_days(db)]


def _old_hours(db: Database) -> type[Model]:
    return _table(
        db,
        "rollup_hour",
        (("workspace_id", "hour"), False),
        key=CompositeKey("link_id", "hour"),
        link_id=IntegerField(),
        hour=IntegerField(),
        workspace_id=IntegerField(),
        **_counts("scans", "clicks", "bots"),
    )


def _old_days(db: Database) -> type[Model]:
    return _table(
        db,
        "rollup_day",
        (("workspace_id", "dimension", "day"), False),
        key=CompositeKey("link_id", "day", "dimension", "value"),
        link_id=IntegerField(),
        day=IntegerField(),
        dimension=CharField(max_length=16),
        value=CharField(max_length=253),
        workspace_id=IntegerField(),
        **_counts("scans", "clicks"),
    )


def _old_hits(db: Database) -> type[Model]:
    lengths = {"country": 2, "device": 16, "os": 32, "browser": 48, "language": 16, "referrer_host": 253}
    texts = {name: CharField(max_length=length) for name, length in lengths.items()}
    return _table(
        db,
        "hit",
        *_HIT_INDEXES,
        (("workspace_id", "id"), False),
        id=BigAutoField(),
        hit_id=CharField(max_length=24),
        at=BigIntegerField(),
        workspace_id=IntegerField(),
        link_id=IntegerField(),
        source=CharField(max_length=5),
        bot=BooleanField(),
        **texts,
        **{name: CharField(max_length=24, default="") for name in ("visitor", "rule", "variant")},
    )


def _counts(*names: str) -> dict[str, Any]:
    return {name: IntegerField(default=0) for name in names}


def _table(db: Database, name: str, *indexes: tuple[tuple[str, ...], bool], **parts: Any) -> type[Model]:
    """Return the model of a table; ``key`` is its primary key where that is no column, or a column like the others.

    One that is nothing but its key (``all_key``) takes SQLite half the room without a row number.
    """
    meta: dict[str, Any] = {"database": db, "table_name": name, "indexes": indexes}
    meta["without_rowid"] = parts.pop("all_key", False) and not isinstance(db, PostgresqlDatabase)
    if isinstance(parts.get("key"), CompositeKey):
        meta["primary_key"] = parts.pop("key")
    return type(name.title().replace("_", ""), (Model,), {**parts, "Meta": type("Meta", (), meta)})
