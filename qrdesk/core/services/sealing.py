"""What lies sealed in the database: sealed anew for a new secret key, and never with one that has been replaced."""

from collections.abc import Iterator, Sequence
from typing import Any

import peewee

from qrdesk.core import database, secrets
from qrdesk.core.context import Context
from qrdesk.core.errors import SecretKeyChanged
from qrdesk.core.models import ALL_MODELS
from qrdesk.core.models.base import Sealed
from qrdesk.core.services import facts, hit_marks

FINGERPRINT = "secret_key_fingerprint"  # the fact that says which key belongs to the database


def confirm_key(ctx: Context) -> None:
    """Make sure, within the running transaction, that what was just sealed and written can be read again.

    The key may have been replaced by another process since this one began.

    Raises:
        SecretKeyChanged: it was. What has been written is to be taken back.
    """
    if facts.find(FINGERPRINT) != secrets.fingerprint_of(ctx.secret_key):
        raise SecretKeyChanged(
            "The secret key of this database was replaced while it was open here. Nothing was saved; start QRDesk anew."
        )


def seal_anew(keys: Sequence[bytes]) -> tuple[int, int]:
    """Seal all there is with the first of ``keys``, which becomes the database's; the others are those it had.

    To be called in a transaction. What none of them opens is left as it is.

    Returns:
        How many values were sealed anew, and how many could not be read.
    """
    _wait_for_writers()
    done = lost = 0
    for field in _sealed_fields():
        for where, value in _values(field):
            sealed = secrets.reseal(keys, value)
            if sealed is None:
                lost += 1
                continue
            new = sealed if isinstance(field, peewee.BlobField) else sealed.decode("ascii")
            field.model.update({field: new}).where(*where).execute()
            done += 1
    hit_marks.keep_ids(keys)
    facts.remember(FINGERPRINT, secrets.fingerprint_of(keys[0]))
    return done, lost


def count_unreadable(key: bytes) -> int:
    """Return how many sealed texts this key does not open; answers kept for a day are not looked at."""
    fields = [field for field in _sealed_fields() if not isinstance(field, peewee.BlobField)]
    return sum(secrets.reseal([key], value) is None for field in fields for _, value in _values(field))


def _sealed_fields() -> list[Any]:
    return [field for model in ALL_MODELS for field in model._meta.sorted_fields if isinstance(field, Sealed)]


def _values(field: Any) -> Iterator[tuple[list[Any], bytes]]:
    """Return each value with what finds its row, read when its turn comes: there may be many, and long ones."""
    names = field.model._meta.get_primary_keys()
    for row in list(field.model.select(*names).order_by(*names).tuples()):
        where = [name == value for name, value in zip(names, row, strict=True)]
        found = field.model.select(field).where(*where).tuples().first()
        if found and found[0] is not None:
            yield where, _bytes(found[0])


def _bytes(value: Any) -> bytes:
    return value.encode("ascii", "replace") if isinstance(value, str) else bytes(value)


def _wait_for_writers() -> None:
    """Keep others from writing what is sealed until the transaction ends; in SQLite whoever writes is alone."""
    if isinstance(database.proxy.obj, peewee.SqliteDatabase):
        return
    tables = sorted({f'"{field.model._meta.table_name}"' for field in _sealed_fields()})
    database.proxy.execute_sql(f"LOCK TABLE {', '.join(tables)} IN EXCLUSIVE MODE")
