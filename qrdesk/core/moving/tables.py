"""What a database consists of, whichever kind it is, and sums by which two copies of it are told alike."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from hashlib import blake2b
from typing import Any

from peewee import BooleanField

from qrdesk.core.models import ALL_MODELS, LinkText

# of the servers that ran: who leads, and how often was asked within this minute
LEFT = frozenset({"lease", "rate_window"})
_BYTES = 16


@dataclass(frozen=True, slots=True)
class Table:
    """One table: its columns in the order they are read, and which of them are yes or no."""

    name: str
    columns: tuple[str, ...]
    flags: tuple[int, ...]

    @property
    def listed(self) -> str:
        """The columns as SQL names them; some are called as words of SQL are."""
        return ", ".join(f'"{column}"' for column in self.columns)

    def plain(self, row: Sequence[Any]) -> tuple[Any, ...]:
        """Return a row with the same values whichever database it comes from."""
        values = list(row)
        for place in self.flags:
            values[place] = None if values[place] is None else bool(values[place])
        return tuple(values)


@dataclass(slots=True)
class Sum:
    """How many rows there were, and a checksum that is the same in whatever order they came."""

    rows: int = 0
    checksum: int = 0

    def add(self, row: tuple[Any, ...]) -> None:
        """Count one more row, which is ``plain``."""
        self.rows += 1
        digest = blake2b(repr(row).encode("utf-8", "surrogatepass"), digest_size=_BYTES).digest()
        self.checksum = (self.checksum + int.from_bytes(digest, "big")) % (1 << 8 * _BYTES)

    def __str__(self) -> str:
        return f"{self.checksum:0{2 * _BYTES}x}"


@cache
def all_tables() -> tuple[Table, ...]:
    """Return every table that is copied; what is pointed at stands before what points."""
    found: list[Table] = []
    for model in (*ALL_MODELS, LinkText):
        meta: Any = model._meta
        if meta.table_name not in LEFT:
            columns = tuple(field.column_name for field in meta.sorted_fields)
            flags = tuple(place for place, field in enumerate(meta.sorted_fields) if isinstance(field, BooleanField))
            found.append(Table(meta.table_name, columns, flags))
    return tuple(found)
