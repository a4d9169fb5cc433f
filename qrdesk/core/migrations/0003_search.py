"""Links are found by any part of their words, and by the same destination; lists of them are counted by an index."""

import hashlib
import unicodedata
from collections.abc import Iterator
from typing import Any
from urllib.parse import parse_qsl, urlsplit

from peewee import (
    CharField,
    Database,
    DatabaseError,
    ForeignKeyField,
    IntegerField,
    Model,
    SqliteDatabase,
    TextField,
)
from playhouse.migrate import SchemaMigrator

_BATCH = 5000  # links read at once
_ROWS = 500  # written by one statement
# Those that may be neither archived nor live. services/link_queries.py asks for them in the same words: only then the
# index is used.
_HELD_UP = """CREATE INDEX link_held_up ON link (workspace_id, created_at)
WHERE suspended_at IS NOT NULL OR paused_at IS NOT NULL OR starts_at IS NOT NULL OR ends_at IS NOT NULL
OR hit_limit IS NOT NULL"""
# Only that a link holds three letters in a row is noted, not where: a third of the size, and the text itself is
# looked at afterwards. The words are folded already, so that letters need not be folded again.
_FTS = """CREATE VIRTUAL TABLE link_fts USING fts5(
    text, content='link_text', content_rowid='link_id', tokenize='trigram case_sensitive 1', detail=none, columnsize=0
)"""
_FORGET = "INSERT INTO link_fts(link_fts, rowid, text) VALUES ('delete', old.link_id, old.text);"
_NOTE = "INSERT INTO link_fts(rowid, text) VALUES (new.link_id, new.text);"
_TRIGGERS = (
    f"CREATE TRIGGER link_text_made AFTER INSERT ON link_text BEGIN {_NOTE} END",
    f"CREATE TRIGGER link_text_gone AFTER DELETE ON link_text BEGIN {_FORGET} END",
    f"CREATE TRIGGER link_text_changed AFTER UPDATE OF text ON link_text BEGIN {_FORGET} {_NOTE} END",
)


def up(migrator: SchemaMigrator, db: Database) -> None:
    class Link(Model):
        class Meta:
            database = db
            table_name = "link"

    class LinkText(Model):
        link = ForeignKeyField(Link, primary_key=True, on_delete="CASCADE")
        workspace_id = IntegerField()
        text = TextField()
        destination_key = CharField(max_length=32)

        class Meta:
            database = db
            table_name = "link_text"
            indexes = ((("workspace_id", "destination_key"), False),)

    # lists of present links, newest first, and their number, without a look at the links themselves
    migrator.migrate(migrator.add_index("link", ("workspace_id", "deleted_at", "archived_at", "created_at")))
    migrator.migrate(migrator.add_index("link", ("workspace_id", "title")))
    db.execute_sql(_HELD_UP)
    db.create_tables([LinkText])
    for rows in _texts(db):
        for start in range(0, len(rows), _ROWS):
            LinkText.insert_many(rows[start : start + _ROWS]).execute()
    _add_index(db)


def down(migrator: SchemaMigrator, db: Database) -> None:
    if isinstance(db, SqliteDatabase):
        db.execute_sql("DROP TABLE IF EXISTS link_fts")
    migrator.migrate(migrator.drop_table("link_text"))
    migrator.migrate(migrator.drop_index("link", "link_held_up"))
    migrator.migrate(migrator.drop_index("link", "link_workspace_id_title"))
    migrator.migrate(migrator.drop_index("link", "link_workspace_id_deleted_at_archived_at_created_at"))


def _add_index(db: Database) -> None:
    """Index the texts where the database can; where it cannot, a search reads them all."""
    sqlite = isinstance(db, SqliteDatabase)
    try:
        with db.atomic():
            db.execute_sql(_FTS if sqlite else "CREATE EXTENSION IF NOT EXISTS pg_trgm")
    except DatabaseError:
        return  # built without FTS5; or not ours to add: an administrator may, and then make the index below
    if not sqlite:
        db.execute_sql("CREATE INDEX link_text_trigrams ON link_text USING gin (text gin_trgm_ops)")
        return
    for trigger in _TRIGGERS:
        db.execute_sql(trigger)
    db.execute_sql("INSERT INTO link_fts(link_fts) VALUES ('rebuild')")


def _texts(db: Database) -> Iterator[list[dict[str, Any]]]:
    place, last = ("?" if isinstance(db, SqliteDatabase) else "%s"), 0
    columns = "id, workspace_id, title, slug, destination, note, deleted_at"
    while True:
        asked = f"SELECT {columns} FROM link WHERE id > {place} ORDER BY id LIMIT {_BATCH}"  # noqa: S608 - our own words
        links = db.execute_sql(asked, (last,)).fetchall()
        if not links:
            return
        slugs: dict[int, list[str]] = {}
        owned = f"SELECT link_id, slug FROM slug WHERE link_id BETWEEN {place} AND {place} ORDER BY id"  # noqa: S608 - ours
        for link_id, slug in db.execute_sql(owned, (links[0][0], links[-1][0])).fetchall():
            slugs.setdefault(link_id, []).append(slug)
        last = links[-1][0]
        yield [_row(link, slugs.get(link[0], [])) for link in links]


# Copies of what services/search.py said when this was written: a migration says for ever what it said at first.
def _row(link: tuple[Any, ...], slugs: list[str]) -> dict[str, Any]:
    link_id, workspace_id, title, slug, destination, note, deleted_at = link
    plain = destination.partition("://")[2] or destination
    parts = (title, *dict.fromkeys((slug, *slugs)), plain, note)
    return {
        "link": link_id,
        "workspace_id": workspace_id,
        "text": _fold("\n".join(part for part in parts if part)),
        "destination_key": "" if deleted_at is not None else _key(destination),
    }


def _fold(text: str) -> str:
    if text.isascii():
        return text.lower()
    plain = unicodedata.normalize("NFKD", unicodedata.normalize("NFKD", text).casefold())
    return "".join(letter for letter in plain if not unicodedata.combining(letter))


def _key(destination: str) -> str:
    try:
        parts = urlsplit(destination)
        host, port = (parts.hostname or "").lower(), parts.port
    except ValueError:
        host, port = "", None
        parts = urlsplit("")
    same = destination
    if parts.scheme in {"http", "https"} and host:
        kept = [pair for pair in parse_qsl(parts.query, keep_blank_values=True) if not _is_campaign(pair[0])]
        at = "" if port is None or port == {"http": 80, "https": 443}[parts.scheme] else f":{port}"
        same = repr((parts.scheme, parts.username, parts.password, host + at, parts.path.rstrip("/"), kept))
    return hashlib.blake2b(same.encode("utf-8", "replace"), digest_size=16).hexdigest()


def _is_campaign(name: str) -> bool:
    return name.lower().startswith("utm_")
