"""Finding codes by their words: their names, what static ones say but for their passwords, and their links."""

import re
from collections.abc import Collection, Mapping, Sequence
from typing import Any, NamedTuple

from peewee import JOIN, SqliteDatabase

from qrdesk.core import database
from qrdesk.core.code_titles import unsecret
from qrdesk.core.context import Context
from qrdesk.core.models import Code, Domain, Link
from qrdesk.core.schemas.access import Scope
from qrdesk.core.schemas.codes import CodeQuery
from qrdesk.core.schemas.contents import TYPES
from qrdesk.core.schemas.lines import MASK
from qrdesk.core.services import search
from qrdesk.core.services.folding import fold
from qrdesk.core.services.link_views import code_url
from qrdesk.core.services.queries import one_of

_SHOWN = ("wi-fi", MASK)  # what stands for a secret, beside what was written
_SPECIAL = re.compile(r"[\\%_]")  # to LIKE
_SQLITE = {
    "kind": "json_extract(content, '$.type')",
    "has": "{} LIKE {} ESCAPE '\\'",
    "bytes": "LENGTH(CAST({0} AS BLOB)) <> LENGTH({0})",
}
_POSTGRES = {
    "kind": "content::json ->> 'type'",
    "has": "{} COLLATE \"C\" ILIKE {} ESCAPE '\\'",
    "bytes": "OCTET_LENGTH({0}) <> LENGTH({0})",
}
_TEXTS = ("content_text", "name", "slug")
# plain SQL: to put each of a hundred thousand codes into words takes peewee ten times as long
_ASKED = (
    "SELECT id, name, slug, COALESCE({kind}, ''), COALESCE(content_text, '') FROM code "
    "WHERE workspace_id = {place} AND {mine} AND ({may_be})"
)


class Found(NamedTuple):
    """The condition that a code was found, and how many there are where that is known."""

    holds: Any
    total: int | None = None


def found(ctx: Context, query: CodeQuery) -> Found:
    """Return which codes hold every word that is searched, in their own words or in those of their link.

    Static codes with one of the sorts of ``contents``, by commas, are found whatever they say.

    Who may not read links finds codes of theirs by the address that is printed, and learns no other word of a link.
    """
    words = fold(query.search).split()
    sorts = frozenset(filter(None, (one.strip() for one in query.contents.split(","))))
    own = _own(ctx, words, sorts, alone=query.kind == "static")
    if query.kind == "static":
        return Found(one_of(Code.id, own), None if query.link_id else len(own))
    if not ctx.actor.may(Scope.LINKS_READ):
        return Found(one_of(Code.id, own) | one_of(Code.id, _printed(ctx, words)))
    return Found(one_of(Code.id, own) | Code.link.in_(search.find_links(ctx, query.search).rows.select(Link.id)))


def _own(ctx: Context, words: Sequence[str], sorts: Collection[str], *, alone: bool) -> list[int]:
    """Return the codes, or the static ones alone, that hold each word themselves or are of one of the sorts.

    The database leaves out those that cannot. The others are looked at here: no database folds letters as people do,
    and what is secret is in the midst of a text.
    """
    ways, place = _SQLITE if isinstance(database.proxy.obj, SqliteDatabase) else _POSTGRES, database.proxy.param
    may_be, values = _may_be(words, sorts, ways, place)
    mine = "link_id IS NULL" if alone else "(link_id IS NULL OR name <> '' OR slug <> '')"
    asked = _ASKED.format(kind=ways["kind"], mine=mine, may_be=may_be, place=place)
    found: list[int] = []
    for row_id, name, slug, kind, said in database.proxy.execute_sql(asked, [ctx.actor.workspace_id, *values]):
        own = fold("\n".join((unsecret(name), slug, kind, unsecret(said))))
        if kind in sorts or all(word in own for word in words):
            found.append(row_id)
    return found


def _may_be(
    words: Sequence[str], sorts: Collection[str], ways: Mapping[str, str], place: str
) -> tuple[str, Sequence[str]]:
    """Return the condition that a code may be one, and its values.

    Any may be that has a letter beyond English, which folds to who knows what, or a backslash, which a title leaves
    out.
    """
    conditions, values = ["TRUE"], list[str]()
    for word in words:
        if any(word in shown for shown in _SHOWN):
            continue
        columns = [*_TEXTS, *([ways["kind"]] if any(word in kind for kind in TYPES) else [])]
        conditions.append(f"({' OR '.join(ways['has'].format(column, place) for column in columns)})")
        values += ["%" + _SPECIAL.sub(r"\\\g<0>", word) + "%"] * len(columns)
    known = [sort for sort in TYPES if sort in sorts]
    others = [ways["bytes"].format(column) for column in _TEXTS]
    others.append(ways["has"].format("content_text", place))
    values.append("%\\\\%")
    if known:
        others.append(f"{ways['kind']} IN ({', '.join([place] * len(known))})")
    return " OR ".join((" AND ".join(conditions), *others)), [*values, *known]


def _printed(ctx: Context, words: Sequence[str]) -> list[int]:
    """Return the codes of links that have each word in their name or in the address that they carry."""
    rows = Code.select(Code, Link, Domain).join(Link, JOIN.INNER).join(Domain, JOIN.INNER)
    found: list[int] = []
    for code in rows.where(Code.workspace == ctx.actor.workspace_id):
        link = code.link
        address = "" if link is None else code_url(link.domain, code.slug or link.slug)
        own = fold(f"{unsecret(code.name)}\n{address}")
        if all(word in own for word in words):
            found.append(code.id)
    return found
