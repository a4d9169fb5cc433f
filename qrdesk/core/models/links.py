"""Short addresses and the codes that carry them."""

from typing import TYPE_CHECKING

from peewee import (
    AutoField,
    BigIntegerField,
    BooleanField,
    CharField,
    Check,
    CompositeKey,
    ForeignKeyField,
    IntegerField,
    TextField,
)

from qrdesk.core.models.access import Workspace
from qrdesk.core.models.base import Base, id_column, instant, instant_or_null, uuid_column


class Domain(Base):
    """A host whose paths are slugs. ``host`` keeps the port; ``epoch`` is the change epoch of its last edit."""

    id = AutoField()
    public_id = id_column("dom")
    uuid = uuid_column()
    workspace = ForeignKeyField(Workspace, backref="domains", on_delete="CASCADE")
    scheme = CharField(max_length=5, constraints=[Check("scheme IN ('http', 'https')")])
    host = CharField(max_length=260, unique=True)
    is_default = BooleanField(default=False)
    case_sensitive = BooleanField(default=False)  # fixed for ever: printed codes rely on it
    epoch = BigIntegerField(default=0)
    created_at = instant()

    if TYPE_CHECKING:
        workspace_id: int


class Link(Base):
    """A short address: (domain, slug) leads to a destination. Never deleted, so that its address is never reused."""

    id = AutoField()
    public_id = id_column("lnk")
    uuid = uuid_column()
    workspace = ForeignKeyField(Workspace, backref="links", on_delete="CASCADE")
    domain = ForeignKeyField(Domain, backref="links", on_delete="RESTRICT")
    slug = CharField(max_length=64)  # the one that is shown; Slug holds all of them
    destination = TextField()
    title = CharField(max_length=200, default="")
    note = TextField(default="")
    hit_count = BigIntegerField(default=0)  # scans and clicks, bots not counted; kept by the drain
    epoch = BigIntegerField(default=0, index=True)  # of its last change: other processes load what is newer
    created_at = instant()
    updated_at = instant()
    archived_at = instant_or_null()
    deleted_at = instant_or_null()  # a tombstone: the address answers 410

    if TYPE_CHECKING:
        workspace_id: int
        domain_id: int

    class Meta:
        indexes = (
            (("workspace", "created_at"), False),
            (("workspace", "hit_count"), False),
        )


class Slug(Base):
    """Who owns an address on a domain: present names, old names, and the names of deleted links."""

    id = AutoField()
    domain = ForeignKeyField(Domain, on_delete="RESTRICT")
    link = ForeignKeyField(Link, backref="slugs", on_delete="RESTRICT")
    slug = CharField(max_length=64)
    folded = CharField(max_length=128)  # as looked up: folding may lengthen a slug

    if TYPE_CHECKING:
        domain_id: int
        link_id: int

    class Meta:
        indexes = ((("domain", "folded"), True),)  # decides who owns a slug


class Tag(Base):
    """A word of the workspace's own for finding links again."""

    id = AutoField()
    public_id = id_column("tag")
    uuid = uuid_column()
    workspace = ForeignKeyField(Workspace, backref="tags", on_delete="CASCADE")
    name = CharField(max_length=50)

    class Meta:
        indexes = ((("workspace", "name"), True),)


class LinkTag(Base):
    """That a link carries a tag."""

    link = ForeignKeyField(Link, on_delete="CASCADE")
    tag = ForeignKeyField(Tag, on_delete="CASCADE", index=True)

    if TYPE_CHECKING:
        link_id: int
        tag_id: int

    class Meta:
        primary_key = CompositeKey("link", "tag")


class Code(Base):
    """A QR code made for a link, with its own look."""

    id = AutoField()
    public_id = id_column("qrc")
    uuid = uuid_column()
    workspace = ForeignKeyField(Workspace, backref="codes", on_delete="CASCADE")
    link = ForeignKeyField(Link, backref="codes", on_delete="RESTRICT")
    name = CharField(max_length=120, default="")
    design = TextField()  # JSON of schemas.artwork.Design
    export_count = IntegerField(default=0)
    created_at = instant()
    updated_at = instant()
    printed_at = instant_or_null()  # the last export that may be on paper

    if TYPE_CHECKING:
        workspace_id: int
        link_id: int
