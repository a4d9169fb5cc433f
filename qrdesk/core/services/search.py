"""Finding links by their words: each word of what is looked for must be in a link, anywhere.

A link's own words (title, addresses, destination, note) are kept folded in ``link_text``. The names of tags, folders
and domains are looked at when somebody searches: giving one of them another name changes no link's text.
"""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any
from urllib.parse import unquote

from peewee import OP, SQL, Expression, ModelSelect, NodeList, SqliteDatabase, chunked, fn

from qrdesk.core import database
from qrdesk.core.context import Context
from qrdesk.core.models import Domain, Folder, Link, LinkTag, LinkText, Tag
from qrdesk.core.redirect import hosts
from qrdesk.core.services import slugs
from qrdesk.core.services.folding import destination_key, fold, without_scheme
from qrdesk.core.services.queries import tuples

_AT_ONCE = 500  # links whose text is written by one statement
_SHORTEST = 3  # letters: what the index is made of
COUNTED = 10_000  # links that a search finds; more are not counted
_FEW = 50_000  # links: so many are looked up and sorted in some 50 ms; more are better read in the order asked for
_THREES = 8  # letters by threes that a long word is first looked for by: all of them take several times as long
_SPECIAL = re.compile(r"[\\%_]")  # to LIKE
_HAS_INDEX = "SELECT 1 FROM sqlite_master WHERE name = 'link_fts'"
_LINKS = "SELECT id, workspace_id, title, slug, destination, note, deleted_at FROM link WHERE id IN {}"
_OWNED = "SELECT link_id, slug FROM slug WHERE link_id IN {} ORDER BY id"
_NOTE = (
    "INSERT INTO link_text (link_id, workspace_id, text, destination_key) VALUES {} ON CONFLICT (link_id) DO UPDATE "
    "SET text = excluded.text, destination_key = excluded.destination_key "
    "WHERE link_text.text <> excluded.text OR link_text.destination_key <> excluded.destination_key"
)


@dataclass(frozen=True, slots=True)
class _Word:
    """A word, folded, and what else it means than text in a link."""

    text: str
    link_id: int | None
    tags: Sequence[int]
    folders: Sequence[int]
    domains: Sequence[int]

    @property
    def plain(self) -> bool:
        """Whether it can only be in the text."""
        return self.link_id is None and not (self.tags or self.folders or self.domains)


def text_of(title: str, slugs: Iterable[str], destination: str, note: str) -> str:
    """Return the folded words of a link, one part a line. ``slugs`` are all of its addresses."""
    parts = (title, *dict.fromkeys(slugs), without_scheme(destination), note)
    return fold("\n".join(part for part in parts if part))


