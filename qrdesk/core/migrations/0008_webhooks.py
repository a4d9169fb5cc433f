"""Endpoints, deliveries and their attempts; events wait to be spread to those who want them."""

from typing import Any

from peewee import (
    AutoField,
    BigAutoField,
    BigIntegerField,
    BooleanField,
    CharField,
    Database,
    ForeignKeyField,
    IntegerField,
    Model,
    TextField,
)
from playhouse.migrate import SchemaMigrator

_RENAMED = (("link.target_down", "link.destination_down"), ("link.target_up", "link.destination_up"))


def up(migrator: SchemaMigrator, db: Database) -> None:
    migrator.migrate(migrator.add_column("outbox", "pending", BooleanField(default=False)))
    db.execute_sql("CREATE INDEX outbox_pending ON outbox (id) WHERE pending")
    # few of very many events are none of hits, and lists show those few
    migrator.migrate(migrator.drop_index("outbox", "outbox_workspace_id_id"))
    migrator.migrate(migrator.add_index("outbox", ("workspace_id", "kind", "id")))
    for before, after in _RENAMED:
        _rename(db, before, after)
    endpoint = _endpoint(db)
    delivery = _delivery(db, endpoint)
    db.create_tables([endpoint, delivery, _attempt(db, delivery)])


def down(migrator: SchemaMigrator, db: Database) -> None:
    for table in ("attempt", "delivery", "endpoint"):
        migrator.migrate(migrator.drop_table(table))
    for before, after in _RENAMED:
        _rename(db, after, before)
    db.execute_sql("DROP INDEX outbox_pending")
    migrator.migrate(migrator.drop_index("outbox", "outbox_workspace_id_kind_id"))
    migrator.migrate(migrator.drop_column("outbox", "pending"))
    migrator.migrate(migrator.add_index("outbox", ("workspace_id", "id")))


def _rename(db: Database, before: str, after: str) -> None:
    db.execute_sql(f"UPDATE outbox SET kind = '{after}' WHERE kind = '{before}'")  # noqa: S608 - our own words


def _endpoint(db: Database) -> type[Model]:
    return _table(
        db,
        "endpoint",
        ((("workspace", "link"), False),),
        **_ids(),
        id=AutoField(),
        workspace=ForeignKeyField(_table(db, "workspace"), on_delete="CASCADE", index=False),
        link=ForeignKeyField(_table(db, "link"), null=True, on_delete="CASCADE"),
        key_id=IntegerField(null=True),
        name=CharField(max_length=120),
        url=TextField(),
        format=CharField(max_length=16),
        kinds=TextField(default=""),
        only=TextField(default="{}"),
        bots=BooleanField(default=False),
        headers=TextField(null=True),
        told=TextField(default=""),
        signature_header=CharField(max_length=64, default=""),
        signature_prefix=CharField(max_length=32, default=""),
        secret=TextField(),
        old_secret=TextField(null=True),
        old_until=BigIntegerField(null=True),
        old_signs=BooleanField(default=False),
        seq=BigIntegerField(default=0),
        paused_at=BigIntegerField(null=True),
        disabled_at=BigIntegerField(null=True),
        disabled_why=CharField(max_length=16, default=""),
        failures=IntegerField(default=0),
        failing_since=BigIntegerField(null=True),
        failed_at=BigIntegerField(null=True),
        delivered_at=BigIntegerField(null=True),
        warned_at=BigIntegerField(null=True),
        rest_until=BigIntegerField(null=True),
        leased_by=CharField(max_length=40, default=""),
        lease_until=BigIntegerField(null=True),
        created_at=BigIntegerField(),
        updated_at=BigIntegerField(),
    )


def _delivery(db: Database, endpoint: type[Model]) -> type[Model]:
    return _table(
        db,
        "delivery",
        (
            (("event_id", "endpoint"), True),
            (("endpoint", "next_at", "seq"), False),
            (("endpoint", "status", "id"), False),
            (("created_at",), False),
        ),
        **_ids(),
        id=BigAutoField(),
        endpoint=ForeignKeyField(endpoint, on_delete="CASCADE"),
        workspace_id=IntegerField(),
        event_id=CharField(max_length=40),
        kind=CharField(max_length=40),
        link_id=IntegerField(null=True),
        event_at=BigIntegerField(),
        seq=BigIntegerField(),
        status=CharField(max_length=12, default="waiting"),
        step=IntegerField(default=0),
        attempts=IntegerField(default=0),
        next_at=BigIntegerField(null=True),
        tried_at=BigIntegerField(null=True),
        status_code=IntegerField(null=True),
        took_ms=IntegerField(null=True),
        said=CharField(max_length=300, default=""),
        counted=BooleanField(default=True),
        created_at=BigIntegerField(),
        finished_at=BigIntegerField(null=True),
    )


def _attempt(db: Database, delivery: type[Model]) -> type[Model]:
    return _table(
        db,
        "attempt",
        ((("endpoint_id", "at", "outcome"), False),),
        id=BigAutoField(),
        uuid=CharField(max_length=36, unique=True),
        delivery=ForeignKeyField(delivery, on_delete="CASCADE"),
        endpoint_id=IntegerField(),
        number=IntegerField(),
        at=BigIntegerField(),
        outcome=CharField(max_length=16, default="started"),
        took_ms=IntegerField(null=True),
        status_code=IntegerField(null=True),
        error=CharField(max_length=300, default=""),
        url=TextField(),
        request_headers=TextField(default="{}"),
        body=TextField(),
        response_headers=TextField(default="{}"),
        response_body=TextField(default=""),
        response_cut=BooleanField(default=False),
    )


def _ids() -> dict[str, Any]:
    return {"public_id": CharField(max_length=24, unique=True), "uuid": CharField(max_length=36, unique=True)}


def _table(db: Database, name: str, indexes: tuple[Any, ...] = (), /, **columns: Any) -> type[Model]:
    """Return a table of this time: models change later, this file does not."""
    options: dict[str, Any] = {"database": db, "table_name": name, "indexes": indexes}
    return type(name, (Model,), {**columns, "Meta": type("Meta", (), options)})
