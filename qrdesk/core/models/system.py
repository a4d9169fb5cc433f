"""What the program keeps about itself."""

from peewee import BigAutoField, BigIntegerField, BooleanField, CharField, IntegerField, TextField

from qrdesk.core.models.base import Base, instant


class ChangeEpoch(Base):
    """One row: grows with every edit that a visitor could notice."""

    id = IntegerField(primary_key=True)
    value = BigIntegerField()


class Fact(Base):
    """A named fact about this database, such as the fingerprint of its secret key."""

    name = CharField(max_length=64, primary_key=True)
    value = TextField()


class Lease(Base):
    """Who does what one of several servers does for all; ``core.lease`` says how. Times are the database's own."""

    name = CharField(max_length=32, primary_key=True)
    holder = CharField(max_length=120)  # empty: given back
    renewed_at = instant()
    expires_at = instant()


class Outbox(Base):
    """One event, written in the transaction of what it tells; webhooks are sent from here."""

    id = BigAutoField()
    event_id = CharField(max_length=40, unique=True)
    at = instant()
    workspace_id = IntegerField()
    link_id = IntegerField(null=True)
    kind = CharField(max_length=40)  # such as link.destination_down
    body = TextField()  # JSON
    pending = BooleanField(default=False)  # not spread yet to the endpoints that want it

    class Meta:
        indexes = ((("workspace_id", "kind", "id"), False),)


Outbox.add_index(Outbox.id, name="outbox_pending", where=Outbox.pending)  # few, and soon spread
