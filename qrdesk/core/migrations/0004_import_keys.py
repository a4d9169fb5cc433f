"""Imports remember which link a row without a slug became."""

from peewee import CharField, CompositeKey, Database, IntegerField, Model
from playhouse.migrate import SchemaMigrator


def up(migrator: SchemaMigrator, db: Database) -> None:
    class ImportKey(Model):
        workspace_id = IntegerField()
        key = CharField(max_length=64)
        link_id = IntegerField()

        class Meta:
            database = db
            table_name = "import_key"
            primary_key = CompositeKey("workspace_id", "key")

    db.create_tables([ImportKey])


def down(migrator: SchemaMigrator, db: Database) -> None:
    migrator.migrate(migrator.drop_table("import_key"))
