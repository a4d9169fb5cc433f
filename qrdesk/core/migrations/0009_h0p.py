"""What callers of H0p's API say beside what is known here: looks of codes, a wish for apps; when tags changed."""

from typing import Any

from peewee import BigIntegerField, BooleanField, Database, TextField
from playhouse.migrate import SchemaMigrator


def up(migrator: SchemaMigrator, db: Database) -> None:
    for table, name, column in _columns():
        migrator.migrate(migrator.add_column(table, name, column))


def down(migrator: SchemaMigrator, db: Database) -> None:
    for table, name, _ in reversed(_columns()):
        migrator.migrate(migrator.drop_column(table, name))


def _columns() -> list[tuple[str, str, Any]]:
    # all of them may be NULL: adding such a column does not write a million links anew
    return [
        ("code", "styling", TextField(null=True)),
        ("domain", "styling", TextField(null=True)),
        ("domain", "updated_at", BigIntegerField(null=True)),
        ("tag", "updated_at", BigIntegerField(null=True)),
        ("link", "opens_apps", BooleanField(null=True)),
    ]
