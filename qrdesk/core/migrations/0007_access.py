"""Invitations, rotated keys, plans and usage, the audit log, answers given again, files."""

from collections.abc import Sequence
from typing import Any

from peewee import (
    BigAutoField,
    BigIntegerField,
    BlobField,
    BooleanField,
    CharField,
    CompositeKey,
    Database,
    DoubleField,
    ForeignKeyField,
    IntegerField,
    Model,
    PostgresqlDatabase,
    TextField,
)
from playhouse.migrate import SchemaMigrator

_PLANS = (  # name, links, hits and deliveries a month, days of scans, requests a minute, own domains
    ("unlimited", None, None, None, None, None, True),
    ("free", 100, None, 1000, 0, None, False),
    ("pro", None, None, 50_000, 30, None, True),
    ("business", None, None, None, 365, None, True),
)

# Entries of the audit log are never changed, and go only when their workspace keeps them no longer, or is gone.
_GUARDS_SQLITE = (
    """
    CREATE TRIGGER audit_entry_unchanged BEFORE UPDATE ON audit_entry
    BEGIN SELECT RAISE(ABORT, 'entries of the audit log are never changed'); END
    """,
    """
    CREATE TRIGGER audit_entry_stays BEFORE DELETE ON audit_entry
    WHEN EXISTS (
        SELECT 1 FROM workspace WHERE id = OLD.workspace_id AND (keep_audit_days IS NULL
        OR OLD.at >= (CAST(strftime('%s', 'now') AS INTEGER) - keep_audit_days * 86400) * 1000000)
    )
    BEGIN SELECT RAISE(ABORT, 'this entry of the audit log is still kept'); END
    """,
)
_GUARDS_POSTGRES = (
    """
    CREATE FUNCTION audit_entry_stays() RETURNS trigger LANGUAGE plpgsql AS $$
    BEGIN
        IF TG_OP = 'UPDATE' THEN
            RAISE integrity_constraint_violation USING MESSAGE = 'entries of the audit log are never changed';
        END IF;
        IF EXISTS (
            SELECT 1 FROM workspace WHERE id = OLD.workspace_id AND (keep_audit_days IS NULL
            OR OLD.at >= (EXTRACT(EPOCH FROM now())::bigint - keep_audit_days * 86400::bigint) * 1000000)
        ) THEN
            RAISE integrity_constraint_violation USING MESSAGE = 'this entry of the audit log is still kept';
        END IF;
        RETURN OLD;
    END $$
    """,
    """
    CREATE TRIGGER audit_entry_stays BEFORE UPDATE OR DELETE ON audit_entry
    FOR EACH ROW EXECUTE FUNCTION audit_entry_stays()
    """,
)


def up(migrator: SchemaMigrator, db: Database) -> None:
    for table, name, column in _columns():
        migrator.migrate(migrator.add_column(table, name, column))
    migrator.migrate(migrator.add_index("api_key", ("old_digest",), unique=True))
    tables = _tables(db)
    db.create_tables(tables.values())
    names = ("name", "links_month", "hits_month", "deliveries_month", "scan_days", "rate_limit", "own_domains")
    tables["plan"].insert_many([dict(zip(names, plan, strict=True)) for plan in _PLANS]).execute()
    for sql in _GUARDS_POSTGRES if isinstance(db, PostgresqlDatabase) else _GUARDS_SQLITE:
        db.execute_sql(sql)
    if isinstance(db, PostgresqlDatabase):
        db.execute_sql("ALTER TABLE rate_window SET UNLOGGED")


def down(migrator: SchemaMigrator, db: Database) -> None:
    for table in ("file", "given_answer", "audit_entry", "rate_window", "usage_month", "plan", "invitation"):
        migrator.migrate(migrator.drop_table(table))
    if isinstance(db, PostgresqlDatabase):
        db.execute_sql("DROP FUNCTION audit_entry_stays()")
    migrator.migrate(migrator.drop_index("api_key", "api_key_old_digest"))
    for table, name, _ in _columns():
        migrator.migrate(migrator.drop_column(table, name))


def _columns() -> list[tuple[str, str, Any]]:
    return [
        ("workspace", "plan", CharField(max_length=32, default="unlimited")),
        ("workspace", "keep_audit_days", IntegerField(null=True, default=400)),
        ("member", "left_at", BigIntegerField(null=True)),
        ("api_key", "last_used_from", CharField(max_length=64, default="")),
        ("api_key", "last_used_agent", CharField(max_length=200, default="")),
        ("api_key", "allowed_networks", TextField(default="")),
        ("api_key", "rotated_at", BigIntegerField(null=True)),
        ("api_key", "old_digest", CharField(max_length=64, null=True)),
        ("api_key", "old_until", BigIntegerField(null=True)),
    ]


