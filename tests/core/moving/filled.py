"""Databases with something in every table, and what is in them, read past all code of ours."""

import sqlite3
from collections.abc import Generator
from contextlib import closing, contextmanager
from pathlib import Path
from typing import Any

import psycopg

from qrdesk.client import Client, LinkDraft, TagDraft
from qrdesk.core.moving.tables import LEFT, Table, all_tables
from qrdesk.core.settings import Settings
from tests.client.test_moving import fill

HARD = 'Grüße 🍋 "quoted"\n\t\\N {1,2} \'$1%s'  # what escapes, in one way of writing rows or another
_OWN = ("schema_migration", "sqlite_sequence")  # of each database, and not what is in it
Row = tuple[Any, ...]


def few(path: Path) -> Path:
    """Make a database with two links and a tag."""
    with Client.local(str(path), Settings()) as here:
        here.tags.create(TagDraft(name="food"))
        for slug in ("menu", "wine"):
            here.links.create(LinkDraft(destination=f"https://example.com/{slug}", slug=slug, title=HARD))
    return path


def full(path: Path) -> Path:
    """Make a database with something in every table."""
    with Client.local(str(path), Settings(webhook_allowed_networks="127.0.0.0/8")) as here:
        fill(here)
    with closing(sqlite3.connect(path)) as db:
        for table in all_tables():
            if not db.execute(f'SELECT 1 FROM "{table.name}"').fetchone():
                _fill(db, table)
        db.commit()
    return path


def rows_in_file(path: Path) -> dict[str, list[Row]]:
    """Return what is in each table of a SQLite file."""
    with closing(sqlite3.connect(path)) as db:
        columns = {table: _columns(db, table) for table in tables(db)}
        return {table: _sorted(db.execute(_all(table, names))) for table, names in columns.items()}


def rows_in_postgres(url: str, like: Path) -> dict[str, list[Row]]:
    """Return what is in each table of a PostgreSQL database, yes and no as SQLite has them."""
    with closing(sqlite3.connect(like)) as db:
        columns = {table: _columns(db, table) for table in tables(db)}
    with psycopg.connect(url) as server:
        found = {table: server.execute(_all(table, names).encode()) for table, names in columns.items()}
        return {table: _sorted(rows) for table, rows in found.items()}


def tables(db: sqlite3.Connection) -> list[str]:
    """Return the tables that are to be found at both places."""
    listed = db.execute("SELECT name FROM sqlite_master WHERE type = 'table' AND name NOT LIKE 'link_fts%'")
    return sorted(name for (name,) in listed if name not in {*_OWN, *LEFT})


@contextmanager
def asked(url: str) -> Generator[Any]:
    """Hand out a connection to PostgreSQL on which each statement is kept at once."""
    with psycopg.connect(url, autocommit=True) as server:
        yield server


def _fill(db: sqlite3.Connection, table: Table) -> None:
    asked_of = db.execute(f'PRAGMA foreign_key_list("{table.name}")')
    to = {column: (parent, key) for _, _, parent, column, key, *_ in asked_of}
    yes_or_no = {table.columns[place] for place in table.flags}  # which SQLite keeps as any number
    values: dict[str, Any] = {}
    for _, column, kind, *_ in db.execute(f'PRAGMA table_info("{table.name}")'):
        if column in to:
            parent, key = to[column]
            (values[column],) = db.execute(f'SELECT "{key}" FROM "{parent}" LIMIT 1').fetchone()
        else:
            values[column] = 7 if column == "id" else 1 if column in yes_or_no else _value(kind)
    names = ", ".join(f'"{name}"' for name in values)
    db.execute(f'INSERT INTO "{table.name}" ({names}) VALUES ({", ".join("?" * len(values))})', list(values.values()))


def _value(kind: str) -> Any:
    kind, _, size = kind.upper().rstrip(")").partition("(")
    if kind in {"VARCHAR", "TEXT"}:
        return HARD[: int(size or 255)]
    return {"INTEGER": 2**31 - 1, "REAL": 0.1, "BLOB": bytes(range(256))}[kind]


def _columns(db: sqlite3.Connection, table: str) -> list[str]:
    return sorted(row[1] for row in db.execute(f'PRAGMA table_info("{table}")'))


def _all(table: str, columns: list[str]) -> str:
    listed = ", ".join(f'"{column}"' for column in columns)
    return f'SELECT {listed} FROM "{table}"'


def _sorted(rows: Any) -> list[Row]:
    plain = (tuple(int(value) if isinstance(value, bool) else value for value in row) for row in rows)
    return sorted(plain, key=repr)
