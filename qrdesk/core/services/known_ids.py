"""Whether a workspace has, or had, the rule, variant or code that somebody asks about.

Of a rule or variant that was taken out of its link, and of a code that is gone, only the counts tell that it was there.
"""

import re
from collections.abc import Callable

from qrdesk.core.context import Context
from qrdesk.core.errors import NotFound
from qrdesk.core.hits import rows
from qrdesk.core.hits.hit_row import OTHER
from qrdesk.core.hits.sums import LINK, WORKSPACE
from qrdesk.core.models import Code, Link
from qrdesk.core.schemas.analytics import Dimension
from qrdesk.core.services import rule_labels

NOUNS = (Dimension.RULE.value, Dimension.VARIANT.value, Dimension.CODE.value)
_ID = re.compile(r"[A-Za-z0-9_-]{1,24}")
_Asks = Callable[[Context, str, str, Link | None], bool]


def check(ctx: Context, noun: str, one: str | None, link: Link | None) -> None:
    """Do nothing if a filter for ``noun`` (rule, variant, code) can be answered; "" and None ask for no id.

    Raises:
        NotFound: the workspace has no such thing, and none of its hits was by it.
    """
    if not one or one == OTHER or (noun == Dimension.RULE and one in rule_labels.WAYS):
        return
    if not (_ID.fullmatch(one) and any(ask(ctx, noun, one, link) for ask in _WHERE)):
        raise NotFound.of(noun, one)


def _is_there(ctx: Context, noun: str, one: str, link: Link | None) -> bool:
    if noun == Dimension.CODE:
        return Code.select().where((Code.workspace == ctx.actor.workspace_id) & (Code.public_id == one)).exists()
    return link is not None and one in rule_labels.ids_in(link, Dimension(noun))


def _was_counted(ctx: Context, noun: str, one: str, _link: Link | None) -> bool:
    """Look through the sums of the workspace's days, the latest first; they are kept for ever."""
    return _in_sums(noun, f"scope = '{WORKSPACE}' AND owner_id = ?", ctx.actor.workspace_id, one)


def _is_of_a_link(ctx: Context, noun: str, one: str, _link: Link | None) -> bool:
    if noun == Dimension.CODE:
        return False
    return any(one in rule_labels.ids_in(row, Dimension(noun)) for row in rule_labels.links_with(ctx, [one]))


def _was_counted_with_others(ctx: Context, noun: str, one: str, _link: Link | None) -> bool:
    """Look through the sums of links and the hits, if there were so many on a day that its own sums do not name all."""
    own = ctx.actor.workspace_id
    if not _in_sums(noun, f"scope = '{WORKSPACE}' AND owner_id = ?", own, OTHER):
        return False
    return _in_sums(noun, f"scope = '{LINK}' AND workspace_id = ?", own, one) or _is_of_a_hit(noun, own, one)


def _is_of_a_hit(column: str, own: int, one: str) -> bool:
    ways = [way for (way,) in rows.ask(f"SELECT id FROM hit_way WHERE {column} = ?", (one,)).fetchall()]  # noqa: S608 - our own words only
    if not ways:
        return False
    among = ", ".join(map(str, ways))
    sql = f"SELECT 1 FROM hit WHERE workspace_id = ? AND way_id IN ({among}) LIMIT 1"  # noqa: S608 - our own numbers only
    return rows.ask(sql, (own,)).fetchone() is not None


def _in_sums(column: str, which: str, own: int, one: str) -> bool:
    # not LIKE: SQLite's knows no letter case, and ids are full of the underscores that mean any character
    sql = f"SELECT 1 FROM rollup_day WHERE {which} AND replace({column}, ?, '') <> {column} ORDER BY day DESC LIMIT 1"  # noqa: S608 - our own words only
    return rows.ask(sql, (own, f'"{one}"')).fetchone() is not None


_WHERE: tuple[_Asks, ...] = (_is_there, _was_counted, _is_of_a_link, _was_counted_with_others)  # the quick ones first
