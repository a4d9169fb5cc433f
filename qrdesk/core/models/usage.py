"""How much may be done, and how much was: plans, counters by the month, the pace of requests."""

from peewee import BigIntegerField, BlobField, BooleanField, CharField, CompositeKey, DoubleField, IntegerField

from qrdesk.core.models.base import Base


class Plan(Base):
    """What a workspace, or one key, may use in a month; NULL is as much as they like."""

    name = CharField(max_length=32, primary_key=True)
    links_month = IntegerField(null=True)
    hits_month = IntegerField(null=True)  # told, never enforced: a printed code goes on leading somewhere
    deliveries_month = IntegerField(null=True)
    scan_days = IntegerField(null=True)  # how far back the statistics of a dialect look; 0: totals only
    rate_limit = IntegerField(null=True)  # requests per minute; NULL: the surface's own
    own_domains = BooleanField(default=True)


class UsageMonth(Base):
    """What one key of a workspace has used in a month; key 0 is everybody without a key."""

    workspace_id = IntegerField()
    month = IntegerField()  # months since 1970, UTC
    key_id = IntegerField()
    links = BigIntegerField(default=0)
    deliveries = BigIntegerField(default=0)

    class Meta:
        primary_key = CompositeKey("workspace_id", "month", "key_id")


class RateWindow(Base):
    """What one caller has asked lately, where several processes count it together. Not logged: a crash empties it."""

    name = CharField(max_length=80, primary_key=True)
    spent = BlobField()  # as core.limits.window packs it
    ends_at = DoubleField()  # seconds since 1970; from then on none of it counts
