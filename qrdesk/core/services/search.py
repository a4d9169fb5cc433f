"""Finding links by their words: each word of what is looked for must be in a link, anywhere.

A link's own words (title, addresses, destination, note) are kept folded in ``link_text``. The names of tags, folders
and domains are looked at when somebody searches: giving one of them another name changes no link's text.
"""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any, NamedTuple
from urllib.parse import unquote

from peewee import OP, SQL, Expression, ModelSelect, SqliteDatabase, chunked, fn

from qrdesk.core import database
from qrdesk.core.context import Context
from qrdesk.core.models import Domain, Folder, Link, LinkTag, LinkText, Tag
from qrdesk.core.redirect import hosts
from qrdesk.core.services import counts, short_words, slugs
from qrdesk.core.services.folding import destination_key, fold, without_scheme
from qrdesk.core.services.paging import count_up_to
from qrdesk.core.services.queries import beside, one_of, tuples

_AT_ONCE = 500  # links whose text is written by one statement
_SHORTEST = 3  # letters: what the index is made of
_SHORT = 2  # letters: such a word is found by the threes that have it
COUNTED = 10_000  # links that a search finds; more are not counted
FEW = 10_000  # links: so many are looked up and sorted in some 20 ms; more are better read in the order asked for
_SAMPLE = 12_000  # links of more: enough of them to say that there are more than are counted
_LONG = 10  # letters: a part of an address, say, of which other links have much
_THREES, _MORE_THREES = 3, 8  # letters by threes that a word, a long one, is looked for by: all take much longer
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


class Found(NamedTuple):
    """The links of a search. Those of ``some`` are soon counted; ``whole`` says that they are all of them.

    ``numbers`` are the row numbers of the workspace's links that hold all words, of ``some`` or of all, where it is
    known that each of them does.
    """

    rows: "ModelSelect[Link]"
    some: "ModelSelect[Link] | None" = None
    whole: bool = False
    numbers: Sequence[int] | None = None


def find_links(ctx: Context, text: str, *, few: bool = False) -> Found:
    """Return queries for the workspace's links that hold every word of ``text``, for more conditions and an order.

    Rare words are looked up in the index, and what is found is sorted. Frequent ones are soon met when links are read
    in the order they are asked for; so are words of one letter, which the index does not have. An id, a UUID and a
    whole short address find their link. ``few``: one of the conditions to come holds for so few links that it finds
    them.
    """
    words = [word for raw in text.split() if (word := _word(ctx, raw)).text]
    if not isinstance(database.proxy.obj, SqliteDatabase):  # which chooses by itself, from its statistics
        rows = Link.select().where(Link.workspace == ctx.actor.workspace_id)
        if plain := [word.text for word in words if word.plain]:
            rows = rows.where(_has(plain))
        return Found(rows.where(*(_holds(word) for word in words if not word.plain)))
    held, mine = [_holds(word) for word in words], beside(Link.workspace, ctx.actor.workspace_id)
    first = _first(ctx, words)
    left = [] if all(word.plain for word in words) else held  # where all were looked for in the texts, it is done
    some = None if first is None else Link.select().where(one_of(Link.id, first), mine, *left)
    if some is not None and first is not None and len(first) <= FEW:
        if left:  # once for the total and the page
            first = [link_id for (link_id,) in tuples(some.select(Link.id))]
        return Found(Link.select().where(one_of(Link.id, first), mine), whole=True, numbers=first)
    rows = Link.select().where(mine if few else Link.workspace == ctx.actor.workspace_id, *held)
    return Found(rows, some, first is not None and len(first) < _SAMPLE, None if left else first)


def count_current(ctx: Context, found: Found) -> int | None:
    """Return as ``count`` does how many a search found, of which no more is asked than that they are current."""
    if found.numbers is not None:
        counted = counts.count_current_among(ctx, found.numbers)
        if counted is not None and counted > COUNTED:
            return None
        if counted is not None and found.whole:
            return counted
    return count(found)


def count(found: Found) -> int | None:
    """Return how many links a search found; None where they are more than are counted."""
    if found.some is not None:
        counted = count_up_to(found.some, COUNTED)
        if counted is None or found.whole:
            return counted
    return count_up_to(found.rows, COUNTED)


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
        found = found | _tagged(word.tags)
    if word.folders:
        found = found | Link.folder.in_(word.folders)
    return found | Link.domain.in_(word.domains) if word.domains else found