def _tables(db: Database) -> dict[str, type[Model]]:
    return {**_people(db), **_counts(db), **_records(db), **_files(db)}


def _ids() -> dict[str, Any]:
    return {"public_id": CharField(max_length=24, unique=True), "uuid": CharField(max_length=36, unique=True)}


def _people(db: Database) -> dict[str, type[Model]]:
    workspace, member = _table(db, "workspace"), _table(db, "member")
    return {
        "invitation": _table(
            db,
            "invitation",
            **_ids(),
            workspace=ForeignKeyField(workspace, on_delete="CASCADE"),
            name=CharField(max_length=120),
            role=CharField(max_length=16),
            digest=CharField(max_length=64, unique=True),
            created_at=BigIntegerField(),
            expires_at=BigIntegerField(),
            accepted_at=BigIntegerField(null=True),
            revoked_at=BigIntegerField(null=True),
            member=ForeignKeyField(member, null=True, on_delete="SET NULL"),
            inviter_id=IntegerField(null=True),
            key_id=IntegerField(null=True),
        ),
    }


def _counts(db: Database) -> dict[str, type[Model]]:
    return {
        "plan": _table(
            db,
            "plan",
            name=CharField(max_length=32, primary_key=True),
            links_month=IntegerField(null=True),
            hits_month=IntegerField(null=True),
            deliveries_month=IntegerField(null=True),
            scan_days=IntegerField(null=True),
            rate_limit=IntegerField(null=True),
            own_domains=BooleanField(default=True),
        ),
        "usage_month": _table(
            db,
            "usage_month",
            key=CompositeKey("workspace_id", "month", "key_id"),
            workspace_id=IntegerField(),
            month=IntegerField(),
            key_id=IntegerField(),
            links=BigIntegerField(default=0),
            deliveries=BigIntegerField(default=0),
        ),
        "rate_window": _table(
            db,
            "rate_window",
            name=CharField(max_length=80, primary_key=True),
            spent=BlobField(),
            ends_at=DoubleField(),
        ),
    }


def _records(db: Database) -> dict[str, type[Model]]:
    return {
        "audit_entry": _table(
            db,
            "audit_entry",
            indexes=((("workspace_id", "at"), False), (("workspace_id", "subject_id", "id"), False)),
            id=BigAutoField(),
            public_id=CharField(max_length=24, unique=True),
            workspace_id=IntegerField(),
            at=BigIntegerField(),
            member_id=CharField(max_length=24, default=""),
            key_id=CharField(max_length=24, default=""),
            actor=CharField(max_length=240),
            surface=CharField(max_length=16),
            came_from=CharField(max_length=64, default=""),
            agent=CharField(max_length=200, default=""),
            action=CharField(max_length=40),
            subject_id=CharField(max_length=40, default=""),
            subject_name=CharField(max_length=240, default=""),
            changes=TextField(default="{}"),
        ),
        "given_answer": _table(
            db,
            "given_answer",
            key=CompositeKey("key_id", "name"),
            indexes=((("at",), False),),
            key_id=IntegerField(),
            name=CharField(max_length=255),
            body=BlobField(),
            at=BigIntegerField(),
        ),
    }


def _files(db: Database) -> dict[str, type[Model]]:
    return {
        "file": _table(
            db,
            "file",
            **_ids(),
            workspace=ForeignKeyField(_table(db, "workspace"), on_delete="CASCADE"),
            name=CharField(max_length=120),
            kind=CharField(max_length=16),
            media_type=CharField(max_length=32),
            size_bytes=IntegerField(),
            width_px=IntegerField(null=True),
            height_px=IntegerField(null=True),
            digest=CharField(max_length=64),
            created_at=BigIntegerField(),
        ),
    }


def _table(db: Database, name: str, /, *, key: Any = None, indexes: Sequence[Any] = (), **columns: Any) -> type[Model]:
    """Return a table of this time: models change later, this file does not."""
    options: dict[str, Any] = {"database": db, "table_name": name, "indexes": tuple(indexes)}
    if key is not None:
        options["primary_key"] = key
    return type(name, (Model,), {**columns, "Meta": type("Meta", (), options)})
