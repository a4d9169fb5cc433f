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
    verify_token = CharField(max_length=64, default="")  # what its owner shows in DNS or in a file
    verified_at = instant_or_null()  # only then it answers visitors
    checked_at = instant_or_null()
    check_fault = TextField(default="")  # why the last check failed, in words; the domain goes on answering
    checks = TextField(null=True)  # JSON, see services.domain_checks; NULL: none so far
    index_url = TextField(default="")  # where the bare host leads
    fallback_url = TextField(default="")  # where unknown and expired addresses lead
    default_design = TextField(default="")  # JSON of schemas.design.Design, for new codes
    apple_association = TextField(default="")  # JSON served as apple-app-site-association
    asset_links = TextField(default="")  # JSON served as assetlinks.json
    styling = TextField(null=True)  # JSON as Code.styling, for codes of new links; NULL: nobody said so much
    updated_at = instant_or_null()  # of its last edit; NULL: none so far

    if TYPE_CHECKING:
        workspace_id: int


class Folder(Base):
    """A place for links of one kind. A link is in one folder or in none."""

    id = AutoField()
    public_id = id_column("fld")
    uuid = uuid_column()
    workspace = ForeignKeyField(Workspace, backref="folders", on_delete="CASCADE")
    name = CharField(max_length=60)
    colour = CharField(max_length=7, default="")
    created_at = instant()
    updated_at = instant()

    if TYPE_CHECKING:
        workspace_id: int

    class Meta:
        indexes = ((("workspace", "name"), True),)


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
    folder = ForeignKeyField(Folder, backref="links", null=True, on_delete="SET NULL")
    routing = TextField(default="")  # JSON of schemas.rules.Routing; empty for a link with none of it
    starts_at = instant_or_null()
    ends_at = instant_or_null()
    paused_at = instant_or_null()
    suspended_at = instant_or_null()  # by the blocklist: the address answers 410 until its destination changes
    suspended_reason = CharField(max_length=200, default="")
    hit_limit = IntegerField(null=True)
    hits_used = IntegerField(default=0)  # of the limit; taken one by one, before the answer
    password_hash = CharField(max_length=200, default="")  # argon2
    password_version = IntegerField(default=0)  # in the unlock cookie: a new password logs everybody out
    on_fallback = BooleanField(default=False)  # its destination is down, and visitors go to the fallback
    count_only = BooleanField(default=False)  # of its visitors nothing is noted but that they came
    opens_apps = BooleanField(null=True)  # H0p's wish for apps; a redirect opens those that claim its page anyhow

    if TYPE_CHECKING:
        workspace_id: int
        domain_id: int
        folder_id: int | None

    class Meta:
        indexes = (
            (("workspace", "created_at"), False),
            (("workspace", "hit_count"), False),
            (("workspace", "title"), False),
            (("workspace", "deleted_at", "archived_at", "created_at"), False),
        )


Link.add_index(  # few links: those that may be neither live nor put away
    Link.workspace,
    Link.created_at,
    name="link_held_up",
    where=Link.suspended_at.is_null(False)
    | Link.paused_at.is_null(False)
    | Link.starts_at.is_null(False)
    | Link.ends_at.is_null(False)
    | Link.hit_limit.is_null(False),
)


class Slug(Base):
    """Who owns an address on a domain: present names, old names, and the names of deleted links."""

    id = AutoField()
    domain = ForeignKeyField(Domain, on_delete="RESTRICT")
    link = ForeignKeyField(Link, backref="slugs", on_delete="RESTRICT")
    slug = CharField(max_length=64)
    folded = CharField(max_length=128)  # as looked up: folding may lengthen a slug
    code_id = IntegerField(null=True)  # the code that carries it or once did: scans of it are that code's

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
    colour = CharField(max_length=7, default="")
    updated_at = instant_or_null()  # of its last edit; NULL: none so far

    class Meta:
        indexes = ((("workspace", "name"), True),)


class SavedView(Base):
    """A list of links that somebody wants to see again: a name and what was asked for."""

    id = AutoField()
    public_id = id_column("viw")
    uuid = uuid_column()
    workspace = ForeignKeyField(Workspace, backref="saved_views", on_delete="CASCADE")
    name = CharField(max_length=60)
    query = TextField()  # JSON of schemas.links.LinkQuery, without the page
    created_at = instant()

    if TYPE_CHECKING:
        workspace_id: int

    class Meta:
        indexes = ((("workspace", "name"), True),)


class UtmPreset(Base):
    """Campaign parameters under a name, to be filled into links."""

    id = AutoField()
    public_id = id_column("utm")
    uuid = uuid_column()
    workspace = ForeignKeyField(Workspace, backref="utm_presets", on_delete="CASCADE")
    name = CharField(max_length=60)
    utm = TextField()  # JSON of schemas.rules.Utm
    created_at = instant()

    if TYPE_CHECKING:
        workspace_id: int

    class Meta:
        indexes = ((("workspace", "name"), True),)


class TargetCheck(Base):
    """What the checks of a link's destination found, and when it is looked at next."""

    link = ForeignKeyField(Link, primary_key=True, on_delete="CASCADE")
    status = CharField(max_length=12)  # schemas.links.TargetStatus
    http_status = IntegerField(null=True)
    detail = CharField(max_length=200, default="")
    failures = IntegerField(default=0)  # in a row
    checked_at = instant_or_null()
    down_since = instant_or_null()
    next_at = instant()

    if TYPE_CHECKING:
        link_id: int

    class Meta:
        indexes = ((("next_at",), False),)


class LinkTag(Base):
    """That a link carries a tag."""

    link = ForeignKeyField(Link, on_delete="CASCADE")
    tag = ForeignKeyField(Tag, on_delete="CASCADE", index=True)

    if TYPE_CHECKING:
        link_id: int
        tag_id: int

    class Meta:
        primary_key = CompositeKey("link", "tag")


class SavedDesign(Base):
    """A look under a name, to be given to codes."""

    id = AutoField()
    public_id = id_column("dsn")
    uuid = uuid_column()
    workspace = ForeignKeyField(Workspace, backref="designs", on_delete="CASCADE")
    name = CharField(max_length=60)
    design = TextField()  # JSON of schemas.design.Design
    created_at = instant()
    updated_at = instant()

    if TYPE_CHECKING:
        workspace_id: int

    class Meta:
        table_name = "design"
        indexes = ((("workspace", "name"), True),)


class Code(Base):
    """A QR code with its own look: of a link, or static, which says what it says for ever."""

    id = AutoField()
    public_id = id_column("qrc")
    uuid = uuid_column()
    workspace = ForeignKeyField(Workspace, backref="codes", on_delete="CASCADE")
    link = ForeignKeyField(Link, backref="codes", null=True, on_delete="RESTRICT")  # NULL: a static code
    name = CharField(max_length=120, default="")
    slug = CharField(max_length=64, default="")  # an alias of the link that only this code carries; "": the link's own
    design = TextField()  # JSON of schemas.design.Design
    export_count = IntegerField(default=0)
    created_at = instant()
    updated_at = instant()
    printed_at = instant_or_null()  # the last export that may be on paper
    styling = TextField(null=True)  # JSON {options, imageId} as H0p's API takes looks: more than the design knows
    content = TextField(null=True)  # JSON of schemas.contents.Content, of a static code
    content_text = TextField(null=True)  # what that is in the symbol: printed codes say it for ever

    if TYPE_CHECKING:
        workspace_id: int
        link_id: int | None
