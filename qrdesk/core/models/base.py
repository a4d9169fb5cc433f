"""What all tables share: the database of this process, ids, and instants."""

from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING, Any, cast

from peewee import BigIntegerField, BlobField, CharField, Field, Model, TextField

from qrdesk.core import database, ids

_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
_MICROSECOND = timedelta(microseconds=1)


def to_micros(at: datetime) -> int:
    """Return whole microseconds since 1970 UTC."""
    return (at - _EPOCH) // _MICROSECOND


def from_micros(micros: int) -> datetime:
    """Return the aware UTC instant of ``micros`` microseconds since 1970."""
    return _EPOCH + timedelta(microseconds=micros)


class _Instant(BigIntegerField):
    """An aware UTC instant, kept as microseconds since 1970: sorts and compares alike in every database."""

    def db_value(self, value: Any) -> Any:
        return to_micros(value) if isinstance(value, datetime) else value

    def python_value(self, value: Any) -> Any:
        return from_micros(value) if isinstance(value, int) else value


def instant() -> "Field[datetime]":
    """Make a column for an aware UTC instant."""
    return cast("Field[datetime]", _Instant())


def instant_or_null() -> "Field[datetime | None]":
    """Make a column for an aware UTC instant that may be missing."""
    return cast("Field[datetime | None]", _Instant(null=True))


class Sealed:
    """Marks a column whose values are sealed with the secret key: a new key seals them anew."""


class SealedTextField(Sealed, TextField):
    """A text that ``secrets.seal`` returned."""


class SealedBlobField(Sealed, BlobField):
    """Bytes that were encrypted with the secret key."""


class Base(Model):
    """A table of this process's database."""

    if not TYPE_CHECKING:  # to a type checker, a table's own Meta would override this one

        class Meta:
            database = database.proxy
            legacy_table_names = False


def id_column(prefix: str) -> "CharField[str]":
    """Make the column of the prefixed id that callers see."""
    return CharField(max_length=24, unique=True, default=lambda: ids.mint_id(prefix))


def uuid_column() -> "CharField[str]":
    """Make the column of the UUID v7 that some dialects show instead of the prefixed id."""
    return CharField(max_length=36, unique=True, default=ids.mint_uuid)
