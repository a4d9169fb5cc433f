"""What visitors did: raw hits, their sums, and how far each spool file has been read."""

from peewee import BigAutoField, BigIntegerField, BooleanField, CharField, CompositeKey, IntegerField

from qrdesk.core.models.base import Base, instant


class Hit(Base):
    """One answered scan or click. Plain numbers instead of foreign keys: a hit outlives what it points to."""

    id = BigAutoField()
    hit_id = CharField(max_length=24)
    at = instant()
    workspace_id = IntegerField()
    link_id = IntegerField()
    source = CharField(max_length=5)  # scan, click
    bot = BooleanField()
    country = CharField(max_length=2)  # ISO 3166; "" is unknown, here and below
    device = CharField(max_length=16)
    os = CharField(max_length=32)
    browser = CharField(max_length=48)
    language = CharField(max_length=16)
    referrer_host = CharField(max_length=253)
    visitor = CharField(max_length=24, default="")  # the same for one visitor and day, and never again
    rule = CharField(max_length=24, default="")  # id of the rule that won; "" is the link's own destination
    variant = CharField(max_length=24, default="")  # id of the variant that was picked

    class Meta:
        indexes = (
            (("hit_id", "at"), True),  # the second lock of exactly-once: a hit read twice is stored once
            (("link_id", "at"), False),
            (("workspace_id", "id"), False),
        )


class RollupHour(Base):
    """Totals of one link and one hour. ``hour`` is whole hours since 1970 UTC."""

    link_id = IntegerField()
    hour = IntegerField()
    workspace_id = IntegerField()
    scans = IntegerField(default=0)
    clicks = IntegerField(default=0)
    bots = IntegerField(default=0)

    class Meta:
        primary_key = CompositeKey("link_id", "hour")
        indexes = ((("workspace_id", "hour"), False),)


class RollupDay(Base):
    """Hits of one link and day by the value of one dimension, bots left out.

    ``day`` is days since 1970-01-01 in the workspace's time zone.
    """

    link_id = IntegerField()
    day = IntegerField()
    dimension = CharField(max_length=16)
    value = CharField(max_length=253)
    workspace_id = IntegerField()
    scans = IntegerField(default=0)
    clicks = IntegerField(default=0)

    class Meta:
        primary_key = CompositeKey("link_id", "day", "dimension", "value")
        indexes = ((("workspace_id", "dimension", "day"), False),)


class ImportedDay(Base):
    """Hits that another program counted before the link moved here; the sums contain them, hits do not."""

    link_id = IntegerField()
    day = IntegerField()  # as in RollupDay
    workspace_id = IntegerField()
    scans = IntegerField(default=0)
    clicks = IntegerField(default=0)

    class Meta:
        primary_key = CompositeKey("link_id", "day")


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
