"""What was done and answered: the audit log, and the answers that are given again."""

from peewee import BigAutoField, CharField, CompositeKey, IntegerField, TextField

from qrdesk.core.models.base import Base, SealedBlobField, id_column, instant


class AuditEntry(Base):
    """One change: who made it, from where, and what was before and after. Never changed itself: a trigger sees to it.

    Members and keys go, and SQLite gives their numbers to the next: here stand the ids that callers see.
    """

    id = BigAutoField()
    public_id = id_column("aud")
    workspace_id = IntegerField()
    at = instant()
    member_id = CharField(max_length=24, default="")
    key_id = CharField(max_length=24, default="")
    actor = CharField(max_length=240)  # as it was called then
    surface = CharField(max_length=16)  # app, cli, api, a dialect, system
    came_from = CharField(max_length=64, default="")  # the network, never the whole address
    agent = CharField(max_length=200, default="")
    action = CharField(max_length=40)  # such as link.updated
    subject_id = CharField(max_length=40, default="")
    subject_name = CharField(max_length=240, default="")
    changes = TextField(default="{}")  # JSON: field -> [before, after]

    class Meta:
        indexes = (
            (("workspace_id", "at"), False),
            (("workspace_id", "subject_id", "id"), False),
        )


class GivenAnswer(Base):
    """The answer to a creation that came with an Idempotency-Key: asked again, it is given again."""

    key_id = IntegerField()
    name = CharField(max_length=255)  # the Idempotency-Key
    body = SealedBlobField()  # the answer, and what it was given to: a new key or a password may stand in either
    at = instant()

    class Meta:
        primary_key = CompositeKey("key_id", "name")
        indexes = ((("at",), False),)
