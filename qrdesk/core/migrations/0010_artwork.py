"""Looks under a name, and codes that say something by themselves, without a link."""

from typing import Any

from peewee import AutoField, BigIntegerField, CharField, Database, ForeignKeyField, Model, TextField
from playhouse.migrate import SchemaMigrator


def up(migrator: SchemaMigrator, db: Database) -> None:
    db.create_tables([_design(db)])
    migrator.migrate(migrator.drop_not_null("code", "link_id"))
    for name in ("content", "content_text"):
        migrator.migrate(migrator.add_column("code", name, TextField(null=True)))


def down(migrator: SchemaMigrator, db: Database) -> None:
    db.execute_sql("DELETE FROM code WHERE link_id IS NULL")  # before, there was no such code
    for name in ("content_text", "content"):
        migrator.migrate(migrator.drop_column("code", name))
    migrator.migrate(migrator.add_not_null("code", "link_id"))
    migrator.migrate(migrator.drop_table("design"))


def _design(db: Database) -> type[Model]:
    return _table(
        db,
        "design",
        ((("workspace", "name"), True),),
        id=AutoField(),
        public_id=CharField(max_length=24, unique=True),
        uuid=CharField(max_length=36, unique=True),
        workspace=ForeignKeyField(_table(db, "workspace"), on_delete="CASCADE"),
        name=CharField(max_length=60),
        design=TextField(),
        created_at=BigIntegerField(),
        updated_at=BigIntegerField(),
    )


def _table(db: Database, name: str, indexes: tuple[Any, ...] = (), /, **columns: Any) -> type[Model]:
    """Return a table of this time: models change later, this file does not."""
    options: dict[str, Any] = {"database": db, "table_name": name, "indexes": indexes}
    return type(name, (Model,), {**columns, "Meta": type("Meta", (), options)})
