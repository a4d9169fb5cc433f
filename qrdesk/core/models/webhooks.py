"""Webhooks: who is told what, what is still to be told, and how each try went."""

from typing import TYPE_CHECKING

from peewee import (
    AutoField,
    BigAutoField,
    BigIntegerField,
    BooleanField,
    CharField,
    ForeignKeyField,
    IntegerField,
    TextField,
)

from qrdesk.core.models.access import Workspace
from qrdesk.core.models.base import Base, SealedTextField, id_column, instant, instant_or_null, uuid_column
from qrdesk.core.models.links import Link


class Endpoint(Base):
    """An address that is told of events, for as long as nobody removes it.

    What happened to it lately stands here too, so that a sender decides from one row. A sender leases an endpoint, not
    its deliveries: it alone sends there meanwhile, which keeps the number of connections true for all processes.
    """

    id = AutoField()
    public_id = id_column("whk")
    uuid = uuid_column()
    workspace = ForeignKeyField(Workspace, backref="endpoints", on_delete="CASCADE", index=False)  # begins another
    link = ForeignKeyField(Link, null=True, on_delete="CASCADE")  # told of this one alone; NULL: of the workspace's
    key_id = IntegerField(null=True)  # the key that made it, where its secret signs and its plan counts (usnp)
    name = CharField(max_length=120)
    url = TextField()
    format = CharField(max_length=16)  # native, honopu, h0p, usnp
    kinds = TextField(default="")  # space separated; empty: all that the format knows
    only = TextField(default="{}")  # JSON: public ids of "folders", "tags", "links"; no list, no bound
    bots = BooleanField(default=False)  # visits of robots are told, too
    headers = SealedTextField(null=True)  # JSON: name -> value; tokens stand in them
    told = TextField(default="")  # JSON that is sent along with each event (usnp's "data")
    signature_header = CharField(max_length=64, default="")  # where h0p's signature goes; empty: the usual place
    signature_prefix = CharField(max_length=32, default="")
    secret = SealedTextField()
    old_secret = SealedTextField(null=True)  # that from before the last rotation, which is good until old_until
    old_until = instant_or_null()
    old_signs = BooleanField(default=False)  # where there is room for one signature: the old one arrived last
    seq = BigIntegerField(default=0)  # the order number given last
    paused_at = instant_or_null()  # by a person
    disabled_at = instant_or_null()  # by us
    disabled_why = CharField(max_length=16, default="")  # gone, failing
    failures = IntegerField(default=0)  # since the last success
    failing_since = instant_or_null()
    failed_at = instant_or_null()
    delivered_at = instant_or_null()
    warned_at = instant_or_null()  # that it has been failing for a day
    rest_until = instant_or_null()  # nothing is sent before: it failed several times in a row
    leased_by = CharField(max_length=40, default="")
    lease_until = instant_or_null()
    created_at = instant()
    updated_at = instant()

    if TYPE_CHECKING:
        workspace_id: int
        link_id: int | None

    class Meta:
        indexes = ((("workspace", "link"), False),)  # few are the workspace's, and very many may be of single links


class Delivery(Base):
    """One event for one endpoint, told until it is heard or given up."""

    id = BigAutoField()
    public_id = id_column("dlv")
    uuid = uuid_column()
    endpoint = ForeignKeyField(Endpoint, backref="deliveries", on_delete="CASCADE")
    workspace_id = IntegerField()
    event_id = CharField(max_length=40)
    kind = CharField(max_length=40)
    link_id = IntegerField(null=True)
    event_at = instant()
    seq = BigIntegerField()  # counts up for each endpoint, so that receivers can order what they get
    status = CharField(max_length=12, default="waiting")  # waiting, delivered, failed
    step = IntegerField(default=0)  # in the schedule; begins anew when somebody asks for it once more
    attempts = IntegerField(default=0)  # that were begun, ever
    next_at = instant_or_null()  # NULL: nothing more is to be done
    tried_at = instant_or_null()
    status_code = IntegerField(null=True)  # of the last answer
    took_ms = IntegerField(null=True)
    said = CharField(max_length=300, default="")  # how the last attempt ended, in words; empty: well, or not yet
    counted = BooleanField(default=True)  # against the plan of its month
    created_at = instant()
    finished_at = instant_or_null()

    if TYPE_CHECKING:
        endpoint_id: int

    class Meta:
        indexes = (
            (("event_id", "endpoint"), True),  # in this order: an event is forgotten with all that was sent of it
            (("endpoint", "next_at", "seq"), False),
            (("endpoint", "status", "id"), False),
            (("created_at",), False),
        )


class Attempt(Base):
    """One try: written before it begins, so that one that was cut off by a crash is in the log too."""

    id = BigAutoField()
    uuid = uuid_column()
    delivery = ForeignKeyField(Delivery, backref="tries", on_delete="CASCADE")
    endpoint_id = IntegerField()
    number = IntegerField()
    at = instant()
    outcome = CharField(max_length=16, default="started")  # started, delivered, refused, timed_out, unreachable, ...
    took_ms = IntegerField(null=True)
    status_code = IntegerField(null=True)
    error = CharField(max_length=300, default="")
    url = TextField()
    request_headers = TextField(default="{}")  # JSON; values of custom headers are not in it
    body = TextField()  # as it was sent
    response_headers = TextField(default="{}")  # JSON
    response_body = TextField(default="")  # the first 16 KiB, as text
    response_cut = BooleanField(default=False)

    if TYPE_CHECKING:
        delivery_id: int

    class Meta:
        indexes = ((("endpoint_id", "at", "outcome"), False),)  # which answers how the last hours were by itself
