"""How many new small rows visitors may have made in a day: what they say of themselves is theirs to invent.

Whoever sends another campaign or another browser with each of a million visits would otherwise leave a million rows,
which every question that looks at single hits has to read. Beyond the bound, new values count as "other".
"""

import time
from collections.abc import Callable, Sequence
from typing import NamedTuple, TypeVar

from qrdesk.core.hits import lookups, rows
from qrdesk.core.hits.hit_row import OTHER, Agent, HitRow, Origin

NEW_A_DAY = 10_000  # of each table, in the whole database
_DAY_S = 86_400
_KEEP = "ON CONFLICT (name) DO UPDATE SET value = excluded.value"

_Row = TypeVar("_Row", Agent, Origin)


class _Made(NamedTuple):
    """How many small rows of a table were made on a day, days since 1970 UTC."""

    day: int
    rows: int


def bounded(hits: Sequence[HitRow], clock: Callable[[], float] = time.time) -> Sequence[HitRow]:
    """Return hits that make no more new rows than there may be, within the running transaction, under the lock of sums.

    Those that would make more say "other" where the visitor had a value that is new together with the rest.
    """
    day = int(clock() // _DAY_S)
    agents = _replaced("hit_agent", {id(hit.agent): hit.agent for hit in hits}, _other_agent, day)
    origins = _replaced("hit_origin", {id(hit.origin): hit.origin for hit in hits}, _other_origin, day)
    if not agents and not origins:
        return hits
    return [
        hit._replace(agent=agents.get(id(hit.agent), hit.agent), origin=origins.get(id(hit.origin), hit.origin))
        for hit in hits
    ]


def _replaced(table: str, wanted: dict[int, _Row], other: Callable[[_Row], _Row], day: int) -> dict[int, _Row]:
    """Return what stands for rows that are one too many, by their place in memory; note how many are made."""
    keys = {place: lookups.digest(row) for place, row in wanted.items()}
    missing = dict.fromkeys(keys.values())
    for key in lookups.known(table, list(missing)):
        del missing[key]
    if not missing:
        return {}
    made = _made(table, day)
    room = max(0, NEW_A_DAY - made.rows)
    beyond = set(list(missing)[room:])
    if room:
        count = made.rows + min(room, len(missing))
        rows.run("INSERT INTO fact (name, value)", [(_fact(table), f"{day} {count}")], _KEEP)
    stand_ins: dict[_Row, _Row] = {}  # hits that say the same share one object
    found: dict[int, _Row] = {}
    for place, key in keys.items():
        if key in beyond:
            stand_in = other(wanted[place])
            found[place] = stand_ins.setdefault(stand_in, stand_in)
    return found


def _made(table: str, day: int) -> _Made:
    kept = rows.ask("SELECT value FROM fact WHERE name = ?", (_fact(table),)).fetchone()
    noted = _Made(*map(int, kept[0].split())) if kept is not None else _Made(day, 0)
    return noted if noted.day == day else _Made(day, 0)


def _fact(table: str) -> str:
    return f"made:{table}"


def _other_agent(agent: Agent) -> Agent:
    """Return an agent of which there are few: the device and the app are of our own words."""
    return Agent(agent.device, agent.os and OTHER, "", agent.browser and OTHER, "", agent.in_app)


def _other_origin(origin: Origin) -> Origin:
    host, kind, *campaign = origin
    return Origin(host and OTHER, kind, *(value and OTHER for value in campaign))
