"""Statements of another program on the same database: nothing in this process hears of them."""

import sqlite3
from collections.abc import Sequence

from qrdesk.core.opening import Opened


def run_elsewhere(opened: Opened, statements: Sequence[str]) -> None:
    """Run ``statements`` in one transaction of a connection of its own."""
    if opened.path is not None:
        connection = sqlite3.connect(str(opened.path))
        with connection:
            for statement in statements:
                connection.execute(statement)
        connection.close()
        return
    import psycopg

    with psycopg.connect(opened.url) as other:
        for statement in statements:
            other.execute(statement.encode())
