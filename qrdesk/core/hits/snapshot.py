"""Reading several tables as they are at one moment, while others write."""

from collections.abc import Generator
from contextlib import contextmanager

from qrdesk.core import database
from qrdesk.core.hits import rows
from qrdesk.core.hits.days import is_shared


@contextmanager
def as_of_now() -> Generator[None]:
    """Have all reads of the body see the database as it is at the first one."""
    with database.scope():
        began = database.proxy.in_transaction()
        with database.proxy.atomic():
            if not began and is_shared():  # in SQLite it is always so
                rows.ask("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ")
            yield