def _tagged(tags: Sequence[int]) -> Any:
    if not isinstance(database.proxy.obj, SqliteDatabase):
        return Link.id.in_(LinkTag.select(LinkTag.link).where(LinkTag.tag.in_(tags)))
    # not by a list of all links with these tags: it may be long, and is made anew for the total and the page
    return fn.EXISTS(LinkTag.select(SQL("1")).where((LinkTag.link == Link.id) & LinkTag.tag.in_(tags)))


def _first(ctx: Context, words: Sequence[_Word]) -> list[int] | None:
    """Return the numbers of links that may hold all words: all of them, or as many as say that they are many.

    None where each word may also be something else than text, and none of those is rare.
    """
    plain = [word.text for word in words if word.plain]
    others = [word for word in words if not word.plain and len(word.text) >= _SHORT]
    found = [_having(ctx, plain)] if plain else []
    if others and _has_index():
        found += [_candidates(ctx, word) for word in others]
    return min(found, key=len, default=None)


def _having(ctx: Context, texts: Sequence[str]) -> list[int]:
    """Return the numbers of the workspace's links whose own text has all of ``texts``."""
    mine = ctx.actor.workspace_id
    held = " AND ".join(["instr(t.text, ?) > 0"] * len(texts))
    indexed = [text for text in texts if len(text) >= _SHORTEST] if _has_index() else []
    if len(texts) == 1 and len(texts[0]) == _SHORT and _has_index():
        return short_words.having(texts[0], mine, _SAMPLE)
    if [len(text) for text in texts] == [_SHORTEST] == [len(text) for text in indexed] and short_words.is_alone(mine):
        return _rows("SELECT rowid FROM link_fts WHERE link_fts MATCH ?", [_match(indexed)])  # is what the index says
    if indexed:
        sql = "SELECT f.rowid FROM link_fts f CROSS JOIN link_text t ON t.link_id = f.rowid WHERE link_fts MATCH ? AND "
        values = [_match(indexed)]
    else:
        sql, values = "SELECT t.link_id FROM link_text t WHERE ", []
    return _rows(f"{sql} {held} AND +t.workspace_id = ?", [*values, *texts, mine])


def _has_index() -> bool:
    return database.proxy.execute_sql(_HAS_INDEX).fetchone() is not None


def _rows(sql: str, values: Sequence[Any]) -> list[int]:
    return [row[0] for row in database.proxy.execute_sql(f"{sql} LIMIT {_SAMPLE}", list(values)).fetchall()]


def _candidates(ctx: Context, word: _Word) -> list[int]:
    """Return the numbers of links, maybe of others too, that have a word or what is named so: some of them, of many."""
    if len(word.text) == _SHORT:
        found = short_words.having(word.text, ctx.actor.workspace_id, _SAMPLE)
    else:
        found = _rows("SELECT rowid FROM link_fts WHERE link_fts MATCH ?", [_match([word.text])])
    if word.link_id is not None:
        found.append(word.link_id)
    for column, table, row_ids in (
        ("link_id", "link_tag WHERE tag_id", word.tags),
        ("id", "link WHERE folder_id", word.folders),
        ("id", "link WHERE domain_id", word.domains),
    ):
        if row_ids and len(found) < _SAMPLE:
            numbers = ", ".join(str(int(one)) for one in row_ids)
            found += _rows(f"SELECT {column} FROM {table} IN ({numbers})", [])  # noqa: S608 - ours, and numbers
    return found


def _match(texts: Iterable[str]) -> str:
    """Return the index's words for: has letters by threes of each text. Whatever they are, quotes keep them letters."""
    threes = dict.fromkeys(
        three for text in texts for three in _spread(text, _THREES if len(text) <= _LONG else _MORE_THREES)
    )
    return " AND ".join('"' + three.replace('"', '""') + '"' for three in threes)


def _spread(text: str, most: int) -> list[str]:
    """Return at most so many threes of a text, from all over it."""
    threes = [text[at : at + 3] for at in range(len(text) - 2)]
    if len(threes) <= most:
        return threes
    return [threes[at * (len(threes) - 1) // (most - 1)] for at in range(most)]
