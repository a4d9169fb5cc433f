"""What links are found by. Derived from them, and from nothing else: it can be made anew at any time."""

from typing import TYPE_CHECKING

from peewee import CharField, ForeignKeyField, IntegerField, TextField

from qrdesk.core.models.base import Base
from qrdesk.core.models.links import Link


class LinkText(Base):
    """The words of a link, folded, and what its destination is compared by.

    Beside the link and not in it: a change of words leaves the row alone that the redirect and the drain write to.
    SQLite keeps ``link_fts`` to it by triggers, PostgreSQL a trigram index where it may; see migration 0003.
    """

    link = ForeignKeyField(Link, primary_key=True, on_delete="CASCADE")
    workspace_id = IntegerField()
    text = TextField()
    destination_key = CharField(max_length=32)  # empty: deleted, so nobody's duplicate

    if TYPE_CHECKING:
        link_id: int

    class Meta:
        indexes = ((("workspace_id", "destination_key"), False),)
