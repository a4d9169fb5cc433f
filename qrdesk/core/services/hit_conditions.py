"""Conditions for single hits, as SQL.

The small tables that a hit names are looked through first. SQLite is then handed a mask, a byte for each of their rows
that says whether it matches: looking a hit's number up in a list takes twice as long.
"""

from collections.abc import Iterable, Mapping, Sequence
from typing import Any, NamedTuple

from qrdesk.core.hits import rows
from qrdesk.core.hits.days import is_shared
from qrdesk.core.hits.hit_row import Agent, Origin, Place, Way
from qrdesk.core.hits.sums import LINK, WORKSPACE
from qrdesk.core.services.analytics_questions import Question, members

KNOWN = "NOT bot"
_NEVER = "1 = 0"
_FEW_LINKS = 40  # so many are looked up one by one, each by its own index
Condition = tuple[str, tuple[Any, ...]]  # words, and the values they have ? for


class Small(NamedTuple):
    """A small table, and the column of ``hit`` that names its rows."""

    table: str
    column: str


_AGENT, _PLACE = Small("hit_agent", "agent_id"), Small("hit_place", "place_id")
_ORIGIN, _WAY = Small("hit_origin", "origin_id"), Small("hit_way", "way_id")
SMALL: Mapping[str, tuple[Small, str]] = {  # by dimension: where it stands; the language stands in the hit itself
    **{name: (_AGENT, name) for name in Agent._fields},
    **{name: (_PLACE, name) for name in Place._fields},
    "referrer": (_ORIGIN, "referrer_host"),
    **{name: (_ORIGIN, name) for name in Origin._fields[1:]},
    **{name: (_WAY, name) for name in Way._fields},
}


def read(question: Question) -> tuple[Condition, ...] | None:
    """Return what hits have to match, the period apart; None where none can.

    SQLite asks in the order given, so what lets fewest through comes first, and what it looks at last in a row, last.
    """
    found: list[Condition] = []
    shares: dict[str, float] = {}
    for small in (_AGENT, _PLACE, _ORIGIN, _WAY):
        wanted = [(SMALL[name][1], value) for name, value in question.values.items() if _in(name, small)]
        if wanted:
            matching = " AND ".join(f"{column} = ?" for column, _ in wanted)
            sql = f"SELECT id FROM {small.table} WHERE {matching}"  # noqa: S608 - our own words only
            ids = [one for (one,) in rows.ask(sql, [value for _, value in wanted]).fetchall()]
            found.append(_among(small.column, ids))
            shares[found[-1][0]] = len(ids) / _size(small)
    found.sort(key=lambda one: shares[one[0]])
    if question.source is not None:
        found.append(("scan" if question.source == "scan" else "NOT scan", ()))
    if question.chosen:
        found.append((KNOWN, ()))
    found.append(_whose(question))
    if "language" in question.values:
        found.append(("language = ?", (question.values["language"],)))
    return None if question.nobody or any(words == _NEVER for words, _ in found) else tuple(found)


def _in(dimension: str, small: Small) -> bool:
    return dimension in SMALL and SMALL[dimension][0] is small


def _size(small: Small) -> int:
    """Return about how many rows a small table has; at once, however many those are."""
    (last,) = rows.ask(f"SELECT MAX(id) FROM {small.table}").fetchone()  # noqa: S608 - our own words only
    return last or 1


def _whose(question: Question) -> Condition:
    scope, owner_id = question.groups[0]
    if scope in {LINK, WORKSPACE}:
        return ("link_id = ?" if scope == LINK else "workspace_id = ?"), (owner_id,)
    ids = sorted(set.intersection(*(members(group) for group in question.groups)))
    if len(ids) <= _FEW_LINKS:
        return _among("link_id", ids)
    words, parameters = _among("link_id", ids)
    return f"workspace_id = ? AND {words}", (question.workspace_id, *parameters)


def _among(column: str, ids: Sequence[int]) -> Condition:
    """Return the condition that a column holds one of some numbers."""
    if not ids:
        return _NEVER, ()
    if len(ids) == 1:
        return f"{column} = ?", (ids[0],)
    if is_shared():
        return f"{column} = ANY(?)", (list(ids),)
    if len(ids) <= _FEW_LINKS and column == "link_id":
        return f"{column} IN ({', '.join(map(str, ids))})", ()
    return f"substr(?, {column}, 1) = x'01'", (_mask(ids),)


def _mask(ids: Iterable[int]) -> bytes:
    found = bytearray(max(ids))
    for one in ids:  # rows are numbered from one, as SQL does characters
        found[one - 1] = 1
    return bytes(found)
