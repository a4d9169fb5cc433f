"""What rules, variants and codes are called where their hits are shown."""

from collections.abc import Iterator, Sequence
from functools import reduce
from operator import or_

from qrdesk.core.context import Context
from qrdesk.core.hits.hit_row import OTHER
from qrdesk.core.models import Code, Link
from qrdesk.core.schemas.analytics import Dimension
from qrdesk.core.schemas.rules import Routing
from qrdesk.core.services.queries import beside

# ways that are no rules of the link's own (see redirect.route.Choice)
WAYS = {
    "expired": "Expired destination",
    "fallback": "Fallback destination",
    "ios": "App on iOS",
    "android": "App on Android",
    OTHER: "All others",
}


def labels(ctx: Context, dimension: Dimension, ids: Sequence[str], link: Link | None) -> dict[str, str]:
    """Return what to show for each id of a rule, variant or code; nothing where the dimension is another.

    Without ``link`` the name of each one's link stands in front. What was removed from its link is said to be gone.
    """
    if dimension not in {Dimension.RULE, Dimension.VARIANT, Dimension.CODE}:
        return {}
    wanted = [one for one in ids if one and one not in WAYS]
    found = {one: f"{one} (no longer there)" for one in wanted}
    for row, one, label in _named(ctx, dimension, wanted, link) if wanted else ():
        if one in found:
            found[one] = label if link is not None else f"{row.title or row.slug}: {label}"
    return found | {one: WAYS[one] for one in ids if one in WAYS}


def _named(
    ctx: Context, dimension: Dimension, ids: Sequence[str], link: Link | None
) -> Iterator[tuple[Link, str, str]]:
    if dimension is Dimension.CODE:
        mine = beside(Code.workspace, ctx.actor.workspace_id) & Code.public_id.in_(list(ids))
        for code in Code.select(Code, Link).join(Link).where(mine):
            assert code.link is not None  # joined: static codes have no hits
            yield code.link, code.public_id, code.name or code.slug
        return
    for row in [link] if link is not None else links_with(ctx, ids):
        for one, label in _labelled(row, dimension):
            yield row, one, label


def ids_in(link: Link, dimension: Dimension) -> set[str]:
    """Return the ids of a link's rules or variants."""
    return {one for one, _ in _labelled(link, dimension)}


def links_with(ctx: Context, ids: Sequence[str]) -> list[Link]:
    """Return the links whose rules or variants have these ids."""
    holding = reduce(or_, [Link.routing.contains(one) for one in ids])
    return list(Link.select().where((Link.workspace == ctx.actor.workspace_id) & (Link.routing != "") & holding))


def _labelled(link: Link, dimension: Dimension) -> Iterator[tuple[str, str]]:
    return _rules(link) if dimension is Dimension.RULE else _variants(link)


def _rules(link: Link) -> Iterator[tuple[str, str]]:
    for number, rule in enumerate(Routing.from_text(link.routing).rules, 1):
        if rule.id:
            yield rule.id, rule.name or rule.destination or f"Rule {number}"


def _variants(link: Link) -> Iterator[tuple[str, str]]:
    for rule in Routing.from_text(link.routing).rules:
        for variant in rule.variants:
            if variant.id:
                yield variant.id, variant.name or variant.destination
