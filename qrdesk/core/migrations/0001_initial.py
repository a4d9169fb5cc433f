"""The first schema. Frozen: later changes are migrations of their own. Instants are microseconds since 1970 UTC."""

from peewee import (
    BigAutoField,
    BigIntegerField,
    BooleanField,
    CharField,
    Check,
    CompositeKey,
    Database,
    ForeignKeyField,
    IntegerField,
    Model,
    TextField,
)
from playhouse.migrate import SchemaMigrator


class ChangeEpoch(Model):
    id = IntegerField(primary_key=True)
    value = BigIntegerField()

    class Meta:
        table_name = "change_epoch"


class Workspace(Model):
    public_id = CharField(unique=True, max_length=24)
    uuid = CharField(unique=True, max_length=36)
    name = CharField(max_length=120)
    time_zone = CharField(max_length=64, default="UTC")
    created_at = BigIntegerField()

    class Meta:
        table_name = "workspace"


class Owned(Model):
    """What a row of a workspace has first."""

    public_id = CharField(unique=True, max_length=24)
    uuid = CharField(unique=True, max_length=36)
    workspace = ForeignKeyField(Workspace, on_delete="CASCADE")


class Domain(Owned):
    scheme = CharField(max_length=5, constraints=[Check("scheme IN ('http', 'https')")])
    host = CharField(unique=True, max_length=260)
    is_default = BooleanField(default=False)
    case_sensitive = BooleanField(default=False)
    epoch = BigIntegerField(default=0)
    created_at = BigIntegerField()

    class Meta:
        table_name = "domain"


class Link(Owned):
    domain = ForeignKeyField(Domain, on_delete="RESTRICT")
    slug = CharField(max_length=64)
    destination = TextField()
    title = CharField(max_length=200, default="")
    note = TextField(default="")
    hit_count = BigIntegerField(default=0)
    epoch = BigIntegerField(index=True, default=0)
    created_at = BigIntegerField()
    updated_at = BigIntegerField()
    archived_at = BigIntegerField(null=True)
    deleted_at = BigIntegerField(null=True)

    class Meta:
        table_name = "link"
        indexes = ((("workspace", "created_at"), False), (("workspace", "hit_count"), False))


class Code(Owned):
    link = ForeignKeyField(Link, on_delete="RESTRICT")
    name = CharField(max_length=120, default="")
    design = TextField()
    export_count = IntegerField(default=0)
    created_at = BigIntegerField()
    updated_at = BigIntegerField()
    printed_at = BigIntegerField(null=True)

    class Meta:
        table_name = "code"


class Fact(Model):
    name = CharField(primary_key=True, max_length=64)
    value = TextField()

    class Meta:
        table_name = "fact"


class Hit(Model):
    id = BigAutoField()
    hit_id = CharField(max_length=24)
    at = BigIntegerField()
    workspace_id = IntegerField()
    link_id = IntegerField()
    source = CharField(max_length=5)
    bot = BooleanField()
    country = CharField(max_length=2)
    device = CharField(max_length=16)
    os = CharField(max_length=32)
    browser = CharField(max_length=48)
    language = CharField(max_length=16)
    referrer_host = CharField(max_length=253)

    class Meta:
        table_name = "hit"
        indexes = ((("hit_id", "at"), True), (("link_id", "at"), False), (("workspace_id", "id"), False))


class Member(Owned):
    name = CharField(max_length=120)
    role = CharField(max_length=16)
    created_at = BigIntegerField()

    class Meta:
        table_name = "member"


class Key(Owned):
    member = ForeignKeyField(Member, null=True, on_delete="CASCADE")
    name = CharField(max_length=120)
    digest = CharField(unique=True, max_length=64)
    start = CharField(max_length=8)
    end = CharField(max_length=4)
    scopes = TextField()
    plan = CharField(max_length=32, default="unlimited")
    rate_limit = IntegerField(null=True)
    webhook_secret = TextField()
    created_at = BigIntegerField()
    expires_at = BigIntegerField(null=True)
    revoked_at = BigIntegerField(null=True)
    last_used_at = BigIntegerField(null=True)

    class Meta:
        table_name = "api_key"


class Tag(Owned):
    name = CharField(max_length=50)

    class Meta:
        table_name = "tag"
        indexes = ((("workspace", "name"), True),)


class LinkTag(Model):
    link = ForeignKeyField(Link, on_delete="CASCADE")
    tag = ForeignKeyField(Tag, on_delete="CASCADE")

    class Meta:
        table_name = "link_tag"
        primary_key = CompositeKey("link", "tag")


class RollupDay(Model):
    link_id = IntegerField()
    day = IntegerField()
    dimension = CharField(max_length=16)
    value = CharField(max_length=253)
    workspace_id = IntegerField()
    scans = IntegerField(default=0)
    clicks = IntegerField(default=0)

    class Meta:
        table_name = "rollup_day"
        primary_key = CompositeKey("link_id", "day", "dimension", "value")
        indexes = ((("workspace_id", "dimension", "day"), False),)


class RollupHour(Model):
    link_id = IntegerField()
    hour = IntegerField()
    workspace_id = IntegerField()
    scans = IntegerField(default=0)
    clicks = IntegerField(default=0)
    bots = IntegerField(default=0)

    class Meta:
        table_name = "rollup_hour"
        primary_key = CompositeKey("link_id", "hour")
        indexes = ((("workspace_id", "hour"), False),)


class Slug(Model):
    domain = ForeignKeyField(Domain, on_delete="RESTRICT")
    link = ForeignKeyField(Link, on_delete="RESTRICT")
    slug = CharField(max_length=64)
    folded = CharField(max_length=128)

    class Meta:
        table_name = "slug"
        indexes = ((("domain", "folded"), True),)


class SpoolOffset(Model):
    file = CharField(primary_key=True, max_length=120)
    offset = BigIntegerField()

    class Meta:
        table_name = "spool_offset"


_TABLES: list[type[Model]] = [
    ChangeEpoch,
    Workspace,
    Domain,
    Link,
    Code,
    Fact,
    Hit,
    Member,
    Key,
    Tag,
    LinkTag,
    RollupDay,
    RollupHour,
    Slug,
    SpoolOffset,
]


def up(migrator: SchemaMigrator, db: Database) -> None:
    with db.bind_ctx(_TABLES):
        for table in _TABLES:
            table.create_table()
        ChangeEpoch.insert(id=1, value=0).execute()


def down(migrator: SchemaMigrator, db: Database) -> None:
    for table in reversed(_TABLES):
        migrator.migrate(migrator.drop_table(table._meta.table_name))
