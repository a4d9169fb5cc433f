"""Rules, limits, folders, saved views, checked targets, verified domains, and what tells one visitor from another."""

from typing import Any

from peewee import (
    AutoField,
    BigAutoField,
    BigIntegerField,
    BooleanField,
    CharField,
    CompositeKey,
    Database,
    ForeignKeyField,
    IntegerField,
    Model,
    TextField,
)
from playhouse.migrate import SchemaMigrator


class Workspace(Model):
    class Meta:
        table_name = "workspace"


class Link(Model):
    class Meta:
        table_name = "link"


class Named(Model):
    """What a row that people name has first."""

    id = AutoField()
    public_id = CharField(unique=True, max_length=24)
    uuid = CharField(unique=True, max_length=36)
    workspace = ForeignKeyField(Workspace, on_delete="CASCADE")
    name = CharField(max_length=60)


class Folder(Named):
    colour = CharField(max_length=7, default="")
    created_at = BigIntegerField()
    updated_at = BigIntegerField()

    class Meta:
        table_name = "folder"
        indexes = ((("workspace", "name"), True),)


class SavedView(Named):
    query = TextField()
    created_at = BigIntegerField()

    class Meta:
        table_name = "saved_view"
        indexes = ((("workspace", "name"), True),)


class UtmPreset(Named):
    utm = TextField()
    created_at = BigIntegerField()

    class Meta:
        table_name = "utm_preset"
        indexes = ((("workspace", "name"), True),)


class TargetCheck(Model):
    link = ForeignKeyField(Link, primary_key=True, on_delete="CASCADE")
    status = CharField(max_length=12)
    http_status = IntegerField(null=True)
    detail = CharField(max_length=200, default="")
    failures = IntegerField(default=0)
    checked_at = BigIntegerField(null=True)
    down_since = BigIntegerField(null=True)
    next_at = BigIntegerField(index=True)

    class Meta:
        table_name = "target_check"


class ImportedDay(Model):
    link_id = IntegerField()
    day = IntegerField()
    workspace_id = IntegerField()
    scans = IntegerField(default=0)
    clicks = IntegerField(default=0)

    class Meta:
        table_name = "imported_day"
        primary_key = CompositeKey("link_id", "day")


class SeenVisitor(Model):
    link_id = IntegerField()
    day = IntegerField()
    visitor = CharField(max_length=24)

    class Meta:
        table_name = "seen_visitor"
        primary_key = CompositeKey("link_id", "day", "visitor")


class VisitorSalt(Model):
    day = IntegerField(primary_key=True)
    salt = CharField(max_length=64)

    class Meta:
        table_name = "visitor_salt"


class Outbox(Model):
    id = BigAutoField()
    event_id = CharField(unique=True, max_length=40)
    at = BigIntegerField()
    workspace_id = IntegerField()
    link_id = IntegerField(null=True)
    kind = CharField(max_length=40)
    body = TextField()

    class Meta:
        table_name = "outbox"
        indexes = ((("workspace_id", "id"), False),)


_TABLES: list[type[Model]] = [
    SavedView,
    UtmPreset,
    TargetCheck,
    ImportedDay,
    SeenVisitor,
    VisitorSalt,
    Outbox,
]


def _columns() -> dict[str, dict[str, Any]]:
    return {
        "domain": {
            "verify_token": CharField(max_length=64, default=""),
            "verified_at": BigIntegerField(null=True),
            "checked_at": BigIntegerField(null=True),
            "check_fault": TextField(default=""),
            "index_url": TextField(default=""),
            "fallback_url": TextField(default=""),
            "default_design": TextField(default=""),
            "apple_association": TextField(default=""),
            "asset_links": TextField(default=""),
        },
        "link": {
            "routing": TextField(default=""),
            "starts_at": BigIntegerField(null=True),
            "ends_at": BigIntegerField(null=True),
            "paused_at": BigIntegerField(null=True),
            "suspended_at": BigIntegerField(null=True),
            "suspended_reason": CharField(max_length=200, default=""),
            "hit_limit": IntegerField(null=True),
            "hits_used": IntegerField(default=0),
            "password_hash": CharField(max_length=200, default=""),
            "password_version": IntegerField(default=0),
            "on_fallback": BooleanField(default=False),
        },
        "tag": {"colour": CharField(max_length=7, default="")},
        "hit": {
            "visitor": CharField(max_length=24, default=""),
            "rule": CharField(max_length=24, default=""),
            "variant": CharField(max_length=24, default=""),
        },
    }


def up(migrator: SchemaMigrator, db: Database) -> None:
    with db.bind_ctx([Folder, *_TABLES]):
        db.create_tables([Folder])
        _add_columns(migrator)
        # whoever serves them has pointed these hosts here
        db.execute_sql("UPDATE domain SET verified_at = created_at")
        db.create_tables(_TABLES)


def _add_columns(migrator: SchemaMigrator) -> None:
    for table, columns in _columns().items():
        for name, column in columns.items():
            migrator.migrate(migrator.add_column(table, name, column))
    folder = ForeignKeyField(Folder, field=Folder.id, null=True, on_delete="SET NULL")
    migrator.migrate(migrator.add_column("link", "folder_id", folder))


def down(migrator: SchemaMigrator, db: Database) -> None:
    for table in reversed(_TABLES):
        migrator.migrate(migrator.drop_table(table._meta.table_name))
    migrator.migrate(migrator.drop_index("link", "link_folder_id"))  # SQLite does not let go of it by itself
    migrator.migrate(migrator.drop_column("link", "folder_id"))
    for table, columns in _columns().items():
        for name in columns:
            migrator.migrate(migrator.drop_column(table, name))
    migrator.migrate(migrator.drop_table("folder"))
