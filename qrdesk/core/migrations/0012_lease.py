"""Which of the servers on this database does the work that is to be done once."""

from peewee import BigIntegerField, CharField, Database, Model
from playhouse.migrate import SchemaMigrator


def up(migrator: SchemaMigrator, db: Database) -> None:
    db.create_tables([_lease(db)])


def down(migrator: SchemaMigrator, db: Database) -> None:
    migrator.migrate(migrator.drop_table("lease"))


def _lease(db: Database) -> type[Model]:
    class Table(Model):
        name = CharField(max_length=32, primary_key=True)
        holder = CharField(max_length=120)
        renewed_at = BigIntegerField()
        expires_at = BigIntegerField()

        class Meta:
            database = db
            table_name = "lease"

    return Table
