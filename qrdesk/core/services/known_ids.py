"""Whether a workspace has, or had, the rule, variant or code that somebody asks about.

Of a rule or variant that was taken out of its link, and of a code that is gone, only the counts tell that it was there.
"""

import re
from collections.abc import Callable, Sequence
from datetime import date
from zoneinfo import ZoneInfo

from qrdesk.core.context import Context
from qrdesk.core.errors import NotFound
from qrdesk.core.hits import rows
from qrdesk.core.hits.breaking_off import broken_off_by
from qrdesk.core.hits.days import number_of
from qrdesk.core.hits.hit_row import OTHER
from qrdesk.core.hits.sums import LINK, WORKSPACE
from qrdesk.core.models import Code, Link
from qrdesk.core.schemas.analytics import Dimension
from qrdesk.core.services import rule_labels
from qrdesk.core.services.periods import Period, day_at, kept_from, zone_of
from qrdesk.core.services.question_places import holding_place

NOUNS = (Dimension.RULE.value, Dimension.VARIANT.value, Dimension.CODE.value)
_ID = re.compile(r"[A-Za-z0-9_-]{1,24}")
_HAS = "replace({0}, ?, '') <> {0}"  # not LIKE: SQLite's knows no letter case, and ids are full of its any character
_Days = Sequence[int]  # since 1970-01-01


def check(ctx: Context, noun: str, one: str | None, link: Link | None, limit: Callable[[], object]) -> None:
    """Do nothing if a filter for ``noun`` (rule, variant, code) can be answered; "" and None ask for no id.

    ``limit`` raises where that is to end; what takes longer than a moment has one of the places for such questions.

    Raises:
        NotFound: the workspace has no such thing, and none of its hits was by it.
        Busy: too many wait for a place.
        Exception: what ``limit`` raised.
    """
    if not one or one == OTHER or (noun == Dimension.RULE and one in rule_labels.WAYS):
        return
    if not _ID.fullmatch(one):
        raise NotFound.of(noun, one)
    if _is_there(ctx, noun, one, link):
        return
    with broken_off_by(limit):
        if _was_counted(ctx, noun, one) or _is_of_a_link(ctx, noun, one):
            return
        ways = [way for (way,) in rows.ask(f"SELECT id FROM hit_way WHERE {noun} = ?", (one,)).fetchall()]  # noqa: S608 - our own words only
        days = _unnamed_days(ctx, noun, named=not ways)
    if days:
        with holding_place(limit):
            if _was_counted_with_others(ctx, noun, one, ways, days, limit):
                return
    raise NotFound.of(noun, one)


def _is_there(ctx: Context, noun: str, one: str, link: Link | None) -> bool:
    if noun == Dimension.CODE:
        return Code.select().where((Code.workspace == ctx.actor.workspace_id) & (Code.public_id == one)).exists()
    return link is not None and one in rule_labels.ids_in(link, Dimension(noun))


def _was_counted(ctx: Context, noun: str, one: str) -> bool:
    """Look through the sums of the workspace's days, the latest first; they are kept for ever."""
    return bool(_days_with(ctx, noun, one, most=1))


def _is_of_a_link(ctx: Context, noun: str, one: str) -> bool:
    if noun == Dimension.CODE:
        return False
    return any(one in rule_labels.ids_in(row, Dimension(noun)) for row in rule_labels.links_with(ctx, [one]))


def _unnamed_days(ctx: Context, noun: str, *, named: bool) -> _Days:
    """Return the days that may have had hits by what their own sums do not name, as those name only so many.

    ``named``: no hit that is kept is by it, which leaves the days before.
    """
    kept: date | None = kept_from(ctx, zone_of(ctx))
    if named and kept is None:
        return ()
    return [day for day in _days_with(ctx, noun, OTHER) if not named or kept is None or day < number_of(kept)]


def _was_counted_with_others(
    ctx: Context, noun: str, one: str, ways: Sequence[int], days: _Days, limit: Callable[[], object]
) -> bool:
    """Look through the sums of links, day by day, and through the hits of those links that had as many, too."""
    zone = zone_of(ctx)
    for day in days:
        limit()
        for link_id, is_named in _links_with(ctx, noun, one, day):
            if is_named or _is_of_a_hit(link_id, ways, day, zone):
                return True
    return False


def _links_with(ctx: Context, noun: str, one: str, day: int) -> list[tuple[int, bool]]:
    """Return the links whose sums of a day name it, or have others; whether they name it comes with them, yes first."""
    has = _HAS.format(noun)
    sql = (
        f"SELECT owner_id, {has} FROM rollup_day WHERE workspace_id = ? AND day = ? AND scope = '{LINK}' "  # noqa: S608 - our own words only
        f"AND ({has} OR {has}) ORDER BY 2 DESC"
    )
    told = f'"{one}"'
    found = rows.ask(sql, (told, ctx.actor.workspace_id, day, told, f'"{OTHER}"')).fetchall()
    return [(link_id, bool(is_named)) for link_id, is_named in found]


def _is_of_a_hit(link_id: int, ways: Sequence[int], day: int, zone: ZoneInfo) -> bool:
    if not ways:
        return False
    among = ", ".join(map(str, ways))
    sql = f"SELECT 1 FROM hit WHERE link_id = ? AND at >= ? AND at < ? AND way_id IN ({among}) LIMIT 1"  # noqa: S608 - our own numbers only
    return rows.ask(sql, (link_id, *Period(day_at(day), day_at(day), zone).micros)).fetchone() is not None


def _days_with(ctx: Context, noun: str, one: str, most: int | None = None) -> _Days:
    """Return the days on which the workspace's sums name something, the latest first, and no more than ``most``."""
    sql = (
        f"SELECT day FROM rollup_day WHERE scope = '{WORKSPACE}' AND owner_id = ? "  # noqa: S608 - our own words only
        f"AND {_HAS.format(noun)} ORDER BY day DESC{'' if most is None else f' LIMIT {most}'}"
    )
    return [day for (day,) in rows.ask(sql, (ctx.actor.workspace_id, f'"{one}"')).fetchall()]
