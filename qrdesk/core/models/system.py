"""What the program keeps about itself."""

from peewee import BigIntegerField, CharField, IntegerField, TextField

from qrdesk.core.models.base import Base


class ChangeEpoch(Base):
    """One row: grows with every edit that a visitor could notice."""

    id = IntegerField(primary_key=True)
    value = BigIntegerField()


class Fact(Base):
    """A named fact about this database, such as the fingerprint of its secret key."""

    name = CharField(max_length=64, primary_key=True)
    value = TextField()