def refresh(link_ids: Iterable[int]) -> None:
    """Note the present words of these links (row numbers), within the transaction that changed them.

    To be called when a title, a slug, an alias, a destination or a note is new, and when a link was deleted.
    """
    # plain SQL: it runs for every link that is made, and to put this into words takes peewee ten times as long
    for ids in chunked(dict.fromkeys(link_ids), _AT_ONCE):
        owned: dict[int, list[str]] = {}
        for link_id, slug in _asked(_OWNED, ids):
            owned.setdefault(link_id, []).append(slug)
        values = [value for link in _asked(_LINKS, ids) for value in _row(link, owned.get(link[0], []))]
        if values:
            rows = ", ".join([_places(4)] * (len(values) // 4))
            database.proxy.execute_sql(_NOTE.format(rows), values)


def _asked(sql: str, ids: Sequence[int]) -> list[tuple[Any, ...]]:
    return database.proxy.execute_sql(sql.format(_places(len(ids))), list(ids)).fetchall()


def _places(count: int) -> str:
    return f"({', '.join([database.proxy.param] * count)})"


def _row(link: tuple[Any, ...], owned: Sequence[str]) -> tuple[int, int, str, str]:
    link_id, workspace_id, title, slug, destination, note, deleted_at = link
    key = "" if deleted_at is not None else destination_key(destination)
    return link_id, workspace_id, text_of(title, (slug, *owned), destination, note), key


def find_links(ctx: Context, text: str) -> "ModelSelect[Link]":
    """Return the query for the workspace's links that hold every word of ``text``, for more conditions and an order.

    A rare word is looked up in the index, and what is found is sorted. A frequent one is soon met when links are read
    in the order they are asked for; so is a short one, which the index does not have. An id, a UUID and a whole short
    address find their link.
    """
    words = [word for raw in text.split() if (word := _word(ctx, raw)).text]
    if not isinstance(database.proxy.obj, SqliteDatabase):  # which chooses by itself, from its statistics
        rows = Link.select().where(Link.workspace == ctx.actor.workspace_id)
        if plain := [word.text for word in words if word.plain]:
            rows = rows.where(_has(plain))
        return rows.where(*(_holds(word) for word in words if not word.plain))
    few = _few(words)
    mine = Expression(NodeList((SQL("+"), Link.workspace)), "=", ctx.actor.workspace_id)
    # the plus keeps SQLite from reading all links in the order asked for, in wait for the few
    rows = Link.select().where(Link.workspace == ctx.actor.workspace_id if few is None else few & mine)
    for word in words:
        rows = rows.where(_holds(word))
    return rows


def _has(texts: Iterable[str]) -> Any:
    """Return PostgreSQL's condition for links whose own text has all of ``texts``."""
    # LIKE, not ILIKE: the texts are folded, and a look at each for other letters takes several times as long
    patterns = ["%" + _SPECIAL.sub(r"\\\g<0>", text) + "%" for text in texts]
    held = [Expression(LinkText.text, OP.LIKE, pattern) for pattern in patterns]
    return Link.id.in_(LinkText.select(LinkText.link).where(*held))


def _word(ctx: Context, raw: str) -> _Word:
    text = fold(without_scheme(raw) if raw.lower().startswith(("http://", "https://")) else raw)
    text = "".join(text.split())
    mine = ctx.actor.workspace_id
    return _Word(
        text,
        _find_named(ctx, raw),
        _named(Tag.select(Tag.id, Tag.name).where(Tag.workspace == mine), text),
        _named(Folder.select(Folder.id, Folder.name).where(Folder.workspace == mine), text),
        # not by a part of a name: most links are on one domain, and it bears the name of the business
        _named(Domain.select(Domain.id, Domain.host).where(Domain.workspace == mine), text) if "." in text else [],
    )


def _named(rows: "ModelSelect[Any]", text: str) -> list[int]:
    return [row_id for row_id, name in tuples(rows) if text in fold(name)]


def _find_named(ctx: Context, raw: str) -> int | None:
    mine = Link.workspace == ctx.actor.workspace_id
    row = Link.select(Link.id).where(mine & ((Link.public_id == raw) | (Link.uuid == raw.lower()))).first()
    if row is not None:
        return row.id
    host, _, path = without_scheme(raw).partition("/")
    slug = unquote(path.partition("?")[0].partition("#")[0]).removeprefix("r/").removeprefix("R/").rstrip("/")
    if not slug or "\0" in slug:
        return None
    normal = hosts.normal(host.lower())
    for domain in Domain.select().where(Domain.workspace == ctx.actor.workspace_id):
        if hosts.normal(domain.host) == normal:
            owner = slugs.find_owner(domain, slug)
            return owner.id if owner is not None and owner.workspace_id == ctx.actor.workspace_id else None
    return None


def _holds(word: _Word) -> Any:
    if isinstance(database.proxy.obj, SqliteDatabase):
        own = LinkText.select(LinkText.text).where(LinkText.link == Link.id)
        found: Any = fn.INSTR(own, word.text) > 0
    else:
        found = _has([word.text])
    if word.link_id is not None:
        found = found | (Link.id == word.link_id)
    if word.tags:
        found = found | Link.id.in_(LinkTag.select(LinkTag.link).where(LinkTag.tag.in_(word.tags)))
    if word.folders:
        found = found | Link.folder.in_(word.folders)
    return found | Link.domain.in_(word.domains) if word.domains else found


def _few(words: Sequence[_Word]) -> Any:
    """Return the condition that holds for the fewest links, from the index; None where no word is rare."""
    if not any(len(word.text) >= _SHORTEST for word in words) or not database.proxy.execute_sql(_HAS_INDEX).fetchone():
        return None
    plain = [word for word in words if word.plain and len(word.text) >= _SHORTEST]
    others = [[word] for word in words if not word.plain and len(word.text) >= _SHORTEST]
    best, fewest = None, _FEW
    asked = [(group, most) for group in (plain, *others) if group for most in _tries(group)]
    for group, most in asked:
        if most is None and best is not None:
            continue  # few enough already: the rest of the letters is looked for in their texts
        sql = _candidates(group, most)
        counted = f"SELECT COUNT(*) FROM ({sql[0]} LIMIT {fewest + 1})"  # noqa: S608 - ours, and numbers
        count = database.proxy.execute_sql(counted, sql[1]).fetchone()[0]
        if count <= fewest:
            best, fewest = sql, count
    return None if best is None else Link.id.in_(SQL(f"({best[0]})", best[1]))


def _tries(words: Sequence[_Word]) -> tuple[int | None, ...]:
    return (_THREES, None) if any(len(word.text) > _THREES + 2 for word in words) else (_THREES,)


def _candidates(words: Sequence[_Word], most: int | None) -> tuple[str, list[str]]:
    sql = "SELECT rowid FROM link_fts WHERE link_fts MATCH ?"
    for word in words:
        if word.link_id is not None:
            sql += f" UNION ALL SELECT {word.link_id:d}"
        for column, table, row_ids in (
            ("link_id", "link_tag WHERE tag_id", word.tags),
            ("id", "link WHERE folder_id", word.folders),
            ("id", "link WHERE domain_id", word.domains),
        ):
            if row_ids:
                numbers = ", ".join(str(int(one)) for one in row_ids)
                sql += f" UNION ALL SELECT {column} FROM {table} IN ({numbers})"  # noqa: S608 - ours, and numbers
    return sql, [_match((word.text for word in words), most)]


def _match(texts: Iterable[str], most: int | None) -> str:
    """Return the index's words for: has all these letters by threes. Whatever they are, quotes keep them letters.

    At most ``most`` of each text, from all over it; None for all.
    """
    threes = dict.fromkeys(three for text in texts for three in _spread(text, most))
    return " AND ".join('"' + three.replace('"', '""') + '"' for three in threes)


def _spread(text: str, most: int | None) -> list[str]:
    threes = [text[at : at + 3] for at in range(len(text) - 2)]
    if most is None or len(threes) <= most:
        return threes
    return [threes[at * (len(threes) - 1) // (most - 1)] for at in range(most)]
