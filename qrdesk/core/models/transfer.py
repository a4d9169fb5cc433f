"""What imports remember."""

from peewee import CharField, CompositeKey, IntegerField

from qrdesk.core.models.base import Base


class ImportKey(Base):
    """Which link a row without a slug became: the same list can be imported again and makes nothing twice."""

    workspace_id = IntegerField()
    key = CharField(max_length=64)
    link_id = IntegerField()

    class Meta:
        primary_key = CompositeKey("workspace_id", "key")
