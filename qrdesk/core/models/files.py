"""Pictures that people brought: logos, and images for previews."""

from typing import TYPE_CHECKING

from peewee import AutoField, CharField, ForeignKeyField, IntegerField

from qrdesk.core.models.access import Workspace
from qrdesk.core.models.base import Base, id_column, instant, uuid_column


class File(Base):
    """A picture. Its bytes lie in the data folder, under the digest of what they are."""

    id = AutoField()
    public_id = id_column("fil")
    uuid = uuid_column()
    workspace = ForeignKeyField(Workspace, backref="files", on_delete="CASCADE")
    name = CharField(max_length=120)
    kind = CharField(max_length=16)  # schemas.files.FileKind
    media_type = CharField(max_length=32)
    size_bytes = IntegerField()
    width_px = IntegerField(null=True)  # NULL: shapes, which have none
    height_px = IntegerField(null=True)
    digest = CharField(max_length=64)  # SHA-256 of the bytes
    created_at = instant()

    if TYPE_CHECKING:
        workspace_id: int
