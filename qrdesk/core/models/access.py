"""Who may do what: workspaces, their members and those invited, and keys."""

from typing import TYPE_CHECKING

from peewee import AutoField, BooleanField, CharField, ForeignKeyField, IntegerField, TextField

from qrdesk.core.models.base import Base, SealedTextField, id_column, instant, instant_or_null, uuid_column


class Workspace(Base):
    """Everything one business owns: links, codes, domains, keys."""

    id = AutoField()
    public_id = id_column("wsp")
    uuid = uuid_column()
    name = CharField(max_length=120)
    time_zone = CharField(max_length=64, default="UTC")
    keep_hits_days = IntegerField(null=True, default=400)  # older hits are deleted, their sums stay; NULL: for ever
    hits_from = instant_or_null()  # hits before it have been deleted; NULL: none have
    honour_dnt = BooleanField(default=True)  # of visitors who ask not to be tracked only the hit is counted
    plan = CharField(max_length=32, default="unlimited")
    keep_audit_days = IntegerField(null=True, default=400)  # older entries of the audit log are deleted; NULL: never
    created_at = instant()


class Member(Base):
    """A person in a workspace, with a role."""

    id = AutoField()
    public_id = id_column("mbr")
    uuid = uuid_column()
    workspace = ForeignKeyField(Workspace, backref="members", on_delete="CASCADE")
    name = CharField(max_length=120)
    role = CharField(max_length=16)  # owner, admin, member
    created_at = instant()
    left_at = instant_or_null()  # the row stays: the audit log names it, and its number is nobody else's

    if TYPE_CHECKING:
        workspace_id: int


class Invitation(Base):
    """A way in for one more person. Its code is shown once and never kept."""

    id = AutoField()
    public_id = id_column("inv")
    uuid = uuid_column()
    workspace = ForeignKeyField(Workspace, backref="invitations", on_delete="CASCADE")
    name = CharField(max_length=120)  # whom it is for, in the words of whoever invites
    role = CharField(max_length=16)
    digest = CharField(max_length=64, unique=True)  # SHA-256 of the code
    created_at = instant()
    expires_at = instant()
    accepted_at = instant_or_null()
    revoked_at = instant_or_null()
    member = ForeignKeyField(Member, null=True, on_delete="SET NULL")  # who came by it
    inviter_id = IntegerField(null=True)  # the member, if it was one
    key_id = IntegerField(null=True)  # with which it was made, if with one

    if TYPE_CHECKING:
        workspace_id: int
        member_id: int | None


class Key(Base):
    """A way in for a program. The key itself is shown once and never kept."""

    id = AutoField()
    public_id = id_column("key")
    uuid = uuid_column()
    workspace = ForeignKeyField(Workspace, backref="keys", on_delete="CASCADE")
    member = ForeignKeyField(Member, backref="keys", on_delete="CASCADE", null=True)  # NULL: a bot's key
    name = CharField(max_length=120)
    digest = CharField(max_length=64, unique=True)  # SHA-256: found by index, so there is nothing to time
    start = CharField(max_length=8)  # the first and last characters are shown, to tell keys apart
    end = CharField(max_length=4)
    scopes = TextField()  # space separated; "all" is every scope
    plan = CharField(max_length=32, default="unlimited")
    rate_limit = IntegerField(null=True)  # requests per minute; NULL: the surface's own
    webhook_secret = SealedTextField()
    created_at = instant()
    expires_at = instant_or_null()
    revoked_at = instant_or_null()
    last_used_at = instant_or_null()
    last_used_from = CharField(max_length=64, default="")  # the network, never the whole address
    last_used_agent = CharField(max_length=200, default="")
    allowed_networks = TextField(default="")  # space separated CIDRs; empty: from anywhere
    rotated_at = instant_or_null()
    old_digest = CharField(max_length=64, null=True, unique=True)  # of the text before, which is good until old_until
    old_until = instant_or_null()

    if TYPE_CHECKING:
        workspace_id: int
        member_id: int | None

    class Meta:
        table_name = "api_key"  # KEY is a word of SQL
