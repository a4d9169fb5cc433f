"""What visitors did: raw hits, their sums, and how far each spool file has been read.

A hit names rows of four small tables: what it was asked with, from where, on which way in, and where to. Visitors are
alike, so a year of hits needs few of those rows, and a hit stays small. Empty text is "unknown" or "none".
"""

from peewee import (
    AutoField,
    BigAutoField,
    BigIntegerField,
    BooleanField,
    CharField,
    CompositeKey,
    IntegerField,
    TextField,
)

from qrdesk.core.models.base import Base, instant


class Hit(Base):
    """One answered scan or click. Plain numbers instead of foreign keys: a hit outlives what it points to.

    On PostgreSQL this is a table of one part for each month of ``at`` (see core/hits/partitions.py).
    """

    id = BigAutoField()
    at = instant()
    workspace_id = IntegerField()
    link_id = IntegerField()
    scan = BooleanField()  # else a click
    bot = BooleanField()  # a program: crawler, link preview, script
    agent_id = IntegerField()
    place_id = IntegerField()
    origin_id = IntegerField()
    way_id = IntegerField()
    language = CharField(max_length=16)
    visitor = CharField(max_length=24)  # the same for one visitor and day, and never again
    hit_id = CharField(max_length=24)

    class Meta:
        indexes = (
            (("hit_id", "at"), True),  # the second lock of exactly-once: a hit read twice is stored once
            (("link_id", "at"), False),
            (("workspace_id", "at"), False),
        )


class HitAgent(Base):
    """What a user agent says. ``key`` is the digest of the other columns, as in the three tables below."""

    id = AutoField()
    key = CharField(max_length=24, unique=True)
    device = CharField(max_length=16)  # mobile, tablet, desktop, tv, other
    os = CharField(max_length=32)
    os_version = CharField(max_length=48)  # with the name: "iOS 17"
    browser = CharField(max_length=48)
    browser_version = CharField(max_length=64)  # with the name: "Firefox 127"
    in_app = CharField(max_length=32)  # the app whose own browser it is, such as Instagram


class HitPlace(Base):
    """Where a visitor was."""

    id = AutoField()
    key = CharField(max_length=24, unique=True)
    country = CharField(max_length=2)  # ISO 3166
    region = CharField(max_length=64)  # ISO 3166-2, or a name where the database has no code
    city = CharField(max_length=72)  # with the country: "Springfield, US"


class HitOrigin(Base):
    """Where a visitor came from."""

    id = AutoField()
    key = CharField(max_length=24, unique=True)
    referrer_host = CharField(max_length=253)
    referrer_class = CharField(max_length=8)  # search, social, email, site; direct where no page was named
    utm_source = CharField(max_length=120)
    utm_medium = CharField(max_length=120)
    utm_campaign = CharField(max_length=120)
    utm_term = CharField(max_length=120)
    utm_content = CharField(max_length=120)


class HitWay(Base):
    """Where a visitor was led, and by what."""

    id = AutoField()
    key = CharField(max_length=24, unique=True)
    destination = CharField(max_length=253)  # as the link's owner wrote it; cut
    rule = CharField(max_length=24)  # id of the rule that won; "" is the link's own destination
    variant = CharField(max_length=24)  # id of the variant that was picked
    code = CharField(max_length=24)  # public id of the code with an address of its own that was scanned


class RollupDay(Base):
    """Sums of one day for one link, or for all links of a workspace, domain, folder or tag.

    ``scope`` is one letter: l(ink), w(orkspace), d(omain), f(older), t(ag); ``owner_id`` is a row number of that table.
    ``day`` is days since 1970-01-01 in the workspace's time zone. Counts by dimension are JSON objects,
    ``{value: [scans, clicks]}``, without bots and without empty values; at most 200 values, the rest as "other".
    """

    scope = CharField(max_length=1)
    owner_id = IntegerField()
    day = IntegerField()
    workspace_id = IntegerField()
    scans = BigIntegerField(default=0)  # each link may bring a thousand million
    clicks = BigIntegerField(default=0)
    bots = IntegerField(default=0)
    visitors = IntegerField(default=0)  # different ones, without bots and those who are only counted
    hours = TextField(default="")  # JSON {hour: [scans, clicks, bots]}; hits.days numbers the hours
    device = TextField(default="")
    os = TextField(default="")
    os_version = TextField(default="")
    browser = TextField(default="")
    browser_version = TextField(default="")
    in_app = TextField(default="")
    language = TextField(default="")
    country = TextField(default="")
    region = TextField(default="")
    city = TextField(default="")
    referrer_class = TextField(default="")
    referrer = TextField(default="")  # the host
    utm_source = TextField(default="")
    utm_medium = TextField(default="")
    utm_campaign = TextField(default="")
    utm_term = TextField(default="")
    utm_content = TextField(default="")
    destination = TextField(default="")
    rule = TextField(default="")
    variant = TextField(default="")
    code = TextField(default="")

    class Meta:
        primary_key = CompositeKey("scope", "owner_id", "day")
        indexes = ((("workspace_id", "day"), False),)


class RollupTotal(Base):
    """All hits a link ever had, those brought from another program included."""

    link_id = IntegerField(primary_key=True)
    workspace_id = IntegerField(index=True)
    scans = IntegerField(default=0)
    clicks = IntegerField(default=0)
    bots = IntegerField(default=0)


class RollupStale(Base):
    """A domain, folder or tag whose links are others than its sums know; they are added up anew in the background.

    Until then its sums are those of its links, added up when asked. ``marked`` grows with each change.
    """

    scope = CharField(max_length=1)
    owner_id = IntegerField()
    workspace_id = IntegerField()
    marked = IntegerField(default=0)

    class Meta:
        primary_key = CompositeKey("scope", "owner_id")


class VisitorDay(Base):
    """That a link or a group of links had this visitor on this day; swept away when no more hits of it can come."""

    scope = CharField(max_length=1)
    owner_id = IntegerField()
    day = IntegerField()
    visitor = CharField(max_length=24)

    class Meta:
        primary_key = CompositeKey("day", "scope", "owner_id", "visitor")  # the day first: it goes as a whole


class MissDay(Base):
    """Visits that were led nowhere, by day: addresses nobody made (miss), the bare host (index), links shut."""

    domain_id = IntegerField()
    day = IntegerField()  # as in RollupDay
    kind = CharField(max_length=5)
    slug = CharField(max_length=64)  # as asked for; at most 200 for a day and domain, 1000 of shut; the rest is ""
    workspace_id = IntegerField()
    hits = IntegerField(default=0)
    bots = IntegerField(default=0)

    class Meta:
        primary_key = CompositeKey("domain_id", "day", "kind", "slug")
        indexes = ((("workspace_id", "day"), False),)


class ImportedDay(Base):
    """Hits that another program counted before the link moved here; the sums contain them, hits do not."""

    link_id = IntegerField()
    day = IntegerField()  # as in RollupDay
    workspace_id = IntegerField()
    scans = IntegerField(default=0)
    clicks = IntegerField(default=0)

    class Meta:
        primary_key = CompositeKey("link_id", "day")
        indexes = ((("workspace_id", "day"), False),)


class SeenVisitor(Base):
    """That a link with a rule for new or returning visitors has seen this one on this day; swept away later."""

    link_id = IntegerField()
    day = IntegerField()
    visitor = CharField(max_length=24)

    class Meta:
        primary_key = CompositeKey("link_id", "day", "visitor")


class VisitorSalt(Base):
    """The secret of one day that turns an address into a visitor id. Gone after two days, and the way back with it."""

    day = IntegerField(primary_key=True)
    salt = CharField(max_length=64)  # hex


class SpoolOffset(Base):
    """How many bytes of a spool file are in the database; written with the hits, which is what makes it exact."""

    file = CharField(max_length=120, primary_key=True)
    offset = BigIntegerField()
